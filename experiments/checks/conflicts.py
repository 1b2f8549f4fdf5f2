"""Levers that collide, overlap or miss each other inside a scenario, found before anything is run.

Each rule looks at the levers by what they say of themselves: their ids, dates, budgets, places, whom they are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from model.communities import communities_of
from model.levers import REGISTRY, Eligibility, Lever
from model.levers.places import places_a_year
from model.offers import base_offer
from model.outcome_registry import OUTCOMES
from model.parameter import Text, by_language
from model.parameters import parameters
from model.policy.budgets import Means, means_of
from model.policy.levers_in_force import extent_of
from model.records.vocabulary import Family
from model.text import either
from scenarios.scenario import Scenario

from ..shown_money import of_input, shown
from ..text import number, number_text


class Conflict(NamedTuple):
    """What is wrong between levers, or within one; `term` names the condition of the offer that two levers both turn."""

    kind: str
    levers: tuple[str, ...]
    says: Text
    term: str | None = None


# Levers that put public money behind one and the same thing, with the reason in English and French.
SAME_STAKE = ("tax_incentive", "special_economic_zone", "investment_grant", "entrepreneur_support", "credit_guarantee")
SAME_GIFT = ("matching_grant", "donation_tax_relief")
OVERLAPS: tuple[tuple[tuple[str, ...], Text], ...] = (
    (SAME_STAKE,
     Text("both support the same investment: its owner is paid twice for one act",
          "soutiennent tous deux le même investissement : un seul acte est payé deux fois")),
    (SAME_GIFT, Text("both put public money on the same collective gift", "mettent tous deux de l'argent public sur le même don collectif")),
    (("savings_product", "diaspora_bond"), Text("compete for the same savings", "se disputent la même épargne")),
)  # fmt: skip

# Levers that are meant to meet others: without one of these in the same months they do less, or nothing.
MEETS: dict[str, tuple[tuple[str, ...], Text]] = {
    "special_economic_zone": (("one_stop_shop",),
                              Text("zones and incentives are decided at the one-stop shop (measure 6d)",
                                   "zones et incitations se décident au guichet unique (mesure 6d)")),
    "tax_incentive": (("one_stop_shop",),
                      Text("incentives are combined with the one-stop shop (measure 6d)", "les incitations se combinent au guichet unique (mesure 6d)")),
    "entrepreneur_support": (("one_stop_shop", "business_registration"),
                             Text("supported founders then face the registry", "les fondateurs soutenus affrontent ensuite les démarches")),
    "trade_training": (("trade_facilitation",), Text("trained firms then face customs", "les entreprises formées affrontent ensuite la douane")),
    "savings_product": (("financial_inclusion",), Text("families without an account cannot use it", "les familles sans compte ne peuvent pas s'en servir")),
    "volunteer_register": (("skills_placement",),
                           Text("a register without placements promises what nobody keeps", "un registre sans placements promet ce que personne ne tient")),
}  # fmt: skip


def conflicts(scenario: Scenario) -> list[Conflict]:
    """Everything that the rules find."""
    levers = [lever for lever in scenario.levers if not lever.is_idle]
    return [found for rule in RULES for found in rule(scenario, levers)]


def terms(lever: Lever, scenario: Scenario) -> dict[str, set[str]]:
    """Terms of the offer that a lever turns at full strength, by corridor."""
    found = {}
    settings = scenario.settings()
    p = parameters(settings.parameters)
    for corridor in settings.corridors:
        base = base_offer(corridor, p)
        turned = lever.offer(base, 1.0)
        found[corridor.id] = {name for name, before, after in zip(base._fields, base, turned, strict=True) if before != after}
    return found


def meet(one: Lever, other: Lever, scenario: Scenario) -> bool:
    """Whether both are in force in some month of the horizon."""
    ends = [12 * scenario.years if lever.to_month is None else min(lever.to_month, 12 * scenario.years) for lever in (one, other)]
    return max(one.from_month, other.from_month) < min(ends)


def people_in_common(one: Lever, other: Lever, scenario: Scenario) -> bool:
    """Whether anybody can be offered both."""
    a, b = one.eligibility, other.eligibility
    n = int(parameters(scenario.parameters).population.n_communities)
    pairs = (
        (a.corridors, b.corridors),
        (None if a.sex is None else (a.sex,), None if b.sex is None else (b.sex,)),
        (a.generation, b.generation),
        (a.skill, b.skill),
        (_communities(a, n), _communities(b, n)),
    )
    return all(x is None or y is None or bool(set(x) & set(y)) for x, y in pairs)


def _communities(e: Eligibility, n: int) -> list[int]:
    """Communities of an eligibility, numbered from 0."""
    return communities_of(e.communities, n)


def _same_term(scenario: Scenario, levers: list[Lever]) -> Iterator[Conflict]:
    turned = {lever.id: terms(lever, scenario) for lever in levers}
    for one, other in combinations(levers, 2):
        if not meet(one, other, scenario):
            continue
        for term in sorted({term for corridor in scenario.corridors for term in turned[one.id][corridor] & turned[other.id][corridor]}):
            says = Text(
                "{one} and {other} turn the same term ({term}) in the same months: the second acts on what the first leaves.",
                "{one} et {other} changent la même condition ({term}) aux mêmes mois : le second agit sur ce que laisse le premier.",
            ).filled(one=one.label, other=other.label, term=term)
            yield Conflict("same_term", (one.id, other.id), says, term)


def _overlap(scenario: Scenario, levers: list[Lever]) -> Iterator[Conflict]:
    for ids, why in OVERLAPS:
        for one, other in combinations([lever for lever in levers if lever.id in ids], 2):
            if meet(one, other, scenario) and people_in_common(one, other, scenario):
                yield Conflict(
                    "overlap", (one.id, other.id), Text(
                        "{one} and {other} {why}.",
                        "{one} et {other} {why}.",
                    ).filled(one=one.label, other=other.label, why=why)
                )


def _money(scenario: Scenario, levers: list[Lever]) -> Iterator[Conflict]:
    """Budgets that do not pay what they promise: what runs on part of its money does part of its work."""
    p, corridors = parameters(scenario.parameters), scenario.settings().corridors
    for lever in levers:
        if lever.budget_usd is None:
            continue
        extent = extent_of(lever, corridors, [base_offer(corridor, p) for corridor in corridors])
        means = means_of(lever, 12 * scenario.years, lever.is_active, extent)
        year = slice(lever.from_month, lever.from_month + 12)
        budget, fixed = lever.budget_usd, float(means.running[year].sum() + means.setup[year].sum())
        found = list(_short(scenario, lever, means, extent))
        yield from found
        if found or lever.entitlement:
            continue
        places, cost = places_a_year(lever), lever.place_cost
        if places and cost and places * cost > budget - fixed:
            paid = int((budget - fixed) / cost)
            says = Text(
                "{lever}: {places} places a year at {cost} are more than the {left} left of the budget after running costs: about {paid} can be "
                "paid.",
                "{lever} : {places} places par an à {cost} dépassent les {left} qui restent du budget après fonctionnement : environ {paid} peuvent "
                "être payées.",
            ).filled(
                lever=lever.label,
                places=number_text(places),
                cost=_sum(cost),
                left=_sum(budget - fixed),
                paid=number_text(paid),
            )
            yield Conflict("places_above_budget", (lever.id,), says)


def _sum(usd: float) -> Text:
    """An amount in the money shown now, with its currency."""
    amount, code = of_input(usd, "USD"), shown().code
    return by_language(lambda language: f"{number(amount, language)} {code}")


def _short(scenario: Scenario, lever: Lever, means: Means, extent: float) -> Iterator[Conflict]:
    """What a budget that falls short of running or setting up means for the lever."""
    horizon, budget = 12 * scenario.years, lever.budget_usd or 0.0
    asked = max((lever.fixed_cost(month) for month in range(lever.from_month, horizon)), default=0.0) * 12.0 * extent
    spends = lever.process is not None and not lever.entitlement and not lever.pays  # on more than its running
    if not lever.stays and (asked > budget or (spends and 0.0 < asked == budget)):
        share = budget / asked
        rest = Text(" and nothing is left for anything else", " et il ne reste rien pour autre chose") if spends else ""
        says = Text(
            "{lever}: the budget of {budget} a year pays {share} % of its running costs of {asked}: it works at that strength{rest}.",
            "{lever} : le budget de {budget} par an paie {share} % de ses frais de fonctionnement de {asked} : il agit à cette intensité{rest}.",
        ).filled(lever=lever.label, budget=_sum(budget), share=number_text(100.0 * share), asked=_sum(asked), rest=rest)
        yield Conflict("budget_below_fixed_cost", (lever.id,), says)
    planned, setup = lever.from_month + lever.setup_months, lever.setup_usd * extent
    if setup > 0.0 and planned <= horizon and lever.is_active(planned - 1) and means.setup[:planned].sum() < setup * (1.0 - 1e-6):
        paid = float(means.setup.sum()) / setup
        last = int(means.setup.nonzero()[0].max()) + 1 - lever.from_month if paid > 0.0 else 0
        late = Text("it takes {last} months instead of {planned}", "il faut {last} mois au lieu de {planned}").filled(last=last, planned=lever.setup_months)
        part = Text("{share} % of it is ever paid within the horizon", "{share} % en sont payés sur l'horizon").filled(share=number_text(100.0 * paid))
        says = Text(
            "{lever}: the budget of {budget} a year does not pay for setting it up ({setup}) as planned: {when}.",
            "{lever} : le budget de {budget} par an ne paie pas la mise en place ({setup}) comme prévu : {when}.",
        ).filled(lever=lever.label, budget=_sum(budget), setup=_sum(setup), when=late if paid >= 1.0 - 1e-6 else part)
        yield Conflict("set_up_late", (lever.id,), says)


def _dates(scenario: Scenario, levers: list[Lever]) -> Iterator[Conflict]:
    """Levers that are meant to meet and never do."""
    by_id = {lever.id: lever for lever in levers}
    for lever in levers:
        if lever.id not in MEETS:
            continue
        ids, why = MEETS[lever.id]
        partners = [by_id[other] for other in ids if other in by_id]
        for other in partners:
            if not meet(lever, other, scenario):
                says = Text(
                    "{lever} and {other} are never in force in the same month, though {why}.",
                    "{lever} et {other} ne sont jamais en vigueur le même mois, alors que {why}.",
                ).filled(lever=lever.label, other=other.label, why=why)
                yield Conflict("never_meet", (lever.id, other.id), says)
        if not partners:
            missing = either([REGISTRY[one].label for one in ids])
            says = Text("{lever} stands without {missing}: {why}.", "{lever} est sans {missing} : {why}.").filled(lever=lever.label, missing=missing, why=why)
            yield Conflict("stands_alone", (lever.id,), says)


def _nobody(scenario: Scenario, levers: list[Lever]) -> Iterator[Conflict]:
    """Levers whose eligibility names nobody."""
    for lever in levers:
        e = lever.eligibility
        own = lever.only_generations
        generations = None if e.generation is None and own is None else set(e.generation or own or ()) & set(own or e.generation or ())
        empty = [name for name in ("corridors", "generation", "skill", "sector") if getattr(e, name) == ()]
        if empty or generations == set():
            says = Text(
                "{lever}: its eligibility ({generation}) leaves nobody.",
                "{lever} : son éligibilité ({generation}) ne laisse personne.",
            ).filled(lever=lever.label, generation=empty[0] if empty else 'generation')
            yield Conflict("nobody", (lever.id,), says)


def _order(scenario: Scenario, levers: list[Lever]) -> Iterator[Conflict]:
    """Empowering before enabling: the paper's order is enable, engage, empower (F5)."""
    enabling = [lever for lever in levers if lever.family is Family.ENABLE]
    if not enabling:
        return
    first = min(enabling, key=lambda lever: lever.from_month)
    for lever in levers:
        if lever.family is Family.EMPOWER and lever.from_month < first.from_month:
            says = Text(
                "{lever} (empower) starts in month {from_month}, before anything enables it: {first} comes in month {first_month}.",
                "{lever} (autonomiser) commence au mois {from_month}, avant que rien ne crée les conditions : {first} vient au mois {first_month}.",
            ).filled(lever=lever.label, from_month=lever.from_month, first=first.label, first_month=first.from_month)
            yield Conflict("wrong_order", (lever.id, first.id), says)


