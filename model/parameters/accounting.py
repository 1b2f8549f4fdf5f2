"""How money of different years is made comparable, and what comes back to the state. Nothing of it moves a household: it is for the accounts alone."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Accounting(NamedTuple):
    """Discounting, and taxes on what a policy sets off at origin."""

    discount_rate: float = declare(0.03, Unit.RATE_YEAR, "Discount rate of the present value of costs and benefits.", "Taux d'actualisation de la valeur présente des coûts et des avantages.",
                                   low=0.0, high=0.3, off=0.0)
    tax_take: float = declare(0.165, Unit.SHARE, "Share of visitors' spending, and of the value added of firms founded, that comes back to the state of origin in taxes.",
                              "Part des dépenses des visiteurs, et de la valeur ajoutée des entreprises créées, qui revient à l'État d'origine en impôts.",
                              low=0.0, high=0.6, likely=(0.1, 0.25), off=0.0, source="oecd_africa_revenue2020", grade="C", status=Status.LITERATURE)
    output_per_job: float = declare(2.0, Unit.RATIO, "Value added of a job in a firm founded at origin, in incomes per head there.",
                                    "Valeur ajoutée d'un emploi dans une entreprise créée au pays, en revenus par habitant.", low=0.0, high=10.0, likely=(1.0, 3.0), off=0.0)
    displaced_output: float = declare(0.25, Unit.SHARE, "Share of the value added of such firms that takes the place of others'.",
                                      "Part de la valeur ajoutée de ces entreprises qui prend la place de celle d'autres.", low=0.0, high=1.0, likely=(0.0, 0.5), off=0.0,
                                      source="hca2014", grade="D", status=Status.LITERATURE)
