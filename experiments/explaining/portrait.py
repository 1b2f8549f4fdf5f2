"""Who a household is as it decides, in a few sentences."""

from __future__ import annotations

from model.parameter import Text, by_language
from model.records.vocabulary import GENERATIONS, SECTORS, SKILLS, Kin, Status

from ..text import say
from .bit_words import SECTOR_WORDS
from .replay import Replay
from .sentences import told, usd

BORN: dict[str, Text] = {
    "first": Text("came as an adult", "migration à l'âge adulte"),
    "one_and_half": Text("came as a child", "migration dans l'enfance"),
    "second": Text("born abroad", "naissance à l'étranger"),
    "third": Text("born abroad to parents born there", "naissance à l'étranger de parents qui y sont nés"),
}
KIN: dict[Kin, Text] = {
    Kin.NONE: Text("It has nobody at origin to send money to.", "Il n'a personne au pays à qui envoyer."),
    Kin.OCCASIONS: Text("It has kin at origin and sends on occasions.", "Il a des proches au pays et envoie à l'occasion."),
    Kin.SUPPORTED: Text("It supports a family at origin.", "Il soutient une famille au pays."),
}
WHO = Text(
    "{head} of {age}, {born}, {years} years abroad; education: {skill}; work: {sector}.",
    "Chef de ménage : {head} de {age} ans ; {born}, {years} ans à l'étranger ; qualification : {skill} ; secteur : {sector}.",
)
MEANS = Text("Income {income} this month{jobless}, wealth {wealth}.", "Revenu {income} ce mois-ci{jobless}, richesse {wealth}.")
HEART = Text(
    "Attachment to people at origin {social}; trust in the state of origin {state}, in associations {associations} (from 0, none, to 1, full).",
    "Attachement aux gens du pays {social} ; confiance dans l'État d'origine {state}, dans les associations {associations} (de 0, aucune, à 1, entière).",
)


def portrait(r: Replay) -> tuple[Text, ...]:
    """Sentences on a household that is there, as it is when it decides."""
    h = r.h
    if h.status != Status.PRESENT.value:
        return (absent(r),)
    assert r.view is not None
    head = Text("Headed by a woman", "une femme") if h.is_woman else Text("Headed by a man", "un homme")
    skill = by_language(lambda language: say(SKILLS[h.skill], language).lower())
    who = told(
        *WHO,
        head=head,
        age=float(int(h.age)),
        born=BORN[GENERATIONS[h.generation]],
        years=float(round(h.years_abroad)),
        skill=skill,
        sector=SECTOR_WORDS[SECTORS[h.sector]],
    )
    jobless = Text("", "") if h.is_employed else Text(", without a job", ", sans emploi")
    lines = [who, told(*MEANS, income=usd(round(r.view.income)), jobless=jobless, wealth=usd(round(h.wealth))), KIN[Kin(h.supports)]]
    if h.is_member:
        lines.append(Text("It is a member of a hometown association.", "Il est membre d'une association de son lieu d'origine."))
    lines.append(told(*HEART, social=round(h.attachment_social, 2), state=round(h.trust_state, 2), associations=round(h.trust_associations, 2)))
    if h.weight > 1.0:
        lines.append(told("The record stands for {n} real households alike.", "L'enregistrement représente {n} ménages réels semblables.", n=h.weight))
    return tuple(lines)


def absent(r: Replay) -> Text:
    """Why nobody decides there this month."""
    if r.h.comes > 0:
        return told(
            "Nobody lives there yet: the household comes in {n} months.", "Personne n'y vit encore : le ménage arrive dans {n} mois.", n=float(r.h.comes)
        )
    return Text(
        "Nobody is there this month: the household went home or abroad, and its place is empty for now.",
        "Personne n'est là ce mois-ci : le ménage est rentré ou parti, et sa place est vide pour l'instant.",
    )
