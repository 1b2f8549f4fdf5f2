"""C42 to C47: assignments of experts, knowledge networks, return."""

from __future__ import annotations

import numpy as np

from ...runs.simulate import Run
from ..declaration import fact
from ..estimate import Estimate
from ..samples import Runs
from ..settings import LESS, MOROCCANS
from ..study import Study
from ..windows import panel_array


@fact(
    id="C42",
    channel="skills",
    grade="C",
    band={"a registrant": (0.3, 0.8), "a request": (0.7, 1.0), "women": (0.15, 0.35)},
    source="TRQN, IOM the Netherlands",
    unit="assignments; share",
)
def placement_funnel(study: Study) -> dict[str, Estimate]:
    """A scheme of four years placed 272 experts of 500 registered on 280 requests; a quarter were women."""
    runs = _scheme(study)
    served = _served(study, runs)
    women = sum((study.outcome(runs, f"placements_{kind}", group=("sex", "female")) for kind in ("physical", "virtual")), start=served * 0.0)
    return {
        "a registrant": served / study.outcome(runs, "placement_applications"),
        "a request": served / study.outcome(runs, "placement_requests"),
        "women": women / served,
    }


def _scheme(study: Study) -> Runs:
    return study.run(MOROCCANS, levers={"skills_placement": {"places_per_year": 90, "officers": 4}}, years=4, sample=8000)


def _served(study: Study, runs: Runs) -> Estimate:
    return study.outcome(runs, "placements_physical") + study.outcome(runs, "placements_virtual")


@fact(id="C43", channel="skills", grade="C", band=(10.0, 60.0), source="IOM, MIDA Somalia", unit="assignments a year and 100,000 of a diaspora")
def deployments(study: Study) -> Estimate:
    """Schemes of many years send 10 to 60 experts a year for 100,000 people of a diaspora."""
    runs = _scheme(study)
    return _served(study, runs) / 4.0 / study.total(runs, "size") * 1e5


@fact(
    id="C44",
    channel="skills",
    grade="D",
    band={"active": (0.10, 0.20), "after eight years against two": LESS},
    source="SANSA, South Africa",
    unit="share; ratio",
)
def knowledge_networks(study: Study) -> dict[str, Estimate]:
    """Of the members of a knowledge network 10 to 20 % are active, and fewer after two or three years."""
    runs = study.run(MOROCCANS, levers={"knowledge_network": {}}, set={"parameters.information.broadcast": 1.0}, years=8, sample=8000)
    early, late = (
        study.outcome(runs, "network_active", months=months) / study.outcome(runs, "network_members", months=months) for months in ((12, 24), (84, 96))
    )
    return {"active": early, "after eight years against two": late / early}


@fact(
    id="C45",
    channel="skills",
    grade="C",
    band=(9.0, 14.0),
    source="undp_deed",
    unit="chapters after 24 months",
    replications=3,
    levers=("business_network",),
)
def chapters(study: Study) -> Estimate:
    """Business networks of one diaspora grew from 9 to 14 chapters within two years."""
    return study.outcome(study.run("kosovo_deed", years=2, sample=6000), "chapters")


@fact(
    id="C46",
    channel="skills",
    grade="C",
    band={"applications, share of the skilled a year": (0.0005, 0.004), "approved": (0.4, 0.8)},
    source="Malaysia REP",
    unit="share",
)
def return_incentive(study: Study) -> dict[str, Estimate]:
    """Of the skilled abroad 0.1 % a year apply for a package for coming home, and 63 % of them are approved."""
    runs = study.run(MOROCCANS, levers={"talent_attraction": {"officers": 6}}, years=8, sample=8000)
    asked = study.outcome(runs, "post_applications")
    skilled = study.total(runs, "skill == 'high'")
    return {"applications, share of the skilled a year": asked / 8.0 / skilled, "approved": study.outcome(runs, "posts_filled") / asked}


@fact(id="C47", channel="skills", grade="B", band={"gone in five years": (0.20, 0.50), "later against early": LESS}, source="OECD 2008", unit="share; ratio")
def early_return(study: Study) -> dict[str, Estimate]:
    """Of arrivals 20 to 50 % leave within five years, and the longer they stay the fewer leave."""
    runs: Runs = study.run(MOROCCANS, years=5, sample=6000, record=("years_abroad", "generation", "age", "id", "status"))

    def gone(run: Run, least: float, most: float) -> float:
        months = run.months
        assert months is not None
        years, generation, age, people = (panel_array(months, name)[0] for name in ("years_abroad", "generation", "age", "id"))
        at_end = panel_array(months, "id")[-1]
        there = panel_array(months, "status")[-1] == 1
        cohort = (generation == 0) & (years >= least) & (years < most) & (age < 55.0)
        weights = run.households["weight"].to_numpy()[: len(cohort)]
        left = ~((at_end == people) & there)
        return float(np.average(left[cohort], weights=weights[cohort]))

    early = study.each(runs, lambda run: gone(run, 0.0, 1.0), "new arrivals who left")
    late = study.each(runs, lambda run: gone(run, 8.0, 20.0), "others who left")
    return {"gone in five years": early, "later against early": late / early}
