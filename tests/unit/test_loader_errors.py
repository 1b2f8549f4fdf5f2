"""Bad input: an InputError that says file, key, what is allowed and the nearest valid name; never another exception."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import InputError
from scenarios import load, parse_set, with_changes

HEAD = """schema = 1
label = { en = "A", fr = "B" }
says = { en = "A", fr = "B" }
origin = ["MAR"]
residence = ["BEL"]
"""
RESTRICTED = (
    *("business_registration", "consultation", "credit_guarantee", "donation_tax_relief", "entrepreneur_support", "investment_grant"),
    *("matching_grant", "one_stop_shop", "remittance_cost", "savings_product", "tax_incentive"),
)
TABLES = 'schema = 1\nbase = "morocco_belgium"\n'

# what stands in the file, then the key and the words that its error must have
BAD: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "typo in a lever": (HEAD + "[levers.matching_grnt]\nratio = 1", "levers.matching_grnt", ("unknown lever", "tax_incentive", "'matching_grant'")),
    "typo in a key of a lever": (HEAD + "[levers.matching_grant]\nratoi = 1", "levers.matching_grant.ratoi", ("unknown key", "budget_usd", "'ratio'")),
    "a key that Python uses": (HEAD + "[levers.matching_grant]\nself = 1", "levers.matching_grant.self", ("unknown key",)),
    "a list for a country": (HEAD + '[[shocks]]\nkind = "disaster"\norigin = [["MAR"]]', "shocks.0.origin", ("not a country", "MAR")),
    "negative ratio": (HEAD + "[levers.matching_grant]\nratio = -1", "levers.matching_grant.ratio", ("-1 is out of bounds", "from 0 to 5")),
    "end before the beginning": (
        HEAD + "[levers.matching_grant]\nfrom_month = 12\nto_month = 6",
        "levers.matching_grant.to_month",
        ("before it begins", "above 12"),
    ),
    "end at the beginning": (HEAD + "[levers.matching_grant]\nfrom_month = 12\nto_month = 12", "levers.matching_grant.to_month", ("above 12",)),
    "wrong payer": (HEAD + '[levers.matching_grant]\npaid_by = "origin_stat"', "levers.matching_grant.paid_by", ("donor", "'origin_state'")),
    "typo in a parameter": (
        HEAD + "[parameters.giving]\nprice_elastcity = -1",
        "parameters.giving.price_elastcity",
        ("unknown parameter", "'price_elasticity'"),
    ),
    "typo in a mechanism": (HEAD + "[parameters.givng]\nprice_elasticity = -1", "parameters.givng", ("remitting", "'giving'")),
    "unknown shock": (HEAD + '[[shocks]]\nkind = "disastr"', "shocks.0.kind", ("travel_ban", "'disaster'")),
    "shock without kind": (HEAD + "[[shocks]]\nmonth = 3", "shocks.0.kind", ("is missing", "disaster")),
    "typo in a key of a shock": (HEAD + '[[shocks]]\nkind = "disaster"\nmonht = 3', "shocks.0.monht", ("size", "'month'")),
    "typo in a community": (HEAD + '[[shocks]]\nkind = "disaster"\ncommunities = ["porest:2"]', "shocks.0.communities", ("richest:N", "'poorest:2'")),
    "misspelt places of a lever": (
        HEAD + '[levers.infrastructure]\ncommunities = ["poorst:3"]',
        "levers.infrastructure.communities",
        ("'poorst:3' is not a community", "'poorest:3'"),
    ),
    "places of a zone that are text": (HEAD + '[levers.special_economic_zone]\ncommunities = ["2"]', "levers.special_economic_zone.communities", ("without quotes",)),
    "places that are no list": (
        HEAD + '[levers.matching_grant]\neligibility = { communities = "poorest:3" }',
        "levers.matching_grant.eligibility.communities",
        ("not a list", '["poorest:3"]'),
    ),
    "more places than there are": (
        HEAD + '[levers.infrastructure]\ncommunities = ["richest:9"]',
        "levers.infrastructure.communities",
        ("more than there are", "to 8", "'richest:8'"),
    ),
    "more places than this world has": (
        HEAD + '[parameters.population]\nn_communities = 4\n[[shocks]]\nkind = "disaster"\ncommunities = [5]',
        "shocks.0.communities",
        ("no community 5", "to 4"),
    ),
    "nowhere": (HEAD + "[levers.matching_grant]\neligibility = { communities = [] }", "levers.matching_grant.eligibility.communities", ("names no community",)),
    "community 0": (HEAD + "[levers.matching_grant]\neligibility = { communities = [0] }", "levers.matching_grant.eligibility.communities", ("no community 0", "from 1 (the poorest)")),
    "typo in eligibility": (
        HEAD + "[levers.matching_grant]\neligibility = { random_shar = 1 }",
        "levers.matching_grant.eligibility.random_shar",
        ("corridors", "'random_share'"),
    ),
    "eligible corridor that is not there": (
        HEAD + '[levers.matching_grant]\neligibility = { corridors = ["MAR-NLD"] }',
        "levers.matching_grant.eligibility.corridors",
        ("MAR-BEL",),
    ),
    "typo in a top-level key": (HEAD + "yeras = 3", "yeras", ("unknown key", "burn_in_years", "'years'")),
    "typo in a figure": (
        HEAD + '[corridor.MAR-BEL]\nmigrant_stok = { value = 1000, source = "undesa2020", year = 2020 }',
        "corridor.MAR-BEL.migrant_stok",
        ("'migrant_stock'",),
    ),
    "figure without a source": (
        HEAD + "[corridor.MAR-BEL]\nhousehold_size = { value = 3 }",
        "corridor.MAR-BEL.household_size",
        ("where it comes from", "assumed = [LOW, HIGH]"),
    ),
    "figure that is a number": (HEAD + "[corridor.MAR-BEL]\nhousehold_size = 3", "corridor.MAR-BEL.household_size", ("where it comes from", "source")),
    "figure of an unknown source": (
        HEAD + '[corridor.MAR-BEL]\nmigrant_stock = { value = 1000, source = "undesa220", year = 2020 }',
        "corridor.MAR-BEL.migrant_stock.source",
        ("bibliography", "'undesa2020'"),
    ),
    "figure out of its range": (
        HEAD + "[corridor.MAR-BEL]\nhousehold_size = { value = 4, assumed = [2, 3] }",
        "corridor.MAR-BEL.household_size.assumed",
        ("outside the range",),
    ),
    "range upside down": (
        HEAD + "[corridor.MAR-BEL]\nhousehold_size = { value = 2.5, assumed = [3, 2] }",
        "corridor.MAR-BEL.household_size.assumed",
        ("lower and an upper",),
    ),
    "figures of another corridor": (
        HEAD + "[corridor.MAR-NLD]\nhousehold_size = { value = 3, assumed = [2, 4] }",
        "corridor.MAR-NLD",
        ("not a corridor", "'MAR-BEL'"),
    ),
    "unknown country": (HEAD.replace('"MAR"', '"MRA"'), "origin", ("not a country", "ETH", "'MAR'")),
    "country by name": (HEAD.replace('"MAR"', '"Morroco"'), "origin", ("'MAR'",)),
    "corridor without figures": (HEAD.replace('"BEL"', '"PRK"'), "corridor.MAR-PRK", ("no figures are known", "migrant_stock", "BEL, CAN, DEU, ESP, FRA")),
    "corridor twice": (HEAD.replace('"BEL"', '"BEL", "BEL"'), "origin", ("stands twice",)),
    "no corridor": (HEAD.replace('["BEL"]', "[]"), "residence", ("empty", "BEL")),
    "corridors twice": (HEAD + '[[corridors]]\norigin = "MAR"\nresidence = "BEL"', "corridors", ("either origin and residence",)),
    "not a number": (HEAD + "[levers.matching_grant]\nratio = nan", "levers.matching_grant.ratio", ("nan is not a finite number", "from 0 to 5")),
    "infinity": (HEAD + "[levers.matching_grant]\nbudget_usd = inf", "levers.matching_grant.budget_usd", ("inf is not a finite number", "1e+12")),
    "not-a-number figure": (
        HEAD + "[corridor.MAR-BEL]\nhousehold_size = { value = nan, assumed = [2, 3] }",
        "corridor.MAR-BEL.household_size.value",
        ("nan", "from 1 to 10"),
    ),
    "not-a-number parameter": (HEAD + "[parameters.giving]\nprice_elasticity = nan", "parameters.giving.price_elasticity", ("not a finite number",)),
    "text for a number": (HEAD + '[levers.matching_grant]\nratio = "two"', "levers.matching_grant.ratio", ("'two' is not a number", "from 0 to 5")),
    "yes for a number": (HEAD + "[levers.matching_grant]\nratio = true", "levers.matching_grant.ratio", ("not a number",)),
    "a billion years": (HEAD + "years = 1_000_000_000", "years", ("1000000000 is out of bounds", "from 1 to 100")),
    "no years": (HEAD + "years = 0", "years", ("from 1 to 100",)),
    "half a year": (HEAD + "years = 2.5", "years", ("not a whole number",)),
    "a number of 400 digits": (HEAD + f"years = 1{'0' * 400}", "years", ("from 1 to 100",)),
    "a long burn-in": (HEAD + "burn_in_years = 51", "burn_in_years", ("from 0 to 50",)),
    "a start of long ago": (HEAD + 'start = "1066-10"', "start", ("1990-01 to 2100-12",)),
    "a month 13": (HEAD + 'start = "2020-13"', "start", ("1990-01 to 2100-12",)),
    "a start that is a date": (HEAD + "start = 2020-01-01", "start", ("as text",)),
    "another schema": (HEAD.replace("schema = 1", "schema = 2"), "schema", ("2 is not a known version", "allowed: 1")),
    "no schema": (HEAD.replace("schema = 1\n", ""), "schema", ("is missing",)),
    "a label in no language": (HEAD.replace('{ en = "A", fr = "B" }', "{ }", 1), "label", ("is missing",)),
    "an empty label": (HEAD.replace('en = "A"', 'en = ""', 1), "label.en", ("is empty",)),
    "a label in a third language": (HEAD.replace('fr = "B"', 'fr = "B", de = "C"', 1), "label.de", ("unknown key", "en, fr")),
    "a table for a list": (HEAD + "[shocks]\nkind = 3", "shocks", ("not a list",)),
    "a number for a table": (HEAD + "levers = 3", "levers", ("not a table",)),
    "typo in the ministry": (HEAD + "[ministry]\nprioritty = 1", "ministry.prioritty", ("unknown key", "'priority'")),
    "a ministry that is a number": (HEAD + "ministry = 3", "ministry", ("not a table",)),
    "a ministry out of bounds": (HEAD + "[ministry]\nrenewal_probability = 1.5", "ministry.renewal_probability", ("1.5 is out of bounds", "from 0 to 1")),
    "weights that do not add up": (
        HEAD + "[ministry.weights]\nfinance = 0.5\nhuman = 0.5\nsocial = 0.5",
        "ministry.weights",
        ("add up to 1.5, not to 1",),
    ),
    "a weight too few": (HEAD + "[ministry.weights]\nfinance = 0.5\nhuman = 0.5", "ministry.weights.social", ("is missing",)),
    "an unknown base": (HEAD + 'base = "morocco_belgum"', "base", ("library", "'morocco_belgium'")),
    "invalid TOML": (HEAD + "years = = 3", "", ("not valid TOML", "line 6")),
    "too many brackets": (HEAD + "x = " + "[" * 5000, "", ("nested too deeply",)),
}


def refuse(what: str | Path, **more: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        load(what, **more)
    assert caught.value.problems
    return caught.value


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_says_where_and_what_is_allowed(case: str, tmp_path: Path) -> None:
    text, key, words = BAD[case]
    file = tmp_path / "bad.toml"
    file.write_text(text)
    error = refuse(file)
    problem = next(problem for problem in error.problems if problem.key == key)
    assert problem.file == str(file)
    for word in ("bad.toml", key, *words):
        assert word in str(problem), str(problem)


def test_all_problems_of_a_file_are_shown_at_once(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(
        HEAD + 'years = 0\nstart = "x"\n[levers.matching_grant]\nratio = -1\n[levers.tax_incentiv]\n[parameters.giving]\nx = 1\n[[shocks]]\nkind = "x"\n'
    )
    assert {problem.key for problem in refuse(file).problems} == {
        "years",
        "start",
        "levers.matching_grant.ratio",
        "levers.tax_incentiv",
        "parameters.giving.x",
        "shocks.0.kind",
    }


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.toml", b"", "the file is empty"),
        ("spaces.toml", b" \n\t\n", "the file is empty"),
        ("comment.toml", b"# nothing\n", "the file is empty"),
        ("binary.toml", bytes(range(256)), "not a text file"),
        ("zeros.toml", b"\0" * 100, "binary file"),
        ("picture.toml", b"\x89PNG\r\n\x1a\n\0\0", "not a text file"),
    ],
)
def test_a_file_that_is_no_scenario(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    error = refuse(file)
    assert words in str(error) and name in str(error) and "scenario file" in str(error)


def test_a_directory_a_missing_file_and_a_device(tmp_path: Path) -> None:
    assert "is a directory" in str(refuse(tmp_path))
    assert "is a directory" in str(refuse("."))
    missing = str(refuse("morroco_belgium"))
    assert "no such file" in missing and "did you mean 'morocco_belgium'?" in missing
    assert "no such file" in str(refuse(tmp_path / "nothing.toml"))
    for odd in ("", "a\0b", "x" * 5000, "/dev/null"):
        refuse(odd)


def test_a_circle_of_bases(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('schema = 1\nbase = "b.toml"\n')
    (tmp_path / "b.toml").write_text('schema = 1\nbase = "a.toml"\n')
    assert "circle" in str(refuse(tmp_path / "a.toml"))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("levers.matching_grnt.ratio", 2, ("levers.matching_grnt", "'matching_grant'")),
        ("levers.matching_grant.ratio", -2, ("levers.matching_grant.ratio", "from 0 to 5")),
        ("lever.matching_grant.ratio", 2, ("lever.matching_grant.ratio", "unknown path", "'levers.matching_grant.ratio'")),
        ("years.x", 2, ("years.x", "nothing stands below it")),
        ("shocks.1.size", 2, ("shocks.1.size", "1 entries")),
        ("base", "ethiopia_netherlands", ("base", "unknown path")),
        ("label", "words", ("label", "not a table")),
        ("residence", ["BLE"], ("residence", "'BEL'")),
    ],
)
def test_a_bad_value_set_from_outside_is_not_blamed_on_the_file(path: str, value: Any, words: tuple[str, ...]) -> None:
    (problem, *_) = refuse("morocco_belgium_matching_grant", set={path: value}).problems
    assert problem.file == "--set"
    for word in words:
        assert word in str(problem)


def test_another_horizon_is_checked_too() -> None:
    assert str(refuse("morocco_belgium", years=10**9)).startswith("--years: years: 1000000000 is out of bounds")


@pytest.mark.parametrize("text", ["", "years", "=3", "a..b=3", ".=3"])
def test_set_needs_a_path_and_a_value(text: str) -> None:
    with pytest.raises(InputError, match="PATH=VALUE"):
        parse_set(text)


_junk: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_paths = st.sampled_from(
    [
        "schema",
        "label",
        "says.en",
        "origin",
        "residence",
        "corridors",
        "start",
        "years",
        "burn_in_years",
        "corridor",
        "corridor.MAR-BEL",
        "corridor.MAR-BEL.tax_rate",
        "corridor.MAR-BEL.tax_rate.assumed",
        "corridor.MAR-BEL.tax_rate.year",
        "parameters",
        "parameters.giving",
        "parameters.giving.price_elasticity",
        "levers",
        "levers.matching_grant",
        "levers.matching_grant.ratio",
        "levers.matching_grant.rule",
        "levers.matching_grant.to_month",
        "levers.matching_grant.eligibility",
        "levers.matching_grant.eligibility.generation",
        "levers.matching_grant.eligibility.corridors",
        "levers.matching_grant.eligibility.communities",
        "levers.skills_placement.sectors",
        "shocks",
        "shocks.0",
        "shocks.0.kind",
        "ministry",
        "ministry.priority",
        "ministry.strategy_month",
        "ministry.weights",
        "ministry.weights.finance",
    ]
)


@given(st.dictionaries(_paths, _junk, min_size=1, max_size=3))
def test_junk_is_refused_or_taken_but_never_crashes(changes: dict[str, Any]) -> None:
    try:
        scenario = load("morocco_belgium_matching_grant", set=changes)
    except InputError:
        return
    assert with_changes(scenario, {}) == scenario


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_without_a_crash(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("bytes") / "file.toml"
    file.write_bytes(content)
    refuse(file)
