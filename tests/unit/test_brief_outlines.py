"""What stands on the pages of a brief, block by block, where there is everything and where there is little: none is left out, none stands elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from experiments.briefs import annex, first_page, following_pages
from experiments.briefs.document import Block, Bullets, Figure, Heading, Paragraph, Table, plain
from experiments.comparing.comparison import Comparison
from experiments.runs.replications import Replications
from experiments.text import say
from tests.unit.test_brief_pages_by_hand import CHANGES, JUDGED, grant, months, one
from tests.unit.test_pages_by_hand import split
from tests.worked import PACKAGE, flat, key, same, worked

LEVERS = ("tax_incentive", "matching_grant")


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def package() -> Replications:
    return same(PACKAGE, {**CHANGES, key("investment_productive"): 10.0}, JUDGED)


@cache
def full() -> Comparison:
    """A package that is split, set against one of its levers, inputs drawn."""
    return worked(package(), grant(), series=months(), reference=grant(), splits=[split((1.0, 7.0), (2.0, 5.0), (0.0, 9.0), LEVERS)], uncertainty="prior")


def outline(blocks: Sequence[Block]) -> list[str]:
    """A line a block: headings, the first three words of texts and notes, titles of tables with rows and columns, items of lists."""
    found = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(f"{'#' * block.level} {flat(block.text)}")
        elif isinstance(block, Paragraph):
            found.append(f"{'note' if block.is_note else 'text'}: {' '.join(flat(plain(block.line)).split()[:3])}")
        elif isinstance(block, Bullets):
            found.append(f"{len(block.items)} {'small items' if block.is_note else 'items'}")
        elif isinstance(block, Table):
            found.append(f"{flat(block.title)}, {len(block.rows)} by {len(block.head)}")
        else:
            found.append(f"figure: {flat(block.title)}" if isinstance(block, Figure) else type(block).__name__)
    return found


FIRST = [
    "text: Not calibrated: compare", "## The question", "text: What does this", "## Verdict", "2 items", "## The four numbers that count first", "Effect, cost and additionality, by policy, 1 by 5",
    "note: In square brackets", "## What is compared: the terms of each option", "Dates, budget, payer and people, by policy and lever, 1 by 6", "figure: What it costs and what it changes",
]  # fmt: skip
GAINS = ["## Who gains and who pays", "note: Shares of the"]
ALARMS = ["## Alarms, and what answers them", "text: No alarm is"]
END = ["## What it rests on", "text: {n} inputs, by", "text: Calibrated to no", "## What the model cannot tell", "4 items"]
FOLLOWING = [
    *GAINS, "Shares of the change by group, 1 by 6", "text: Who pays", "1 items", "## Accounts: cost, what arrives, what a dollar brings", "note: USD of 2019",
    "Costs a year, benefit per dollar and cost per unit, by policy, 1 by 7", "## Budget by year", "note: USD of 2019;", "Public cost and revenue forgone by year, 12 by 2", *ALARMS, *END,
]  # fmt: skip
FOLLOWING_FULL = [
    "## Direct difference", "text: Each policy minus", "Each policy minus “Moroccans in Belgium, matching grant 1:1”, 2 by 4", "## Does the package give more than its parts?", "note: Alone: what the",
    "### Package of four policies", "Does the package give more than its parts, 1 by 5", "figure: What each lever of the package adds", *GAINS, "Shares of the change by group, 5 by 6", "text: Who pays", "2 items",
    "## Accounts: cost, what arrives, what a dollar brings", "note: USD of 2019", "note: A dash: of", "Costs a year, benefit per dollar and cost per unit, by policy, 2 by 7", "## Budget by year", "note: USD of 2019;",
    "Public cost and revenue forgone by year, 12 by 3", *ALARMS, "## The inputs that move this result", "text: Which inputs move", *END,
]  # fmt: skip


def accounts(rows: int) -> list[str]:
    return [
        "## Public accounts", "### What it costs, and where the money goes", "note: USD of 2019", f"What it costs, and where the money goes, {rows} by 8", "text: Who bears it", f"{rows} small items",
        "### What would not have come anyway, in money", "note: Money of households,", f"What would not have come anyway, in money, {rows} by 9", "### What it is worth", "note: Present values at",
        f"What it is worth, {rows} by 6", "## Why runs differ",
    ]  # fmt: skip


def sheet(policies: int) -> list[str]:
    return ["## Sheet of SDG and GCM indicators", "note: Levels with the", f"Indicators with the policy, and without, 29 by {2 + policies}", "note: Not in the", "## Sources of the figures and parameters", "{n} small items"]


TERMS = ["## Terms of the levers", "note: Terms that differ"]
ANNEX = ["PageBreak", "# Annex", "## What was compared", "5 items", *TERMS, "1 small items", "figure: Who gains", *accounts(1), "note: Inputs stay at", *sheet(1)]
ANNEX_FULL = [
    "PageBreak", "# Annex", "## What was compared", "6 items", "text: Known before it", "2 items", *TERMS, "4 small items", "## What each lever adds, in full", "What each lever adds, in full, 3 by 6",
    *accounts(2), "note: Shares of the", "Why runs differ, 5 by 5", *sheet(2),
]  # fmt: skip


def test_the_first_page_block_by_block() -> None:
    assert outline(first_page.first_page(one(), "s", "en")) == FIRST
    several = [line.replace("2 items", "3 items").replace("What does this", "What do these").replace(", 1 by", ", 5 by") for line in FIRST]
    assert outline(first_page.first_page(full(), "s", "en")) == several


def test_pages_that_follow_block_by_block() -> None:
    for comparison, wanted in ((one(), FOLLOWING), (full(), FOLLOWING_FULL)):
        n = str(len(following_pages.inputs_of(comparison)))
        assert outline(following_pages.following_pages(comparison, "s", "en")) == [line.format(n=n) for line in wanted]
    french = outline(following_pages.following_pages(full(), "s", "fr"))
    assert [line.partition(" ")[0] for line in french if line.startswith("#")] == [line.partition(" ")[0] for line in FOLLOWING_FULL if line.startswith("#")] and len(french) == len(FOLLOWING_FULL)


def test_the_annex_block_by_block() -> None:
    for comparison, wanted in ((one(), ANNEX), (full(), ANNEX_FULL)):
        found = outline(annex.annex(comparison, "s", "en"))
        n = found[-1].partition(" ")[0]
        assert found == [line.format(n=n) for line in wanted] and int(n) > 20


def test_a_table_of_what_moves_a_result_has_its_note_and_a_sentence_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for lines, wanted in ((["| a | b |", "|---|---|", "| 1 | 2 |"], ["The inputs that move this result, 1 by 2", "note: An input that"]), (["Nothing."], ["text: Nothing."])):
        monkeypatch.setattr(following_pages, "moving", lambda *_, lines=lines: lines)
        found = outline(following_pages.following_pages(full(), "s", "en"))
        place = found.index("## The inputs that move this result")
        assert found[place + 1 : found.index("## What it rests on")] == wanted


def test_what_is_not_there_has_no_section() -> None:
    """Levels alone, without a world to compare with: no accounts, no years, nobody gains."""
    levels = worked(replace(grant(), base=None, judged={}), baseline=False)
    found = outline(following_pages.following_pages(levels, "s", "en"))
    assert [line for line in found if line.startswith("## ")] == ["## Who gains and who pays", "## Alarms, and what answers them", "## What it rests on", "## What the model cannot tell"]
    names = [line for line in outline(annex.annex(levels, "s", "en")) if line.startswith(("#", "figure"))]
    assert "## Public accounts" not in names and "figure: Who gains" not in names and names[0] == "# Annex" and say("s_against") not in found
