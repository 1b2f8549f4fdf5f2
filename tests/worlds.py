"""Small worlds that the tests share: a real corridor cut down in size, a burnt-in world to fork, and comparisons with the same luck."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from model.inputs.settings import STOCK_YEARS, WorldSettings
from model.inputs.shocks import Shock
from model.levers import COMMON, REGISTRY, Act, Eligibility, Family, Lever, Topic
from model.offers import Offer
from model.outcome_registry import OUTCOMES
from model.outcomes.values import totals as sums
from model.parameter import Text
from model.policy.month import Month
from model.records.arrays import WorldArrays
from model.world import DiasporaModel
from scenarios import load
from scenarios.scenario import Scenario

MAR = "morocco_belgium"
ETH = "ethiopia_netherlands"

# written down by hand, apart from the declarations: who gets, in the end, what a lever spends beyond running it; who keeps the revenue that it forgoes
REACHES = {
    "business_network": "business_networks",
    "credit_guarantee": "banks_at_origin",
    "diaspora_bond": "diaspora_households",
    "earmarked_transfer": "families_at_origin",
    "entrepreneur_support": "firms_at_origin",
    "financial_inclusion": "families_at_origin",
    "infrastructure": "communities",
    "investment_grant": "firms_at_origin",
    "knowledge_network": "host_institutions",
    "matching_grant": "associations",
    "philanthropy_training": "associations",
    "pooled_fund": "communities",
    "savings_product": "diaspora_households",
    "skills_placement": "host_institutions",
    "special_economic_zone": "firms_at_origin",
    "talent_attraction": "diaspora_households",
    "trade_fair": "firms_in_residence_country",
    "trade_training": "firms_in_residence_country",
}
KEEPS = {"tax_incentive": "firms_at_origin", "special_economic_zone": "firms_at_origin", "donation_tax_relief": "diaspora_households"}

# One of each, early enough to be seen in three years.
SHOCKS = (
    Shock("disaster", month=3, size=0.3, communities=("poorest:3",), share=0.6),
    Shock("recession_residence", month=14, months=6, size=0.05),
    Shock("recession_origin", month=20, months=6, size=0.1),
    Shock("travel_ban", month=28, months=3, size=1.0),
    Shock("trade_barrier", month=16, months=8, size=0.15),
)


AT_REST: Mapping[str, float | None] = {f"stock_{year}": None for year in STOCK_YEARS} | {"gone_after_5_years": None}
"""Figures of a corridor of which it is not known who came when, nor how many leave."""


@cache
def _shipped(scenario: str) -> Scenario:
    """A scenario of the library, read once."""
    return load(scenario)


def settings_of(
    scenario: str = MAR, *, stock: float = 8_000.0, years: int = 3, sample: int | None = None, burn_in: int = 1, parameters: Mapping[str, float] | None = None, **figures: float
) -> WorldSettings:
    """The world of a scenario with `stock` migrants a corridor, and figures and parameters of one's own; at rest, unless stocks of years before are given."""
    settings = _shipped(scenario).settings(sample, years)
    own: dict[str, float | None] = {**AT_REST, "migrant_stock": stock, **figures}
    corridors = tuple(replace(c, figures=c.figures._replace(**own)) for c in settings.corridors)
    return replace(settings, corridors=corridors, burn_in_years=burn_in, parameters={**settings.parameters, **(parameters or {})})


def lever(lever_id: str, eligibility: Mapping[str, Any] | None = None, **values: Any) -> Lever:
    """A lever with declared values but for those given."""
    return REGISTRY[lever_id](Eligibility(**(eligibility or {})), **values)


def package(**budgets: float) -> tuple[Lever, ...]:
    """All five levers, the two programmes with a budget."""
    return (
        lever("tax_incentive"),
        lever("matching_grant", budget_usd=budgets.get("matching_grant", 2e5), ratio=1.5),
        lever("skills_placement", budget_usd=budgets.get("skills_placement", 6e5), internships_per_year=8),
        lever("donation_tax_relief"),
        lever("dual_nationality"),
    )


