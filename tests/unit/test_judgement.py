"""The judgement household by household, on cases counted by hand, and against its own definition on random ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.levers import Act
from model.outcomes.additionality import Acts, judge, judge_one
from tests.worlds import BUSY, ETH, lever, run, settings_of

GIVES, SUPPORT = 1 << int(Act.GIVE_REGULAR), 1 << 7


def acts(*rows: tuple[int, float, bool, bool, int]) -> Acts:
    """Rows of (key, weight, acted, supported, faction)."""
    key, weight, acted, supported, faction = (np.array(column) for column in zip(*rows, strict=True))
    return Acts(key.astype(np.int64), weight.astype(float), np.where(acted, GIVES, 0), np.where(supported, SUPPORT, 0), faction.astype(np.int64))


def judged(policy: Acts, base: Acts) -> dict[str, float]:
    return judge_one(policy, base, Act.GIVE_REGULAR, SUPPORT)


def test_six_households_by_hand() -> None:
    policy = acts(
        (1, 2.0, True, True, 0),  # supported, acted only because of it: additional
        (2, 3.0, True, True, 1),  # supported, acts anyway: deadweight
        (3, 5.0, True, False, 2),  # acted without support, not without the policy: spillover
        (4, 7.0, False, False, 0),  # acted without the policy, not with it: displacement
        (5, 11.0, True, False, 0),  # acts in either case, without support: nothing
        (6, 13.0, False, True, 0),  # supported and did not act: nothing
    )
    base = acts((1, 2.0, False, False, 0), (2, 3.0, True, False, 1), (3, 5.0, False, False, 2), (4, 7.0, True, False, 0), (5, 11.0, True, False, 0), (6, 13.0, False, False, 0))
    assert judged(policy, base) == {
        "additional": 2.0, "deadweight": 3.0, "spillover": 5.0, "displacement": 7.0, "net": 0.0,
        "additional_a": 2.0, "additional_b": 0.0, "additional_c": 0.0, "deadweight_a": 0.0, "deadweight_b": 3.0, "deadweight_c": 0.0,
    }  # fmt: skip


def test_parts_of_a_record_count_as_the_households_that_they_are() -> None:
    """Of 10 households 6 act with support, 4 would have acted: 4 deadweight, 2 additional, whichever part of the record they are."""
    policy = acts((1, 6.0, True, True, 1), (1, 4.0, False, False, 1))
    base = acts((1, 4.0, True, False, 1), (1, 6.0, False, False, 1))
    found = judged(policy, base)
    assert (found["additional"], found["deadweight"], found["spillover"], found["displacement"], found["net"]) == (2.0, 4.0, 0.0, 0.0, 2.0)
    assert (found["additional_b"], found["deadweight_b"]) == (2.0, 4.0)


def test_who_is_only_in_one_of_the_two_worlds_counts() -> None:
    found = judged(acts((1, 1.0, True, True, 0)), acts((2, 3.0, True, False, 2)))
    assert (found["additional"], found["displacement"], found["net"]) == (1.0, 3.0, -2.0)


def test_another_act_and_another_support_do_not_count() -> None:
    policy, base = acts((1, 1.0, True, True, 0)), acts((1, 1.0, False, False, 0))
    assert set(judge_one(policy, base, Act.VISIT, SUPPORT).values()) == {0.0}
    assert judge_one(policy, base, Act.GIVE_REGULAR, 1 << 3)["spillover"] == 1.0


ROWS = st.lists(st.tuples(st.integers(1, 9), st.sampled_from([1.0, 2.0, 5.0]), st.booleans(), st.booleans()), min_size=1, max_size=20)


@given(ROWS, ROWS)
def test_it_is_its_definition_place_by_place(policy: list[tuple[int, float, bool, bool]], base: list[tuple[int, float, bool, bool]]) -> None:
    expected = dict.fromkeys(("additional", "deadweight", "spillover", "displacement"), 0.0)
    for key in range(1, 10):
        with_support = sum(w for k, w, acted, supported in policy if k == key and acted and supported)
        alone = sum(w for k, w, acted, supported in policy if k == key and acted and not supported)
        before = sum(w for k, w, acted, _ in base if k == key and acted)
        anyway = min(with_support, before)
        expected["additional"] += with_support - anyway
        expected["deadweight"] += anyway
        expected["spillover"] += max(alone - (before - anyway), 0.0)
        expected["displacement"] += max(before - anyway - alone, 0.0)
    found = judged(acts(*((*row, row[0] % 3) for row in policy)), acts(*((*row, row[0] % 3) for row in base)))
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert found["net"] == pytest.approx(found["additional"] + found["spillover"] - found["displacement"])
    did = {name: sum(w for _, w, acted, _ in rows if acted) for name, rows in (("policy", policy), ("base", base))}
    assert found["net"] == pytest.approx(did["policy"] - did["base"])
    for name in ("additional", "deadweight"):
        assert sum(found[f"{name}_{faction}"] for faction in "abc") == pytest.approx(found[name])


def test_a_run_is_judged_by_its_own_acts() -> None:
    settings = settings_of(ETH, stock=900.0, years=1, burn_in=0, sample=30, parameters=BUSY)
    relief = lever("donation_tax_relief", rate=0.6)
    policy, base = run(settings, [relief]), run(settings)
    records = np.concatenate([policy.stage.households[: policy.n_households], policy.stage.departed[: policy.stage.counts[2]]])
    gave = records["given_regular"] > 0.0
    found = policy.acts()
    assert found.weight[(found.acted & GIVES) != 0].sum() == records["weight"][gave].sum() > 0.0
    table = judge(found, base.acts(), [relief])
    assert {key[1:] for key in table} == {("lever", "donation_tax_relief")}
    helped = (records["supported"] & relief.support_bit != 0) & gave
    assert table["additional", "lever", relief.id] + table["deadweight", "lever", relief.id] == pytest.approx(records["weight"][helped].sum())
