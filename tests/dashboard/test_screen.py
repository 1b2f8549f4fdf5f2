"""What a link and a file restore, and the sentences of the command line where they cannot be right."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from experiments.dashboard.policies import NAMES, command, file_of, label_of, own_values, policies, scenario_of, sets_of
from experiments.dashboard.screen import FIRST_B, Screen, checked, fits_link, from_file, from_link, is_saved_screen, to_file, to_link
from model.errors import InputError
from scenarios import load
from scenarios.reading.loader import library

SCREENS = [
    Screen(),
    Screen(b=()),
    Screen(a=None, b=None, language="fr", big=True),
    Screen(scenario="SEN", b=("levers.remittance_cost={}",), sample=300, seed=2**60, view="flows", outcome="remittances"),
    Screen(
        file='schema = 1\nbase = "morocco_belgium"\n# é « »\n', b=(), world=("years=4", "parameters.giving.price_elasticity=-1.2"), household=17, by="skill"
    ),
    Screen(a=('levers.matching_grant.rule="quota"', 'levers.matching_grant.eligibility.communities=["poorest:3"]'), lesson=7, runs=8, precision=5),
]


def link(screen: Screen) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else value for name, value in to_link(screen).items()}


@pytest.mark.parametrize("screen", SCREENS, ids=range(len(SCREENS)))
def test_link_and_file_restore_all_of_it(screen: Screen) -> None:
    assert from_link(link(screen)) == screen
    assert from_file(to_file(screen), "saved.toml") == screen
    assert is_saved_screen(to_file(screen)) and fits_link(screen)


def test_first_page_has_an_empty_link_and_another_world_no_second_policy() -> None:
    assert to_link(Screen()) == {} and Screen().b == FIRST_B
    assert from_link({"scenario": ["ethiopia_netherlands_dual_nationality"]}).b == ()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"s0": ["9"]}, "s0: unknown key"),
        ({"seed": ["abc"]}, "seed: 'abc' is not a number; allowed: a whole number from 0"),
        ({"sample": ["5"]}, "sample: 5 is out of bounds; allowed: a whole number from 100"),
        ({"view": ["flow"]}, "did you mean 'flows'?"),
        ({"outcome": ["remitances"]}, "did you mean 'remittances'?"),
        ({"big": ["1"]}, "big: '1'"),
        ({"a": ["levers.x"]}, "is not of the form PATH=VALUE"),
        ({"b": ["years=3"]}, "years: does not belong to b; allowed: a path that begins with levers"),
        ({"world": ["levers.matching_grant.ratio=3"]}, "does not belong to world"),
        ({"file": ["zzz"]}, "file: is damaged in this link"),
    ],
)
def test_a_wrong_link_is_refused_with_its_reason(given: dict[str, list[str]], says: str) -> None:
    with pytest.raises(InputError, match=".") as refused:
        from_link(given)
    assert says in str(refused.value)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InputError) as refused:
        from_link({"seed": ["x"], "runs": ["0"], "wrold": ["years=3"]})
    assert [problem.key for problem in refused.value.problems] == ["wrold", "seed", "runs"]


def test_a_packed_file_cannot_blow_up() -> None:
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b"x" * 50_000_000)).decode()
    with pytest.raises(InputError, match="too large"):
        from_link({"file": [bomb]})


def test_wrong_values_get_the_sentence_of_the_command_line() -> None:
    with pytest.raises(InputError) as of_cli:
        load("morocco_belgium_matching_grant", set={"levers.matching_grant.ratio": 9})
    with pytest.raises(InputError) as of_page:
        policies(Screen(a=("levers.matching_grant.ratio=9",)))
    assert str(of_page.value) == str(of_cli.value)
    assert "--set: levers.matching_grant.ratio: 9 is out of bounds; allowed: a number from 0 to 5" in str(of_page.value)
    with pytest.raises(InputError, match=r"scenario.toml: corridor.MAR-BEL.household_size: does not say where it comes from"):
        policies(Screen(file='schema = 1\nbase = "morocco_belgium"\n[corridor.MAR-BEL]\nhousehold_size = 3\n'))
    with pytest.raises(InputError, match="did you mean 'morocco_belgium'"):
        policies(Screen(scenario="morocco_belgim"))


def test_both_policies_are_of_one_world_and_named_as_their_files() -> None:
    found = policies(checked(world=("years=4",)))
    assert tuple(found) == NAMES and len({scenario.world_fingerprint for scenario in found.values()}) == 1
    assert {scenario.years for scenario in found.values()} == {4}
    assert found["policy_a"].levers != found["policy_b"].levers
    assert found["policy_b"].label("fr").startswith("B\u00a0: Subvention")
    assert tuple(policies(Screen(b=()))) == ("policy_a",)


def test_the_world_of_a_country_has_no_policy_of_its_own() -> None:
    scenario = scenario_of("SEN", "", (), None)
    assert scenario.levers == () and scenario.origins == ("SEN",) and len(scenario.corridors) == 10
    assert label_of(scenario.levers)("fr") == "Sans politique"


@pytest.mark.parametrize("name", library())
def test_the_file_of_a_policy_gives_the_same_scenario(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    path = tmp_path / "policy.toml"
    path.write_text(file_of(scenario), encoding="utf-8")
    again = load(path)
    assert again.fingerprint == scenario.fingerprint and again.label == scenario.label


def test_values_of_levers_survive_the_way_through_the_page() -> None:
    for name in library():
        scenario = load(name)
        sets = tuple(each for lever in scenario.levers for each in sets_of(lever.id, own_values(lever)))
        assert scenario_of(name, "", (), sets).fingerprint == scenario.fingerprint


def test_command_names_the_files_and_all_that_moves_the_numbers() -> None:
    says = command(Screen(seed=3, sample=500), NAMES, 12)
    assert says == "diaspora compare policy_a.toml policy_b.toml --replications 12 --seed 3 --sample 500 --language en"


def test_a_saved_page_that_is_wrong_names_its_file() -> None:
    text = to_file(Screen()).replace("sample = 3000", "sample = 3")
    assert tomllib.loads(text)["sample"] == 3
    with pytest.raises(InputError, match=r"mine.toml: sample: 3 is out of bounds"):
        from_file(text, "mine.toml")
    with pytest.raises(InputError, match="not a known version"):
        from_file("dashboard = 2", "mine.toml")