def _project(scenario: Scenario, levers: list[Lever]) -> Iterator[Conflict]:
    """Project money without an end; and what ends with it."""
    for lever in levers:
        lasts = lever.leaves_structure or lever.stays or OUTCOMES[lever.main_outcome].is_state
        if lever.funding == "project" and lever.to_month is not None and lever.to_month < 12 * scenario.years and not lasts:
            says = Text(
                "{lever} ends with its project money in month {to_month}: what it does from month to month ends too.",
                "{lever} finit avec son argent de projet au mois {to_month} : ce que cela fait de mois en mois finit aussi.",
            ).filled(lever=lever.label, to_month=lever.to_month)
            yield Conflict("ends_with_its_money", (lever.id,), says)
        if lever.funding == "project" and (lever.to_month is None or lever.to_month > 12 * scenario.years):
            says = Text(
                "{lever} is a project that does not end within the horizon (no to_month): it is then the same as an institution.",
                "{lever} est un projet qui ne finit pas dans l'horizon (pas de to_month) : il ne diffère alors en rien d'une institution.",
            ).filled(lever=lever.label)
            yield Conflict("project_without_end", (lever.id,), says)


RULES: tuple[Callable[[Scenario, list[Lever]], Iterator[Conflict]], ...] = (_same_term, _overlap, _money, _dates, _nobody, _order, _project)