def founders(**budgets: float) -> tuple[Lever, ...]:
    """The levers that serve founders, the programmes with a budget."""
    return (
        lever("business_registration"),
        lever("infrastructure", build_months=12),
        lever("investment_information"),
        lever("investment_grant", budget_usd=budgets.get("investment_grant", 3e5), share=0.3),
        lever("credit_guarantee", budget_usd=budgets.get("credit_guarantee", 4e5)),
        lever("special_economic_zone", open_to="all"),
        lever("one_stop_shop", officers=1),
        lever("entrepreneur_support", calls_per_year=2, budget_usd=budgets.get("entrepreneur_support", 5e5)),
    )


def everything() -> tuple[Lever, ...]:
    """Every lever of the registry, most as declared, so that a new one is in it without an edit here."""
    own: dict[str, dict[str, Any]] = {
        "matching_grant": {"budget_usd": 7e4, "ratio": 3.0},
        "skills_placement": {"budget_usd": 6e5, "internships_per_year": 8},
        "infrastructure": {"build_months": 12},
        "special_economic_zone": {"open_to": "all"},
        "one_stop_shop": {"officers": 1},
        "entrepreneur_support": {"training_seats": 60, "finalists": 2},
        "consultation": {"answers_per_month": 1.0, "deadline_days": 30.0},
        "business_network": {"union": True, "chapters": 6, "reports_per_year": 12},
    }
    return tuple(lever(lever_id, **own.get(lever_id, {})) for lever_id in sorted(REGISTRY) if REGISTRY[lever_id].__module__.startswith("model.levers."))


def relations() -> tuple[Lever, ...]:
    """The levers by which the ministry and the diaspora come to know each other."""
    return (
        lever("consultation", events_per_year=8, places=6, quota=0.3, answers_per_month=2.5, budget_usd=2e5),
        lever("volunteer_register", publicity_usd=1e5, data_lag_months=2.0, budget_usd=3e5),
        lever("diaspora_mapping", survey_n=200, update_months=12.0),
        lever("knowledge_hub", update_months=8.0, to_month=40),
    )


class Desk(Lever):
    """A toy that makes sending money free, and leaves a desk behind when its money ends. It has no id when it is made, so that no registry lists it."""

    source = "none"
    family = Family.ENABLE
    label = Text("Desk", "Guichet")
    says = Text("A desk where sending money is free.", "Un guichet où l'envoi est gratuit.")
    topic = Topic.REMITTANCE
    act = Act.REMIT
    main_outcome = "remittances"
    leaves_structure = True

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(remittance_cost=offer.remittance_cost * (1.0 - strength))

    def fixed_cost(self, month: int) -> float:
        return 1_000.0 if self.is_active(month) else 0.0


Desk.id, Desk.parameters = "desk", COMMON


# Rare acts made common, so that a small world sees them.
BUSY: Mapping[str, float] = {
    "enterprise.ideas_year": 20.0,
    "enterprise.stake_base": -4.5,
    "enterprise.start_capital": 1.0,
    "giving.project_usd": 2_000.0,
    "placement.apply_base": -4.5,
    "information.broadcast": 0.1,
}


# Many founders in a small world; capital that is hard to come by.
FOUNDERS: Mapping[str, float] = {**BUSY, "enterprise.ideas_year": 40.0, "enterprise.start_capital": 4.0, "founding.dispute": 0.4, "enterprise.hassle": 0.03}


def run(settings: WorldSettings, levers: Iterable[Lever] = (), shocks: Sequence[Shock] = (), **options: Any) -> DiasporaModel:
    """A finished run whose identities were checked every month."""
    return DiasporaModel(settings, tuple(levers), shocks, **{"checks": True, **options}).run()


KEPT: dict[Any, DiasporaModel] = {}
"""Worlds at month 0, the one that was asked for last at the end."""
KEPT_BYTES = 3e8


