"""Why it applied for an assignment or a post at origin, or for a place in a knowledge network, or did not."""

from __future__ import annotations

from model.compiled.named_draws import ApplyDraws, SkilledDraws
from model.compiled.random_draws import Draw
from model.households.skilled import REVIEW
from model.parameter import Text
from model.records.vocabulary import SECTORS, Topic
from model.time_units import A_QUARTER

from .bit_words import SECTOR_WORDS
from .result import Decided, Gate
from .sentences import month_words, told
from .situation import Situation, kept_out, odds_of, plain_odds

ASSIGNMENT = Text("An assignment as an expert", "Une mission d'expert")
POST = Text("A post at origin", "Un poste au pays")
NETWORK = Text("A knowledge network", "Un réseau de connaissances")
AGENCY = ("placement_open", "placement_virtual", "placement_doubt", "register_open")
PACKAGE = ("talent_usd", "talent_doubt")
SECRETARIAT = ("network_usd", "projects_doubt")
HIGH = 2
UNSKILLED = Text("It has no tertiary education, which this takes.", "Il n'a pas fait d'études supérieures, ce que cela demande.")
SEEN = Text("chance to get one, as people see it", "chance d'en obtenir, telle qu'on la voit")


def assignment(s: Situation) -> Decided | None:
    """D6: whether it applies to the placement agency; None in a world without one."""
    r = s.replay
    h, d = r.h, r.decision
    heard, terms = s.heard(Topic.PLACEMENT, *AGENCY[:3]), s.terms(Topic.PLACEMENT, *AGENCY)
    assert d is not None and r.dice is not None
    if not heard:
        return None
    nothing = Text("It did not apply.", "Il n'a pas candidaté.")
    if h.skill != HIGH:
        return Decided("assignment", ASSIGNMENT, Gate.NOT_ELIGIBLE, nothing, None, (), heard, (UNSKILLED,))
    if h.assigned > 0:
        says = told("It is on an assignment; months left: {months}.", "Il est en mission ; mois restants : {months}.", months=float(h.assigned))
        return Decided("assignment", ASSIGNMENT, Gate.WAITING, says, None, terms, heard)
    if h.waiting_since != -1:
        return Decided("assignment", ASSIGNMENT, Gate.WAITING, _waits(s), None, terms, heard)
    out = kept_out(heard)
    if out is not None:
        return Decided("assignment", ASSIGNMENT, out, nothing, None, terms, heard)
    doubt = float(r.terms.placement_doubt)
    weighed = r.calls.first("applying_chance", "apply")
    if weighed is None:
        return Decided("assignment", ASSIGNMENT, Gate.NOTHING_ON_OFFER, nothing, None, terms, heard)
    draw = r.draws(Draw.APPLY, ApplyDraws, person=h.place).again if h.placements > 0 else r.dice.give.applies
    chance, times = float(weighed.result), [(SEEN, 1.0 - doubt)]
    ready = r.calls.first("readiness", "apply")
    if ready is not None:
        called = min(chance * (1.0 + r.terms.register_open * h.registered * float(ready.result)), float(r.p.relations.call_most))
        times.append((Text("it is on the register of volunteers", "il est inscrit au registre de volontaires"), called / chance if chance > 0.0 else 1.0))
        chance = called
    odds = odds_of(weighed, draw, chance * (1.0 - doubt), tuple(times))
    if d.applicants > 0.0:
        how = Text("for work online", "pour un travail en ligne") if d.wants_virtual else Text("for work in person", "pour un travail sur place")
        says = told(
            "It applied to the placement agency, {how}, and waits from now on.", "Il a candidaté à l'agence de placement, {how}, et attend désormais.", how=how
        )
        return Decided("assignment", ASSIGNMENT, Gate.ACTED, says, odds, terms, heard, count=float(d.applicants))
    return Decided("assignment", ASSIGNMENT, Gate.NO_MONEY_LEFT if doubt >= 1.0 else Gate.NO_WISH, nothing, odds, terms, heard, count=0.0)


def _waits(s: Situation) -> Text:
    since = s.replay.h.waiting_since
    if since < 0:
        return Text("It moves next month.", "Il déménage le mois prochain.")
    return told(
        "It has applied and waits since {since}.", "Il a candidaté et attend depuis le {since}.", since=month_words(since - s.replay.now.tick + s.month)
    )


