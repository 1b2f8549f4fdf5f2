"""A lever with an institution of its own, as a plug-in: a desk that answers letters, with a queue, a budget, an outcome and an alarm.

Nothing of it stands anywhere else. It is one file, as somebody outside of the project would write it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from experiments.alarms import Rule, number_of
from model.capacity import at_most
from model.compiled.numba_door import kernel
from model.compiled.packed_arrays import PackedArrays, arrays_of
from model.compiled.packed_parameters import PackedParameters, parameters_of
from model.compiled.random_draws import Draw, four_draws
from model.households.trust import keeps_promise, lets_down
from model.institution import Institution, Room
from model.levers import Act, Family, Lever, Topic
from model.offers import Offer
from model.outcome_registry import Adds, Outcome
from model.parameter import Kind, Text, Unit, declare
from model.policy.pace import within_month
from model.queue import Desk, closes_where_over, is_there, next_file, open_file, pays, tidy_files, waiting_at
from model.records.arrays import Clock, Count

LETTERS = Desk.OWN.value  # the number of its desk
PATIENCE = 3.0  # months


class Terms(NamedTuple):
    """What the desk can do this month; `institution` is -1 where there is none."""

    institution: int
    is_open: int
    writes: float
    answers: int
    answer_usd: float


def terms(m: Any) -> Terms:
    """The terms of a month."""
    k = m.running("letter_desk")
    if k < 0:
        return Terms(-1, 0, 0.0, 0, 0.0)
    v = m.lever(k).values
    return Terms(k, m.is_open(k), v["writes_year"] / 12.0, within_month(v["answers_per_month"] * m.strengths[k], m.since(k)), v["answer_usd"])


@kernel
def letters_month(stage: PackedArrays, given: PackedParameters, t: Clock, desk: Terms, results: np.ndarray) -> None:
    """Households write, the desk answers in turn, and who waits too long gives up."""
    w = arrays_of(stage)
    p = parameters_of(given)
    bank = w.institutions[desk.institution]
    for i in range(w.counts[Count.HOUSEHOLDS.value] if desk.is_open == 1 else 0):
        h = w.households[i]
        u, _, _, _ = four_draws(t.seed0, t.seed1, t.replication, Draw.FAMILY.value, t.tick, h.id)
        if h.status == 1 and h.refuses == 0 and w.offers[h.corridor, h.eligible].consultation_open > 0.0 and u < desk.writes:
            open_file(w, t, LETTERS, h.id, u, i, -1)
            bank.arrived += 1.0
    for k in range(w.counts[Count.FILES.value]):
        if w.files[k].desk == LETTERS:
            stays = is_there(w, k)
            if closes_where_over(w, t, k, stays, desk.is_open, PATIENCE):
                bank.abandoned += 1.0
                if stays:
                    lets_down(w, p, w.files[k].household)
    for _ in range(desk.answers):
        k = next_file(w, LETTERS)
        if k < 0 or not pays(w, t, desk.institution, desk.answer_usd):
            break
        keeps_promise(w, p, w.files[k].household)
        w.files[k].desk = Desk.CLOSED.value
        bank.served += 1.0
        results[0] += 1.0
    bank.waiting = waiting_at(w, LETTERS)
    tidy_files(w)


def outcomes(run: Any) -> dict[str, float]:
    """Letters answered over the horizon."""
    return {"letters_answered": run.sums("letter_desk")["answered"]}


def room(policy: Any, records: int, households: float) -> Room:
    """Letters of a month, of those that wait as long as anybody does."""
    writes = sum(lever.values["writes_year"] for lever in policy.levers if lever.process == "letter_desk")
    return Room(files=at_most((PATIENCE + 2.0) * records * writes / 12.0))


def unanswered(each: Any, lever: Lever) -> Any:
    """Letters given up over letters received."""
    if lever.id != "letter_desk":
        return None
    return number_of(each, lever, "files_abandoned"), number_of(each, lever, "files_received")


class LetterDesk(Lever):
    """A desk that answers what people of the diaspora write to their ministry."""

    id = "letter_desk"
    source = "a test"
    family = Family.ENGAGE
    label = Text("Letter desk", "Bureau du courrier")
    says = Text("A desk answers letters of the diaspora.", "Un bureau répond au courrier de la diaspora.")
    topic = Topic.RELATIONS
    act = Act.SPEAK
    main_outcome = "letters_answered"
    process = "letter_desk"
    institution = Institution("letter_desk", "relations", letters_month, (terms,), ("answered",), outcomes=outcomes, room=room)
    outcomes = (
        Outcome("letters_answered", Text("Letters answered", "Lettres ayant reçu une réponse"), Text("letters", "lettres"), Adds.COUNT, "relations"),
    )
    alarms = (
        Rule("L1", "unanswered", Text("letters given up, as a share of those received", "part des lettres abandonnées"), 0.2, True, unanswered,
             title=Text("letters without an answer", "courrier sans réponse"), remedy=Text("more answers a month", "plus de réponses par mois")),
    )  # fmt: skip

    writes_year: float = declare(0.5, Unit.SHARE, "Letters a record and year.", "Lettres par fiche et par an.", low=0.0, high=12.0)
    answers_per_month: int = declare(5, Unit.COUNT, "Letters that it answers in a month.", "Réponses par mois.", low=0, high=10_000, kind=Kind.INTEGER)
    answer_usd: float = declare(10.0, Unit.USD, "What an answer costs.", "Coût d'une réponse.", low=0.0, high=1_000.0)

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(consultation_open=1.0)
