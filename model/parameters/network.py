"""Whom a household hears from."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Kind, Unit, declare


class Network(NamedTuple):
    """Directed ties, drawn in proportion to weight inside mixing pools."""

    same_community: float = declare(0.4, Unit.SHARE, "Share of ties sought in the same city among people of the same community of origin.",
                                    "Part des liens cherchés dans la même ville parmi les originaires de la même communauté.", likely=(0.2, 0.6), off=0.0)
    same_city: float = declare(0.4, Unit.SHARE, "Share of ties sought in the same city whatever the community.", "Part des liens cherchés dans la même ville, toutes communautés.", likely=(0.2, 0.55), off=0.0)
    same_faction: float = declare(0.5, Unit.SHARE, "Homophily: chance that a candidate of another faction is passed over.", "Homophilie : probabilité d'écarter un candidat d'une autre faction.", likely=(0.2, 0.7), off=0.0)
    same_generation: float = declare(0.4, Unit.SHARE, "Homophily: chance that a candidate of another generation is passed over.", "Homophilie : probabilité d'écarter un candidat d'une autre génération.", likely=(0.2, 0.6), off=0.0)
    tries: float = declare(6, Unit.COUNT, "Candidates looked at for each tie, on average, before homophily is given up for want of people alike.",
                           "Candidats examinés par lien, en moyenne, avant que l'homophilie cède faute de semblables.", low=1, high=100, kind=Kind.INTEGER, likely=(4, 12))
