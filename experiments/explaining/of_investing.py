"""Why it put money into property, a stake or a firm at origin, or did not; and why it saved there, or bought a bond."""

from __future__ import annotations

import math

from model.compiled.named_draws import FounderDraws, ProductiveDraws, SaveDraws
from model.compiled.random_draws import Draw, how_many
from model.households.decide import INVESTS
from model.households.saving import MONTH as SAVES
from model.households.wish import KINDS
from model.numerics import PER_THOUSAND
from model.parameter import Text
from model.queue import Desk
from model.records.bit_masks import BLOCKED_FINANCE
from model.records.vocabulary import Topic
from model.time_units import TWELFTH

from .bit_words import words_of
from .named_numbers import parts_of
from .result import Decided, Gate
from .sentences import listed, month_words, told, usd
from .situation import Situation, kept_out, odds_of, plain_odds

PROPERTY = Text("Buying property at origin", "L'achat d'un bien immobilier au pays")
STAKE = Text("A stake in a firm at origin", "Une participation dans une entreprise au pays")
FIRM = Text("Founding a firm at origin", "La création d'une entreprise au pays")
SAVING = Text("Savings at origin", "L'épargne au pays")
BOND = Text("A diaspora bond", "Une obligation de la diaspora")
OUTLOOK = ("information",)
INCENTIVE = ("tax_cut", "tax_cut_months", "information")
FOUNDING = (
    "tax_cut",
    "tax_cut_months",
    "information",
    "grant_share",
    "guarantee_share",
    "zone_holiday_months",
    "counter_days",
    "start_days",
    "start_steps",
    "start_cost_usd",
)
ACCOUNT = ("product_control", "product_yield", "product_min_usd")
SALE = ("bond_open", "bond_yield", "bond_min_usd", "bond_doubt", "bond_promotion_usd")
DESKS = {
    Desk.REGISTRY: Text("the registry of firms", "registre des entreprises"),
    Desk.COUNTER: Text("the one-stop shop", "guichet unique"),
    Desk.CALL: Text("a competition for entrepreneurs", "concours d'entrepreneurs"),
}
ONCE_A_YEAR = Text("It decides on this once a year; next time: {due}.", "Il en décide une fois par an ; prochaine fois : {due}.")


def _later(s: Situation, decision: str, label: Text, due: int, says: Text) -> Decided:
    when = told(*ONCE_A_YEAR, due=month_words(s.next_month(due)))
    return Decided(decision, label, Gate.NOT_ITS_MONTH, says, why=(when,))


def _stopped(obstacles: int) -> tuple[Gate, tuple[Text, ...]]:
    if obstacles == 0:
        return Gate.NO_WISH, ()
    found = listed(words_of("blocked", obstacles))
    why = (told("It wanted to. What stood against it: {found}.", "Il le voulait. Ce qui s'y opposait : {found}.", found=found),)
    return (Gate.NO_MEANS if obstacles == BLOCKED_FINANCE else Gate.BLOCKED), why


def _invested(s: Situation, which: int, decision: str, label: Text, amount: float, names: tuple[str, ...]) -> Decided:
    r = s.replay
    assert r.view is not None and r.decision is not None
    nothing = Text("It invested nothing here.", "Il n'y a rien investi.")
    weighed = r.calls.all_of("buying_chance", "invest")
    if len(weighed) <= which:
        if r.view.anniversary != INVESTS:
            return _later(s, decision, label, INVESTS, nothing)
        return Decided(decision, label, Gate.NO_MEANS, nothing, why=(Text("It has no wealth.", "Il n'a aucune richesse."),))
    draws = r.draws(Draw.PRODUCTIVE, ProductiveDraws)
    odds = odds_of(weighed[which], (draws.property, draws.stake)[which])
    heard, terms = s.heard(Topic.INVESTMENT, *names), s.terms(Topic.INVESTMENT, *names)
    if amount > 0.0:
        return Decided(decision, label, Gate.ACTED, told("It invested {amount}.", "Il a investi {amount}.", amount=usd(amount)), odds, terms, heard, usd=amount)
    obstacles = r.decision.stopped >> which * KINDS & 255
    gate, why = _stopped(obstacles)
    return Decided(decision, label, gate, nothing, odds, terms, heard, why, obstacles=obstacles)


