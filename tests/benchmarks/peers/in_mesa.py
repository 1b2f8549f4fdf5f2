"""The rule in Mesa: an agent is an object with a step, and the model calls each (`AgentSet.do`)."""

from __future__ import annotations

import math

import mesa
import numpy as np
import rule


class Household(mesa.Agent):
    def __init__(self, model: mesa.Model, income: float, attachment: float, number: int) -> None:
        super().__init__(model)
        self.income, self.attachment, self.number = income, attachment, number
        self.wealth = self.sent = 0.0
        self.sends = 0

    def step(self) -> None:
        u = self.random.random() if self.model.draws is None else self.model.draws[self.model.month][self.number]
        odds = rule.BASE + rule.PULL * self.attachment + rule.HABIT * self.sends
        if u < 1.0 / (1.0 + math.exp(-odds)):
            self.sends = 1
            self.sent += rule.SHARE * self.income
            self.model.senders += 1
        else:
            self.sends = 0
        self.wealth = rule.KEPT * self.wealth + rule.SAVED * self.income


class World(mesa.Model):
    def __init__(self, start: dict[str, np.ndarray], draws: np.ndarray | None, seed: int) -> None:
        super().__init__(rng=seed)
        self.draws = None if draws is None else draws.tolist()
        self.month = self.senders = 0
        for number, (income, attachment) in enumerate(zip(start["income"].tolist(), start["attachment"].tolist(), strict=True)):
            Household(self, income, attachment, number)

    def step(self) -> None:
        self.senders = 0
        self.agents.do("step")
        self.month += 1


def simulate(start: dict[str, np.ndarray], draws: np.ndarray | None, months: int, seed: int) -> rule.Answer:
    world = World(start, draws, seed)
    senders = []
    began = rule.clock()
    for _ in range(months):
        world.step()
        senders.append(world.senders)
    return rule.clock() - began, senders, sum(world.agents.get("wealth")), sum(world.agents.get("sent"))


if __name__ == "__main__":
    rule.answer(simulate)
