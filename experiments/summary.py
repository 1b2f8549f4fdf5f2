"""The page that is read first: four numbers a policy, who gains, who pays, why runs differ, what is assumed, what cannot be said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.levers import Lever
from model.outcomes import OUTCOMES
from scenarios.scenario import Input

from . import intervals
from .account_page import account_section
from .comparison import COST, Comparison, Replications, aims, cost_per_additional, gain_outcome, is_yearly, no_cost_words, whole_unit_cost
from .contribution_page import contribution_section
from .manifest import footnotes_of
from .score import DOMAIN_LABELS, EXPERT_DAYS_A_POINT, score_of
from .text import CANNOT, bounds, colon, markdown, number, one_of, percent, say
from .verdicts import interval_words, range_label, what_was_drawn

TOP_ASSUMPTIONS = 12


def summary(comparison: Comparison, language: str = "en") -> str:
    """Markdown in the language asked for."""
    policies = [(each, lever) for each in comparison.replications if each.base is not None for lever in each.rows]
    parts = [_heading(comparison, language)]
    if policies:
        parts += [_four(policies, language), _gains(policies, language), _pays(policies, language)]
        parts += ["\n".join(lines)] if (lines := contribution_section(comparison, language)) else []
        parts.append("\n".join(account_section(comparison, language)))
        parts += [*_scores(comparison, language), _why(comparison, policies, language)]
    else:
        parts.append(_levels(comparison, language))
    parts += [_assumed(comparison, language), _cannot(language)]
    if comparison.notes:
        parts.append(_section("s_notes", [f"- {markdown(note(language))}" for note in comparison.notes], language))
    parts += [f"\\* {note}" for note in footnotes_of(comparison.manifest, language)]
    return "\n\n".join(parts) + "\n"


def _heading(comparison: Comparison, language: str) -> str:
    options = comparison.manifest.get("options", {})
    labels = list(dict.fromkeys(markdown(scenario.label(language)) for scenario in comparison.scenarios))
    title = labels[0] if len(labels) == 1 else say("s_title", language, n=len(labels))
    listed = "" if len(labels) == 1 else "\n\n" + "\n".join(f"- {label}" for label in labels)
    line = say("source_short", language, n=options.get("replications", "?"), what=what_was_drawn(options, language))
    return f"# {title}\n\n**{say('not_calibrated', language)}**\n\n{line}{listed}"


def _section(key: str, lines: Sequence[str], language: str) -> str:
    return f"## {say(key, language)}\n\n" + "\n".join(lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in rows)]


def unit_label(outcome: str, language: str) -> str:
    """The unit of an outcome in words."""
    return OUTCOMES[outcome].unit(language)


def policy_name(each: Replications, lever: Lever, language: str) -> str:
    """The lever, and its scenario where that has several; the scenario as a whole where its levers are not told apart."""
    if not each.is_known(lever):
        return f"{markdown(each.scenario.label(language))} ({say('whole_package_row', language)})"
    return lever.label(language) if len(each.scenario.levers) == 1 else f"{lever.label(language)} ({markdown(each.scenario.label(language))})"


def four_numbers(each: Replications, lever: Lever, language: str) -> tuple[str, str, str, str]:
    """Main effect, cost, cost per additional unit, and who would not have acted without it, in words."""
    effect = each.effect(lever, lever.main_outcome)
    mean, runs = intervals.of_mean(effect[:, None], each.groups), intervals.spread(effect[:, None])
    base = float(np.nanmean(each.column(lever.main_outcome) - effect))
    relative = f" ({'+' if mean.mean[0] > 0 else ''}{percent(float(mean.mean[0]) / base, language)})" if base else ""
    label, unit = OUTCOMES[lever.main_outcome].label(language), unit_label(lever.main_outcome, language)
    main = (
        f"{label}{colon(language)}**{number(float(mean.mean[0]), language, signed=True)} {unit}**{relative} "
        f"[{interval_words(mean.mean[0], mean.low[0], mean.high[0], language)}] {{{bounds(float(runs.low[0]), float(runs.high[0]), language)}}}"
    )
    spent = intervals.of_mean(each.effect(lever, COST)[:, None], each.groups)
    cost = f"{number(float(spent.mean[0]), language)} {say('s_a_year', language)} [{interval_words(spent.mean[0], spent.low[0], spent.high[0], language)}]"
    is_known = each.is_known(lever)
    value, low, high = cost_per_additional(each, lever.main_outcome, lever) if is_known else whole_unit_cost(each, lever.main_outcome)
    is_whole = not is_known and len(aims(each)) > 1
    nothing = say("split_unknown", language) if is_whole else no_cost_words(each, lever.main_outcome, language, lever if is_known else None)
    per = "USD" if is_yearly(lever.main_outcome) else one_of(unit_label(lever.main_outcome, language))
    unit_cost = f"{number(value, language)} {say('per', language)} {per} [{bounds(low, high, language)}]" if np.isfinite(value) else nothing
    return main, cost, unit_cost, _additional(each, lever, language)


def _additional(each: Replications, lever: Lever, language: str) -> str:
    by = ("lever", lever.id) if each.is_known(lever) else ("act", lever.act.name.lower())
    additional, deadweight = (each.judged.get((outcome, *by)) for outcome in ("additional", "deadweight"))
    if additional is None or deadweight is None or not (supported := float(np.nanmean(additional) + np.nanmean(deadweight))):
        return say("s_nobody", language)
    share = float(np.nanmean(additional)) / supported
    return f"{percent(share, language)} ({percent(1.0 - share, language)} {say('s_deadweight', language)})"


def _four(policies: Sequence[tuple[Replications, Lever]], language: str) -> str:
    rows = [(policy_name(each, lever, language), *four_numbers(each, lever, language)) for each, lever in policies]
    head = [say(key, language) for key in ("policy_column", "s_effect", "s_cost", "s_unit_cost", "s_additional")]
    shown = range_label(min(len(each.numbers) for each, _ in policies), language).lower()
    return _section("s_four", [say("s_four_says", language, range=shown), "", *_table(head, rows)], language)


def _gains(policies: Sequence[tuple[Replications, Lever]], language: str) -> str:
    rows = []
    for each, lever in policies:
        shown = gain_outcome(each, lever.main_outcome)
        total = float(np.nanmean(each.effect(lever, shown)))
        row = [policy_name(each, lever, language), OUTCOMES[shown].label(language)]
        for breakdown in ("sex", "generation", "skill"):
            groups = [str(group) for outcome, by, group in each.keys if outcome == shown and by == breakdown]
            shares = [(group, float(np.nanmean(each.effect(lever, shown, breakdown, group)))) for group in groups]
            said = [f"{say(group, language).lower()} {percent(change / total, language)}" for group, change in shares] if total > 0.0 else []
            row.append(", ".join(said) or say("undefined", language))
        rows.append(row)
    head = [say(key, language) for key in ("policy_column", "outcome", "sex", "generation", "skill")]
    return _section("s_gain", [say("s_gain_says", language), "", *_table(head, rows)], language)


def _pays(policies: Sequence[tuple[Replications, Lever]], language: str) -> str:
    from .figures.payers import payments

    lines = []
    for each in {id(each): each for each, _ in policies}.values():
        paid = [
            f"{say(payer, language).lower()} {number(amount, language)} {say('s_a_year', language)} ({say(kind, language)})"
            for (payer, kind), amount in payments(each).items()
        ]
        lines.append(f"- {markdown(each.scenario.label(language))}{colon(language)}{', '.join(paid) or say('undefined', language)}")
    return _section("s_pay", lines, language)


def _scores(comparison: Comparison, language: str) -> list[str]:
    """The weighted score of each policy whose ministry has weights, with its parts; nothing where none has."""
    parts = []
    for each in comparison.replications:
        found = score_of(each)
        if found is None:
            continue
        rows = []
        for part in found.parts:
            what = f"**{DOMAIN_LABELS[part.domain](language)}**" if part.outcome is None else OUTCOMES[part.outcome].label(language)
            weight = percent(found.weights[part.domain], language) if part.outcome is None else ""
            rows.append((what, number(part.mean, language, signed=True), interval_words(part.mean, part.low, part.high, language), weight))
        total = (f"**{say('s_score_total', language)}**", f"**{number(found.total.mean, language, signed=True)}**")
        rows.append((*total, interval_words(found.total.mean, found.total.low, found.total.high, language), ""))
        head = [say(key, language) for key in ("outcome", "s_points", "interval", "s_weight")]
        parts += [f"{markdown(each.scenario.label(language))} ({markdown(each.name)})", "", *_table(head, rows), ""]
    if not parts:
        return []
    return [_section("s_score", [say("s_score_says", language, days=number(EXPERT_DAYS_A_POINT, language)), "", *parts[:-1]], language)]


def _why(comparison: Comparison, policies: Sequence[tuple[Replications, Lever]], language: str) -> str:
    if comparison.manifest.get("options", {}).get("uncertainty") == "luck":
        return _section("s_why", [say("s_why_luck", language)], language)
    rows = []
    for each, lever in policies:
        shares = intervals.variance_shares(each.effect(lever, lever.main_outcome)[:, None], each.groups)
        rows.append(
            (
                policy_name(each, lever, language),
                OUTCOMES[lever.main_outcome].label(language),
                percent(float(shares.inputs[0]), language),
                percent(float(shares.luck[0]), language),
            )
        )
    head = [say(key, language) for key in ("policy_column", "outcome", "inputs", "luck")]
    return _section("s_why", [say("s_why_says", language), "", *_table(head, rows)], language)


def _levels(comparison: Comparison, language: str) -> str:
    rows = []
    for each in comparison.replications:
        level = intervals.spread(each.values)
        for place, (outcome, breakdown, _) in enumerate(each.keys):
            if breakdown is None:
                numbers = (number(float(level.mean[place]), language), bounds(float(level.low[place]), float(level.high[place]), language))
                rows.append((markdown(each.scenario.label(language)), OUTCOMES[outcome].label(language), unit_label(outcome, language), *numbers))
    runs = min(len(each.numbers) for each in comparison.replications)
    head = [*(say(key, language) for key in ("scenario", "outcome", "unit", "level_run")), range_label(runs, language)]
    return say("s_levels", language) + "\n\n" + "\n".join(_table(head, rows))


def _assumed(comparison: Comparison, language: str) -> str:
    inputs = {given.path: given for scenario in comparison.scenarios for given in scenario.inputs()}
    assumed = {given.path: given for scenario in comparison.scenarios for given in scenario.assumptions()}
    drawn = sorted((given for given in assumed.values() if given.is_uncertain), key=_width, reverse=True)
    is_luck = comparison.manifest.get("options", {}).get("uncertainty") == "luck"
    says = say("s_assumed_luck" if is_luck else "s_assumed_says", language, n=len(assumed), of=len(inputs), drawn=len(drawn))
    rows = [
        (
            f"{given.says(language)} `{given.path}`",
            number(float(given.value), language),
            bounds(float(given.low or 0.0), float(given.high or 0.0), language),
            given.unit,
            say(given.status.value, language),
            given.source,
        )
        for given in drawn[:TOP_ASSUMPTIONS]
    ]
    head = [say(key, language) for key in ("s_input", "s_value", "s_range", "unit", "s_status", "s_source")]
    return _section("s_assumed", [says, "", *_table(head, rows), "", say("s_all", language)], language)


def _width(given: Input) -> float:
    """Range against value: how many times its own size an input may be off."""
    assert given.low is not None and given.high is not None
    return (given.high - given.low) / max(abs(float(given.value)), 1e-12)


def _cannot(language: str) -> str:
    return _section("s_cannot", [f"- {french if language == 'fr' else english}" for english, french in CANNOT], language)
