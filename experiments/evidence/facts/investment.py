"""C19 to C33: who invests and founds firms at origin, what helps, and who buys bonds."""

from __future__ import annotations

import math

import pandas as pd

from model.parameters import PARAMETERS

from ...runs.simulate import Run
from ..declaration import fact
from ..estimate import Estimate
from ..samples import Pair, Runs
from ..settings import CORRIDORS, INFORMED, LESS, MORE, MOROCCANS, rest
from ..study import Study

OURS = "kind == 'firm' and founded >= 0"
EAGER = {"parameters.enterprise.ideas_year": 20.0}
"""Ideas for firms are rare: a study of would-be founders begins with people who have one, so that few records see enough of them."""


@fact(
    id="C19",
    channel="investment",
    grade="B",
    band={"ever invested": (0.02, 0.05), "60 and older against 30 to 39": (2.0, 5.0), "men against women": (1.2, 2.6)},
    source="HCP 2020",
    unit="share; ratio",
)
def ever_invested(study: Study) -> dict[str, Estimate]:
    """Of migrants 2.9 % ever invested at origin: more with age (2.4 % at 30 to 39, 8.2 % from 60 on), and more men (3.4 %) than women (1.8 %)."""
    runs = rest(study)

    def share(where: str) -> Estimate:
        return study.share(runs, "has_invested == 1", where=f"generation == 'first' and {where}")

    return {
        "ever invested": share("age > 0"),
        "60 and older against 30 to 39": share("age >= 60").over(share("age >= 30 and age < 40")),
        "men against women": share("is_woman == 0").over(share("is_woman == 1")),
    }


@fact(
    id="C20",
    channel="investment",
    grade="C",
    band={"property": (0.45, 0.75), "productive": (0.0, 0.14)},
    source="HCP 2020",
    unit="share of projects",
    replications=16,
)
def property_first(study: Study) -> dict[str, Estimate]:
    """Of migrants' investments 60 % are property, and at most 14 % productive projects."""
    runs = rest(study)
    property_, firms = (
        study.share(runs, f"did_{act}", where="did_invest_property or did_found_firm or did_invest_productive") for act in ("invest_property", "found_firm")
    )
    return {"property": property_, "productive": firms}


FRICTIONS = {
    "capital": {
        "enterprise.liquidity": 5.0,
        "enterprise.property_least": 0.0,
        "enterprise.stake_least": 0.0,
        "founding.bank_chance": 1.0,
        "founding.bank_multiple": 20.0,
    },
    "procedures": {"enterprise.hassle": 0.0, "enterprise.property_hassle": 0.0},
    "information": {"founding.informed": 1.0},
    "skills": {"founding.skills": 1.0},
}
"""Each friction removed, by the parameters that hold it."""


@fact(
    id="C21",
    channel="investment",
    grade="B",
    band={"capital against procedures": MORE, "procedures against information": MORE, "information against skills": MORE},
    source="HCP 2020",
    unit="ratio of the numbers whom one friction alone stops",
    near=0.2,
)
def reasons(study: Study) -> dict[str, Estimate]:
    """Why people do not invest: lack of capital (36 %), then the administration (16 %), support and information (12 %), and last skills (6 %)."""
    wishes = {
        **{f"parameters.enterprise.{name}": PARAMETERS[f"enterprise.{name}"].value + math.log(11.0) for name in ("property_base", "stake_base")},
        "parameters.enterprise.ideas_year": 11.0 * PARAMETERS["enterprise.ideas_year"].value,
        "parameters.trade.tries": 0.0,
    }

    def acted(changes: dict[str, float]) -> Estimate:
        runs = study.run(MOROCCANS, set={**wishes, **{f"parameters.{name}": value for name, value in changes.items()}}, years=3, sample=3000)
        return study.share(runs, "did_invest_property or did_invest_productive or did_found_firm")

    base = acted({})
    freed = {name: acted(changes) - base for name, changes in FRICTIONS.items()}
    return {
        "capital against procedures": freed["capital"].over(freed["procedures"]),
        "procedures against information": freed["procedures"].over(freed["information"]),
        "information against skills": freed["information"].over(freed["skills"]),
    }


