"""Tables of the terminal, in English or French."""

from __future__ import annotations

import math
import os
import textwrap
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text as Styled

from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES, Adds

from .runs.attribution import act_label
from .runs.intervals import Interval
from .runs.replications import unit_of
from .runs.verdicts import interval_words, range_label, verdicts
from .text import bounds, number, one_of, percent, say, source_words, unit_words, within

ALWAYS = ("remittances", "investment_productive", "donations_collective", "firms_created", "public_cost")
"""Outcomes that are always shown; beside them those that the scenario moves most."""

NOT_RANKED = ("cost", "judgement", "relations")
"""Themes that are not ranked by change: costs have their own lines, and every policy is heard of."""

MOST = 8
WORTH_A_LINE = 0.005
"""Changes below this share of the level without policy are left to the files."""


def plain_table(head: Sequence[str], rows: Sequence[Sequence[str]], title: str | None = None, right: Sequence[int] = (), whole: int | None = None) -> Table:
    """A table with words wrapped and numbers on the right.

    What is in column `whole` (ids, to be copied) is not broken over lines unless it takes up more than two fifths of the terminal.
    """
    if whole is not None and max((len(row[whole]) for row in rows), default=0) > 0.4 * terminal().width:
        whole = None
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(head):
        table.add_column(name, justify="right" if place in right else "left", overflow="fold", no_wrap=place == whole)
    for row in rows:
        table.add_row(*row)
    return table


GAP = 3
"""Characters between two columns."""
LABELS = (22, 46)
"""Least and greatest width of the column with the words."""


def columns_that_fit(title: str, head: str, labels: Sequence[str], columns: Sequence[tuple[str, Sequence[str]]], width: int) -> Group:
    """One table, or several one below the other where the columns of numbers do not fit beside the words: no number and no word is ever broken."""
    needs = [_need(name, cells) for name, cells in columns]
    room = max(LABELS[0], *(len(word) for text in (head, *labels) for word in text.split()))
    blocks: list[list[int]] = [[]]
    for place in range(len(columns)):
        if blocks[-1] and room + sum(needs[k] + GAP for k in (*blocks[-1], place)) + 2 > width:
            blocks.append([])
        blocks[-1].append(place)
    shown = []
    for number_of_block, block in enumerate(blocks):
        left = width - 2 - sum(needs[place] + GAP for place in block)
        table = plain_table([], [], title if number_of_block == 0 else None)
        table.add_column(head, width=max(min(left, LABELS[1]), room), overflow="fold")
        for place in block:
            table.add_column(columns[place][0], width=needs[place], justify="right", overflow="fold")
        for row, label in enumerate(labels):
            table.add_row(label, *(columns[place][1][row] for place in block))
        shown.append(table)
    return Group(*shown)


def _need(name: str, cells: Sequence[str]) -> int:
    r"""The width in which a column breaks no number and no word, and its name takes three lines at most.

    >>> _need("Bonds", ["+1\n0.5 to 1.5"]), _need("One big fair a year", ["0"])
    (10, 7)
    """
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=0)
    narrow = max(longest, *(len(word) for word in name.split()))
    while narrow < len(name) and len(textwrap.wrap(name, narrow)) > 3:
        narrow += 1
    return narrow


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
                percent(single.share_inputs, language) if single is not None else "",
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


def terminal() -> Console:
    """Where tables go: as wide as the terminal; where there is none, as wide as COLUMNS says, or wide enough for them.

    What is printed is shown as it is written: brackets are no markup, and :smile: is no picture.
    """
    as_written = partial(Console, markup=False, emoji=False, highlight=False)
    console = as_written()
    asked = os.environ.get("COLUMNS", "")
    return console if console.is_terminal else as_written(width=int(asked) if asked.isdigit() and int(asked) >= 40 else 160, no_color=True)


def stamp(says: str) -> Styled:
    """The reminder under every table: a line of it."""
    return Styled(says, style="bold red")


HEADS_FR = {
    "label": "libellé", "corridors": "corridors", "levers": "leviers", "family": "famille", "main_outcome": "résultat principal",
    "unit": "unité", "kind": "sorte",
    "theme": "thème", "adds": "agrégation", "low": "bas", "high": "haut", "value": "valeur", "grade": "niveau de preuve", "status": "statut",
    "migrant_stock": "migrants", "title": "titre", "publisher": "éditeur", "address": "adresse", "licence": "licence", "sources": "sources",
    "amounts": "montants",
    "asks": "demande", "options": "options", "input": "donnée d'entrée", "range": "intervalle", "source": "source", "year": "année", "allowed": "permis",
    "off": "sans effet", "note": "note", "values": "valeurs", "month": "mois", "months": "durée en mois", "size": "ampleur", "says": "description",
    "start": "début", "years": "ans", "burn_in_years": "ans de mise en régime", "fingerprint": "empreinte", "base": "base", "shocks": "chocs",
    "evidence": "appui", "facts": "faits",
    "parameters": "paramètres", "figures": "chiffres", "bounds": "bornes", "stock_or_flow": "stock ou flux", "breakdowns": "ventilations",
}  # fmt: skip
"""Names of columns and lines of `list`, `describe` and `check` in French; ids stay as they are."""


def head_text(key: str, language: str) -> str:
    """The name of a column or line in the terminal; in JSON it is the key itself.

    >>> head_text("main_outcome", "en"), head_text("main_outcome", "fr"), head_text("id", "fr")
    ('main_outcome', 'résultat principal', 'id')
    """
    return HEADS_FR.get(key, key) if language == "fr" else key


def cell_text(key: str, value: Any, language: str) -> str:
    r"""A value in the column `key`; years are no amounts, and a range is two bounds in words.

    >>> cell_text("year", 2020, "en"), cell_text("value", 2020, "en"), cell_text("range", (0.01, 16_600_000.0), "fr")
    ('2020', '2,020', '0,01 à 16,6\xa0M')
    >>> cell_text("unit", "USD of 2019", "fr"), cell_text("status", "assumption", "fr"), cell_text("source", "wdi2023", "fr"), cell_text("off", True, "fr")
    ('USD de 2019', 'hypothèse', 'wdi2023', 'oui')
    """
    if key == "year" and value is not None:
        return str(value)
    if key == "unit" and value is not None:
        return unit_words(str(value), language)
    if key in ("status", "source") and value is not None:
        return say(str(value), language) if key == "status" else source_words(str(value), language)
    if key == "range" and value is not None:
        return bounds(value[0], value[1], language)
    return value_text(value, language)


def value_text(value: Any, language: str) -> str:
    """A value of any kind, short."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return say("yes" if value else "no", language) if language == "fr" else str(value).lower()
    if isinstance(value, (int, float)):
        return number(float(value), language) if math.isfinite(float(value)) else "-"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return str(value)
