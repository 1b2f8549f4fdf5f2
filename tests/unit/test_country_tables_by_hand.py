"""The table of all countries by hand: what is read, computed and imputed of a few countries made up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest

from scenarios.country_tables import by_corridor, by_country
from scenarios.country_tables.by_corridor import chosen, stocks_of
from scenarios.country_tables.by_country import Places, jumps, of_countries
from scenarios.world_table import imputation_rules
from scenarios.world_table.statistics import log_odds, of_group, quantile, share_of_both, spread
from tests.made_up_tables import imported, one, published

# --- what is published -----------------------------------------------------------------------------------------------------------------------------------


def test_the_newest_year_within_bounds_and_the_newest_release() -> None:
    found = published(imported("wdi", gdp=one(SEN={2010: 1.0, 2015: 2.0, 2019: 3.0})), imported("wdi", gdp=one(SEN={2015: 2.5})))
    assert found.series("wdi", "gdp", "SEN") == {2010: 1.0, 2015: 2.5, 2019: 3.0} and found.newest("wdi", "gdp", "SEN") == (2019, 3.0)
    assert found.newest("wdi", "gdp", "SEN", years=(2010, 2015)) == (2015, 2.5) and found.newest("wdi", "gdp", "SEN", years=(2011, 2014)) is None
    assert found.newest("wdi", "gdp", "SEN", years=(2010, 2010)) == (2010, 1.0) and found.newest("wdi", "nothing", "SEN") is None


def test_which_corridors_are_in_the_table_at_the_bounds() -> None:
    def given(*stocks: float) -> dict[tuple[str, str], tuple[int, float, str]]:
        return {("AAA", f"R{k:02}"): (2020, stock, "un2020") for k, stock in enumerate(stocks)}

    assert len(chosen(given(100.0, 99.0), frozenset())) == 1
    # after ten of 900 (9,000 of 10,000) nine tenths are held: no eleventh; of 899 there is one
    assert len(chosen(given(*[900.0] * 10, 500.0, 500.0), frozenset())) == 10 and len(chosen(given(*[899.0] * 10, 500.0, 500.0), frozenset())) == 11
    large = given(*[1e6] * 10, 20_000.0, 19_999.0)
    assert len(chosen(large, frozenset())) == 11 and len(chosen(large, frozenset({("AAA", "R11")}))) == 12
    assert chosen(given(*[900.0] * 10, 99.0), frozenset({("AAA", "R10")})) == chosen(given(*[900.0] * 10), frozenset())
    assert (by_corridor.AT_LEAST, by_corridor.SHARE, by_corridor.SMALLEST, by_corridor.LARGE, by_corridor.ONLY_IN_MATRIX) == (10, 0.9, 100.0, 20_000.0, 1000.0)
    found = published(
        imported("un_stock_2020", migrant_stock={("SEN", "FRA"): {2020: 1.0}, ("SEN", "ITA"): {2020: 0.99}}),
        imported("world_bank_stock", migrant_stock={("SEN", "QAT"): {2017: 1000.0}}),
    )
    assert stocks_of(found) == {("SEN", "FRA"): (2020, 1.0, "un2020"), ("SEN", "QAT"): (2017, 1000.0, "kn2017")}


def test_a_slip_is_twice_or_half_of_both_neighbours_and_no_less() -> None:
    def slips(*values: float) -> dict[str, list[int]]:
        return jumps(published(imported("wdi", received=one(SEN=dict(zip(range(2015, 2018), values, strict=True))))), "received")

    assert slips(1.0, 2.01, 1.0) == slips(2.1, 1.0, 3.0) == {"SEN": [2016]}
    assert slips(1.0, 2.0, 1.0) == slips(2.0, 1.0, 2.0) == slips(1.0, 3.0, 2.0) == slips(2.1, 1.0, 1.9) == slips(0.0, 1.0, 3.0) == {}


# --- figures of a country ---------------------------------------------------------------------------------------------------------------------------------


def line(places: Places, figure: str, iso3: str = "SEN") -> tuple[Any, ...] | None:
    found = places.lines.get((iso3, figure))
    return None if found is None else (found.value, found.low, found.high, found.year, found.how)


def test_incomes_and_populations_are_of_a_year_that_has_both() -> None:
    def sizes(**figures_of: Mapping[int, float]) -> Places:
        workbook = {name: one(SEN=years) for name, years in figures_of.items() if name == "thousands"}
        places = Places(
            published(
                imported("wdi", **{name: one(SEN=years) for name, years in figures_of.items() if name != "thousands"}),
                *[imported("un_workbook", population=series) for series in workbook.values()],
            )
        )
        by_country._sizes(places, "SEN")
        return places

    both = sizes(gdp={2015: 30.0, 2018: 50.0, 2020: 90.0}, population={2015: 10.0, 2018: 20.0, 2019: 21.0, 2020: 22.0}, gdp_pc={2019: 7.0})
    assert line(both, "gdp_pc") == (2.5, None, None, 2018, "wdi_ratio") and line(both, "population") == (21.0, None, None, 2019, "wdi")
    old = sizes(gdp={2014: 30.0}, population={2014: 10.0}, gdp_pc={2004: 9.0, 2005: 7.0, 2020: 8.0}, thousands={2020: 12.3456})
    assert line(old, "gdp_pc") == (7.0, None, None, 2005, "wdi_old") and line(old, "population") == (12346.0, None, None, 2020, "un_pop")
    edges = sizes(gdp={2019: 30.0}, population={2019: 10.0})
    assert line(edges, "gdp_pc") == (3.0, None, None, 2019, "wdi_ratio") and line(sizes(gdp={2015: 30.0}, population={2015: 10.0}), "gdp_pc") == (
        3.0,
        None,
        None,
        2015,
        "wdi_ratio",
    )


def test_institutions_are_mapped_to_shares() -> None:
    estimates = {"voice": -2.5, "stability": 0.0, "effectiveness": 2.5, "regulation": 3.0, "law": 1.25, "corruption": -0.5}
    governance = imported(
        "governance",
        **{name: one(SEN={2019: value, 2014: 2.0}, MLI={2020: value} if name != "corruption" else {2014: value}) for name, value in estimates.items()},
    )
    citizenship = imported("citizenship", loses_by_naturalising=one(SEN={2020: 1.0}, MLI={2020: 0.0}), must_renounce=one(SEN={2020: 1.0}))
    business = imported("wdi", start_business_days=one(SEN={2009: 5.0, 2010: 6.0}), start_business_steps=one(SEN={2019: 4.0}))
    places = Places(published(governance, citizenship, business, imported("doing_business_cost", start_business_cost=one(SEN={2019: 7.5}))))
    for iso3 in ("SEN", "MLI"):
        by_country._institutions(places, iso3)
    assert line(places, "business_climate") == (pytest.approx((0.0 + 0.5 + 1.0 + 1.0 + 0.75 + 0.4) / 6.0), None, None, 2019, "wgi")
    assert [line(places, name) for name in ("stability", "voice", "law")] == [
        (0.5, None, None, 2019, "wgi_stability"),
        (0.0, None, None, 2019, "wgi"),
        (0.75, None, None, 2019, "wgi"),
    ]
    assert line(places, "business_climate", "MLI") is None and line(places, "law", "MLI") == (0.75, None, None, 2020, "wgi")
    assert line(places, "dual_allowed") == (0.0, None, None, 2020, "l05") and line(places, "dual_allowed", "MLI") == (1.0, None, None, 2020, "l05")
    assert line(places, "renunciation_required") == (1.0, None, None, 2020, "a06b")
    assert (
        line(places, "start_business_days") == (6.0, None, None, 2010, "db")
        and line(places, "start_business_steps") == (4.0, None, None, 2019, "db")
        and line(places, "start_business_cost") == (0.075, None, None, 2019, "db_share")
    )


def test_shares_of_people_are_of_one_year() -> None:
    education = {
        "emigrants_tertiary": 20.0, "emigrants": 80.0, "emigrants_women": 36.0, "immigrants_tertiary": 6.0, "immigrants": 24.0, "tertiary_natives": 0.1, "boys": 21.0, "girls": 19.0, "adults": 60.0,
    }  # fmt: skip
    table = imported(
        "education",
        **{
            name: one(SEN={2020: value}, MLI={2020 if name != "emigrants" else 2019: 0.0 if name == "immigrants" else value})
            for name, value in education.items()
        },
    )
    workbook = imported("un_workbook", immigrants_women=one(SEN={2020: 11.0}), immigrants=one(SEN={2020: 44.0}))
    places = Places(published(table, workbook))
    for iso3 in ("SEN", "MLI"):
        by_country._people(places, iso3)
    expected = {
        "skilled_share": (0.25, "wdr"),
        "women_emigrants": (0.45, "wdr"),
        "skilled_immigrants": (0.25, "wdr"),
        "women_immigrants": (0.25, "un_share"),
        "tertiary_natives": (0.1, "wdr"),
        "share_under_15": (0.4, "wdr"),
    }
    assert {name: (found[0], found[4]) for name in expected if (found := line(places, name))} == expected
    assert [line(places, name, "MLI") for name in ("skilled_share", "women_emigrants", "skilled_immigrants", "women_immigrants")] == [None] * 4


def test_totals_are_medians_of_years_without_zeros() -> None:
    money = imported(
        "wdi",
        received=one(SEN={2012: 900.0, 2013: 1.0, 2015: 5.0, 2016: 0.0, 2017: 3.0, 2018: 8.0, 2019: 10.0, 2021: 6.0}),
        cost_receiving=one(SEN={2014: 9.0, 2020: 6.0}),
        cost_sending=one(SEN={2015: 4.0}),
    )
    places = Places(published(money))
    by_country._money(places, "SEN")
    assert line(places, "received_2013_2017") == (3.0, 1.0, 5.0, 2017, "wdi_median") and line(places, "received_2017_2021") == (
        7.0,
        3.0,
        10.0,
        2021,
        "wdi_median",
    )
    assert line(places, "received_2019_2021") == (8.0, 6.0, 10.0, 2021, "wdi_median") and line(places, "paid_2013_2017") is None
    assert line(places, "cost_receiving") == (0.06, None, None, 2020, "wdi_share") and line(places, "cost_sending") == (0.04, None, None, 2015, "wdi_share")


def test_what_is_read_first_stands_and_gaps_are_filled_from_countries_alike() -> None:
    places = Places(published())
    assert (
        places.region == {"SEN": "914", "MLI": "914", "FRA": "926", "ITA": "925", "QAT": "922", "XKX": "925", "TWN": "906"}
        and places.groups[1]["SEN"] == "sub-saharan africa"
    )
    assert places.groups[1]["FRA"] == places.groups[1]["ITA"] == "europe"
    places.keep("SEN", "law", (2020, 0.2), "wgi")
    places.keep("SEN", "law", (2021, 0.9), "db")
    places.keep("MLI", "law", None, "wgi")
    for iso3, value in (("FRA", 0.8), ("ITA", 0.6)):
        places.keep(iso3, "law", (2020, value), "wgi")
    places.fill("law")
    assert line(places, "law") == (0.2, None, None, 2020, "wgi") and line(places, "law", "MLI") == (
        0.6,
        pytest.approx(0.24),
        pytest.approx(0.78),
        None,
        "region",
    )
    places.fill("law", "majority")
    assert line(places, "law", "MLI")[4] == "region"  # type: ignore[index]
    for iso3, value in (("FRA", 1.0), ("ITA", 1.0), ("SEN", 0.0)):
        places.keep(iso3, "dual", (2020, value), "l05")
    places.fill("dual", "majority")
    assert line(places, "dual", "QAT") == (1.0, 0.0, 1.0, None, "majority")
    places.fill("nothing")
    assert line(places, "nothing") is None


def test_rules_for_what_no_table_gives() -> None:
    places = of_countries(
        published(
            imported("education", boys=one(SEN={2020: 21.0}), girls=one(SEN={2020: 19.0}), adults=one(SEN={2020: 60.0})),
            imported("governance", voice=one(SEN={2020: 0.5}), law=one(SEN={2020: -0.5})),
        )
    )
    assert line(places, "family_size") == (5.4, 3.78, 7.02, None, "rule") and line(places, "family_earners") == (1.85, 1.295, 2.59, None, "rule")
    assert line(places, "residence_rights") == (0.55, pytest.approx(0.35), pytest.approx(0.75), None, "rule")
    assert line(places, "residence_rights", "QAT")[0] == pytest.approx(0.35)  # type: ignore[index]
    assert {iso3: line(places, "naturalised_share", iso3)[0] for iso3 in ("FRA", "QAT", "SEN")} == {"FRA": 0.42, "QAT": 0.01, "SEN": 0.3}  # type: ignore[index]
    assert {iso3: line(places, "gone_after_5_years", iso3)[:3] for iso3 in ("FRA", "QAT")} == {"FRA": (0.43, 0.26, 0.6), "QAT": (0.65, 0.4, 0.9)}  # type: ignore[index]


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        ("residence_rights", (1.0, 1.0, "europe"), (0.95, 0.75, 1.0)), ("residence_rights", (0.0, 0.0, "contract"), (0.05, 0.0, 0.25)), ("household_size", (0.5,), (2.75, 2.15, 3.35)),
        ("household_size", (0.9,), (1.35, 1.0, 1.95)), ("descendant_share", (0.5, True), (0.3, 0.15, 0.57)), ("descendant_share", (0.5, False), (0.3, 0.06, 0.7)), ("descendant_share", (0.1, False), (0.06, 0.012, 0.1848)),
        ("descendant_share", (0.9, True), (0.5, 0.25, 0.7)), ("earners", (2.0,), (1.0, 0.7, 1.4)), ("earners", (12.0,), (3.0, 2.1, 4.2)), ("earners", (1.0,), (1.0, 0.7, 1.4)),
        ("relative_pay", (3e3, 4e4, 0.18, "elsewhere"), (1.6, 1.0, 2.3)), ("relative_pay", (8e4, 4e4, 0.18, "europe"), (2.0, 1.5, 2.5)), ("relative_pay", (3e3, 4e4, 0.59, "settlement"), (2.0, 1.6, 2.4)),
    ],
)  # fmt: skip
def test_declared_rules(rule: str, given: tuple[Any, ...], expected: tuple[float, float, float]) -> None:
    assert getattr(imputation_rules, rule)(*given) == pytest.approx(expected)
    assert (
        imputation_rules.group("POL", "923") == "europe"
        and imputation_rules.group("CAN", None) == "settlement"
        and imputation_rules.group("UKR", "923") == "elsewhere"
        and imputation_rules.group("JOR", "922") == "contract"
    )


def test_quantiles_and_groups() -> None:
    assert (quantile([1.0, 2.0, 4.0], 0.0), quantile([1.0, 2.0, 4.0], 1.0), quantile([1.0, 2.0, 4.0], 0.25), quantile([3.0], 0.9)) == (1.0, 4.0, 1.5, 3.0)
    assert spread([4.0, 0.0, 2.0]) == pytest.approx((2.0, 0.2, 3.8))
    group = dict.fromkeys("ABCDEF", "x")
    assert of_group("F", dict(zip("ABCDEZ", (1.0, 2.0, 3.0, 4.0, 5.0, 99.0), strict=True)), [group]).value == 3.0
    assert (
        of_group("F", dict(zip("ABCDZ", (1.0, 2.0, 3.0, 4.0, 99.0), strict=True)), [group]).value == 3.0
        and of_group("F", {"F": 9.0, "Z": 1.0}, [group]).value == 1.0
    )
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0)) == pytest.approx(math.log(1e-4 / 0.9999)) and share_of_both(0.5, 0.8, 0.2) == pytest.approx(
        16.0 / 17.0
    )
