"""Values of the outcomes of a finished run: over the horizon in total and by group, by month, and household by household."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..all_institutions import institutions_of
from ..history import History
from ..levers.lever import REGISTRY
from ..outcome_registry import OUTCOMES, Adds, Outcome
from ..records.flows import Flow
from ..records.vocabulary import CELLS, FACTIONS, GENERATIONS, OBSTACLES, PAYERS, SECTORS, SKILLS, Act, Family, FirstGift
from .accounts import discounted, world_accounts

SEXES = ("male", "female")


Key = tuple[str, str | None, str | None]
"""Outcome, breakdown and group; the last two None for all together."""


Grouped = dict[str, tuple[Sequence[str], np.ndarray]]
"""Names of the groups of a breakdown, and sums (groups, flows), by breakdown."""


class Measures(NamedTuple):
    """Values over the horizon: `keys` are (outcome, breakdown, group), the same for any policy of the same settings; NaN where not defined."""

    keys: tuple[Key, ...]
    values: np.ndarray


def regions_of(run: History) -> tuple[str, ...]:
    """Names of the regions of origin, in the order of origins and communities."""
    return run.settings.places(int(run.p.population.n_communities))


def _region_of(run: History, place: np.ndarray) -> np.ndarray:
    """Number of the region of a community of a corridor, places being numbered corridor by corridor."""
    n_local = int(run.p.population.n_communities)
    origins = list(dict.fromkeys(c.origin for c in run.settings.corridors))
    first = n_local * np.array([origins.index(c.origin) for c in run.settings.corridors])
    return first[place // n_local] + place % n_local  # type: ignore[no-any-return]


class Booked(NamedTuple):
    """The cells of a tally in which anything was booked, and their rows: few people leave most cells of many corridors empty."""

    cell: np.ndarray
    rows: np.ndarray


def booked(tally: np.ndarray) -> Booked:
    """What there is in a tally."""
    cell = np.flatnonzero(np.einsum("ij,ij->i", tally, tally))
    return Booked(cell, tally[cell])


def grouped(run: History, found: Booked) -> Grouped:
    """Sums of a tally by breakdown: names of the groups, and an array (groups, flows).

    A tally has a row for each kind of people of each community and corridor. It is summed once by community and once by kind; groups are made of these.
    """
    n_local = int(run.p.population.n_communities)
    by_place = _summed(found.rows, found.cell // CELLS, len(run.window) // CELLS)
    by_kind = _summed(found.rows, found.cell % CELLS, CELLS)
    kind, place = np.arange(CELLS), np.arange(len(by_place))
    regions = regions_of(run)
    return {
        "sex": (SEXES, _summed(by_kind, kind // 12 % 2, 2)),
        "generation": (GENERATIONS, _summed(by_kind, kind // 3 % 4, len(GENERATIONS))),
        "region": (regions, _summed(by_place, _region_of(run, place), len(regions))),
        "skill": (SKILLS, _summed(by_kind, kind % 3, len(SKILLS))),
        "faction": (FACTIONS, _summed(by_kind, kind // 24 % 3, len(FACTIONS))),
        "corridor": (tuple(c.id for c in run.settings.corridors), _summed(by_place, place // n_local, len(run.settings.corridors))),
    }


def _summed(rows: np.ndarray, number: np.ndarray, groups: int) -> np.ndarray:
    """Sums of rows by group, (groups, columns); `number` says of which group each is."""
    found = np.zeros((groups, rows.shape[1]))
    if (number[1:] < number[:-1]).any():
        order = np.argsort(number, kind="stable")
        rows, number = rows[order], number[order]
    there, starts = np.unique(number, return_index=True)
    if len(there):  # `reduceat` would give an empty group the row after it
        found[there] = np.add.reduceat(rows, starts, axis=0)
    return found


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


OF_MONTHS = Adds.MONEY, Adds.COUNT, Adds.RATIO
"""What adds up over the months of the horizon; of the others the last one counts."""


def _told(everybody: tuple[np.ndarray, np.ndarray], of_window: Grouped, of_last: Grouped, years: float) -> dict[str, np.ndarray]:
    """Values of the outcomes that are sums of the tally, by outcome: in total, then by the groups of each breakdown that tells of it.

    Those of one or two flows are worked out together for all groups: two numbers have one sum, so that no digit moves. The few of more go one by one.
    """
    window, last = (np.vstack([total, *(rows for _, rows in groups.values())]) for total, groups in zip(everybody, (of_window, of_last), strict=True))
    outcomes = [outcome for outcome in OUTCOMES.values() if outcome.has_breakdown]
    values = np.empty((len(outcomes), len(window)))
    for counted, is_of_months in ((window.T, True), (last.T, False)):
        alike = [k for k, outcome in enumerate(outcomes) if len(outcome.flows) <= 2 and (outcome.adds in OF_MONTHS) is is_of_months]
        values[alike] = counted[[int(outcomes[k].flows[0]) for k in alike]]
        two = [k for k in alike if len(outcomes[k].flows) == 2]
        values[two] += counted[[int(outcomes[k].flows[1]) for k in two]]
        ratios = [k for k in alike if outcomes[k].per is not None and outcomes[k].adds not in (Adds.MONEY, Adds.COUNT)]
        below = counted[[int(outcomes[k].per) for k in ratios]]  # type: ignore[arg-type]
        values[ratios] = np.divide(values[ratios], below, out=np.full_like(below, np.nan), where=below > 0)
    values[[k for k, outcome in enumerate(outcomes) if len(outcome.flows) <= 2 and outcome.adds is Adds.MONEY]] /= years
    for k in [k for k, outcome in enumerate(outcomes) if len(outcome.flows) > 2]:
        one_by_one = [_value(outcomes[k], summed, of_last[name][1], years) for name, (_, summed) in of_window.items()]
        values[k] = np.concatenate([[_value(outcomes[k], *everybody, years)], *one_by_one])
    breakdown = np.array([None, *(name for name, (of_group, _) in of_window.items() for _ in of_group)])
    without_faction = breakdown != "faction"
    return {outcome.id: row[without_faction] if not _is_told_by(outcome, "faction") else row for outcome, row in zip(outcomes, values, strict=True)}


COSTS = "public_cost", "revenue_forgone"


@lru_cache(maxsize=32)
def _keys(outcomes: tuple[str, ...], levers: tuple[str, ...], labels: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Key, ...]:
    """What `measure` gives a value of, in its order, where `labels` are the groups of each breakdown: the same for all runs of the same corridors."""
    keys: list[Key] = []
    for outcome in (OUTCOMES[name] for name in outcomes):
        if outcome.theme != "judgement":
            keys.append((outcome.id, None, None))
            keys += [(outcome.id, name, label) for name, of_group in labels if _is_told_by(outcome, name) for label in of_group]
    for name in COSTS:
        keys += [(name, "payer", payer) for payer in PAYERS]
        keys += [(name, "family", str(family)) for family in Family]
        keys += [(name, "lever", lever_id) for lever_id in levers]
    return tuple(keys)


def _is_told_by(outcome: Outcome, breakdown: str) -> bool:
    """Whether an outcome is told by the groups of a breakdown of the tally."""
    return outcome.has_breakdown and not (breakdown == "faction" and outcome.counts_locals)


def measure(run: History) -> Measures:
    """All outcomes of a finished run, in total and by group."""
    years = float(run.settings.years)
    window, last = booked(run.window), booked(run.last)
    of_window, of_last = grouped(run, window), grouped(run, last)
    special = _special(run)
    everybody = window.rows.sum(axis=0), last.rows.sum(axis=0)  # row by row, so that those without anything change no digit
    told = _told(everybody, of_window, of_last, years)
    found: list[np.ndarray | list[float]] = []
    for outcome in OUTCOMES.values():
        if outcome.theme != "judgement":
            found.append(told[outcome.id] if outcome.has_breakdown else [float(special.get(outcome.id, _idle(outcome)))])
    for amounts in (run.costs + run.grants + run.forgone, run.forgone):
        of_levers = [(lever, float(amounts[:, k].sum())) for k, lever in enumerate(run.policy.levers)]
        found.append([sum(amount for lever, amount in of_levers if lever.paid_by == payer) / years for payer in PAYERS])
        found.append([sum(amount for lever, amount in of_levers if lever.family is family) / years for family in Family])
        found.append([sum(amount for lever, amount in of_levers if lever.id == lever_id) / years for lever_id in sorted(REGISTRY)])
    labels = tuple((name, tuple(of_group)) for name, (of_group, _) in of_window.items())
    return Measures(_keys(tuple(OUTCOMES), tuple(sorted(REGISTRY)), labels), np.concatenate(found))


def totals(run: History, names: Sequence[str]) -> dict[str, float]:
    """The totals of some outcomes of a finished run: the same numbers as `measure`, without the groups, which take most of its time."""
    years = float(run.settings.years)
    window, last = run.window.sum(axis=0), run.last.sum(axis=0)
    apart = frozenset(name for name in names if not OUTCOMES[name].has_breakdown)
    special = _special(run, apart) if apart else {}
    found = {}
    for name in names:
        outcome = OUTCOMES[name]
        found[name] = _value(outcome, window, last, years).item() if outcome.has_breakdown else special.get(name, _idle(outcome))
    return found


_SAID: dict[Callable[[History], dict[str, float]], frozenset[str]] = {}
"""Outcomes by the function that says them, as far as it has been asked in this process."""


def _special(run: History, names: frozenset[str] | None = None) -> dict[str, float]:
    """Outcomes that are not sums of the tally: those of the levers, of people and places, and what each institution says of itself.

    With `names`, only those are asked that are known to say one of them; should one have been said by nobody, all of them.
    """
    sources: list[Callable[[History], dict[str, float]]] = [_of_levers, _of_people, _of_places, world_accounts]
    sources += [institution.outcomes for institution in institutions_of(run.policy) if institution.outcomes is not None]
    found: dict[str, float] = {}
    for source in sources:
        if names is None or source not in _SAID or names & _SAID[source]:
            said = source(run)
            _SAID[source] = _SAID.get(source, frozenset()) | said.keys()
            found |= said
    if names is not None and not names <= found.keys():
        return _special(run)
    return {name: float(value) for name, value in found.items()}


def _idle(outcome: Outcome) -> float:
    """The value of an outcome that a lever from outside brought along, in a world without that lever."""
    return 0.0 if outcome.adds in (Adds.MONEY, Adds.COUNT, Adds.STOCK) else float("nan")


def _of_levers(run: History) -> dict[str, float]:
    """What the levers cost, and how their queues stand."""
    years = float(run.settings.years)
    total = run.costs + run.grants + run.forgone
    banks = run.stage.institutions
    served = banks["served"].sum()
    months = [int(m) for m in banks["exhausted_month"] if m >= 0]
    return {
        "public_match": run.grants.sum() / years,
        "revenue_forgone": run.forgone.sum() / years,
        "public_cost": total.sum() / years,
        "present_value_cost": float(discounted(total.sum(axis=1), run.p.accounting.discount_rate)),
        "waiting_days": float(banks["waited"].sum() / served) if len(banks) and served > 0 else np.nan,
        "backlog": float(banks["waiting"].sum()),
        "abandoned": float(banks["abandoned"].sum()),
        "budget_exhausted_month": float(min(months)) if months else np.nan,
    }


def _of_people(run: History) -> dict[str, float]:
    """Who never heard of anything, who gave again after a crisis, what the diaspora's tastes brought, chapters and days saved."""
    h = run.stage.households[: run.n_households]
    present = h["status"] == 1
    old = present & (h["first_gift"] >= FirstGift.IN_CRISIS) & (run.end - h["crisis_month"] >= 24)
    sold = run.window[:, [Flow.NOSTALGIA, Flow.NOSTALGIA_HOST]].sum(axis=0)
    between = run.stage.corridors
    came = run.window[:, [Flow.VISITS, Flow.REFERRED, Flow.OTHER_ARRIVALS]].sum(axis=0)
    loans = run.stage.receivers["has_loan"][: run.n_households]
    return {
        "families_borrowing": float((h["weight"] * loans)[present].sum() / h["weight"][present].sum()) if present.any() else np.nan,
        "other_arrivals": float(came[2]),
        "tourist_arrivals": float(came.sum()),
        "arrivals_diaspora_share": float(came[0] / came.sum()) if came.sum() > 0.0 else np.nan,
        "never_aware": float(h["weight"][present & (h["aware"] == 0)].sum()) if run.policy.levers else 0.0,
        "donor_retention": float(h["weight"][old & (h["first_gift"] == FirstGift.KEPT)].sum() / h["weight"][old].sum()) if old.any() else np.nan,
        "nostalgia_host_share": sold[1] / sold.sum() if sold.sum() > 0 else np.nan,
        "chapters": float((run.stage.chapters["age"] >= 0).sum()),
        "customs_days_saved": float((run.stage.terms_without_policy["customs_days"] * between["customs_cut"]).mean()),
    }


