"""The annex of a brief: what was compared in full, terms, accounts, levers and groups in full, indicators, sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from model.text import Text
from scenarios.corridors import bibliography

from ..checks.policy_words import word as compared_word
from ..comparing.comparison import Comparison
from ..comparing.rows import effects, labels
from ..reporting.account_page import account_section
from ..reporting.contribution_page import contribution_section
from ..reporting.indicator_list import ACTIONS, GCM, SDG
from ..reporting.indicators import indicator_sheet
from ..reporting.what_it_rests_on import why_runs_differ
from ..reporting.what_was_compared import compared_section, terms_of
from ..text import colon, markdown, markdown_table, number, say, semicolon
from .document import Block, Heading, PageBreak, Paragraph, Table
from .following_pages import inputs_of
from .from_markdown import blocks_of, line
from .pictures import gains_figure
from .tidying import in_notes
from .words import word

FRAMES = {SDG: Text("SDG", "ODD"), GCM: Text("GCM", "PMM")}


def annex(comparison: Comparison, source: str, language: str) -> list[Block]:
    """Its blocks; what is not in the folder is left out."""
    blocks: list[Block] = [PageBreak(), Heading(1, word("annex", language))]
    offers, terms = terms_of(comparison, language)
    compared = compared_section(comparison, language)
    told_apart = {*offers, *terms, f"**{compared_word('terms', language)}**"}
    blocks += blocks_of([text for text in compared if text not in told_apart or not text])
    if terms:
        blocks += [Heading(2, word("terms", language)), Paragraph(line(word("terms_says", language)), is_note=True), *in_notes(blocks_of(terms))]
    split = contribution_section(comparison, language, wholes=False)
    if split:
        tables = [block for block in blocks_of(split, table_title=word("levers", language)) if isinstance(block, Table)]
        blocks += [Heading(2, word("levers", language)), *tables]
    figure = gains_figure(comparison, source, language)
    if figure is not None:
        blocks.append(figure)  # without a heading, which would stay behind where it moves to the next page
    blocks += in_notes(blocks_of(account_section(comparison, language)))
    blocks += in_notes(blocks_of(why_runs_differ(comparison, effects(comparison), language)))
    return [*blocks, *_indicators(comparison, language), *_sources(comparison, language)]


def _indicators(comparison: Comparison, language: str) -> list[Block]:
    """A row an indicator of the SDG and the Global Compact, a column a scenario: the level with and without the policy."""
    sheet = indicator_sheet(comparison, language)
    totals = sheet[sheet["frame"].isin((SDG, GCM)) & sheet["breakdown"].isna()]
    names = labels(comparison, language)
    actions = {f"19({action})" for action in ACTIONS}
    rows = []
    available = totals[totals["available"].astype(bool)]
    for (frame, indicator), own in available.groupby(["frame", "indicator"], sort=False):
        by = {str(row["scenario"]): row for row in own.to_dict("records")}
        first = next(iter(by.values()))
        is_action = indicator in actions
        label = str(first["label"]) if is_action or str(first["unit"]).lower() in str(first["label"]).lower() else f"{first['label']}, {first['unit']}"
        cells = [_cell(by.get(each.name), is_action, language) for each in comparison.replications]
        rows.append((f"{_frame(str(frame), language)} {indicator}", markdown(label), *cells))
    if not rows:
        return []
    head = [word("indicator", language), say("outcome", language), *(markdown(names[each.name]) for each in comparison.replications)]
    blocks: list[Block] = [Heading(2, word("sheet", language)), Paragraph(line(word("sheet_says", language)), is_note=True)]
    blocks += blocks_of(markdown_table(head, rows), word("sheet_title", language))
    missing = totals[~totals["available"].astype(bool)].drop_duplicates("indicator")
    which = semicolon(language).join(f"{_frame(row['frame'], language)} {row['indicator']} ({row['label']})" for row in missing.to_dict("records"))
    return [*blocks, Paragraph(line(markdown(word("left_out", language, which=which))), is_note=True)] if which else blocks


def _frame(name: str, language: str) -> str:
    """The goals and the compact by the letters that they have in the language; files keep the English ones."""
    return FRAMES[name](language) if name in FRAMES else name


def _cell(row: Mapping[Any, Any] | None, is_action: bool, language: str) -> str:
    if row is None:
        return say("undefined", language)
    if is_action:
        return say("yes" if row["value"] else "no", language)
    without = "" if pd.isna(row["without_policy"]) else f" ({number(float(row['without_policy']), language)})"
    return number(float(row["value"]), language) + without


def _sources(comparison: Comparison, language: str) -> list[Block]:
    """The full names of the sources that inputs name, those of the scenarios' own among them."""
    keys = sorted({given.source for given in inputs_of(comparison).values()})
    own = {key: str(source) for scenario in comparison.scenarios for key, source in scenario.sources.items()}
    known = bibliography()
    said = []
    for key in keys:
        if key in own:
            said.append(f"- `{key}`{colon(language)}{markdown(own[key])}")
        elif key in known:
            entry = known[key]
            parts = [str(entry[name]) for name in ("title", "publisher", "year") if entry.get(name)]
            said.append(f"- `{key}`{colon(language)}{markdown(', '.join(parts))}")
    return [Heading(2, word("sources", language)), *in_notes(blocks_of(said))] if said else []
