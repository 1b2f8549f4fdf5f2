"""All transfers: who paid whom, what for, how much; and the identities that must hold every month."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..compiled.numba_door import kernel, not_inlined, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..history import History
from ..households.trust import spread_news
from ..levers.lever import Lever
from ..records.arrays import Count, WorldArrays
from ..records.flows import Flow


class Account(StrEnum):
    """Who pays and is paid. States, donors and the like are payers of levers."""

    HOUSEHOLDS = "diaspora_households"
    FAMILIES = "families_at_origin"
    OPERATORS = "transfer_operators"
    SELLERS = "property_sellers"
    FIRMS = "firms_at_origin"
    SHOPS = "firms_in_residence_country"
    HOSTS = "host_society"
    NETWORKS = "business_networks"
    BODIES = "charities"
    ASSOCIATIONS = "associations"
    COMMUNITIES = "communities"
    PROGRAMME = "programme"
    TOURISM = "tourism_at_origin"
    VISITORS = "visitors_from_the_residence_country"
    BANKS = "banks_at_origin"
    ISSUER = "issuer_of_the_bond"
    INSTITUTIONS = "host_institutions"


class Transfer(NamedTuple):
    """One purpose of the ledger: a column of the tally, its payer and payee. None: the payer of the lever."""

    purpose: str
    flow: Flow
    payer: Account | None
    payee: Account


TRANSFERS = (
    Transfer("remittance", Flow.RECEIVED, Account.HOUSEHOLDS, Account.FAMILIES),
    Transfer("remittance_earmarked", Flow.EARMARKED_OWN, Account.HOUSEHOLDS, Account.FAMILIES),
    Transfer("remittance_fee", Flow.FEES, Account.HOUSEHOLDS, Account.OPERATORS),
    Transfer("property", Flow.PROPERTY, Account.HOUSEHOLDS, Account.SELLERS),
    Transfer("stake", Flow.STAKES, Account.HOUSEHOLDS, Account.FIRMS),
    Transfer("firm_capital", Flow.FIRM_CAPITAL, Account.HOUSEHOLDS, Account.FIRMS),
    Transfer("donation_regular", Flow.REGULAR, Account.HOUSEHOLDS, Account.BODIES),
    Transfer("donation_collective", Flow.COLLECTIVE, Account.HOUSEHOLDS, Account.ASSOCIATIONS),
    Transfer("donation_crisis", Flow.CRISIS, Account.HOUSEHOLDS, Account.COMMUNITIES),
    Transfer("visit", Flow.TOURISM, Account.HOUSEHOLDS, Account.TOURISM),
    Transfer("visit_referred", Flow.TOURISM_REFERRED, Account.VISITORS, Account.TOURISM),
    Transfer("deposit", Flow.PRODUCTS, Account.HOUSEHOLDS, Account.BANKS),
    Transfer("interest", Flow.PRODUCTS_INTEREST, Account.BANKS, Account.HOUSEHOLDS),
    Transfer("withdrawal", Flow.PRODUCTS_WITHDRAWN, Account.BANKS, Account.HOUSEHOLDS),
    Transfer("withdrawal_by_family", Flow.PRODUCTS_DRAWN, Account.BANKS, Account.FAMILIES),
    Transfer("bond", Flow.BONDS_SOLD, Account.HOUSEHOLDS, Account.ISSUER),
    Transfer("bond_coupon", Flow.COUPONS, Account.ISSUER, Account.HOUSEHOLDS),
    Transfer("bond_redeemed", Flow.REDEEMED, Account.ISSUER, Account.HOUSEHOLDS),
    Transfer("bond_defaulted", Flow.BONDS_LOST, Account.HOUSEHOLDS, Account.ISSUER),
    Transfer("home_goods", Flow.NOSTALGIA, Account.HOUSEHOLDS, Account.SHOPS),
    Transfer("home_goods_hosts", Flow.NOSTALGIA_HOST, Account.HOSTS, Account.SHOPS),
    Transfer("network_dues", Flow.DUES, Account.SHOPS, Account.NETWORKS),
    Transfer("nationality_fee", Flow.NATIONALITY_FEES, Account.HOUSEHOLDS, Account.PROGRAMME),
)

FEW = 2
"""Households a cell, below which it is worth looking whether a cell holds anything: a world of 2 000 has 1 152 cells, half of them empty."""

# Who keeps the revenue that a lever forgoes.
LEVER_PAYEES = {"FORGONE": Account.FIRMS, "ZONE_FORGONE": Account.FIRMS, "RELIEF": Account.HOUSEHOLDS}


class ImbalanceError(AssertionError):
    """An identity of money or people does not hold."""


class Books(NamedTuple):
    """The books of a month, by lever, USD: whether it is the matching fund, what its institution had spent before and its fixed costs; then what is written.

    `pays` and `forgoes` are pairs of a lever and a flow that it pays for, or the revenue that it forgoes.
    """

    is_fund: np.ndarray
    spent: np.ndarray
    fixed: np.ndarray
    costs: np.ndarray
    grants: np.ndarray
    forgone: np.ndarray
    backlog: np.ndarray
    pays: np.ndarray
    forgoes: np.ndarray


@rule
def book(w: WorldArrays, books: Books, by_corridor: np.ndarray) -> None:
    """Costs of the levers this month: running costs and payments of programmes, grants, revenue forgone; and files that wait."""
    for k in range(books.costs.shape[0]):
        bank = w.institutions[k]
        paid = bank.spent - books.spent[k]
        books.spent[k] = bank.spent
        books.backlog[k] = bank.waiting
        books.grants[k] = paid if books.is_fund[k] else 0.0
        books.costs[k] = books.fixed[k] + (0.0 if books.is_fund[k] else paid)
        books.forgone[k] = 0.0
    for c in range(by_corridor.shape[0]):
        for j in range(books.pays.shape[0]):
            books.costs[books.pays[j, 0]] += by_corridor[c, books.pays[j, 1]]
        for j in range(books.forgoes.shape[0]):
            books.forgone[books.forgoes[j, 0]] += by_corridor[c, books.forgoes[j, 1]]


@not_inlined
def add_up(tally: np.ndarray, window: np.ndarray, by_corridor: np.ndarray, cells: int, counted: bool) -> None:
    """Every cell of the tally."""
    for k in range(tally.shape[0]):
        c = k // cells
        for f in range(tally.shape[1]):
            x = tally[k, f]
            by_corridor[c, f] += x
            if counted:
                window[k, f] += x
            tally[k, f] = 0.0


@not_inlined
def add_up_few(tally: np.ndarray, window: np.ndarray, by_corridor: np.ndarray, cells: int, counted: bool) -> None:
    """The same where few cells hold anything: those with nobody in them and nothing counted are passed over.

    A function of its own, as a large world, where hardly any is passed over, takes half as long again with the question in its loop.
    """
    for k in range(tally.shape[0]):
        row, of_corridor, over_horizon = tally[k], by_corridor[k // cells], window[k]
        anything = 1 if row[Flow.HOUSEHOLDS.value] != 0.0 else 0
        if anything == 0:
            for f in range(row.shape[0]):  # without a branch: the compiler turns it into vector instructions
                anything |= 1 if row[f] != 0.0 else 0
        if anything == 0:
            continue
        for f in range(row.shape[0]):
            x = row[f]
            of_corridor[f] += x
            if counted:
                over_horizon[f] += x
            row[f] = 0.0


@kernel
def close_month(stage: PackedArrays, told: np.ndarray, most: float, window: np.ndarray, by_corridor: np.ndarray, counted: bool, books: Books) -> None:
    """Add a month's tally to the window (where counted) and to the row of each corridor, empty it, and close the books; in order of cells.

    What happened this month is seen, and told inside factions (`told`, as `trust.telling` has it, by `most` at most), in the next.
    """
    w = arrays_of(stage)
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        w.seen[i] = w.shown[i]
    spread_news(w, told, most)
    tally = w.tally
    cells = tally.shape[0] // by_corridor.shape[0]
    for c in range(by_corridor.shape[0]):
        for f in range(tally.shape[1]):
            by_corridor[c, f] = 0.0
    if w.counts[Count.HOUSEHOLDS.value] < FEW * tally.shape[0]:
        add_up_few(tally, window, by_corridor, cells, counted)
    else:
        add_up(tally, window, by_corridor, cells, counted)
    if counted:
        book(w, books, by_corridor)


def check_identities(run: History, month: int) -> None:
    """Money and people are conserved this month; raises ImbalanceError with what does not add up.

    What households send = what families receive + fees; programmes pay and commit no more than their budget; queue in = served + abandoned + waiting;
    relief granted = revenue forgone; weights add up to the real households at the start, and change by who comes and goes; nobody is both absent and counted.
    """
    row = run.month_flows.sum(axis=0)

    def equal(name: str, a: float, b: float) -> None:
        if not abs(a - b) <= 1e-9 * max(abs(a), abs(b)) + 1e-6:
            raise ImbalanceError(f"month {month}: {name}: {a!r} against {b!r}")

    equal("sent = received + fees", row[Flow.SENT], row[Flow.RECEIVED] + row[Flow.FEES])
    n = run.n_households
    h = run.stage.households[:n]
    if month < 0:
        equal("households", h["weight"].sum(), float(sum(c.households for c in run.settings.corridors)))
    equal("present households", h["weight"][h["status"] == 1].sum(), row[Flow.HOUSEHOLDS])
    if month > 0:
        before = run.flows[month - 1]
        moved = run.month_flows[:, Flow.ARRIVALS] - run.month_flows[:, Flow.EXITS]
        for c, corridor in enumerate(run.settings.corridors):
            equal(f"households of {corridor.id}", before[c, Flow.HOUSEHOLDS] + moved[c], run.month_flows[c, Flow.HOUSEHOLDS])
    gifts = run.stage.associations["gifts"].sum()
    equal("collective gifts = what associations got", row[Flow.COLLECTIVE], gifts)
    equal("relief granted = revenue forgone", row[Flow.RELIEF], run.booked("RELIEF", month))
    equal("profit tax relief = revenue forgone", row[Flow.FORGONE], run.booked("FORGONE", month))
    equal("tax holidays = revenue forgone", row[Flow.ZONE_FORGONE], run.booked("ZONE_FORGONE", month))
    banks = run.stage.institutions
    arrived, gone = banks["arrived"], banks["served"] + banks["abandoned"] + banks["waiting"]
    fits = (np.abs(arrived - gone) <= 1e-9 * np.maximum(np.abs(arrived), np.abs(gone)) + 1e-6) & (banks["left"] >= -1e-6)
    for bank in banks[~fits]:  # told one by one
        lever = run.policy.levers[bank["lever"]]
        if bank["left"] < -1e-6:
            raise ImbalanceError(f"month {month}: {lever.id} committed {-bank['left']:.2f} USD more than its budget")
        equal(f"queue of {lever.id}", bank["arrived"], bank["served"] + bank["abandoned"] + bank["waiting"])


class Spending(NamedTuple):
    """What the levers of a finished run cost, USD by month and lever: running them, what reaches somebody, revenue forgone; in all, what is booked."""

    administration: np.ndarray
    transfers: np.ndarray
    forgone: np.ndarray


def spending(run: History) -> Spending:
    """The costs of the levers, told apart by what they buy: shape (months, levers) each.

    Running costs, and all costs of a lever that reaches nobody (`Lever.reaches`), are administration; works, grants, seats, packages and bonuses are
    transfers, in money or in kind.
    """
    levers = run.policy.levers
    shape = (run.horizon, len(levers))
    running = np.array([run.policy.running_cost(k, month) for month, k in np.ndindex(shape)]).reshape(shape)
    share = np.array([0.0 if lever.reaches is None else lever.reaching_share for lever in levers])
    beyond = run.costs + run.grants - running
    return Spending(running + (1.0 - share) * beyond, share * beyond, run.forgone)


def payee_of(lever: Lever, purpose: str) -> Account:
    """Who gets a cost of a lever: "administration", "transfer" or "revenue_forgone"."""
    if purpose == "revenue_forgone":
        return LEVER_PAYEES.get(lever.forgoes[0], Account.PROGRAMME) if lever.forgoes else Account.PROGRAMME
    return Account.PROGRAMME if purpose == "administration" or lever.reaches is None else Account(lever.reaches)


def ledger_frame(run: History) -> pd.DataFrame:
    """The ledger since month 0: month, payer, payee, purpose, lever, corridor, amount_usd (USD of 2019); entries of zero are left out.

    Purposes of levers are administration, transfer (grant, where it is a matching grant) and revenue_forgone.
    """
    rows: list[tuple[object, ...]] = []
    costs = spending(run)
    for month in range(run.horizon):
        for c, corridor in enumerate(run.settings.corridors):
            for transfer in TRANSFERS:
                amount = run.flows[month, c, transfer.flow]
                if amount:
                    rows.append((month, str(transfer.payer), str(transfer.payee), transfer.purpose, None, corridor.id, amount))
        for k, lever in enumerate(run.policy.levers):
            for purpose, amounts in (("administration", costs.administration), ("transfer", costs.transfers), ("revenue_forgone", costs.forgone)):
                if amounts[month, k]:
                    name = "grant" if purpose == "transfer" and lever.process == "matching_fund" else purpose
                    rows.append((month, lever.paid_by, str(payee_of(lever, purpose)), name, lever.id, None, amounts[month, k]))
    return pd.DataFrame(rows, columns=["month", "payer", "payee", "purpose", "lever", "corridor", "amount_usd"])
