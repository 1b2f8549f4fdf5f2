"""Names and codes of countries: every spelling of every published table, both languages, and nothing that is guessed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import InputError
from scenarios.country_names import KINDS, NotACountry, _ambiguous, candidates, country, iso3166, meaning, plain, rows_of, spellings
from tests.published import needs_tables, table

TABLES: dict[str, tuple[str, tuple[tuple[int, int | None], ...]]] = {
    "un_desa_migrant_stock_2020_origin_destination.csv": ("undesa2020", ((1, 0), (3, 2))),
    "un_desa_migrant_stock_2019_by_destination_and_origin.csv": ("undesa2019", ((1, None),)),
    "wb_bilateral_migration_matrix_2017.csv": ("knomad2017", ((0, None),)),
    "wb_bilateral_remittance_matrix_2017.csv": ("knomad2017", ((0, None),)),
    "wb_bilateral_2017_long.csv": ("knomad2017", ((1, 0), (3, 2))),
    "wdi_gdp_per_capita_current_usd_1980_2018.csv": ("wdi2023", ((0, 1),)),
    "wdi_gdp_population_1980_2020.csv": ("wdi2023", ((0, 1),)),
    "wdi_remittance_cost_receiving_country_pct.csv": ("wdi2023", ((0, 1),)),
    "wdi_remittances_received_usd.csv": ("wdi2023", ((0, 1),)),
    "doing_business_days_to_start_2003_2019.csv": ("wdi2023", ((0, 1),)),
    "doing_business_cost_to_start_db2004_db2020.csv": ("doing_business", ((1, None),)),
    "doing_business_rank_2006_2020.csv": ("doing_business", ((1, None),)),
    "wgi_1996_2019.csv": ("wgi2020", ((0, 1),)),
    "cepii_geo.csv": ("cepii", ((3, 1), (4, 1))),
    "iab_migrant_stock_by_gender_1980_2010.csv": ("iab2013", ((1, None), (0, None))),
    "unhcr_refugees_asylum_seekers_corridor_origins.csv": ("unhcr2020", ((1, None), (2, None))),
    "rpw_average_total_cost_by_corridor_2011q1_2020q3.csv": ("worldbank_rpw", ((0, 1), (4, 5))),
    "wdr2023_emigration_immigration_by_education.csv": ("wdr2023", ((0, 1),)),
    "globalcit_citizenship_law_v1_2020.csv": ("globalcit2020", ((1, 0),)),
    "cepii_dist.csv": ("cepii", ((0, None), (1, None))),
    "trade_flows_2006_head_mayer_ries.csv": ("head_mayer_ries2010", ((0, None), (1, None))),
}
HEADED = ("un_desa_migrant_stock_2019_by_destination_and_origin.csv", "wb_bilateral_migration_matrix_2017.csv", "wb_bilateral_remittance_matrix_2017.csv")
OTHERWISE = {"Belgium and Luxembourg", "Belgique et Luxembourg"}
"""Spellings of a group under the code of one country: the name and the code differ, and both are right."""


def said(name: str) -> Iterator[tuple[str, str | None]]:
    """Every name of a table with the code beside it."""
    _, columns = TABLES[name]
    with table(name).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        head = next(rows)
        if name in HEADED:
            yield from ((cell, None) for cell in head[2 if head[0] == "Year" else 1 :])
        for row in rows:
            yield from ((row[place], None if code is None else row[code]) for place, code in columns)


@needs_tables
@pytest.mark.parametrize("name", TABLES)
def test_every_name_of_every_published_table_is_known_and_agrees_with_its_code(name: str) -> None:
    publisher = TABLES[name][0]
    for spelling, code in dict.fromkeys(said(name)):
        found = meaning(spelling, publisher)
        if code and spelling not in OTHERWISE:
            assert meaning(code, publisher) == found or isinstance(meaning(code, publisher), NotACountry), (spelling, code)


@needs_tables
def test_the_number_of_spellings_is_that_which_was_measured() -> None:
    """So that the test above cannot pass by reading nothing."""
    assert len({spelling for name in TABLES for spelling, _ in said(name)}) > 900


def test_every_country_is_found_by_each_of_its_codes_and_names() -> None:
    assert len(iso3166()) == 250
    ambiguous = set()
    for iso3, known in iso3166().items():
        for text in (iso3, known.iso2, iso3.lower(), *([known.numeric, known.numeric.lstrip("0")] if known.numeric else []), *known.names):
            try:
                assert meaning(text) == iso3, text
            except InputError:
                ambiguous.add(text)
    assert ambiguous == {"Micronesia", "Micronésie"}  # also a region
    numeric = [known.numeric for known in iso3166().values() if known.numeric]
    assert len(set(numeric)) == len(numeric) == 249 and all(re.fullmatch("[0-9]{3}", code) for code in numeric)


@pytest.mark.parametrize(
    ("text", "iso3"),
    [("Kosovo", "XKX"), ("KSV", "XKX"), ("XK", "XKX"), ("TMP", "TLS"), ("Timor oriental", "TLS"), ("NA", "NAM"), ("na", "NAM"), ("WBG", "PSE"), ("Palestine", "PSE"),
     ("Hong Kong SAR, China", "HKG"), ("Taiwan, China", "TWN"), ("Taïwan", "TWN"), ("Sénégal", "SEN"), ("senegal", "SEN"), ("  Côte d’Ivoire* ", "CIV"),
     ("Cote d'Ivoire", "CIV"), ("Guinea", "GIN"), ("Dominica", "DMA"), ("Dominicaine (la République)", "DOM"), ("Sudan", "SDN"), ("4", "AFG"), ("686", "SEN"),
     ("Korea, Dem. People’s Rep.", "PRK"), ("Korea, Rep.", "KOR"), ("Niger", "NER"), ("South Africa", "ZAF"), ("St. Lucia", "LCA"), ("Saint Lucia", "LCA")],
)  # fmt: skip
def test_what_is_easily_mistaken(text: str, iso3: str) -> None:
    assert country(text) == iso3


@pytest.mark.parametrize(
    ("text", "words"),
    [("Micronesia", "several places: FSM (Micronesia), or a region"), ("Congo", "several places: COD"), ("Korea", "several places: KOR"), ("Guyane", "GUF"),
     ("Southern Africa", "a region"), ("Yugoslavia", "no more, not a country; allowed: BIH"), ("Sudan before 2011", "allowed: SDN (Sudan), SSD (South Sudan)"),
     ("Channel Islands", "allowed: GGY"), ("Other South", "left over"), ("Mexico Mexico City", "a city"), ("Morroco", "MAR (Morocco)"), ("Atlantis", "no country"),
     ("", "no country"), ("999", "no country"), ("ZZZ", "no country"), ("Africa", "a region"), ("Afrique australe", "a region")],
)  # fmt: skip
def test_what_is_not_one_country_is_refused_with_candidates(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        country(text)
    assert words in str(caught.value)


def test_a_publishers_name_is_read_as_the_publisher_means_it() -> None:
    assert meaning("Micronesia", "doing_business") == "FSM" and meaning("Congo", "undesa2020") == "COG" and meaning("Korea", "iab2013") == "KOR"
    for text, publisher in (("Micronesia", "undesa2019"), ("Sudan", "iab2013"), ("AFE", "wdi2023")):
        assert isinstance(meaning(text, publisher), NotACountry)
    with pytest.raises(InputError):
        meaning("AFE")


def test_the_tables_of_names_hold_together() -> None:
    for row in rows_of("country_names.csv"):
        assert row["kind"] in ("name", "code") and row["iso3"] in iso3166(), row
    for row in rows_of("not_countries.csv"):
        assert row["kind"] in KINDS and all(part in iso3166() for part in row["parts"].split()), row
    own = [plain(name) for known in iso3166().values() for name in dict.fromkeys(map(plain, known.names))]
    assert len(own) == len(set(own)), "two countries of one name"
    both = [name for name, found in spellings().items() if {isinstance(item, str) for item in found.values()} == {True, False}]
    assert sorted(both) == ["micronesia", "micronesie", "sudan"]


@given(st.text(max_size=30))
def test_any_text_is_a_country_something_else_or_refused(text: str) -> None:
    try:
        found = meaning(text)
    except InputError:
        found = "SEN"
    assert isinstance(found, NotACountry) or found in iso3166()
    assert len(candidates(text)) <= 4


@given(st.sampled_from(sorted(iso3166())), st.randoms())
def test_a_slip_of_the_pen_is_never_taken_for_another_country(iso3: str, random: object) -> None:
    """A name with a letter changed is refused, or is a name that is known; it is never read as the nearest one."""
    name = iso3166()[iso3].names.en
    at = random.randrange(len(name))  # type: ignore[attr-defined]
    changed = name[:at] + random.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1 :]  # type: ignore[attr-defined]
    known = spellings().get(plain(changed))
    try:
        found = meaning(changed)
    except InputError:
        return
    assert known is not None or changed.strip().upper() in {code for other in iso3166().values() for code in (other.iso3, other.iso2)}, (changed, found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Congo", "'Congo' means several places: COD (Congo - Kinshasa), COG (Congo - Brazzaville)"),
        ("Micronesia", "'Micronesia' means several places: FSM (Micronesia), or a region of that name"),
    ],
)
def test_a_name_of_several_places_is_refused_with_all_of_them(text: str, says: str) -> None:
    found = _ambiguous(text, set(spellings()[plain(text)].values()))
    assert (found.key, found.value, found.allowed) == ("country", text, "one of them by its code") and found.says == says