def _of_places(run: History) -> dict[str, float]:
    """How what comes from the diaspora is spread over regions."""
    c = run.stage.communities
    goods = c["public_goods"].sum()
    poorer = c["poverty"] > np.median(c["poverty"])
    n_local = int(run.p.population.n_communities)
    region = _region_of(run, np.arange(len(run.window)) // CELLS)
    money = np.bincount(region, run.window[:, [Flow.RECEIVED, Flow.COLLECTIVE, Flow.CRISIS]].sum(axis=1), len(c)) + c["public_goods"]
    half = (np.arange(len(money)) % n_local) < n_local // 2
    rich = money[~half].sum() / c["population"][~half].sum()
    return {
        "need_match": float(c["matched_goods"].sum() / goods) if goods > 0 else np.nan,
        "poorer_half": float(c["public_goods"][poorer].sum() / goods) if goods > 0 else np.nan,
        "regional_theil": theil(money, c["population"]),
        "poverty_gradient": float(money[half].sum() / c["population"][half].sum() / rich) if rich > 0 else np.nan,
    }


def theil(money: np.ndarray, population: np.ndarray) -> float:
    """Theil index between regions of money per head; 0 where it is equal.

    >>> theil(np.array([1.0, 1.0]), np.array([5.0, 5.0])), round(theil(np.array([3.0, 1.0]), np.array([1.0, 1.0])), 4)
    (0.0, 0.1308)
    """
    share_money, share_people = money / money.sum() if money.sum() > 0 else money, population / population.sum()
    some = share_money > 0
    return float((share_money[some] * np.log(share_money[some] / share_people[some])).sum())


def monthly(run: History) -> pd.DataFrame:
    """Outcomes by month, in real units: flows a month, stocks at its end."""
    flows = run.flows.sum(axis=1)
    columns: dict[str, np.ndarray] = {}
    for outcome in OUTCOMES.values():
        if outcome.has_breakdown:
            total = flows[:, [int(f) for f in outcome.flows]].sum(axis=1)
            if outcome.per is not None:
                total = np.divide(total, flows[:, int(outcome.per)], out=np.full_like(total, np.nan), where=flows[:, int(outcome.per)] > 0)
            columns[outcome.id] = total
    columns["other_arrivals"] = flows[:, Flow.OTHER_ARRIVALS]
    columns["tourist_arrivals"] = flows[:, [Flow.VISITS, Flow.REFERRED, Flow.OTHER_ARRIVALS]].sum(axis=1)
    columns["public_match"] = run.grants.sum(axis=1)
    columns["revenue_forgone"] = run.forgone.sum(axis=1)
    columns["public_cost"] = (run.costs + run.grants + run.forgone).sum(axis=1)
    columns["backlog"] = run.backlog.sum(axis=1)
    columns["capacity"] = run.by_month("skills")["knowhow"]
    for name in ("need", "covered", "duplicated"):
        columns[f"crisis_{name}"] = run.by_month("crises")[name]
    frame = pd.DataFrame(columns)
    frame.index.name = "month"
    return frame


def households_frame(run: History) -> pd.DataFrame:
    """One row a household record present at the end: traits, weight, income this month, cumulated flows since month 0, and which levers it is offered."""
    h = run.stage.households[: run.n_households]
    frame = pd.DataFrame.from_records(h)
    frame["generation"] = pd.Categorical(np.array(list(GENERATIONS))[h["generation"]], categories=list(GENERATIONS))
    frame["skill"] = pd.Categorical(np.array(list(SKILLS))[h["skill"]], categories=list(SKILLS))
    frame["corridor"] = pd.Categorical(np.array([c.id for c in run.settings.corridors])[h["corridor"]], categories=[c.id for c in run.settings.corridors])
    frame["sector"] = pd.Categorical(np.array(SECTORS)[h["sector"]], categories=SECTORS)
    frame["faction"] = pd.Categorical(np.array(FACTIONS)[h["faction"]], categories=FACTIONS)
    more = {f"blocked_{obstacle}": (h["blocked"] >> k & 1).astype(bool) for k, obstacle in enumerate(OBSTACLES)}
    more |= {f"did_{act.name.lower()}": (h["acted"] >> int(act) & 1).astype(bool) for act in Act}
    for lever in run.policy.levers:
        more[f"heard_of_{lever.id}"] = (h["aware"] >> int(lever.topic) & 1).astype(bool)
        more[f"supported_by_{lever.id}"] = h["supported"] & lever.support_bit != 0
    more["intends_return"] = h["plans_return"] > 0
    more["received"] = run.stage.receivers["received"][: run.n_households].copy()
    recession = run.stage.corridors["recession"][h["corridor"]]
    more["income"] = h["earnings"] * (1.0 - h["behind"]) * np.where(h["is_employed"] == 1, 1.0, run.p.population.replacement) * (1.0 - recession)
    more |= {f"offered_{lever.id}": run.policy.is_offered(k, h, run.stage) for k, lever in enumerate(run.policy.levers)}
    more |= {f"struck_{shock.lot}": run.policy.is_in_lot(j, h, run.stage) for j, shock in enumerate(run.policy.lots)}
    frame = frame.drop(columns=["acted", "aware", "supported", "blocked", "eligible", "cell"])
    return pd.concat([frame, pd.DataFrame(more)], axis=1)
