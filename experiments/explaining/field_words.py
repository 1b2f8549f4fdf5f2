"""Fields of a household and of its family in words, and what kind of difference each of them makes between two lives."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from model.parameter import Text, by_language

from ..text import number, say
from .bit_words import MASKS, words_of
from .sentences import listed, told, usd


class Kind(StrEnum):
    """What a difference in a field is about."""

    DEED = "deed"
    """What it does, has, or is: its life."""
    FEELING = "feeling"
    """Trust, attachment, grievance."""
    KNOWLEDGE = "knowledge"
    """What it has heard of, is offered, and was carried by."""
    COUNT = "count"
    """How records are counted; no part of anybody's life."""


class FieldWords(NamedTuple):
    """A field in words, its kind, and whether it is an amount of money."""

    label: Text
    kind: Kind = Kind.DEED
    is_usd: bool = False


def _feeling(en: str, fr: str) -> FieldWords:
    return FieldWords(Text(en, fr), Kind.FEELING)


def _usd(en: str, fr: str) -> FieldWords:
    return FieldWords(Text(en, fr), Kind.DEED, True)


def _deed(en: str, fr: str) -> FieldWords:
    return FieldWords(Text(en, fr))


def _known(en: str, fr: str) -> FieldWords:
    return FieldWords(Text(en, fr), Kind.KNOWLEDGE)


def _count(en: str, fr: str) -> FieldWords:
    return FieldWords(Text(en, fr), Kind.COUNT)


HOUSEHOLD: Mapping[str, FieldWords] = {
    "weight": _deed("households that the record stands for", "ménages que représente l'enregistrement"),
    "registered": _deed("entered in the register of volunteers (share)", "inscription au registre de volontaires (part)"),
    "bonds_held": _usd("diaspora bonds held", "obligations de la diaspora détenues"),
    "id": _deed("who lives there", "qui vit là"),
    "aware": _known("heard of", "a entendu parler de"),
    "cell": _count("cell of the breakdowns", "cellule des ventilations"),
    "eligible": _known("class of restricted levers that it is offered", "classe de leviers réservés qui lui sont offerts"),
    "bond_due": _deed("month in which its bonds fall due", "mois d'échéance de ses obligations"),
    "corridor": _count("corridor", "corridor"),
    "community": _count("community of origin", "communauté d'origine"),
    "comes": _count("months until it comes", "mois avant son arrivée"),
    "nationality_wait": _deed("months until its nationality is given back", "mois avant que sa nationalité soit rendue"),
    "status": _deed("is there", "est là"),
    "refuses": _known("will have nothing to do with offers of a state", "ne veut rien d'un État"),
    "faction": _count("faction", "faction"),
    "family_trained": _deed("trained in financial services", "formation aux services financiers"),
    "remit_months": _deed("months since it last sent money", "mois depuis son dernier envoi"),
    "supports": _deed("whom it sends to", "à qui il envoie"),
    "age": _deed("age", "âge"),
    "years_abroad": _deed("years abroad", "années à l'étranger"),
    "behind": _deed("share of its earnings not caught up yet", "part de ses revenus non encore rattrapée"),
    "altruism": _deed("how much it wants to send", "combien il veut envoyer"),
    "waiting_since": _deed("waits since", "attend depuis"),
    "assigned": _deed("months of an assignment left", "mois de mission restants"),
    "crisis_month": _deed("month of its last gift after a disaster", "mois de son dernier don après une catastrophe"),
    "is_employed": _deed("has a job", "a un emploi"),
    "generation": _count("generation", "génération"),
    "is_national": _deed("holds the nationality of origin", "a la nationalité d'origine"),
    "is_naturalised": _deed("holds the nationality of residence", "a la nationalité de résidence"),
    "plans_return": _deed("plan to return", "projet de retour"),
    "skill": _count("education", "qualification"),
    "is_member": _deed("member of an association", "membre d'une association"),
    "sends": _deed("sent money this month", "a envoyé ce mois-ci"),
    "has_invested": _deed("has invested at origin", "a investi au pays"),
    "buys_goods": _deed("buys goods of the country of origin", "achète des produits du pays"),
    "earnings": _usd("earnings a month", "revenus mensuels"),
    "wealth": _usd("wealth", "richesse"),
    "attachment_psychological": _feeling("psychological attachment", "attachement psychologique"),
    "attachment_social": _feeling("attachment to people at origin", "attachement aux gens du pays"),
    "attachment_economic": _feeling("economic attachment", "attachement économique"),
    "attachment_political": _feeling("political attachment", "attachement politique"),
    "goodwill": _feeling("goodwill from a nationality newly allowed", "bienveillance née d'une nationalité désormais permise"),
    "interest": _known("how much news reaches it", "exposition aux nouvelles"),
    "trust_state": _feeling("trust in the state of origin", "confiance dans l'État d'origine"),
    "trust_associations": _feeling("trust in associations", "confiance dans les associations"),
    "trust_agency": _feeling("trust in the placement agency", "confiance dans l'agence de placement"),
    "trust_prior": _feeling("trust before any experience", "confiance avant toute expérience"),
    "grievance": _feeling("grievance", "ressentiment"),
    "n_adults": _deed("adults", "adultes"),
    "remittance": _usd("sent this month, fee included", "envoyé ce mois-ci, frais compris"),
    "donation": _usd("given this month", "donné ce mois-ci"),
    "sent": _usd("sent since month 0", "envoyé depuis le mois 0"),
    "savings_held": _usd("savings at origin", "épargne au pays"),
    "colleagues": _deed("ties with other experts", "liens avec d'autres experts"),
    "supported": _known("acts carried by", "actes portés par"),
    "association": _count("association of its place", "association de son lieu"),
    "acted": _deed("what it has done since month 0", "ce qu'il a fait depuis le mois 0"),
    "blocked": _deed("what has stopped it", "ce qui l'a arrêté"),
    "will_retry": _deed("stopped as a founder and will try again", "arrêté comme fondateur, réessaiera"),
    "in_network": _deed("year in a knowledge network", "année dans un réseau de connaissances"),
    "is_advising": _deed("active in a knowledge network", "actif dans un réseau de connaissances"),
    "size": _deed("persons", "personnes"),
    "relief_this_year": _usd("tax relief this year", "allégement fiscal cette année"),
    "invested_property": _usd("put into property since month 0", "mis dans l'immobilier depuis le mois 0"),
    "invested_productive": _usd("put into stakes and firms since month 0", "mis dans des entreprises depuis le mois 0"),
    "given_regular": _usd("regular gifts since month 0", "dons réguliers depuis le mois 0"),
    "given_collective": _usd("gifts to projects since month 0", "dons à des projets depuis le mois 0"),
    "given_crisis": _usd("gifts after disasters since month 0", "dons après catastrophes depuis le mois 0"),
    "join_threshold": _feeling("share of ties that draws it into an association", "part de proches qui l'entraîne dans une association"),
    "issuer_record": _feeling("trust gained or lost with bonds", "confiance gagnée ou perdue avec les obligations"),
    "registered_since": _deed("registered since", "inscrit depuis"),
    "part_from": _count("part of the place, from", "part du lieu, de"),
    "part_to": _count("part of the place, to", "part du lieu, à"),
    "root": _count("place", "lieu"),
    "place": _count("identity of the place", "identité du lieu"),
    "city": _count("city", "ville"),
    "births": _deed("firms, and members who apply, born of it", "entreprises, et membres candidats, issus de lui"),
    "successions": _deed("households that lived there before", "ménages qui y vécurent avant"),
    "is_woman": _count("headed by a woman", "une femme à sa tête"),
    "sector": _count("sector of work", "secteur d'activité"),
    "is_exempt": _count("need not give up a nationality", "n'a pas à renoncer à une nationalité"),
    "is_wasted": _deed("job below its skill", "emploi sous sa qualification"),
    "placements": _deed("assignments so far", "missions jusqu'ici"),
    "wants_virtual": _deed("applied for work online", "a candidaté pour un travail en ligne"),
    "first_gift": _deed("its first gift", "son premier don"),
    "is_giver": _count("gives year by year", "donne chaque année"),
    "owns_in_residence": _deed("owns a firm in the residence country", "a une entreprise dans le pays de résidence"),
    "family_waits": _deed("applied for training in financial services", "a demandé une formation aux services financiers"),
    "trips": _deed("trips home in its last year", "voyages au pays dans sa dernière année"),
}
FAMILY: Mapping[str, FieldWords] = {
    "income": _usd("income of the family at origin", "revenu de la famille au pays"),
    "loss": _deed("share of that income missing", "part manquante de ce revenu"),
    "received": _usd("received by the family this month", "reçu par la famille ce mois-ci"),
    "savings": _usd("savings of the family", "épargne de la famille"),
    "received_year": _count("received by the family this year", "reçu par la famille cette année"),
    "community": _count("community of the family", "communauté de la famille"),
    "transfers_year": _count("transfers to the family this year", "transferts à la famille cette année"),
    "is_woman": _count("family headed by a woman", "famille dirigée par une femme"),
    "has_account": _deed("the family holds an account", "la famille a un compte"),
    "has_loan": _deed("the family owes a loan", "la famille a un prêt"),
}


