"""Does the package give more than its parts? The answer for the summary and the terminal, from `contributions.csv` and `interactions.csv`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from rich.console import Group

from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Text

from ..comparing.comparison import Comparison
from ..comparing.rows import names_of
from ..comparing.shapley import EXACT_UP_TO
from ..runs.replications import COST, unit_of
from ..runs.verdicts import Verdict as Told
from ..runs.verdicts import interval_words, verdict
from ..terminal import plain_table
from ..text import markdown, markdown_table, number, percent

TITLE = Text("Does the package give more than its parts?", "L'ensemble donne-t-il plus que ses parties ?")
SAYS = Text(
    "Alone: what the lever changes where it is the only one. Left out: what is lost when it alone is taken out of the package. Share: the mean of what it adds "
    "over all orders in which the levers may come (Shapley value); the shares add up to what the package changes. In brackets, the 95 % interval of the mean. "
    "Where alone and left out differ, levers help or hinder each other; a lever that takes away from others can be below 0. Levers that move nothing of an "
    "outcome are not listed under it. No part of the whole is named where the whole, or the share, cannot be told from 0.",
    "Seul : ce que change le levier quand il est le seul. Retiré : ce que l'on perd en retirant ce seul levier de l'ensemble. Part : la moyenne de ce qu'il "
    "ajoute sur tous les ordres d'entrée possibles des leviers (valeur de Shapley) ; la somme des parts est l'écart dû à l'ensemble. Entre crochets, "
    "l'intervalle à 95 % de la moyenne. Là où seul et retiré diffèrent, les leviers s'aident ou se gênent ; un levier qui enlève aux autres peut être "
    "au-dessous de 0. Un levier qui ne change rien à un résultat n'y figure pas. Aucune part du total n'est donnée là où le total, ou la part, ne se "
    "distingue pas de 0.",
)
BY_LOT = Text(
    "Shares from orders drawn by lot; their intervals hold that error too.", "Parts selon des ordres tirés au sort ; leurs intervalles en tiennent compte."
)
HEAD = (
    Text("Outcome", "Résultat"),
    Text("Whole package", "Ensemble"),
    Text("Sum of its levers alone", "Somme des leviers seuls"),
    Text("Beyond that sum", "Au-delà de cette somme"),
    Text("The package gives", "L'ensemble donne"),
)
SPLIT_HEAD = (
    Text("Outcome", "Résultat"),
    Text("Lever", "Levier"),
    Text("Alone", "Seul"),
    Text("Left out", "Retiré"),
    Text("Share", "Part"),
    Text("of the whole", "du total"),
)
MORE, LESS = Text("more than its parts", "plus que ses parties"), Text("less than its parts", "moins que ses parties")
DEARER, CHEAPER = Text("costs more than its parts", "coûte plus que ses parties"), Text("costs less than its parts", "coûte moins que ses parties")
EQUAL = Text("just its parts", "exactement ses parties")
UNKNOWN = Text("cannot be told", "indéterminé")
NOTHING = Text("Nothing changes that could be split.", "Rien ne change qui puisse être réparti.")


class Verdict(NamedTuple):
    """One outcome of a package: the whole with its interval, its levers alone added up, and what lies between with its interval."""

    outcome: str
    whole: float
    whole_low: float
    whole_high: float
    parts: float
    beyond: float
    low: float
    high: float

    @property
    def says(self) -> Text:
        """Whether the package gives more than its parts, as far as that can be told."""
        if self.beyond == self.low == self.high == 0.0:
            return EQUAL
        if self.low > 0.0 or self.high < 0.0:
            grows = (self.beyond > 0.0) == (self.whole >= 0.0)
            return (DEARER if grows else CHEAPER) if self.outcome == COST else MORE if grows else LESS
        return UNKNOWN


def verdicts(split: pd.DataFrame, interactions: pd.DataFrame, table: pd.DataFrame) -> list[Verdict]:
    """What is to be said of one package: the outcomes that any of its levers moves. `table`: the rows of `comparison.csv` of that package."""
    found = []
    totals = table[table["breakdown"].isna()].set_index("outcome")[["difference_low", "difference_high"]]
    whole = interactions[interactions["first"].isna() & interactions["second"].isna()].set_index("outcome")
    for outcome, own in split.groupby("outcome", sort=False):
        values = own[["alone", "left_out", "shapley"]]
        if outcome in whole.index and values.notna().all(axis=None) and (values != 0.0).any(axis=None):
            beyond, low, high = (float(whole[column].to_dict()[outcome]) for column in ("interaction", "low", "high"))
            least, most = (float(totals[column].to_dict().get(outcome, math.nan)) for column in ("difference_low", "difference_high"))
            found.append(Verdict(str(outcome), float(own["shapley"].sum()), least, most, float(own["alone"].sum()), beyond, low, high))
    return found


def packages(split: pd.DataFrame, interactions: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """The scenarios with two levers or more, each with its rows."""
    for name, own in split.groupby("scenario", sort=False):
        if own["lever"].nunique() > 1:
            yield str(name), own, interactions[interactions["scenario"] == name]


def contribution_section(comparison: Comparison, language: str = "en", *, wholes: bool = True, splits: bool = True) -> list[str]:
    """Lines of the summary, Markdown; none where nothing was split. With `wholes` what packages give beyond their parts, with `splits` what each lever adds."""
    lines: list[str] = []
    labels = names_of(comparison.replications, language)
    for name, own, interactions in packages(comparison.contributions, comparison.interactions):
        found = verdicts(own, interactions, comparison.table[comparison.table["scenario"] == name])
        lines += ["", f"### {markdown(labels.get(name, name))}", ""]
        if not found:
            lines.append(NOTHING(language))
            continue
        lines += markdown_table([head(language) for head in HEAD], [_verdict_cells(one, language) for one in found]) if wholes else []
        lines += ["", *markdown_table([head(language) for head in SPLIT_HEAD], _split_cells(own, found, language))] if splits else []
        lines += ["", BY_LOT(language)] if own["lever"].nunique() > EXACT_UP_TO else []
    return [f"## {TITLE(language)}", "", SAYS(language), *lines] if lines else []


def contribution_tables(split: pd.DataFrame, interactions: pd.DataFrame, table: pd.DataFrame, labels: Mapping[str, str], language: str = "en") -> Group:
    """The same for the terminal, from the tables of a result folder; nothing for scenarios with one lever."""
    shown: list[Any] = []
    for name, own, beyond in packages(split, interactions):
        found = verdicts(own, beyond, table[table["scenario"] == name])
        title = f"{TITLE(language)} {labels.get(name, name)}"
        rows = [_verdict_cells(one, language) for one in found] or [(NOTHING(language), "", "", "", "")]
        shown.append(plain_table([head(language) for head in HEAD], rows, title, right=(1, 2, 3)))
        if found:
            shown.append(plain_table([head(language) for head in SPLIT_HEAD], _split_cells(own, found, language), right=(2, 3, 4, 5)))
    return Group(*shown)


def _verdict_cells(found: Verdict, language: str) -> tuple[str, ...]:
    label, unit = OUTCOMES[found.outcome].label(language), unit_of(found.outcome, language)
    whole = f"{number(found.whole, language, signed=True)} [{interval_words(found.whole, found.whole_low, found.whole_high, language)}]"
    numbers = (whole, number(found.parts, language, signed=True))
    between = f"{number(found.beyond, language, signed=True)} [{interval_words(found.beyond, found.low, found.high, language, signed=True)}]"
    return (label if unit.lower() in label.lower() else f"{label}, {unit}", *numbers, between, found.says(language))


def _split_cells(split: pd.DataFrame, found: Sequence[Verdict], language: str) -> list[tuple[str, ...]]:
    """A row a lever and outcome, and under the levers of an outcome their sum."""
    rows: list[tuple[str, ...]] = []
    for one in found:
        label = OUTCOMES[one.outcome].label(language)
        own = split[split["outcome"] == one.outcome]
        is_told = verdict(one.whole, one.whole_low, one.whole_high).is_clear
        for row in own[(own[["alone", "left_out", "shapley"]] != 0.0).any(axis=1)].to_dict("records"):
            lever = REGISTRY[row["lever"]].label(language) if row["lever"] in REGISTRY else str(row["lever"])
            cells = [
                f"{number(row[kind], language, signed=True)} [{interval_words(row[kind], row[f'{kind}_low'], row[f'{kind}_high'], language)}]"
                for kind in ("alone", "left_out", "shapley")
            ]
            own_verdict = verdict(row["shapley"], row["shapley_low"], row["shapley_high"])
            is_part = is_told and (own_verdict.is_clear or own_verdict is Told.SAME)
            rows.append((label, lever, *cells, percent(row["shapley"] / one.whole, language) if is_part else UNKNOWN(language)))
            label = ""
        rows.append(("", HEAD[1](language), "", "", number(one.whole, language, signed=True), percent(1.0, language) if is_told else ""))
    return rows
