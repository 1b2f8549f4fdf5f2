"""What is counted is added to what was counted before: each step of a month once from zero, and once from counters and marks that hold something already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from model import queue
from model.business_networks import advocacy, chapters, contacts, fairs
from model.business_networks.chapters import NO_NETWORK
from model.business_networks.fairs import Fair
from model.compiled.named_draws import NetworkDraws
from model.dialogue import consultation
from model.dialogue import knowledge_hub as hub
from model.dialogue import volunteer_register as register
from model.dialogue.consultation import NO_CONSULTATION
from model.dialogue.knowledge_hub import Hub
from model.dialogue.volunteer_register import Register
from model.enterprise import firms_at_origin as firms
from model.enterprise import founder_files as files
from model.enterprise import founding as projects
from model.enterprise import one_stop_shop as counter
from model.enterprise import trade, zones
from model.enterprise.terms import NOBODY_SERVES
from model.finance import diaspora_bond as bonds
from model.finance import families_at_origin as origin_households
from model.finance import financial_training as courses
from model.finance.diaspora_bond import Bond
from model.finance.financial_training import Course
from model.giving import associations, crises, proposing
from model.giving.terms import NO_FUND, Pool, School
from model.households.saving import ASKS
from model.parameters import parameters
from model.population import births
from model.queue import CLAIMS, HAS_PLOT, WANTS_PLOT, Desk
from model.records.bit_masks import ENTERPRISE, INVESTMENT, RELATIONS, S_COUNTER, S_SEED, SAVINGS, TRADE
from model.records.flows import Flow
from model.records.vocabulary import OwnerKind
from model.skills import hosts, placements
from model.skills import knowledge_network as knowledge
from model.skills import posts_with_package as talent
from model.skills.knowledge_network import Secretariat
from model.skills.placements import NO_AGENCY
from model.skills.posts_with_package import Board
from tests.bare import NOW, bare, file, put, rig

P = parameters()
BANK, MARK = 2, 1 << 20
ADDED = {
    "institutions": ("committed", "spent", "arrived", "served", "abandoned", "waited", "others", "associates"), "households": ("invested_productive", "colleagues"),
    "communities": ("awarded", "public_goods", "matched_goods"), "associations": ("own", "grants", "projects", "failures"), "corridors": ("meetings", "responses"), "chapters": ("contacts",), "firms": ("contacts",), "hosts": ("ties",),
}  # fmt: skip
MARKED = {"households": ("acted", "supported", "blocked"), "firms": ("support",)}
S = NOBODY_SERVES._replace(counter=BANK, counter_open=1, officers=9.0, mediators=9.0, counter_days=99.0, call=BANK, call_open=1, seed=100.0, assistance_usd=20.0, assistance_days=9.0, grant=BANK, guarantee=BANK, guaranteed=0.5, zone=BANK, zone_open=1, holiday=24, settlers=2)
SURE = dict.fromkeys(("AGAIN", "AGENCY", "ASSOCIATION", "BOARD", "CANDIDATE", "CITIZEN", "CLAIM", "COUNTER", "EXPORT", "FAMILY", "FILE", "FIRM", "GATES", "RESIDENCE", "HOST", "HUB", "JUDGE", "NETWORK", "POST", "PROJECT", "REGISTER", "SAVE", "SPEAK", "TIE"), (1e-09, 1e-09, 1e-09, 1e-09))  # fmt: skip
SURE["ISSUER"] = (0.9, 0.9, 0.9, 0.9)  # no state defaults
MODULES = (
    advocacy, associations, births, bonds, chapters, consultation, counter, courses, files, firms, hosts, hub, knowledge, origin_households, placements, projects, proposing, queue, register, talent, trade, zones,
)  # fmt: skip


def world(before: float, marks: int) -> Any:
    w = bare()
    for name, fields in ADDED.items():
        for field in fields:
            getattr(w, name).array[field] += before if "f" in str(getattr(w, name).array[field].dtype) else int(before)
    for name, fields in MARKED.items():
        for field in fields:
            getattr(w, name).array[field] |= marks
    w.counts[0] = 6
    for k in range(12):
        put(w.households[k], aware=TRADE | ENTERPRISE | INVESTMENT | RELATIONS | SAVINGS, wealth=1e5, trust_state=0.5, trust_agency=0.5, sector=k % 3, root=40 + k)
    for k in range(8):
        put(w.firms[k], is_alive=1, weight=1.0, household=k, owner=40 + k, person=100 + k, id=700 + k, jobs=5.0, capital=1_000.0, productivity=1.0)
    for k in range(6):
        put(w.hosts[k], posts=20.0, vacancy=0.5, absorption=0.5, sector=k % 3, community=k // 3 * 2, requested=-1, served=-1, id=300 + k, expert=-1)
        put(w.institutions[k], left=1e6, places=50.0)
    for k in range(4):
        put(w.associations[k], id=2_000 + k, community=k, corridor=k // 2, is_active=1, due=-1, proposed=-1, faction=-1, quality=0.9, effort=1.0)
        put(w.communities[k], population=100.0, struck_month=-1, energy=1.0)
        put(w.chapters[k], id=800 + k, age=-1, corridor=k // 2, city=k)
    for c in (0, 1):
        put(w.corridors[c], origin_income=10.0, residence_income=100.0, climate=0.5, residence_climate=0.8, tax_rate=0.2, residence_population=1e4, local_firms=10.0, advocacy_due=-1, first_city=2 * c)
    return w


BOOKS: list[np.ndarray] = []
SET = {"sent": {7}, "settled": {1, 2, 3, 4}}
"""Places of the results of a step that are what they are this month, and not added to."""


def results(n: int) -> np.ndarray:
    """Results of a month, which hold something already where counters do."""
    BOOKS.append(np.full(n, BEGUN[0]))
    return BOOKS[-1]


BEGUN = [0.0]


def judged(w: Any) -> None:
    file(w, 0, Desk.CALL)
    file(w, 1, Desk.CALL)
    projects.judge(w, P, NOW, S._replace(winners=1), results(13))


def opened(w: Any) -> None:
    put(w.offers[0, 0], grant_share=0.2, grant_cap_usd=1e9, guarantee_share=0.5)
    file(w, 0, Desk.REGISTRY, capital=1_000.0, reach=500.0, loan=400.0, promise=CLAIMS, support=S_SEED)
    projects.open_firm(w, P, NOW, 0, S)


def fell_short(w: Any) -> None:
    put(w.offers[0, 0], grant_share=0.2, grant_cap_usd=1e9, guarantee_share=0.5)
    file(w, 0, Desk.REGISTRY, capital=1_000.0, reach=500.0, loan=40.0, promise=CLAIMS)
    projects.open_firm(w, P, NOW, 0, S)


def at_the_desk(w: Any) -> None:
    file(w, 0, Desk.COUNTER, arrived=38, promise=WANTS_PLOT)
    counter.serve_counter(w, P, NOW, S)
    file(w, 1, Desk.COUNTER, arrived=38)
    counter.serve_counter(w, P, NOW, S._replace(counter_open=0))


def dropped(w: Any) -> None:
    w.institutions[BANK].committed += 500.0
    file(w, 0, Desk.REGISTRY, support=S_SEED, promise=HAS_PLOT)
    files.stop(w, P, NOW, 0, S, 1, Flow.BLOCKED_FINANCE.value)


def settled(w: Any) -> None:
    put(w.communities[0], has_zone=1)
    w.settings[0] = 2
    w.counts[1] = 2
    zones.settle_others(w, P, NOW, S, results(13))


def plots(w: Any) -> None:
    file(w, 0, Desk.COUNTER)
    zones.ask_plot(w, P, 0, S)
    zones.ask_plot(w, P, 0, S._replace(zone_open=0))


def lent(w: Any) -> None:
    w.institutions[BANK].committed += 600.0
    put(w.firms[0], loan=600.0, loan_months=9, kind=OwnerKind.FIRM.value)
    firms.repay(w, P, 0, S, False)
    firms.repay(w, P, 0, S, True)


def sent(w: Any) -> None:
    agency = NO_AGENCY._replace(institution=BANK, is_open=1, officers=9.0, days=60.0, training_share=0.5, counterparts=2.0, follow_up_hours=4.0, follow_up_usd=9.0, cost_physical=50.0, internships=4.0, intern_usd=30.0)
    for k in (0, 1):
        file(w, k, Desk.AGENCY, sector=0, arrived=39 + k)
    w.hosts[0].requested, w.hosts[1].served, w.hosts[2].served = 40, 39, 39
    w.hosts.array["is_served"][w.hosts.array["community"] < 2] = 1  # the first country
    put(w.hosts[1], expert=5, person=105)
    w.households[1].status = 0
    file(w, 2, Desk.AGENCY, sector=2, arrived=3)
    placements.placements_month(w, P, NOW, agency, results(13))


def posted(w: Any) -> None:
    board = Board(BANK, 1, 9.0, 100.0, 12.0, 0.2)
    w.institutions[BANK].committed += 9_000.0
    for k, arrived in enumerate((40, 39, 3)):
        file(w, k, Desk.POSTING, sector=0, arrived=arrived)
    file(w, 3, Desk.POST, firm=1, capital=100.0, grant=500.0)
    talent.talent_month(w, P, NOW, board, results(13))


def joined(w: Any) -> None:
    for k in range(2):
        file(w, k, Desk.JOINT, arrived=40)
        w.households[k].in_network = 1 - k
    knowledge.knowledge_month(w, P, NOW, Secretariat(BANK, 1, 1, 50.0, 12.0), results(13))


def funded(w: Any) -> None:
    fund = NO_FUND._replace(institution=BANK, is_open=1, is_round=1, ratio=1.0, cap=1e9)
    school = School(BANK + 1, 1, 1, 30.0)
    w.associations[0].raised = 1e6
    put(w.associations[1], due=40, n_under_way=1, under_way=500.0, match=200.0, fit=0.5, quality=1.0)
    put(w.associations[2], due=40, n_under_way=1, under_way=500.0, fit=1.0, quality=0.0)
    associations.associations_month.py_func((w,), (P,), NOW, fund, school)
    w.associations[3].raised = 1e6
    associations.propose(w, NOW, fund, 3)
    w.files[int(w.counts[4]) - 1].desk = Desk.FUND.value
    w.institutions[BANK].abandoned += associations.go_alone(w, P.giving, NOW, fund._replace(is_open=0))


def pooled(w: Any) -> None:
    put(w.communities[0], struck_month=40, crisis_need=1_000.0, crisis_total=1_000.0, pooled=100.0, first_day=-1.0)
    w.institutions[BANK].budget = 1e6
    crises.share_out(w, NOW, P.crisis, Pool(BANK, 1, 1, 0.1, 9.0), results(7))


def traded(w: Any) -> None:
    put(w.terms_without_policy[0], customs_days=10.0)
    put(w.firms[0], in_network=1, support=w.firms[0].support | 1 << 9)
    trade.consider(w, P, NOW, 0, trade.Trader(0, 1e7, 0.5, 1.0, 0.5, 9.0))


def blocked(w: Any) -> None:
    trade.consider(w, P, NOW, 0, trade.Trader(0, 1e7, 0.5, 1.0, 0.0, 0.0))


def met(w: Any) -> None:
    network = NO_NETWORK._replace(institution=BANK, is_open=1, chapters=9.0, ranks=np.arange(4), seed_usd=500.0, dues_usd=12.0, report_usd=5.0, is_report=1, union=1)
    for k in (0, 1):
        put(w.chapters[k], is_seeded=1, age=3, members=99.0, board=P.business.board, money=1e6)
    w.firms[0].in_network = 1
    chapters.chapters_month(w, P, NOW, network)
    chapters.belong(w, P, NOW, 0, 0, ENTERPRISE, NetworkDraws(0.99, 0.99, 0.5, 0.5), network)
    put(w.corridors[0], advocacy_due=40)
    advocacy.be_heard(w, P, NOW, network)
    contacts.meet(w, 1, 2.0)


def at_fairs(w: Any) -> None:
    put(w.offers[0, 0], fair_open=1.0, training_open=1.0)
    fairs.apply(w, P, NOW, 0, 0, NetworkDraws(0.5, 0.5, 1e-9, 1e-9), Fair(BANK, 1, 1, 5.0, 2.0, 30.0), fairs.Course(BANK, 1, 5.0, 0.0, 20.0))
    file(w, 2, Desk.FAIR, firm=1, household=1, reach=2.0, arrived=3)
    fairs.fair_month(w, NOW, Fair(BANK, 1, 1, 2.0, 2.0, 30.0))
    fairs.course_month(w, P, NOW, fairs.Course(BANK, 1, 1.0, 0.0, 20.0))
    file(w, 3, Desk.FAIR, firm=1, household=1, reach=2.0, arrived=3)
    fairs.close_desk(w, P, NOW, Desk.FAIR.value, BANK, 1)


def consulted(w: Any) -> None:
    put(w.offers[0, 0], consultation_open=1.0)
    for k, (desk, arrived) in enumerate(((Desk.CONSULTATION, 40), (Desk.CONSULTATION, 20), (Desk.OVERDUE, 3))):
        file(w, k, desk, arrived=arrived)
    c = NO_CONSULTATION._replace(institution=BANK, is_open=1, events=1, places=1, answers=1, deadline_days=90.0, event_usd=50.0, seat_usd=5.0)
    consultation.consult(w, P, NOW, c, results(11))


def registered(w: Any) -> None:
    put(w.offers[0, 0], register_open=1.0, hub_open=1.0)
    register.register(w, P, NOW, Register(BANK, 1, 1.0, 0, 10.0), 0, results(11))
    hub.use_hub(w, P, NOW, Hub(BANK, 1.0, 1.0), 1)


def trained(w: Any) -> None:
    put(w.offers[0, 0], course_open=1.0)
    course = Course(BANK, 1, 1, 30.0, 0.0, 1, 9.0)
    courses.enrol(w, P, NOW, course, 0, 1.0, 1.0)
    file(w, 1, Desk.COURSE, arrived=3)
    courses.courses_month.py_func((w,), (P,), NOW, course)


def sold(w: Any) -> None:
    put(w.offers[0, 0], bond_open=1.0)
    for k in range(6):
        w.households[k].bond_due = -1
    w.households[0].bond_due = ASKS
    bonds.bonds_month.py_func((w,), (P,), NOW, Bond(BANK, 1, 0.05, 60, 100.0))


def had_time_left(w: Any) -> None:
    w.counts[1] = 1
    put(w.firms[0], support=w.firms[0].support | S_COUNTER, kind=OwnerKind.FIRM.value)
    counter.look_after(w, P, S, 1.0)
    file(w, 0, Desk.MEDIATOR, firm=0)
    counter.hear_complaints(w, P, NOW, S)


def paid(w: Any) -> None:
    queue.pays(w, NOW, BANK, 50.0)
    projects.asked(w, NOW, BANK, 10.0, 10.0)
    projects.asked(w, NOW, BANK, 10.0, 1e9)


STEPS: list[Callable[[Any], None]] = [
    judged, opened, fell_short, at_the_desk, dropped, settled, plots, lent, sent, posted, joined, funded, pooled, traded, blocked, met, at_fairs, consulted, registered, trained, sold, had_time_left, paid,
]  # fmt: skip


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_counters_go_on_from_where_they_are(monkeypatch: pytest.MonkeyPatch, step: Callable[[Any], None]) -> None:
    rig(monkeypatch, *MODULES, **SURE)
    clean, begun = world(0.0, 0), world(64.0, MARK)
    BOOKS.clear()
    for w, BEGUN[0] in ((clean, 0.0), (begun, 60.0)):
        step(w)
    for a, b in zip(BOOKS[: len(BOOKS) // 2], BOOKS[len(BOOKS) // 2 :], strict=True):
        for k in set(range(len(a))) - SET.get(step.__name__, set()):
            assert b[k] - a[k] == pytest.approx(60.0), k  # ten rounds of the six hosts, whose turn hangs on how many interns went
    moved = 0
    for name, fields in ADDED.items():
        for field in fields:
            a, b = getattr(clean, name).array[field], getattr(begun, name).array[field]
            if name != "firms" or step is not opened:  # a firm that opens begins with nothing
                np.testing.assert_allclose(b - a, 64.0, atol=1e-9, err_msg=f"{name}.{field}")
            moved += int((a != 0).any())
    for name, fields in MARKED.items():
        for field in fields:
            a, b = getattr(clean, name).array[field], getattr(begun, name).array[field]
            assert (a | MARK == b).all() or (name == "firms" and step is opened), f"{name}.{field}"
            moved += int((a != 0).any())
    assert moved, "nothing happened"
