"""Why it sent money to its family, or did not, and by which way."""

from __future__ import annotations

from model.households import earn_and_send
from model.parameter import Text
from model.records.vocabulary import Kin, Topic

from .result import Decided, Gate
from .scenes import OWN
from .sentences import share, told, usd
from .situation import NEVER_DRAWN, Situation, weighed
from .tracing import Calls, traced

REMITTANCE = Text("Money to its family", "Argent à sa famille")
CHANNEL = Text("The way of the money", "La voie de l'argent")
TERMS = ("remittance_cost", "transfer_days", "earmark_use", "earmark_form")


def _weighed(s: Situation) -> Calls:
    """What sending was weighed by, also where the rule found without looking closer that it would not be."""
    r = s.replay
    assert r.dice is not None and r.view is not None
    dice = r.dice._replace(remit=r.dice.remit._replace(sends=NEVER_DRAWN))
    with traced(r.watched) as calls:
        earn_and_send(r.stage, r.p, OWN, r.view.seen, r.view.aware, dice)
    return calls


def remittance(s: Situation) -> Decided:
    """D1: whether it sends, and how much."""
    r = s.replay
    h, sent, dice = r.h, r.sent, r.dice
    assert sent is not None and dice is not None
    heard = s.heard(Topic.REMITTANCE, *TERMS)
    terms = s.terms(Topic.REMITTANCE, *(name for name in TERMS if not name.startswith("earmark") or heard))
    if h.supports == Kin.NONE.value:
        return Decided(
            "remittance", REMITTANCE, Gate.NO_OCCASION, Text("It has nobody at origin to send money to.", "Il n'a personne au pays à qui envoyer."), heard=heard
        )
    calls = _weighed(s)
    odds = weighed(calls.first("sending_odds"), dice.remit.sends)
    wanted = calls.first("wanted")
    why = (
        []
        if wanted is None
        else [
            told(
                "In a month in which it sends it wants its family to get about {amount}.",
                "Quand il envoie, il veut que sa famille reçoive environ {amount}.",
                amount=usd(round(wanted.result)),
            )
        ]
    )
    usual = odds is not None and odds.draw is not None and odds.draw < odds.chance
    if r.calls.first("help_kin") is not None and (sent.received > 0.0 or sent.loss > 0.0):
        why.append(
            told(
                "Its kin at origin met with a loss: {loss} of the income of the family is missing.",
                "Ses proches au pays ont subi une perte : {loss} du revenu de la famille manque.",
                loss=share(sent.loss),
            )
        )
    if sent.received <= 0.0:
        return Decided(
            "remittance", REMITTANCE, Gate.NO_WISH, Text("It sent nothing this month.", "Il n'a rien envoyé ce mois-ci."), odds, terms, heard, tuple(why)
        )
    if not usual:
        why.append(
            Text("It would not have sent this month: it helps because of the loss.", "Il n'aurait rien envoyé ce mois-ci : il aide à cause de la perte.")
        )
    says = told(
        "It sent {sent}: {got} for the family and {fee} for the transfer.",
        "Il a envoyé {sent} : {got} pour la famille et {fee} pour le transfert.",
        sent=usd(sent.received + sent.fee),
        got=usd(sent.received),
        fee=usd(sent.fee),
    )
    return Decided("remittance", REMITTANCE, Gate.ACTED, says, odds, terms, heard, tuple(why), usd=sent.received + sent.fee)


def channel(s: Situation) -> Decided | None:
    """D1: by an operator or by informal carriers; None where nothing is sent."""
    r = s.replay
    assert r.sent is not None and r.dice is not None
    if r.sent.received <= 0.0:
        return None
    odds = weighed(r.calls.first("formal_odds"), r.dice.remit.channel)
    says = Text("By a formal operator.", "Par un opérateur officiel.") if r.sent.is_formal else Text("By informal carriers.", "Par une voie informelle.")
    heard = s.heard(Topic.REMITTANCE, "remittance_cost", "transfer_days")
    return Decided(
        "channel", CHANNEL, Gate.ACTED if r.sent.is_formal else Gate.NO_WISH, says, odds, s.terms(Topic.REMITTANCE, "remittance_cost", "transfer_days"), heard
    )
