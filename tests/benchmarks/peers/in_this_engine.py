"""The rule in this engine: its loop of nine decisions, eight of which are replaced by rules that do nothing (`use_rule`) and one by the rule.

The loop still goes over whole records (384 bytes), draws for all decisions, looks at eight ties, hears of topics, tallies flows: what its technique costs beside
the rule. Each household is its own eight ties, so that what the ties show is whether it sent last month. `--whole` leaves all decisions as they are, for what
nine of them cost; its answer is another.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import rule

from model.own_rules import use_rule
from model.population.world_at_start import FULL_SCALE
from model.records.vocabulary import Kin
from model.world import DiasporaModel
from scenarios import load

WHOLE = "--whole" in sys.argv
BASE, PULL, HABIT, SHARE = rule.BASE, rule.PULL, rule.HABIT, rule.SHARE
PARAMETERS = {
    "population.wealth_use": 1.0 - rule.KEPT,
    "population.saving_share": rule.SAVED,
    "remitting.ticket_spread": 0.0,
    "remitting.informal_cost": 0.0,
    "belonging.yearly_fade": 0.0,
    "giving.join_spontaneous": 0.0,
    "giving.join_rate": 0.0,
    "enterprise.ideas_year": 0.0,
}


def reduced() -> None:
    """One decision is the rule, the others are none."""
    use_rule("remit.wanted", lambda income, altruism, cost, p: SHARE * income)
    use_rule("remit.sending_odds", lambda amount, supports, peers_sending, cost, is_national, political, p: BASE + PULL * political + HABIT * peers_sending)
    use_rule("transfer.formal_cost", lambda cost, fee_cut: 0.0)
    use_rule("transfer.formal_odds", lambda cost, days, has_account, insecurity, p: 0.0)
    use_rule("give.regular_odds", lambda is_due, social, peers_giving, gave_in_crisis, p, c: -100.0)
    use_rule("give.kept_apart", lambda attention, c: 0.0)
    use_rule("invest.buying_chance", lambda base, will_: 0.0)
    trips = lambda income, fare, social, supports_family, generation, stability, travel, campaign, p: 0.0  # noqa: E731 # as long as its arguments
    use_rule("visit.trips_a_year", trips)
    use_rule("visit.guests_a_year", lambda social, stability, travel, campaign, p: 0.0)
    use_rule("save.deposit_chance", lambda economic, trust, plans_return, control, yield_rate, trained, p: 0.0)
    use_rule("naturalise.naturalising_chance", lambda years, loses_origin, political, rights, p: 0.0)


def world_of(agents: int, seed: int) -> DiasporaModel:
    """As many Moroccan households in Belgium, one record each, without levers, shocks and burn-in."""
    settings = load("morocco_belgium").settings(FULL_SCALE)
    corridor = settings.corridors[0]
    f = corridor.figures
    corridor = replace(corridor, figures=f._replace(migrant_stock=agents * f.household_size * (1.0 - f.descendant_share)))
    given = {} if WHOLE else PARAMETERS
    return DiasporaModel(replace(settings, corridors=(corridor,), years=5, burn_in_years=0, parameters={**settings.parameters, **given}), seed=seed)


def simulate(start: dict[str, np.ndarray], draws: np.ndarray | None, months: int, seed: int) -> rule.Answer:
    from model.households import live_and_decide_all

    agents = len(start["income"])
    model = world_of(agents, seed)
    h = model.stage.households[: model.n_households]
    if not WHOLE:
        if len(h) != agents:
            raise SystemExit(f"{len(h)} records for {agents} agents")
        h["id"] = np.arange(agents)
        h["earnings"], h["attachment_political"], h["supports"] = start["income"], start["attachment"], Kin.SUPPORTED.value
        for name in ("behind", "wealth", "sent", "goodwill", "sends", "is_member", "buys_goods", "skill", "comes"):
            h[name] = 0
        h["is_employed"], h["status"], h["weight"] = 1, 1, 1.0
        model.stage.ties[:agents] = np.arange(agents)[:, None]
        model.stage.seen[:] = 0
        model.stage.shown[:] = 0
    senders = []
    model.offers()
    seconds = 0.0
    for _ in range(months):
        began = rule.clock()
        model.engine.run(live_and_decide_all, model.engine.packed, model.now, 0, 1)
        np.copyto(model.stage.seen, model.stage.shown)
        seconds += rule.clock() - began
        senders.append(np.count_nonzero(h["sends"]))
        model.stage.tally[:] = 0.0
        model.tick += 1
        model.now = model.clock
    found = seconds, senders, h["wealth"].sum(), h["sent"].sum()
    model.dispose()
    return found


if __name__ == "__main__":
    if WHOLE:
        sys.argv.remove("--whole")
    else:
        reduced()
    rule.answer(simulate)
