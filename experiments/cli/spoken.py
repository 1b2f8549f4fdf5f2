"""In which language a command speaks: its help, what is wrong with its options, and its answer where `--language` says nothing else.

A command line is declared in English and French side by side, `both("A file.", "Un fichier.")`: Typer is given the English words and shows them as it
always does; the French ones are kept beside them, and put in their place before a command line is read that asks for another language.
"""

from __future__ import annotations

import copy
import functools
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from model.errors import InputError, error_lines, nearest
from model.languages import OWN, languages
from model.text import Text

VARIABLE = "DIASPORA_LANGUAGE"
"""The environment variable that names the language of those who say none."""
ENGLISH = "en"
_OPTION = "--language"

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)
_french: dict[str, str] = {}


def both(en: str, fr: str) -> str:
    """English words for Typer, which takes plain strings; the French ones are kept. ValueError where the same words were given other French ones."""
    if _french.setdefault(en, fr) != fr:
        raise ValueError(f"two French texts for one English one: {en!r}")
    return en


def french_words() -> Mapping[str, str]:
    """All that was said to `both`."""
    return _french


def spoken() -> str:
    """The language of the command that runs now: of its --language, else of DIASPORA_LANGUAGE, else English."""
    return _spoken.get()


def asked_language(arguments: Sequence[str]) -> str:
    """The language that a command line is answered in. One that is not known is passed over; who reads the options refuses it.

    >>> asked_language(["run", "morocco_belgium", "--language", "fr"]), asked_language(["--language=en", "list", "levers"])
    ('fr', 'en')
    """
    asked = (_explicit(arguments), os.environ.get(VARIABLE))
    return next((each for each in asked if each and (each in OWN or each in languages())), ENGLISH)


def _explicit(arguments: Sequence[str]) -> str | None:
    """What the last --language says."""
    found = None
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word == _OPTION and place + 1 < len(arguments):
            found = arguments[place + 1]
        elif word.startswith(f"{_OPTION}="):
            found = word.partition("=")[2]
    return found


def refuse_unknown(language: str, hint: str | None = None) -> None:
    """BadParameter where no such language can be asked for; `hint` says where it was asked for, where that is no option."""
    known = languages()
    if language in known:
        return
    from .typer_words import NOT_ONE_OF, PERHAPS

    close = nearest(language, known)
    says = NOT_ONE_OF.filled(value=repr(language), choices=", ".join(map(repr, known)))(spoken())
    raise typer.BadParameter(f"{says}{PERHAPS.filled(name=repr(close))(spoken()) if close else '.'}", param_hint=hint)


class _Spoken:
    """What a command and a group have in common: help that is said in the language that was asked for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _say_fixed_words()
        for each in self.params:  # type: ignore[attr-defined]
            _untyped(each)
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        if spoken() == ENGLISH:
            super().format_usage(ctx, formatter)  # type: ignore[misc]
            return
        from .typer_words import USAGE

        formatter.write_usage(ctx.command_path, " ".join(ctx.command.collect_usage_pieces(ctx)), f"{USAGE(spoken())} ")

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            _untyped(option)
        if option is not None and spoken() != ENGLISH:
            from .typer_words import HELP

            option.help = HELP(spoken())
        return option


class SpokenCommand(_Spoken, TyperCommand):
    """A command that speaks more than one language."""


class SpokenGroup(_Spoken, TyperGroup):
    """A group of such commands; the outermost one settles the language before anything is read."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        token = _spoken.set(asked_language(sys.argv[1:] if args is None else args))
        try:
            if spoken() == ENGLISH:
                return super().main(args, *rest, **more)
            from ..terminal import keep_no_break_spaces

            keep_no_break_spaces()
            told = copy.deepcopy(self)
            _translate(told, spoken())
            return super(SpokenGroup, told).main(args, *rest, **more)
        except InputError as error:  # a catalogue that cannot be read; what a command finds wrong it says itself
            for line in error_lines(error.problems):
                typer.echo(line, err=True)
            sys.exit(2)
        finally:
            _spoken.reset(token)
            _say_fixed_words()

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        if parent is not None:
            return super().make_context(info_name, args, parent, **extra)
        with _faults_in_words():
            if _explicit(args) is None and os.environ.get(VARIABLE):
                refuse_unknown(os.environ[VARIABLE], VARIABLE)
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        if ctx.parent is not None:
            return super().invoke(ctx)
        with _faults_in_words():
            return super().invoke(ctx)


