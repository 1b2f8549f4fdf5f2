"""Why it stayed or left, visited, took a nationality or kept it."""

from __future__ import annotations

from model.compiled.named_draws import CitizenDraws, LifeDraws, VisitDraws
from model.compiled.random_draws import Draw
from model.households.decide import NATURALISES
from model.households.travel import MONTH as TRAVELS
from model.parameter import Text
from model.records.vocabulary import Status, Topic
from model.time_units import TWELFTH

from .result import Decided, Gate, Odds, Part
from .sentences import month_words, told, usd
from .situation import Situation, odds_of, plain_odds

STAYING = Text("Staying abroad", "Rester à l'étranger")
VISIT = Text("Visits home", "Les visites au pays")
CITIZEN = Text("Nationality", "La nationalité")
RETURN = Text("A wish to return", "L'envie de rentrer")
DUAL = ("dual_allowed", "nationality_fee_usd", "nationality_months")
CAMPAIGN = ("campaign_usd",)


def staying(s: Situation) -> Decided:
    """D11 and demography: whether the household ends, leaves, goes home because of a policy, or stays."""
    r = s.replay
    was, is_ = r.scene.household[0], r.h
    heard, terms = s.heard(Topic.NATIONALITY, "dual_allowed"), s.terms(Topic.NATIONALITY, "dual_allowed")
    before = int(was["id"])
    leaving = r.lived.first("leaving_chance")
    draws: LifeDraws = r.draws(Draw.LIFE, LifeDraws, person=before)
    odds = plain_odds(float(leaving.result) * TWELFTH * float(r.corridor.exits), draws.leaves) if leaving is not None else None
    if is_.id != before:
        says = Text("The household ended or left; another took its place, and what follows is told of that one.",
                    "Le ménage a pris fin ou est parti ; un autre a pris sa place, et la suite est dite de celui-ci.")  # fmt: skip
        return Decided("staying", STAYING, Gate.ACTED, says, odds, terms, heard)
    if is_.status == Status.ABSENT.value and was["status"] == Status.PRESENT.value:
        return Decided("staying", STAYING, Gate.ACTED, Text("It went home because of a policy.", "Il est rentré du fait d'une politique."), odds, terms, heard)
    if is_.status == Status.PRESENT.value and was["status"] == Status.ABSENT.value:
        return Decided("staying", STAYING, Gate.ACTED, Text("It came, or came back, this month.", "Il est arrivé, ou revenu, ce mois-ci."), odds, terms, heard)
    why = []
    if is_.is_employed != int(was["is_employed"]):
        why.append(Text("It found a job.", "Il a trouvé un emploi.") if is_.is_employed == 1 else Text("It lost its job.", "Il a perdu son emploi."))
    says = Text("It stays.", "Il reste.") if is_.status == Status.PRESENT.value else Text("Nobody is there.", "Personne n'est là.")
    return Decided("staying", STAYING, Gate.ACTED if why else Gate.NO_OCCASION, says, odds, terms, heard, tuple(why))


def visiting(s: Situation) -> Decided:
    """D12: trips of the year."""
    r = s.replay
    d = r.decision
    assert d is not None and r.view is not None
    if r.view.anniversary != TRAVELS:
        due = told(
            "Its visits of a year are decided in one month; next time: {due}.",
            "Ses visites d'une année se décident en un mois ; prochaine fois : {due}.",
            due=month_words(s.next_month(TRAVELS)),
        )
        return Decided("visit", VISIT, Gate.NOT_ITS_MONTH, Text("No visit is decided on.", "Aucune visite n'est décidée."), why=(due,))
    mean = r.calls.first("trips_a_year", "travel")
    draws = r.draws(Draw.VISIT, VisitDraws)
    odds = None if mean is None else Odds(float(mean.result), float(draws.trips), mean.log_odds, tuple(Part(*term) for term in mean.parts), (), True)
    heard, terms = s.heard(Topic.TOURISM, *CAMPAIGN), s.terms(Topic.TOURISM, *CAMPAIGN)
    trips = d.trips
    says = told(
        "Trips home in the year to come: {trips}; visits of friends: {guests}.",
        "Voyages au pays dans l'année qui vient : {trips} ; visites d'amis : {guests}.",
        trips=trips.trips,
        guests=trips.guests,
    )
    why = (
        (
            told(
                "They spend {own} there, friends {guests}.",
                "Ils y dépensent {own}, les amis {guests}.",
                own=usd(trips.spending),
                guests=usd(trips.guest_spending),
            ),
        )
        if trips.trips + trips.guests > 0.0
        else ()
    )
    return Decided("visit", VISIT, Gate.ACTED if trips.trips > 0.0 else Gate.NO_WISH, says, odds, terms, heard, why, usd=trips.spending or None)


