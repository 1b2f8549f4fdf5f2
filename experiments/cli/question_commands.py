"""`diaspora question NUMBER`: run what a teaching question compares, say it in one table, one picture and three sentences."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
from rich.console import Group

from model.levers import REGISTRY
from model.parameter import Text
from scenarios.questions import Question, question, text_of, watched

from .. import tables
from ..alarms import ALARMS, RULES
from ..calibrated.lever_evidence import stamp_lines
from ..checks.currencies import money_of
from ..comparing.answers import answers, label_of, unit_label
from ..comparing.comparison import Comparison
from ..comparing.in_currency import in_money
from ..manifest import footnotes_of
from ..reporting import result_folder as store
from ..runs.attribution import COUNTERFACTUAL, COUNTERFACTUAL_ALARMS
from ..runs.replications import COST
from ..runs.verdicts import interval_words
from ..shown_money import showing, shown
from ..storage.csv_tables import write_csv
from ..terminal import columns_that_fit, terminal
from ..text import colon, markdown, number, percent, say, semicolon, within
from .commands import FAILED, Request, check_request, money_told, print_footnotes, print_json, print_rate, simulated

PICTURE = "question"
"""Name of the picture in the folder of figures."""
TABLE = "question"
"""Name of the table in the folder of results."""


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


def answer_question(
    asked: int,
    replications: int | None = None,
    sample: int | None = None,
    jobs: int | None = None,
    seed: int = 1,
    years: int | None = None,
    uncertainty: str = "inputs",
    out: str | None = None,
    language: str = "en",
    as_json: bool = False,
    plugins: tuple[str, ...] = (),
    rules: tuple[str, ...] = (),
    currency: str | None = None,
    rate: float | None = None,
    point: bool = False,
) -> int:
    """`diaspora question`. Size and horizon are those of the question's file where nobody asks for others."""
    found = question(asked)
    content = found.content
    size = (content.replications if replications is None else replications, content.sample if sample is None else sample)
    request = Request(
        [],
        [],
        size[0],
        years,
        seed,
        size[1],
        False,
        uncertainty,
        jobs,
        out,
        False,
        "compiled",
        language,
        as_json,
        question=asked,
        plugins=plugins,
        rules=rules,
        currency=currency,
        rate=rate,
        point=point,
    )
    check_request(request)
    scenarios = list(found.scenarios(years))
    money = money_of(currency, rate, scenarios)
    kept = tuple(dict.fromkeys(watched(name).outcome for name in [*content.watch, *content.picture.outcomes]))
    told = {"question": asked, "content": hashlib.sha256(content.model_dump_json().encode()).hexdigest()}

    def more(comparison: Comparison, folder: Path) -> None:
        from ..figures import save
        from ..figures.answer import answer

        save(answer(comparison, found, language), folder / "figures" / PICTURE)
        table = answers(comparison, found)
        write_csv(table, folder / f"{TABLE}.csv", language)
        (folder / "question.md").write_text(handout(found, table, store.read_table(folder, "alarms"), language, comparison.manifest), encoding="utf-8")

    folder = simulated(request, scenarios, None, kept, more, told, judged_levers(found), money)
    if folder is None:
        return FAILED
    with showing(money):
        return _say(folder, found, request)


def judged_levers(found: Question) -> tuple[str, ...]:
    """The levers that a question judges, by a number or an alarm that it reads: each against its package without it, where it stands in one."""
    content = found.content
    watch = [watched(name) for name in [*content.watch, *content.picture.outcomes]]
    named = [what.group for what in watch if what.breakdown == "lever" and what.group is not None and what.outcome in COUNTERFACTUAL]
    if set(content.alarms) & set(COUNTERFACTUAL_ALARMS):
        named += [lever.id for scenario in found.scenarios() for lever in scenario.levers]
    return tuple(dict.fromkeys(named))


def looks(found: Question, language: str) -> list[str]:
    """The three sentences on what to look at."""
    return [Text(*pair)(language) for pair in zip(found.content.look.en, found.content.look.fr, strict=True)]


def equal_costs(found: Question, table: pd.DataFrame) -> EqualCosts | None:
    """Public cost of the options that are meant to cost the same; None where the question does not ask for it."""
    equal = found.content.equal_cost
    if equal is None:
        return None
    costs = table[(table["outcome"] == COST) & table["breakdown"].isna()].set_index("scenario")["difference"]
    names = {option.id: found.scenario_name(option) for option in found.content.options if equal.options is None or option.id in equal.options}
    return EqualCosts({option: float(costs[name]) for option, name in names.items() if name in costs.index}, equal.tolerance)