def world(scenario: str = MAR, *, seed: int = 1, replication: int = 0, parameters: Mapping[str, float] | None = None, **size: Any) -> DiasporaModel:
    """A world at month 0, made once and to be forked: `world(...).fork(levers).run()`. Those not asked for lately go where all together are large."""
    key = (scenario, seed, replication, tuple(sorted(size.items())), tuple(sorted((parameters or {}).items())))
    found = KEPT.pop(key, None)
    if found is None:
        settings = settings_of(scenario, parameters=parameters, **size)
        found = DiasporaModel(settings, seed=seed, replication=replication, checks=True).burn_in()
    KEPT[key] = found
    while len(KEPT) > 1 and sum(array.nbytes for kept in KEPT.values() for array in kept.stage) > KEPT_BYTES:
        KEPT.pop(next(iter(KEPT))).dispose()  # it may be frozen by now (conftest.py), and would stay for good if it went in circles
        gc.collect()  # forks that tests made of it go in circles, so that Python finds them late
    return found


def measured(model: DiasporaModel) -> dict[tuple[str, str | None, str | None], float]:
    """All measures of a finished run: (outcome, breakdown, group) to value."""
    measures = model.measures()
    return dict(zip(measures.keys, measures.values.tolist(), strict=True))


def value(model: DiasporaModel, outcome: str, breakdown: str | None = None, group: str | None = None) -> float:
    """One measure of a finished run; a total by itself, without the groups, which take most of the time of measuring."""
    return sums(model.history, [outcome])[outcome] if breakdown is None else measured(model)[outcome, breakdown, group]


UNTOUCHED: dict[Any, DiasporaModel] = {}
"""Finished runs of worlds without levers, the one that was asked for last at the end."""
MOST_UNTOUCHED = 4