def post(s: Situation) -> Decided | None:
    """D11 with an offer: whether it applies for a post with a package; None in a world without any."""
    r = s.replay
    h, d = r.h, r.decision
    heard, terms = s.heard(Topic.PLACEMENT, *PACKAGE), s.terms(Topic.PLACEMENT, *PACKAGE)
    assert d is not None
    if not heard:
        return None
    nothing = Text("It did not apply for a post.", "Il n'a pas postulé.")
    if h.skill != HIGH:
        return Decided("post", POST, Gate.NOT_ELIGIBLE, nothing, None, (), heard, (UNSKILLED,))
    if h.waiting_since != -1 or h.assigned > 0:
        return Decided("post", POST, Gate.WAITING, _waits(s) if h.assigned == 0 else Text("It is on an assignment.", "Il est en mission."), None, terms, heard)
    out = kept_out(heard)
    if out is not None:
        return Decided("post", POST, out, nothing, None, terms, heard)
    weighed = r.calls.first("returning_chance", "step")
    if weighed is None:
        sector = SECTOR_WORDS[SECTORS[h.sector]]
        why = (
            told(
                "No post is offered in its sector ({sector}), or it applied for an assignment.",
                "Aucun poste dans son secteur ({sector}), ou il a candidaté à une mission.",
                sector=sector,
            ),
        )
        return Decided("post", POST, Gate.NOT_ELIGIBLE, nothing, None, terms, heard, why)
    doubt = float(r.terms.talent_doubt)
    odds = odds_of(weighed, r.draws(Draw.SKILLED, SkilledDraws).post, float(weighed.result) * (1.0 - doubt), ((SEEN, 1.0 - doubt),))
    if d.steps.seekers > 0.0:
        says = Text("It applied for a post at origin, and waits from now on.", "Il a postulé au pays, et attend désormais.")
        return Decided("post", POST, Gate.ACTED, says, odds, terms, heard, count=float(d.steps.seekers))
    return Decided("post", POST, Gate.NO_MONEY_LEFT if doubt >= 1.0 else Gate.NO_WISH, nothing, odds, terms, heard, count=0.0)


def network(s: Situation) -> Decided | None:
    """S5: joining, leaving or being active in a knowledge network, and projects that it proposes; None in a world without one."""
    r = s.replay
    h, d = r.h, r.decision
    heard, terms = s.heard(Topic.PLACEMENT, *SECRETARIAT), s.terms(Topic.PLACEMENT, *SECRETARIAT)
    assert d is not None and r.view is not None
    if not heard:
        return None
    outside = Text("It is in no network.", "Il n'est d'aucun réseau.")
    if h.skill != HIGH:
        return Decided("network", NETWORK, Gate.NOT_ELIGIBLE, outside, None, (), heard, (UNSKILLED,))
    out = kept_out(heard)
    if out is not None and h.in_network == 0:
        return Decided("network", NETWORK, out, outside, None, terms, heard)
    draws = r.draws(Draw.SKILLED, SkilledDraws)
    why = []
    if d.steps.proposals > 0.0:
        why.append(Text("It proposes a joint project with a host at origin.", "Il propose un projet commun avec une institution d'accueil."))
    if h.in_network == 0:
        weighed = r.calls.first("enrolling_chance", "step")
        if weighed is None:
            due = told("It thinks of this again in {due}.", "Il y repensera : {due}.", due=month_words(s.next_month(0, A_QUARTER)))
            return Decided("network", NETWORK, Gate.NOT_ITS_MONTH, outside, None, terms, heard, (due,))
        odds = odds_of(weighed, draws.membership)
        says = Text("It joined the network.", "Il a rejoint le réseau.") if d.steps.in_network else outside
        return Decided("network", NETWORK, Gate.ACTED if d.steps.in_network else Gate.NO_WISH, says, odds, terms, heard, tuple(why))
    drops = r.calls.first("dropping_chance", "step")
    if d.steps.in_network == 0:
        says = Text("It left the network, or the network ended.", "Il a quitté le réseau, ou le réseau a pris fin.")
        return Decided("network", NETWORK, Gate.ACTED, says, None if drops is None else plain_odds(drops.result, draws.membership), terms, heard, tuple(why))
    says = (
        Text("It is an active member.", "Il est membre actif.")
        if d.steps.is_advising
        else Text("It is a member, not active this year.", "Il est membre, non actif cette année.")
    )
    if drops is None:
        why.append(told("It thinks of this again in {due}.", "Il y repensera : {due}.", due=month_words(s.next_month(REVIEW))))
    gate = Gate.ACTED if d.steps.proposals > 0.0 else (Gate.NOT_ITS_MONTH if drops is None else Gate.NO_WISH)
    return Decided("network", NETWORK, gate, says, None if drops is None else plain_odds(drops.result, draws.membership), terms, heard, tuple(why))
