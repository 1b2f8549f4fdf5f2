"""What a result rests on: why runs differ, which inputs move this result, what is assumed, what cannot be told. The end of the page that is read first."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from model.outcome_registry import OUTCOMES
from scenarios.scenario import Input

from ..comparing.comparison import Comparison
from ..comparing.influence import Influence, influence
from ..comparing.rows import Effect, effect_label
from ..runs.variance_components import RUNS_FOR_COMPONENTS, TELLS_NOTHING, Share
from ..shown_money import of_input
from ..text import CANNOT, TO, bounds, markdown, markdown_table, number, percent, say, section, source_words, unit_words

MOST_INPUTS = 5
"""Inputs named for one change."""


def why_runs_differ(comparison: Comparison, rows: Sequence[Effect], language: str) -> str:
    """The shares of the variance of each main change that come from parameters, from figures and from luck."""
    options = comparison.manifest.get("options", {})
    if options.get("uncertainty") == "luck":
        return section("s_why", [say("s_why_luck", language)], language)
    cells, is_told = [], True
    for row in rows:
        found = row.each.components(row.change[:, None])
        is_told = is_told and bool(np.isfinite(found.chance.low[0]) or np.isnan(found.chance.value[0]))
        cells.append((markdown(effect_label(row, comparison, language)), OUTCOMES[row.outcome].label(language), *(_share(part, language) for part in found)))
    head = [say(key, language) for key in ("policy_column", "outcome", "parameters", "figures_share", "luck")]
    lines = [say("s_why_says", language)]
    lines += [say("s_why_point", language)] if "point" in options else []
    lines += [] if is_told else [say("s_why_few", language, runs=options.get("replications", "?"), wanted=RUNS_FOR_COMPONENTS)]
    return section("s_why", [" ".join(lines), "", *markdown_table(head, cells)], language)


def _share(part: Share, language: str) -> str:
    """A share of the variance with its interval, or that it cannot be told."""
    value, low, high = (float(number[0]) for number in part)
    if math.isnan(value):
        return say("undefined", language)
    if math.isnan(low):
        return say("verdict_cannot", language)
    said = say("verdict_cannot", language) if high - low > TELLS_NOTHING else percent(value, language)
    between = TO(language)
    return said if low == high else f"{said} [{percent(low, language)}{between}{percent(high, language)}]"


def assumed(comparison: Comparison, rows: Sequence[Effect], language: str) -> str:
    """How much is assumed, the inputs that move this result, and what the policies themselves assume."""
    inputs = {given.path: given for scenario in comparison.scenarios for given in scenario.inputs()}
    taken = {given.path: given for scenario in comparison.scenarios for given in scenario.assumptions()}
    drawn = {path: given for path, given in taken.items() if given.is_uncertain}
    is_luck = comparison.manifest.get("options", {}).get("uncertainty") == "luck"
    sources = [each.ensemble for each in comparison.replications if each.ensemble is not None]
    calibrated = sum(f"parameters.{name}" in drawn for name in sources[0].sets) if sources else 0
    about = {"n": len(taken), "of": len(inputs), "drawn": len(drawn), "calibrated": calibrated}
    lines = [say("s_assumed_luck" if is_luck else "s_assumed_says", language, **about)]
    if rows and not is_luck:
        lines += ["", *moving(comparison, rows, language)]
    own = [given for path, given in drawn.items() if path.startswith("levers.")]
    if own:
        lines += ["", say("s_assumed_levers", language), "", *_inputs_table(own, language)]
    return section("s_assumed", [*lines, "", say("s_all", language)], language)


def moving(comparison: Comparison, rows: Sequence[Effect], language: str) -> list[str]:
    """The inputs that move each main change, closest first; and for the rest in one sentence why they are not named."""
    inputs = {given.path: given for scenario in comparison.scenarios for given in scenario.inputs()}
    seed = int(comparison.manifest.get("options", {}).get("seed", 0))
    found = [(row, influence(row.each, seed, row.outcome)) for row in rows]
    told = [(row, one) for row, one in found if len(one.told)]
    lines = [say("s_moves", language)] if told else []
    named: dict[str, Input] = {}
    for row, one in told:
        closest = one.told.head(MOST_INPUTS).to_dict("records")
        named |= {str(each["path"]): inputs[str(each["path"])] for each in closest}
        said = ", ".join(f"`{each['path']}` ({number(float(each['correlation']), language, signed=True, digits=2)})" for each in closest)
        policy = markdown(effect_label(row, comparison, language))
        lines.append("- " + say("s_moves_line", language, outcome=OUTCOMES[row.outcome].label(language), policy=policy, inputs=said))
    if named:
        lines += ["", *_inputs_table(list(named.values()), language), ""]
    rest = [one for _, one in found if not len(one.told)]
    return lines + ([_not_told(rest, is_all=not told, language=language)] if rest else [])


def _not_told(rest: Sequence[Influence], *, is_all: bool, language: str) -> str:
    """Why no input is named: how much of the spread one would have to explain to stand out with so few draws."""
    closest = max(rest, key=lambda one: one.draws)
    key = "s_moves_none" if is_all else "s_moves_others"
    least = closest.least_share
    about = {"draws": closest.draws, "least": percent(least, language), "inputs": closest.inputs}
    why = say("s_moves_never" if math.isnan(least) else "s_moves_least", language, **about)
    return f"{say(key, language)} {why} {say('s_moves_hint', language)}"


def _inputs_table(inputs: Sequence[Input], language: str) -> list[str]:
    cells = [
        (
            f"{markdown(given.says(language))} `{given.path}`",
            number(float(of_input(given.value, given.unit)), language),
            bounds(float(of_input(given.low or 0.0, given.unit)), float(of_input(given.high or 0.0, given.unit)), language),
            unit_words(given.unit, language),
            say(given.status.value, language),
            markdown(source_words(given.source, language)),
        )
        for given in inputs
    ]
    return markdown_table([say(key, language) for key in ("s_input", "s_value", "s_range", "unit", "s_status", "s_source")], cells)


def cannot_tell(language: str) -> str:
    """What no result of this model says."""
    return section("s_cannot", [f"- {line(language)}" for line in CANNOT], language)
