"""What a kit says around its runs: agendas, roles, replies and the debrief, in a TOML file that a trainer can edit."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, Field

from model.errors import InputError, Problem, nearest
from model.text import Text
from scenarios.questions import numbers, text_of
from scenarios.reading.keys_and_types import Part, Words
from scenarios.reading.own_files import checked, document_of

from ..packing.negotiation import NegotiationFile

A_KIT = Text("a kit file", "un fichier de mallette")
SHIPPED = "ministries.toml"
FIELDS = ("budget", "years", "roles", "runs", "questions")
"""What may stand in braces, to be filled in from the runs."""
UNWRITTEN = re.compile(r"\b(?:TODO|TBD|FIXME|XXX|lorem)\b|\?\?\?", re.IGNORECASE)
"""What somebody meant to write later."""
FEWEST_ROLES, MOST_ROLES = 4, 6
AGENDAS = {"half_day": (150, 270), "day": (330, 540)}
"""Agendas that a kit has, and how many minutes each may take."""


class AgendaItem(Part):
    """A part of an agenda; a `question` takes the next of the chosen questions, whose title is then its own."""

    minutes: int = Field(ge=1, le=180)
    kind: Literal["talk", "question"] = "talk"
    title: Words | None = None
    does: Words


class Agenda(Part):
    """An agenda, in the order of the day."""

    id: Literal["half_day", "day"]
    label: Words
    items: list[AgendaItem] = Field(min_length=3)


class Reply(Part):
    """What to say when the answer is out."""

    id: Literal["wins", "loses", "untold"]
    label: Words
    says: list[Words] = Field(min_length=1)


class RoleCard(Part):
    """A role of the negotiation: what it opens with, what it fears, and what it can give up."""

    id: str
    opens: Words
    worries: Words
    yields: Words


class Bargaining(Part):
    """How the negotiation is played, and what the trainer knows of it."""

    rules: list[Words] = Field(min_length=1, max_length=6)
    hints: list[Words] = Field(min_length=1)


class Debrief(Part):
    """What is asked at the end."""

    questions: list[Words] = Field(min_length=1)


class Push(Part):
    """What to ask when the class was right on a question."""

    question: int
    says: Words


class KitFile(Part):
    """A kit file."""

    schema_: Literal[1] = Field(alias="schema")
    label: Words
    says: Words
    begins: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    questions: list[int] = Field(min_length=1)
    prepare: list[Words] = Field(min_length=1)
    rules: list[Words] = Field(min_length=1, max_length=6)
    steps: list[Words] = Field(min_length=1)
    replies: list[Reply]
    agendas: list[Agenda]
    roles: list[RoleCard]
    negotiation: Bargaining
    debrief: Debrief
    pushes: list[Push]


@dataclass(frozen=True)
class Told:
    """The words of a kit in one language, with what the runs fill in."""

    content: KitFile
    language: str
    values: dict[str, str]

    def __call__(self, words: Words) -> str:
        """Words in the language of the reader."""
        return text_of(words)(self.language).format(**self.values)

    def all(self, many: Sequence[Words]) -> list[str]:
        """Several of them."""
        return [self(words) for words in many]


def kit_of(text: str, name: str) -> KitFile:
    """A kit from the text of its file; InputError, which names the file, with all that is wrong in it."""
    return checked(
        KitFile,
        document_of(text, name, A_KIT),
        name,
        lambda found: [*_wrong_words(found), *_wrong_parts(found), *_wrong_questions(found)],
    )


def shipped() -> KitFile:
    """The kit that ships."""
    return kit_of(files("experiments").joinpath("library", "kits", SHIPPED).read_text(encoding="utf-8"), SHIPPED)


def words_of(part: Any, where: str = "") -> Iterator[tuple[str, Words]]:
    """All words of a file with the keys at which they stand."""
    if isinstance(part, Words):
        yield where, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from words_of(getattr(part, name), f"{where}.{name}".lstrip("."))
    elif isinstance(part, list):
        for place, one in enumerate(part):
            yield from words_of(one, f"{where}.{place}")


def check_roles(content: KitFile, negotiation: NegotiationFile, name: str) -> None:
    """InputError where a role of the negotiation has no card in the kit, a card no role, or where there are too few or too many of them."""
    cards, roles = [card.id for card in content.roles], [role.id for role in negotiation.roles]
    problems = []
    for role in roles:
        if role not in cards:
            says, known = (
                Text("there is no card for the role {role} of the negotiation", "il n'y a pas de carte pour le rôle {role} de la négociation").filled(
                    role=role
                ),
                ", ".join(roles),
            )
            problems.append(Problem("roles", says, name, allowed=known, nearest=nearest(role, cards)))
    for place, card in enumerate(cards):
        if card not in roles:
            known = ", ".join(roles)
            problems.append(
                Problem(
                    f"roles.{place}.id",
                    Text("is no role of the negotiation", "n'est pas un rôle de la négociation"),
                    name,
                    value=card,
                    allowed=known,
                    nearest=nearest(card, roles),
                )
            )
    if not FEWEST_ROLES <= len(roles) <= MOST_ROLES:
        problems.append(
            Problem(
                "roles",
                Text("are too few or too many for a table", "sont trop peu ou trop nombreux pour une table"),
                name,
                value=len(roles),
                allowed=Text("{low} to {high} ministries", "{low} à {high} ministères").filled(low=FEWEST_ROLES, high=MOST_ROLES),
            )
        )
    if problems:
        raise InputError(problems)


def _wrong_words(found: KitFile) -> list[Problem]:
    """Words that are missing in a language, were never written, or ask for something that nobody fills in."""
    problems = []
    for where, words in words_of(found):
        asked: dict[str, set[str]] = {}
        for language in ("en", "fr"):
            key, text = f"{where}.{language}", str(getattr(words, language))
            try:
                asked[language] = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
            except ValueError:
                problems.append(Problem(key, Text("has a brace that does not close", "a une accolade qui ne se ferme pas"), value=text, allowed=_fields()))
                continue
            if not text.strip() or UNWRITTEN.search(text):
                problems.append(
                    Problem(
                        key, Text("is not written yet", "n'est pas encore écrit"), value=text, allowed=Text("words for a reader", "des mots pour un lecteur")
                    )
                )
            for field in sorted(asked[language] - set(FIELDS)):
                problems.append(
                    Problem(
                        key,
                        Text("nothing fills this in", "rien ne remplit cette place"),
                        value=f"{{{field}}}",
                        allowed=_fields(),
                        nearest=nearest(field, FIELDS),
                    )
                )
        if len(asked) == 2 and asked["en"] != asked["fr"]:
            problems.append(
                Problem(
                    where,
                    Text("the two languages are filled in with other things", "les deux langues ne sont pas remplies avec les mêmes choses"),
                    value=", ".join(sorted(asked["en"] ^ asked["fr"])),
                )
            )
    return problems


def _fields() -> str:
    return ", ".join(f"{{{field}}}" for field in FIELDS)


def _wrong_parts(found: KitFile) -> list[Problem]:
    """Agendas and replies that are missing, given twice, or too long; parts of an agenda without a title."""
    problems = []
    known: dict[str, tuple[list[str], list[str]]] = {
        "agendas": ([agenda.id for agenda in found.agendas], list(AGENDAS)),
        "replies": ([reply.id for reply in found.replies], ["wins", "loses", "untold"]),
    }
    for key, (given, wanted) in known.items():
        if sorted(given) != sorted(wanted):
            problems.append(Problem(key, Text("must each be there once", "doivent y être une fois chacun"), value=", ".join(given), allowed=", ".join(wanted)))
    for card in {card.id for card in found.roles if sum(other.id == card.id for other in found.roles) > 1}:
        problems.append(Problem("roles", Text("a card was given twice", "une carte est donnée deux fois"), value=card))
    for place, agenda in enumerate(found.agendas):
        low, high = AGENDAS[agenda.id]
        minutes = sum(item.minutes for item in agenda.items)
        if not low <= minutes <= high:
            problems.append(
                Problem(
                    f"agendas.{place}",
                    Text("is too short or too long", "est trop court ou trop long"),
                    value=f"{minutes} minutes",
                    allowed=Text("{low} to {high} minutes", "{low} à {high} minutes").filled(low=low, high=high),
                )
            )
        for at, item in enumerate(agenda.items):
            if (item.title is None) != (item.kind == "question"):
                says = Text("has no title", "n'a pas de titre") if item.title is None else Text("is that of its question", "est celui de sa question")
                problems.append(
                    Problem(
                        f"agendas.{place}.items.{at}.title",
                        says,
                        allowed=Text("a title of every part that is no question", "un titre pour chaque partie qui n'est pas une question"),
                    )
                )
    return problems


def _wrong_questions(found: KitFile) -> list[Problem]:
    """Questions that there are not, are named twice, or have no push."""
    known, problems = numbers(), []
    allowed = ", ".join(map(str, known))
    for key, given in (("questions", found.questions), ("pushes", [push.question for push in found.pushes])):
        problems += [
            Problem(key, Text("there is no question {each}", "il n'y a pas de question {each}").filled(each=each), value=each, allowed=allowed)
            for each in given
            if each not in known
        ]
        problems += [
            Problem(key, Text("a question was given twice", "une question est donnée deux fois"), value=each)
            for each in sorted(set(given))
            if given.count(each) > 1
        ]
    missing = [number for number in known if number not in {push.question for push in found.pushes}]
    return problems + (
        [
            Problem(
                "pushes",
                Text("questions have none", "des questions n'en ont pas"),
                value=", ".join(map(str, missing)),
                allowed=Text("one a question", "une par question"),
            )
        ]
        if missing
        else []
    )
