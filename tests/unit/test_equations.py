"""Every rule against its equation, written anew from its sentence: 300 draws of all arguments and of all parameters at once, bounds and ties among them.

Doctests of rules set most parameters to 0, so that one can check them by hand; here none is.
"""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
import random
from collections.abc import Callable
from typing import Any

import pytest
from scipy.special import expit as L
from scipy.stats import poisson

import model.rules
from model.compiled.random_draws import Draw, four_draws

MODULES = [importlib.import_module(f"model.rules.{found.name}") for found in pkgutil.iter_modules(model.rules.__path__)]
RULES: dict[str, Callable[..., Any]] = {
    f"{module.__name__.rsplit('.', 1)[1]}.{name}": rule for module in MODULES for name, rule in inspect.getmembers(module, inspect.isfunction) if rule.__module__ == module.__name__
}

# Where an argument is no share from 0 to 1 (and no 0 or 1 where it is a whole number): its range, or its choices.
RANGES: dict[str, tuple[float, float] | list[Any]] = {
    "generation": [0, 1, 2, 3], "faction": [0, 1, 2], "held_by": [-1, 0, 1, 2], "age_months": [0, 59, 60, 61], "year": [1, 2, 3, 5], "placements": [0, 1, 2],
    "age": (18.0, 95.0), "years": (0.0, 12.0), "years_abroad": (0.0, 45.0), "x": (-45.0, 45.0), "posts": (0.0, 60.0), "contacts": (0.0, 8.0), "members": (0.0, 12.0),
    "firms": (0.0, 20.0), "days": (0.0, 90.0), "lapse": (0.0, 0.4), "responders": (0.0, 30.0), "largest": (0.0, 8.0), "total": (0.0, 20.0), "short": (-2.0, 20.0),
    "gifts": (0.0, 9.0), "pooled": (0.0, 9.0), "flow": (0.1, 20.0), "start": (0.0, 10.0), "end": (10.0, 30.0), "gift_day": (0.0, 30.0), "pool_day": (0.0, 30.0),
    "capital": (1.0, 100.0), "stake": (0.0, 100.0), "reach": (0.0, 120.0), "cap": (0.0, 30.0), "smallest": (0.0, 60.0), "line": (0.0, 60.0), "guaranteed": (0.0, 30.0),
    "gift": (0.0, 100.0), "ceiling": (0.0, 50.0), "used": (0.0, 50.0), "price": (0.0, 1.2), "elasticity": (-2.0, 0.5), "match_ratio": [0.0, 0.5, 1.0, 3.0],
    "months_since": (0.0, 8.0), "weeks": (1.0, 8.0), "rate": (0.0, 2.0), "public": (0.0, 3.0), "wealth": (-500.0, 5_000.0), "wealth_ratio": (0.0, 9.0), "factor": (0.0, 3.0),
    "least": (0.0, 3_000.0), "will_": (-3.0, 3.0), "extra": (0.0, 3.0), "base": (-4.0, 1.0), "months": (0.0, 90.0), "net": (-5.0, 60.0), "earning_": (0.05, 4.0),
    "profit": (-50.0, 900.0), "fee": (0.0, 900.0), "income": (0.0, 4_000.0), "family_income": (0.0, 900.0), "amount": (0.0, 900.0), "package": (0.0, 900.0),
    "origin_income": (0.0, 900.0), "gain": (-3.0, 3.0), "shops": (0.0, 30.0), "diaspora": (0.0, 20_000.0), "residents": (1.0, 1e6), "documents": (0.0, 9.0),
    "shipment_usd": (0.0, 900.0), "sales": (0.0, 9_000.0), "cost": (0.0, 900.0), "population": (0.0, 1e5), "jobs": (1.0, 40.0), "reports": (0.0, 12.0), "board": (0.0, 15.0),
    "opportunities": (0.0, 20.0), "counterparts": (0.0, 4.0), "follow_up_hours": (0.0, 12.0), "ties": (0.0, 5.0), "colleagues": (0.0, 6.0), "usd": (0.0, 5.0),
    "lag": (0.0, 24.0), "tau": (0.0, 30.0), "interval": (0.0, 30.0), "size": (1.0, 6.0), "n_adults": (1.0, 4.0), "fare": (0.0, 3_000.0), "trips": (0.0, 6.0),
    "mean": (0.0, 9.0), "usd_a_household": (0.0, 60.0), "half": (1.0, 30.0), "effort": (0.0, 1.0), "holiday_months": (0.0, 90.0), "income_ratio": (0.0, 4.0), "quality": (0.1, 3.0),
}  # fmt: skip
OWN_RANGES: dict[str, dict[str, tuple[float, float] | list[Any]]] = {
    "fluctuate.with_lot": {"recession": (-0.2, 0.9), "slump": (0.0, 0.9), "lot": (0.0, 0.9)},
    "remit.wanted": {"income": (0.0, 9_000.0), "altruism": (0.0, 1.5), "cost": (0.0, 0.3)}, "remit.most": {"income": (0.0, 9_000.0), "cost": (0.0, 0.3)}, "remit.wanted_at_most": {"income": (0.0, 9_000.0), "altruism": (0.0, 1.5)},
    "stand_by.uninsured": {"income": (0.0, 40_000.0)}, "stand_by.after_disaster": {"families": (1.0, 4.0), "income": (0.0, 900.0)}, "fluctuate.deviation_after": {"before": (-0.1, 0.1), "deviate": (-3.0, 3.0)}, "remit.supporting": {"share": (0.01, 0.99), "propensity": (0.05, 9.0)},
    "remit.altruism_toward": {"weight": (0.0, 2.0), "income_per_head": (0.0, 900.0), "origin_income": (0.0, 900.0)}, "remit.sending_odds": {"cost": (0.0, 0.3), "supports": [1, 2]}, "transfer.formal_cost": {"cost": (0.0, 0.3)},
    "transfer.formal_odds": {"cost": (0.0, 0.3), "days": (0.0, 6.0)}, "found.lifted": {"base": (0.0, 1.0)},
    "belong.attachment_at": {"start": (0.0, 1.0)}, "remit.altruism_at": {"start": (0.0, 1.0)}, "found.grant_on": {"share": (0.0, 0.6)}, "trade.partner_chance": {"own": (0.0, 1.0)},
    "propose.delivering_chance": {"quality": (0.0, 1.0)}, "trade.reach": {"days": (0.0, 9.0)}, "cover.stretched": {"elasticity": (0.1, 1.0)},
    "found.is_enough": {name: [0.0, 10.0, 20.0, 30.0] for name in ("own", "grant", "loan", "credit")} | {"capital": [40.0, 60.0, 60.0000001]}, "invest.earning": {"capital": (0.0, 900.0)},
    "invest.tax_forgone": {"cap": (0.0, 90.0)}, "invest.giving_up": {"days": (0.0, 9.0), "hassle": (0.0, 0.9)}, "visit.times": {"u": (0.0, 0.999), "most": [3.0, 30.0]}, "visit.campaign_effect": {"largest": (0.0, 1.0)}, "save.bond_amount": {"least": (0.0, 900.0), "held": (0.0, 2_000.0)}, "save.put_by": {"held": (0.0, 2_000.0)}, "save.room_for": {"held": (0.0, 2_000.0)}, "save.coupon_paid": {"record": (-1.0, 1.0)}, "save.default_felt": {"record": (-1.0, 1.0)}, "save.issuer_trust": {"record": (-1.0, 1.0)},
    **{f"earmark.{name}": {"form": [1.0, 2.0, 3.0, 4.0]} for name in ("control_of", "labelled")}, "earmark.matched": {"own": (0.0, 90.0), "ratio": (0.0, 5.0), "cap": (0.0, 200.0)},
    "earmark.sent_earmarked": {"form": [1.0, 2.0, 3.0, 4.0], "amount": (1.0, 900.0)}, "earmark.signing_up": {"form": [1.0, 2.0, 3.0, 4.0], "match": (0.0, 5.0)},
    "earmark.spent_on_purpose": {"form": [1.0, 2.0, 3.0, 4.0], "earmarked": (0.0, 900.0)},
    "relate.fear": {"trust": (0.0, 1.0)}, "meet.has_quorum": {"board": [0.0, 1.0, 2.0, 3.0]}, "invest.outlook": {}, "trade.supplied": {"wanted": (0.0, 500.0), "market": (0.0, 900.0)}, "trade.courted": {"alone": (0.0, 1.0), "ready": [0.0, 0.05, 1.0]}, "trade.at_rest": {"entering": [0.0, 0.1, 0.4], "leaving": [0.1, 0.5]},
}  # fmt: skip


