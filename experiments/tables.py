"""Tables of the terminal, in English or French."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from rich.console import Group
from rich.text import Text as Styled

from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES, Adds

from .runs.attribution import act_label
from .runs.intervals import Interval
from .runs.replications import unit_of
from .runs.variance_components import TELLS_NOTHING
from .runs.verdicts import interval_words, range_label, verdicts
from .terminal import columns_that_fit, plain_table
from .text import bounds, number, one_of, percent, say, within

ALWAYS = ("remittances", "investment_productive", "donations_collective", "firms_created", "public_cost")
"""Outcomes that are always shown; beside them those that the scenario moves most."""

NOT_RANKED = ("cost", "judgement", "relations")
"""Themes that are not ranked by change: costs have their own lines, and every policy is heard of."""

MOST = 8
WORTH_A_LINE = 0.005
"""Changes below this share of the level without policy are left to the files."""


def label_of(outcome: str, language: str) -> str:
    """An outcome in words, derived ones too."""
    if outcome in OUTCOMES:
        return OUTCOMES[outcome].label(language)
    main = outcome.removeprefix("cost_per_additional_")
    if main != outcome and main in OUTCOMES:
        return f"{say('s_unit_cost', language)} ({within(OUTCOMES[main].label(language))})"
    return say(outcome, language)


def unit_label(outcome: str, unit: str, language: str) -> str:
    """A unit in words: that of the outcome, or the one written in the table."""
    if outcome in OUTCOMES:
        return unit_of(outcome, language)
    main = OUTCOMES.get(outcome.removeprefix("cost_per_additional_"))
    if main is None:
        return unit
    return f"{say('per', language)} {say('s_usd', language) if main.adds is Adds.MONEY else one_of(unit_of(main.id, language))}"


WIDE = 140
"""Characters from which a comparison has a column for everything; below, units stand under the words and intervals under the numbers."""


def results(table: pd.DataFrame, uncertainty: pd.DataFrame, labels: Mapping[str, str], runs: int, language: str = "en", width: int = 160) -> Group:
    """One table a scenario: levels, changes with their interval, and the range of so many single runs."""
    shown: list[Any] = []
    for name in dict.fromkeys(table["scenario"]):
        own = table[table["scenario"] == name]
        spread = uncertainty[uncertainty["scenario"] == name] if len(uncertainty) else uncertainty
        title = f"{labels.get(name, name)} ({name})"
        head, rows = _comparison(own, spread, runs, language) if own["difference"].notna().any() else _levels(own, runs, language)
        shown.append(plain_table(head, rows, title, right=range(2, len(head))) if width >= WIDE else _narrow(title, head, rows, width))
    return Group(*shown)


def _narrow(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Group:
    """The same with two numbers above each other: a change and its interval, the range of the runs and what of it comes from inputs."""
    labels = [f"{label}\n({unit})" if unit.lower() not in label.lower() else label for label, unit, *_ in rows]
    pairs = [(2,), *((place, place + 1) for place in range(3, len(head), 2) if place + 1 < len(head)), *([(3,)] if len(head) == 4 else [])]
    columns = [(" / ".join(head[place] for place in pair), ["\n".join(row[place] for place in pair).strip() for row in rows]) for pair in pairs]
    return columns_that_fit(title, head[0], labels, columns, width)


def _totals(own: pd.DataFrame) -> pd.DataFrame:
    return own[own["breakdown"].isna()]


def _levels(own: pd.DataFrame, runs: int, language: str) -> tuple[list[str], list[tuple[str, ...]]]:
    rows: list[tuple[str, ...]] = [
        (label_of(row.outcome, language), unit_label(row.outcome, row.unit, language), number(row.mean, language), bounds(row.low, row.high, language))
        for row in _rows(_totals(own))
    ]
    return [*(say(key, language) for key in ("outcome", "unit", "level_run")), range_label(runs, language)], rows


def _comparison(own: pd.DataFrame, spread: pd.DataFrame, runs: int, language: str) -> tuple[list[str], list[tuple[str, ...]]]:
    totals = _totals(own)
    keep = _chosen(totals)
    by_outcome = {row.outcome: row for row in _rows(_totals(spread))} if len(spread) else {}
    rows: list[tuple[str, ...]] = []
    for row in _rows(totals[totals["outcome"].isin(keep)]):
        single = by_outcome.get(row.outcome)
        rows.append(
            (
                label_of(row.outcome, language),
                unit_label(row.outcome, row.unit, language),
                number(row.mean, language),
                number(row.difference, language, signed=True),
                interval_words(row.difference, row.difference_low, row.difference_high, language),
                bounds(single.runs_low, single.runs_high, language) if single is not None else "",
                _share_of_inputs(single, language) if single is not None else "",
            )
        )
    judged = own[own["outcome"].isin(("additional", "deadweight"))]
    by_lever = judged[judged["breakdown"] == "lever"]
    for row in _rows(by_lever if len(by_lever) else judged[judged["breakdown"] == "act"]):
        label = f"{label_of(row.outcome, language)}, {_judged_label(row.breakdown, row.group, language)}"
        interval = interval_words(row.difference, row.difference_low, row.difference_high, language)
        rows.append((label, unit_label(row.outcome, row.unit, language), number(row.mean, language), "", interval, bounds(row.low, row.high, language), ""))
    for row in _rows(_unit_costs(own)):
        of_package = len(by_lever[["group"]].drop_duplicates()) > 1 and row.breakdown == "lever"
        rows.append(
            (
                label_of(row.outcome, language) + (f", {_judged_label('lever', row.group, language)}" if of_package else ""),
                unit_label(row.outcome, row.unit, language),
                number(row.mean, language),
                "",
                bounds(row.low, row.high, language),
                "",
                "",
            )
        )
    head = [*(say(key, language) for key in ("outcome", "unit", "level", "difference", "interval")), range_label(runs, language), say("from_inputs", language)]
    return head, rows


def _share_of_inputs(single: Any, language: str) -> str:
    """The share of the variance that is not chance, as the page that is read first tells shares: only where their interval tells something."""
    if not math.isfinite(single.share_inputs):
        return say("undefined", language)
    low, high = single.share_luck_low, single.share_luck_high
    return percent(single.share_inputs, language) if high - low <= TELLS_NOTHING else say("verdict_cannot", language)


def _judged_label(breakdown: str, group: str, language: str) -> str:
    """Whose additional and deadweight households these are: a lever's, or those of a whole package by what they did."""
    if breakdown == "act":
        return f"{say('whole_package_act', language)} {act_label(group, language)}"
    return within(REGISTRY[group].label(language)) if group in REGISTRY else group


