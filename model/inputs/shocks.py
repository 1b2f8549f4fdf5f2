"""Things that happen: dated events outside anybody's control. They change circumstances, never parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..communities import places_problem
from ..errors import Problem
from ..parameter import Kind, Parameter, Text, Unit, declare

SHOCKS: Mapping[str, Text] = {
    "disaster": Text("A disaster at origin: a share of yearly income is lost where it strikes.", "Une catastrophe au pays d'origine : une part du revenu annuel est perdue là où elle frappe."),
    "recession_residence": Text("A recession in the residence country: incomes fall and jobs are lost.", "Une récession dans le pays de résidence : les revenus baissent et des emplois sont perdus."),
    "recession_origin": Text("A recession at origin: incomes of families fall.", "Une récession au pays d'origine : les revenus des familles baissent."),
    "trade_barrier": Text("A barrier to trade between the two countries: its cost rises.", "Un obstacle au commerce entre les deux pays : son coût augmente."),
    "travel_ban": Text("A travel ban: no visits and no assignments in person.", "Une interdiction de voyager : ni visites ni missions sur place."),
    "fee_discount": Text("Operators cut the fees of formal transfers for a time.", "Les opérateurs réduisent pour un temps les frais des transferts formels."),
}

SHOCK_PARAMETERS: Mapping[str, Parameter] = {
    "kind": declare("disaster", Unit.CHOICE, "What happens.", "Ce qui arrive.", kind=Kind.CHOICE, choices=tuple(SHOCKS)),
    "month": declare(0, Unit.MONTHS, "First month; 0 is the first month after the burn-in.", "Premier mois ; 0 est le premier mois après la mise en régime.",
                     low=0, high=1200, kind=Kind.INTEGER),
    "months": declare(1, Unit.MONTHS, "How many months it lasts.", "Combien de mois il dure.", low=1, high=1200, kind=Kind.INTEGER),
    "size": declare(0.1, Unit.SHARE, "Disaster: share of yearly income lost; recession: share by which incomes fall; travel ban: share of travel stopped; discount: part of the fee taken off; barrier: rise of the cost of trade.",
                    "Catastrophe : part du revenu annuel perdue ; récession : part de baisse des revenus ; interdiction : part des voyages arrêtés ; rabais : part des frais retirée ; obstacle : hausse du coût du commerce.", low=0.0, high=1.0),
    "communities": declare(None, Unit.LIST, "Where a disaster strikes: numbers from 1 (the poorest), 'poorest:N' or 'richest:N'; absent: all.",
                           "Où une catastrophe frappe : numéros depuis 1 (la plus pauvre), 'poorest:N' ou 'richest:N' ; absent : partout.", kind=Kind.PLACES, optional=True),
    "share": declare(1.0, Unit.SHARE, "Share of the families struck there.", "Part des familles touchées.", low=0.0, high=1.0),
    "random_share": declare(1.0, Unit.SHARE, "Share of households, drawn by lot, to whom it happens; of recessions, travel bans and discounts alone.",
                            "Part des ménages, tirés au sort, à qui cela arrive ; pour récessions, interdictions et rabais seulement.", low=0.0, high=1.0),
    "arm": declare(None, Unit.CHOICE, "Name of a trial arm: shocks and levers of one arm, of the same random share, are for the same households; absent: the kind.",
                   "Nom d'un bras d'essai : chocs et leviers d'un même bras, de même part tirée au sort, visent les mêmes ménages ; absent : le type.", kind=Kind.CHOICE, optional=True),
}

BY_LOT = ("recession_residence", "recession_origin", "travel_ban", "fee_discount")
"""What can happen to some households and not to their neighbours."""


@dataclass(frozen=True)
class Shock:
    """One event; fields as in SHOCK_PARAMETERS. `origin` restricts a shock to one origin country, `residence` to one residence country."""

    kind: str
    month: int = 0
    months: int = 1
    size: float = 0.1
    communities: tuple[str | int, ...] | None = None
    share: float = 1.0
    origin: str | None = None
    residence: str | None = None
    random_share: float = 1.0
    arm: str | None = None

    @property
    def is_by_lot(self) -> bool:
        """Whether it happens to some households alone, drawn by lot."""
        return self.random_share < 1.0

    @property
    def lot(self) -> str:
        """Name of the lot by which they are drawn."""
        return self.arm or self.kind

    def lot_problem(self, number: int) -> Problem | None:
        """What is wrong with drawing by lot to whom shock `number` happens, or None."""
        if self.kind in BY_LOT or (self.random_share == 1.0 and self.arm is None):
            return None
        key = "random_share" if self.random_share != 1.0 else "arm"
        if self.kind == "disaster":
            says = Text("a disaster strikes a share of the families by lot already: give `share`", "une catastrophe frappe déjà une part des familles tirée au sort : donner `share`")
        else:
            says = Text("a barrier to trade is there for all firms", "un obstacle au commerce vaut pour toutes les entreprises")
        allowed = Text("left out, or a shock of the kinds {kinds}", "rien, ou un choc du type {kinds}").filled(kinds=", ".join(BY_LOT))
        return Problem(f"shocks.{number}.{key}", says, value=getattr(self, key), allowed=allowed)

    def is_on(self, month: int) -> bool:
        """Whether it is happening in `month`."""
        return self.month <= month < self.month + self.months

    def place_problem(self, number: int, n_local: int) -> Problem | None:
        """What is wrong with where shock `number` strikes in a world of `n_local` communities an origin, or None."""
        return None if self.communities is None else places_problem(f"shocks.{number}.communities", self.communities, n_local)
