"""Lines at desks: the same files in the same order as looking through all of them at each pick, and work that grows with the files alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model import queue
from model.queue import ANY_DESK, ANYBODY, BY_ARRIVAL, BY_LOT, BY_RANK, IN_SHORTAGE, MINORITY, NOT_CALLED, UNDER_35, WOMEN, Desk
from tests.bare import bare

FILES = 30
ORDERS = (BY_ARRIVAL, BY_RANK, BY_LOT)
GROUPS = (ANYBODY, WOMEN, UNDER_35, MINORITY, IN_SHORTAGE)


def crowd(seed: int, files: int = FILES) -> Any:
    """Files at two desks whose turns, ranks and draws are often the same; some are passed over, some travel and cannot."""
    rng = np.random.default_rng(seed)
    w = bare(files=files, households=files)
    w.counts[4] = files
    f, h = w.files.array, w.households.array
    f["household"] = rng.permutation(files)
    f["desk"] = rng.choice([Desk.CALL, Desk.COUNTER], files)
    f["arrived"] = rng.integers(30, 34, files)
    f["rank"] = rng.choice([-1.5, 0.0, 2.0, NOT_CALLED], files)
    f["draw"] = rng.integers(0, 5, files) / 5.0
    f["sector"], f["is_woman"], f["corridor"] = rng.integers(0, 5, files), rng.integers(0, 2, files), rng.integers(0, 2, files)
    f["travels"] = rng.integers(0, 2, files)
    h["age"], h["faction"] = rng.uniform(20.0, 60.0, files), rng.integers(0, 3, files)
    w.corridors.array["short"], w.corridors.array["travel"] = (0b10110, 0b01101), (1.0, float(rng.integers(0, 2)))
    return w


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("desk", [Desk.CALL.value, ANY_DESK])
def test_a_line_serves_as_looking_through_all_does(desk: int, group: int, order: int) -> None:
    """Whatever becomes of who is served: they leave for another desk in the present month, close, are passed over, or stay first."""
    for seed in range(2):
        w, rng = crowd(seed), np.random.default_rng(seed)
        queue.line_up(w, 2, desk, order, group)
        served = set()
        for _ in range(6 * FILES):
            k = queue.first_in(w, 2, desk, order, group)
            assert k == queue.next_where(w, desk, order, group, -1, -1)
            if k < 0:
                break
            served.add(k)
            becomes = rng.integers(0, 4)
            if becomes == 0 and desk != ANY_DESK:
                w.files[k].desk, w.files[k].arrived = Desk.REGISTRY.value, 40
            elif becomes <= 1 and order == BY_RANK:
                w.files[k].rank = NOT_CALLED
            elif becomes == 2 and group == IN_SHORTAGE:  # nobody is sought in that sector any more
                w.corridors[w.files[k].corridor].short &= ~(1 << w.files[k].sector)
            elif becomes == 3 and desk != ANY_DESK:
                w.files[k].desk = Desk.CLOSED.value
        else:
            assert desk == ANY_DESK and order != BY_RANK  # nobody ever leaves, but who is not called any more
        assert served


def test_several_lines_of_one_desk() -> None:
    """Places kept for women, then others: who was served in one line is passed over in the other."""
    desk = Desk.COUNTER.value
    for seed in range(6):
        w = crowd(seed)
        queue.line_up(w, 3, desk, BY_ARRIVAL, WOMEN)
        queue.line_up(w, 0, desk, BY_ARRIVAL, ANYBODY)
        order = []
        for served in range(FILES):
            k = queue.first_in_turn(w, 3, 0, desk, float(served), 0.4)
            assert k == queue.next_in_turn(w, desk, float(served), 0.4, -1, -1)
            if k < 0:
                break
            order.append(k)
            w.files[k].desk = Desk.CLOSED.value
        assert len(order) == len(set(order)) > FILES // 6


def test_a_line_of_nobody() -> None:
    w = crowd(1)
    queue.line_up(w, 2, Desk.FUND.value, BY_ARRIVAL, ANYBODY)
    assert w.around[2, 0] == 0 and queue.first_in(w, 2, Desk.FUND.value, BY_ARRIVAL, ANYBODY) == -1
    w.counts[4] = 0
    queue.line_up(w, 2, ANY_DESK, BY_LOT, ANYBODY)
    assert queue.first_in(w, 2, ANY_DESK, BY_LOT, ANYBODY) == -1


def looks(files: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a file is looked at while a fiftieth of all are served."""
    seen = [0]
    plain = queue.waits_for, queue.goes_before

    def counted(original: Any) -> Any:
        def look(*args: Any) -> Any:
            seen[0] += 1
            return original(*args)

        return look

    w = crowd(2, files)
    w.files.array["desk"], w.files.array["travels"], w.files.array["draw"] = Desk.CALL, 0, np.random.default_rng(5).random(files)
    with monkeypatch.context() as patch:
        for original in plain:
            patch.setattr(queue, original.__name__, counted(original))
        queue.line_up(w, 2, Desk.CALL.value, BY_ARRIVAL, ANYBODY)
        for _ in range(files // 50):
            w.files[queue.first_in(w, 2, Desk.CALL.value, BY_ARRIVAL, ANYBODY)].desk = Desk.CLOSED.value
    return seen[0]


def test_work_grows_with_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the files take four times the looks, not sixteen times."""
    few, many = (looks(files, monkeypatch) for files in (300, 1_200))
    assert np.log(many / few) / np.log(4.0) < 1.1