def buying(s: Situation) -> Decided:
    """D2: property."""
    assert s.replay.decision is not None
    return _invested(s, 0, "property", PROPERTY, s.replay.decision.property_usd, OUTLOOK)


def stake(s: Situation) -> Decided:
    """D2: a stake in somebody's firm."""
    assert s.replay.decision is not None
    return _invested(s, 1, "stake", STAKE, s.replay.decision.stake_usd, INCENTIVE)


def founding(s: Situation) -> Decided:
    """D3: an idea, the will to pursue it, and what stands against it."""
    r = s.replay
    h, d, dice, p = r.h, r.decision, r.dice, r.p
    assert d is not None and dice is not None
    heard = s.heard(Topic.INVESTMENT, *FOUNDING) + s.heard(Topic.ENTERPRISE, "call_open")
    terms = s.terms(Topic.INVESTMENT, *FOUNDING, told_or_not=("start_days", "start_steps", "start_cost_usd"))
    rate = p.enterprise.ideas_year * PER_THOUSAND * TWELFTH * (p.enterprise.idea_skill if h.skill == 2 else 1.0)
    ideas = how_many(dice.give.idea, h.weight, rate)
    if ideas <= 0.0 and h.will_retry <= 0:
        return Decided(
            "firm",
            FIRM,
            Gate.NO_OCCASION,
            Text("It had no idea for a firm this month.", "Il n'a eu aucune idée d'entreprise ce mois-ci."),
            plain_odds(rate, dice.give.idea),
            heard=heard,
        )
    pursued = r.calls.first("founding_chance", "pursue_idea")
    odds, why = None, []
    if pursued is not None:
        drawn = parts_of(pursued.arguments["extra"])
        times = tuple((_drawn_by(term.rule), math.exp(term.value)) for term in drawn if term.value)
        odds = odds_of(pursued, r.draws(Draw.INVEST, FounderDraws).pursues, times=times)
    if h.will_retry > 0:
        why.append(Text("It was stopped before and kept the idea.", "Il avait été arrêté et a gardé l'idée."))
    if ideas > 0.0:
        why.append(Text("It had an idea for a firm this month.", "Il a eu une idée d'entreprise ce mois-ci."))
    if d.idea.founders <= 0.0:
        return Decided(
            "firm", FIRM, Gate.NO_WISH, Text("It did not pursue the idea.", "Il n'a pas poursuivi l'idée."), odds, terms, heard, tuple(why), count=0.0
        )
    why.append(
        told(
            "The firm would take {capital}; it could put in {reach} of its own.",
            "L'entreprise demanderait {capital} ; il pourrait en apporter {reach}.",
            capital=usd(d.idea.capital),
            reach=usd(d.idea.reach),
        )
    )
    gate, stopped = _stopped(d.idea.obstacles)
    desk = DESKS.get(Desk(d.idea.desk))
    if desk is None:
        return Decided(
            "firm",
            FIRM,
            gate,
            Text("It did not get as far as a file.", "Il n'est pas allé jusqu'à un dossier."),
            odds,
            terms,
            heard,
            (*why, *stopped),
            count=0.0,
            obstacles=d.idea.obstacles,
        )
    says = told("It handed its project in; desk: {desk}.", "Il a déposé son projet ; guichet : {desk}.", desk=desk)
    return Decided("firm", FIRM, Gate.ACTED, says, odds, terms, heard, (*why, *stopped), count=float(d.idea.founders), obstacles=d.idea.obstacles)


def _drawn_by(rule: str) -> Text:
    words = {"taxed": Text("tax on profits at origin", "impôt sur les bénéfices au pays"), "incentive": Text("tax incentive", "incitation fiscale")}
    return words.get(rule, Text("grants and tax holidays", "primes et exonérations"))