@fact(
    id="C22",
    channel="investment",
    grade="A",
    band=(0.02, 0.06),
    source="Burchardi, Chaney and Hassan 2019",
    unit="points of the chance of a link for twice the people",
    replications=60,
)
def links(study: Study) -> Estimate:
    """Twice as many people of one origin in a place raise the chance that it has an investment link with that origin by 4 points.

    Places are small worlds of 100 to 800 people: about a quarter to two and a half times 316, the order of the mean of an origin in a county of the study
    (from memory). A link is a firm or a stake founded within a year.
    """
    stocks = (100.0, 200.0, 400.0, 800.0)
    linked = [study.each(study.run(MOROCCANS, set={"corridor.MAR-BEL.migrant_stock": stock}, years=1, sample=1000), _is_linked, "a link") for stock in stocks]
    doublings = (-1.5, -0.5, 0.5, 1.5)
    return sum((each * doubling for each, doubling in zip(linked, doublings, strict=True)), start=linked[0] * 0.0) / 5.0


def _is_linked(run: Run) -> float:
    return float(((run.firms["founded"] >= 0) & run.firms["kind"].isin([0, 1])).any())


@fact(
    id="C23",
    channel="investment",
    grade="B",
    band={"educated against others": MORE, "elasticity": (0.1, 0.5)},
    source="Javorcik et al. 2011; Leblang 2010",
    unit="ratio; elasticity",
    near=0.2,
)
def educated(study: Study) -> dict[str, Estimate]:
    """Investment answers the stock of migrants (elasticity 0.3 over corridors), and that of the tertiary educated more."""
    runs = study.run(MOROCCANS, corridors=CORRIDORS, years=2, sample=300)
    home = rest(study)
    high, low = (study.mean(home, "invested_productive", where=f"skill == '{skill}'") for skill in ("high", "low"))
    return {
        "educated against others": high.over(low),
        "elasticity": study.regress(
            runs,
            "log(investment) ~ log(migrant_stock) + log(origin_gdp_pc) + log(residence_gdp_pc) + log(origin_population)",
            "log(migrant_stock)",
            of="corridors",
        ),
    }


@fact(id="C24", channel="investment", grade="A", band=(1.5, 4.0), source="feld_heckemeyer2011", unit="per cent a point", replications=16)
def tax(study: Study) -> Estimate:
    """One point less tax on profits raises productive investment by 2.5 to 3.3 %: the rate at which all profits are taxed, known to all."""
    high, low = (study.run(MOROCCANS, set={**INFORMED, "corridor.MAR-BEL.tax_rate": rate}, years=3, sample=6000) for rate in (0.25, 0.20))
    return (study.outcome(low, "investment_productive") / study.outcome(high, "investment_productive")).log() * (100.0 / 5.0)


TARGETS = ("health", "education", "business")


@fact(id="C25", channel="investment", grade="B", band=(0.20, 1.60), source="Harding and Javorcik 2011", unit="relative change of firms", replications=16)
def promoted_sectors(study: Study) -> Estimate:
    """Promotion of sectors raises investment in them by 20 to 160 % against others."""
    offer = {"eligibility": {"sector": list(TARGETS)}}
    levers = {"one_stop_shop": offer, "investment_information": offer}
    pair = study.policy(MOROCCANS, levers=levers, set={**INFORMED, **EAGER}, years=3, sample=4000)

    def founded(runs: Runs, promoted: bool) -> Estimate:
        return study.total(runs, lambda firms: 1.0 * (firms["sector"].isin(TARGETS) == promoted), where=OURS, of="firms")

    rise = [founded(pair.policy, promoted) / founded(pair.baseline, promoted) for promoted in (True, False)]
    return rise[0] / rise[1] - 1.0


