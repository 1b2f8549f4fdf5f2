"""Dose-response curves of all levers over their bounds: effect on the main outcome and public cost, from nothing to the strongest dose.

`python -m experiments.studies.dose_response --out docs/dose_response.md` gives each lever alone, in a scenario of the library where it can work, at every
dose that it declares (`model.levers.dose`), with the luck of the same world without it. It says of each curve whether it is monotone and saturates, and
whether anything is had for nothing or paid for nothing. Pictures go to the folder images beside the page.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from model.levers import REGISTRY

from ..markdown import grouped, number, publish, table
from ..runs.verdicts import Verdict
from . import pairs
from .dose_figures import pictures
from .dose_shapes import RESAMPLES, Shape, shape_of
from .doses import Curve, curves, matrices, planned

FOLDER = Path("results/dose_response")
HEAD = (
    "lever",
    "dose: none to most",
    "where",
    "main outcome",
    "effect at none",
    "effect at most",
    "monotone",
    "shape",
    "cost at none",
    "cost at most",
    "had or paid for nothing",
)

METHOD = f"""\
Each lever acts alone from month 0 to the end, without a limit of money unless money is the dose; all else is as in its scenario. Effects and costs \
are differences to the same world without the lever in common random numbers, effects in the unit of the outcome (docs/outcomes.md), costs in USD a \
year; ± is half of the 95 % interval of the mean. **Monotone**: the curve is no further from the nearest monotone one (isotonic regression) than noise \
brings it, by {RESAMPLES} bootstrap samples; of p below 0.05 one or two are due to chance. **Shape**: saturating where the slope up to a quarter of \
the way is told to be above that of the last half, straight where it is not told from it. **For nothing**: an effect that is told from 0 and costs \
nothing, or a cost without a trace, that is without any outcome of the model that moves in any run."""

CURVES = "Left: effect on the main outcome with its 95 % interval. Right: public cost. More of the lever is to the right, also where that is less of a term."
WHY: Mapping[str, str] = {
    "philanthropy_partnership.coordination": "the best lies between by design: shared plans fill gaps, and cost days and local knowledge; the desk "
    "costs the same "
    "whatever it agrees on",
    "philanthropy_training.seats_per_year": "few associations ask for a seat, so a few seats serve all; a seat that nobody takes costs nothing",
    "savings_product.sender_control": "who controls an account is a matter of its rules: it costs running the product, which is a desk, and no more for "
    "more control",
    "diaspora_bond.yield_rate": "a bond without yield is promoted too, and some buy it for the country's sake; from a yield of about 0.15 all who may buy have",
    "business_registration.days": "registration takes 9 days in Morocco: there is little to take away, and few founders whom it stops; from 78 days the "
    "same reform adds "
    "15 % firms (docs/validation.md)",
    "investment_grant.share": "few projects in this scenario are large enough, some one or two a year: a sample of this size cannot tell more",
    "infrastructure.budget_usd": "works serve when all of them are paid; a budget that does not get so far buys works that serve nobody yet. Firms that "
    "three regions "
    "gain are few, and a sample of this size cannot tell them",
    "one_stop_shop.officers": "three officers serve all founders who come; further ones are paid all the same",
    "skills_placement.places_per_year": "officers and the requests of hosts limit assignments from some 60 places on; places that nobody takes cost nothing",
    "tax_incentive.rate_cut_points": "no more can be cut than the rate is, so that from there on nothing changes",
    "special_economic_zone.plots": "plots are made ready whether somebody settles or not",
}
"""Why a curve is right that looks wrong, by lever and dose."""
NOTES = (
    "The cost of the three levers that set terms to a target (`trade_facilitation`, `business_registration`, `remittance_cost`) goes with the share of "
    "the terms that they "
    "take away (`Lever.extent`): a target that is what there is already costs nothing.",
    "`aware` counts who has heard of anything on offer. The survey and the hub are news themselves, so that the least of them makes most people aware "
    "of something; what "
    "more of them adds is the rest. What they are worth to other levers shows in packages.",
    "Relief on gifts acts through their price, 1 less the rate, at a constant elasticity: a rate of 0.9 makes them ten times as cheap, so the curve steepens.",
    "Where a curve is flat from its first step on (chapters, officers, seats), what binds is not the dose: cities with firms to found a chapter in, "
    "founders who come, "
    "associations that ask. That is so for one diaspora of this size; a larger one uses more.",
)


def shapes(numbers: pd.DataFrame, found: Sequence[Curve]) -> list[tuple[Curve, Shape]]:
    """The shape of each curve."""
    shown = []
    for curve in found:
        changes, costs = matrices(numbers, curve)
        shown.append((curve, shape_of(changes, costs, REGISTRY[curve.lever].main_outcome, np.array(curve.values, dtype=float))))
    return shown


def shape_words(shape: Shape) -> str:
    """Whether it saturates, in words."""
    if not shape.is_told:
        return "cannot be told"
    if not shape.is_monotone:
        return "bends back"
    words = {Verdict.RISES: "saturating", Verdict.FALLS: "steeper at the top", Verdict.SAME: "straight"}.get(shape.bend, "straight within noise")
    return f"{words}, flat at the top" if not shape.top.is_clear and shape.bend is Verdict.RISES else words


def for_nothing(curve: Curve, shape: Shape) -> str:
    """What is had or paid for nothing, with the doses."""
    said = [("effect without cost", shape.effect_without_cost), ("cost without a trace", shape.cost_without_trace)]
    return "; ".join(f"{words} at {', '.join(number(curve.values[dose]) for dose in doses)}" for words, doses in said if doses) or "no"


def monotone_words(curve: Curve, shape: Shape) -> str:
    """The verdict of the isotonic test."""
    if shape.is_monotone:
        return f"{'falls' if shape.falls else 'yes'}" if shape.is_told else "flat"
    return f"{'no: the best lies between' if curve.dose.peaks else '**no**'} (p {shape.p_monotone:.3f})"


def rows_of(found: Sequence[tuple[Curve, Shape]]) -> list[list[str]]:
    """A row a curve."""
    rows = []
    for curve, shape in found:
        ends = [f"{number(mean)} ± {number((high - low) / 2.0)}" for mean, low, high in (tuple(float(part[at]) for part in shape.effect) for at in (0, -1))]
        costs = [number(float(shape.cost.mean[at])) for at in (0, -1)]
        given = f"`{curve.dose.term}`: {number(curve.values[0])} to {number(curve.values[-1])}"
        rows.append([
            f"`{curve.lever}`", given, f"`{curve.home}`", REGISTRY[curve.lever].main_outcome, *ends,
            monotone_words(curve, shape), shape_words(shape), *costs, for_nothing(curve, shape),
        ])  # fmt: skip
    return rows


def looks_wrong(curve: Curve, shape: Shape) -> bool:
    """Whether a reader would ask why: it bends back, something is for nothing, or the cost does not follow the dose."""
    return not shape.is_monotone or bool(shape.effect_without_cost or shape.cost_without_trace) or not shape.cost_follows


def page_of(found: Sequence[tuple[Curve, Shape]], files: Mapping[str, str], about: str, command: str) -> str:
    """The page: method, table, reasons, pictures."""
    asked = [curve.name for curve, shape in found if looks_wrong(curve, shape)]
    noisy = [curve.name for curve, shape in found if not shape.is_told]
    why = [f"- `{curve.name}`: {WHY[curve.name]}" for curve, _ in found if curve.name in WHY]
    open_ones = [f"`{name}`" for name in asked if name not in WHY]
    too_few = [f"`{name}`" for name in noisy]
    monotone = sum(shape.is_monotone for _, shape in found)
    told = sum(shape.is_told for _, shape in found)
    saturating = sum(shape.is_told and shape.bend is Verdict.RISES for _, shape in found)
    nothing = sum(bool(shape.effect_without_cost or shape.cost_without_trace) for _, shape in found)
    page = [
        *("# Dose-response curves of all levers", "", f"`{command}` makes this page.", ""),
        f"{about} {METHOD}",
        "",
        f"Of {len(found)} curves {monotone} are monotone within noise, {told} reach an effect that is told from 0, {saturating} of these saturate; "
        f"{nothing} have an effect without cost or a cost without a trace.",
        *("", table(HEAD, rows_of(found), left=4), ""),
        *((f"Not told from 0 with so few runs of this size, at the strongest dose: {', '.join(too_few)}.", "") if too_few else ()),
        *((f"Bent, for nothing, or with a cost that does not follow the dose, without a reason below: {', '.join(open_ones)}.", "") if open_ones else ()),
        *(("## Where a curve looks odd, and why it is right", "", *why, "") if why else ()),
        *(
            "## The curves",
            "",
            CURVES,
            "",
        ),
    ]
    for family, name in files.items():
        page += [f"### {family}", "", f"![Dose-response curves of levers that {family.lower()}](images/{name})", ""]
    return "\n".join(page)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.dose_response", description="Dose-response curves of all levers.")
    parser.add_argument("--out", type=Path, help="the page; standard output, without pictures, where absent")
    parser.add_argument("--levers", help="ids, joined by commas; all where absent")
    parser.add_argument("--replications", type=int, default=5)
    parser.add_argument("--sample", type=int, default=2_500, help="records in all, shared by the corridors of a scenario")
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where finished runs are kept")
    given = parser.parse_args(arguments)
    chosen = curves(given.levers.split(",") if given.levers else sorted(REGISTRY), given.years)
    numbers = pairs.run_all(planned(chosen, given.replications, given.sample, 1), given.folder, given.jobs)
    found = shapes(numbers, chosen)
    files = pictures(found, given.out.parent / "images") if given.out is not None else {}
    about = f"{given.replications} replications of {given.years} years, {grouped(given.sample)} records, inputs at their declared values."
    options = f"--replications {given.replications} --sample {given.sample} --years {given.years}"
    command = f"python -m experiments.studies.dose_response {options} --out docs/dose_response.md"
    publish(page_of(found, files, about, command), given.out)


if __name__ == "__main__":
    main()
