"""The terminal: tables as wide as it is, and values in words, in English or French."""

from __future__ import annotations

import math
import os
import re
import textwrap
from collections.abc import Sequence
from functools import partial
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table

from model.parameter import Text

from .text import bounds, number, say, semicolon, source_words, unit_words

GAP = 3
"""Characters between two columns."""
LABELS = (22, 46)
"""Least and greatest width of the column with the words."""
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

CELLS_FR = {
    "scenario": "scénario", "lever": "levier", "outcome": "résultat", "parameter": "paramètre", "corridor": "corridor",
    "country": "pays", "figure": "chiffre",
    "flow": "flux", "stock": "stock", "share": "part", "index": "indice",
    "mean a year": "moyenne par an", "sum over the horizon": "somme sur l'horizon", "value at the end": "valeur à la fin",
    "mean over people at the end": "moyenne des personnes à la fin", "mean over the cases of the horizon": "moyenne des cas de l'horizon",
    "as its sentence says": "comme le dit sa phrase",
    "cost": "coût", "crisis": "crise", "enterprise": "entreprises", "equity": "équité", "giving": "dons", "institutions": "institutions",
    "judgement": "jugement", "money": "argent", "people": "personnes", "relations": "relations", "residence": "résidence", "skills": "compétences",
    "trade": "commerce",
}  # fmt: skip
"""Words in columns and lines of `WORDED` in French."""
WORDED = ("kind", "stock_or_flow", "theme", "adds")


_WORD = re.compile(r"[^\S\xa0\u202f]*[\S\xa0\u202f]+[^\S\xa0\u202f]*")
"""A word and the spaces around it, where a no-break space is a letter like others."""


def keep_no_break_spaces() -> None:
    """Have Rich break no line before a French colon: it breaks lines at no-break spaces too, and leaves no public way to say otherwise."""
    from rich import _wrap

    if hasattr(_wrap, "re_word"):
        _wrap.re_word = _WORD


def terminal() -> Console:
    """Where tables go: as wide as the terminal; where there is none, as wide as COLUMNS says, or wide enough for them.

    What is printed is shown as it is written: brackets are no markup, and :smile: is no picture.
    """
    as_written = partial(Console, markup=False, emoji=False, highlight=False)
    console = as_written()
    asked = os.environ.get("COLUMNS", "")
    return console if console.is_terminal else as_written(width=int(asked) if asked.isdigit() and int(asked) >= 40 else 160, no_color=True)


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


def head_text(key: str, language: str) -> str:
    """The name of a column or line in the terminal; in JSON it is the key itself.

    >>> head_text("main_outcome", "en"), head_text("main_outcome", "fr"), head_text("id", "fr")
    ('main_outcome', 'résultat principal', 'id')
    """
    return Text(key, HEADS_FR[key])(language) if key in HEADS_FR else key


def cell_text(key: str, value: Any, language: str) -> str:
    r"""A value in the column `key`; years are no amounts, and a range is two bounds in words.

    >>> cell_text("year", 2020, "en"), cell_text("value", 2020, "en"), cell_text("range", (0.01, 16_600_000.0), "fr")
    ('2020', '2,020', '0,01 à 16,6\xa0M')
    >>> cell_text("unit", "USD of 2019", "fr"), cell_text("status", "assumption", "fr"), cell_text("source", "wdi2023", "fr"), cell_text("off", True, "fr")
    ('USD de 2019', 'hypothèse', 'wdi2023', 'oui')
    """
    if key == "year" and value is not None:
        return str(value)
    if key in WORDED and value in CELLS_FR:
        return Text(value, CELLS_FR[value])(language)
    if key == "unit" and value is not None:
        return unit_words(str(value), language)
    if key in ("status", "source") and value is not None:
        return say(str(value), language) if key == "status" else source_words(str(value), language)
    if key == "range" and value is not None:
        return bounds(value[0], value[1], language)
    return value_text(value, language)


TRUE, FALSE = Text("true", "oui"), Text("false", "non")


def value_text(value: Any, language: str) -> str:
    """A value of any kind, short."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return (TRUE if value else FALSE)(language)
    if isinstance(value, (int, float)):
        return number(float(value), language) if math.isfinite(float(value)) else "-"
    if isinstance(value, (list, tuple)):
        items = [str(item) for item in value]
        return (semicolon(language) if any(", " in item for item in items) else ", ").join(items)  # the name of an option may hold commas itself
    return str(value)
