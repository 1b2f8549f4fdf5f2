"""What trade two countries are likely to have: a law of incomes, distance and language, fitted to the flows of a year. No single flow is kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ..world_table.statistics import quantile
from .folder import Published

PRICES = 1.268
"""US consumer prices of 2019 over those of 2006, by which incomes and flows are carried over."""
WIDTH = (0.1, 0.9)


class Gravity(NamedTuple):
    """log flow = constant + origin log(GDP) + residence log(GDP) + distance log(km) + language; flows and incomes in million USD of the year of the flows.

    `low` and `high` are the factors within which eight of ten flows lie around the law.
    """

    constant: float
    origin: float
    residence: float
    distance: float
    language: float
    low: float
    high: float
    n: int

    def flow(self, exporter_gdp: float, importer_gdp: float, km: float, common_language: float) -> float:
        """USD of 2019 a year, for incomes in USD of 2019."""
        exporter, importer = (math.log(max(gdp, 1.0) / 1e6 / PRICES) for gdp in (exporter_gdp, importer_gdp))
        log = self.constant + self.origin * exporter + self.residence * importer + self.distance * math.log(max(km, 20.0)) + self.language * common_language
        return math.exp(log) * 1e6 * PRICES


def fitted(published: Published, language: Mapping[tuple[str, str], float]) -> Gravity | None:
    """The law of least squares over all pairs with a flow above 0; None where there is no table of trade."""
    flows, exporters, importers, km = (published.pairs("trade", name) for name in ("exports", "exporter_gdp", "importer_gdp", "trade_distance"))
    rows, logs = [], []
    for pair, years in flows.items():
        ((year, flow),) = years.items()
        given = [table.get(pair, {}).get(year, 0.0) for table in (exporters, importers, km)]
        if flow > 0 and min(given) > 0:
            rows.append((1.0, *(math.log(value) for value in given), language.get(pair, 0.0)))
            logs.append(math.log(flow))
    if len(rows) < 50:
        return None
    law, *_ = np.linalg.lstsq(np.array(rows), np.array(logs), rcond=None)
    off = sorted((np.array(logs) - np.array(rows) @ law).tolist())
    constant, origin, residence, distance, common = (round(float(value), 4) for value in law)
    return Gravity(constant, origin, residence, distance, common, math.exp(quantile(off, WIDTH[0])), math.exp(quantile(off, WIDTH[1])), len(rows))
