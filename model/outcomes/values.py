"""Values of the outcomes of a finished run: over the horizon in total and by group, by month, and household by household."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ..dialogue.month import over_represented, relation_outcomes
from ..enterprise.founding import PROJECT_RESULTS
from ..giving.crises import CRISIS_RESULTS
from ..levers.lever import REGISTRY
from ..records.flows import Flow
from ..records.vocabulary import CELLS, FACTIONS, GENERATIONS, PAYERS, SECTORS, SKILLS, Act, Family
from ..skills.hosts import PLACEMENT_RESULTS
from .accounts import discounted, world_accounts
from .registry import OUTCOMES, Adds, Outcome

if TYPE_CHECKING:
    from ..world import DiasporaModel

SEXES = ("male", "female")


class Measures(NamedTuple):
    """Values over the horizon: `keys` are (outcome, breakdown, group), the same for any policy of the same settings; NaN where not defined."""

    keys: tuple[tuple[str, str | None, str | None], ...]
    values: np.ndarray


def groups_of(model: DiasporaModel) -> dict[str, tuple[tuple[str, ...], np.ndarray]]:
    """Groups of the cells of the tally by breakdown: names, and the number of the group of each cell."""
    n_local = int(model.p.population.n_communities)
    cell = np.arange(len(model.window))
    corridor = cell // (n_local * CELLS)
    local = cell // CELLS % n_local
    origins = list(dict.fromkeys(c.origin for c in model.settings.corridors))
    origin = np.array([origins.index(c.origin) for c in model.settings.corridors])[corridor]
    return {
        "sex": (SEXES, cell // 12 % 2),
        "generation": (GENERATIONS, cell // 3 % 4),
        "region": (tuple(f"{o}-{k + 1}" for o in origins for k in range(n_local)), origin * n_local + local),
        "skill": (SKILLS, cell % 3),
        "faction": (FACTIONS, cell // 24 % 3),
        "corridor": (tuple(c.id for c in model.settings.corridors), corridor),
    }


def _value(outcome: Outcome, window: np.ndarray, last: np.ndarray, years: float) -> np.ndarray:
    """Value by row of the tallies given (cells or groups)."""
    columns = [int(f) for f in outcome.flows]
    if outcome.adds is Adds.MONEY:
        return window[..., columns].sum(axis=-1) / years
    if outcome.adds is Adds.COUNT:
        return window[..., columns].sum(axis=-1)
    counted = window if outcome.adds is Adds.RATIO else last
    total = counted[..., columns].sum(axis=-1)
    if outcome.per is None:
        return total
    below = counted[..., int(outcome.per)]
    return np.divide(total, below, out=np.full_like(total, np.nan), where=below > 0)


def measure(model: DiasporaModel) -> Measures:
    """All outcomes of a finished run, in total and by group."""
    keys: list[tuple[str, str | None, str | None]] = []
    values: list[float] = []

    def put(outcome: str, breakdown: str | None, group: str | None, value: float) -> None:
        keys.append((outcome, breakdown, group))
        values.append(float(value))

    years = float(model.settings.years)
    window, last = model.window, model.last
    grouped = {}
    for name, (labels, number) in groups_of(model).items():
        order = np.argsort(number, kind="stable")
        starts = np.searchsorted(number[order], np.arange(len(labels)))
        grouped[name] = (labels, [np.add.reduceat(tally[order], starts, axis=0) for tally in (window, last)])
    special = _special(model)
    for outcome in OUTCOMES.values():
        if outcome.theme == "judgement":
            continue
        if outcome.has_breakdown:
            put(outcome.id, None, None, _value(outcome, window.sum(axis=0), last.sum(axis=0), years).item())
            for name, (labels, summed) in grouped.items():
                if name == "faction" and outcome.counts_locals:
                    continue
                for label, value in zip(labels, _value(outcome, summed[0], summed[1], years), strict=True):
                    put(outcome.id, name, label, value)
        else:
            put(outcome.id, None, None, special[outcome.id])
    for name, amounts in (("public_cost", model.costs + model.grants + model.forgone), ("revenue_forgone", model.forgone)):
        for payer in PAYERS:
            put(name, "payer", payer, sum(amounts[:, k].sum() for k, lever in enumerate(model.policy.levers) if lever.paid_by == payer) / years)
        for family in Family:
            put(name, "family", str(family), sum(amounts[:, k].sum() for k, lever in enumerate(model.policy.levers) if lever.family is family) / years)
        for lever_id in sorted(REGISTRY):
            put(name, "lever", lever_id, sum(amounts[:, k].sum() for k, lever in enumerate(model.policy.levers) if lever.id == lever_id) / years)
    return Measures(tuple(keys), np.array(values))


def totals(model: DiasporaModel, names: Sequence[str]) -> dict[str, float]:
    """The totals of some outcomes of a finished run: the same numbers as `measure`, without the groups, which take most of its time."""
    years = float(model.settings.years)
    window, last = model.window.sum(axis=0), model.last.sum(axis=0)
    special = _special(model) if any(not OUTCOMES[name].has_breakdown for name in names) else {}
    return {name: _value(OUTCOMES[name], window, last, years).item() if OUTCOMES[name].has_breakdown else special[name] for name in names}


def _special(model: DiasporaModel) -> dict[str, float]:
    """Outcomes that are not sums of the tally."""
    years = float(model.settings.years)
    total = model.costs + model.grants + model.forgone
    skills = dict(zip(PLACEMENT_RESULTS, model.placement_results.T, strict=True))
    crisis = dict(zip(CRISIS_RESULTS, model.crisis_results.T, strict=True))
    banks = model.stage.institutions
    founding = dict(zip(PROJECT_RESULTS, model.project_results.T, strict=True))
    plots = tuple(founding[f"plots{name}"][-1] for name in ("_taken", "_associates", "_outsiders", ""))
    settled = sum(plots[:3])
    h = model.stage.households[: model.n_households]
    present = h["status"] == 1
    factions = np.bincount(h["faction"], np.where(present, h["weight"], 0.0), len(FACTIONS))
    a = model.stage.associations
    c = model.stage.communities
    hosts = model.stage.hosts
    months = [int(m) for m in banks["exhausted_month"] if m >= 0]
    out = {
        "public_match": model.grants.sum() / years,
        "revenue_forgone": model.forgone.sum() / years,
        "public_cost": total.sum() / years,
        "present_value_cost": float(discounted(total.sum(axis=1), model.p.accounting.discount_rate)),
        "never_aware": float(h["weight"][present & (h["aware"] == 0)].sum()) if model.policy.levers else 0.0,
        "capacity": float(model.stage.hosts["knowhow"].sum()),
        "capacity_retained_12m": retained(skills["gained"], skills["kept_share"]),
        "selected": founding["selected"].sum(),
        "selected_capture": over_represented(np.array([founding[f"selected_{name.lower()}"].sum() for name in FACTIONS]), factions),
        "aftercare": founding["aftercare"].sum(),
        "zone_occupancy": float(settled / plots[3]) if plots[3] > 0 else np.nan,
        "zone_associates": float(plots[1] / settled) if settled > 0 else np.nan,
        "zone_leakage": float((plots[1] + plots[2]) / settled) if settled > 0 else np.nan,
        "shortage": float((hosts["vacancy"] * hosts["posts"]).sum() / hosts["posts"].sum()),
        "aspiration": float((hosts["aspiration"] * hosts["posts"]).sum() / hosts["posts"].sum()),
        "placement_requests": skills["requests"].sum(),
        "requests_open": float(skills["open_requests"].mean()),
        "interns": skills["interns"].sum(),
        "ties_expert_host": skills["ties_host"].sum(),
        "ties_institutions": skills["ties_institutions"].sum(),
        "ties_experts": skills["ties_experts"].sum(),
        "ties_created": sum(skills[f"ties_{kind}"].sum() for kind in ("host", "institutions", "experts")),
        "vacancies_filled": skills["filled_months"].sum(),
        "staff_trained": skills["staff_trained"].sum(),
        "staff_displaced": skills["displaced"].sum(),
        "interns_lost": skills["interns_lost"].sum(),
        "waiting_days": float(banks["waited"].sum() / banks["served"].sum()) if len(banks) and banks["served"].sum() > 0 else np.nan,
        "backlog": float(banks["waiting"].sum()),
        "abandoned": float(banks["abandoned"].sum()),
        "budget_exhausted_month": float(min(months)) if months else np.nan,
        "crisis_need": crisis["need"].sum(),
        "crisis_covered": crisis["covered"].sum(),
        "crisis_duplicated": crisis["duplicated"].sum(),
        "crisis_unmet": crisis["unmet"].sum() + float(c["crisis_need"].sum()),
        "days_to_first_aid": float(crisis["first_days"].sum() / crisis["first_need"].sum()) if crisis["first_need"].sum() > 0 else np.nan,
        "days_of_aid": float(crisis["aid_days"].sum() / crisis["covered"].sum()) if crisis["covered"].sum() > 0 else np.nan,
        "donor_retention": np.nan,
        "associations_surviving": float(a["is_active"].sum()),
        "project_quality": float(a["projects"].sum() / (a["projects"].sum() + a["failures"].sum()))
        if a["projects"].sum() + a["failures"].sum() > 0
        else np.nan,
        "projects_delivered": float(a["projects"].sum()),
    }
    for s, sector in enumerate(SECTORS[:-1]):
        out[f"capacity_{sector}"] = float(hosts["knowhow"][hosts["sector"] == s].sum())
    sold = model.window[:, [Flow.NOSTALGIA, Flow.NOSTALGIA_HOST]].sum(axis=0)
    out["nostalgia_host_share"] = sold[1] / sold.sum() if sold.sum() > 0 else np.nan
    out["chapters"] = float((model.stage.chapters["age"] >= 0).sum())
    between = model.stage.corridors
    out["customs_days_saved"] = float((model.stage.base["customs_days"] * between["customs_cut"]).mean())
    old = present & (h["crisis_month"] >= 0) & (model.tick - h["crisis_month"] >= 24)
    if old.any():
        out["donor_retention"] = float((h["weight"] * h["is_retained"])[old].sum() / h["weight"][old].sum())
    goods = c["public_goods"].sum()
    poorer = c["poverty"] > np.median(c["poverty"])
    out["need_match"] = float(c["matched_goods"].sum() / goods) if goods > 0 else np.nan
    out["poorer_half"] = float(c["public_goods"][poorer].sum() / goods) if goods > 0 else np.nan
    n_local = int(model.p.population.n_communities)
    labels, number = groups_of(model)["region"]
    money = np.bincount(number, model.window[:, [Flow.RECEIVED, Flow.COLLECTIVE, Flow.CRISIS]].sum(axis=1), len(labels)) + c["public_goods"]
    out["regional_theil"] = theil(money, c["population"])
    half = (np.arange(len(money)) % n_local) < n_local // 2
    rich = money[~half].sum() / c["population"][~half].sum()
    out["poverty_gradient"] = float(money[half].sum() / c["population"][half].sum() / rich) if rich > 0 else np.nan
    out |= relation_outcomes(model) | world_accounts(model)
    return {name: float(value) for name, value in out.items()}


def retained(gained: np.ndarray, kept: np.ndarray) -> float:
    """Share of the know-how gained that is still there 12 months later, over all months for which that is known; NaN where nothing was gained.

    >>> round(retained(np.r_[10.0, np.zeros(12)], np.full(13, 0.94)), 3)
    0.476
    """
    log = np.concatenate([[0.0], np.cumsum(np.log(np.maximum(kept, 1e-12)))])
    n = len(gained) - 12
    if n <= 0 or gained[:n].sum() <= 0:
        return float("nan")
    share = np.exp(log[13 : n + 13] - log[1 : n + 1])
    return float((gained[:n] * share).sum() / gained[:n].sum())


def theil(money: np.ndarray, population: np.ndarray) -> float:
    """Theil index between regions of money per head; 0 where it is equal.

    >>> theil(np.array([1.0, 1.0]), np.array([5.0, 5.0])), round(theil(np.array([3.0, 1.0]), np.array([1.0, 1.0])), 4)
    (0.0, 0.1308)
    """
    share_money, share_people = money / money.sum() if money.sum() > 0 else money, population / population.sum()
    some = share_money > 0
    return float((share_money[some] * np.log(share_money[some] / share_people[some])).sum())


def monthly(model: DiasporaModel) -> pd.DataFrame:
    """Outcomes by month, in real units: flows a month, stocks at its end."""
    flows = model.flows.sum(axis=1)
    columns: dict[str, np.ndarray] = {}
    for outcome in OUTCOMES.values():
        if outcome.has_breakdown:
            total = flows[:, [int(f) for f in outcome.flows]].sum(axis=1)
            if outcome.per is not None:
                total = np.divide(total, flows[:, int(outcome.per)], out=np.full_like(total, np.nan), where=flows[:, int(outcome.per)] > 0)
            columns[outcome.id] = total
    columns["public_match"] = model.grants.sum(axis=1)
    columns["revenue_forgone"] = model.forgone.sum(axis=1)
    columns["public_cost"] = (model.costs + model.grants + model.forgone).sum(axis=1)
    columns["backlog"] = model.backlog.sum(axis=1)
    columns["capacity"] = model.placement_results[:, PLACEMENT_RESULTS.index("knowhow")]
    for name in ("need", "covered", "duplicated"):
        columns[f"crisis_{name}"] = model.crisis_results[:, CRISIS_RESULTS.index(name)]
    frame = pd.DataFrame(columns)
    frame.index.name = "month"
    return frame


def households_frame(model: DiasporaModel) -> pd.DataFrame:
    """One row a household record present at the end: traits, weight, cumulated flows since month 0, and which levers it is offered."""
    h = model.stage.households[: model.n_households]
    frame = pd.DataFrame.from_records(h)
    frame["generation"] = pd.Categorical(np.array(list(GENERATIONS))[h["generation"]], categories=list(GENERATIONS))
    frame["skill"] = pd.Categorical(np.array(list(SKILLS))[h["skill"]], categories=list(SKILLS))
    frame["corridor"] = pd.Categorical(np.array([c.id for c in model.settings.corridors])[h["corridor"]], categories=[c.id for c in model.settings.corridors])
    frame["sector"] = pd.Categorical(np.array(SECTORS)[h["sector"]], categories=SECTORS)
    frame["faction"] = pd.Categorical(np.array(FACTIONS)[h["faction"]], categories=FACTIONS)
    for act in Act:
        frame[f"did_{act.name.lower()}"] = (h["acted"] >> int(act) & 1).astype(bool)
    for lever in model.policy.levers:
        frame[f"heard_of_{lever.id}"] = (h["aware"] >> int(lever.topic) & 1).astype(bool)
        frame[f"supported_by_{lever.id}"] = (h["supported"] & lever.support_bit != 0)
    frame["received"] = model.stage.receivers["received"][: model.n_households]
    for k, lever in enumerate(model.policy.levers):
        bit = model.policy.restricted.index(k) if k in model.policy.restricted else None
        frame[f"offered_{lever.id}"] = True if bit is None else (h["eligible"] >> bit & 1).astype(bool)
    return frame.drop(columns=["acted", "aware", "supported", "blocked", "eligible", "cell"])
