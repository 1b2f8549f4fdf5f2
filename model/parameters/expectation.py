"""What people expect of an offer that money, places or staff may not reach: the chance that a request is honoured, learnt from what they see."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Unit, declare


class Expectation(NamedTuple):
    """A share expected at first, kept up to date by what is honoured and what is refused, and how far people reckon with it."""

    prior: float = declare(0.8, Unit.SHARE, "Share of requests that people expect to be honoured when an offer is announced, before anybody has seen one answered.",
                           "Part des demandes que l'on s'attend à voir honorées quand une offre est annoncée, avant toute réponse.", likely=(0.6, 1.0))
    prior_weight: float = declare(10.0, Unit.COUNT, "Answers seen that weigh as much as that first expectation.", "Réponses observées qui pèsent autant que cette première attente.",
                                  low=0.01, high=10_000.0, likely=(3.0, 30.0))
    memory_months: float = declare(24.0, Unit.MONTHS, "Months after which an answer seen weighs half as much.", "Mois après lesquels une réponse observée pèse moitié moins.",
                                   low=1.0, high=1200.0, likely=(12.0, 48.0))
    empty_known: float = declare(0.8, Unit.SHARE, "Share of those concerned who know that money or places are used up for now.", "Part des intéressés qui savent que l'argent ou les places sont épuisés pour l'instant.",
                                 likely=(0.4, 1.0), off=0.0)
    reckoning: float = declare(1.0, Unit.ELASTICITY, "How far people reckon with the chance that an offer is honoured: elasticity of what it is worth to them; 1 in proportion, 0 not at all.",
                               "Combien on tient compte de la probabilité qu'une offre soit honorée : élasticité de ce qu'elle vaut ; 1 en proportion, 0 pas du tout.",
                               low=0.0, high=3.0, likely=(0.5, 1.5), off=0.0)