@fact(
    id="C26",
    channel="investment",
    grade="A",
    band={"firms": (0.05, 0.30), "moved, of those in the zone": (0.0, 0.5), "later against earlier plots": LESS},
    source="wang2013",
    unit="relative change; share; ratio",
)
def zones(study: Study) -> dict[str, Estimate]:
    """A special zone raises investment by 5 to 30 %, mostly new and not moved, and later plots add less than the first."""
    first, second, all_ = (
        study.policy(MOROCCANS, levers={"special_economic_zone": {"plots": plots}}, set=INFORMED, years=5, sample=8000) for plots in (200, 400, 2000)
    )

    def moved(with_: Run, without: Run) -> float:
        settled = with_.firms[(with_.firms["kind"] == 0) & (with_.firms["founded"] >= 0) & (with_.firms["in_zone"] == 1)]
        anyway = set(without.firms.loc[(without.firms["kind"] == 0) & (without.firms["founded"] >= 0), "owner"])
        return float((settled["weight"] * settled["owner"].isin(anyway)).sum() / settled["weight"].sum()) if len(settled) else math.nan

    earlier, later = study.effect(first, "firms_created"), study.effect(second, "firms_created") - study.effect(first, "firms_created")
    return {
        "firms": study.effect(all_, "firms_created", relative=True),
        "moved, of those in the zone": study.each(all_, moved, "firms that would have been there"),
        "later against earlier plots": later.over(earlier),
    }


def _registration(study: Study, days: float, steps: float, cost: float) -> Pair:
    figures = {"corridor.MAR-BEL.start_business_days": days, "corridor.MAR-BEL.start_business_steps": steps, "corridor.MAR-BEL.start_business_cost": cost}
    return study.policy(
        MOROCCANS, levers={"business_registration": {"days": 2.0, "steps": 3, "fee_usd": 0.0}}, set={**INFORMED, **EAGER, **figures}, years=2, sample=4000
    )


@fact(id="C27", channel="investment", grade="A", band=(0.03, 0.08), source="bruhn2011", unit="relative change of firms", replications=16, near=0.1)
def registration(study: Study) -> Estimate:
    """Registering a firm in one place, with three steps in two days instead of eight in thirty, raises the number of firms by 5 %."""
    return study.effect(_registration(study, 30.0, 8.0, 0.1), "firms_created", relative=True)


@fact(
    id="C28",
    channel="investment",
    grade="B",
    band={"five years": (0.33, 0.50), "one year": (0.55, 0.90)},
    source="OECD 2010, Open for Business",
    unit="share of firms",
)
def firms_live(study: Study) -> dict[str, Estimate]:
    """Of migrants' firms 33 to 50 % live five years, 55 to 90 % one."""
    runs = study.run(MOROCCANS, set=EAGER, years=10, sample=4000)
    return {"five years": study.survival(runs, 60, where=OURS), "one year": study.survival(runs, 12, where=OURS)}


@fact(id="C29", channel="investment", grade="A", band=(0.27, 0.47), source="mckenzie2017", unit="points of the chance to found", replications=16)
def seed_money(study: Study) -> Estimate:
    """A grant of about 50,000 USD with training raises entry of would-be founders by 37 points in three years."""
    terms = {
        "places": 1000,
        "seed_usd": 50_000.0,
        "assistance_days": 4.0,
        "local_desk": False,
        "to_month": 12,
        "eligibility": {"random_share": 0.5, "arm": "seed"},
    }
    world = {"parameters.enterprise.ideas_year": 20.0, "parameters.information.broadcast": 0.3}
    pair = study.policy(MOROCCANS, levers={"entrepreneur_support": terms}, set=world, years=4, sample=6000)
    return study.each(pair, _more_among_the_offered, "firms more").over(study.outcome(pair.policy, "selected"))


def _more_among_the_offered(with_: Run, without: Run) -> float:
    """Firms founded by those in the lot, with the grant less without it."""
    offered = with_.households.groupby("root")["offered_entrepreneur_support"].first()
    founded = []
    for run in (with_, without):
        own = run.firms[(run.firms["kind_name"] == "firm") & (run.firms["founded"] >= 0)]
        in_lot = own["owner"].map(offered).fillna(False).astype(bool)
        founded.append(float(own.loc[in_lot, "weight"].sum()))
    return founded[0] - founded[1]


