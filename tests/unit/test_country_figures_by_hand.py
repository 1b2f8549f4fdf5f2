"""What a scenario takes of a row of the table of all countries, by hand: who came when, figures with their ranges, the propensity to remit."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from model.inputs.settings import FIGURES, STOCK_YEARS
from model.parameters import parameters
from scenarios.countries import propensity as sending
from scenarios.country_tables.build import CORRIDOR_COLUMNS
from scenarios.world_table import figures
from scenarios.world_table.cohorts import EXIT, YEARS, Exit, cohorts, exit_for
from scenarios.world_table.published import CountryFigure, assumed, clipped, parsed, tables

# --- who came when ------------------------------------------------------------------------------------------------------------------------------------------


def test_exits_by_years_abroad() -> None:
    assert Exit(0.08, 0.08, 4.0).stay(5.0) == pytest.approx(math.exp(-0.4)) and Exit(0.08, 0.02, 4.0).stay(4.0) == pytest.approx(
        math.exp(-0.08 - 0.06 * 4.0 * (1.0 - math.exp(-1.0)))
    )
    half = exit_for(0.5)
    assert half.stay(5.0) == pytest.approx(0.5) and half.scale == EXIT.scale and half.early / half.late == pytest.approx(EXIT.early / EXIT.late)
    steady = cohorts(dict.fromkeys(YEARS, 1000.0))
    young = cohorts(dict(zip(YEARS, (0.0, 0.0, 0.0, 0.0, 0.0, 1000.0, 1000.0), strict=True)))
    assert (
        steady is not None
        and young is not None
        and 0.0 < young.recent < 1.0
        and young.long == 0.0 < steady.long
        and 5.0 < young.mean_years < 10.0 < steady.mean_years
    )
    assert cohorts({**dict.fromkeys(YEARS, 1000.0), 2020: 1.0}) is not None and len(steady.arrivals) == 7


# --- figures of a scenario ------------------------------------------------------------------------------------------------------------------------------------


HOWS = "how,found,source,licence,times_low,times_high,en,fr\n" + "".join(
    f"{name},{found},{source},L,{low},{high},{says},dit\n"
    for name, found, source, low, high, says in (
        ("un2020", "read", "undesa2020", "", "", "read"), ("un2019", "read", "undesa2019", "", "", "older"), ("wdi", "read", "wdi2023", "", "", "read"), ("rpw", "computed", "rpw", "", "", "USD 200"), ("odds", "imputed", "assumption", "", "", "odds"),
        ("rule", "imputed", "assumption", "", "", "rule"), ("region", "imputed", "assumption", "", "", "region"), ("cost_in", "imputed", "assumption", "0.6", "1.8", "mean"), ("gravity", "imputed", "assumption", "0.1", "8", "law"), ("by_total", "imputed", "assumption", "", "", "total"),
    )
)  # fmt: skip
COUNTRY = {
    "population": 16e6, "gdp_pc": 1400.0, "dual_allowed": 0.0, "start_business_days": 6.0, "start_business_steps": 4.0, "start_business_cost": 0.2, "business_climate": 0.45, "stability": 0.5, "family_size": 5.4, "family_earners": 1.85,
    "renunciation_required": 1.0, "residence_rights": 0.8, "gone_after_5_years": 0.43, "naturalised_share": 0.4, "share_under_15": 0.18, "skilled_share": 0.2, "skilled_immigrants": 0.3, "region": 926.0,
}  # fmt: skip


def small_table(**row: str) -> Any:
    cells = {
        **dict.fromkeys(CORRIDOR_COLUMNS, ""), "origin": "SEN", "residence": "FRA", **{f"stock_{year}": "900" for year in STOCK_YEARS}, "stock_2020": "1800", "stock": "1800", "stock_year": "2020", "stock_how": "un2020", "second_stock": "1700",
        "cohort": "own", "female_share": "0.48", "female_off": "0.14", "skilled_share": "0.25", "cost": "0.05", "cost_year": "2018", "cost_how": "rpw", "exports_musd": "1.5", "imports_musd": "", **row,
    }  # fmt: skip
    ranged = {
        "family_size": (3.78, 7.02, "rule"),
        "family_earners": (1.3, 2.6, "rule"),
        "naturalised_share": (0.2, 0.6, "rule"),
        "residence_rights": (0.6, 1.0, "rule"),
        "gone_after_5_years": (0.26, 0.6, "rule"),
    }
    lines = ["country,figure,value,low,high,year,how"]
    for country in ("SEN", "FRA"):
        for name, value in COUNTRY.items():
            low, high, how = ranged.get(name, ("", "", "wdi"))
            lines.append(f"{country},{name},{value * (20.0 if country == 'FRA' and name == 'gdp_pc' else 1.0)},{low},{high},{'' if low else 2019},{how}")
    lines.append("SEN,remittance_propensity,1.2,0.7,1.9,,by_total")
    return parsed({"corridors.csv": ",".join(cells) + "\n" + ",".join(cells.values()) + "\n", "countries.csv": "\n".join(lines), "hows.csv": HOWS})


def test_figures_of_a_row_with_source_or_range() -> None:
    both = figures.figures("SEN", ("FRA",), small_table())
    home, found = both.origin, both.corridors["SEN-FRA"]
    assert (
        home["origin_gdp_pc"].value,
        found["residence_gdp_pc"].value,
        home["origin_gdp_pc"].source,
        home["origin_gdp_pc"].year,
        home["origin_gdp_pc"].note,
        home["origin_gdp_pc"].assumed,
    ) == (1400.0, 28_000.0, "wdi2023", 2019, "", None)
    assert (home["family_size"].value, home["family_size"].assumed, found["gone_after_5_years"].assumed) == (5.4, (3.78, 7.02), (0.26, 0.6)) and home[
        "tax_rate"
    ].assumed == (0.1, 0.35)
    assert (home["remittance_propensity"].value, home["remittance_propensity"].assumed) == (1.2, (0.7, 1.9))
    blind = figures.figures("SEN", ("FRA",), small_table(), remittances="blind").origin["remittance_propensity"]
    assert (blind.value, blind.assumed, blind.note) == (1.0, (pytest.approx(1 / 3, abs=1e-4), 3.0), figures.NOTES["blind"].en)
    assert (found["migrant_stock"].value, found["migrant_stock"].source, found["migrant_stock"].year, found["migrant_stock"].note) == (
        1800.0,
        "undesa2020",
        2020,
        "the World Bank's matrix has 1700 in 2017",
    )
    assert (
        found["female_share"].assumed == (pytest.approx(0.34), pytest.approx(0.62))
        and found["household_size"].assumed == (2.08, 3.28)
        and found["relative_pay"].assumed == (0.75, 1.25)
    )
    assert (found["skilled_share"].value, found["skilled_share"].assumed) == (0.25, (0.125, 0.375)) and found[
        "skilled_share"
    ].note == "odds; 0.2 of all emigrants of the origin"
    assert (found["remittance_cost"].value, found["remittance_cost"].source, found["remittance_cost"].year, found["remittance_cost"].assumed) == (
        0.05,
        "rpw",
        2018,
        None,
    )
    assert (found["exports_potential_usd"].value, found["exports_potential_usd"].assumed) == (1.5e6, (1.5e5, 1.2e7)) and found[
        "exports_potential_usd"
    ].note == "law"
    declared = float(FIGURES["imports_potential_usd"].value)
    assert found["imports_potential_usd"].value == declared and found["imports_potential_usd"].assumed == (
        clipped("imports_potential_usd", declared / 100.0),
        clipped("imports_potential_usd", declared * 100.0),
    )
    notes = {"relative_pay": "pay", "household_size": "women", "descendant_share": "long", "remittance_cost": "quarter", "imports_potential_usd": "unknown"}
    assert {name: found[name].note for name in notes} == {name: figures.NOTES[note].en for name, note in notes.items()} and home[
        "tax_rate"
    ].note == figures.NOTES["nowhere"].en
    assert figures.figures("SEN", ("FRA",), small_table(), "fr").corridors["SEN-FRA"]["relative_pay"].note == figures.NOTES["pay"].fr
    assert (
        found["stock_1990"].value == 900.0
        and found["stock_2015"].assumed is None
        and found["stock_2015"].source == "undesa2020"
        and found["stock_2015"].year == 2015
    )


def test_where_less_is_known_the_range_is_wider() -> None:
    of = lambda **row: figures.figures("SEN", ("FRA",), small_table(**row)).corridors["SEN-FRA"]  # noqa: E731
    copied = of(cohort="residence", stock_how="un2019", second_stock="", cost_how="cost_in", cost_year="")
    assert (
        copied["stock_2015"].assumed == (450.0, 1152.0)
        and copied["stock_2010"].assumed is None
        and copied["migrant_stock"].note == "older"
        and copied["remittance_cost"].assumed == (0.03, 0.09)
    )
    assert (
        copied["descendant_share"].note == figures.NOTES["long"].en + figures.NOTES["copied"].en and of()["descendant_share"].note == figures.NOTES["long"].en
    )
    gap = of(stock_1995="")
    assert gap["descendant_share"].value == 0.12 and gap["descendant_share"].note == figures.NOTES["no_past"].en and "stock_1990" not in gap
    # who must choose between two nationalities takes the new one less often; the upper bound stays
    assert (of()["naturalised_share"].value, of()["naturalised_share"].assumed) == (pytest.approx(0.24), (pytest.approx(0.12), 0.6)) and of()[
        "naturalised_share"
    ].note.endswith(figures.NOTES["one_goes"].en)


def test_naturalisation_and_skill_by_what_both_sides_allow() -> None:
    def side(**values: float) -> dict[str, CountryFigure]:
        return {name: CountryFigure(value, 0.2 if name == "naturalised_share" else None, None, 2019, "wdi") for name, value in values.items()}

    for must, dual, factor in ((1.0, 1.0, 1.0), (0.0, 0.0, 1.0), (1.0, 0.0, 0.6), (0.9, 0.0, 1.0), (1.0, 0.9, 0.6)):
        found = figures._naturalised(side(dual_allowed=dual), side(naturalised_share=0.4, renunciation_required=must), "en")
        assert (found.value, found.assumed) == (pytest.approx(0.4 * factor), (pytest.approx(0.2 * factor), 1.0)), (must, dual)
    known, guessed = CountryFigure(0.5, None, None, 2019, "wdr"), CountryFigure(0.5, 0.1, 0.9, None, "region")
    for home, host, low, high in ((known, known, 0.1, 0.5), (guessed, known, 0.02, 0.5), (guessed, guessed, 0.02, 0.5)):
        found = figures._skilled({"skilled_share": "0.2"}, {"skilled_share": home}, {"skilled_immigrants": host}, "{share}")
        assert found.assumed == (pytest.approx(low), pytest.approx(high)) and found.note == "0.5"
    wide = figures._skilled({"skilled_share": "0.4"}, {"skilled_share": guessed._replace(value=0.1)}, {"skilled_immigrants": known}, "{share}")
    assert wide.assumed == (pytest.approx(0.04), pytest.approx(0.8))


def test_values_are_kept_within_what_is_declared() -> None:
    low, high = FIGURES["female_share"].low, FIGURES["female_share"].high
    assert (clipped("female_share", -1.0), clipped("female_share", 9.0), clipped("female_share", 0.1234567)) == (low, high, 0.12346)
    assert (clipped("migrant_stock", 1234567.6), clipped("stock_1990", 1234567.4), clipped("origin_population", 12345678.0)) == (
        1234568.0,
        1234567.0,
        12345678.0,
    )
    found = assumed("female_share", 0.5, 0.6, 0.4, "note")
    assert (found.assumed, found.year, found.note) == ((0.5, 0.5), None, "note") and assumed("female_share", 0.5, -1.0, 2.0, "").assumed == (low, high)


def test_countries_too_small_for_the_model_are_left_out_and_the_largest_stand_first() -> None:
    found = small_table()
    least, least_host = FIGURES["origin_population"].low, FIGURES["residence_population"].low

    def with_people(home: float, host: float) -> Any:
        people = found.countries["SEN"]["population"]
        return found._replace(countries={"SEN": {"population": people._replace(value=home)}, "FRA": {"population": people._replace(value=host)}})

    assert with_people(least, least_host).origins() == ("SEN",) and with_people(least - 1, least_host).origins() == ()
    assert with_people(least, least_host).residences("SEN") == ("FRA",) and with_people(least, least_host - 1).residences("SEN") == ()
    several = found._replace(
        corridors={("SEN", code): {"stock": stock} for code, stock in (("FRA", "5"), ("ITA", "900"), ("BEL", "900"))},
        countries=dict.fromkeys(("SEN", "FRA", "ITA", "BEL"), found.countries["FRA"]),
    )
    assert several.residences("SEN") == ("BEL", "ITA", "FRA") and several.is_imputed("odds") and not several.is_imputed("rpw")
    assert figures.of_the_world("residence") == tuple(
        sorted({residence for _, residence in tables().corridors if tables()._is_usable(residence)} & set(figures.of_the_world("residence")))
    )


# --- the propensity to remit --------------------------------------------------------------------------------------------------------------------------------


def test_what_is_expected_to_be_sent() -> None:
    """Two kinds of a hundred households: of half, who want 50 at odds of 1, half send each month; the others want 400 and are held to 100."""
    q = parameters({}).remitting._replace(size_effect=0.0)
    found = sending.Corridor(100.0, np.array([50.0, 400.0]), np.array([100.0, 100.0]), np.array([0.0, math.log(3.0)]), np.array([1.0, 0.5]))
    assert sending.sent(found, found.wanted, q.habit, q).tolist() == pytest.approx([25.0, 75.0])
    assert sending.sent(found, found.wanted, q.habit + math.log(3.0), q).tolist() == pytest.approx([37.5, 90.0])
    steeper = q._replace(size_effect=1.0, usual_usd=25.0)
    assert sending.sent(found, found.wanted, q.habit, steeper).tolist() == pytest.approx([50.0 * 2 / 3, 100.0 * 12 / 13])
    p = parameters({})
    one_ = sending.expected(found, 1.0, p)
    assert (
        sending.expected(found._replace(households=300.0), 1.0, p) == pytest.approx(3.0 * one_)
        and sending.expected(found, 2.0, p) > one_ > sending.expected(found, 0.5, p) > 0.0
    )
    supports = sending.supporting(p.remitting.supports_family, 1.0)
    occasional = sending.with_kin(supports, 1.0, p.remitting) - supports
    often = sending.sent(found, found.wanted, p.remitting.habit, p.remitting)
    seldom = sending.sent(found, found.wanted * p.remitting.occasion_size, p.remitting.occasion, p.remitting)
    assert one_ == pytest.approx(
        12.0 * 100.0 * (1.0 * (supports * often[0] + occasional * seldom[0]) + 0.5 * (supports * often[1] + occasional * seldom[1])) / 2.0
    )
    assert sending.propensity([found, found], 2.0 * sending.expected(found, 1.7, p), p) == pytest.approx(1.7, rel=1e-6)
    assert sending.propensity([found], 0.0, p) == pytest.approx(0.1, rel=1e-6) and sending.propensity([found], 1e12, p) == pytest.approx(5.0, rel=1e-6)


def test_households_are_drawn_evenly_and_draws_have_mean_one() -> None:
    points = sending._even(9)
    assert points.shape == (9, 128) and ((points > 0.0) & (points < 1.0)).all() and points.mean(axis=1) == pytest.approx(0.5, abs=0.03)
    drawn = sending._lognormal(points[0], 0.5)
    assert drawn.mean() == pytest.approx(1.0) and np.log(drawn).std() == pytest.approx(0.5, abs=0.06) and (np.argsort(drawn) == np.argsort(points[0])).all()


def test_how_totals_moved_gives_the_range() -> None:
    def moved(*ratios: float) -> Any:
        of = lambda value: CountryFigure(value, None, None, 2017, "wdi")  # noqa: E731
        countries = {f"C{k}": {"received_2013_2017": of(100.0), "received_2019_2021": of(100.0 * ratio)} for k, ratio in enumerate(ratios)}
        return sending._scatter(small_table()._replace(countries={**countries, "none": {"received_2013_2017": of(0.0), "received_2019_2021": of(1.0)}}))

    steps = np.linspace(-1.0, 1.0, 101) + 0.3
    assert (
        moved(*np.exp(steps)) == pytest.approx((math.exp(-0.68), math.exp(0.68)))
        and moved(*[2.0] * 20) == pytest.approx((1.0, 1.0))
        and moved(*[2.0] * 19) == (0.5, 2.0)
    )


def test_households_of_a_corridor_follow_its_figures() -> None:
    given = {name: float(declared.value) for name, declared in FIGURES.items() if declared.value is not None}
    given |= {
        "migrant_stock": 12_000.0,
        "household_size": 2.0,
        "descendant_share": 0.25,
        "female_share": 0.5,
        "skilled_share": 0.3,
        "residence_gdp_pc": 40_000.0,
        "origin_gdp_pc": 3_000.0,
        "remittance_cost": 0.05,
    }
    p = parameters({})
    found = sending.corridor(given, 18.0, p)
    assert found.households == pytest.approx(12_000.0 / 2.0 / 0.75)
    assert (found.at_most == p.remitting.descendant_supports).mean() == pytest.approx(0.25, abs=0.02) and set(found.at_most) == {
        1.0,
        p.remitting.descendant_supports,
    }
    dearer = sending.corridor({**given, "remittance_cost": 0.15}, 18.0, p)
    assert dearer.most == pytest.approx(found.most * 1.05 / 1.15) and (dearer.odds < found.odds).all()
    richer = sending.corridor({**given, "relative_pay": 2.0 * given["relative_pay"]}, 18.0, p)
    assert richer.most == pytest.approx(2.0 * found.most) and (richer.wanted >= found.wanted).all()
    for change, more in (({"skilled_share": 0.9}, 1), ({"female_share": 0.1}, 1), ({"female_share": 0.9}, -1)):
        assert np.sign(sending.corridor({**given, **change}, 18.0, p).most.mean() - found.most.mean()) == more, change
    assert sending.corridor(given, 40.0, p).most.mean() > found.most.mean()  # who is longer there has caught up
    for change, more in (({"origin_gdp_pc": 6_000.0}, 0), ({"family_size": 12.0}, 1), ({"family_earners": 4.0}, -1)):
        assert np.sign(sending.corridor({**given, **change}, 18.0, p).wanted.mean() - found.wanted.mean()) == more, change
    assert found.wanted.shape == found.odds.shape == (128,)
