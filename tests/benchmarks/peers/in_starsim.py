"""The rule in Starsim: a module with states and a Bernoulli distribution, whose draws belong to agents as its own interventions use them."""

from __future__ import annotations

import numpy as np
import rule
import starsim as ss


class Remitting(ss.Module):
    def __init__(self, start: dict[str, np.ndarray], draws: np.ndarray | None, **kwargs) -> None:
        super().__init__()
        self.start_values, self.draws, self.senders = start, draws, []
        self.define_states(
            ss.FloatArr("income", default=0.0),
            ss.FloatArr("attachment", default=0.0),
            ss.FloatArr("wealth", default=0.0),
            ss.FloatArr("sent", default=0.0),
            ss.BoolState("sends"),
        )
        self.who_sends = ss.bernoulli(p=0.5)

    def init_post(self) -> None:
        super().init_post()
        self.income[:] = self.start_values["income"]
        self.attachment[:] = self.start_values["attachment"]

    def step(self) -> None:
        chance = 1.0 / (1.0 + np.exp(-(rule.BASE + rule.PULL * self.attachment.values + rule.HABIT * self.sends.values)))
        if self.draws is None:
            self.who_sends.set(p=chance)
            uids = self.who_sends.filter()
        else:
            uids = self.sim.people.auids[self.draws[self.ti] < chance]
        self.sends[:] = False
        self.sends[uids] = True
        self.sent[uids] += rule.SHARE * self.income[uids]
        self.wealth[:] = rule.KEPT * self.wealth.values + rule.SAVED * self.income.values
        self.senders.append(len(uids))


def simulate(start: dict[str, np.ndarray], draws: np.ndarray | None, months: int, seed: int) -> rule.Answer:
    module = Remitting(start, draws)
    sim = ss.Sim(n_agents=len(start["income"]), start=2000, dur=ss.months(months - 1), dt=ss.month, modules=module, rand_seed=seed, verbose=0, copy_inputs=False)
    sim.init()
    began = rule.clock()
    sim.run()
    spent = rule.clock() - began
    assert len(module.senders) == months, len(module.senders)
    return spent, module.senders, np.sum(module.wealth.values, dtype=float), np.sum(module.sent.values, dtype=float)


if __name__ == "__main__":
    rule.answer(simulate)
