"""`diaspora question NUMBER`: run what a teaching question compares, say it in one table, one picture and three sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from rich.table import Table

from model.levers import REGISTRY
from scenarios.questions import Question, outcome_key, question

from . import store, tables
from .commands import FAILED, Request, check_request, print_footnotes, print_json, simulated
from .comparison import COST, Comparison
from .manifest import footnotes_of
from .text import bounds, colon, number, percent, say

PICTURE = "question"
"""Name of the picture in the folder of figures."""


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
) -> int:
    """`diaspora question`. Size and horizon are those of the question's file where nobody asks for others."""
    found = question(asked)
    content = found.content
    size = (content.replications if replications is None else replications, content.sample if sample is None else sample)
    request = Request([], [], size[0], years, seed, size[1], False, uncertainty, jobs, out, False, "compiled", language, as_json, question=asked)
    check_request(request)
    scenarios = list(found.scenarios(years))
    watched = tuple(dict.fromkeys(outcome_key(name)[0] for name in [*content.watch, *content.picture.outcomes]))
    told = {"question": asked, "content": hashlib.sha256(content.model_dump_json().encode()).hexdigest()}

    def more(comparison: Comparison, folder: Path) -> None:
        from .figures import save
        from .figures.answer import answer

        save(answer(comparison, found, language), folder / "figures" / PICTURE)
        text = [f"# {found.label(language)}", found.asks(language), "\n".join(f"- {line}" for line in looks(found, language))]
        (folder / "question.md").write_text("\n\n".join(text) + f"\n\n![]({'figures/' + PICTURE + '.png'})\n", encoding="utf-8")

    folder = simulated(request, scenarios, None, watched, more, told)
    if folder is None:
        return FAILED
    return _say(folder, found, request)


def looks(found: Question, language: str) -> list[str]:
    """The three sentences on what to look at."""
    return list(found.content.look.fr if language == "fr" else found.content.look.en)


def equal_costs(found: Question, table: pd.DataFrame) -> EqualCosts | None:
    """Public cost of the options that are meant to cost the same; None where the question does not ask for it."""
    equal = found.content.equal_cost
    if equal is None:
        return None
    costs = table[(table["outcome"] == COST) & table["breakdown"].isna()].set_index("scenario")["difference"]
    names = {option.id: found.scenario_name(option) for option in found.content.options if equal.options is None or option.id in equal.options}
    return EqualCosts({option: float(costs[name]) for option, name in names.items() if name in costs.index}, equal.tolerance)


def _say(folder: Path, found: Question, request: Request) -> int:
    table, manifest, language = store.read_table(folder), store.read_manifest(folder), request.language
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
        print_json(answer | {"alarms": store.alarms_on(folder)} | ({"footnotes": notes} if notes else {}))
        return FAILED if failed else 0
    console = tables.terminal()
    console.print(answer_table(found, table, language))
    if costs is not None:
        console.print(cost_line(found, costs, language), highlight=False)
    for line in looks(found, language):
        console.print(f"- {line}", markup=False, highlight=False)
    console.print(tables.stamp(language))
    print_footnotes(footnotes_of(manifest, language))
    picture = folder / "figures" / f"{PICTURE}.png"
    console.print(f"{say('picture', language)}{colon(language)}{picture}", markup=False, highlight=False, soft_wrap=True)
    return FAILED if failed else 0


def cost_line(found: Question, costs: EqualCosts, language: str) -> str:
    """Whether the options cost the same, and by what."""
    assert found.content.equal_cost is not None
    how = found.content.equal_cost.how
    key = "q_equal" if costs.holds else "q_unequal"
    return say(key, language, apart=percent(costs.apart, language), tolerance=percent(costs.tolerance, language), how=how.fr if language == "fr" else how.en)


def answer_table(found: Question, table: pd.DataFrame, language: str) -> Table:
    """A row an outcome, a column an option: its change with the interval of the mean, or its level with the range of the runs."""
    content = found.content
    options = [(option, found.scenario_name(option)) for option in content.options]
    worlds = {tuple(sorted((key, str(value)) for key, value in option.set.items())) for option in content.options}
    head = [say("outcome", language), say("unit", language), *([say("without_policy", language)] if len(worlds) == 1 else [])]
    head += [option.label.fr if language == "fr" else option.label.en for option, _ in options]
    rows = []
    for name in content.watch:
        outcome, breakdown, group = outcome_key(name)
        in_group = table["breakdown"].isna() if breakdown is None else (table["breakdown"] == breakdown) & (table["group"] == group)
        rows_of: Any = table[(table["outcome"] == outcome) & in_group].itertuples(index=False)
        by_scenario = {row.scenario: row for row in rows_of}
        label = tables.label_of(outcome, language) + ("" if group is None else f", {group_name(group, language)}")
        cells = [label, tables.unit_label(outcome, "", language)]
        if len(worlds) == 1:
            without = [row.mean - row.difference for row in by_scenario.values()]
            cells.append(number(without[0], language) if without else say("undefined", language))
        for _, scenario in options:
            cells.append(_cell(by_scenario.get(scenario), name in content.levels, language))
        rows.append(cells)
    return tables.plain_table(head, rows, f"{found.number}. {found.asks(language)}", right=tuple(range(2, len(head))))


def group_name(group: str, language: str) -> str:
    """A group or a lever in words, inside a sentence."""
    return (REGISTRY[group].label(language) if group in REGISTRY else say(group, language)).lower()


def _cell(row: Any, is_level: bool, language: str) -> str:
    if row is None:
        return say("undefined", language)
    if is_level or pd.isna(row.difference):  # also what is counted against the same luck, and has no level without policy
        return f"{number(row.mean, language)}\n{bounds(row.low, row.high, language)}"
    return f"{number(row.difference, language, signed=True)}\n{bounds(row.difference_low, row.difference_high, language)}"
