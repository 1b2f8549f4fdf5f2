"""The first page of a brief: question, verdict and how sure it is, four numbers with ranges, the terms of each option, one picture."""

from __future__ import annotations

import numpy as np

from model.outcome_registry import OUTCOMES
from scenarios.corridors import name as corridor_name

from ..calibrated.lever_evidence import stamp
from ..checks.policy_words import month_name
from ..comparing.comparison import Comparison
from ..comparing.rows import Effect, effect_label, effects
from ..reporting.summary import four_says, four_table
from ..reporting.what_was_compared import terms_of
from ..runs.replications import unit_of
from ..runs.verdicts import Verdict, interval_words, verdict, what_was_drawn
from ..shown_money import shown
from ..text import colon, markdown, number, percent, say, semicolon, within
from .document import Block, Bullets, Heading, Paragraph, line_of
from .from_markdown import blocks_of, line
from .pictures import cost_figure
from .words import word

GROUPS = {
    "rises": Verdict.RISES,
    "falls": Verdict.FALLS,
    "cannot": Verdict.CANNOT_BE_TOLD,
    "same": Verdict.SAME,
    "too_few": Verdict.TOO_FEW,
    "undefined": Verdict.UNDEFINED,
}
"""The verdicts in the order in which they are told, by their words."""


def first_page(comparison: Comparison, source: str, language: str) -> list[Block]:
    """Its blocks; none of its sentences claims a sign that the interval does not tell."""
    rows = effects(comparison)
    blocks: list[Block] = [Paragraph(line_of(stamp(comparison.manifest, language), bold=True))]
    if rate := shown().says(language):
        blocks.append(Paragraph(line_of(rate)))
    blocks += [Heading(2, word("question", language)), *_question(comparison, language)]
    blocks += [Heading(2, word("verdict", language)), Bullets(tuple(line(text) for text in verdict_lines(comparison, rows, language)))]
    blocks += [Heading(2, say("s_four", language)), *blocks_of(four_table(comparison, rows, language), word("four_title", language))]
    blocks.append(Paragraph(line(four_says(rows, language)), is_note=True))
    offers, _ = terms_of(comparison, language)
    blocks += [Heading(2, word("offers", language)), *blocks_of(offers, word("offers_title", language))]
    return [*blocks, cost_figure(comparison, source, language)]


def _question(comparison: Comparison, language: str) -> list[Block]:
    policies = [each for each in comparison.replications if each.scenario.levers]
    said = [word("question_one" if len(policies) == 1 else "question_many", language)]
    places: dict[tuple[str, ...], None] = {}
    for scenario in comparison.scenarios:
        corridors = semicolon(language).join(corridor_name(corridor)(language) for corridor in scenario.corridors)
        places[corridors, month_name(scenario.start, 0), month_name(scenario.start, 12 * scenario.years - 1), str(scenario.years)] = None
    said += [word("where", language, corridors=place[0], first=place[1], last=place[2], years=place[3]) for place in places]
    return [Paragraph(line_of(" ".join(said)))]


def verdict_lines(comparison: Comparison, rows: list[Effect], language: str) -> list[str]:
    """Markdown: the changes by what may be said of them, and how sure that is."""
    found: dict[Verdict, dict[str, list[str]]] = {}
    for row in rows:
        told = verdict(*row.interval)
        policy = markdown(effect_label(row, comparison, language))
        found.setdefault(told, {}).setdefault(policy, []).append(_change_words(row, told, language))
    lines = []
    is_one = len({policy for policies in found.values() for policy in policies}) == 1  # its name is the title
    for key, told in GROUPS.items():
        if told in found:
            each = {policy: semicolon(language).join(changes) for policy, changes in found[told].items()}
            said = list(each.values()) if is_one else [f"{policy} ({changes})" for policy, changes in each.items()]
            lines.append(f"**{word(key, language)}**{colon(language)}{semicolon(language).join(said)}.")
    options = comparison.manifest["options"]
    key = "sure_luck" if options["uncertainty"] == "luck" else "sure_says"
    sure = word(key, language, runs=options["replications"], drawn=what_was_drawn(options, language))
    return [*lines, f"**{word('sure', language)}**{colon(language)}{sure}"]


def _change_words(row: Effect, told: Verdict, language: str) -> str:
    """The outcome, and its numbers where a sign may be claimed."""
    name = within(OUTCOMES[row.outcome].label(language))
    if not told.is_clear:
        return name
    value, low, high = row.interval
    runs = row.change[np.isfinite(row.change)]
    share = float(np.mean(runs > 0.0 if told is Verdict.RISES else runs < 0.0))
    amount = f"{number(value, language, signed=True)} {unit_of(row.outcome, language)} [{interval_words(value, low, high, language)}]"
    return f"{name} {amount}, {word('of_runs', language, share=percent(share, language))}"