def command(group: typer.Typer, french: str, name: str | None = None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command of a group: its English help is the docstring of its function, `french` the same in French."""

    def declared(function: Callable[..., None]) -> Callable[..., None]:
        both(str(function.__doc__), french)
        return group.command(name, cls=SpokenCommand)(function)

    return declared


def words(english: str, language: str) -> str:
    """Words that were given to `both`, in a language; others as they are."""
    return Text(english, _french[english])(language) if english in _french else english


def _translate(told: Any, language: str) -> None:
    """Put a language in the place of English, in a command and all those below it, which are copied for this one call."""
    from .typer_words import METAVARS

    say = functools.partial(words, language=language)
    told.help = say(told.help) if told.help else told.help
    for each in told.params:
        each.help = say(each.help) if getattr(each, "help", None) else None
        if isinstance(each.metavar, str) and each.metavar in METAVARS:
            each.metavar = METAVARS[each.metavar](language)
        if hasattr(each, "display_type_rich"):
            each.display_type_rich = functools.partial(_typed, each.display_type_rich, language)
        if each.name == "language":
            _default(each, language)
        if isinstance(each.show_default, str):
            each.show_default = say(each.show_default)
    told.options_metavar = METAVARS[told.options_metavar](language) if told.options_metavar in METAVARS else told.options_metavar
    if isinstance(told, TyperGroup):
        told.subcommand_metavar = METAVARS[told.subcommand_metavar](language) if told.subcommand_metavar in METAVARS else told.subcommand_metavar
        for each in told.commands.values():
            _translate(each, language)


def _untyped(option: Any) -> None:
    """Have help show no type beside a switch, where newer versions of Typer show <bool>: it takes no word."""
    if getattr(option, "is_flag", False) and hasattr(option, "display_type_rich"):
        option.display_type_rich = _no_type


def _no_type(ctx: Any) -> None:
    """What help shows as the type of a switch."""


def _typed(shown: Callable[..., str | None], language: str, ctx: Any) -> str | None:
    """The type of a value as help shows it, in a language."""
    from .typer_words import TYPES

    english = shown(ctx=ctx)
    return TYPES[english](language) if english is not None and english in TYPES else english


def _default(option: Any, language: str) -> None:
    """The language that an option has where it says nothing; what is made in both languages at once stays so."""
    if option.default is not None:
        option.default = type(option.default)(language)
    elif option.show_default == ENGLISH:
        option.default, option.show_default = [language], language


_fixed: dict[str, str] = {}
"""Words of Typer itself as they were before another language was put in their place."""


def _say_fixed_words() -> None:
    """Titles and the like, which Typer keeps as constants of a module: in the language, and in English again once that is spoken."""
    if spoken() == ENGLISH and not _fixed:
        return
    from typer import rich_utils

    from .typer_words import FIXED

    for name, said in FIXED.items():
        _fixed.setdefault(name, getattr(rich_utils, name))
        setattr(rich_utils, name, _fixed[name] if spoken() == ENGLISH else said(spoken()))


@contextmanager
def _faults_in_words() -> Iterator[None]:
    """What is wrong with a command line, said in the language; Typer words it in English alone."""
    usage_error: Any = typer.BadParameter.__base__  # of Click, which newer versions of Typer have inside and older ones beside them
    try:
        yield
    except usage_error as error:
        if spoken() != ENGLISH:
            from .typer_words import said

            _say_fixed_words()
            message = said(error.format_message(), spoken())
            error.format_message = lambda: message
        raise
