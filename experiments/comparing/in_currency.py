"""The parts of a comparison in another currency: every amount times one rate, once; ratios of money to money, shares and counts as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Text

from ..runs.intervals import Floats
from ..runs.notes import notes_on_rights
from ..runs.replications import Replications
from ..runs.runner import Key
from ..shown_money import Money, in_words, is_amount, showing
from .lever_contributions import Contributions
from .rows import names_of

AMOUNTS = (
    *("mean", "low", "high", "difference", "difference_low", "difference_high"),
    *("without_policy", "runs_low", "runs_high", "value", "interaction"),
    *(f"{kind}{end}" for kind in ("alone", "left_out", "shapley") for end in ("", "_low", "_high")),
)
"""Columns of the tables of a comparison that are in the unit of their row."""


def is_money(outcome: str, breakdown: str | None = None, group: str | None = None) -> bool:
    """Whether an outcome is an amount; the effect of a project is one where that is what its lever aims at.

    >>> is_money("remittances"), is_money("firms_created"), is_money("effect_funded", "lever", "matching_grant")
    (True, False, True)
    """
    if outcome.startswith("effect_") and breakdown == "lever" and group in REGISTRY:
        outcome = REGISTRY[group].main_outcome
    return outcome in OUTCOMES and is_amount(OUTCOMES[outcome].unit.en)


def notes_in(notes: Sequence[Text], replications: Sequence[Replications], money: Money) -> tuple[Text, ...]:
    """Notes with their amounts in `money`; `replications` are those in USD of 2019 that the notes were made from."""
    names = {language: names_of(replications, language) for language in ("en", "fr")}
    called = {each.name: Text(names["en"][each.name], names["fr"][each.name]) for each in replications}
    before = [note for each in replications for note in notes_on_rights(each, called[each.name])]
    with showing(money):
        after = [note for each in replications for note in notes_on_rights(each, called[each.name])]
    said = dict(zip(before, after, strict=True))
    return tuple(said.get(note, note) for note in notes)


def months_in(series: pd.DataFrame, money: Money) -> pd.DataFrame:
    """Months of outcomes (column `outcome`), amounts in `money`."""
    return series.assign(value=series["value"] * np.where(series["outcome"].map(is_money), money.factor, 1.0)) if len(series) else series


def in_money(table: pd.DataFrame, money: Money) -> pd.DataFrame:
    """A table with a unit a row (as `comparison.csv`), amounts in `money` and units said so."""
    if money.is_base or not len(table):
        return table
    units = table["unit"].astype(str)
    effects = [is_money(*row) for row in zip(table["outcome"], *_groups(table), strict=True)]
    factor = np.where(units.map(is_amount) | (np.array(effects) & units.str.startswith("units of")), money.factor, 1.0)
    found = table.assign(**{column: table[column] * factor for column in AMOUNTS if column in table})
    with showing(money):
        return found.assign(unit=units.map(in_words).astype(table["unit"].dtype))


def _groups(table: pd.DataFrame) -> Iterable[pd.Series]:
    """Breakdown and group of each row, or none."""
    nothing = pd.Series([None] * len(table), index=table.index, dtype=object)
    return [table.get(column, nothing) for column in ("breakdown", "group")]


def _factors(keys: Iterable[Key], factor: float) -> Floats:
    return np.array([factor if is_money(*key) else 1.0 for key in keys])


def replications_in(each: Replications, money: Money) -> Replications:
    """One scenario's numbers, amounts in `money`."""
    factor = money.factor
    by_key = _factors(each.keys, factor)
    return replace(
        each,
        values=each.values * by_key,
        base=None if each.base is None else each.base * by_key,
        judged={key: values * by for (key, values), by in zip(each.judged.items(), _factors(each.judged, factor), strict=True)},
        left_out={lever: values * by_key for lever, values in each.left_out.items()},
    )


def split_in(found: Contributions, money: Money) -> Contributions:
    """What each lever adds, amounts in `money`."""
    by = _factors(((outcome, None, None) for outcome in found.outcomes), money.factor)
    alone = found.alone * by
    left_out = alone if found.left_out is found.alone else found.left_out * by
    shapley = alone if found.shapley is found.alone else found.shapley * by
    pairs = {pair: values * by for pair, values in found.pairs.items()}
    return replace(found, alone=alone, left_out=left_out, shapley=shapley, whole=found.whole * by, pairs=pairs)