def nationality(s: Situation) -> Decided:
    """D10: naturalising, and asking the nationality of origin back."""
    r = s.replay
    h, d = r.h, r.decision
    assert d is not None and r.view is not None
    heard, terms = s.heard(Topic.NATIONALITY, *DUAL), s.terms(Topic.NATIONALITY, *DUAL)
    if h.nationality_wait > 0:
        says = told(
            "It has asked its nationality of origin back; months to wait: {months}.",
            "Il a redemandé sa nationalité d'origine ; mois d'attente : {months}.",
            months=float(h.nationality_wait),
        )
        return Decided("nationality", CITIZEN, Gate.WAITING, says, None, terms, heard)
    if h.is_naturalised == 1 and h.is_national == 1:
        return Decided("nationality", CITIZEN, Gate.NO_OCCASION, Text("It holds both nationalities.", "Il a les deux nationalités."), None, terms, heard)
    if r.view.anniversary != NATURALISES:
        due = told(
            "It decides on this once a year; next time: {due}.",
            "Il en décide une fois par an ; prochaine fois : {due}.",
            due=month_words(s.next_month(NATURALISES)),
        )
        return Decided("nationality", CITIZEN, Gate.NOT_ITS_MONTH, Text("Nothing changes.", "Rien ne change."), None, terms, heard, (due,))
    draws = r.draws(Draw.CITIZEN, CitizenDraws)
    asked = r.calls.first("taking_back_chance", "choose_nationality")
    if h.is_naturalised == 1:
        if asked is None:
            says = Text(
                "It lost the nationality of origin when it naturalised, and may not take it back.",
                "Il a perdu la nationalité d'origine en se naturalisant, et ne peut la reprendre.",
            )
            return Decided("nationality", CITIZEN, Gate.NOTHING_ON_OFFER, says, None, terms, heard)
        says = (
            Text("It asked for its nationality of origin again.", "Il a redemandé sa nationalité d'origine.")
            if d.asks_back
            else Text("It did not ask for its nationality of origin.", "Il n'a pas redemandé sa nationalité d'origine.")
        )
        return Decided("nationality", CITIZEN, Gate.ACTED if d.asks_back else Gate.NO_WISH, says, plain_odds(asked.result, draws.takes_back), terms, heard)
    weighed = r.calls.first("naturalising_chance", "choose_nationality")
    odds = odds_of(weighed, draws.naturalises)
    if d.naturalises == 0:
        early = weighed is not None and float(weighed.result) <= 0.0
        says = (
            Text(
                "It may not naturalise yet: it has not lived there long enough.",
                "Il ne peut pas encore se naturaliser : il n'y vit pas depuis assez longtemps.",
            )
            if early
            else Text("It did not naturalise.", "Il ne s'est pas naturalisé.")
        )
        return Decided("nationality", CITIZEN, Gate.NOT_ELIGIBLE if early else Gate.NO_WISH, says, odds, terms, heard)
    lost = Text("It naturalised and lost the nationality of origin.", "Il s'est naturalisé et a perdu la nationalité d'origine.")
    kept = Text("It naturalised and keeps the nationality of origin.", "Il s'est naturalisé et garde la nationalité d'origine.")
    return Decided("nationality", CITIZEN, Gate.ACTED, lost if d.loses_nationality else kept, odds, terms, heard)


def wishing(s: Situation) -> Decided | None:
    """A wish to return that a nationality newly allowed may wake; None where nothing could."""
    r = s.replay
    weighed = r.calls.first("wishing_chance", "wish_to_return")
    if weighed is None or r.decision is None:
        return None
    says = (
        Text("It begins to wish for a return.", "Il commence à vouloir rentrer.")
        if r.decision.wishes_return
        else Text("It does not think of a return.", "Il ne pense pas à rentrer.")
    )
    odds = plain_odds(weighed.result, r.draws(Draw.CITIZEN, CitizenDraws).wishes)
    return Decided(
        "return_wish",
        RETURN,
        Gate.ACTED if r.decision.wishes_return else Gate.NO_WISH,
        says,
        odds,
        s.terms(Topic.NATIONALITY, "dual_allowed"),
        s.heard(Topic.NATIONALITY, "dual_allowed"),
    )
