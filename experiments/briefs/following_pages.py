"""What follows the first page: levers, people, accounts, years, alarms, inputs, what it rests on, what it cannot tell, how to reproduce it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from scenarios.scenario import Input

from ..calibrated.lever_evidence import stamp_lines
from ..comparing.comparison import Comparison
from ..comparing.rows import effects
from ..evidence.fact_files import shipped_facts
from ..reporting.account_page import accounts_in_short
from ..reporting.account_page import word as account_word
from ..reporting.contribution_page import TITLE, contribution_section
from ..reporting.summary import against_sections, gains_table, pays_lines
from ..reporting.what_it_rests_on import cannot_tell, moving
from ..runs.verdicts import interval_words
from ..shown_money import in_words
from ..text import colon, markdown, markdown_table, number, say
from .budget import Budget, budgets_by_year
from .document import Block, Bullets, Heading, Line, Paragraph, Run, Table, line_of
from .from_markdown import blocks_of, line
from .pictures import contributions_figure
from .tidying import in_notes
from .words import word

GROUPS = ("sex", "generation", "region", "faction")


def following_pages(comparison: Comparison, source: str, language: str) -> list[Block]:
    """All sections between the first page and the annex; what is not in the folder has none."""
    rows = effects(comparison)
    blocks: list[Block] = []
    for lines in against_sections(comparison, rows, language):
        blocks += blocks_of(lines, table_title=word("against_title", language, reference=f"“{comparison.reference(language)}”"))
    blocks += _levers(comparison, source, language)
    blocks += [Heading(2, word("who", language)), Paragraph(line(f"{say('s_gain_says', language)} {word('gains_says', language)}"), is_note=True)]
    blocks += blocks_of(gains_table(comparison, rows, language, GROUPS), word("gains", language))
    blocks += [Paragraph(line_of(say("s_pay", language), bold=True)), *blocks_of(pays_lines(comparison, language))]
    blocks += _accounts(comparison, language)
    blocks += _years(budgets_by_year(comparison, language), language)
    blocks += [Heading(2, word("notes", language)), *blocks_of([f"- {markdown(note(language))}" for note in comparison.notes])]
    if not comparison.notes:
        blocks.append(Paragraph(line_of(word("no_notes", language))))
    if comparison.manifest["options"]["uncertainty"] != "luck":
        moves = blocks_of(moving(comparison, rows, language), word("moves", language))
        is_named = any(isinstance(block, Table) for block in moves)
        blocks += [Heading(2, word("moves", language)), *moves]
        blocks += [Paragraph(line_of(word("moves_says", language)), is_note=True)] if is_named else []
    blocks += [Heading(2, word("rests", language)), *_rests(comparison, language), *blocks_of(cannot_tell(language))]
    return blocks


def _levers(comparison: Comparison, source: str, language: str) -> list[Block]:
    wholes = contribution_section(comparison, language, splits=False)
    figure = contributions_figure(comparison, source, language)
    if not wholes or figure is None:
        return []
    return [*in_notes(blocks_of(wholes, table_title=TITLE(language).rstrip("? \u202f\u00a0"))), figure]


def _accounts(comparison: Comparison, language: str) -> list[Block]:
    table = accounts_in_short(comparison, language)
    if not table:
        return []
    blocks: list[Block] = [Heading(2, word("accounts", language)), Paragraph(line(account_word("costs_says", language)), is_note=True)]
    is_open = any(not each.is_known(lever) for each in comparison.replications for lever in each.scenario.levers)
    blocks += [Paragraph(line(word("dash", language)), is_note=True)] if is_open else []
    return [*blocks, *blocks_of(table, word("accounts_title", language))]


def _years(budgets: list[Budget], language: str) -> list[Block]:
    """A row a year, a column a policy; policies of other years have a table of their own."""
    blocks: list[Block] = []
    for years in dict.fromkeys(budget.years for budget in budgets):
        own = [budget for budget in budgets if budget.years == years]
        rows = []
        for place, year in enumerate(years):
            cells = [budget.cost[place] for budget in own]
            rows.append([year, *(f"{number(cell.mean, language)} [{interval_words(*cell, language)}]" for cell in cells)])
        means = [budget.mean for budget in own]
        rows.append([f"**{word('mean_of_years', language)}**", *(f"**{number(one.mean, language)}** [{interval_words(*one, language)}]" for one in means)])
        rows.append([word("sum_of_years", language), *(number(budget.total, language) for budget in own)])
        names = [word("of_cost", language)] if len(budgets) == 1 else [markdown(budget.label) for budget in own]
        head = [say("year", language), *names]
        blocks += blocks_of(markdown_table(head, rows), word("budget_title", language))
    if not blocks:
        return []
    return [Heading(2, word("budget", language)), Paragraph(line_of(word("budget_says", language)), is_note=True), *blocks]


def inputs_of(comparison: Comparison) -> dict[str, Input]:
    """Every input of the scenarios once, by path."""
    return {given.path: given for scenario in comparison.scenarios for given in scenario.inputs()}


def _rests(comparison: Comparison, language: str) -> list[Block]:
    inputs = list(inputs_of(comparison).values())
    assumed = {given.path: given for scenario in comparison.scenarios for given in scenario.assumptions()}
    is_luck = comparison.manifest["options"]["uncertainty"] == "luck"
    about = {"n": len(inputs), "grades": _counted([str(given.grade) for given in inputs], language), "assumed": len(assumed)}
    says = word("rests_luck" if is_luck else "rests_says", language, **about, drawn=sum(given.is_uncertain for given in assumed.values()))
    facts = shipped_facts()
    grades = _counted([str(fact.grade) for fact in facts], language)
    is_calibrated = "evidence" in comparison.manifest
    told = word("facts" if is_calibrated else "no_facts", language, n=len(facts), grades=grades)
    levers = [Bullets(tuple(line_of(each) for each in stamp_lines(comparison.manifest, language)))] if is_calibrated else []
    return [Paragraph(line(says)), *levers, Paragraph(line(told))]


def _counted(grades: list[str], language: str) -> str:
    return ", ".join(f"{grade}{colon(language)}{count}" for grade, count in sorted(Counter(grades).items()))


def how_to_reproduce(manifest: Mapping[str, Any], asked: str, language: str, folder: str = "") -> list[Block]:
    """The commands, and the versions that they were given with; `folder`, as a shell takes it, is where `asked` looks for the results."""
    code, versions = manifest["code"], manifest["versions"]
    commands: list[Line] = []
    results = str(manifest.get("command", ""))
    if results and folder and " --out " not in results:
        results += f" --out {folder}"
    for key, command in (("again_results", results), ("again_brief", asked)):
        if command:
            commands.append((Run(f"{word(key, language)}{colon(language)}"), Run(command, code=True)))
    about = {"version": code["version"], "model": str(code["model"])[:12], "fingerprint": str(manifest["fingerprint"])[:12]}
    about |= {name: versions.get(name, "?") for name in ("python", "numpy", "numba")}
    return [Heading(2, word("again", language)), Bullets(tuple(commands)), Paragraph(line_of(in_words(word("again_version", language, **about))))]
