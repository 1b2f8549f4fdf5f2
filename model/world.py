"""The Mesa model: populations, levers, shocks and the schedule of a month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from . import households
from .all_institutions import institutions_of
from .business_cycle import BusinessCycle
from .capacity import Capacity
from .compiled.numba_door import settle, soon
from .compiled.random_draws import seed_words
from .errors import InputError, Problem, nearest
from .history import History
from .households.trust import people_by_faction, telling
from .inputs.ministry import CERTAIN, Ministry
from .inputs.settings import WorldSettings
from .inputs.shock_effects import Happenings
from .inputs.shocks import Shock
from .institution import Institution
from .levers.lever import Lever
from .mesa_door import mesa
from .outcomes.additionality import Acts, acts_of
from .outcomes.ledger import Books, check_identities, close_month, ledger_frame
from .outcomes.reach import uptake
from .outcomes.tables import associations_frame, communities_frame, corridor_months_frame, corridors_frame, families_frame, firms_frame
from .outcomes.values import Measures, households_frame, measure, monthly, totals
from .panel import Panel
from .parameters import Parameters, parameters
from .policy.levers_in_force import Policy
from .policy.month import Month
from .population.world_at_start import build, first_loop
from .records.arrays import Clock, Count, WorldArrays
from .running.engine import Engine
from .text import Text

Loops = Iterator[tuple[Any, ...]]

# The month, in order: name, and what happens. docs/odd.md prints this table and a test keeps them equal.
SCHEDULE: tuple[tuple[str, str], ...] = (
    ("happenings", "Shocks begin and end, incomes abroad follow their business cycle; attention to disasters fades; budgets of a new year open."),
    ("offers", "The levers in force are folded over the base offers of each corridor; nothing is overwritten."),
    ("demography", "Households age, find and lose jobs, leave, die; others arrive or are founded by children of the diaspora."),
    ("decisions", "Households hear of what is offered, see their ties, and remit, invest, found firms, give, join, naturalise, apply."),
    ("families", "Families at origin receive, save, open accounts, invest where they live, apply for training."),
    ("earmarks", "Senders sign up for earmarked products, and public money matches what they put in, within its budget."),
    ("courses", "Families are trained in turn, within seats and budget; who waits too long gives up."),
    ("bonds", "A bond on sale is shared out among those who ask; coupons and what falls due are paid."),
    ("founding", "Juries select, one-stop shops and mediators serve, procedures run, money comes together, firms open."),
    ("enterprise", "Firms at origin close or survive, earn, grow, pay back; incentives run and end; disputes arise."),
    ("trade", "Firms in the residence country open, close and sell; firms of both sides take up trade or stop; home goods spread to the host society."),
    ("networks", "Firms of the diaspora join chapters, meet, go to fairs and courses; chapters form and fade; governments answer to organised firms."),
    ("projects", "Associations gather gifts, propose projects, wait for a round of the fund, deliver or fail, fade."),
    ("placements", "Know-how decays, hosts request experts, the agency matches applicants, posts are filled, joint projects start, staff learn."),
    ("crises", "Gifts and official aid meet urgent needs; what is beyond a need is duplication."),
    ("relations", "Consultations are held and demands answered or not; volunteers register; a hub is used, and lets down where it is stale."),
    ("closing", "What ties show is turned over, the ledger is closed, identities are checked, outcomes are recorded."),
)


class DiasporaModel(mesa.Model):
    """Diaspora households, families at origin, firms, associations and institutions of one or more corridors, month by month.

    Args:
        settings: the world: corridors, parameters, dates, size.
        levers, shocks: policies and events; dates count from the end of the burn-in.
        ministry: what stands behind the levers; it changes nothing where there are none.
        seed: root seed, 0 to 2**64 - 1; replication: number of the replication (its own luck).
        engine: "compiled" (loops over records) or "objects" (Mesa agents one by one, plain Python); both give the same records bit for bit.
        record: what to keep household by month, of `panel.RECORDABLE` ("remittance", "family.received", "monthly.given_collective", ...).
        checks: check the identities of money and people every month.
    """

    def __init__(
        self,
        settings: WorldSettings,
        levers: Sequence[Lever] = (),
        shocks: Sequence[Shock] = (),
        *,
        seed: int = 1,
        replication: int = 0,
        engine: str = "compiled",
        record: Sequence[str] = (),
        checks: bool = False,
        ministry: Ministry | None = None,
        _copied: tuple[WorldArrays, Parameters] | None = None,
    ) -> None:
        settle()
        super().__init__(rng=np.random.default_rng(0))
        self.settings = settings
        self.p: Parameters = parameters(settings.parameters) if _copied is None else _copied[1]
        self.shocks = tuple(shocks)
        self.seed_words = seed_words(seed)
        self.root_seed = seed
        self.replication = replication
        self.record = tuple(record)
        self._panel = Panel(self.record)
        self.checks = checks
        self.horizon = 12 * settings.years
        self._first_month = int(settings.start[5:7]) - 1  # of the calendar, 0 to 11
        self.tick = 0
        self._topics = 0  # bits of the topics that there is news of
        self.ministry = CERTAIN if ministry is None else ministry
        n_local = int(self.p.population.n_communities)
        found = [problem for number, shock in enumerate(self.shocks) for problem in (shock.place_problem(number, n_local), shock.lot_problem(number))]
        nowhere = [problem for problem in found if problem is not None]
        if nowhere:
            raise InputError(nowhere)
        self.policy = Policy(levers, settings, self.p, self.ministry, self.shocks)
        self._engine = engine
        if _copied is None and engine == "compiled":  # the longest of all loops meanwhile
            soon([(households.live_and_decide_all, (np.zeros(1, dtype=np.int64), np.zeros(1), self.clock, 1, 1)), first_loop(self.clock)])
        self._prepare(build(settings, self.p, self.clock) if _copied is None else _copied[0])

    def _prepare(self, stage: WorldArrays) -> None:
        """What belongs to this policy: institutions, eligibility, what is kept."""
        policy = self.policy
        permits, shares, arms = policy.permits()
        self.strengths = nothing = (0.0,) * len(policy.levers)
        classes = policy.unclassed(int(stage.corridors["n_records"].max()) + stage.counts[Count.FIRMS])
        self._stage = stage._replace(permits=permits, shares=shares, arms=arms, institutions=policy.institutions, classes=classes)
        self.institutions = institutions_of(policy)
        self.history = History.empty(self.settings, self.p, policy, self._stage, self.institutions)
        self.engine = Engine(self, self._engine)
        self.engine.run(households.class_all, self.clock)
        self.stage = self._stage._replace(offers=policy.blank_offers(classes))
        self._classed = policy.work_out(self._stage, nothing)
        self._capacity = Capacity(policy, self.institutions, float(sum(c.households for c in self.settings.corridors)), self._stage)
        self._happenings = Happenings(self.shocks, self.settings, self.p)
        self._cycle = BusinessCycle(self.settings, self.p)
        self._rows = {each.name: np.zeros(len(each.results)) for each in self.institutions if each.results}
        self._before = [each.before for each in self.institutions if each.before is not None]
        self._after = [(each.after, self._rows.get(each.name)) for each in self.institutions if each.after is not None]
        self._by_phase: dict[str, list[tuple[Institution, np.ndarray | None]]] = {name: [] for name, _ in SCHEDULE if not hasattr(type(self), name)}
        for each in self.institutions:
            if each.loop is None:
                continue
            if each.phase not in self._by_phase:
                says = Text("its loop is of phase '{phase}', in which none is carried out", "sa boucle est de la phase « {phase} », où aucune n'est exécutée")
                where, phases = Text("institution {name}", "institution {name}").filled(name=each.name), ", ".join(self._by_phase)
                raise InputError(Problem(where, says.filled(phase=each.phase), allowed=phases, nearest=nearest(each.phase, self._by_phase)))
            self._by_phase[each.phase].append((each, self._rows.get(each.name)))
        self._phases = [name for name, _ in SCHEDULE[:-1] if self._by_phase.get(name, True)]  # without those in which nobody has anything to do
        self._telling = telling(people_by_faction(self._stage), self.p.belonging)
        is_fund, spent, pays, forgoes = policy.bookings
        nothing_yet = np.zeros(len(policy.levers))
        self._pages = Books(is_fund, spent, nothing_yet, nothing_yet, nothing_yet, nothing_yet, nothing_yet, pays, forgoes)
        self.now = self.clock

    @property
    def stage(self) -> WorldArrays:
        """The arrays of the world."""
        return self._stage

    @stage.setter
    def stage(self, arrays: WorldArrays) -> None:
        self._stage = self.history.stage = arrays

    @property
    def flows(self) -> np.ndarray:
        """Flows by month, corridor and flow of the tally (`History`)."""
        return self.history.flows

    @property
    def window(self) -> np.ndarray:
        """Flows by cell and flow over the horizon."""
        return self.history.window

    @property
    def costs(self) -> np.ndarray:
        """Costs of the levers by month and lever, USD; `grants` and `forgone` likewise."""
        return self.history.costs

    @property
    def grants(self) -> np.ndarray:
        """Grants of the matching fund."""
        return self.history.grants

    @property
    def forgone(self) -> np.ndarray:
        """Revenue forgone."""
        return self.history.forgone

    # --- time -------------------------------------------------------------------------------------------------------------------------------------

    @property
    def burn_in_months(self) -> int:
        """Months before month 0."""
        return 12 * self.settings.burn_in_years

    @property
    def month(self) -> int:
        """The month that is being, or will next be, simulated; 0 is the first after the burn-in."""
        return self.tick - self.burn_in_months

    @property
    def clock(self) -> Clock:
        """When it is, for the loops."""
        month = self.month
        return Clock(*self.seed_words, self.replication, month, self.tick, (self._first_month + month) % 12, self._topics)

    @property
    def n_households(self) -> int:
        """Household records alive in the arrays."""
        return int(self.stage.counts[Count.HOUSEHOLDS])

    def step(self) -> None:
        """One month, phase by phase, in the order of SCHEDULE."""
        room = self._capacity.made(self._stage)
        if room is not self._stage:
            self.stage = room
        self.now = self.clock
        self.engine.run_all([loop for name in self._phases for loop in self.loops(name)])
        self.closing()
        del self._month, self._terms  # they hold on to what runs the loops, which holds on to this model
        if self.stage.counts[Count.FULL]:
            raise RuntimeError("a loop ran out of room; please report this with the scenario")
        self.tick += 1

    def loops(self, phase: str) -> list[tuple[Any, ...]]:
        """The loops of a phase, each with what it takes beside the arrays; what a phase does outside of loops is done."""
        own = getattr(self, phase, None)
        return list(self._carried_out(phase) if own is None else own() or ())

    def burn_in(self, progress: Callable[[int], None] | None = None) -> DiasporaModel:
        """Simulate up to month 0; `progress` is told each month that follows."""
        while self.month < 0:
            self.step()
            if progress is not None:
                progress(self.month)
        return self

    def run(self, progress: Callable[[int], None] | None = None) -> DiasporaModel:
        """Simulate to the end of the horizon."""
        self.burn_in()
        while self.month < self.horizon:
            self.step()
            if progress is not None:
                progress(self.month)
        return self

    def fork(
        self,
        levers: Sequence[Lever] = (),
        shocks: Sequence[Shock] | None = None,
        *,
        record: Sequence[str] | None = None,
        onto: DiasporaModel | None = None,
        ministry: Ministry | None = None,
    ) -> DiasporaModel:
        """An independent copy of this world as it stands at month 0, under other levers and shocks, and under another ministry where one is given.

        `onto` is an earlier fork that nobody reads any more: its memory is written over, which saves asking the system for new pages.
        """
        if self.month != 0:
            raise ValueError("a world is forked at month 0, after burn_in()")
        if onto is self:
            raise ValueError("a world is not copied onto itself")
        copied = self.stage.copied(None if onto is None else onto.stage)
        other = DiasporaModel(
            self.settings,
            levers,
            self.shocks if shocks is None else shocks,
            seed=self.root_seed,
            replication=self.replication,
            engine=self._engine,
            record=self.record if record is None else record,
            checks=self.checks,
            ministry=self.ministry if ministry is None else ministry,
            _copied=(copied, self.p),
        )
        other.tick = self.tick
        return other

    # --- the month --------------------------------------------------------------------------------------------------------------------------------

    # Phases name their loops and terms, which are all known once the offers are; the loops then run one after the other, as Python in between would find
    # the caches of the processor empty each time. Those after the households' are carried out by institutions, one like another.

    def happenings(self) -> None:
        if self.month >= 0:
            self._happenings.happen(self.month, self.tick, self.stage)
            self._cycle.turn(self.now, self.stage.corridors)
            self.policy.new_year(self.month, self.now, self.stage.institutions)

    def offers(self) -> None:
        strengths = self.policy.strengths(self.month)
        if strengths != self.strengths or self.policy.draws_lots(self.month):
            self.strengths = strengths
            self._topics = self.policy.topics(strengths)
            self._classed = self.policy.work_out(self.stage, strengths)
            self.policy.improve(self.stage.communities, strengths)
            self.policy.open_places(strengths, self.stage.institutions)
            self.now = self.clock
        if self.month >= 0 and self.policy.answers.reckon(self.month, strengths, self.stage.institutions):
            self.policy.answers.tell(self.stage.offers)
        self._terms: dict[Any, Any] = {}
        for reported in self._rows.values():
            reported[:] = 0.0
        self._month = Month(self.policy, self.now, self.strengths, self.stage, self.engine.packed, self.engine.run)
        for prepare in self._before:
            prepare(self._month)

    def demography(self) -> Loops:
        lives = households.live_and_decide_all, self.engine.packed, self.now, 1, 0
        if self.policy.numbers_classes:  # who comes may be of a class that nobody was of, and decides this month
            self.engine.run(*lives)
            self._classed = self.policy.work_out(self.stage, self.strengths, self._classed)
        else:
            yield lives

    def decisions(self) -> Loops:
        yield households.live_and_decide_all, self.engine.packed, self.now, 0, 1

    def closing(self) -> None:
        month, history = self.month, self.history
        for conclude, reported in self._after:
            conclude(self._month, reported)
        counted = month >= 0
        if month == self.horizon - 1:
            history.last[:] = self.stage.tally
        row = history.flows[month] if counted else history.month_flows
        self.engine.book(close_month, self._telling, self.p.belonging.hearsay_most, history.window, row, counted, self._books(month))
        history.month_flows = row
        if counted:
            for name, reported in self._rows.items():
                history.results[name][month] = reported
            self._panel.take(self.stage, self._are_offered)
        if self.checks:
            check_identities(history, month)

    # --- what stands behind the phases ------------------------------------------------------------------------------------------------------------

    def _carried_out(self, phase: str) -> Loops:
        """The loops of the institutions of a phase, with their terms."""
        known, month, packed = self._terms, self._month, self.engine.packed
        for institution, reported in self._by_phase[phase]:
            terms = []
            for told in institution.terms:
                if told not in known:
                    known[told] = told(month)
                terms.append(known[told])
            if institution.runs(month, terms):
                yield institution.loop, packed, self.now, *terms, *(() if reported is None else (reported,))

    def _books(self, month: int) -> Books:
        """The pages of this month in the books of the levers."""
        kept = self._pages
        if month < 0 or not self.policy.levers:
            return kept
        h = self.history
        fixed = self.policy.fixed_costs(month)
        return Books(kept.is_fund, kept.spent, fixed, h.costs[month], h.grants[month], h.forgone[month], h.backlog[month], kept.pays, kept.forgoes)

    def _are_offered(self, records: np.ndarray) -> np.ndarray:
        """Which of some records of households are offered a lever that is in force this month."""
        found = np.zeros(len(records), dtype=bool)
        for k, strength in enumerate(self.strengths):
            if strength > 0.0:
                found |= self.policy.is_offered(k, records, self.stage)
        return found

    # --- what it shows ----------------------------------------------------------------------------------------------------------------------------

    def measures(self) -> Measures:
        """Outcomes over the horizon, with breakdowns: keys and values (see outcomes.values.measure)."""
        return measure(self.history)

    def totals(self, names: Sequence[str]) -> dict[str, float]:
        """The totals of some outcomes alone: the same numbers, without the groups, which take most of the time."""
        return totals(self.history, names)

    def uptake(self) -> dict[tuple[str, str | None, str | None], float]:
        """Whom each lever reached, how its institution coped and what it cost (see outcomes.reach)."""
        return uptake(self.history)

    def series(self) -> pd.DataFrame:
        """Outcomes by month: index month, one column per outcome that has a monthly value, in real units."""
        return monthly(self.history)

    def acts(self) -> Acts:
        """Acts and support of households since month 0, for the judgement of a policy against its own world."""
        return acts_of(self.history)

    def households_frame(self) -> pd.DataFrame:
        """One row a record: traits, weight, cumulated flows, topics heard of, the levers it is offered (`offered_<lever>`)."""
        return households_frame(self.history)

    def firms_frame(self) -> pd.DataFrame:
        """One row a firm or stake."""
        return firms_frame(self.history)

    def ledger_frame(self) -> pd.DataFrame:
        """All transfers since month 0."""
        return ledger_frame(self.history)

    def panel(self, *names: str) -> pd.DataFrame:
        """Household by month for what was asked for with `record=`: columns household, month and one per name."""
        return self._panel.frame(names)

    def families_frame(self) -> pd.DataFrame:
        """One row a family at origin of a household that is there (`outcomes.tables`)."""
        return families_frame(self.history)

    def corridors_frame(self) -> pd.DataFrame:
        """One row a corridor: its figures and what came of the last twelve months."""
        return corridors_frame(self.history)

    def corridor_months_frame(self) -> pd.DataFrame:
        """One row a month and corridor: its households and outcomes."""
        return corridor_months_frame(self.history)

    def communities_frame(self) -> pd.DataFrame:
        """One row a community of origin."""
        return communities_frame(self.history)

    def associations_frame(self) -> pd.DataFrame:
        """One row an association."""
        return associations_frame(self.history)

    # --- Mesa -------------------------------------------------------------------------------------------------------------------------------------

    @property
    def agents(self) -> mesa.agent.AgentSet:
        """Views of all records as Mesa agents, made when first asked for."""
        return self.engine.agents() if hasattr(self, "engine") else super().agents

    @property
    def agents_by_type(self) -> dict[type[mesa.Agent], mesa.agent.AgentSet]:
        """Agents by class."""
        return self.engine.agents_by_type() if hasattr(self, "engine") else super().agents_by_type

    @property
    def agent_types(self) -> list[type]:
        """Classes of agents."""
        return list(self.agents_by_type)

    def remove_all_agents(self) -> None:
        """Drop the views; the records stay."""
        self.engine.forget()

    def dispose(self) -> None:
        """Free what Mesa would keep alive: the registry of ids, and the cycles through the wrapped step and the views. Results stay readable."""
        self.engine.forget()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)
        for name in ("step", "_user_step", "engine"):
            self.__dict__.pop(name, None)

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        for name in ("engine", "step", "_user_step"):
            state.pop(name, None)
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.engine = Engine(self, self._engine)
