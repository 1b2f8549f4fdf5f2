"""The Mesa model: populations, levers, shocks and the schedule of a month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import mesa
import numpy as np
import pandas as pd

from . import households
from .business_networks import month as networks
from .compiled.numba_door import settle
from .compiled.random_draws import seed_words
from .dialogue import diaspora_survey as mapping
from .dialogue import month as relations
from .enterprise import firms_at_origin as firms
from .enterprise import founding as projects
from .enterprise import trade
from .errors import InputError, Problem, nearest
from .finance import diaspora_bond as bonds
from .finance import families_at_origin as origin_households
from .finance import financial_training as courses
from .giving import associations, crises
from .giving import pooled_fund_news as announcing
from .giving import terms as aid
from .households.trust import telling
from .inputs.communities import communities_of
from .inputs.ministry import CERTAIN, Ministry
from .inputs.settings import WorldSettings
from .inputs.shocks import Shock
from .levers.lever import Lever
from .outcomes.ledger import Books, check_identities, close_month, ledger_frame
from .parameters import Parameters, parameters
from .policy.levers_in_force import Policy
from .population.world_at_start import build
from .records.arrays import Clock, Count, Stage
from .records.flows import N_FLOWS
from .records.people import HOUSEHOLD
from .running.capacity import room_needed
from .running.engine import Engine
from .skills import knowledge_network as knowledge
from .skills import month as skills
from .skills import posts_with_package as talent
from .skills.hosts import PLACEMENT_RESULTS

Loops = Iterator[tuple[Any, ...]]

# The month, in order: name, and what happens. docs/odd.md prints this table and a test keeps them equal.
SCHEDULE: tuple[tuple[str, str], ...] = (
    ("happenings", "Shocks begin and end; attention to disasters fades; budgets of a new year open."),
    ("offers", "The levers in force are folded over the base offers of each corridor; nothing is overwritten."),
    ("demography", "Households age, find and lose jobs, leave, die; others arrive or are founded by children of the diaspora."),
    ("decisions", "Households hear of what is offered, see their ties, and remit, invest, found firms, give, join, naturalise, apply."),
    ("families", "Families at origin receive, save, open accounts, invest where they live, apply for training."),
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
        record: names of household fields, to keep household by month ("remittance", "donation", ...).
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
        _stage: Stage | None = None,
    ) -> None:
        settle()
        super().__init__(rng=np.random.default_rng(0))
        self.settings = settings
        self.p: Parameters = parameters(settings.parameters)
        self.shocks = tuple(shocks)
        self.seed_words = seed_words(seed)
        self.root_seed = seed
        self.replication = replication
        self.record = tuple(record)
        fields = [field.name for field in HOUSEHOLD]
        for name in self.record:
            if name not in fields:
                raise InputError(Problem("record", f"there is no household field '{name}'", allowed=", ".join(fields), nearest=nearest(name, fields)))
        self.checks = checks
        self.horizon = 12 * settings.years
        self._first_month = int(settings.start[5:7]) - 1  # of the calendar, 0 to 11
        self._real_households = float(sum(c.households for c in settings.corridors))
        self._room_for = -1
        self.tick = 0
        self._topics = 0  # bits of the topics that there is news of
        self.ministry = CERTAIN if ministry is None else ministry
        n_local = int(self.p.population.n_communities)
        nowhere = [problem for number, shock in enumerate(self.shocks) if (problem := shock.place_problem(number, n_local)) is not None]
        if nowhere:
            raise InputError(nowhere)
        self.policy = Policy(levers, settings, self.p, self.ministry)
        # a firm may wait for a fair and for a course
        self._firms_queue = self.policy.has("trade_fair") or self.policy.has("trade_training")
        self._associations_queue = self.policy.has("giving_school") + self.policy.has("matching_fund")
        self.stage = build(settings, self.p, self.clock) if _stage is None else _stage
        self._engine = engine
        self._prepare()

    def _prepare(self) -> None:
        """Arrays that belong to this policy: institutions, eligibility, what is recorded."""
        permits, shares, arms = self.policy.permits()
        nothing = (0.0,) * len(self.policy.levers)
        self.strengths = nothing
        self.stage = self.stage._replace(permits=permits, shares=shares, arms=arms, institutions=self.policy.institutions, offers=self.policy.offers(nothing))
        self.engine = Engine(self, self._engine)
        self.engine.run(households.class_all, self.clock)
        n_levers, n_corridors = len(self.policy.levers), len(self.settings.corridors)
        self.flows = np.zeros((self.horizon, n_corridors, N_FLOWS))
        self.month_flows = np.zeros((n_corridors, N_FLOWS))
        self.window = np.zeros_like(self.stage.tally)
        self.last = np.zeros_like(self.stage.tally)
        self.costs = np.zeros((self.horizon, n_levers))
        self.grants = np.zeros((self.horizon, n_levers))
        self.forgone = np.zeros((self.horizon, n_levers))
        self.placement_results = np.zeros((self.horizon, len(PLACEMENT_RESULTS)))
        self.crisis_results = np.zeros((self.horizon, len(crises.CRISIS_RESULTS)))
        self.backlog = np.zeros((self.horizon, n_levers))
        self._placement_row = np.zeros(len(PLACEMENT_RESULTS))
        self._crisis_row = np.zeros(len(crises.CRISIS_RESULTS))
        self.project_results = np.zeros((self.horizon, len(projects.PROJECT_RESULTS)))
        self._project_row = np.zeros(len(projects.PROJECT_RESULTS))
        self.relation_results = np.zeros((self.horizon, len(relations.RELATION_RESULTS)))
        self._relation_row = np.zeros(len(relations.RELATION_RESULTS))
        self.survey: mapping.Survey | None = None
        self._telling = telling(relations.people_by_faction(self.stage), self.p.belonging)
        is_fund, spent, pays, forgoes = self.policy.bookings
        nothing_yet = np.zeros(n_levers)
        self._pages = Books(is_fund, spent, nothing_yet, nothing_yet, nothing_yet, nothing_yet, nothing_yet, pays, forgoes)
        self._shock_state: tuple[bool, ...] = (False,) * len(self.shocks)
        self._has_crisis = bool((self.stage.communities["struck_month"] >= 0).any())
        self._panel: dict[str, list[np.ndarray]] = {name: [] for name in self.record}
        self.now = self.clock

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
        self._make_room()
        self.now = self.clock
        loops: list[tuple[Any, ...]] = []
        for name, _ in SCHEDULE[:-1]:
            loops += getattr(self, name)() or ()
        self.engine.run_all(loops)
        self.closing()
        if self.stage.counts[Count.FULL]:
            raise RuntimeError("a loop ran out of room; please report this with the scenario")
        self.tick += 1

    def burn_in(self) -> DiasporaModel:
        """Simulate up to month 0."""
        while self.month < 0:
            self.step()
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
            _stage=copied,
        )
        other.tick = self.tick
        return other

    # --- the month --------------------------------------------------------------------------------------------------------------------------------

    # Phases from demography to relations name their loops and terms, which are all known once the offers are; the loops then run one after the other, as
    # Python in between would find the caches of the processor empty each time.

    def happenings(self) -> None:
        if self.month >= 0:
            self._shocks()
            self.policy.new_year(self.month, self.now, self.stage.institutions)
        if self._has_crisis:
            self.engine.run(crises.attention_month, self.p.crisis, self.now)
        for counted in ("gifts", "members"):
            self.stage.associations[counted] = 0.0
        self.stage.communities["gifts"] = self.stage.communities["pooled"] = 0.0

    def offers(self) -> None:
        strengths = self.policy.strengths(self.month)
        if strengths != self.strengths:
            self.strengths = strengths
            self._topics = self.policy.topics(strengths)
            self.stage.offers[...] = self.policy.offers(strengths)
            self.policy.improve(self.stage.communities, strengths)
            self.policy.open_places(strengths, self.stage.institutions)
            self.now = self.clock
        if self._has_crisis and self.policy.has("pooled_fund"):
            announcing.announce(self)

    def demography(self) -> Loops:
        yield households.live_and_decide_all, self.engine.given, self.now, 1, 0

    def decisions(self) -> Loops:
        yield households.live_and_decide_all, self.engine.given, self.now, 0, 1

    def families(self) -> Loops:
        self._course = courses.course_terms(self.policy, self.month, self.strengths, self.stage)
        yield origin_households.receive_all, self.engine.given, self.now, self._course

    def courses(self) -> Loops:
        if self._course.institution >= 0:
            yield courses.courses_month, self.engine.given, self.now, self._course

    def bonds(self) -> Loops:
        bond = bonds.bond_terms(self.policy, self.month, self.strengths)
        if bond.institution >= 0:
            yield bonds.bonds_month, self.engine.given, self.now, bond

    def founding(self) -> Loops:
        self._serving = self.policy.serving(self.month, self.tick, self.strengths)
        yield projects.projects_month, self.engine.given, self.now, self._serving, self._project_row

    def enterprise(self) -> Loops:
        yield firms.trade_all, self.engine.given, self.now, self._serving

    def trade(self) -> Loops:
        yield trade.trade_month, self.engine.given, self.now

    def networks(self) -> Loops:
        network, fair, course = networks.terms(self.policy, self.month, self.strengths, self.stage)
        if max(network.institution, fair.institution, course.institution) >= 0:
            yield networks.networks_month, self.engine.given, self.now, network, fair, course

    def projects(self) -> Loops:
        school = aid.school(self.policy, self.month, self.tick, self.strengths)
        yield associations.associations_month, self.engine.given, self.now, self.policy.fund(self.month, self.strengths), school

    def placements(self) -> Loops:
        agency = self.policy.agency(self.month, self.strengths)
        board = talent.board_terms(self.policy, self.month, self.strengths)
        network = knowledge.network_terms(self.policy, self.month, self.strengths, self.stage)
        row = self._placement_row
        if max(agency.institution, board.institution, network.institution) < 0:
            row[:] = 0.0
            return
        yield skills.skills_month, self.engine.given, self.now, agency, board, network, row

    def crises(self) -> Loops:
        if self._has_crisis:
            desk, fund = aid.coordination(self.policy, self.month, self.strengths), aid.pool(self.policy, self.month, self.strengths)
            yield crises.crises_month, self.p.crisis, self.now, desk, fund, self._crisis_row
        else:
            self._crisis_row[:] = 0.0

    def relations(self) -> Loops:
        consultation, register, hub = relations.terms(self.policy, self.month, self.tick, self.strengths)
        self._relation_row[:] = 0.0
        if max(consultation.institution, register.institution, hub.institution) >= 0:
            yield relations.relations_month, self.engine.given, self.now, consultation, register, hub, self._relation_row

    def closing(self) -> None:
        stage = self.stage
        month = self.month
        if self._has_crisis:
            self._has_crisis = bool((stage.communities["struck_month"] >= 0).any())
            if not self._has_crisis:
                stage.attention[:] = 0.0
        self.survey, off = mapping.map_diaspora(self, self.survey)
        if off is not None:
            self._relation_row[relations.RELATION_RESULTS.index("targeting_error")] = off
        counted = month >= 0
        if month == self.horizon - 1:
            self.last[:] = stage.tally
        row = self.flows[month] if counted else self.month_flows
        self.engine.book(close_month, self._telling, self.window, row, counted, self._books(month))
        self.month_flows = row
        if counted:
            self.placement_results[month] = self._placement_row
            self.crisis_results[month] = self._crisis_row
            self.project_results[month] = self._project_row
            self.relation_results[month] = self._relation_row
            for name in self.record:
                self._panel[name].append(stage.households[name][: self.n_households].copy())
        if self.checks:
            check_identities(self)

    # --- what stands behind the phases ------------------------------------------------------------------------------------------------------------

    def _books(self, month: int) -> Books:
        """The pages of this month in the books of the levers."""
        kept = self._pages
        if month < 0 or not self.policy.levers:
            return kept
        fixed, costs, grants, forgone = self.policy.fixed_costs(month), self.costs[month], self.grants[month], self.forgone[month]
        return Books(kept.is_fund, kept.spent, fixed, costs, grants, forgone, self.backlog[month], kept.pays, kept.forgoes)

    def booked(self, flow: str) -> float:
        """Revenue forgone this month by the levers that book `flow`, USD."""
        if self.month < 0:
            return 0.0
        return float(sum(self.forgone[self.month, k] for k, lever in enumerate(self.policy.levers) if flow in lever.forgoes))

    def _shocks(self) -> None:
        """Begin and end shocks; circumstances are set anew from all that are on."""
        state = tuple(shock.is_on(self.month) for shock in self.shocks)
        starting = [s for s in self.shocks if s.kind == "disaster" and s.month == self.month]
        ending = [s for s in self.shocks if s.kind == "disaster" and s.month + 11 + s.months == self.month]
        if state == self._shock_state and not starting and not ending:
            return
        self._shock_state = state
        corridors, communities = self.stage.corridors, self.stage.communities
        corridors["recession"] = corridors["job_loss"] = 0.0
        corridors["travel"] = 1.0
        corridors["fee_cut"] = 0.0
        corridors["barrier"] = 0.0
        communities["recession"] = 0.0
        origins = list(dict.fromkeys(c.origin for c in self.settings.corridors))
        for shock, is_on in zip(self.shocks, state, strict=True):
            where = np.array([(shock.origin in (None, c.origin)) and (shock.residence in (None, c.residence)) for c in self.settings.corridors])
            if is_on and shock.kind == "recession_residence":
                corridors["recession"][where] = np.maximum(corridors["recession"][where], shock.size)
                corridors["job_loss"][where] = corridors["recession"][where] * self.p.population.recession_jobs
            elif is_on and shock.kind == "recession_origin":
                hit = np.array([shock.origin in (None, o) for o in origins])[communities["origin"]]
                communities["recession"][hit] = np.maximum(communities["recession"][hit], shock.size)
            elif is_on and shock.kind == "travel_ban":
                corridors["travel"][where] = np.minimum(corridors["travel"][where], 1.0 - shock.size)
            elif is_on and shock.kind == "fee_discount":
                corridors["fee_cut"][where] = np.maximum(corridors["fee_cut"][where], shock.size)
            elif is_on and shock.kind == "trade_barrier":
                corridors["barrier"][where] = np.maximum(corridors["barrier"][where], shock.size)
        n_local = int(self.p.population.n_communities)
        communities["disaster_loss"] = communities["strike_share"] = 0.0
        for number, shock in enumerate(self.shocks):
            # a disaster takes `size` of a year's income, over the year that follows
            if shock.kind != "disaster" or not shock.month <= self.month < shock.month + 11 + shock.months:
                continue
            local = communities_of(shock.communities, n_local)
            hit = np.array([k % n_local in local and shock.origin in (None, origins[o]) for k, o in enumerate(communities["origin"])])
            communities["disaster_loss"][hit] = np.maximum(communities["disaster_loss"][hit], shock.size)
            communities["strike_share"][hit] = np.maximum(communities["strike_share"][hit], shock.share)
            if shock.month == self.month:
                need = shock.size * communities["income"][hit] * communities["population"][hit] * shock.share * self.p.crisis.need_share
                crises.strike(communities, hit, number, need, self.tick, self.p.crisis)
                self._has_crisis = True

    def _make_room(self) -> None:
        """Longer arrays where a month could fill them; what a loop reads never moves within a month."""
        s = self.stage
        n, f, d = (int(s.counts[k]) for k in (Count.HOUSEHOLDS, Count.FIRMS, Count.DEPARTED))
        if n > self._room_for:
            self._room_for = n + n // 4
            queues = [self.policy.has(name) for name in ("courses", "talent_board", "knowledge_network")]
            self._room = room_needed(self._room_for, self._real_households, self.p, *queues)
            self._room = relations.more_room(self._room, self.policy, self._room_for, self._real_households)
        need = self._room
        grown: dict[str, Any] = {}
        if len(s.households) > n and len(s.households) - n <= need.households:
            for name in ("households", "receivers", "ties", "seen", "shown"):
                grown[name] = _longer(getattr(s, name), n // 8 + 2 * need.households)
        if len(s.firms) - f < need.firms:
            grown["firms"] = _longer(s.firms, len(s.firms) // 2 + 2 * need.firms)
        files = need.files + f // 8 + (2 * f if self._firms_queue else 0) + self._associations_queue * len(s.associations)
        if len(s.files) - int(s.counts[Count.FILES]) < files:
            grown["files"] = _longer(s.files, len(s.files) // 2 + 2 * files)
        if len(s.departed) - d < need.departed:
            grown["departed"] = _longer(s.departed, len(s.departed) // 2 + 2 * need.departed)
        if grown:
            self.stage = s._replace(**grown)

    # --- what it shows ----------------------------------------------------------------------------------------------------------------------------

    def measures(self) -> Any:
        """Outcomes over the horizon, with breakdowns: keys and values (see measures.measure)."""
        from .outcomes.values import measure

        return measure(self)

    def series(self) -> pd.DataFrame:
        """Outcomes by month: index month, one column per outcome that has a monthly value, in real units."""
        from .outcomes.values import monthly

        return monthly(self)

    def acts(self) -> Any:
        """Acts and support of households since month 0, for the judgement of a policy against its own world."""
        from .outcomes.additionality import acts_of

        return acts_of(self)

    def households_frame(self) -> pd.DataFrame:
        """One row a record: traits, weight, cumulated flows, topics heard of, the levers it is offered (`offered_<lever>`)."""
        from .outcomes.values import households_frame

        return households_frame(self)

    def firms_frame(self) -> pd.DataFrame:
        """One row a firm or stake."""
        return pd.DataFrame.from_records(self.stage.firms[: self.stage.counts[Count.FIRMS]])

    def ledger_frame(self) -> pd.DataFrame:
        """All transfers since month 0."""
        return ledger_frame(self)

    def panel(self, *names: str) -> pd.DataFrame:
        """Household by month for the fields asked for with `record=`: columns household, month and one per name."""
        wanted = names or self.record
        missing = [name for name in wanted if name not in self._panel]
        if missing:
            raise KeyError(f"{missing[0]} was not recorded; ask for it with record=[...]")
        months = range(len(self._panel[wanted[0]]))
        frames = [pd.DataFrame({"household": np.arange(len(self._panel[wanted[0]][m])), "month": m, **{n: self._panel[n][m] for n in wanted}}) for m in months]
        return pd.concat(frames, ignore_index=True)

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


def _longer(array: np.ndarray, more: int) -> np.ndarray:
    grown = np.zeros((len(array) + more, *array.shape[1:]), dtype=array.dtype)
    grown[: len(array)] = array
    return grown
