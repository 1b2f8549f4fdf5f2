"""Tax incentive for diaspora investors (P2d, P6d): profits of new diaspora firms are taxed less for some years."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Topic
from .dose import Dose
from .lever import Lever


class TaxIncentive(Lever):
    """An entitlement: it cannot run out; the revenue forgone counts those too who would have invested anyway."""

    id = "tax_incentive"
    source = "P2d, P6d"
    family = Family.ENABLE
    label = Text("Tax incentive for investors", "Incitation fiscale aux investisseurs")
    says = Text(
        "Profits of productive investment and new firms of the diaspora are taxed less for some years.",
        "Les bénéfices des investissements productifs et des nouvelles entreprises de la diaspora sont moins imposés pendant quelques années.",
    )
    topic = Topic.INVESTMENT
    act = Act.INVEST_PRODUCTIVE
    main_outcome = "investment_productive"
    doses = (Dose("rate_cut_points"),)
    entitlement = True
    forgoes = ("FORGONE",)

    rate_cut_points: float = declare(10.0, Unit.POINTS, "Cut of the tax rate on profits.", "Baisse du taux d'impôt sur les bénéfices.", low=0.0, high=50.0)
    years: float = declare(5.0, Unit.YEARS, "Years for which a new investment keeps the lower rate.", "Années pendant lesquelles un nouvel investissement garde le taux réduit.",
                           low=0.0, high=30.0)
    cap_usd: float = declare(50_000.0, Unit.USD_YEAR, "Tax forgone per investment and year at most.", "Impôt abandonné par investissement et par an, au plus.",
                             low=0.0, high=1e8)
    associates: bool = declare(False, Unit.YES_NO, "Whether partners who are not of the diaspora get the lower rate on their share too.",
                               "Si les associés hors diaspora ont aussi le taux réduit sur leur part.", kind=Kind.BOOLEAN)

    def offer(self, offer: Offer, strength: float) -> Offer:
        cut = min(self.rate_cut_points / 100.0 * strength, offer.tax_rate)
        return offer._replace(tax_cut=cut, tax_cut_months=12.0 * self.years, tax_cut_cap_usd=self.cap_usd, tax_cut_associates=float(self.associates))

    @property
    def is_idle(self) -> bool:
        return self.rate_cut_points == 0.0 or self.years == 0.0 or self.cap_usd == 0.0
