"""Published tables, read as their publishers publish them: each format in a file, checked, and told what is wrong with it where it does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from model.errors import UNREADABLE, InputError, Problem, nearest, told_by_system
from model.parameter import Text

from . import (
    citizenship,
    doing_business,
    education,
    geodist,
    governance,
    refugees,
    remittance_prices,
    stock_by_sex,
    trade,
    un_stock,
    un_workbook,
    wdi,
    world_bank_matrix,
)
from .imported import Imported, Key, Spec

__all__ = ["KINDS", "Imported", "Key", "Kind", "Spec", "read"]


NO_KIND = Text("there is no kind {kind}", "il n'y a pas de type {kind}")


class Kind(NamedTuple):
    """A format: how it is read, what it is, and by what names its files are found in a folder."""

    read: Callable[[str | Path], Imported]
    says: Text
    files: tuple[str, ...]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "un_stock_2020": Kind(
            un_stock.read_pairs,
            Text("UN DESA migrant stock, a row a pair of origin and destination", "Stocks de migrants, ONU, une ligne par paire"),
            ("un_desa_migrant_stock_*_origin_destination.csv",),
        ),
        "un_stock_2019": Kind(
            un_stock.read_matrix,
            Text("UN DESA migrant stock, a column an origin", "Stocks de migrants, ONU, une colonne par origine"),
            ("un_desa_migrant_stock_*_by_destination_and_origin.csv",),
        ),
        "un_workbook": Kind(
            un_workbook.read,
            Text("UN DESA migrant stock by destination and sex, the workbook", "Stocks de migrants par destination et sexe, le classeur de l'ONU"),
            ("undesa_pd_*_ims_stock_by_sex_and_destination.xlsx",),
        ),
        "world_bank_stock": Kind(
            world_bank_matrix.read_migrants,
            Text("World Bank matrix of migrants", "Matrice des migrants, Banque mondiale"),
            ("wb_bilateral_migration_matrix_*.csv",),
        ),
        "world_bank_remittances": Kind(
            world_bank_matrix.read_remittances,
            Text("World Bank matrix of remittances", "Matrice des envois, Banque mondiale"),
            ("wb_bilateral_remittance_matrix_*.csv",),
        ),
        "wdi": Kind(
            wdi.read,
            Text("World Development Indicators, a column a year", "Indicateurs du développement dans le monde, une colonne par année"),
            ("wdi_*.csv", "doing_business_days_*.csv", "doing_business_procedures_*.csv"),
        ),
        "remittance_prices": Kind(
            remittance_prices.read, Text("Remittance Prices Worldwide, corridors", "Prix des envois dans le monde, corridors"), ("rpw_*.csv",)
        ),
        "governance": Kind(governance.read, Text("Worldwide Governance Indicators", "Indicateurs mondiaux de gouvernance"), ("wgi_*.csv",)),
        "doing_business_cost": Kind(
            doing_business.read_cost,
            Text("Doing Business, cost of registering a firm", "Doing Business, coût d'immatriculation"),
            ("doing_business_cost_*.csv",),
        ),
        "doing_business_rank": Kind(doing_business.read_rank, Text("Doing Business, ranking", "Doing Business, classement"), ("doing_business_rank_*.csv",)),
        "citizenship": Kind(citizenship.read, Text("GLOBALCIT citizenship law", "GLOBALCIT, droit de la nationalité"), ("globalcit_*.csv",)),
        "distance": Kind(geodist.read_pairs, Text("CEPII distances and ties", "CEPII, distances et liens"), ("cepii_dist.csv",)),
        "geography": Kind(geodist.read_places, Text("CEPII coordinates of main cities", "CEPII, coordonnées des villes principales"), ("cepii_geo.csv",)),
        "education": Kind(
            education.read,
            Text("World Development Report 2023, education of emigrants", "Rapport 2023, instruction des émigrés"),
            ("wdr2023_emigration_*.csv",),
        ),
        "stock_by_sex": Kind(stock_by_sex.read, Text("IAB migrant stock by sex", "IAB, stocks de migrants par sexe"), ("iab_*.csv",)),
        "refugees": Kind(refugees.read, Text("UNHCR refugees and asylum seekers", "HCR, réfugiés et demandeurs d'asile"), ("unhcr_*.csv",)),
        "trade": Kind(trade.read, Text("Head, Mayer and Ries, trade flows", "Head, Mayer et Ries, flux commerciaux"), ("trade_flows_*.csv",)),
    }
)
"""Every format that is read."""


def read(kind: str, path: str | Path) -> Imported:
    """A published table of a kind; InputError with everything in it that does not fit."""
    if kind not in KINDS:
        raise InputError(Problem("KIND", NO_KIND.filled(kind=repr(kind)), value=kind, allowed=", ".join(KINDS), nearest=nearest(kind, KINDS)))
    try:
        return KINDS[kind].read(path)
    except OSError as error:
        raise InputError(Problem("", UNREADABLE.filled(why=told_by_system(error)), str(path))) from None
