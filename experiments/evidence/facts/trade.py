"""C34 to C38: what migrants add to trade between their two countries, and what promotion does."""

from __future__ import annotations

from model.parameters import PARAMETERS
from scenarios import load

from ...runs.simulate import Run
from ..declaration import fact
from ..estimate import Estimate
from ..samples import Runs
from ..settings import CORRIDORS, LESS, MOROCCANS, rest
from ..study import Study
from ..worlds import world


def over_corridors(study: Study) -> Runs:
    """Forty-eight corridors of 300 records, a year each.

    The market that firms of either side reach is made by one rule for all, the product of both economies, so that no observed trade of migrants is in it;
    its size is that of Morocco and Belgium.
    """
    figures = world(MOROCCANS, corridors=CORRIDORS).figures

    def economies(corridor: str) -> float:
        of = {name: figure.value for name, figure in figures[corridor].items()}
        return float(of["origin_gdp_pc"] * of["origin_population"] * of["residence_gdp_pc"] * of["residence_population"])

    here = load(MOROCCANS).figures["MAR-BEL"]
    flows = ("exports_potential_usd", "imports_potential_usd")
    scale = {flow: here[flow].value / economies("MAR-BEL") for flow in flows}
    markets = {f"corridor.{corridor}.{flow}": max(scale[flow] * economies(corridor), 1000.0) for corridor in CORRIDORS for flow in flows}
    return study.run(MOROCCANS, corridors=CORRIDORS, set=markets, years=1, sample=300)


def slope(study: Study, flow: str) -> Estimate:
    """Elasticity of a flow to the stock over corridors, with the size of the market held."""
    return study.regress(over_corridors(study), f"log({flow}) ~ log(migrant_stock) + log({flow}_potential_usd)", "log(migrant_stock)", of="corridors")


@fact(id="C34", channel="trade", grade="A", band={"exports": (0.10, 0.20), "imports": (0.10, 0.20)}, source="genc2012", unit="elasticity")
def trade_and_stock(study: Study) -> dict[str, Estimate]:
    """Trade between two countries rises by 0.15 % for a per cent more migrants, exports and imports alike."""
    return {flow: slope(study, flow) for flow in ("exports", "imports")}


@fact(
    id="C35",
    channel="trade",
    grade="B",
    band={"exports of the origin": (0.15, 0.40), "imports of the origin": (0.05, 0.20), "exports less imports": (0.01, None)},
    source="head_ries1998",
    unit="elasticity",
    near=0.05,
)
def exports_and_imports(study: Study) -> dict[str, Estimate]:
    """What the residence country buys answers its migrants more (0.30) than what it sells to their country (0.10)."""
    exports, imports = (slope(study, flow) for flow in ("exports", "imports"))
    return {"exports of the origin": exports, "imports of the origin": imports, "exports less imports": exports - imports}


@fact(id="C36", channel="trade", grade="B", band=(0.10, 0.60), source="rauch_trindade2002", unit="relative to trade without migrants")
def dense_network(study: Study) -> Estimate:
    """A very dense network raises trade by 15 to 60 %: as predicted over corridors at the 95th percentile of migrants in the population against none."""
    runs = over_corridors(study)
    table = study.table(runs, "corridors")
    densest = float((table["migrant_stock"] / table["residence_population"]).quantile(0.95))

    def slope(run: Run) -> float:
        frame = run.corridors.assign(weight=1.0, density=run.corridors["migrant_stock"] / run.corridors["residence_population"])
        return study.fit(frame, "log(exports) ~ density + log(exports_potential_usd)", "density")

    return (study.each(runs, slope, "slope on density") * densest).exp() - 1.0


@fact(
    id="C37",
    channel="trade",
    grade="D",
    band={"buyers": (0.70, 0.90), "outlay, USD a month": (60.0, 150.0), "share of exports": (0.10, 0.50)},
    source="Orozco and Yansura 2017",
    unit="share; USD; share",
)
def home_goods(study: Study) -> dict[str, Estimate]:
    """Seven to nine in ten buy goods of home, for 130 USD a month; these are a tenth or more of the exports of their country."""
    runs = rest(study)
    buyers = study.total(runs, "buys_goods")
    spent = study.outcome(runs, "nostalgia_trade", months=(108, 120)) * (1.0 - study.outcome(runs, "nostalgia_host_share"))
    content = study.each(runs, lambda run: float(run.scenario.parameters.get("trade.import_content", PARAMETERS["trade.import_content"].value)))
    return {
        "buyers": study.share(runs, "buys_goods == 1"),
        "outlay, USD a month": spent / buyers / 12.0,
        "share of exports": study.outcome(runs, "nostalgia_trade", months=(108, 120)) * content / study.outcome(runs, "exports", months=(108, 120)),
    }


@fact(
    id="C38",
    channel="trade",
    grade="B",
    band={"elasticity": (0.04, 0.12), "exports for a USD": (11.0, 25.0), "large against small, for a USD": LESS},
    source="Olarreaga et al. 2015",
    unit="elasticity; USD; ratio",
)
def promotion(study: Study) -> dict[str, Estimate]:
    """Exports rise by 0.074 % for a per cent more promotion, by 11 to 19 USD for a USD, and ever less: where a budget is about half a per cent of exports."""
    fairs = [
        study.run(MOROCCANS, levers={"trade_fair": {"events_per_year": events, "places": places}}, years=4, sample=3000)
        for events, places in ((2, 40), (4, 40), (12, 40), (12, 90))
    ]
    exports, cost = ([study.outcome(runs, name, months=(24, 48)) for runs in fairs] for name in ("exports", "public_cost"))
    small, large = ((exports[k] - exports[k - 1]) / (cost[k] - cost[k - 1]) for k in (1, 3))
    return {
        "elasticity": (exports[3] / exports[2]).log() / (cost[3] / cost[2]).log(),
        "exports for a USD": large,
        "large against small, for a USD": large.over(small),
    }
