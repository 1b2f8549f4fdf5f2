"""Why it gave to good causes at origin, or did not: regularly, to a project of an association, after a disaster."""

from __future__ import annotations

from model.compiled.named_draws import JoinDraws
from model.households.decide import GIVES, give_together
from model.numerics import QUARTER
from model.parameter import Text
from model.records.arrays import N_TIES, Seen
from model.records.vocabulary import Topic
from model.rules.give import any_gift
from model.time_units import A_QUARTER, HALF_A_YEAR

from .result import Decided, Gate, Odds
from .sentences import in_100, month_words, share, told, usd
from .situation import NEVER_DRAWN, Situation, kept_out, odds_of, plain_odds, weighed
from .tracing import Calls, traced

REGULAR = Text("A regular gift", "Un don régulier")
COLLECTIVE = Text("A gift to a project of an association", "Un don à un projet d'association")
CRISIS = Text("A gift after a disaster", "Un don après une catastrophe")
MEMBERSHIP = Text("Membership of an association", "L'adhésion à une association")
RELIEF = ("relief_rate", "relief_ceiling_usd")
MATCH = ("match_ratio", "match_lead", "match_doubt")
POOL = ("pool_open", "pool_public")
EFFORT = Text("effort of the campaign", "effort de la campagne")
KEPT = Text("what a disaster leaves of other gifts", "ce qu'une catastrophe laisse aux autres dons")
DOUBT = Text("chance that the fund pays, as people see it", "chance que le fonds paie, telle qu'on la voit")
ASKED = Text("asked by the news or by members that it knows", "sollicité par les nouvelles ou par des membres qu'il connaît")


def _outcome(gift: float) -> tuple[Gate, Text]:
    if gift > 0.0:
        return Gate.ACTED, told("It gave {gift}.", "Il a donné {gift}.", gift=usd(gift))
    return Gate.NO_WISH, Text("It gave nothing this month.", "Il n'a rien donné ce mois-ci.")


def _relief(s: Situation, gift: float) -> tuple[Text, ...]:
    d = s.replay.decision
    if d is None or gift <= 0.0 or d.relief <= 0.0:
        return ()
    return (
        told(
            "Tax relief makes gifts cheaper, and so larger; the tax office gives back {relief} of all gifts of this month.",
            "L'allégement fiscal rend les dons moins chers, donc plus grands ; le fisc rend {relief} sur tous les dons du mois.",
            relief=usd(d.relief),
        ),
    )


def regular(s: Situation) -> Decided:
    """D7: a regular gift."""
    r = s.replay
    assert r.view is not None and r.dice is not None and r.decision is not None
    kept = r.calls.first("kept_apart", "give_regularly")
    left = 1.0 if kept is None else float(kept.result)
    odds = weighed(r.calls.first("regular_odds", "give_regularly"), r.dice.give.regular, left, ((KEPT, left),) if left < 1.0 else ())
    gate, says = _outcome(r.decision.regular)
    why = list(_relief(s, r.decision.regular))
    if r.h.is_giver == 1:
        due = s.next_month(GIVES, HALF_A_YEAR)
        why.append(
            Text("It gives year by year, and this is one of its two months.", "Il donne chaque année, et c'est l'un de ses deux mois.")
            if due == s.month
            else told("It gives year by year; next time: {due}.", "Il donne chaque année ; prochaine fois : {due}.", due=month_words(due))
        )
    return Decided(
        "regular_gift", REGULAR, gate, says, odds, s.terms(Topic.GIVING, *RELIEF), s.heard(Topic.GIVING, *RELIEF), tuple(why), usd=r.decision.regular or None
    )


def collective(s: Situation) -> Decided:
    """D7: a gift to a project: of a member to a campaign of its association, or of anybody else where public money matches it."""
    r = s.replay
    h, view, d = r.h, r.view, r.decision
    assert view is not None and d is not None
    heard, terms = s.heard(Topic.COLLECTIVE, *MATCH), s.terms(Topic.COLLECTIVE, *MATCH)
    with traced(r.watched) as calls:
        give_together(h, r.stage.associations[h.association], r.terms, r.base, NEVER_DRAWN, view, r.p, r.now)
    matched = terms[0].decides_by
    told_of = _of_member(s, calls, matched) if h.is_member == 1 else _of_others(s, calls, matched, kept_out(heard))
    gate, says, odds, why = told_of
    return Decided("collective_gift", COLLECTIVE, gate, says, odds, terms, heard, (*_relief(s, d.collective), *why), usd=d.collective or None)


_Told = tuple[Gate, Text, Odds | None, tuple[Text, ...]]
"""Where it ended, what it did, its odds, and why."""


def _of_member(s: Situation, calls: Calls, matched: float) -> _Told:
    r = s.replay
    assert r.dice is not None and r.decision is not None
    doubt = float(r.terms.match_doubt)
    campaigns, why = calls.all_of("campaign_chance"), []
    chance = float(campaigns[0].result)
    if matched > 0.0 and doubt > 0.0:
        chance += doubt * (float(campaigns[1].result) - chance)
        why = [told("It reckons that the fund refuses in {doubt} of cases, and weighs the match by that.",
                    "Il compte que le fonds refuse dans {doubt} des cas, et pondère d'autant la contrepartie.", doubt=share(doubt))]  # fmt: skip
    effort = ((EFFORT, float(r.stage.associations[r.h.association].effort)),)
    why.append(Text("It is a member: its association asks it each month.", "Il est membre : son association le sollicite chaque mois."))
    return *_outcome(r.decision.collective), odds_of(campaigns[0], r.dice.give.collective, chance, effort), tuple(why)


