"""The sheet of the budget by year: sums and means are formulas."""

from __future__ import annotations

from model.parameter import Text

from ..comparing.comparison import Comparison
from ..shown_money import in_words
from ..text import say
from .budget import Budget, budgets_by_year
from .document import Cell, Chart, Formula, Sheet
from .words import word

UNIT = Text("USD of 2019", "USD de 2019")


def budget_sheets(comparison: Comparison, source: str, language: str) -> list[Sheet]:
    """A sheet for the policies of the same years."""
    budgets = budgets_by_year(comparison, language)
    groups = [[budget for budget in budgets if budget.years == years] for years in dict.fromkeys(budget.years for budget in budgets)]
    return [_sheet(own, "" if place == 0 else f" {place + 1}", source, language) for place, own in enumerate(groups)]


def _sheet(budgets: list[Budget], behind: str, source: str, language: str) -> Sheet:
    """Means of all policies, then for each its interval; below the years their sum and their mean."""
    n = len(budgets[0].years)
    rows: list[tuple[Cell | Formula, ...]] = []
    for place, year in enumerate(budgets[0].years):
        means = [budget.cost[place].mean for budget in budgets]
        rows.append((year, *means, *(bound for budget in budgets for bound in budget.cost[place][1:])))
    blank = (None,) * (2 * len(budgets))
    for key, formula in (("sum_of_years", "SUM"), ("mean_of_years", "AVERAGE")):
        cells = []
        for column, budget in enumerate(budgets, 1):
            letters = column_letters(column)
            value = budget.total if formula == "SUM" else budget.mean.mean
            cells.append(Formula(f"={formula}({letters}{{first}}:{letters}{{first+{n - 1}}})", value))
        rows.append((word(key, language), *cells, *blank))
    head = [say("year", language), *(budget.label for budget in budgets)]
    head += [f"{budget.label}, {word(bound, language)}" for budget in budgets for bound in ("low", "high")]
    title, unit = word("budget_title", language), in_words(UNIT(language))
    told = [", ".join(f"{year} {cost.mean:.4g}" for year, cost in zip(budget.years, budget.cost, strict=True)) for budget in budgets]
    alt = "; ".join(f"{budget.label}: {years}" for budget, years in zip(budgets, told, strict=True))
    chart = Chart("column", title, unit, f"{title}, {unit}: {alt}", tuple(range(1, len(budgets) + 1)), 0, n - 1)
    return Sheet(word("budget", language) + behind, f"{title}, {unit}", source, tuple(head), tuple(rows), (chart,), word("check", language))


def column_letters(column: int) -> str:
    """The letters of a column of a sheet, counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