def clip(x: float, low: float = 0.0, high: float = 1.0) -> float:
    return low if x < low else high if x > high else x


def knows(p: Any, diaspora: float, population: float) -> float:
    return 1 - (1 + p.acquaintances * diaspora / max(population, 1) / p.gregarious) ** -p.gregarious


def wants(p: Any, sales: float, cost: float) -> float:
    return float(L(p.sharpness * math.log(p.margin * max(sales, 1) / max(cost, 1))))


def room(wealth: float, held: float, p: Any) -> float:
    return max(p.portfolio_most * max(wealth, 0) - (1 - p.portfolio_most) * held, 0)


def covered(short: float, flow: float, start: float, end: float) -> float:
    return 0.0 if short <= 0 else start + (end - start) * short / flow if short <= flow else 1e9


def granted(capital: float, stake: float, reach: float, share: float, cap: float, smallest: float, own_share: float) -> float:
    return min(share * stake, cap) if capital >= smallest and reach >= own_share * capital else 0.0


def paid(capital: float, reach: float, share: float, cap: float, smallest: float, own_share: float, guaranteed: float, line: float) -> tuple[float, ...]:
    grant = granted(capital, min(reach, capital / (1 + share)), reach, share, cap, smallest, own_share)
    own = min(reach, capital - grant)
    loan = min(capital - own - grant, guaranteed)
    return own, grant, loan, min(capital - own - grant - loan, line)


