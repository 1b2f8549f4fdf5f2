"""Attachment, trust and grievance: how relations move (D0, F2, F9, F13, O5)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Belonging(NamedTuple):
    """Four attachments, trust per institution, grievance."""

    attachment: float = declare(0.65, Unit.INDEX, "Mean attachment of the first generation on arrival.", "Attachement moyen de la première génération à l'arrivée.", low=0.0, high=1.0, likely=(0.55, 0.75))
    attachment_spread: float = declare(0.15, Unit.INDEX, "Standard deviation of attachment between households.", "Écart-type de l'attachement entre ménages.", low=0.0, high=0.5, likely=(0.1, 0.2), off=0.0)
    generation_fade: float = declare(0.3, Unit.SHARE, "Share of attachment lost from one generation to the next.", "Part de l'attachement perdue d'une génération à l'autre.", low=0.0, high=1.0, likely=(0.15, 0.45), off=0.0)
    yearly_fade: float = declare(0.012, Unit.RATE_YEAR, "Yearly fading of attachment with years abroad.", "Baisse annuelle de l'attachement avec les années à l'étranger.", low=0.0, high=0.2, likely=(0.005, 0.02), off=0.0)
    member_effect: float = declare(0.12, Unit.INDEX, "How much membership of an association raises social attachment, in time.", "Hausse, à terme, de l'attachement social par l'adhésion.", low=0.0, high=1.0, likely=(0.05, 0.2), off=0.0)
    adjustment: float = declare(0.03, Unit.RATE_MONTH, "Speed at which attachment moves.", "Vitesse d'ajustement de l'attachement.", low=0.0, high=1.0, likely=(0.02, 0.06), off=0.0)
    trust_start: float = declare(0.45, Unit.INDEX, "Mean trust in institutions before any experience.", "Confiance moyenne dans les institutions avant toute expérience.", low=0.0, high=1.0, likely=(0.3, 0.6))
    trust_spread: float = declare(0.15, Unit.INDEX, "Standard deviation of that trust.", "Écart-type de cette confiance.", low=0.0, high=0.5, likely=(0.1, 0.2), off=0.0)
    trust_gain: float = declare(0.08, Unit.SHARE, "Share of the distance to full trust gained when a promise is kept.", "Part de la distance à la confiance totale gagnée par promesse tenue.", low=0.0, high=1.0, likely=(0.04, 0.12), off=0.0)
    trust_loss: float = declare(0.2, Unit.SHARE, "Share of trust lost when a promise is broken.", "Part de la confiance perdue par promesse rompue.", low=0.0, high=1.0, likely=(0.1, 0.3), off=0.0, source="slovic1993", grade="C", status=Status.LITERATURE)
    trust_drift: float = declare(36.0, Unit.MONTHS, "Half-life of the drift back to the starting trust.", "Demi-vie du retour à la confiance initiale.", low=1.0, high=1200.0, likely=(24.0, 48.0))
    faction_distrust: float = declare(0.1, Unit.INDEX, "How much less factions B and C trust the state of origin.", "Moindre confiance des factions B et C dans l'État d'origine.", low=0.0, high=0.5, likely=(0.0, 0.2), off=0.0)
    grievance_gain: float = declare(0.1, Unit.SHARE, "Share of the distance to full grievance added when one is blocked or left waiting.", "Part de la distance au ressentiment total ajoutée par blocage ou attente vaine.", low=0.0, high=1.0, likely=(0.05, 0.2), off=0.0)
    grievance_fade: float = declare(0.03, Unit.RATE_MONTH, "Monthly fading of grievance.", "Baisse mensuelle du ressentiment.", low=0.0, high=1.0, likely=(0.015, 0.06))
    faction_spread: float = declare(0.2, Unit.SHARE, "Part of a change of trust by an experience that those who hear of it take over.", "Part d'un changement de confiance par expérience que reprennent ceux qui l'apprennent.", low=0.0, high=1.0, likely=(0.05, 0.4), off=0.0)
    faction_reach: float = declare(30.0, Unit.HOUSEHOLDS, "Households of the same faction and corridor who hear of one household's experience.", "Ménages de la même faction et du même corridor qui apprennent l'expérience d'un ménage.", low=0.0, high=500.0, likely=(8.0, 60.0), off=0.0)
    attachment_least: float = declare(0.02, Unit.INDEX, "Least attachment that anybody arrives with.", "Attachement minimal à l'arrivée.", low=0.0, high=1.0, likely=(0.0, 0.05))
    trust_edge: float = declare(0.02, Unit.INDEX, "How far trust before any experience is at least from none, and from full.", "Distance minimale de la confiance initiale à la confiance nulle et à la confiance totale.", low=0.0, high=0.5, likely=(0.0, 0.05))
    hearsay_most: float = declare(0.1, Unit.INDEX, "Largest move of a faction's trust by what it hears in a month.", "Variation mensuelle maximale de la confiance d'une faction par ouï-dire.", low=0.0, high=1.0, likely=(0.05, 0.2), off=0.0)
