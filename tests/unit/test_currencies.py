"""Amounts of other currencies and years, in USD of 2019."""

from __future__ import annotations

import pytest

from model.errors import InputError
from scenarios.corridors import bibliography
from scenarios.currencies import rates, usd_of_2019


def test_every_rate_has_a_source_and_lies_where_rates_lie() -> None:
    for (currency, year), rate in rates().items():
        assert rate.source in bibliography(), (currency, year)
        assert 0.001 < rate.usd < 3.0 and 90.0 < rate.prices < 260.0
    assert {rate.prices for (_, year), rate in rates().items() if year == 2019} == {255.657}


def test_the_amounts_of_the_scenarios() -> None:
    assert usd_of_2019(1.2e6, "EUR", 2012) / 3.0 == pytest.approx(572_000.0, rel=1e-3)
    assert usd_of_2019(1_241_382.0, "EUR", 2012) / 40.0 * 12.0 == pytest.approx(533_000.0, rel=1e-3)
    assert usd_of_2019(5e6, "MAD", 2019) == pytest.approx(519_750.0)
    assert usd_of_2019(1.0, "USD", 2012) == pytest.approx(255.657 / 229.594)


def test_a_rate_that_is_not_there_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(InputError, match="EUR 2011, 2012, 2013, 2014, 2019; JOD .*MAD .* USD 1980 to 2020; .*did you mean 'EUR 2011'"):
        usd_of_2019(1.0, "EUR", 2010)


def test_years_and_amounts_that_are_asked_for() -> None:
    for year in (1900, 2100):  # in bounds, though there is no rate
        with pytest.raises(InputError, match="nearest|EUR"):
            usd_of_2019(1.0, "EUR", year)
        with pytest.raises(InputError) as raised:
            usd_of_2019(1.0, "EUR", year)
        assert "1900 to 2100" not in str(raised.value)
    for year in (1899, 2101):
        with pytest.raises(InputError) as raised:
            usd_of_2019(1.0, "EUR", year)
        assert "1900" in str(raised.value) and "2100" in str(raised.value)


def test_the_tables_of_rates_are_by_currency_and_year() -> None:
    rate = rates()["EUR", 2012]
    assert usd_of_2019(1.0, "EUR", 2012) == pytest.approx(rate.usd * 255.657 / rate.prices)
    assert all(len(currency) == 3 and currency.isupper() and 1950 < year < 2030 for currency, year in rates())
