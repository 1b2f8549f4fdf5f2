"""`diaspora question NUMBER`: run what a teaching question compares, say it in one table, one picture and what this run says."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Group

from scenarios.questions import Question, question, text_of, watched

from .. import tables
from ..calibrated.lever_evidence import stamp_lines
from ..checks.currencies import money_of
from ..comparing.answers import answers, judged_levers
from ..comparing.comparison import Comparison
from ..comparing.in_currency import in_money
from ..comparing.sentences import sentences
from ..manifest import footnotes_of
from ..reporting import result_folder as store
from ..reporting.question_settings import settings_lines
from ..reporting.question_sheet import (
    PICTURE,
    EqualCosts,
    equal_costs,
    handout,
    is_one_world,
    question_summary,
    rows_of,
    told_below,
)
from ..shown_money import showing, shown
from ..storage.csv_tables import write_csv
from ..terminal import columns_that_fit, terminal
from ..text import colon, say
from .commands import FAILED, Request, check_request, money_told, print_footnotes, print_json, print_rate, simulated

__all__ = ["EqualCosts", "answer_question", "answer_tables", "equal_costs", "judged_levers", "rows_of", "told_below"]

TABLE = "question"
"""Name of the table in the folder of results."""
SAID = "sentences"
"""Name of the table of what the run says."""


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
    projector: bool = False,
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
        projector=projector,
    )
    check_request(request)
    scenarios = list(found.scenarios(years))
    money = money_of(currency, rate, scenarios)
    kept = tuple(dict.fromkeys(watched(name).outcome for name in content.measured))
    told = {"question": asked, "content": hashlib.sha256(content.model_dump_json().encode()).hexdigest()}

    def more(comparison: Comparison, folder: Path) -> None:
        from ..figures import save
        from ..figures.answer import answer

        save(answer(comparison, found, language), folder / "figures" / PICTURE)
        table, alarms = answers(comparison, found), store.read_table(folder, "alarms")
        write_csv(table, folder / f"{TABLE}.csv", language)
        said = sentences(comparison, found, language)
        write_csv(pd.DataFrame(said), folder / f"{SAID}.csv", language)
        lines, costs = [one.text for one in said], equal_costs(found, comparison.table)
        (folder / "question.md").write_text(handout(found, table, alarms, language, lines, comparison.manifest, costs, years), encoding="utf-8")
        (folder / "summary.md").write_text(question_summary(comparison, found, table, alarms, lines, language), encoding="utf-8")

    folder = simulated(request, scenarios, None, kept, more, told, judged_levers(found), money)
    if folder is None:
        return FAILED
    with showing(money):
        return _say(folder, found, request)


def _say(folder: Path, found: Question, request: Request) -> int:
    table, manifest, language = in_money(store.read_table(folder), shown()), store.read_manifest(folder), request.language
    failed = int(manifest.get("failed_runs", 0))
    costs, said = equal_costs(found, table), store.read_table(folder, SAID)
    if request.json:
        asked: dict[str, Any] = {
            "number": found.number,
            "label": found.label(language),
            "asks": found.asks(language),
            "options": [{"id": option.id, "scenario": found.scenario_name(option)} for option in found.content.options],
            "watch": found.content.watch,
            "look": said["text"].tolist(),
            "ask": text_of(found.content.ask)(language),
            "settings": settings_lines(found, language, request.years),
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
    for line in settings_lines(found, language, request.years):
        console.print(line, markup=False, highlight=False)
    for line in [*said["text"], text_of(found.content.ask)(language)]:
        console.print(f"- {line}", markup=False, highlight=False)
    print_rate(language)
    for line in stamp_lines(manifest, language):
        console.print(tables.stamp(line))
    print_footnotes(footnotes_of(manifest, language))
    picture = folder / "figures" / f"{PICTURE}.png"
    console.print(f"{say('picture', language)}{colon(language)}{picture}", soft_wrap=True)
    return FAILED if failed else 0


def answer_tables(found: Question, table: pd.DataFrame, language: str, width: int) -> Group:
    """A row an outcome, a column an option; as many tables one below the other as the width asks for, with no word and no number broken."""
    rows = rows_of(found, table, language)
    labels = [f"{label}\n({unit})" if unit.lower() not in label.lower() else label for label, unit, *_ in rows]
    columns = [(say("without_policy", language), [str(without) for _, _, without, _ in rows])] if is_one_world(table) else []
    for place, option in enumerate(found.content.options):
        columns.append((text_of(option.label)(language), [cells[place] for *_, cells in rows]))
    return columns_that_fit(f"{found.number}. {found.asks(language)}", say("outcome", language), labels, columns, width)
