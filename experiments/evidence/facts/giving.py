"""C48 to C55: regular, collective and crisis giving, and what matches, reliefs and funds do."""

from __future__ import annotations

from ..declaration import fact
from ..estimate import Estimate
from ..samples import Pair, Runs
from ..settings import INFORMED, MOROCCANS, rest
from ..study import Study


@fact(id="C48", channel="giving", grade="B", band=(0.04, 0.20), source="Orozco and Rouse 2007", unit="share of those who send")
def members(study: Study) -> Estimate:
    """Of those who send money 9 % belong to a hometown association."""
    return study.share(rest(study), "is_member == 1", where="remittance_12m > 0")


@fact(
    id="C49",
    channel="giving",
    grade="C",
    band={"public for private": (2.5, 3.0), "places with a project a year": (0.15, 0.35)},
    source="mexico_3x1",
    unit="USD for a USD; share",
)
def three_for_one(study: Study) -> dict[str, Estimate]:
    """Mexico's matching paid 2.8 public dollars for one of migrants, and a quarter of municipalities had a project in a year."""
    runs = _municipalities(study)
    public, private = (study.each(runs, lambda run, of=of: float(run.associations[of].sum()), of) for of in ("grants", "own_matched"))
    awarded = study.each(runs, lambda run: float((run.associations.groupby("community")["grants"].sum() > 0).mean()), "places")
    return {"public for private": public / private, "places with a project a year": awarded}


def _municipalities(study: Study) -> Runs:
    """Twenty municipalities of Mexico of the mean number of migrants, with their part of the money of 2,457."""
    share = 20.0 / 2457.0
    terms = {
        "corridor.MEX-USA.migrant_stock": 10_853_105.0 * share,
        "levers.matching_grant.budget_usd": 43e6 * share,
        "levers.matching_grant.desk_usd": 0.0,
        "parameters.population.n_communities": 20,
        "parameters.giving.associations": 1,
    }
    return study.run("hometown_association_matching", set=terms, years=1, sample=4000)


@fact(
    id="C50",
    channel="giving",
    grade="A",
    band={"1:1": (0.10, 0.30), "2:1 over 1:1": (-0.05, 0.05), "3:1 over 1:1": (-0.05, 0.05)},
    source="karlan_list2007",
    unit="relative change",
    replications=16,
)
def match_and_donors(study: Study) -> dict[str, Estimate]:
    """A match offered to those who gave before raises what they give by 19 %; two or three for one add nothing."""
    rise = [_to_donors(study, ratio) for ratio in (1.0, 2.0, 3.0)]
    return {"1:1": rise[0] - 1.0, "2:1 over 1:1": rise[1] / rise[0] - 1.0, "3:1 over 1:1": rise[2] / rise[0] - 1.0}


def _to_donors(study: Study, ratio: float) -> Estimate:
    pair = study.policy(MOROCCANS, levers={"matching_grant": {"ratio": ratio}}, set=INFORMED, years=1, sample=5000, record=("is_member",))
    given = [study.total(runs, "given_collective", where="is_member_at_m0 == 1") for runs in (pair.policy, pair.baseline)]
    return given[0] / given[1]


@fact(id="C51", channel="giving", grade="A", band=(-1.5, -0.5), source="peloza_steel2005", unit="elasticity to the price of giving")
def relief(study: Study) -> Estimate:
    """Gifts rise by about one per cent for a per cent off their price."""
    rate = 0.3
    pair = study.policy(MOROCCANS, levers={"donation_tax_relief": {"rate": rate, "ceiling_usd": 1e6}}, set=INFORMED, years=3, sample=3000)
    return study.elasticity(pair, "donations", 1.0 - rate)


@fact(id="C52", channel="giving", grade="A", band=(-0.7, 0.2), source="dewit_bekkers2017", unit="USD of gifts for a public USD")
def crowding(study: Study) -> Estimate:
    """A public dollar in the same fund takes away 0.64 of gifts in experiments and adds 0.06 in the field."""
    shock = [{"kind": "disaster", "month": 12, "size": 0.5, "share": 0.3, "communities": ["poorest:1"]}]
    without, with_ = (
        study.run(MOROCCANS, levers={"pooled_fund": {"budget_usd": budget}}, shocks=shock, set=INFORMED, years=3, sample=3000)
        for budget in (1_000.0, 250_000.0)
    )
    gifts, public = (study.outcome(with_, name) - study.outcome(without, name) for name in ("donations_crisis", "public_cost"))
    return gifts.over(public)


def _struck(study: Study) -> Pair:
    shock = {"kind": "disaster", "month": 0, "size": 0.3, "communities": ["poorest:2"]}
    return study.event(MOROCCANS, shocks=[shock], years=3, sample=4000)


@fact(
    id="C53",
    channel="giving",
    grade="C",
    band={"by week 6": (0.60, 0.97), "by month 3": (0.85, 1.0), "by month 6": (0.97, 1.0), "half-life, weeks": (2.0, 4.0)},
    source="Lilly School of Philanthropy",
    unit="share; weeks",
    near=0.05,
)
def crisis_gifts(study: Study) -> dict[str, Estimate]:
    """Gifts after a disaster come mostly within six weeks, with a trickle after three months and nearly nothing after six."""
    gifts = study.path(_struck(study).policy, "donations_crisis")
    part = 6 * 7 / (365.25 / 12.0) - 1.0
    by_week_6 = gifts.share_by(1) + (gifts.share_by(2) - gifts.share_by(1)) * part
    return {
        "by week 6": by_week_6,
        "by month 3": gifts.share_by(3),
        "by month 6": gifts.share_by(6),
        "half-life, weeks": gifts.half_life() * (365.25 / 7.0 / 12.0),
    }


@fact(id="C54", channel="giving", grade="D", band=(0.10, 0.25), source="analyticalones.com", unit="share of first-time crisis donors")
def donors_kept(study: Study) -> Estimate:
    """Of those who first gave after a disaster 18 to 26 % gave again in the second year."""
    return study.outcome(_struck(study).policy, "donor_retention")


@fact(
    id="C55",
    channel="giving",
    grade="D",
    band={"USD a year, mean": (0.0, 300.0), "three or more times in two years": (0.2, 0.55), "slope on years abroad": (None, 0.0)},
    source="Gopakumar 2003",
    unit="USD; share; USD a year",
)
def regular_giving(study: Study) -> dict[str, Estimate]:
    """Ordinary giving is at most 300 USD a year a head, 37 % give three or four times in two years, and it falls with the length of stay."""
    runs = rest(study)
    return {
        "USD a year, mean": study.mean(runs, "donation_12m"),
        "three or more times in two years": study.share(runs, "donation_24m_times >= 3"),
        "slope on years abroad": study.regress(runs, "donation_12m ~ years_abroad", "years_abroad", where="generation == 'first'"),
    }