def _say(folder: Path, found: Question, request: Request) -> int:
    table, manifest, language = in_money(store.read_table(folder), shown()), store.read_manifest(folder), request.language
    failed = int(manifest.get("failed_runs", 0))
    costs = equal_costs(found, table)
    if request.json:
        asked: dict[str, Any] = {
            "number": found.number,
            "label": found.label(language),
            "asks": found.asks(language),
            "options": [{"id": option.id, "scenario": found.scenario_name(option)} for option in found.content.options],
            "watch": found.content.watch,
            "look": looks(found, language),
        }
        if costs is not None:
            asked["equal_cost"] = {"holds": costs.holds, "apart": costs.apart, "tolerance": costs.tolerance, "public_cost": dict(costs.by_option)}
        answer = {"results": str(folder), "question": asked, "picture": str(folder / "figures" / f"{PICTURE}.png"), "rows": store.rows_of(table)}
        notes = footnotes_of(manifest, language)
        print_json(answer | money_told() | {"alarms": store.alarms_on(folder)} | ({"footnotes": notes} if notes else {}))
        return FAILED if failed else 0
    console = terminal()
    asked_table, alarms = store.read_table(folder, TABLE), store.read_table(folder, "alarms")
    console.print(answer_tables(found, asked_table, language, console.width))
    for line in told_below(found, table, alarms, language):
        console.print(line)
    for line in looks(found, language):
        console.print(f"- {line}")
    print_rate(language)
    for line in stamp_lines(manifest, language):
        console.print(tables.stamp(line))
    print_footnotes(footnotes_of(manifest, language))
    picture = folder / "figures" / f"{PICTURE}.png"
    console.print(f"{say('picture', language)}{colon(language)}{picture}", soft_wrap=True)
    return FAILED if failed else 0


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
    return say(key, language, apart=percent(costs.apart, language), tolerance=percent(costs.tolerance, language), how=Text(how.en, how.fr)(language))


def rows_of(found: Question, table: pd.DataFrame, language: str) -> list[tuple[str, str, str | None, list[str]]]:
    """What the table says: label, unit, level without policy (None where the options are of several worlds), and a cell an option."""
    rows_told = []
    for name in found.content.watch:
        rows: Any = table[table["watched"] == name].itertuples(index=False)
        by_option = {row.option: row for row in rows}
        without = next((float(row.without_policy) for row in by_option.values()), math.nan)
        cells = [_cell(by_option.get(option.id), language) for option in found.content.options]
        rows_told.append((label_of(found, name, language), unit_label(name, language), number(without, language) if _is_one_world(table) else None, cells))
    return rows_told


def _is_one_world(table: pd.DataFrame) -> bool:
    return bool(table["without_policy"].notna().any())


def answer_tables(found: Question, table: pd.DataFrame, language: str, width: int) -> Group:
    """A row an outcome, a column an option; as many tables one below the other as the width asks for, with no word and no number broken."""
    rows = rows_of(found, table, language)
    labels = [f"{label}\n({unit})" if unit.lower() not in label.lower() else label for label, unit, *_ in rows]
    columns = [(say("without_policy", language), [str(without) for _, _, without, _ in rows])] if _is_one_world(table) else []
    for place, option in enumerate(found.content.options):
        columns.append((text_of(option.label)(language), [cells[place] for *_, cells in rows]))
    return columns_that_fit(f"{found.number}. {found.asks(language)}", say("outcome", language), labels, columns, width)


def handout(found: Question, table: pd.DataFrame, alarms: pd.DataFrame, language: str, manifest: Mapping[str, Any] = MappingProxyType({})) -> str:
    """`question.md`: the question, its picture, its table and what to look at, on one page."""
    options = [markdown(text_of(option.label)(language)) for option in found.content.options]
    head = [say("outcome", language), say("unit", language), *([say("without_policy", language)] if _is_one_world(table) else []), *options]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for label, unit, without, cells in rows_of(found, table, language):
        told = [label, unit, *([] if without is None else [without]), *(cell.replace("\n", "<br>") for cell in cells)]
        lines.append(f"| {' | '.join(told)} |")
    notes = [say("q_reads", language), *alarm_lines(found, alarms, language)]
    looked_at = "\n".join(f"- {markdown(line)}" for line in looks(found, language))
    parts = [f"# {found.number}. {markdown(found.label(language))}", markdown(found.asks(language)), looked_at]
    rate = [markdown(shown().says(language))] if not shown().is_base else []
    stamp = " ".join(stamp_lines(manifest, language))
    parts += [f"![](figures/{PICTURE}.png)", "\n".join(lines), " ".join(notes), *rate, f"**{markdown(stamp)}**"]
    return "\n\n".join(parts) + "\n"


def _cell(row: Any, language: str) -> str:
    if row is None or pd.isna(row.value):
        return say("undefined", language)
    return f"{number(row.value, language, signed=not row.is_level)}\n{interval_words(row.value, row.low, row.high, language)}"
