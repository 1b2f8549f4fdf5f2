"""What all levers have: for whom they are, and their dates, money and payer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import Problem
from ..parameter import Kind, Parameter, Unit, declare
from ..records.vocabulary import GENERATIONS, PAYERS, SECTORS, SEXES, SKILLS

ELIGIBILITY: Mapping[str, Parameter] = {
    "corridors": Parameter(None, Unit.LIST, "Corridors (ORIGIN-RESIDENCE) that are offered it; absent: all.",
                           "Corridors (ORIGINE-RÉSIDENCE) auxquels il est offert ; absent : tous.", kind=Kind.LIST, optional=True),
    "communities": Parameter(None, Unit.LIST, "Communities of origin, by number from 1 (the poorest) or 'poorest:N' or 'richest:N'; absent: all.",
                             "Communautés d'origine, par numéro depuis 1 (la plus pauvre), ou 'poorest:N' ou 'richest:N' ; absent : toutes.",
                             kind=Kind.PLACES, optional=True),
    "sex": Parameter(None, Unit.CHOICE, "Sex of the head of household; absent: both.", "Sexe du chef de ménage ; absent : les deux.",
                     kind=Kind.CHOICE, choices=SEXES, optional=True),
    "generation": Parameter(None, Unit.LIST, "Generations; absent: all.", "Générations ; absent : toutes.", kind=Kind.LIST,
                            choices=GENERATIONS, optional=True),
    "skill": Parameter(None, Unit.LIST, "Skill levels; absent: all.", "Niveaux de qualification ; absent : tous.", kind=Kind.LIST,
                       choices=SKILLS, optional=True),
    "sector": Parameter(None, Unit.LIST, "Sectors of work of the head, which are those of the firms and stakes of the household; absent: all.",
                        "Secteurs d'activité du chef de ménage, qui sont ceux des entreprises et parts du ménage ; absent : tous.", kind=Kind.LIST, choices=SECTORS, optional=True),
    "random_share": Parameter(1.0, Unit.SHARE, "Share of the eligible, drawn by lot, that are offered it; 0 offers it to nobody.",
                              "Part des ménages éligibles, tirés au sort, à qui il est offert ; 0 : personne."),
    "arm": Parameter(None, Unit.CHOICE, "Name of a trial arm: levers of one arm are offered to the same households.",
                     "Nom d'un bras d'essai : les leviers d'un même bras sont offerts aux mêmes ménages.", kind=Kind.CHOICE, optional=True),
}


@dataclass(frozen=True)
class Eligibility:
    """For whom a lever is. Fields as in ELIGIBILITY; None means no restriction."""

    corridors: tuple[str, ...] | None = None
    communities: tuple[str | int, ...] | None = None
    sex: str | None = None
    generation: tuple[str, ...] | None = None
    skill: tuple[str, ...] | None = None
    sector: tuple[str, ...] | None = None
    random_share: float = 1.0
    arm: str | None = None

    @property
    def is_universal(self) -> bool:
        """Whether everybody is offered the lever."""
        return self == Eligibility(arm=self.arm)

    def problems(self, prefix: str) -> list[Problem]:
        """What is wrong with its values."""
        declared = ((name, parameter) for name, parameter in ELIGIBILITY.items() if name != "arm")
        return [found for name, parameter in declared if (found := parameter.problem(f"{prefix}.{name}", getattr(self, name))) is not None]


COMMON: Mapping[str, Parameter] = {
    "from_month": declare(0, Unit.MONTHS, "First month in force; 0 is the first month after the burn-in.",
                          "Premier mois en vigueur ; 0 est le premier mois après la mise en régime.", low=0, high=1200, kind=Kind.INTEGER),
    "to_month": declare(None, Unit.MONTHS, "First month no longer in force; absent: to the end.",
                        "Premier mois où il n'est plus en vigueur ; absent : jusqu'à la fin.", low=0, high=1200, kind=Kind.INTEGER, optional=True),
    "ramp_months": declare(0, Unit.MONTHS, "Months over which it grows to full strength.", "Mois de montée en puissance.",
                           low=0, high=120, kind=Kind.INTEGER),
    "budget_usd": declare(None, Unit.USD_YEAR, "Budget a year; absent: unlimited.", "Budget par an ; absent : illimité.",
                          low=0.0, high=1e12, optional=True),
    "paid_by": declare("origin_state", Unit.CHOICE, "Who pays.", "Qui paie.", kind=Kind.CHOICE, choices=PAYERS),
    "funding": declare("institutional", Unit.CHOICE, "Project money ends for good; institutional money is renewed each year.",
                       "L'argent de projet s'arrête ; l'argent institutionnel est renouvelé chaque année.",
                       kind=Kind.CHOICE, choices=("project", "institutional")),
    "renewal_probability": declare(None, Unit.PROBABILITY_YEAR, "Chance that institutional money is renewed each year; absent: the ministry's, or 1 where there is none.",
                                   "Probabilité que l'argent institutionnel soit renouvelé chaque année ; absent : celle du ministère, ou 1 s'il n'y en a pas.",
                                   optional=True),
}
