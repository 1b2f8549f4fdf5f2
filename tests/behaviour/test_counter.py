"""The one-stop shop serves as many as its officers can: help with incentives, after-care, and little of either where they are few (P6a-d, 4.3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.records.bit_masks import S_COUNTER, S_GRANT
from model.world import DiasporaModel
from tests.worlds import FOUNDERS, MAR, differences, is_above_zero, lever, value, world

WORLD: dict[str, Any] = {"scenario": MAR, "stock": 20_000.0, "parameters": FOUNDERS}
GRANT = lever("investment_grant", share=0.4, own_funds_share=0.0)


def counter(officers: int, **more: Any) -> Any:
    """A shop that does nothing but help with incentives and look after firms."""
    return lever("one_stop_shop", officers=officers, **{"opportunities": 0, "mediators": 0, **more})


def of(*levers: Any, replication: int = 0, **parameters: float) -> DiasporaModel:
    return world(MAR, stock=20_000.0, replication=replication, parameters={**FOUNDERS, **parameters}).fork(levers).run()


def test_incentives_do_more_where_a_one_stop_shop_brings_them_home() -> None:
    """P6d at declared values: the two together bring more firms than the sum of each alone."""
    both = differences((GRANT, counter(200)), "firms_created", **WORLD)
    alone = differences((GRANT,), "firms_created", **WORLD) + differences((counter(200),), "firms_created", **WORLD)
    assert is_above_zero(both - alone), (both, alone)


def test_that_is_because_officers_help_to_claim() -> None:
    """The same pair where those served are told nothing of incentives: fewer firms, in the same luck; without an incentive it makes no difference."""
    def more(*levers: Any) -> np.ndarray:
        pairs = [[value(of(*levers, replication=k, **{"services.counter_claims": share}), "firms_created") for share in (0.8, 0.0)] for k in range(8)]
        return np.array([helped - untold for helped, untold in pairs])

    found = more(GRANT, counter(200))
    assert is_above_zero(found), found
    assert not more(counter(200)).any()


def test_only_those_served_are_helped_to_claim() -> None:
    """With nobody to serve them founders get no more grants than without a shop; with officers enough they do."""
    slow = {"services.counter_files": 0.2, "founding.claims": 0.3}
    none, few, many = (
        sum(int((of(GRANT, *shop, replication=replication, **slow).firms_frame()["support"].to_numpy() & S_GRANT > 0).sum()) for replication in range(4))
        for shop in ((), (counter(1),), (counter(200),))
    )
    assert many > few and many > 1.1 * none, (none, few, many)
    frame = of(GRANT, counter(200), **slow).firms_frame()
    support = frame["support"].to_numpy()[(frame["kind"] == 0) & (frame["founded"] >= 0)]
    served = support & S_COUNTER > 0
    assert (support[served] & S_GRANT > 0).mean() > (support[~served] & S_GRANT > 0).mean() + 0.2


def test_files_that_nobody_served_are_not_counted_as_support() -> None:
    model = of(counter(1), **{"services.counter_files": 0.2})
    bank = model.stage.institutions[0]
    firms = model.firms_frame()
    assert bank["abandoned"] > 0.0
    assert (firms["support"].to_numpy() & S_COUNTER > 0).sum() <= bank["served"]


def test_officers_look_after_young_firms_in_the_time_that_is_left() -> None:
    """After-care: more officers, more firms looked after, fewer closings and more disputes settled; where nobody closes for it, none of that."""
    care, alive, settled, useless = np.zeros(2), np.zeros(2), np.zeros(2), np.zeros(2)
    for replication in range(6):
        for k, officers in enumerate((1, 40)):
            known = {"information.broadcast": 0.5, "services.counter_appeal": 0.95, "services.counter_files": 4.0, "services.care_survival": 0.35}
            model = of(counter(officers), replication=replication, **known)
            off = of(counter(officers), replication=replication, **{**known, "services.care_survival": 0.0, "services.care_settles": 0.0})
            care[k] += value(model, "aftercare")
            alive[k] += value(model, "firms_surviving")
            useless[k] += value(off, "firms_surviving")
            settled[k] += value(model, "disputes_resolved") - value(off, "disputes_resolved")
    assert care[1] > care[0], care
    assert (alive - useless)[1] > (alive - useless)[0] >= 0.0, (alive, useless)
    assert settled[1] > max(settled[0], 0.0), settled
