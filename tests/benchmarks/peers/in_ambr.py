"""The rule in ambr: columns of a Polars frame, borrowed as NumPy arrays and committed, which its documentation gives for numeric kernels."""

from __future__ import annotations

import ambr
import numpy as np
import rule


class World(ambr.Model):
    start: dict[str, np.ndarray]
    draws: np.ndarray | None

    def setup(self) -> None:
        agents = len(self.start["income"])
        self.add_agents(agents, **self.start, wealth=np.zeros(agents), sent=np.zeros(agents), sends=np.zeros(agents, dtype=bool))
        self.month, self.senders = 0, []
        self.began = rule.clock()  # the first step sets the world up, which is not counted

    def step_vectorized(self) -> None:
        income, attachment, wealth, sent, sends = (self.agents.borrow(name)[0] for name in ("income", "attachment", "wealth", "sent", "sends"))
        u = self.rng.random(len(income)) if self.draws is None else self.draws[self.month]
        odds = rule.PULL * attachment
        odds += rule.BASE
        odds += rule.HABIT * sends
        np.negative(odds, out=odds)
        np.exp(odds, out=odds)
        odds += 1.0
        sends = u < 1.0 / odds
        self.agents.commit(sends=sends, sent=sent + rule.SHARE * income * sends, wealth=rule.KEPT * wealth + rule.SAVED * income)
        self.senders.append(int(np.count_nonzero(sends)))
        self.month += 1


def simulate(start: dict[str, np.ndarray], draws: np.ndarray | None, months: int, seed: int) -> rule.Answer:
    world = World({"seed": seed, "show_progress": False})
    world.start, world.draws = start, draws
    for _ in range(months):
        world.run_step()
    spent = rule.clock() - world.began
    return spent, world.senders, world.agents.wealth.sum(), world.agents.sent.sum()


if __name__ == "__main__":
    rule.answer(simulate)