def _of_others(s: Situation, calls: Calls, matched: float, out: Gate | None) -> _Told:
    r = s.replay
    assert r.dice is not None and r.decision is not None
    gate, says = _outcome(r.decision.collective)
    if out is not None or matched <= 0.0:
        why = Text(
            "It is no member of an association. Others than members give to such projects only where they know that public money adds to it.",
            "Il n'est membre d'aucune association. Hors de celles-ci, on ne donne à de tels projets que si l'on sait que de l'argent public s'y ajoute.",
        )
        return out or Gate.NOTHING_ON_OFFER, says, None, (why,)
    doubt = float(r.terms.match_doubt)
    adopts, asked = calls.first("adoption_chance"), calls.first("asked")
    chance = (1.0 - doubt) * float(adopts.result) if adopts is not None else 0.0
    times = ((ASKED, float(asked.result) if asked is not None else 1.0), (DOUBT, 1.0 - doubt))
    if gate is not Gate.ACTED and doubt >= 1.0:
        gate = Gate.NO_MONEY_LEFT
        says = Text("It gave nothing: it is known that the fund has no money left.", "Il n'a rien donné : on sait que le fonds n'a plus d'argent.")
    a_year = min(float(r.p.giving.adoption) * matched ** float(r.p.giving.adoption_ratio), 1.0)
    why = told(
        "It is no member of an association, but knows that public money adds to such gifts. "
        "Of those whom somebody asks in person, {n} in 100 a year take such an offer up.",
        "Il n'est membre d'aucune association, mais sait que de l'argent public s'ajoute à de tels dons. "
        "Parmi ceux qu'on sollicite en personne, {n} sur 100 par an acceptent une telle offre.",
        n=in_100(a_year),
    )
    return gate, says, plain_odds(chance, r.dice.give.collective, times), (why,)


def after_disaster(s: Situation) -> Decided:
    """D8: a gift after a disaster."""
    r = s.replay
    view, dice, d = r.view, r.dice, r.decision
    assert view is not None and dice is not None and d is not None
    names = (*RELIEF, *POOL)
    heard, terms = s.heard(Topic.GIVING, *names), s.terms(Topic.GIVING, *names)
    if view.attention <= 0.0:
        return Decided(
            "crisis_gift",
            CRISIS,
            Gate.NO_OCCASION,
            Text("No disaster at origin holds its attention.", "Aucune catastrophe au pays ne retient son attention."),
            None,
            terms,
            heard,
        )
    rate = r.calls.first("crisis_rate", "give_in_crisis")
    odds = None
    if rate is not None:
        seen = float(rate.arguments["peers_giving"])
        times = (
            (Text("attention to the disaster", "attention à la catastrophe"), float(view.attention)),
            (Text("share of its ties who gave", "part de ses proches qui ont donné"), seen),
        )
        odds = plain_odds(any_gift(float(rate.result)), dice.crisis.gives, times)
    gate, says = _outcome(d.crisis)
    own = view.own_attention > 0.0
    why = [
        Text("The disaster struck its own community of origin.", "La catastrophe a frappé sa propre communauté d'origine.")
        if own
        else Text("The disaster struck another community of its country.", "La catastrophe a frappé une autre communauté de son pays."),
        *_relief(s, d.crisis),
    ]
    return Decided("crisis_gift", CRISIS, gate, says, odds, terms, heard, tuple(why), usd=d.crisis or None)


def membership(s: Situation) -> Decided:
    """D9, once a quarter: joining or leaving an association."""
    r = s.replay
    h, view, d = r.h, r.view, r.decision
    assert view is not None and d is not None and r.dice is not None
    is_member = h.is_member == 1
    if view.anniversary % A_QUARTER != 0:
        due = s.next_month(0, A_QUARTER)
        stays = Text("It stays a member.", "Il reste membre.") if is_member else Text("It stays outside.", "Il reste en dehors.")
        return Decided(
            "membership",
            MEMBERSHIP,
            Gate.NOT_ITS_MONTH,
            stays,
            why=(told("It thinks of this again in {due}.", "Il y repensera : {due}.", due=month_words(due)),),
        )
    draws: JoinDraws = r.dice.join
    g = r.p.giving
    seen = view.seen >> int(Seen.MEMBER) & 15
    if is_member:
        awake = r.stage.associations[h.association].is_active == 1
        odds = plain_odds(QUARTER * g.leave_year * (1.0 if awake else 2.0), draws.leaves)
        says = Text("It left its association.", "Il a quitté son association.") if d.is_member == 0 else Text("It stays a member.", "Il reste membre.")
        why = () if awake else (Text("Its association sleeps: members leave twice as often.", "Son association dort : on la quitte deux fois plus."),)
        return Decided("membership", MEMBERSHIP, Gate.ACTED if d.is_member == 0 else Gate.NO_WISH, says, odds, why=why)
    passed = seen > 0 and seen / N_TIES >= float(h.join_threshold)
    odds = plain_odds(g.join_spontaneous + (g.join_rate if passed else 0.0), draws.joins)
    why = (
        told(
            "{seen} of the {ties} households that it hears from are members; it takes {threshold} of them to draw it in.",
            "{seen} des {ties} ménages dont il a des nouvelles sont membres ; il en faut {threshold} pour l'entraîner.",
            seen=float(seen),
            ties=float(N_TIES),
            threshold=share(float(h.join_threshold)),
        ),
    )
    says = Text("It joined its association.", "Il a adhéré à son association.") if d.is_member == 1 else Text("It stays outside.", "Il reste en dehors.")
    return Decided("membership", MEMBERSHIP, Gate.ACTED if d.is_member == 1 else Gate.NO_WISH, says, odds, why=why)
