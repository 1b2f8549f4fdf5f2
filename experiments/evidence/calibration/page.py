"""The page of a calibration: how it was made, what it costs, how well the facts fit, and what it is worth where it was not fitted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from model.parameters import PARAMETERS

from ...calibrated.ensemble import DECLARED, Ensemble
from ...calibrated.lever_evidence import Evidence, evidence_of
from ...text import bounds, markdown, markdown_table, number, percent
from ..card_page import band_words
from .totals import NAME as TOTAL

CHANCE = 0.05
"""How often so many sets drawn anywhere in a range would lie as close together as those of a parameter that is said to be told by the facts."""


class Worth(NamedTuple):
    """What a calibration is worth where it was not fitted.

    Attributes:
        left_out: a row a part of a fact (`left_out.STUDY_COLUMNS`).
        score_left_out, score_fitted: points of the facts, predicted without their study, and with it.
        curve: scores as parameters are freed (`left_out.CURVE_COLUMNS`).
    """

    left_out: pd.DataFrame
    score_left_out: float
    score_fitted: float
    curve: pd.DataFrame


def page(ensemble: Ensemble, worth: Worth, levers: tuple[str, ...], command: str) -> str:
    """Markdown, in English as the other pages of docs/."""
    about = ensemble.about
    point = "the parameters as declared" if ensemble.point_is == DECLARED else f"set {ensemble.point_is}"
    lines = [
        "# Calibration",
        "",
        f"`{command}`",
        "",
        f"{ensemble.size} sets of {len(ensemble.sets)} parameters, of {about['date']}, version {about['version']} (model {about['code']}); "
        f"{about['sets run']} sets of parameters were run, {about['processor seconds']:,} seconds of one processor in all. "
        f"The chains are worth {number(about['effective draws of the chains'])} independent draws; of {ensemble.size} members that were run, "
        f"{about['distinct members']} are not ruled out by what came out. Best fit: {point}.",
        "",
        f"Fitted: {len(ensemble.fitted)} facts{' and the totals that origins receive' if TOTAL in ensemble.fit else ''}. "
        f"Worlds of {percent(float(about['scale']))} of the records that the facts ask for. Parameters that are not "
        "listed below stay in their likely ranges in every comparison.",
        "",
        "## Where it was not fitted",
        "",
        f"Score of the fitted facts **{worth.score_fitted:.2f}**; with each study predicted by sets that were fitted without it **{worth.score_left_out:.2f}** "
        "(hit 1, near 0.5, miss 0, wrong sign -0.5, weighted by grade; on the emulators).",
        "",
        *markdown_table(
            ["Parameters freed", "Score of facts fitted", "Score of studies left out"],
            [(f"{row[0]:.0f}", f"{row[1]:.2f}", f"{row[2]:.2f}") for row in worth.curve.itertuples(index=False)],
        ),
        "",
        "With 0 the parameters are as declared. Where the second column rises and the third does not, more parameters fit the facts and not the world.",
        "",
        *_studies(worth.left_out),
        "",
        *_facts(ensemble),
        "",
        *_levers(ensemble, levers),
        "",
        *_parameters(ensemble),
    ]
    return "\n".join(lines) + "\n"


def _studies(left_out: pd.DataFrame) -> list[str]:
    rows = [
        (
            markdown(str(row["study"])),
            f"{row['facts']} {row['part']}".strip(),
            band_words((float(row["low"]), float(row["high"])), "en"),
            f"{number(float(row['left_out']))} ({bounds(float(row['left_out_low']), float(row['left_out_high']))})",
            str(row["verdict"]),
            f"{number(float(row['fitted']))}, {row['verdict_fitted']}",
        )
        for row in left_out.to_dict("records")
    ]
    head = ["Study", "Fact", "Band", "Predicted without it (5th to 95th percentile)", "Verdict", "Fitted"]
    return ["## Study by study", "", *markdown_table(head, rows)]


def _facts(ensemble: Ensemble) -> list[str]:
    rows = [
        (name, band_words((of["low"], of["high"]), "en"), number(of["mean"]), bounds(of["5th"], of["95th"]), percent(of["explained"]))
        for name, of in ensemble.fit.items()
    ]
    apart = [f"{name} ({fact.verdict})" for name, fact in ensemble.facts.items() if not fact.fitted and fact.verdict]
    rest = sum(not fact.fitted and not fact.verdict for fact in ensemble.facts.values())
    head = ["Fact", "Band", "Members", "5th to 95th percentile", "Explained by the emulator"]
    told = f"Not fitted, at the best fit: {', '.join(apart)}." if apart else ""
    told += f" Neither fitted nor computed at the best fit: {rest} facts." if rest else ""
    return ["## Facts", "", *markdown_table(head, rows), "", told.strip()]


def _levers(ensemble: Ensemble, levers: tuple[str, ...]) -> list[str]:
    found: list[tuple[str, Evidence]] = [(lever, evidence_of(lever, ensemble)) for lever in levers]
    return ["## Levers", "", *markdown_table(["Lever", "Evidence"], [(f"`{lever}`", evidence.says()) for lever, evidence in found])]


def _narrow(sets: int) -> float:
    """From the 5th to the 95th percentile of so many sets drawn anywhere in a range of 1: what `CHANCE` of such draws stay below."""
    drawn = np.random.default_rng(1).random((2000, max(sets, 2)))
    low, high = np.quantile(drawn, (0.05, 0.95), axis=1)
    return float(np.quantile(high - low, CHANCE))


def _parameters(ensemble: Ensemble) -> list[str]:
    rows = []
    narrow = _narrow(int(ensemble.about["distinct members"]))
    for name, values in ensemble.sets.items():
        likely = PARAMETERS[name].likely or (min(values), max(values))
        low, high = (float(value) for value in pd.Series(values).quantile([0.05, 0.95]))
        told = "yes" if high - low < narrow * (likely[1] - likely[0]) else "not beyond chance"
        rows.append((f"`{name}`", number(float(PARAMETERS[name].value)), bounds(*likely), bounds(low, high), number(ensemble.point[name]), told))
    head = ["Parameter", "Declared", "Likely range", "5th to 95th percentile of the sets", "Best fit", "Told by the facts"]
    return ["## Parameters", "", *markdown_table(head, rows)]
