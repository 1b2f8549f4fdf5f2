"""Why one household did what it did in a month: `explain` of every policy of the page, for the very run that is followed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..explaining.document import document
from ..explaining.explain import Explanation, Told
from ..explaining.page import QUIET
from ..runs.runner import Failure, with_inputs_drawn
from ..text import colon
from .answer import Request
from .kept_worlds import KeptWorlds

STAR = "★ "
"""Before what is otherwise in the world without the policy."""
_QUIET = {gate.value for gate in QUIET}


def reasons(store: KeptWorlds, request: Request, household: int, month: int, replication: int = 0) -> dict[str, Explanation] | Failure:
    """A month of a household under each policy that has levers, beside the world without it, from a kept world: same people, same luck, same inputs.

    DisagreementError where the month, lived again, does not end as it did in the run.
    """
    task = request.task(replication)
    begun = store.begun(task)
    if isinstance(begun, Failure):
        return begun
    found: dict[str, Explanation] = {}
    for name, scenario in request.scenarios.items():
        if scenario.levers:
            told = Told(with_inputs_drawn(scenario, task), begun.world, [household], request.seed, month)
            found[name] = told.explain(household, month)
            for world in told.worlds:
                world.dispose()
    return found


class Reasons(NamedTuple):
    """The decisions of a month: a row each, in words, without policy and under every one; and those on which there was nothing to decide anywhere."""

    rows: list[list[str]]
    quiet: list[str]


def told(found: Mapping[str, Explanation], language: str) -> Reasons:
    """What a table says: label of the decision, then a cell for the world without policy and one for each policy, in their order."""
    documents = [document(each, language) for each in found.values()]
    if not documents:
        return Reasons([], [])
    worlds = [_by_decision(documents[0]["without_policy"]), *(_by_decision(each["with_policy"]) for each in documents)]
    labels = {name: str(decided["label"]) for world in worlds for name, decided in world.items()}
    order = sorted(labels, key=lambda name: next(list(world).index(name) for world in worlds if name in world))
    rows: list[list[str]] = []
    quiet: list[str] = []
    for name in order:
        each = [world.get(name) for world in worlds]
        if all(decided is None or decided["gate"] in _QUIET for decided in each):
            quiet.append(labels[name])
            continue
        cells = ["-" if decided is None else _cell(decided, language) for decided in each]
        rows.append([labels[name], cells[0], *(cell if cell == cells[0] else STAR + cell for cell in cells[1:])])
    return Reasons(rows, quiet)


def _by_decision(side: Mapping[str, Any]) -> dict[str, Any]:
    return {str(decided["decision"]): decided for decided in side["decisions"]}


def _cell(decided: Mapping[str, Any], language: str) -> str:
    """Where it ended, and the sentences that say why."""
    label = str(decided["gate_label"])
    return f"{label[:1].upper()}{label[1:]}{colon(language)}{' '.join([decided['says'], *decided['why']])}"
