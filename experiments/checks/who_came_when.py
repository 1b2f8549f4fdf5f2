"""Who came when in each corridor of a scenario, as its world will have it: years abroad at the start, arrivals from then on, and what does not fit together."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.inputs.settings import Corridor
from model.parameter import Text
from model.parameters import Parameters, parameters
from model.population.cohorts import FIVE_YEARS, Cohorts, all_cohorts, long_enough
from model.population.life_table import life_table_plainly
from scenarios.scenario import Scenario

from ..text import number

FAR = 0.05
"""Share of a stock that arrivals may miss before it is said."""


def who_came_when(scenario: Scenario, language: str = "en") -> list[dict[str, Any]]:
    """By corridor: mean years abroad, share there for less than five years, adults who arrive a year from the start on, and a sentence.

    Where no stocks of earlier years are given the arrivals are None: they replace those who leave, which is an assumption.
    """
    settings = scenario.settings()
    p = parameters(settings.parameters)
    cohorts = all_cohorts(settings, p.demography, life_table_plainly)
    return [_told(corridor, its_own, p, language) for corridor, its_own in zip(settings.corridors, cohorts, strict=True)]


def _told(corridor: Corridor, cohorts: Cohorts, p: Parameters, language: str) -> dict[str, Any]:
    shares = np.diff(cohorts.months, prepend=0.0)
    mean = float(shares @ (np.arange(len(shares)) + 0.5)) / 12.0
    recent = float(cohorts.months[FIVE_YEARS - 1])
    arrivals = None if cohorts.arrivals is None else 12.0 * p.demography.arrivals_go_on * cohorts.arrivals.blocks[-1].rate
    told = [_years(corridor.id, mean, recent, arrivals, language), *_misfits(corridor, cohorts, p, language)]
    missed = None if cohorts.arrivals is None else cohorts.arrivals.missed
    found = {"corridor": corridor.id, "mean_years": mean, "recent": recent, "arrivals_a_year": arrivals, "stock_missed": missed}
    return found | {"says": " ".join(told)}


def _years(corridor: str, mean: float, recent: float, arrivals: float | None, language: str) -> str:
    years, share = number(mean, language), number(100.0 * recent, language)
    start = Text(
        "{corridor}: at the start the first generation has been abroad for {years} years on average, {share} % of it for less than five",
        "{corridor} : au départ, la première génération est à l'étranger depuis {years} ans en moyenne, {share} % depuis moins de cinq ans",
    ).filled(corridor=corridor, years=years, share=share)
    if arrivals is None:
        return Text(
            "{start}. Not known who came when: arrivals replace those who leave (an assumption).",
            "{start}. On ne sait qui est venu quand : les arrivées remplacent les départs (hypothèse).",
        ).filled(start=start)(language)
    each = number(arrivals, language)
    return Text(
        "{start}; {each} adults arrive a year from then on.",
        "{start} ; {each} adultes arrivent par an ensuite.",
    ).filled(start=start, each=each)(language)


def _misfits(corridor: Corridor, cohorts: Cohorts, p: Parameters, language: str) -> list[str]:
    """Figures that contradict each other."""
    told = []
    if cohorts.arrivals is not None and cohorts.arrivals.missed > FAR:
        off = number(100.0 * cohorts.arrivals.missed, language)
        text = Text(
            "Stocks fell faster than exits and deaths explain, as where they were counted otherwise: one of an earlier year is off by {off} %.",
            "Des stocks ont baissé plus vite que ne l'expliquent départs et décès, comme après un autre comptage : l'un d'eux diffère de {off} %.",
        ).filled(off=off)
        told.append(text(language))
    could = long_enough(cohorts, p.nationality)
    if corridor.figures.naturalised_share > could:
        asked, most = (number(100.0 * share, language) for share in (corridor.figures.naturalised_share, could))
        text = Text(
            "naturalised_share is {asked} %, but only {most} % have been there long enough: these are all naturalised.",
            "naturalised_share vaut {asked} %, mais seuls {most} % sont là depuis assez longtemps : ceux-ci sont tous naturalisés.",
        ).filled(asked=asked, most=most)
        told.append(text(language))
    return told
