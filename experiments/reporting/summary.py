"""The page that is read first: what was compared, four numbers a policy, who gains, who pays, what it rests on, what cannot be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from model.outcome_registry import OUTCOMES

from ..calibrated.lever_evidence import stamp_lines
from ..comparing.accounts import added
from ..comparing.comparison import Comparison
from ..comparing.rows import Effect, effect_label, effects, labels, shared_lead, with_levers
from ..comparing.unit_cost import cost_per_additional, gain_outcome, is_yearly, no_cost_words, whole_unit_cost
from ..manifest import footnotes_of
from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import COST, unit_of
from ..runs.verdicts import Verdict, interval_words, range_label, verdict, verdict_of, verdicts
from ..shown_money import showing, shown
from ..text import bounds, colon, markdown, markdown_table, number, one_of, percent, say, section, semicolon, within
from .account_page import account_section
from .contribution_page import contribution_section
from .induced_page import induced_section
from .score import DOMAIN_LABELS, EXPERT_DAYS_A_POINT, score_of
from .what_it_rests_on import assumed, cannot_tell, why_runs_differ
from .what_was_compared import compared_section


def summary(comparison: Comparison, language: str = "en") -> str:
    """Markdown in the language asked for, amounts in the money of the comparison."""
    with showing(comparison.money):
        return _page(comparison, language)


def _page(comparison: Comparison, language: str) -> str:
    rows = effects(comparison)
    parts = [_heading(comparison, language), "\n".join(compared_section(comparison, language))]
    if rows:
        parts += [_answer(comparison, with_levers(rows), language), *against_sections(comparison, rows, language)]
        parts += ["\n".join(lines)] if (lines := contribution_section(comparison, language)) else []
        parts += ["\n".join(induced_section(comparison, language))]
        parts += [_gains(comparison, with_levers(rows), language), _pays(comparison, language), "\n".join(account_section(comparison, language))]
        parts += _scores(comparison, language)
    else:
        parts.append(_levels(comparison, language))
    if comparison.notes:
        parts.append(section("s_notes", [f"- {markdown(note(language))}" for note in comparison.notes], language))
    parts += [why_runs_differ(comparison, rows, language)] if rows else []
    parts += [assumed(comparison, rows, language), cannot_tell(language)]
    parts += [f"\\* {note}" for note in footnotes_of(comparison.manifest, language)]
    return "\n\n".join(part for part in parts if part) + "\n"


def title_of(comparison: Comparison, language: str) -> str:
    """What a page on a comparison is called."""
    names = list(labels(comparison, language).values())
    lead = shared_lead([scenario.label(language) for scenario in comparison.scenarios])
    return names[0] if len(names) == 1 else (f"{lead}{colon(language)}" if lead else "") + say("s_title", language, n=len(names))


def _heading(comparison: Comparison, language: str) -> str:
    rate = shown().says(language)
    told = f"\n\n{markdown(rate)} {say('s_parquet', language)}" if rate else ""
    stamped = "  \n".join(f"**{markdown(line)}**" for line in stamp_lines(comparison.manifest, language))
    return f"# {markdown(title_of(comparison, language))}\n\n{stamped}{told}"


def _answer(comparison: Comparison, rows: Sequence[Effect], language: str) -> str:
    return section("s_four", [four_says(rows, language), "", *four_table(comparison, rows, language)], language)


def four_says(rows: Sequence[Effect], language: str) -> str:
    """How the table of the four numbers is read."""
    shown = range_label(min(len(row.each.numbers) for row in rows), language)
    says = [say("s_four_says", language, range=within(shown))]
    says += [say("s_wider", language)] if any(row.is_wider for row in rows) else []
    says += [say("s_of_which", language)] if any(row.lever is not None for row in rows) else []
    return " ".join(says)


def four_table(comparison: Comparison, rows: Sequence[Effect], language: str) -> list[str]:
    """A row a policy and main outcome; of a package the whole first, then what each lever adds where that is known."""
    head = [say(key, language) for key in ("policy_column", "s_effect", "s_cost", "s_unit_cost", "s_additional")]
    return markdown_table(head, [(markdown(effect_label(row, comparison, language)), *four_numbers(row, language)) for row in rows])


def four_numbers(row: Effect, language: str) -> tuple[str, str, str, str]:
    """Main effect with its verdict, cost, cost per additional unit, and what would not have come without it, in words."""
    return _effect_words(row, language), _cost_words(row, language), _unit_cost(row, language), _additional(row, language)


def _effect_words(row: Effect, language: str) -> str:
    runs = intervals.spread(row.change[:, None])
    value, low, high = row.interval
    base = _mean(row.each.column(row.outcome) - row.change)
    label, unit, told = OUTCOMES[row.outcome].label(language), unit_of(row.outcome, language), verdict(value, low, high)
    relative = f" ({'+' if value > 0 else ''}{percent(value / abs(base), language)})" if base and told.is_clear else ""
    return (
        f"{label}{colon(language)}**{told.says(language)}**, {number(value, language, signed=True)} {unit}{relative} "
        f"[{interval_words(value, low, high, language)}] {{{bounds(float(runs.low[0]), float(runs.high[0]), language)}}}"
    )


def _cost_words(row: Effect, language: str) -> str:
    value, low, high = row.cost
    return f"{number(value, language)} {say('s_a_year', language)} [{interval_words(value, low, high, language)}]"


def _unit_cost(row: Effect, language: str) -> str:
    value, low, high = whole_unit_cost(row.each, row.outcome) if row.lever is None else cost_per_additional(row.each, row.outcome, row.lever)
    if not np.isfinite(value):
        return no_cost_words(row.each, row.outcome, language, row.lever)
    per = say("s_usd", language) if is_yearly(row.outcome) else one_of(unit_of(row.outcome, language))
    return f"{number(value, language)} {say('per', language)} {per} [{interval_words(value, low, high, language)}]"


def _additional(row: Effect, language: str) -> str:
    """Of the households supported, the share that would not have acted without it; beside it the same of their money, where the act has an amount."""
    levers = row.each.scenario.levers
    own = levers[0] if len(levers) == 1 else row.lever
    aimed = [lever for lever in levers if lever.main_outcome == row.outcome]
    groups = [("lever", own.id)] if own is not None else list(dict.fromkeys(("act", lever.act.name.lower()) for lever in aimed))
    counts = [sum(_mean(row.each.judged.get((name, *group), np.zeros(1))) for group in groups) for name in ("additional", "deadweight")]
    if not sum(counts):
        return say("s_nobody", language)
    share = counts[0] / sum(counts)
    said = say("s_households", language, share=percent(share, language), rest=percent(1.0 - share, language))
    money = added(row.each, own) if own is not None else {}
    supported = _mean(money["supported"]) if money else 0.0
    if not np.isfinite(supported) or supported <= 0.0:
        return said
    of_money = _mean(money["additional"]) / supported
    told = say("s_money", language, share=percent(of_money, language)) if 0.0 <= of_money <= 1.0 else say("s_money_untold", language)
    return f"{said}{semicolon(language)}{told}"


def _mean(values: Floats) -> float:
    return float(intervals.spread(np.asarray(values, dtype=np.float64)[:, None]).mean[0])


def against_sections(comparison: Comparison, rows: Sequence[Effect], language: str) -> list[str]:
    """The direct difference to the scenario named with `against`, in main outcomes and public cost; nothing where none was named."""
    table = comparison.against
    if not len(table):
        return []
    names = labels(comparison, language)
    wanted = dict.fromkeys([*(row.outcome for row in rows), COST])
    totals = table[table["breakdown"].isna() & table["outcome"].isin(list(wanted))]
    cells = []
    for found in totals.to_dict("records"):
        mean, low, high = (float(found[key]) for key in ("difference", "difference_low", "difference_high"))
        outcome = OUTCOMES[str(found["outcome"])]
        said = f"{number(mean, language, signed=True)} {unit_of(outcome.id, language)} [{interval_words(mean, low, high, language)}]"
        cells.append((markdown(names[str(found["scenario"])]), outcome.label(language), said, verdict_words(mean, low, high, language)))
    head = [say(key, language) for key in ("policy_column", "outcome", "difference", "s_verdict")]
    says = say("s_against_says", language, reference=markdown(comparison.reference(language)))
    return [section("s_against", [says, "", *markdown_table(head, cells)], language)]


def verdict_words(mean: float, low: float, high: float, language: str) -> str:
    """Whether a difference is told from zero: higher, lower, or why that is not said."""
    found = verdict(mean, low, high)
    return say({Verdict.RISES: "s_higher", Verdict.FALLS: "s_lower"}.get(found, found.value), language)


def _gains(comparison: Comparison, rows: Sequence[Effect], language: str) -> str:
    return section("s_gain", [say("s_gain_says", language), "", *gains_table(comparison, rows, language)], language)


def gains_table(comparison: Comparison, rows: Sequence[Effect], language: str, by: Sequence[str] = ("sex", "generation", "skill")) -> list[str]:
    """Shares of the change by group, where the change and that of the group are told from zero; else that they are not. Regions are taken by halves."""
    cells = []
    for row in rows:
        shown = gain_outcome(row.each, row.outcome)
        total = row.on(shown)
        of_total = verdict_of(total, row.each.groups)
        line = [markdown(effect_label(row, comparison, language)), OUTCOMES[shown].label(language)]
        for breakdown in by:
            groups = _changes_by(row, shown, breakdown, language)
            if not groups:
                line.append(say("undefined", language))
            elif not of_total.is_clear:
                line.append(of_total.says(language))
            else:
                line.append(", ".join(_group_words(row, groups, _mean(total), language)))
        cells.append(line)
    head = [say(key, language) for key in ("policy_column", "outcome", *by)]
    return markdown_table(head, cells)


def _changes_by(row: Effect, outcome: str, breakdown: str, language: str) -> dict[str, Floats]:
    """The change of each group by its name in words; the regions of each origin as their poorer and their richer half."""
    groups = [str(group) for name, by, group in row.each.keys if name == outcome and by == breakdown]
    if breakdown != "region":
        return {within(say(group, language)): row.on(outcome, breakdown, group) for group in groups}
    by_origin: dict[str, list[str]] = {}
    for group in groups:
        by_origin.setdefault(group.partition("-")[0], []).append(group)
    halves: dict[str, list[Floats]] = {"poorer_half": [], "richer_half": []}
    for own in by_origin.values():
        for place, group in enumerate(own):
            half = "poorer_half" if 2 * place + 1 < len(own) else "richer_half" if 2 * place + 1 > len(own) else "middle_region"
            halves.setdefault(half, []).append(row.on(outcome, breakdown, group))
    return {say(half, language): np.sum(changes, axis=0) for half, changes in halves.items() if changes}


def _group_words(row: Effect, groups: Mapping[str, Floats], total: float, language: str) -> list[str]:
    found = intervals.of_mean(np.column_stack(list(groups.values())), row.each.groups)
    told = verdicts(found)
    if any(one.is_clear and not -1e-9 <= mean / total <= 1.0 + 1e-9 for mean, one in zip(found.mean.tolist(), told, strict=True)):
        return _amounts(list(groups), found, told, language)  # groups that go against each other have no shares of the whole
    shares = zip(groups, found.mean.tolist(), told, strict=True)
    said = [f"{group} {percent(mean / total, language)}" for group, mean, one in shares if one.is_clear or one is Verdict.SAME]
    rest = [one for one in told if not (one.is_clear or one is Verdict.SAME)]
    if not said:
        return [rest[0].says(language)]
    return [*said, f"{say('s_the_rest', language)}{colon(language)}{rest[0].says(language)}"] if rest else said


def _amounts(groups: Sequence[str], found: intervals.Interval, told: Sequence[Verdict], language: str) -> list[str]:
    """The changes of the groups themselves, or that they cannot be told."""
    means = zip(groups, found.mean.tolist(), told, strict=True)
    return [f"{group} {number(mean, language, signed=True) if one.is_clear or one is Verdict.SAME else one.says(language)}" for group, mean, one in means]


def _pays(comparison: Comparison, language: str) -> str:
    return section("s_pay", pays_lines(comparison, language), language)


def pays_lines(comparison: Comparison, language: str) -> list[str]:
    """A line a policy: what each payer bears, spent and forgone."""
    from ..figures.payers import payments

    names, lines = labels(comparison, language), []
    for each in comparison.replications:
        if each.base is None or not each.scenario.levers:
            continue
        paid = [
            f"{within(say(payer, language))} {number(amount, language)} {say('s_a_year', language)} ({say(kind, language)})"
            for (payer, kind), amount in payments(each).items()
        ]
        lines.append(f"- {markdown(names[each.name])}{colon(language)}{', '.join(paid) or say('s_no_cost', language)}")
    return lines


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
        parts += [markdown(labels(comparison, language)[each.name]), "", *markdown_table(head, rows), ""]
    if not parts:
        return []
    return [section("s_score", [say("s_score_says", language, days=number(EXPERT_DAYS_A_POINT, language)), "", *parts[:-1]], language)]


def _levels(comparison: Comparison, language: str) -> str:
    rows = []
    for each in comparison.replications:
        level = intervals.spread(each.values)
        for place, (outcome, breakdown, _) in enumerate(each.keys):
            if breakdown is None:
                numbers = (number(float(level.mean[place]), language), bounds(float(level.low[place]), float(level.high[place]), language))
                rows.append((markdown(labels(comparison, language)[each.name]), OUTCOMES[outcome].label(language), unit_of(outcome, language), *numbers))
    runs = min(len(each.numbers) for each in comparison.replications)
    head = [*(say(key, language) for key in ("scenario", "outcome", "unit", "level_run")), range_label(runs, language)]
    return say("s_levels", language) + "\n\n" + "\n".join(markdown_table(head, rows))
