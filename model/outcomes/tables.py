"""What a finished run shows row by row: families at origin, corridors, communities and associations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..history import History
from ..outcome_registry import OUTCOMES, Adds
from ..records.arrays import Count
from ..records.fields import Field
from ..records.flows import Flow
from ..records.institutions import ASSOCIATION
from ..records.places import COMMUNITY
from ..records.vocabulary import SECTORS, Kin, OwnerKind
from ..rules.meet import turnover_of
from .values import regions_of

YEAR = 12
STOCKS = (Adds.STOCK, Adds.MEAN)


def _columns(records: np.ndarray, schema: tuple[Field, ...], leave_out: tuple[str, ...]) -> dict[str, np.ndarray]:
    return {field.name: records[field.name].copy() for field in schema if field.name not in leave_out}


def _corridor_names(run: History, numbers: np.ndarray) -> pd.Categorical:
    names = [each.id for each in run.settings.corridors]
    return pd.Categorical(np.array(names, dtype=object)[numbers], categories=names)


def families_frame(run: History) -> pd.DataFrame:
    """One row a household that is there at the end: its family at origin.

    `household` is the row in the frame of households, `weight` the real families; `is_supported` 0 where the household supports none, so that those that
    receive nothing can be set beside those that do. `persons` and `earners` are of all households at origin that are sent to together, `income` is theirs a
    month in normal times, `loss` the share of it missing now. `received` is of the last month, `received_12m` and `transfers_12m` are of the last twelve.
    """
    n = run.n_households
    h, r = run.stage.households[:n], run.stage.receivers[:n]
    c = run.stage.corridors[h["corridor"]]
    families = run.p.population.families
    frame = pd.DataFrame(
        {
            "household": np.arange(n),
            "id": h["id"],
            "weight": h["weight"],
            "corridor": _corridor_names(run, h["corridor"]),
            "community": r["community"],
            "is_supported": (h["supports"] == Kin.SUPPORTED).astype(int),
            "persons": c["family_size"] * families,
            "earners": c["earners"] * families,
            "income": r["income"],
            "loss": r["loss"],
            "received": r["received"],
            "received_12m": r["received_year"],
            "transfers_12m": r["transfers_year"],
            "savings": r["savings"],
            "has_account": r["has_account"],
            "has_loan": r["has_loan"],
            "is_woman": r["is_woman"],
        }
    )
    return frame[(h["status"] == 1) & (h["weight"] > 0.0)].reset_index(drop=True)


def firms_frame(run: History) -> pd.DataFrame:
    """One row a firm or stake: its record; corridor, kind and sector in words; what it sells a month, USD, beside its `profit`.

    Sales of firms at origin are those by their jobs, productivity and what their owners were taught; NaN for a stake.
    """
    s = run.stage
    f = s.firms[: s.counts[Count.FIRMS]]
    frame = pd.DataFrame.from_records(f)
    c = s.corridors[f["corridor"]]
    kind, q = f["kind"], run.p
    per_job = q.trade.sales_per_job * c["origin_income"] * f["jobs"] * np.where(kind == OwnerKind.LOCAL, 1.0, f["productivity"])
    sales = np.where(kind == OwnerKind.STAKE, np.nan, per_job * (1.0 + q.services.training_profit * f["practice"]))
    for k in np.flatnonzero(kind == OwnerKind.RESIDENCE):
        own = turnover_of(float(f["jobs"][k]), float(c["residence_income"][k]), float(c["recession"][k]), int(f["in_network"][k]), q.business)
        sales[k] = own * (1.0 + q.business.training_effect * f["knowledge"][k])
    return frame.assign(
        corridor_id=_corridor_names(run, f["corridor"]),
        kind_name=pd.Categorical(np.array([each.name.lower() for each in OwnerKind], dtype=object)[kind]),
        sector_name=pd.Categorical(np.array(SECTORS, dtype=object)[f["sector"]], categories=list(SECTORS)),
        sales=np.where(f["is_alive"] == 1, sales, 0.0),
    )


def corridor_months_frame(run: History) -> pd.DataFrame:
    """One row a month and corridor: households there, those with tertiary education, and all outcomes that have a value by corridor, in real units."""
    horizon, corridors = run.flows.shape[:2]
    columns: dict[str, np.ndarray] = {
        "month": np.repeat(np.arange(horizon), corridors),
        "corridor": np.tile(np.array([each.id for each in run.settings.corridors], dtype=object), horizon),
        "households": run.flows[:, :, Flow.HOUSEHOLDS].ravel(),
        "skilled_households": run.flows[:, :, Flow.TERTIARY].ravel(),
        "other_arrivals": run.flows[:, :, Flow.OTHER_ARRIVALS].ravel(),
    }
    for outcome in OUTCOMES.values():
        if outcome.has_breakdown:
            total = run.flows[:, :, [int(flow) for flow in outcome.flows]].sum(axis=2)
            if outcome.per is not None:
                below = run.flows[:, :, int(outcome.per)]
                total = np.divide(total, below, out=np.full_like(total, np.nan), where=below > 0.0)
            columns[outcome.id] = total.ravel()
    return pd.DataFrame(columns)


def corridors_frame(run: History) -> pd.DataFrame:
    """One row a corridor: its figures, the diaspora there now, and the outcomes of the last twelve months: flows summed, stocks and means at the end.

    A run that is to be compared over corridors uses a window that is the same for all; other windows are sums of `corridor_months_frame`.
    """
    s = run.stage
    rows = []
    for k, corridor in enumerate(run.settings.corridors):
        row: dict[str, object] = {"corridor": corridor.id, "origin": corridor.origin, "residence": corridor.residence, **corridor.figures._asdict()}
        row["diaspora"] = float(s.corridors["diaspora"][k])
        last, year = run.flows[-1, k], run.flows[-YEAR:, k].sum(axis=0)
        row["households"], row["skilled_households"] = float(last[Flow.HOUSEHOLDS]), float(last[Flow.TERTIARY])
        row["other_arrivals"] = float(year[Flow.OTHER_ARRIVALS])
        for outcome in OUTCOMES.values():
            if not outcome.has_breakdown:
                continue
            counted = last if outcome.adds in STOCKS else year
            value = float(counted[[int(flow) for flow in outcome.flows]].sum())
            if outcome.per is not None:
                value = value / float(counted[int(outcome.per)]) if counted[int(outcome.per)] > 0.0 else float("nan")
            row[outcome.id] = value
        rows.append(row)
    return pd.DataFrame(rows)


def communities_frame(run: History) -> pd.DataFrame:
    """One row a community of origin, the poorest of each origin first: who lives there, what projects and crises brought, public money awarded."""
    names = regions_of(run)
    hidden = ("gifts_met", "official_met", "pool_met", "pool_day", "gifts", "pooled", "disaster", "origin")
    frame = pd.DataFrame({"community": np.arange(len(names)), "name": list(names), **_columns(run.stage.communities, COMMUNITY, hidden)})
    delivered = np.zeros(len(frame))
    np.add.at(delivered, run.stage.associations["community"], run.stage.associations["projects"])
    return frame.assign(projects=delivered)


def associations_frame(run: History) -> pd.DataFrame:
    """One row an association: its place, members, money gathered and granted, projects delivered and failed, since the world's beginning."""
    a = run.stage.associations
    frame = pd.DataFrame(_columns(a, ASSOCIATION, ("gifts", "result", "asked", "refused")))
    return frame.assign(corridor=_corridor_names(run, a["corridor"]))
