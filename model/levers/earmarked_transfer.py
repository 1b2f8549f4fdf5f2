"""Earmarked transfers (an extension: GCM objective 20): money sent for schooling, labelled, in vouchers, paid to the school, or in a product that is matched."""

from __future__ import annotations

from typing import Any

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import EARMARK_FORMS, Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class EarmarkedTransfer(Lever):
    """As a label, a voucher or a payment to the school it is a way of sending what is sent anyway; a product, and whatever is matched, has to be signed up for.

    A match is a programme: it ends where the budget ends, and all who ask in a month then get the same share of it.
    """

    id = "earmarked_transfer"
    source = "GCM 20 (extension)"
    family = Family.EMPOWER
    label = Text("Earmarked transfers", "Transferts fléchés")
    says = Text(
        "Senders can say that money is for schooling: by a label, in vouchers, paid to the school, or through a product to sign up for, which public money may match.",
        "Les expéditeurs peuvent réserver l'argent à la scolarité : par une étiquette, en bons, versé à l'école, ou par un produit à souscrire, que l'argent public peut abonder.",
    )
    topic = Topic.REMITTANCE
    act = Act.REMIT
    support = Support.EARMARK
    main_outcome = "earmarked_received"
    doses = (Dose("match_ratio"),)
    reaches = "families_at_origin"
    process = "earmarks"
    doubt = "earmark_doubt"

    form: str = declare("product", Unit.CHOICE, "How money is earmarked: by a label on an ordinary transfer, as one paid to the school, as a voucher, or in a product of its own to sign up for.",
                        "Comment l'argent est fléché : étiquette sur un transfert ordinaire, versement à l'école, bon, ou produit à souscrire.", kind=Kind.CHOICE, choices=EARMARK_FORMS)
    match_ratio: float = declare(1.0, Unit.RATIO, "Public money per unit of private money; any above 0 has to be signed up for, whatever the form.",
                                 "Argent public par unité d'argent privé ; tout abondement suppose une souscription, quelle que soit la forme.", low=0.0, high=5.0)
    cap_usd: float = declare(2_000.0, Unit.USD_YEAR, "Public money a household and year at most.", "Argent public par ménage et par an, au plus.", low=0.0, high=1e6)
    desk_usd: float = declare(80_000.0, Unit.USD_YEAR, "What running it costs a year.", "Coût annuel de gestion.", low=0.0, high=1e8, likely=(40_000.0, 200_000.0))

    @property
    def is_signed_up_for(self) -> bool:
        """Whether it is a product, rather than a way of sending what is sent."""
        return self.form == "product" or self.match_ratio > 0.0

    def offer(self, offer: Offer, strength: float) -> Offer:
        form = 1.0 + EARMARK_FORMS.index(self.form)
        if self.is_signed_up_for:
            return offer._replace(earmark_form=form, earmark_open=strength, earmark_match=self.match_ratio, earmark_cap_usd=self.cap_usd)
        return offer._replace(earmark_form=form, earmark_use=strength)

    @property
    def is_idle(self) -> bool:
        return self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.desk_usd / 12.0 if self.is_active(month) else 0.0

    def least_usd(self, p: Any) -> float | None:
        """Any amount is shared out among those who ask."""
        return 0.0 if self.match_ratio > 0.0 and self.cap_usd > 0.0 else None
