"""The sheet of the public accounts: gross cost adds up its parts, net cost takes off what comes back, as formulas with the values of the ledger."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from model.parameter import Text

from ..comparing.comparison import Comparison
from ..reporting.account_page import policies_of
from ..reporting.account_page import word as account_word
from ..shown_money import in_words
from ..text import say
from .budget_sheet import UNIT
from .document import Cell, Chart, Formula, Sheet
from .words import word

A_YEAR = Text(" a year", " par an")

PARTS = ("administration", "transfers", "revenue_forgone")


def account_sheet(comparison: Comparison, source: str, language: str) -> Sheet | None:
    """A row a policy, and a row each lever of a package; none where nothing was compared."""
    if not len(comparison.accounts):
        return None
    rows: list[tuple[Cell | Formula, ...]] = []
    for name, _, lever, own in policies_of(comparison, language):
        parts = [_value(own, item, "mean") for item in PARTS]
        payer = own[own["item"] == "gross_cost"]["payer"]
        paid_by = say(str(payer.iloc[0]), language) if lever is not None and len(payer) and isinstance(payer.iloc[0], str) else ""
        gross = [Formula("=SUM(C{row}:E{row})", _value(own, "gross_cost", "mean")), *(_value(own, "gross_cost", bound) for bound in ("low", "high"))]
        back = _value(own, "revenue_back", "mean")
        net = [Formula("=F{row}-I{row}", _value(own, "net_cost", "mean")), *(_value(own, "net_cost", bound) for bound in ("low", "high"))]
        rows.append((name, paid_by, *parts, *gross, back, *net, _value(own, "leakage", "mean")))
    bounds = [word("low", language), word("high", language)]
    head = [account_word("policy", language), say("payer", language), *(account_word(item, language) for item in PARTS)]
    head += [account_word("gross_cost", language), *bounds, account_word("revenue_back", language)]
    head += [account_word("net_cost", language), *bounds, account_word("leakage", language)]
    title, unit = account_word("costs", language), in_words(UNIT(language)) + A_YEAR(language)
    alt = "; ".join(f"{row[0]}: {row[5].value:.4g}" for row in rows if isinstance(row[5], Formula) and row[5].value is not None)
    chart = Chart("stacked", title, unit, f"{title}, {unit}: {alt}", (2, 3, 4), 0, len(rows) - 1)
    return Sheet(account_word("title", language), f"{title}, {unit}", source, tuple(head), tuple(rows), (chart,), word("check", language))


def _value(own: pd.DataFrame, item: str, column: str) -> Any:
    found = own[own["item"] == item]
    value = float(found[column].iloc[0]) if len(found) else math.nan
    return value if math.isfinite(value) else None
