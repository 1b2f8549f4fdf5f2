"""What is measured: the registry of outcomes (id, label, unit, how it adds up, what it is broken down by), and their values after a run."""

from __future__ import annotations


from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from .crises import CRISIS_RESULTS
from .levers.lever import GENERATIONS, PAYERS, REGISTRY, SKILLS
from .parameter import Text
from .placements import PLACEMENT_RESULTS
from .schema import Flow

if TYPE_CHECKING:
    from .world import DiasporaModel

SEXES = ("male", "female")
BREAKDOWNS = ("sex", "generation", "region", "skill", "corridor", "payer", "lever")


class Adds(StrEnum):
    """How an outcome adds up over months."""

    MONEY = "mean a year"
    COUNT = "sum over the horizon"
    STOCK = "value at the end"
    MEAN = "mean over people at the end"
    OTHER = "as its sentence says"


@dataclass(frozen=True)
class Outcome:
    """One outcome of the registry. `flows` are columns of the tally that are added; `per` the column they are divided by (means)."""

    id: str
    label: Text
    unit: Text
    adds: Adds
    theme: str
    flows: tuple[Flow, ...] = ()
    per: Flow | None = None
    says: Text = Text("", "")
    is_cost: bool = False

    @property
    def kind(self) -> str:
        """"flow" or "stock"."""
        return "stock" if self.adds in (Adds.STOCK, Adds.MEAN) else "flow"

    @property
    def has_breakdown(self) -> bool:
        """Whether it is given by sex, generation, region, skill and corridor."""
        return bool(self.flows)


USD_YEAR = Text("USD of 2019 a year", "USD de 2019 par an")
USD = Text("USD of 2019", "USD de 2019")
HOUSEHOLDS = Text("households", "ménages")
PERSONS = Text("persons", "personnes")
FIRMS = Text("firms", "entreprises")
INDEX = Text("index from 0 to 1", "indice de 0 à 1")
SHARE = Text("share", "part")
DAYS = Text("days", "jours")
EXPERT_DAYS = Text("expert days", "jours-expert")
FILES = Text("files", "dossiers")
MONTH = Text("month", "mois")

OUTCOMES: dict[str, Outcome] = {}


def _add(id: str, en: str, fr: str, unit: Text, adds: Adds, theme: str, *flows: Flow, per: Flow | None = None, says: tuple[str, str] = ("", ""), is_cost: bool = False) -> None:
    OUTCOMES[id] = Outcome(id, Text(en, fr), unit, adds, theme, tuple(flows), per, Text(*says), is_cost)


