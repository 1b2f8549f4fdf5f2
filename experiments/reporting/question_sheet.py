"""The sheet of a teaching question: its picture, its table, what this run says of it, and the settings that it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from model.levers import REGISTRY
from model.parameter import Text
from scenarios.questions import Question, text_of

from ..alarms import ALARMS, RULES
from ..calibrated.lever_evidence import stamp_lines
from ..comparing.answers import label_of, unit_label
from ..comparing.comparison import Comparison
from ..manifest import footnotes_of
from ..runs.replications import COST
from ..runs.verdicts import interval_words
from ..shown_money import shown
from ..text import colon, markdown, markdown_table, number, percent, say, section, semicolon, within
from .question_settings import lever_lines, settings_lines
from .what_it_rests_on import cannot_tell
from .what_was_compared import compared_section

PICTURE = "question"
"""Name of the picture in the folder of figures."""
WORDS: Mapping[str, Text] = {
    "look": Text("What this run says", "Ce que dit cette simulation"),
    "ask": Text("For the class", "Pour le groupe"),
    "numbers": Text("Numbers", "Chiffres"),
    "settings": Text("What this question sets", "Ce que cette question fixe"),
}


@dataclass(frozen=True)
class EqualCosts:
    """What the options of a question cost that are meant to cost the same."""

    by_option: Mapping[str, float]
    tolerance: float

    @property
    def apart(self) -> float:
        """How far the dearest is from the cheapest, share of the mean of the two."""
        low, high = min(self.by_option.values()), max(self.by_option.values())
        return 2.0 * (high - low) / (high + low) if high + low > 0.0 else 0.0

    @property
    def holds(self) -> bool:
        """Whether they are equal within the tolerance."""
        return self.apart <= self.tolerance


def equal_costs(found: Question, table: pd.DataFrame) -> EqualCosts | None:
    """Public cost of the options that are meant to cost the same; None where the question does not ask for it."""
    equal = found.content.equal_cost
    if equal is None:
        return None
    costs = table[(table["outcome"] == COST) & table["breakdown"].isna()].set_index("scenario")["difference"]
    names = {option.id: found.scenario_name(option) for option in found.content.options if equal.options is None or option.id in equal.options}
    return EqualCosts({option: float(costs[name]) for option, name in names.items() if name in costs.index}, equal.tolerance)


def told_below(found: Question, table: pd.DataFrame, alarms: pd.DataFrame, language: str) -> list[str]:
    """How the table reads, whether costs are equal, and what the alarms say that the question watches."""
    costs = equal_costs(found, table)
    return [say("q_reads", language), *([] if costs is None else [cost_line(found, costs, language)]), *alarm_lines(found, alarms, language)]


def alarm_lines(found: Question, alarms: pd.DataFrame, language: str) -> list[str]:
    """A line a rule of the alarms that the question watches: its value for each option and lever, and whether the alarm is on."""
    lines = []
    for rule in (rule for rule in RULES if rule.alarm in found.content.alarms):
        said = []
        for option in found.content.options:
            rows: Any = alarms[(alarms["scenario"] == found.scenario_name(option)) & (alarms["measure"] == rule.measure)].itertuples(index=False)
            for row in rows:
                names = [within(REGISTRY[lever].label(language)) for lever in row.lever.split()]
                lever = f", {', '.join(names)}" if len(option.levers) > 1 else ""
                is_on = say("q_on" if row.fires else "q_off", language)
                said.append(f"{text_of(option.label)(language)}{lever}{colon(language)}{number(float(row.value), language)} ({is_on})")
        if said:
            where = say("q_above" if rule.is_above else "q_below", language)
            head = {"alarm": rule.alarm, "what": ALARMS[rule.alarm](language), "measure": rule.says(language), "where": where}
            lines.append(f"{say('q_alarm', language, **head, bound=number(rule.threshold, language))} {semicolon(language).join(said)}.")
    return lines


def cost_line(found: Question, costs: EqualCosts, language: str) -> str:
    """Whether the options cost the same, and by what."""
    assert found.content.equal_cost is not None
    how = found.content.equal_cost.how
    key = "q_equal" if costs.holds else "q_unequal"
    return say(key, language, apart=percent(costs.apart, language), tolerance=percent(costs.tolerance, language), how=text_of(how)(language))


def rows_of(found: Question, table: pd.DataFrame, language: str) -> list[tuple[str, str, str | None, list[str]]]:
    """What the table says: label, unit, level without policy (None where the options are of several worlds), and a cell an option."""
    rows_told = []
    for name in found.content.watch:
        rows: Any = table[table["watched"] == name].itertuples(index=False)
        by_option = {row.option: row for row in rows}
        without = next((float(row.without_policy) for row in by_option.values()), math.nan)
        cells = [_cell(by_option.get(option.id), language) for option in found.content.options]
        rows_told.append((label_of(found, name, language), unit_label(name, language), number(without, language) if is_one_world(table) else None, cells))
    return rows_told


def is_one_world(table: pd.DataFrame) -> bool:
    """Whether all options are of one world, which then has one level without policy."""
    return bool(table["without_policy"].notna().any())


def _word(key: str, language: str, **values: object) -> str:
    text = WORDS[key](language)
    return text.format(**values) if values else text


def _table(found: Question, table: pd.DataFrame, language: str) -> list[str]:
    """The table of the sheet in Markdown."""
    options = [markdown(text_of(option.label)(language)) for option in found.content.options]
    head = [say("outcome", language), say("unit", language), *([say("without_policy", language)] if is_one_world(table) else []), *options]
    rows = []
    for label, unit, without, cells in rows_of(found, table, language):
        rows.append([label, unit, *([] if without is None else [without]), *(cell.replace("\n", "<br>") for cell in cells)])
    return markdown_table(head, rows)


def handout(
    found: Question,
    table: pd.DataFrame,
    alarms: pd.DataFrame,
    language: str,
    said: Sequence[str] = (),
    manifest: Mapping[str, Any] = MappingProxyType({}),
    costs: EqualCosts | None = None,
    years: int | None = None,
) -> str:
    """`question.md`: the question, what this run says, its picture, its table, and what was set, on one page.

    `said`: the sentences that the run carries; `years`: a horizon other than that of the file.
    """
    parts = [f"# {found.number}. {markdown(found.label(language))}", markdown(found.asks(language))]
    lines = [*said, text_of(found.content.ask)(language)]
    parts += ["\n".join(f"- {markdown(line)}" for line in lines), f"![](figures/{PICTURE}.png)", "\n".join(_table(found, table, language))]
    parts.append(_notes(found, alarms, language, costs))
    parts.append(f"**{_word('settings', language)}**\n\n" + _settings(found, language, years))
    parts += [markdown(shown().says(language))] if not shown().is_base else []
    parts.append(f"**{markdown(' '.join(stamp_lines(manifest, language)))}**")
    return "\n\n".join(parts) + "\n"


def question_summary(comparison: Comparison, found: Question, table: pd.DataFrame, alarms: pd.DataFrame, said: Sequence[str], language: str) -> str:
    """`summary.md` of a question: what this run says, the numbers, what was set and compared, and what the model cannot tell.

    Its rows are the options and the numbers that the question watches; nothing is broken up into levers and groups that it does not ask about.
    """
    years = next((each.scenario.years for each in comparison.replications), None)
    stamped = "  \n".join(f"**{markdown(line)}**" for line in stamp_lines(comparison.manifest, language))
    rate = f"\n\n{markdown(shown().says(language))} {say('s_parquet', language)}" if not shown().is_base else ""
    parts = [f"# {found.number}. {markdown(found.label(language))}\n\n{stamped}{rate}", markdown(found.asks(language))]
    parts.append(_section("look", [f"- {markdown(line)}" for line in said], language))
    parts.append(_section("ask", [markdown(text_of(found.content.ask)(language))], language))
    notes = _notes(found, alarms, language, equal_costs(found, comparison.table))
    parts.append(_section("numbers", [*_table(found, table, language), "", notes], language))
    parts.append(_section("settings", [_settings(found, language, years)], language))
    parts.append("\n".join(compared_section(comparison, language)))
    told = [f"- {markdown(note(language))}" for note in comparison.notes]
    parts += [section("s_notes", told, language)] if told else []
    parts += [cannot_tell(language), *(f"\\* {note}" for note in footnotes_of(comparison.manifest, language))]
    return "\n\n".join(parts) + "\n"


def _notes(found: Question, alarms: pd.DataFrame, language: str, costs: EqualCosts | None) -> str:
    """How the table reads, whether costs are equal, and the alarms that the question watches."""
    equal = [] if costs is None else [cost_line(found, costs, language)]
    return " ".join([say("q_reads", language), *equal, *alarm_lines(found, alarms, language)])


def _settings(found: Question, language: str, years: int | None) -> str:
    return "\n".join(f"- {markdown(line)}" for line in [*settings_lines(found, language, years), *lever_lines(found, language)])


def _section(key: str, lines: Sequence[str], language: str) -> str:
    return f"## {_word(key, language)}\n\n" + "\n".join(lines)


def _cell(row: Any, language: str) -> str:
    if row is None or pd.isna(row.value):
        return say("undefined", language)
    return f"{number(row.value, language, signed=not row.is_level)}\n{interval_words(row.value, row.low, row.high, language)}"
