"""How a figure of the table was found: read, computed from what was read, or imputed; from which source, under which licence, and by what rule."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from model.parameter import Text


class Found(StrEnum):
    """How sure a figure is."""

    READ = "read"
    COMPUTED = "computed"
    IMPUTED = "imputed"


class How(NamedTuple):
    """One way in which figures were found; `source` is a key of the bibliography, "assumption" where a rule was declared."""

    found: Found
    source: str
    licence: str
    says: Text


IGO = "CC BY 3.0 IGO"
CC = "CC BY 4.0"
ETALAB = "Etalab 2.0"
OWN = "of this product"

HOWS: Mapping[str, How] = MappingProxyType(
    {
        "un2020": How(Found.READ, "undesa2020", IGO, Text("read", "lu")),
        "un2019": How(Found.READ, "undesa2019", IGO, Text("read; the edition of 2020 has no such corridor", "lu ; l'édition 2020 n'a pas ce corridor")),
        "kn2017": How(Found.READ, "knomad2017", CC, Text("read; UN DESA has no such corridor", "lu ; l'ONU n'a pas ce corridor")),
        "un_pop": How(Found.COMPUTED, "undesa2020", IGO, Text("population in thousands, times 1 000", "population en milliers, multipliée par 1 000")),
        "wdi": How(Found.READ, "wdi2023", CC, Text("read", "lu")),
        "wdi_ratio": How(Found.COMPUTED, "wdi2023", CC, Text("current USD; GDP divided by population", "USD courants ; PIB divisé par la population")),
        "wdi_old": How(
            Found.READ, "wdi2023", CC, Text("current USD; an older year, the newest there is", "USD courants ; une année plus ancienne, la dernière connue")
        ),
        "wdi_share": How(Found.COMPUTED, "wdi2023", CC, Text("per cent divided by 100", "pour cent divisés par 100")),
        "wdi_median": How(
            Found.COMPUTED,
            "wdi2023",
            CC,
            Text("median of the years without zeros; the range is that of the years", "médiane des années sans les zéros ; l'étendue est celle des années"),
        ),
        "wdr": How(Found.COMPUTED, "wdr2023", CC, Text("share of people aged 15 and more, all corridors together", "part des 15 ans et plus, tous corridors")),
        "un_share": How(Found.COMPUTED, "undesa2020", IGO, Text("women divided by both sexes", "femmes rapportées aux deux sexes")),
        "wgi": How(
            Found.COMPUTED,
            "wgi2020",
            CC,
            Text("mean of the six estimates, mapped from -2.5..2.5", "moyenne des six estimations, ramenée de -2,5..2,5"),
        ),
        "wgi_stability": How(Found.COMPUTED, "wgi2020", CC, Text("political stability, mapped from -2.5..2.5", "stabilité politique, ramenée de -2,5..2,5")),
        "l05": How(
            Found.COMPUTED,
            "globalcit2020",
            CC,
            Text("1 minus L05: loss on acquiring another nationality", "1 moins L05 : perte en cas d'acquisition d'une autre nationalité"),
        ),
        "a06b": How(Found.READ, "globalcit2020", CC, Text("A06b: asked on ordinary naturalisation", "A06b : exigé pour une naturalisation ordinaire")),
        "db": How(Found.READ, "doing_business", CC, Text("read", "lu")),
        "db_share": How(Found.COMPUTED, "doing_business", CC, Text("per cent divided by 100", "pour cent divisés par 100")),
        "region": How(
            Found.IMPUTED,
            "assumption",
            OWN,
            Text(
                "not known: median of the countries of its region, range 5 to 95 % of these",
                "inconnu : médiane des pays de sa région, étendue de 5 à 95 % de ceux-ci",
            ),
        ),
        "majority": How(
            Found.IMPUTED, "assumption", OWN, Text("not known: what most countries of its region do", "inconnu : ce que font la plupart des pays de sa région")
        ),
        "rule": How(Found.IMPUTED, "assumption", OWN, Text("by a declared rule", "par une règle déclarée")),
        "by_total": How(
            Found.IMPUTED,
            "assumption",
            OWN,
            Text(
                "with it the rules of the model send what WDI says was received in 2013 to 2017; range: how totals moved by 2019 to 2021",
                "avec elle les règles du modèle envoient ce que WDI dit reçu de 2013 à 2017 ; étendue : comment les totaux ont bougé jusqu'à 2019-2021",
            ),
        ),
        "odds": How(
            Found.IMPUTED,
            "assumption",
            OWN,
            Text(
                "from the share among all emigrants of the origin and all immigrants of the residence country: odds multiply",
                "de la part parmi tous les émigrés de l'origine et tous les immigrés du pays de résidence : les cotes se multiplient",
            ),
        ),
        "rpw": How(
            Found.COMPUTED,
            "worldbank_rpw",
            CC,
            Text("last quarter of the year, USD 200; per cent divided by 100", "dernier trimestre de l'année, 200 USD ; pour cent divisés par 100"),
        ),
        "cost_in": How(
            Found.IMPUTED,
            "assumption",
            OWN,
            Text("mean of all sending countries (World Bank)", "moyenne de tous les pays d'envoi (Banque mondiale)"),
        ),
        "cost_out": How(
            Found.IMPUTED,
            "assumption",
            OWN,
            Text("mean of all receiving countries (World Bank)", "moyenne de tous les pays de réception (Banque mondiale)"),
        ),
        "cost_any": How(Found.IMPUTED, "assumption", OWN, Text("median of all corridors with a price", "médiane de tous les corridors au prix connu")),
        "gravity": How(
            Found.IMPUTED,
            "assumption",
            OWN,
            Text(
                "a law of trade fitted to all pairs of 2006 (incomes, distance, language), at incomes of now",
                "une loi du commerce ajustée à toutes les paires de 2006 (revenus, distance, langue), aux revenus actuels",
            ),
        ),
        "cepii": How(Found.READ, "cepii", ETALAB, Text("km between main cities", "km entre villes principales")),
        "arc": How(
            Found.COMPUTED,
            "cepii",
            ETALAB,
            Text("great circle between main cities, by coordinates", "orthodromie entre villes principales, par coordonnées"),
        ),
        "unhcr": How(Found.READ, "unhcr2020", CC, Text("refugees", "réfugiés")),
    }
)
