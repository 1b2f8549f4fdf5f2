"""The second half of the sentences of the teaching questions, read by hand (`sentence_readings`): questions 7 to 12."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .raw_runs import RawRuns, down, flat, open_, up
from .sentence_readings import POOR, READINGS, RICH, Key, Reading, kept, ratio


def _aid(r: RawRuns, one: str, other: str, outcome: str = "crisis_duplicated") -> bool:
    """More with the one."""
    return up(r.level(outcome, one) - r.level(outcome, other))


def _covered(r: RawRuns, option: str) -> float:
    return ratio(r.level("crisis_covered", option), r.level("crisis_need", option))


def _a_dollar(r: RawRuns, option: str) -> float:
    return ratio(r.change("public_cost", option), r.change("donations", option))


def _plainly(r: RawRuns, option: str) -> bool:
    """Whether cost and gifts plainly lie apart."""
    return not open_(r.change("public_cost", option) - r.change("donations", option))


RETENTION = ("relief", "pool", "lead_gift")
REFORM, BOTH = "reform", "reform_and_counter"
LATER: Mapping[Key, tuple[str, Reading]] = {
    (7, 1, 1): ("Where nobody shares plans, aid worth {collides} of the need collides with other aid; where half of the responders share it is {half_share}, where",
                lambda r: _aid(r, "one_0", "one_50") and _aid(r, "one_50", "one_100")),
    (7, 1, 2): ("Where nobody shares plans, aid worth {collides} of the need collides with other aid; where half of the responders share it is {half_share}.",
                lambda r: _aid(r, "one_0", "one_50")),
    (7, 1, 3): ("More aid collides", lambda r: _aid(r, "one_50", "one_0")),
    (7, 2, 1): ("The last partners are the slow", lambda r: _aid(r, "one_100", "one_50", "days_to_first_aid")),
    (7, 2, 2): ("The first help that counts", lambda r: _aid(r, "one_50", "one_100", "days_to_first_aid")),
    (7, 3, 1): ("Most need is covered in between",
                lambda r: _aid(r, "one_50", "one_0", "crisis_covered") and _aid(r, "one_50", "one_100", "crisis_covered")),
    (7, 3, 2): ("More need is covered where half", lambda r: _aid(r, "one_50", "one_0", "crisis_covered")),
    (7, 3, 3): ("Less need is covered where half", lambda r: _aid(r, "one_0", "one_50", "crisis_covered")),
    (7, 4, 1): ("Two crises at once draw", lambda r: _covered(r, "two_0") < _covered(r, "one_0") and _covered(r, "two_100") < _covered(r, "one_100")),
    (7, 4, 2): ("Two crises at once are covered", lambda r: _covered(r, "two_0") < _covered(r, "one_0")),
    (8, 1, 1): ("With the tax relief the diaspora gives more", lambda r: 0.0 < _a_dollar(r, "relief") < 1.0),
    (8, 1, 2): ("With the tax relief the diaspora gives less", lambda r: _a_dollar(r, "relief") > 1.0),
    (8, 1, 3): ("With the tax relief a dollar", lambda r: not _plainly(r, "relief")),
    (8, 2, 1): ("With the lead gift the public pays more", lambda r: _a_dollar(r, "lead_gift") > 1.0),
    (8, 2, 2): ("With the lead gift the public pays less", lambda r: 0.0 < _a_dollar(r, "lead_gift") < 1.0),
    (8, 2, 3): ("With the lead gift a dollar", lambda r: not _plainly(r, "lead_gift")),
    (8, 3, 1): ("The pooled fund raises no gifts", lambda r: down(r.change("donations_crisis", "pool")) and r.change("donations", "pool").mean() < 0.0),
    (8, 3, 2): ("With the pooled fund private crisis", lambda r: down(r.change("donations_crisis", "pool")) and open_(r.change("donations", "pool"))),
    (8, 3, 3): ("With the pooled fund more is given", lambda r: up(r.change("donations", "pool"))),
    (8, 4, 1): ("What the pooled fund buys",
                lambda r: up(r.change("crisis_covered", "pool")) and all(up(r.gap("crisis_covered", "pool", other)) for other in ("relief", "lead_gift"))),
    (8, 4, 2): ("The pooled fund covers", lambda r: up(r.change("crisis_covered", "pool"))),
    (8, 5, 1): ("Of those who first gave in the crisis about",
                lambda r: max(r.level("donor_retention", one).mean() for one in RETENTION) - min(r.level("donor_retention", one).mean() for one in RETENTION) < 0.05),
    (8, 5, 2): ("Of those who first gave in the crisis {again_relief}", lambda r: all(r.level("donor_retention", one).notna().any() for one in RETENTION)),
    (9, 1, 1): ("Look at the generations", lambda r: up(r.change("dual_nationals", REFORM, "second"))
                and up(r.change("dual_nationals", REFORM, "first") - r.change("dual_nationals", REFORM, "second"))),
    (9, 1, 2): ("Migrants themselves come", lambda r: up(r.change("dual_nationals", REFORM, "first")) and open_(r.change("dual_nationals", REFORM, "second"))),
    (9, 1, 3): ("More of the second generation", lambda r: up(r.change("dual_nationals", REFORM, "second") - r.change("dual_nationals", REFORM, "first"))),
    (9, 2, 1): ("More naturalise", lambda r: up(r.change("naturalisations", REFORM))),
    (9, 2, 2): ("Fewer naturalise", lambda r: down(r.change("naturalisations", REFORM))),
    (9, 3, 1): ("A right removes one obstacle", lambda r: r.change("blocked_nationality", REFORM).mean() < 0.0),
    (9, 3, 2): ("With the reform more wishes", lambda r: r.change("blocked_nationality", REFORM).mean() > 0.0),
    (9, 4, 1): ("Whether the right alone", lambda r: open_(r.change("firms_created", REFORM)) and up(r.gap("firms_created", BOTH, REFORM))),
    (9, 4, 2): ("The right alone brings {firms} firms, and", lambda r: up(r.change("firms_created", REFORM)) and up(r.gap("firms_created", BOTH, REFORM))),
    (9, 4, 3): ("The right alone brings {firms} firms; whether",
                lambda r: up(r.change("firms_created", REFORM)) and open_(r.gap("firms_created", BOTH, REFORM))),
    (9, 4, 4): ("The right alone brings no", lambda r: down(r.change("firms_created", REFORM))),
    (9, 5, 1): ("The right costs", lambda r: up(r.gap("public_cost", BOTH, REFORM))),
    (10, 1, 1): ("Compare exporters after", lambda r: up(r.gap("exporters", "training", "fair")) and up(r.gap("contacts", "fair", "training"))),
    (10, 1, 2): ("The fair brings more", lambda r: up(r.gap("exporters", "fair", "training"))),
    (10, 2, 1): ("The networks bring {network} exporters, fewer", lambda r: down(r.gap("exporters", "network", "training"))),
    (10, 2, 2): ("The networks bring {network} exporters, more", lambda r: up(r.gap("exporters", "network", "training"))),
    (10, 3, 1): ("Look at the size", lambda r: ratio(r.change("exporters_micro", "training"), r.change("exporters", "training")) > 0.5),
    (10, 3, 2): ("Of the firms whom the training", lambda r: ratio(r.change("exporters_micro", "training"), r.change("exporters", "training")) < 0.5),
    (10, 4, 1): ("The fair moves more", lambda r: up(r.gap("exports", "fair", "training"))),
    (10, 4, 2): ("The training moves more", lambda r: down(r.gap("exports", "fair", "training"))),
    (10, 5, 1): ("Of the exporters that the training", lambda r: up(r.change("exporters", "training", "female"))),
    (11, 1, 1): ("Infrastructure makes {poor_infra} jobs in the three poor regions in which it is built; whether", lambda r: _built(r) and open_(_else(r))),
    (11, 1, 2): ("Infrastructure makes {poor_infra} jobs in the three poor regions in which it is built, and there", lambda r: _built(r) and down(_else(r))),
    (11, 1, 3): ("Infrastructure makes {poor_infra} jobs in the three poor regions in which it is built, and {rich_infra}", lambda r: _built(r) and up(_else(r))),
    (11, 1, 4): ("Infrastructure makes {poor_infra} jobs in the three poor regions in which it is built, and none", lambda r: _built(r) and flat(_else(r))),
    (11, 2, 1): ("The zone makes {poor_zone} jobs in", lambda r: up(r.regions("jobs", "zone", POOR)) and down(r.regions("jobs", "zone", RICH))),
    (11, 2, 2): ("The zone makes {poor_zone} jobs of", lambda r: up(r.regions("jobs", "zone", POOR)) and open_(r.regions("jobs", "zone", RICH))),
    (11, 2, 3): ("Whether the zone makes", lambda r: open_(r.regions("jobs", "zone", POOR))),
    (11, 3, 1): ("Infrastructure takes its time", lambda r: up(r.at("jobs", "infrastructure", 120))
                 and up(r.at("jobs", "infrastructure", 120) - r.at("jobs", "infrastructure", 24))),
    (11, 4, 1): ("See who fills the plots: {taken} are taken in the mean, and others", lambda r: r.level("zone_leakage", "zone").mean() > 0.5),
    (11, 4, 2): ("See who fills the plots: {taken} are taken in the mean, and the", lambda r: r.level("zone_leakage", "zone").mean() < 0.5),
    (11, 5, 1): ("The costs differ: {cost_zone} USD a year for the zone, {cost_infra}", lambda r: up(r.gap("public_cost", "infrastructure", "zone"))),
    (11, 5, 2): ("The costs differ: {cost_zone} USD a year for the zone, less", lambda r: down(r.gap("public_cost", "infrastructure", "zone"))),
    (12, 1, 1): ("Look right of the dashed line: of", lambda r: kept(r, "capacity", "project", 60, 36) < 0.5),
    (12, 1, 2): ("Look right of the dashed line: more", lambda r: kept(r, "capacity", "project", 60, 36) > 0.5),
    (12, 2, 1): ("The smaller yearly budget", lambda r: down(_late(r, 36)) and up(_late(r, 60)) and up(_late(r, 60, "register_and_hub"))),
    (12, 2, 2): ("Two years after the donor left, the yearly", lambda r: up(_late(r, 60))),
    (12, 2, 3): ("Two years after the donor left, the project", lambda r: down(_late(r, 60))),
    (12, 3, 1): ("A register outlives", lambda r: kept(r, "registered", "project", 60, 36) > 0.5),
    (12, 3, 2): ("The register empties", lambda r: kept(r, "registered", "project", 60, 36) < 0.5),
    (12, 4, 1): ("What the hub says ages", lambda r: up(r.level("hub_freshness", "register_and_hub") - r.level("hub_freshness", "project"))),
    (12, 5, 1): ("The work of experts stops", lambda r: flat(_work(r))),
    (12, 5, 2): ("Some work of experts goes", lambda r: up(_work(r))),
}  # fmt: skip


def _built(r: RawRuns) -> bool:
    return up(r.regions("jobs", "infrastructure", POOR))


def _else(r: RawRuns) -> pd.Series:
    return r.regions("jobs", "infrastructure", RICH)


def _late(r: RawRuns, month: int, other: str = "project") -> pd.Series:
    return r.at("capacity", "institutional", month) - r.at("capacity", other, month)


def _work(r: RawRuns) -> pd.Series:
    return r.judged["effect_after_24m", "project", "skills_placement"]


ALL: Mapping[Key, tuple[str, Reading]] = {**READINGS, **LATER}