F, M, C, S = Flow, Adds.MONEY, Adds.COUNT, Adds.STOCK
_add("remittances", "Remittances received", "Envois de fonds reçus", USD_YEAR, M, "money", F.RECEIVED)
_add("remittance_fees", "Fees on remittances", "Frais d'envoi", USD_YEAR, M, "money", F.FEES)
_add("investment", "Investment at origin", "Investissement au pays", USD_YEAR, M, "money", F.PROPERTY, F.STAKES, F.FIRM_CAPITAL)
_add("investment_property", "Property investment", "Investissement immobilier", USD_YEAR, M, "money", F.PROPERTY)
_add("investment_productive", "Productive investment", "Investissement productif", USD_YEAR, M, "money", F.STAKES, F.FIRM_CAPITAL)
_add("receivers_savings", "Savings of receiving families", "Épargne des familles receveuses", USD_YEAR, M, "money", F.SAVED)
_add("donations", "Donations, all kinds", "Dons, toutes formes", USD_YEAR, M, "money", F.REGULAR, F.COLLECTIVE, F.CRISIS)
_add("donations_regular", "Regular donations", "Dons réguliers", USD_YEAR, M, "money", F.REGULAR)
_add("donations_collective", "Collective donations", "Dons collectifs", USD_YEAR, M, "money", F.COLLECTIVE)
_add("donations_crisis", "Crisis donations", "Dons de crise", USD_YEAR, M, "money", F.CRISIS)
_add("firms_created", "Firms created", "Entreprises créées", FIRMS, C, "enterprise", F.FIRMS_FOUNDED)
_add("firms_surviving", "Firms created and still alive", "Entreprises créées encore en vie", FIRMS, S, "enterprise", F.FIRMS)
_add("jobs", "Jobs in firms created", "Emplois dans les entreprises créées", Text("jobs", "emplois"), S, "enterprise", F.JOBS)
_add("remitters", "Households that sent in the last year", "Ménages ayant envoyé dans l'année", HOUSEHOLDS, S, "people", F.REMITTERS)
_add("investors", "Households that ever invested", "Ménages ayant déjà investi", HOUSEHOLDS, S, "people", F.INVESTED)
_add("association_members", "Members of associations", "Membres d'associations", HOUSEHOLDS, S, "people", F.MEMBERS)
_add("accounts_opened", "Accounts opened by families", "Comptes ouverts par les familles", Text("accounts", "comptes"), C, "people", F.ACCOUNTS)
_add("placements_physical", "Assignments in person", "Missions sur place", Text("assignments", "missions"), C, "skills", F.PHYSICAL)
_add("placements_virtual", "Assignments online", "Missions en ligne", Text("assignments", "missions"), C, "skills", F.VIRTUAL)
_add("placement_dropouts", "Assignments broken off", "Missions interrompues", Text("assignments", "missions"), C, "skills", F.DROPOUTS)
_add("placement_repeats", "Repeated assignments", "Missions répétées", Text("assignments", "missions"), C, "skills", F.REPEATS)
_add("placement_applications", "Applications for assignments", "Candidatures à des missions", FILES, C, "skills", F.APPLICATIONS)
_add("expert_days", "Days of expert work", "Jours de travail d'experts", DAYS, C, "skills", F.EXPERT_DAYS)
_add("dual_nationals", "Adults with both nationalities", "Adultes ayant les deux nationalités", PERSONS, S, "people", F.DUAL)
_add("naturalisations", "Households that naturalised", "Ménages naturalisés", HOUSEHOLDS, C, "people", F.NATURALISED)
_add("returns", "Households that returned", "Ménages rentrés", HOUSEHOLDS, C, "people", F.RETURNS)
_add("arrivals", "Households that arrived or were founded", "Ménages arrivés ou fondés", HOUSEHOLDS, C, "people", F.ARRIVALS)
_add("trust", "Trust in the state of origin", "Confiance dans l'État d'origine", INDEX, Adds.MEAN, "relations", F.TRUST, per=F.HOUSEHOLDS)
_add("attachment", "Attachment", "Attachement", INDEX, Adds.MEAN, "relations", F.ATTACHMENT, per=F.HOUSEHOLDS)
_add("grievance", "Grievance", "Ressentiment", INDEX, Adds.MEAN, "relations", F.GRIEVANCE, per=F.HOUSEHOLDS)
_add("aware", "Households that heard of a lever", "Ménages informés d'un levier", HOUSEHOLDS, S, "relations", F.AWARE)
_add("refused", "Households that heard and want no part of it", "Ménages informés qui n'en veulent pas", HOUSEHOLDS, S, "relations", F.REFUSERS)
_add("blocked_finance", "Founders stopped by lack of capital", "Fondateurs arrêtés faute de capital", HOUSEHOLDS, C, "enterprise", F.BLOCKED_FINANCE)
_add("blocked_procedures", "Founders stopped by procedures", "Fondateurs arrêtés par les démarches", HOUSEHOLDS, C, "enterprise", F.BLOCKED_PROCEDURES)
_add("blocked_nationality", "Founders stopped as foreigners", "Fondateurs arrêtés comme étrangers", HOUSEHOLDS, C, "enterprise", F.BLOCKED_NATIONALITY)
_add("blocked", "Founders stopped by an obstacle", "Fondateurs arrêtés par un obstacle", HOUSEHOLDS, C, "enterprise", F.BLOCKED_FINANCE, F.BLOCKED_PROCEDURES, F.BLOCKED_NATIONALITY)
_add("public_match", "Public money added to projects", "Argent public ajouté aux projets", USD_YEAR, M, "cost", is_cost=True)
_add("revenue_forgone", "Tax revenue forgone", "Recettes fiscales abandonnées", USD_YEAR, M, "cost", is_cost=True)
_add("public_cost", "Public cost", "Coût public", USD_YEAR, M, "cost", is_cost=True, says=("Running costs, payments, grants and revenue forgone of all levers.", "Fonctionnement, paiements, subventions et recettes abandonnées de tous les leviers."))
_add("present_value_cost", "Present value of the public cost", "Valeur présente du coût public", USD, Adds.OTHER, "cost", is_cost=True)
_add("never_aware", "Households that never heard of any lever", "Ménages jamais informés", HOUSEHOLDS, Adds.OTHER, "relations")
_add("capacity", "Know-how held by host institutions", "Savoir-faire détenu par les institutions", EXPERT_DAYS, S, "skills")
_add("capacity_retained_12m", "Know-how still there after 12 months", "Savoir-faire encore là après 12 mois", SHARE, Adds.OTHER, "skills")
_add("vacancies_filled", "Posts filled for a time", "Postes pourvus un temps", Text("person months", "personnes-mois"), C, "skills")
_add("staff_trained", "Staff trained", "Personnel formé", PERSONS, C, "skills")
_add("staff_displaced", "Local posts kept vacant", "Postes locaux gelés", Text("posts", "postes"), C, "skills")
_add("interns_lost", "Interns who stayed abroad", "Stagiaires restés à l'étranger", PERSONS, C, "skills")
_add("waiting_days", "Days waited for a service", "Jours d'attente d'un service", DAYS, Adds.OTHER, "institutions")
_add("backlog", "Files waiting at the end", "Dossiers en attente à la fin", FILES, S, "institutions")
_add("abandoned", "Files given up", "Dossiers abandonnés", FILES, C, "institutions")
_add("budget_exhausted_month", "First month without money", "Premier mois sans argent", MONTH, Adds.OTHER, "institutions")
_add("crisis_need", "Urgent need after disasters", "Besoin urgent après catastrophes", USD, C, "crisis")
_add("crisis_covered", "Urgent need covered", "Besoin urgent couvert", USD, C, "crisis")
_add("crisis_duplicated", "Aid beyond the need", "Aide au-delà du besoin", USD, C, "crisis")
_add("crisis_unmet", "Urgent need left unmet", "Besoin urgent non couvert", USD, C, "crisis")
_add("days_to_first_aid", "Days to first aid", "Jours avant la première aide", DAYS, Adds.OTHER, "crisis")
_add("donor_retention", "Crisis donors who gave again in months 13 to 24", "Donateurs de crise ayant redonné aux mois 13 à 24", SHARE, Adds.OTHER, "crisis")
_add("need_match", "Share of project money that went to the poorer half", "Part de l'argent des projets allée à la moitié la plus pauvre", SHARE, Adds.OTHER, "giving")
_add("associations_surviving", "Associations awake at the end", "Associations actives à la fin", Text("associations", "associations"), S, "giving")
_add("project_quality", "Share of projects delivered", "Part des projets livrés", SHARE, Adds.OTHER, "giving")
_add("projects_delivered", "Projects delivered", "Projets livrés", Text("projects", "projets"), C, "giving")
_add("regional_theil", "Inequality between regions of money received (Theil)", "Inégalité entre régions de l'argent reçu (Theil)", Text("index", "indice"), Adds.OTHER, "equity")
_add("poverty_gradient", "Money per head, poorer half relative to richer half", "Argent par habitant, moitié pauvre relativement à la riche", Text("ratio", "ratio"), Adds.OTHER, "equity")