def _unit_costs(own: pd.DataFrame) -> pd.DataFrame:
    """Costs per additional unit, of the levers where they are known, else of the whole; none where a package has several aims that nobody told apart."""
    found = own[own["outcome"].str.startswith("cost_per_additional")]
    by_lever = found[found["breakdown"] == "lever"]
    several = found["outcome"].nunique() > 1 and not len(by_lever)
    return found.iloc[:0] if several else by_lever if len(by_lever) else found[found["breakdown"].isna()]


def _rows(table: pd.DataFrame) -> Any:
    return table.itertuples(index=False)


def _chosen(totals: pd.DataFrame) -> set[str]:
    """Outcomes worth a line: those always shown, and those that clearly change, the largest change against the level without policy first."""
    changes = Interval(*(totals[column].to_numpy() for column in ("difference", "difference_low", "difference_high")))
    clear = totals[[found.is_clear for found in verdicts(changes)]]
    clear = clear[clear["outcome"].isin([outcome.id for outcome in OUTCOMES.values() if outcome.theme not in NOT_RANKED])]
    without = (clear["mean"] - clear["difference"]).abs()
    relative = (clear["difference"].abs() / without.where(without > 0.0)).fillna(float("inf"))
    largest = relative[relative >= WORTH_A_LINE].sort_values(ascending=False, kind="stable").index[:MOST]
    return set(ALWAYS) | set(clear.loc[largest, "outcome"])


def stamp(says: str) -> Styled:
    """The reminder under every table: a line of it."""
    return Styled(says, style="bold red")