@fact(
    id="C30", channel="investment", grade="A", band={"profits": (0.02, 0.15), "survival": (-0.05, 0.05)}, source="McKenzie 2020", unit="relative change; points"
)
def training(study: Study) -> dict[str, Estimate]:
    """Business training raises profits by 5 to 10 %, and does little for survival."""
    terms = {"places": 0, "training_seats": 3000, "seat_usd": 10.0, "team_usd": 0.0, "local_desk": False, "eligibility": {"random_share": 0.5}}
    eager = {**INFORMED, **EAGER, "parameters.services.training_interest": 0.3}
    pair = study.policy(MOROCCANS, levers={"entrepreneur_support": terms}, set=eager, years=4, sample=4000)

    def trained(with_: Run, without: Run) -> pd.DataFrame:
        firms = [run.firms[run.firms["kind_name"] == "firm"] for run in (with_, without)]
        both = firms[0].merge(firms[1], on="id", suffixes=("", "_without"))
        return both[both["practice"] > 0.0]

    def profits(with_: Run, without: Run) -> float:
        alive = trained(with_, without).query("is_alive == 1 and is_alive_without == 1")
        more, base = (float((alive[name] * alive["weight"]).sum()) for name in ("profit", "profit_without"))
        return more / base - 1.0 if base > 0.0 else math.nan

    def survival(with_: Run, without: Run) -> float:
        firms = trained(with_, without)
        return float((firms["is_alive"] - firms["is_alive_without"]).mean())

    return {"profits": study.each(pair, profits, "profits of the trained"), "survival": study.each(pair, survival, "survival of the trained")}


@fact(
    id="C31",
    channel="investment",
    grade="C",
    band={"awards of applications": (0.02, 0.10), "finalists of applications": (0.05, 0.20), "applications of the diaspora a year": (0.0001, 0.001)},
    source="African Diaspora Marketplace",
    unit="share",
)
def funnel(study: Study) -> dict[str, Estimate]:
    """A diaspora business competition had 500 proposals, 44 finalists and 17 awards; here it has as many places for its people."""
    runs = study.run(MOROCCANS, levers={"entrepreneur_support": {"places": 2, "finalists": 3}}, years=3, sample=6000)
    applications, finalists, awards = (study.outcome(runs, name) for name in ("support_applications", "support_shortlisted", "selected"))
    people = study.total(runs, "size")
    return {
        "awards of applications": awards / applications,
        "finalists of applications": finalists / applications,
        "applications of the diaspora a year": applications / 3.0 / people,
    }


@fact(id="C32", channel="investment", grade="C", band=(0.05, 0.60), source="Economist 1998; Lok Sabha", unit="share of a year's remittances")
def trusted_bonds(study: Study) -> Estimate:
    """A bond of a state that is trusted raises 5 to 60 % of a year's remittances."""
    pair = _bond(study, 0.7, 1e10)
    return study.outcome(pair.policy, "bonds_sold") * 2.0 / study.outcome(pair.baseline, "remittances")


@fact(
    id="C33",
    channel="investment",
    grade="C",
    band={"distrusted, of its target": (0.0, 0.3), "trusted against distrusted": MORE},
    source="Plaza, World Bank",
    unit="share; ratio",
)
def distrusted_bonds(study: Study) -> dict[str, Estimate]:
    """A bond of an issuer whom the diaspora distrusts misses its target, and sales rise with trust."""
    target = 60e6
    missed = study.outcome(_bond(study, 0.2, target).policy, "bonds_sold") * 2.0
    low, high = (study.outcome(_bond(study, trust, 1e10).policy, "bonds_sold") for trust in (0.2, 0.7))
    return {"distrusted, of its target": missed / target, "trusted against distrusted": high.over(low)}


def _bond(study: Study, trust: float, issue: float) -> Pair:
    """Two years on sale, at 5 %, told of by a million a year."""
    lever = {"diaspora_bond": {"yield_rate": 0.05, "issue_usd": issue, "promotion_usd": 1e6}}
    return study.policy(MOROCCANS, levers=lever, set={"parameters.belonging.trust_start": trust}, years=2, sample=3000)
