"""The rule in mesa-frames: a set of agents is a Polars frame, whose columns are set from expressions."""

from __future__ import annotations

import numpy as np
import polars as pl
import rule
from mesa_frames import AgentSetPolars, ModelDF


class Households(AgentSetPolars):
    def __init__(self, model: World, start: dict[str, np.ndarray]) -> None:
        super().__init__(model)
        n = len(start["income"])
        self += pl.DataFrame({"unique_id": pl.arange(n, eager=True), **start, "wealth": np.zeros(n), "sent": np.zeros(n), "sends": np.zeros(n, dtype=bool)})

    def step(self) -> None:
        model = self.model
        u = pl.Series(model.random.random(len(self.agents)) if model.draws is None else model.draws[model.month])
        odds = rule.BASE + rule.PULL * self.attachment + rule.HABIT * self.sends.cast(pl.Float64)
        self["sends"] = u < 1.0 / (1.0 + (-odds).exp())
        self["sent"] = self.sent + rule.SHARE * self.income * self.sends.cast(pl.Float64)
        self["wealth"] = rule.KEPT * self.wealth + rule.SAVED * self.income


class World(ModelDF):
    def __init__(self, start: dict[str, np.ndarray], draws: np.ndarray | None, seed: int) -> None:
        super().__init__(seed=seed)
        self.draws, self.month = draws, 0
        self.agents += Households(self, start)

    def step(self) -> None:
        self.agents.do("step")
        self.month += 1

    @property
    def households(self) -> Households:
        return self.get_agents_of_type(Households)


def simulate(start: dict[str, np.ndarray], draws: np.ndarray | None, months: int, seed: int) -> rule.Answer:
    world = World(start, draws, seed)
    senders = []
    began = rule.clock()
    for _ in range(months):
        world.step()
        senders.append(world.households.sends.sum())
    return rule.clock() - began, senders, world.households.wealth.sum(), world.households.sent.sum()


if __name__ == "__main__":
    rule.answer(simulate)