class Change(NamedTuple):
    """A field that differs: between two moments of one life, or between two lives at one moment."""

    whose: str
    field: str
    before: float
    after: float

    @property
    def words(self) -> FieldWords:
        """The field in words."""
        return (FAMILY if self.whose == "family" else HOUSEHOLD)[self.field]

    def value_words(self, value: float) -> Text:
        """One of the two values in words: bits by what they say, amounts in USD."""
        if self.field in MASKS:
            return listed(words_of(self.field, int(value)))
        if self.field.startswith(("is_", "has_", "owns_", "wants_", "family_waits")) or self.field in ("status", "sends", "refuses"):
            return by_language(lambda language: say("yes" if value else "no", language))
        if self.words.is_usd:
            return usd(value)
        return by_language(lambda language: number(round(value, 4), language))

    @property
    def says(self) -> Text:
        """What changed, in a few words; of bits those that are new."""
        if self.field in MASKS and not int(self.before) & ~int(self.after):
            more = listed(words_of(self.field, int(self.after) & ~int(self.before)))
            return told("{what}: now also {more}", "{what} : désormais aussi {more}", what=self.words.label, more=more)
        values = {"before": self.value_words(self.before), "after": self.value_words(self.after)}
        return told("{what}: {before} → {after}", "{what} : {before} → {after}", what=self.words.label, **values)


def changes(before: Any, after: Any, whose: str = "household") -> tuple[Change, ...]:
    """The fields of two records (arrays of one) that differ, in the order of the record."""
    return tuple(Change(whose, name, before[name].item(), after[name].item()) for name in before.dtype.names if before[name].tobytes() != after[name].tobytes())
