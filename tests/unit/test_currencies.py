"""Amounts of other currencies and years, in USD of 2019."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from model.errors import InputError
from scenarios import currencies
from scenarios.corridors import bibliography
from scenarios.currencies import OwnRates, converted, is_rate, rates, there, us_prices, usd_of_2019, with_own


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


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two currencies of a table made up, one of them with another at a fixed rate to it from 2012 on."""
    rows = {
        "currencies.csv": [
            {"currency": code, "year": year, "usd": usd, "prices": prices, "source": "table", "note": "noted"}
            for code, year, usd, prices in (("EUR", "2011", "1.5", "200"), ("EUR", "2012", "1.2", "210"), ("EUR", "2019", "1.1", "250"), ("USD", "2019", "1", "250"))
        ],
        "pegs.csv": [{"currency": "XOF", "anchor": "EUR", "units": "600", "first": "2012", "source": "peg"}],
    }
    monkeypatch.setattr(currencies, "_rows_of", rows.__getitem__)
    rates.cache_clear()
    us_prices.cache_clear()
    yield
    rates.cache_clear()
    us_prices.cache_clear()


@pytest.mark.usefixtures("made_up")
def test_a_currency_at_a_fixed_rate_has_the_years_of_its_anchor_from_then_on() -> None:
    assert {key for key in rates() if key[0] == "XOF"} == {("XOF", 2012), ("XOF", 2019)} and len(rates()) == 6
    assert tuple(rates()["XOF", 2012]) == (pytest.approx(0.002), 210.0, "peg", "fixed: 600 a EUR") and tuple(rates()["EUR", 2011]) == (1.5, 200.0, "table", "noted")
    assert us_prices() == {2011: 200.0, 2012: 210.0, 2019: 250.0}


@pytest.mark.usefixtures("made_up")
def test_an_amount_goes_by_the_rate_of_its_year_and_then_by_prices() -> None:
    """1,000 EUR of 2011 were 1,500 USD then, 1,500 * 250 / 200 of 2019."""
    found = converted(1000.0, "EUR", 2011, rates())
    assert (found.value, found.usd, found.per_usd, found.prices, found.source) == (1000.0, pytest.approx(1875.0), pytest.approx(2.0 / 3.0), pytest.approx(0.8), "table")
    assert found.says().en == "1,000 EUR of 2011 = 1,875 USD of 2019 (0.6667 EUR for one USD in 2011, prices in the United States 0.8 times those of 2019; source: table)"
    assert found.says().fr == "1\u202f000 EUR de 2011 = 1\u202f875 USD de 2019 (0,6667 EUR pour un USD en 2011, prix aux États-Unis 0,8 fois ceux de 2019 ; source : table)"
    assert converted(999.5, "USD", 2019, rates()).says().en == "999.5 USD of 2019 = 999.5 USD of 2019 (as given; source: table)" and "-1,000 USD" in converted(-1000.0, "USD", 2019, rates()).says().en
    with pytest.raises(InputError, match="there is no rate for EUR 2016.*did you mean 'EUR 2019'"):
        converted(1.0, "EUR", 2016, rates())


@pytest.mark.usefixtures("made_up")
def test_rates_of_a_scenario_go_before_those_of_the_table() -> None:
    found = with_own({"EUR": OwnRates(((2012, 0.5), (2015, 0.8)), ((2015, 0.9),), "mine")})
    assert tuple(found["EUR", 2012])[:3] == (2.0, 210.0, "mine") and tuple(found["EUR", 2015])[:3] == (1.25, pytest.approx(225.0), "mine") and found["EUR", 2011] == rates()["EUR", 2011]
    assert rates()["EUR", 2012].usd == 1.2
    assert OwnRates(((2012, 0.5),), (), "mine").document() == {"per_usd": {"2012": 0.5}, "source": "mine"} and OwnRates((), ((2015, 0.9),), "mine").document()["us_prices"] == {"2015": 0.9}


def test_years_in_a_row_and_what_can_be_a_rate() -> None:
    row = [("A", year) for year in range(2000, 2006)]
    assert there(row[:5]) == "A 2000, 2001, 2002, 2003, 2004" and there(row) == "A 2000 to 2005"  # from six on they are told as a range
    assert there([("A", 2000), ("A", 2001), ("B", 1999), ("B", 2000), ("B", 2001), ("B", 2003)]) == "A 2000, 2001; B 1999, 2000, 2001, 2003" and there([("A", year) for year in range(2000, 2012)]) == "A 2000 to 2011"
    assert [is_rate(value) for value in (1, 0.5, 0.0, -1.0, True, float("inf"), float("nan"), "1")] == [True, True, False, False, False, False, False, False]
