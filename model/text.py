"""The same words in every language: what is said to a reader, and what of it is a number. Imports nothing heavy: errors are made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

OWN = ("en", "fr")
"""The languages of the code itself."""
_BEFORE_SIGN = re.compile(r" (?=[;!?%»](?:\W|$))")
_BEFORE_COLON = re.compile(r" (?=:(?:\W|$))")


def french(text: str) -> str:
    """French words with the spaces before signs that no line may break: narrow before ; ! ? % and inside guillemets, a full one before the colon.

    >>> french("Qui paie ? 5 % : « tous »").encode("ascii", "namereplace").decode().count("NARROW NO-BREAK SPACE")
    4
    """
    return _BEFORE_COLON.sub("\u00a0", _BEFORE_SIGN.sub("\u202f", text)).replace("« ", "«\u202f")


class Text(NamedTuple):
    """The same words in the two languages of the code; in any other from its catalogue (`model.languages`), where the English ones are the message id.

    >>> Text("{n} of {of} runs", "{n} simulations sur {of}").filled(n=3, of=Text("all", "toutes"))("fr")
    '3 simulations sur toutes'
    """

    en: str
    fr: str

    def __call__(self, language: str = "en") -> str:
        return self.en if language == "en" else french(self.fr) if language == "fr" else _translated(self.en, self.fr, language)

    def filled(self, **values: object) -> Text:
        """These words with values put into the places `{name}`; a Text as one, or a Said, is said in the language of the rest."""
        known = {name: value.text if isinstance(value, Said) else value for name, value in values.items()}

        def how(language: str) -> str:
            return self._plain(language).format(**{name: value._plain(language) if isinstance(value, Text) else value for name, value in known.items()})

        return by_language(how)

    def _plain(self, language: str) -> str:
        """As it stands in the code, or in the catalogue."""
        return self.en if language == "en" else self.fr if language == "fr" else self(language)


OR = Text(" or ", " ou ")
"""Between names of which each would do."""


class _Made(Text):
    """Words that are put together when they are asked for, in whatever language; from one process to another they go in English and French."""

    how: Callable[[str], str]

    def __call__(self, language: str = "en") -> str:
        return super().__call__(language) if language in OWN else self.how(language)

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        return Text, (self.en, self.fr)


class Said(str):
    """The English of a text, a string like any other, that can still be said in every language.

    >>> Said(Text("tree", "arbre")) == "tree", in_language(Said(Text("tree", "arbre")), "fr"), in_language("a.toml", "fr")
    (True, 'arbre', 'a.toml')
    """

    text: Text

    def __new__(cls, text: Text) -> Said:
        """Of a text."""
        made = super().__new__(cls, text.en)
        made.text = text
        return made

    def __reduce__(self) -> tuple[type[Said], tuple[Text]]:
        return Said, (self.text,)


def worded(words: str | Text) -> str:
    """Words as a string: of a text one that can be said in every language."""
    return Said(words) if isinstance(words, Text) else words


def in_language(words: str, language: str) -> str:
    """Words in a language where they can be said in it; a name, a path and the like as they are."""
    return words.text(language) if isinstance(words, Said) else words


def by_language(how: Callable[[str], str]) -> Text:
    """A text that is put together of others: `how` says it in a language.

    >>> by_language(lambda language: Text("tree", "arbre")(language).upper())("fr")
    'ARBRE'
    """
    made = _Made(how("en"), how("fr"))
    made.how = how
    return made


def either(items: Sequence[str | Text]) -> Text:
    """Names and words with "or" between all of them.

    >>> either([".html", ".htm", Text("none", "aucun")])("fr")
    '.html ou .htm ou aucun'
    """
    return by_language(lambda language: OR(language).join(each(language) if isinstance(each, Text) else each for each in items))


def numeral(value: float, form: str = ",.12g") -> Text:
    """A number in one of Python's forms, as each language writes it.

    >>> numeral(1234.5).en
    '1,234.5'
    """
    return by_language(partial(_as_written, f"{value:{form}}"))


class Speaker(NamedTuple):
    """What reads catalogues and knows how languages write numbers (`model.languages`)."""

    translated: Callable[[str, str, str], str]
    as_written: Callable[[str, str], str]


_SPEAKERS: list[Speaker] = []


def spoken_by(speaker: Speaker) -> None:
    """From here on, texts are said in a third language, and numbers written in any but English, by `speaker`, which is made of texts itself."""
    _SPEAKERS[:] = [speaker]


def _translated(en: str, fr: str, language: str) -> str:
    return _SPEAKERS[0].translated(en, fr, language)


def _as_written(text: str, language: str) -> str:
    return text if language == "en" else _SPEAKERS[0].as_written(text, language)