def steps(mean_days: float, n: float, seed0: int, seed1: int, replication: int, identity: int) -> float:
    n = int(max(n, 1))
    draws = [u for k in range((n + 3) // 4) for u in four_draws(seed0, seed1, replication, Draw.STEPS.value, k, identity)][:n]
    return mean_days * sum(-math.log(u) for u in draws) / n


def lottery(u0: float, u1: float, b: float, c: float, p: Any) -> int:
    return -1 if u0 >= p.polarisation else 2 if u1 < c else 1 if u1 < b + c else 0


EQUATIONS: dict[str, Callable[..., Any]] = {
    "stand_by.uninsured": lambda y, p: p.self_help_usd**p.self_help_slope / (p.self_help_usd**p.self_help_slope + y**p.self_help_slope),
    "stand_by.rebuilding": lambda left, p: 24 * p.rebuild_share * left / p.rebuild_months,
    "stand_by.in_lean_times": lambda y, lost, p: p.insurance * lost * y,
    "stand_by.after_disaster": lambda y, n, s, own, share, p, q: s * (q.insurance * y * own + p.kin_help * p.kin_households * share * y / n),
    "fluctuate.with_lot": lambda r, s, t: r if t <= s else 1 - (1 - r) * (1 - t) / (1 - s),
    "fluctuate.deviation_after": lambda x, z, p: x * math.exp(-1 / (12 * p.cycle_years)) + z * p.cycle_spread * (1 - math.exp(-1 / (6 * p.cycle_years))) ** 0.5,
    "absorb.knowhow_gained": lambda d, s, a, v, p: d * s * a * p.learning * (p.virtual_effect if v else 1),
    "absorb.taken_over": lambda n, vacancy, p: 1 - math.exp(-p.counterpart_effect * n * max(1 - vacancy, 0)),
    "absorb.post_filled": lambda d, s, n, p: max(d * (1 - s) - p.counterpart_time * n * d * s, 0),
    "absorb.knowhow_kept": lambda h, t, x, p: (1 - p.decay / (1 + p.follow_up_effect * h + p.tie_effect * t)) * (1 - min(p.staff_turnover * (1 + p.aspiration_effect * x), 1)) ** (1 / 12),
    "absorb.aspiration_after": lambda a, p: a * (1 - p.aspiration_fade) + p.aspiration * p.aspiration_fade,
    "absorb.aspiration_with": lambda a, n, posts, p: a + (1 - a) * min(p.aspiration_gain * n / max(posts, 1), 1),
    "absorb.intern_lost": lambda x, p: min(p.intern_stays * (1 + p.aspiration_effect * x), 1),
    "apply.applying_chance": lambda a, t, n, i, o, p: L(
        p.apply_base + p.attachment_effect * (a - 0.5) + p.trust_effect * (t - 0.5) - p.status_effect * i - o + (p.repeat_effect if n > 0 else 0)
    ),
    "apply.in_person_obstacles": lambda r, w, s, p: p.wage_effect * math.log(max(r, p.income_least)) + p.care_effect * w + p.security_effect * (1 - s),
    "apply.mismatch": lambda r, p: clip(p.waste_share * (1 + p.waste_rights * (0.5 - r))),
    "belong.attachment_at": lambda s, y, f: s * math.exp(-f * y),
    "belong.promise_kept": lambda t, p: t + p.trust_gain * (1 - t),
    "belong.promise_broken": lambda t, p: t - p.trust_loss * t,
    "choose.logistic": lambda x: L(clip(x, -40, 40)),
    "choose.happens": lambda u, x: u < L(clip(x, -40, 40)),
    "cover.worth": lambda d, lapse: (1 - lapse) ** (d / 30.4),
    "cover.plan_days": lambda k, d, fast: max(d * k**2 - fast, 0),
    "cover.of_use": lambda k, o, n: 1 / (1 + o * (1 - k) * math.log(max(n, 1))),
    "cover.stretched": lambda one, plans, e: max(plans / one, 1) ** (e - 1) if one > 0 else 1.0,
    "cover.day_covered": covered,
    "cover.day_reached": lambda s, g, gd, q, qd, f, a, b: min(
        covered(s, f, a, b), max(covered(s - g, f, a, b), gd), max(covered(s - q, f, a, b), qd), max(covered(s - g - q, f, a, b), gd, qd)
    ),
    "expect.remembered": lambda kept, new, p: kept * 0.5 ** (1 / p.memory_months) + new,
    "expect.expected": lambda yes, no, empty, p: (yes / (yes + no) if yes + no > 0 else 0.0) ** p.reckoning * (1 - p.empty_known * empty),
    "enrol.backing": lambda usd, p: usd / (usd + p.half_usd),
    "enrol.enrolling_chance": lambda s, k, w, b, p: b * L(p.join_base + p.attachment_effect * (s - 0.5) + p.peer_effect * k + w),
    "enrol.dropping_chance": lambda b, p: p.leave_year * (2 - b),
    "enrol.advising_chance": lambda y, b, n, p: p.active_share * b * 2 ** (-(y - 1) / (p.active_years * (1 + p.colleague_effect * n))),
    "found.lifted": lambda base, h: base + (1 - base) * clip(h),
    "found.feasible": lambda e, t, p: 1 - p.infrastructure_need * (1 - e * t),
    "found.pull": lambda g, m, c, need, p: p.capital_response * (g + p.holiday_worth * m / 12) * (1 - need * (1 - c)),
    "found.grant_on": granted,
    "found.money": paid,
    "found.is_enough": lambda a, b, c, d, capital: a + b + c + d >= capital * (1 - 1e-9),
    "found.service_days": steps,
    "found.assisted": lambda q, d, p: q * math.exp(p.assistance_quality * (1 - math.exp(-d / p.assistance_days))),
    "found.practised": lambda x, a, p: x + max(x, 0) * p.training_profit * a,
    "found.guided": lambda n, p: 1 - (1 - p.matched) ** n,
    "give.price_response": lambda price, p: max(price, p.price_least) ** p.price_elasticity,
    "give.relief_on": lambda g, r, c, used: clip(r * g, 0, max(c - used, 0)),
    "give.regular_gift": lambda y, s, p: p.regular_size * y * s / 0.5,
    "give.asked": lambda m, p: 1 - (1 - m) * (1 - p.asked_by_news),
    "give.regular_odds": lambda due, s, n, gave, p, c: (p.giver_base if due else p.regular_base) + p.attachment_effect * (s - 0.5) + p.norm * n + c.retention * gave,
    "give.kept_apart": lambda a, c: 1 - c.crowding * min(a, 1),
    "give.campaign_chance": lambda s, e, t, x, m, p: e * L(
        p.collective_base + p.attachment_effect * (s - 0.5) + p.trust_effect * (t - 0.5) - x + ((p.match_dummy + p.ratio_response * (m - 1)) if m > 0 else 0)
    ),
    "give.adoption_chance": lambda m, n, p: min(p.adoption * m**p.adoption_ratio, 1) / 12 * n if m > 0 else 0.0,
    "give.attention_in": lambda t, w: w / 4.348125 * (math.exp(-t * 4.348125 / w) - math.exp(-(t + 1) * 4.348125 / w)),
    "give.crisis_rate": lambda a, own, s, n, c: c.give_rate * a * (1 if own else c.far_share) * s / 0.5 * (1 + c.contagion * n),
    "give.any_gift": lambda r: 1 - math.exp(-r),
    "give.crowded_out": lambda x, c: math.exp(-c.pool_crowding * x),
    "invest.outlook": lambda c, rc, s, i, p: p.return_effect * (c - rc - p.usual_gap) - p.risk_effect * ((1 - s) * (1 - i) - p.usual_risk),
    "invest.will": lambda w, e, t, g, n, woman, o, p: p.wealth_effect * math.log(max(w, p.wealth_least)) + p.attachment_effect * (e - 0.5) + p.trust_effect * (t - 0.5)
    - p.grievance_effect * g + p.peer_effect * n - p.women_effect * woman + o,
    "invest.incentive": lambda cut, m, c, p: p.tax_response * cut * (1 - math.exp(-m / 12 / p.incentive_patience)) * (1 - p.climate_needed * (1 - c / p.tax_climate)),
    "invest.heeded": lambda c, p: 1 - p.climate_needed * (1 - c / p.tax_climate),
    "invest.taxed": lambda t, c, p: -p.tax_response * (t - p.usual_tax) * (1 - p.climate_needed * (1 - c / p.tax_climate)),
    "invest.buying_chance": lambda b, w: L(b + w),
    "invest.invested": lambda w, s, f, least, p: max(min(s * f, p.wealth_most) * w, least) if least <= p.wealth_most * w else 0.0,
    "invest.founding_chance": lambda w, x, p: L(w) * math.exp(min(x, p.extra_most)),
    "invest.giving_up": lambda d, x: 1 - (1 - x) ** d,
    "invest.closing_chance": lambda a, p: p.survival_late if a >= p.survival_months else p.survival_hazard,
    "invest.earning": lambda net, k, p: max(min(net * 12 / (k * p.profit_rate * (1 - p.usual_tax)), p.earning_most), p.earning_least) if k > 0 else 1.0,
    "invest.growing": lambda e, p: p.growth + p.reinvested * p.profit_rate * (1 - p.usual_tax) * (e - 1),
    "invest.tax_forgone": lambda profit, t, cut, cap, share, everybody: min(max(profit if everybody else profit * (1 - share), 0) * min(cut, t), cap),
    "leave.leaving_chance": lambda y, plan, p: min((p.exit_late + (p.exit_early - p.exit_late) * math.exp(-y / p.exit_years)) * (p.return_plan_factor if plan else 1), p.end_most),
    "leave.dying_chance": lambda a, p: min(p.death_60 * math.exp(p.death_slope * (a - 60)), p.end_most),
    "meet.joining_chance": lambda m, n, r, u, dues, p: min(
        (p.recruiting if r else p.spontaneous) / (1 + p.dues_effect * dues) + (p.joining if m > 0 and m / max(n, 1) >= 2 * p.threshold * u + p.dues_effect * dues else 0), 1
    ),
    "meet.has_quorum": lambda b, p: b >= 2 and b >= p.quorum * p.board,
    "meet.answering_chance": lambda o, u, r, p: min(p.response * o * (1 + p.union_voice * u) * (1 + p.report_voice * r), 1),
    "meet.turnover_of": lambda j, y, r, n, p: p.turnover_per_job * y * j * (1 - r) * (1 + p.revenue_effect if n else 1),
    "naturalise.naturalising_chance": lambda y, loses, a, r, p: L(p.naturalise_base + p.rights_effect * (1 - r) - p.loss_cost * 2 * a * loses) if y >= p.wait_years else 0.0,
    "naturalise.wishing_chance": lambda g, p: min(p.wish_effect * g, 1),
    "naturalise.taking_back_chance": lambda a, fee, y, p: min(2 * a * p.take_back * math.exp(-p.fee_effect * fee / max(y, 1)), 1),
    "propose.error_of": lambda own, trained, p: p.choice_noise * (1 - p.local_insight if own else 1) * (1 - p.training_gain if trained else 1),
    "propose.delivering_chance": lambda q, fit, trained, p: (q + p.training_gain * (1 - q) * trained) * (1 - p.misfit * (1 - fit)),
    "relate.speaking_chance": lambda t, g, n, job, woman, p: L(
        p.speak_base + p.speak_trust * (t - 0.5) + p.speak_grievance * g + p.speak_peers * n - p.speak_time * job - p.speak_care * woman
    ),
    "relate.closeness": lambda u, f, m, p: u + p.polarisation * (f == 0) + p.connection * m,
    "relate.holder": lottery,
    "relate.estranged": lambda f, held, p: p.polarisation if held in (0, 1, 2) and f != held else 0.0,
    "relate.fear": lambda t, f, host, p: p.register_fear * (1 - t) * (1 + p.polarisation * (f in (1, 2))) * (1 - p.host_relief * host),
    "relate.registering_chance": lambda x, y, p: L(p.register_base + x - y),
    "relate.aimed": lambda o, g, p: 1 + o * p.best_reach * g,
    "relate.readiness": lambda m, lag, p: p.register_effect * math.exp(-m / p.register_months) if m >= lag else 0.0,
    "relate.freshness": lambda a, tau: math.exp(-a / max(tau, 1)),
    "relate.mean_freshness": lambda i, tau: max(tau, 1) / max(i, 0.01) * (1 - math.exp(-max(i, 0.01) / max(tau, 1))),
    "relate.lesson": lambda f, s: (f - s) / max(1 - s, 0.01) if f >= s else (f - s) / max(s, 0.01),
    "remit.altruism_at": lambda s, y, p: s * math.exp(-p.altruism_fade * y),
    "remit.altruism_kept": lambda y, p: math.exp(-p.altruism_fade * y),
    "remit.altruism_of": lambda a, plan, p: a * (1 + p.return_bonus * plan),
    "remit.altruism_toward": lambda a, y, home, p: a * (max(y, 1) / max(p.usual_family * home, 1)) ** -p.need_effect,
    "remit.supporting": lambda s, x: 1 / (1 + (1 - s) / s / x),
    "remit.with_kin": lambda s, at_most, p: s * (1 - p.kin) + at_most * p.kin,
    "remit.settled": lambda y, p: 1 - (1 - p.arrival_share) * max(1 - y / p.settle_years, 0),
    "remit.wanted_at_most": lambda y, g, p: p.ceiling * y if p.income_elasticity > 1 else min(g * (1 + 1e-9) * (y if y > p.usual_income else p.usual_income), p.ceiling * y),
    "remit.occasion_odds_at_most": lambda a, n, nat, pol, p: p.occasion + p.size_effect * max(a, 1) / p.usual_usd / math.e + p.norm * (n - 0.5) + p.nationality_effect * nat
    + p.political_effect * (pol - 0.5),
    "remit.most": lambda y, f, p: p.ceiling * y / (1 + f),
    "remit.wanted": lambda y, g, f, p: min(g * y**p.income_elasticity * p.usual_income ** (1 - p.income_elasticity), p.ceiling * y / (1 + f)),
    "remit.sending_odds": lambda a, kin, n, f, nat, pol, p: {1: p.occasion, 2: p.habit}[kin] + p.size_effect * math.log(max(a, 1) / p.usual_usd) + p.norm * (n - 0.5) - p.cost_effect * f
    + p.nationality_effect * nat + p.political_effect * (pol - 0.5),
    "return_home.pay_gain": lambda x, there, y, p: math.log(max(x + p.post_pay * there, 1) / max(y, 1)),
    "return_home.returning_chance": lambda g, a, t, plan, y, s, w, p: L(
        p.return_base + p.pay_effect * g + p.attachment_effect * (a - 0.5) + p.trust_effect * (t - 0.5) + p.plan_effect * plan + w
        - p.rooted_effect * min(y, p.rooted_years) / 10 - p.security_effect * (1 - s)
    ),
    "return_home.moving_on_chance": lambda is_paid, p: (p.moves_on if is_paid else p.moves_after) / 12,
    "save.deposit_chance": lambda e, t, plan, c, y, trained, p: L(
        p.product_base + p.attachment_effect * (e - 0.5) + p.trust_effect * (t - 0.5) + p.return_effect * plan + p.control_effect * c
        + p.yield_effect * 100 * (y - p.market_yield) + p.trained_sender * trained
    ),
    "earmark.control_of": lambda f, p: 1.0 if f in (2.0, 3.0) else p.label_control,
    "earmark.sent_earmarked": lambda f, a, y, p: max(1 + clip((a - p.basket_share * y) / a) * (p.control_worth - p.voucher_loss), 0.0) if f == 3.0 else 1 + p.control_worth * (1.0 if f == 2.0 else p.label_control),
    "earmark.labelled": lambda f, r, p: r if f == 3.0 else r * p.purpose_share,
    "earmark.signing_up": lambda f, m, p: L(
        p.sign_up_base + p.sign_up_response * math.log(max(m + p.control_worth * (1.0 if f in (2.0, 3.0) else p.label_control) - (f == 3.0) * p.voucher_loss, p.worth_least))
    ),
    "earmark.matched": lambda own, ratio, cap: min(own * ratio, cap),
    "earmark.spent_on_purpose": lambda e, f, y, p: (c := e * (1.0 if f in (2.0, 3.0) else p.label_control)) + min(c * p.crowd_in, y * p.added_most),
    "save.room_for": lambda w, h, p: room(w, h, p),
    "save.put_by": lambda w, h, s, f, p: min(s * f * max(w, 0), p.wealth_most * max(w, 0), room(w, h, p)),
    "save.issuer_trust": lambda t, r: clip(t + r),
    "save.coupon_paid": lambda r, p: r + p.coupon_gain * (p.coupon_most - r) if r < p.coupon_most else r,
    "save.default_felt": lambda r, p: max(r - p.default_blame * p.default_loss, -1),
    "save.defaulting_chance": lambda c, s, p: min(p.default_year * math.exp(-p.default_weak * ((c + s) / 2 - 0.5)), 1),
    "save.worth_more": lambda y, a, t, g, p: 100 * (y - p.market_yield) + p.patriotic * a * t * (1 - p.patriotic_fade) ** g - p.default_fear * (1 - t) ** 2,
    "save.asking_chance": lambda g, x, p: L(p.bond_base + p.bond_response * g + x),
    "save.rolling_chance": lambda g, p: L(p.rollover_base + p.bond_response * g),
    "save.bond_amount": lambda w, h, f, least, p: next(
        (a for a in (min(p.bond_share * f * max(w, 0), p.wealth_most * max(w, 0), room(w, h, p)),) if a >= least), least if least <= min(p.bond_ceiling * w, room(w, h, p)) else 0.0
    ),
    "save.course_chance": lambda woman, p: L(p.course_base + p.course_women * woman),
    "save.share_saved": lambda s, trained, p: min(s + s * p.trained_saves * trained, 1),
    "save.borrowing": lambda a, r, p: min(p.credit_year * math.exp(a * p.credit_account) / math.exp(r * p.credit_relief), 1),
    "save.paying_back": lambda p: p.credit_years**-1,
    "save.into_home": lambda a, p: p.home_share * p.home_account**a,
    "save.local_chance": lambda a, trained, p: L(p.invest_base + p.invest_account * a + p.invest_trained * trained),
    "trade.availability": lambda s, d, t, p: 1 - (1 - p.suitcase * t) * p.shops_needed / (1e4 * s / max(d, 1) + p.shops_needed),
    "trade.outlay": lambda y, a, v, p: y * p.outlay * a / 0.5 * v,
    "trade.supplied": lambda x, m, p: 1 / (1 / x + 1 / (p.home_most * m)) if x > 0 and m > 0 else 0.0,
    "trade.adopted": lambda a, s, d, n, p: clip(
        a + min((p.innovation * 1e4 * s / n + p.imitation * a / p.host_ceiling + p.host_contacts * d / n) / 12, 1) * (p.host_ceiling - a) - p.lapse * a / 12, 0, p.host_ceiling
    ),
    "trade.reach": lambda d, b, p: math.exp(-p.day_effect * d) * (1 + b) ** -p.cost_elasticity,
    "trade.border_cost": lambda d, usd, b, p: p.market_usd + (1 + b) * p.shipments * (usd + d * p.document_usd),
    "trade.worth": lambda s, c: s * c / 0.5,
    "trade.wanting": lambda s, c, p: wants(p, s, c),
    "trade.knows_somebody": lambda d, n, p: knows(p, d, n),
    "trade.informed": lambda s, c, k, who, p: who * wants(p, s, c + p.rules_usd * (1 - k) * (1 - p.advice)) + (1 - who) * wants(p, s, c + p.rules_usd * (1 - k)),
    "trade.partner_chance": lambda d, own, p: 1 - (1 - p.search) * (1 - own) * (1 - p.diaspora_partner * knows(p, d, 1)),
    "trade.courted": lambda x, n, r, p: x + (1 - x) * (r - r * math.exp(-p.contact_partner * n / r)) if r > 0 else x,
    "trade.stopping": lambda x, p: min(p.stops * (2 - x), p.stops_most),
    "trade.at_rest": lambda e, x: e / (e + x) if e > 0 else 0.0,
    "transfer.formal_cost": lambda c, cut: c - c * cut,
    "transfer.formal_odds": lambda c, d, a, i, p: p.formal_base + p.fee_response * (p.informal_cost - c) - p.days_effect * d + p.account_effect * a - p.status_effect * i,
    "visit.times": lambda u, m, most: clip(poisson.ppf(u, m), 0, most) if m > 0 else 0.0,
    "visit.campaign_effect": lambda x, most, half: most * x / (x + half),
    "visit.fare_of": lambda n, adults, p: p.fare_usd * (min(adults, n) + p.child_fare * (n - min(adults, n))),
    "visit.trips_a_year": lambda y, fare, s, fam, g, st, t, x, p: t * (1 - p.safety_effect * (1 - st)) * math.exp(
        min(p.visit_base + p.attachment_effect * (s - 0.5) + p.family_effect * fam - p.generation_effect * g + p.income_effect * math.log(max(y, 1) / max(fare, 1)) + x, p.visit_most)
    ),
    "visit.guests_a_year": lambda s, st, t, x, p: p.contacts * p.persuasion * s / 0.5 * st * t * math.exp(x),
    "visit.others_a_year": lambda n, y, p: n * p.others_rate * (y * 1e-9 / p.others_usual_busd) ** p.others_size,
    "visit.tie_renewed": lambda s, n, fade, p: min(s * (1 + fade * p.renewal * min(n, p.renewal_trips)), 1),
}  # fmt: skip


def drawn(name: str, parameter: inspect.Parameter, dice: random.Random, own: dict[str, Any]) -> Any:
    """One argument by its name and type; a mechanism gets parameters from 0.1 to 0.9, none of them alike."""
    kind = parameter.annotation
    where = own.get(name, RANGES.get(name))
    if isinstance(where, list):
        return dice.choice(where)
    if kind == "int":
        return dice.randrange(2)
    if kind != "float":
        module = next(m for m in MODULES if hasattr(m, kind))
        mechanism = getattr(module, kind)
        return mechanism(*(dice.uniform(0.1, 0.9) for _ in mechanism._fields))
    low, high = where or (0.0, 1.0)
    return dice.choice([low, high]) if dice.random() < 0.12 else dice.uniform(low, high)


def test_every_rule_has_its_equation() -> None:
    assert set(RULES) == set(EQUATIONS)


@pytest.mark.parametrize("name", sorted(EQUATIONS))
def test_the_rule_is_its_equation(name: str) -> None:
    rule, equation, dice = RULES[name], EQUATIONS[name], random.Random(name)
    seen = set()
    for _ in range(300):
        if name == "found.service_days":
            args: list[Any] = [dice.uniform(1.0, 90.0), dice.choice([0.0, 1.0, 4.0, 4.9, 9.0]), dice.randrange(99), 0, dice.randrange(9), dice.randrange(9999)]
        else:
            args = [drawn(a, parameter, dice, OWN_RANGES.get(name, {})) for a, parameter in inspect.signature(rule).parameters.items()]
        found, expected = rule(*args), equation(*args)
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12), args
        seen.add(found)
    assert len(seen) > 1, "the arguments make no difference"
