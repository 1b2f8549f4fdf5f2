"""Earmarked transfers: control over the use of money, vouchers, signing up, what families add."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Earmarking(NamedTuple):
    """Money that is sent for a purpose: what that is worth to its sender, who signs up, and what comes of it."""

    control_worth: float = declare(0.172, Unit.SHARE, "Rise of what is sent where its use is fully controlled, as when it is paid to a school.", "Hausse de l'envoi dont l'usage est entièrement maîtrisé, comme versé à une école.", low=0.0, high=1.0, likely=(0.1, 0.28), off=0.0,
                                   source="dearcangelis2015", grade="A", status=Status.LITERATURE)
    label_control: float = declare(0.87, Unit.SHARE, "How far a family honours a label: share of the control that payment to the school gives.", "Respect d'une étiquette par la famille : part de la maîtrise que donne le versement à l'école.", likely=(0.6, 1.0), off=0.0,
                                   source="dearcangelis2015", grade="A", status=Status.LITERATURE)
    purpose_share: float = declare(0.25, Unit.SHARE, "Share of an ordinary transfer that its sender means for schooling, and labels so.", "Part d'un transfert ordinaire que l'expéditeur destine à la scolarité et étiquette ainsi.", likely=(0.1, 0.4), off=0.0)
    voucher_loss: float = declare(0.35, Unit.SHARE, "What the loss of free choice costs, share of what a voucher brings beyond what the family would buy of its goods anyway.",
                                  "Coût de la perte de choix, part de ce qu'un bon apporte au-delà de ce que la famille achèterait de toute façon.", low=0.0, high=1.0, likely=(0.2, 0.5), off=0.0)
    basket_share: float = declare(0.4, Unit.SHARE, "What a family would buy of such goods anyway, share of its income.", "Ce qu'une famille achèterait de toute façon de ces biens, part de son revenu.", likely=(0.25, 0.55))
    sign_up_base: float = declare(-2.78, Unit.LOGIT, "Log odds of signing up in a year where a USD sent so is worth two sent as always.", "Log-cote annuelle de souscription quand un USD ainsi envoyé en vaut deux envoyés comme d'ordinaire.", low=-20.0, high=3.0, likely=(-3.3, -2.3), off=-20.0,
                                  source="ambler2015", grade="A", status=Status.LITERATURE)
    sign_up_response: float = declare(1.12, Unit.LOGIT, "Rise of the log odds per log point of what it is worth beyond.", "Hausse de la log-cote par point de log de ce surcroît de valeur.", low=0.0, high=5.0, likely=(0.7, 1.6), off=0.0,
                                      source="ambler2015", grade="A", status=Status.LITERATURE)
    worth_least: float = declare(0.01, Unit.SHARE, "What a USD sent so is worth beyond one sent as always, at least, in this choice.", "Surcroît de valeur minimal d'un USD ainsi envoyé, dans ce choix.", low=0.001, high=0.5, likely=(0.005, 0.03))
    earmark_share: float = declare(0.012, Unit.SHARE, "Mean share of a year's income that goes into such a product.", "Part moyenne du revenu annuel versée dans un tel produit.", high=0.5, likely=(0.006, 0.025), off=0.0)
    size_spread: float = declare(0.6, Unit.RATIO, "Standard deviation of the log of what is put in, given income.", "Écart-type du logarithme du montant versé, à revenu donné.", low=0.0, high=2.0, likely=(0.4, 0.9), off=0.0)
    earmark_most: float = declare(0.1, Unit.SHARE, "Share of a year's income that it takes at most.", "Part maximale du revenu annuel.", low=0.001, high=0.5, likely=(0.06, 0.15))
    crowd_in: float = declare(2.72, Unit.RATIO, "What a family adds of its own per USD of earmarked money that is used for its purpose.", "Ce qu'une famille ajoute elle-même par USD fléché utilisé comme prévu.", low=0.0, high=10.0, likely=(0.5, 4.0), off=0.0,
                              source="ambler2015", grade="A", status=Status.LITERATURE)
    added_most: float = declare(0.2, Unit.SHARE, "Share of a family's income that it adds at most.", "Part maximale de son revenu qu'une famille ajoute.", likely=(0.1, 0.3), off=0.0)