for _name, _en, _fr in (
    ("additional", "Supported, and would not have acted without it", "Soutenus, n'auraient pas agi sans cela"),
    ("deadweight", "Supported, and would have acted anyway", "Soutenus, auraient agi de toute façon"),
    ("spillover", "Not supported, acted because of it", "Non soutenus, ont agi grâce à cela"),
    ("displacement", "Would have acted, and did not", "Auraient agi, et ne l'ont pas fait"),
    ("net", "Additional + spillover - displacement", "Additionnel + retombées - déplacement"),
):
    _add(_name, _en, _fr, HOUSEHOLDS, C, "judgement")


class Measures(NamedTuple):
    """Values over the horizon: `keys` are (outcome, breakdown, group), the same for any policy of the same settings; NaN where not defined."""

    keys: tuple[tuple[str, str | None, str | None], ...]
    values: np.ndarray


def groups_of(model: DiasporaModel) -> dict[str, tuple[tuple[str, ...], np.ndarray]]:
    """Groups of the cells of the tally by breakdown: names, and the number of the group of each cell."""
    n_local = int(model.p.population.n_communities)
    cell = np.arange(len(model.window))
    corridor = cell // (n_local * 24)
    local = cell // 24 % n_local
    origins = list(dict.fromkeys(c.origin for c in model.settings.corridors))
    origin = np.array([origins.index(c.origin) for c in model.settings.corridors])[corridor]
    return {
        "sex": (SEXES, cell // 12 % 2),
        "generation": (GENERATIONS, cell // 3 % 4),
        "region": (tuple(f"{o}-{k + 1}" for o in origins for k in range(n_local)), origin * n_local + local),
        "skill": (SKILLS, cell % 3),
        "corridor": (tuple(c.id for c in model.settings.corridors), corridor),
    }


def _value(outcome: Outcome, window: np.ndarray, last: np.ndarray, years: float) -> np.ndarray:
    """Value by row of the tallies given (cells or groups)."""
    columns = [int(f) for f in outcome.flows]
    if outcome.adds is Adds.MONEY:
        return window[..., columns].sum(axis=-1) / years
    if outcome.adds is Adds.COUNT:
        return window[..., columns].sum(axis=-1)
    total = last[..., columns].sum(axis=-1)
    if outcome.per is None:
        return total
    below = last[..., int(outcome.per)]
    return np.divide(total, below, out=np.full_like(total, np.nan), where=below > 0)


def measure(model: DiasporaModel) -> Measures:
    """All outcomes of a finished run, in total and by group."""
    keys: list[tuple[str, str | None, str | None]] = []
    values: list[float] = []

    def put(outcome: str, breakdown: str | None, group: str | None, value: float) -> None:
        keys.append((outcome, breakdown, group))
        values.append(float(value))

    years = float(model.settings.years)
    window, last = model.window, model.last
    grouped = {}
    for name, (labels, number) in groups_of(model).items():
        summed = np.zeros((2, len(labels), window.shape[1]))
        np.add.at(summed[0], number, window)
        np.add.at(summed[1], number, last)
        grouped[name] = (labels, summed)
    special = _special(model)
    for outcome in OUTCOMES.values():
        if outcome.theme == "judgement":
            continue
        if outcome.has_breakdown:
            put(outcome.id, None, None, _value(outcome, window.sum(axis=0), last.sum(axis=0), years).item())
            for name, (labels, summed) in grouped.items():
                for label, value in zip(labels, _value(outcome, summed[0], summed[1], years), strict=True):
                    put(outcome.id, name, label, value)
        else:
            put(outcome.id, None, None, special[outcome.id])
    for name, amounts in (("public_cost", model.costs + model.grants + model.forgone), ("revenue_forgone", model.forgone)):
        for payer in PAYERS:
            put(name, "payer", payer, sum(amounts[:, k].sum() for k, lever in enumerate(model.policy.levers) if lever.paid_by == payer) / years)
        for lever_id in sorted(REGISTRY):
            put(name, "lever", lever_id, sum(amounts[:, k].sum() for k, lever in enumerate(model.policy.levers) if lever.id == lever_id) / years)
    return Measures(tuple(keys), np.array(values))


def _special(model: DiasporaModel) -> dict[str, float]:
    """Outcomes that are not sums of the tally."""
    years = float(model.settings.years)
    total = model.costs + model.grants + model.forgone
    discount = (1.0 + model.p.accounting.discount_rate) ** -(np.arange(model.horizon) / 12.0)
    skills = dict(zip(PLACEMENT_RESULTS, model.placement_results.T, strict=True))
    crisis = dict(zip(CRISIS_RESULTS, model.crisis_results.T, strict=True))
    banks = model.stage.institutions
    h = model.stage.households[: model.n_households]
    present = h["status"] == 1
    a = model.stage.associations
    c = model.stage.communities
    months = [int(m) for m in banks["exhausted_month"] if m >= 0]
    out = {
        "public_match": model.grants.sum() / years,
        "revenue_forgone": model.forgone.sum() / years,
        "public_cost": total.sum() / years,
        "present_value_cost": float((total.sum(axis=1) * discount).sum()),
        "never_aware": float(h["weight"][present & (h["aware"] == 0)].sum()) if model.policy.levers else 0.0,
        "capacity": float(model.stage.hosts["knowhow"].sum()),
        "capacity_retained_12m": retained(skills["gained"], skills["kept_share"]),
        "vacancies_filled": skills["filled_months"].sum(),
        "staff_trained": skills["staff_trained"].sum(),
        "staff_displaced": skills["displaced"].sum(),
        "interns_lost": skills["interns_lost"].sum(),
        "waiting_days": float(banks["waited"].sum() / banks["served"].sum()) if len(banks) and banks["served"].sum() > 0 else np.nan,
        "backlog": float(banks["waiting"].sum()),
        "abandoned": float(banks["abandoned"].sum()),
        "budget_exhausted_month": float(min(months)) if months else np.nan,
        "crisis_need": crisis["need"].sum(),
        "crisis_covered": crisis["covered"].sum(),
        "crisis_duplicated": crisis["duplicated"].sum(),
        "crisis_unmet": crisis["unmet"].sum() + float(c["crisis_need"].sum()),
        "days_to_first_aid": float(crisis["days"].max()) if crisis["need"].sum() > 0 else np.nan,
        "donor_retention": np.nan,
        "associations_surviving": float(a["is_active"].sum()),
        "project_quality": float(a["projects"].sum() / (a["projects"].sum() + a["failures"].sum())) if a["projects"].sum() + a["failures"].sum() > 0 else np.nan,
        "projects_delivered": float(a["projects"].sum()),
    }
    old = present & (h["crisis_month"] >= 0) & (model.tick - h["crisis_month"] >= 24)
    if old.any():
        out["donor_retention"] = float((h["weight"] * h["is_retained"])[old].sum() / h["weight"][old].sum())
    goods = c["public_goods"].sum()
    poorer = c["poverty"] > np.median(c["poverty"])
    out["need_match"] = float(c["public_goods"][poorer].sum() / goods) if goods > 0 else np.nan
    n_local = int(model.p.population.n_communities)
    labels, number = groups_of(model)["region"]
    money = np.bincount(number, model.window[:, [Flow.RECEIVED, Flow.COLLECTIVE, Flow.CRISIS]].sum(axis=1), len(labels)) + c["public_goods"]
    out["regional_theil"] = theil(money, c["population"])
    half = (np.arange(len(money)) % n_local) < n_local // 2
    rich = money[~half].sum() / c["population"][~half].sum()
    out["poverty_gradient"] = float(money[half].sum() / c["population"][half].sum() / rich) if rich > 0 else np.nan
    return {name: float(value) for name, value in out.items()}


def retained(gained: np.ndarray, kept: np.ndarray) -> float:
    """Share of the know-how gained that is still there 12 months later, over all months for which that is known; NaN where nothing was gained.

    >>> round(retained(np.r_[10.0, np.zeros(12)], np.full(13, 0.94)), 3)
    0.476
    """
    log = np.concatenate([[0.0], np.cumsum(np.log(np.maximum(kept, 1e-12)))])
    n = len(gained) - 12
    if n <= 0 or gained[:n].sum() <= 0:
        return float("nan")
    share = np.exp(log[13 : n + 13] - log[1 : n + 1])
    return float((gained[:n] * share).sum() / gained[:n].sum())


def theil(money: np.ndarray, population: np.ndarray) -> float:
    """Theil index between regions of money per head; 0 where it is equal.

    >>> theil(np.array([1.0, 1.0]), np.array([5.0, 5.0])), round(theil(np.array([3.0, 1.0]), np.array([1.0, 1.0])), 4)
    (0.0, 0.1308)
    """
    share_money, share_people = money / money.sum() if money.sum() > 0 else money, population / population.sum()
    some = share_money > 0
    return float((share_money[some] * np.log(share_money[some] / share_people[some])).sum())


def monthly(model: DiasporaModel) -> pd.DataFrame:
    """Outcomes by month, in real units: flows a month, stocks at its end."""
    flows = model.flows.sum(axis=1)
    columns: dict[str, np.ndarray] = {}
    for outcome in OUTCOMES.values():
        if outcome.has_breakdown:
            total = flows[:, [int(f) for f in outcome.flows]].sum(axis=1)
            if outcome.per is not None:
                total = np.divide(total, flows[:, int(outcome.per)], out=np.full_like(total, np.nan), where=flows[:, int(outcome.per)] > 0)
            columns[outcome.id] = total
    columns["public_match"] = model.grants.sum(axis=1)
    columns["revenue_forgone"] = model.forgone.sum(axis=1)
    columns["public_cost"] = (model.costs + model.grants + model.forgone).sum(axis=1)
    columns["backlog"] = model.backlog.sum(axis=1)
    columns["capacity"] = model.placement_results[:, PLACEMENT_RESULTS.index("knowhow")]
    for name in ("need", "covered", "duplicated"):
        columns[f"crisis_{name}"] = model.crisis_results[:, CRISIS_RESULTS.index(name)]
    frame = pd.DataFrame(columns)
    frame.index.name = "month"
    return frame


def households_frame(model: DiasporaModel) -> pd.DataFrame:
    """One row a household record present at the end: traits, weight, cumulated flows since month 0, and which levers it is offered."""
    h = model.stage.households[: model.n_households]
    frame = pd.DataFrame.from_records(h)
    frame["generation"] = pd.Categorical.from_codes(h["generation"].astype(int), GENERATIONS)
    frame["skill"] = pd.Categorical.from_codes(h["skill"].astype(int), SKILLS)
    frame["corridor"] = pd.Categorical.from_codes(h["corridor"].astype(int), [c.id for c in model.settings.corridors])
    frame["received"] = model.stage.receivers["received"][: model.n_households]
    for k, lever in enumerate(model.policy.levers):
        bit = model.policy.restricted.index(k) if k in model.policy.restricted else None
        frame[f"offered_{lever.id}"] = True if bit is None else (h["eligible"] >> bit & 1).astype(bool)
    return frame