def _key(of_world: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple((name, tuple(sorted(given.items())) if isinstance(given, Mapping) else given) for name, given in sorted(of_world.items()))


def untouched(**of_world: Any) -> DiasporaModel:
    """The finished run of `world(**of_world)` without levers, to be compared with and not to be changed; run once where many are compared with it."""
    key = _key(of_world)
    UNTOUCHED[key] = found = UNTOUCHED.pop(key, None) or world(**of_world).fork().run()
    if len(UNTOUCHED) > MOST_UNTOUCHED:
        UNTOUCHED.pop(next(iter(UNTOUCHED)))
    return found


PASSED: list[DiasporaModel] = []
"""The last run that was looked at in passing."""


def in_passing(start: DiasporaModel, levers: Sequence[Lever] = (), shocks: Sequence[Shock] | None = None) -> DiasporaModel:
    """A finished fork of a world at month 0, to be read before the next one is asked for, which is written over its memory.

    To ask the system for new memory takes a tenth of the time of a run.
    """
    model = start.fork(levers, shocks, onto=PASSED.pop() if PASSED else None).run()
    model.dispose()
    PASSED.append(model)
    return model


FINISHED: dict[Any, dict[str, float]] = {}
"""Totals of finished runs, by levers, shocks and world. Many tests set a lever against the same world without it, or look at another outcome of the same two runs."""
MOST_FINISHED = 1_000


def totals(levers: Sequence[Lever] = (), shocks: Sequence[Shock] = (), **of_world: Any) -> Mapping[str, float]:
    """All outcomes of a run of `world(**of_world)` as totals; run once. Not for tests that replace a part of the model."""
    key = (tuple(levers), tuple(shocks), _key(of_world))
    if key not in FINISHED:
        model = in_passing(world(**of_world), levers, shocks)
        FINISHED[key] = sums(model.history, [name for name, outcome in OUTCOMES.items() if outcome.theme != "judgement"])
        if len(FINISHED) > MOST_FINISHED:
            del FINISHED[next(iter(FINISHED))]
    return FINISHED[key]


def difference(levers: Sequence[Lever], outcome: str, *, against: Sequence[Lever] = (), shocks: Sequence[Shock] = (), **of_world: Any) -> float:
    """Policy minus the other (no policy), same luck, in one replication."""
    return totals(levers, shocks, **of_world)[outcome] - totals(against, shocks, **of_world)[outcome]


def differences(levers: Sequence[Lever], outcome: str, *, replications: int = 8, **more: Any) -> np.ndarray:
    """Policy minus the other (no policy), same luck, by replication."""
    return np.array([difference(levers, outcome, replication=replication, **more) for replication in range(replications)])


LOOKS = ((3, 9.0), (4, 4.5))
"""Replications that are looked at first and, where these leave doubts, next; and the standard errors by which their mean must lie above zero for no more to be run."""


def until_clear(one: Callable[[int], float], replications: int = 8) -> np.ndarray:
    """`one(replication)` for so many replications; for the first three or four alone, where these leave no doubt that the mean is positive.

    For `is_above_zero`, which holds for those few then: a test in three looks. Where nothing is there, the first lets 0.6 % pass (Student's t, 2 degrees of
    freedom), the second 1.0 % (3 degrees) and all eight together 4.3 %, so the whole no more than 6 %; what does not show at the first looks is looked at as
    if there had been none.
    """
    found = np.zeros(0)
    for so_many, errors in LOOKS:
        found = np.append(found, [one(replication) for replication in range(len(found), min(so_many, replications))])
        if is_above_zero(found, errors):
            return found
    return np.append(found, [one(replication) for replication in range(len(found), replications)])


def rises(levers: Sequence[Lever], outcome: str, *, sign: float = 1.0, replications: int = 8, **more: Any) -> np.ndarray:
    """The differences, taken `sign` times, of as many replications as it takes to see that they are positive."""
    return until_clear(lambda replication: sign * difference(levers, outcome, replication=replication, **more), replications)


def is_above_zero(values: np.ndarray, errors: float = 2.0) -> bool:
    """Whether the mean is positive by more than `errors` standard errors."""
    return bool(values.mean() > errors * values.std(ddof=1) / np.sqrt(len(values)) and values.mean() > 0.0)


RECORDS = ("households", "receivers", "firms", "files", "associations", "chapters", "communities", "hosts", "institutions", "corridors", "departed")
PLAIN = ("ties", "seen", "shown", "counts", "mood", "reach")
COUNTED = {"households": 0, "receivers": 0, "ties": 0, "seen": 0, "shown": 0, "firms": 1, "files": 4, "departed": 2}


def differing(a: WorldArrays, b: WorldArrays, but: Iterable[str] = ()) -> list[str]:
    """Names of the arrays and fields that are not the same bit for bit; records that are not in use do not count."""
    found = []
    for name in (*RECORDS, *PLAIN):
        x, y = getattr(a, name), getattr(b, name)
        if name in COUNTED:
            x, y = x[: a.counts[COUNTED[name]]], y[: b.counts[COUNTED[name]]]
        if name in PLAIN:
            if x.tobytes() != y.tobytes():
                found.append(name)
            continue
        found += [f"{name}.{field}" for field in x.dtype.names if x[field].tobytes() != y[field].tobytes()]
    return [name for name in found if name not in but]


def assert_same(a: DiasporaModel, b: DiasporaModel) -> None:
    """The two finished runs agree bit for bit: records, ledger, series, measures."""
    assert differing(a.stage, b.stage) == []
    for name in ("flows", "window", "last", "costs", "grants", "forgone", "backlog"):
        assert getattr(a.history, name).tobytes() == getattr(b.history, name).tobytes(), name
    for name, found in a.history.results.items():
        assert found.tobytes() == b.history.results[name].tobytes(), name
    assert a.measures().values.tobytes() == b.measures().values.tobytes()


def month_of(model: DiasporaModel) -> Month:
    """The month that a model is about to simulate, as its institutions see it."""
    return Month(model.policy, model.clock, model.strengths, model.stage, model.engine.packed, model.engine.run)


def two_giving_levers(en: str, fr: str) -> str:
    """The file of a small scenario of Kosovo and Germany with two levers on giving, by this label in English and French."""
    return f"""schema = 1
label = {{ en = "{en}", fr = "{fr}" }}
says = {{ en = "A test.", fr = "Un essai." }}
origin = ["XKX"]
residence = ["DEU"]
years = 2
burn_in_years = 1
[corridor.XKX-DEU]
migrant_stock = {{ value = 30000, assumed = [29000, 31000] }}
[levers.matching_grant]
budget_usd = 3e5
[levers.donation_tax_relief]
"""