def saving(s: Situation) -> Decided:
    """D5: a deposit at origin, once a year."""
    r = s.replay
    d = r.decision
    assert d is not None and r.view is not None
    if r.view.anniversary != SAVES:
        return _later(s, "savings", SAVING, SAVES, Text("It put nothing by.", "Il n'a rien déposé."))
    weighed = r.calls.all_of("deposit_chance", "save")
    odds = odds_of(weighed[-1] if weighed else None, r.draws(Draw.SAVE, SaveDraws).product)
    heard, terms = s.heard(Topic.SAVINGS, *ACCOUNT), s.terms(Topic.SAVINGS, *ACCOUNT)
    room = r.calls.first("put_by", "save")
    why = []
    if d.savings.withdrawn + d.savings.drawn > 0.0:
        why.append(
            told(
                "It took {own} out, its family {family}.", "Il a retiré {own}, sa famille {family}.", own=usd(d.savings.withdrawn), family=usd(d.savings.drawn)
            )
        )
    if d.savings.deposit > 0.0:
        where = Text("into the new product", "dans le nouveau produit") if d.savings.is_product else Text("into an ordinary account", "sur un compte ordinaire")
        says = told("It put {amount} {where}.", "Il a déposé {amount} {where}.", amount=usd(d.savings.deposit), where=where)
        return Decided("savings", SAVING, Gate.ACTED, says, odds, terms, heard, tuple(why), usd=d.savings.deposit)
    nothing = Text("It put nothing by.", "Il n'a rien déposé.")
    wished = odds is not None and odds.draw is not None and odds.draw < odds.chance
    if (wished and room is not None and float(room.result) <= 0.0) or (d.savings.stopped and not d.savings.asks and len(weighed) > 1):
        why.append(
            Text(
                "It wanted to, and has not enough, or has put by all that it keeps at origin.",
                "Il le voulait, mais n'a pas assez, ou a déjà placé tout ce qu'il garde au pays.",
            )
        )
        return Decided("savings", SAVING, Gate.NO_MEANS, nothing, odds, terms, heard, tuple(why), obstacles=d.savings.stopped)
    return Decided("savings", SAVING, Gate.NO_WISH, nothing, odds, terms, heard, tuple(why))


def bond(s: Situation) -> Decided | None:
    """D5: whether it asks for a bond on sale, and gets one; None in a world without bonds."""
    r = s.replay
    h, d = r.h, r.decision
    assert d is not None and r.view is not None
    heard, terms = s.heard(Topic.SAVINGS, *SALE), s.terms(Topic.SAVINGS, *SALE)
    if not heard:
        return None
    nothing = Text("It bought no bond.", "Il n'a pas acheté d'obligation.")
    if h.bond_due >= 0:
        held = told("It holds bonds of {held}, which fall due later.", "Il détient {held} d'obligations, qui échoient plus tard.", held=usd(h.bonds_held))
        return Decided("bond", BOND, Gate.WAITING, held, None, terms, heard)
    out = kept_out(heard)
    if out is not None:
        return Decided("bond", BOND, out, nothing, None, terms, heard)
    if r.view.anniversary != SAVES:
        return _later(s, "bond", BOND, SAVES, nothing)
    weighed = r.calls.first("asking_chance", "save")
    doubt = float(r.terms.bond_doubt)
    chance = 0.0 if weighed is None else float(weighed.result) * (1.0 - doubt)
    odds = odds_of(
        weighed,
        r.draws(Draw.SAVE, SaveDraws).bond,
        chance,
        ((Text("chance to get one, as people see it", "chance d'en obtenir, telle qu'on la voit"), 1.0 - doubt),),
    )
    if d.savings.asks == 1:
        got = float(s.ended["bonds_held"][0])
        if got > 0.0:
            return Decided(
                "bond",
                BOND,
                Gate.ACTED,
                told("It asked for a bond and got one of {got}.", "Il a demandé une obligation et en a reçu une de {got}.", got=usd(got)),
                odds,
                terms,
                heard,
                usd=got,
            )
        return Decided(
            "bond",
            BOND,
            Gate.NO_MONEY_LEFT,
            Text("It asked for a bond, and none was left.", "Il a demandé une obligation, et il n'en restait plus."),
            odds,
            terms,
            heard,
        )
    wished = odds is not None and odds.draw is not None and odds.draw < odds.chance
    gate = Gate.NO_MEANS if wished else (Gate.NO_MONEY_LEFT if doubt >= 1.0 else Gate.NO_WISH)
    return Decided("bond", BOND, gate, nothing, odds, terms, heard, obstacles=d.savings.stopped if wished else 0)
