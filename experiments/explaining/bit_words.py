"""Bits of records in words: every bit of every mask, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from model.levers import REGISTRY
from model.parameter import Text
from model.records.vocabulary import OBSTACLES, SECTORS, SUPPORT_BITS, Support, Topic

from ..runs.attribution import ACTS
from ..text import WORDS

SECTOR_WORDS: Mapping[str, Text] = {**{sector: Text(*WORDS[sector]) for sector in SECTORS if sector in WORDS}, "business": Text("business", "affaires")}

TOPICS: Mapping[Topic, Text] = {
    Topic.REMITTANCE: Text("sending money", "l'envoi d'argent"),
    Topic.INVESTMENT: Text("investing at origin", "l'investissement au pays"),
    Topic.GIVING: Text("gifts", "les dons"),
    Topic.COLLECTIVE: Text("projects of associations", "les projets d'associations"),
    Topic.PLACEMENT: Text("schemes for skills", "les dispositifs de compétences"),
    Topic.NATIONALITY: Text("nationality", "la nationalité"),
    Topic.ENTERPRISE: Text("help for entrepreneurs", "l'aide aux entrepreneurs"),
    Topic.TRADE: Text("trade", "le commerce"),
    Topic.SAVINGS: Text("savings and bonds", "l'épargne et les obligations"),
    Topic.TOURISM: Text("visits home", "les visites au pays"),
    Topic.RELATIONS: Text("relations with the state of origin", "les relations avec l'État d'origine"),
}
STOPPED_BY: Mapping[str, Text] = {
    "finance": Text("lack of money", "manque d'argent"),
    "procedures": Text("procedures: lost patience", "démarches : patience perdue"),
    "nationality": Text("refused as a foreigner", "refusé comme étranger"),
    "information": Text("did not know how and where", "ne savait ni comment ni où"),
    "infrastructure": Text("energy or telecoms of the place", "énergie ou télécommunications du lieu"),
    "partners": Text("no partner found", "pas de partenaire"),
    "skills": Text("no skilled staff found there", "pas de personnel qualifié sur place"),
    "customs": Text("customs procedures", "formalités douanières"),
}
PROMISES: tuple[Text, ...] = (
    Text("a finalist of a competition", "finaliste d'un concours"),
    Text("a promise to it was broken", "une promesse ne lui a pas été tenue"),
    Text("matched to an opportunity that fits policy", "orienté vers une occasion conforme à la politique"),
    Text("claims incentives", "demande les incitations"),
    Text("would settle in a zone", "s'installerait en zone"),
    Text("holds a plot there", "y tient un terrain"),
    Text("cannot do without one", "ne peut s'en passer"),
)
TRAINED: tuple[Text, ...] = (Text("its family at origin", "sa famille au pays"), Text("itself", "lui-même"))
OF_A_LEVER_OF_ONES_OWN = Text("a lever of one's own (number {bit})", "un levier ajouté (numéro {bit})")


def _topics() -> dict[int, Text]:
    return {int(topic): words for topic, words in TOPICS.items()}


def _supports() -> dict[int, Text]:
    """By the lever that sets the bit; numbers for levers from outside that none of this process uses have a word too."""
    found = {bit: OF_A_LEVER_OF_ONES_OWN.filled(bit=bit) for bit in range(int(Support.OWN), SUPPORT_BITS)}
    return found | {int(lever.topic if lever.support is None else lever.support): lever.label for lever in REGISTRY.values()}


def _sectors() -> dict[int, Text]:
    return {bit: SECTOR_WORDS[sector] for bit, sector in enumerate(SECTORS)}


def _obstacles() -> dict[int, Text]:
    return {bit: STOPPED_BY[obstacle] for bit, obstacle in enumerate(OBSTACLES)}


MASKS = {
    "aware": _topics,
    "acted": lambda: {int(act): words for act, words in ACTS.items()},
    "supported": _supports,
    "support": _supports,
    "blocked": _obstacles,
    "promise": lambda: dict(enumerate(PROMISES)),
    "family_trained": lambda: dict(enumerate(TRAINED)),
    "short": _sectors,
    "called": _sectors,
}
"""Words of the bits of each mask, by the name of its field."""


def words_of(mask: str, bits: int) -> tuple[Text, ...]:
    """What the bits of a field that is a mask say, lowest bit first. KeyError for a bit that has no word.

    >>> [words() for words in words_of("blocked", 0b1001)], [words("fr") for words in words_of("aware", 1 << 5)]
    (['lack of money', 'did not know how and where'], ['la nationalité'])
    """
    known = MASKS[mask]()
    return tuple(known[bit] for bit in range(SUPPORT_BITS + 1) if int(bits) >> bit & 1)
