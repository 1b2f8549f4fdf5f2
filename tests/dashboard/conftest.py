"""Two policies of a small world on the page, run once a file: the file says with how many runs (RUNS), in which world (SMALL), and what policy B is (B)."""

from __future__ import annotations

import pytest

from experiments.dashboard.answer import Answer, Request, request_of
from experiments.dashboard.kept_worlds import KeptWorlds
from experiments.dashboard.policies import policies
from experiments.dashboard.screen import Screen, checked


@pytest.fixture(scope="module")
def store() -> KeptWorlds:
    return KeptWorlds()


@pytest.fixture(scope="module")
def screen(request: pytest.FixtureRequest) -> Screen:
    file = request.module
    return checked(world=file.SMALL, b=file.B, sample=150, runs=file.RUNS)


@pytest.fixture(scope="module")
def request_(screen: Screen) -> Request:
    return request_of(screen, policies(screen))


@pytest.fixture(scope="module")
def answer(store: KeptWorlds, request_: Request, screen: Screen) -> Answer:
    return Answer(request_, list(store.perform([request_.task(number) for number in range(screen.runs)])))
