"""The content of a pack: what was found, in numbers and in words of both languages, as one document that the page reads."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from model.languages import OWN, as_written, own_name, with_point
from model.levers import REGISTRY
from model.levers.common import ELIGIBILITY
from model.parameter import Text
from model.parameters import PARAMETERS
from scenarios.questions import Option, text_of

from .. import tables
from ..calibrated.lever_evidence import stamp_lines
from ..comparing.answers import Found, label_of, unit_label
from ..dashboard.lessons import Item, asked, choices, truth
from ..manifest import package_version
from ..text import SCALES, colon, gap, semicolon, unit_words, value_words
from .asking import Answered, Error, error_of, only_options
from .negotiation import Negotiated
from .sizes import Sizes
from .space import Slider
from .words import WORDS

HAPPENINGS = Text("Number of shocks in the world", "Nombre de chocs dans le monde")


@dataclass(frozen=True)
class InAll:
    """A text, or what is said in a language, in all languages of a page, in their order."""

    languages: tuple[str, ...]

    def __call__(self, says: Text | Callable[[str], Any]) -> list[Any]:
        return [says(language) for language in self.languages]


def languages_of(language: str) -> tuple[str, ...]:
    """The languages of a page: English, French, and a third one that is asked for."""
    return tuple(dict.fromkeys((*OWN, language)))


def way_of(language: str) -> dict[str, Any]:
    r"""How a language is called, and how it writes numbers and a colon, for the scripts of the page.

    >>> way_of("fr")["decimal"], way_of("fr")["group"], way_of("en")["group"]
    (',', '\u202f', ',')
    """
    return {
        "code": language.replace("_", "-"),
        "name": own_name(language),
        "decimal": with_point("0.5", language)[1:-1],
        "group": as_written("1,234", language)[1:-3],
        "gap": gap(language),
        "colon": colon(language),
        "scales": {name: says(language) for name, says in SCALES.items()},
    }


def finite(value: float | None) -> float | None:
    """A number for the page; None where it is not defined."""
    return value if value is not None and math.isfinite(value) else None


def document_of(questions: Sequence[tuple[Answered, Item]], negotiated: Negotiated | None, about: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The content of the page, in English, French and a third `language`. `language` is the one that it opens in; `about` its manifest."""
    said = InAll(languages_of(language))
    return {
        "languages": said(way_of),
        "start": said.languages.index(language),
        "words": {key: said(text) for key, text in WORDS.items()},
        "manifest": dict(about),
        "questions": [_question(answered, item, said) for answered, item in questions],
        "negotiation": None if negotiated is None else _negotiation(negotiated, said),
    }


def manifest_of_pack(questions: Sequence[Answered], negotiated: Negotiated | None, sizes: Sizes, command: str) -> dict[str, Any]:
    """What the file rests on: version, seed, sizes, command, and the fingerprints of the comparisons."""
    comparisons = {f"question_{each.plan.question.number}": each.comparison for each in questions}
    comparisons |= {} if negotiated is None else {"negotiation": negotiated.comparison}
    return {
        "version": package_version(),
        "command": command,
        "seed": sizes.seed,
        "points": sizes.points,
        "held_out": sizes.held_out,
        "runs_of": {name: {key: one.manifest["options"][key] for key in ("replications", "sample", "seed")} for name, one in comparisons.items()},
        "fingerprints": {name: one.manifest["fingerprint"] for name, one in comparisons.items()},
        "code": next((one.manifest["code"] for one in comparisons.values()), {}),
        "failed_runs": sum(len(one.failures) for one in comparisons.values()),
    }


def _question(answered: Answered, item: Item, said: InAll) -> dict[str, Any]:
    asked_of, content = answered.plan.question, answered.plan.question.content
    options = only_options(answered)
    groups = answered.plan.groups
    where = {option: (place, point) for place, group in enumerate(groups) for option, point in group.options.items()}
    words = [f"--replications {answered.plan.replications}"]
    for name in ("sample", "years"):
        value = getattr(answered.plan.sizes, name)
        words += [] if value is None else [f"--{name} {value}"]
    names = dict.fromkeys([item.watch, *answered.shown])
    return {
        "number": asked_of.number,
        "label": said(asked_of.label),
        "asks": said(asked_of.asks),
        "runs": answered.plan.replications,
        "command": f"diaspora question {asked_of.number} {' '.join(words)} --seed {answered.plan.sizes.seed}",
        "stamp": said(partial(stamp_lines, answered.comparison.manifest)),
        "settings": [said(partial(_setting, path, value)) for path, value in content.set.items()]
        + [said(partial(_set_by, option)) for option in content.options if option.set],
        "guess": {
            "text": said(partial(asked, item)),
            "choices": [{"id": name, "label": said(partial(_choice, item, name))} for name in choices(item, "en")],
            "truth": truth(options, item),
            "outcome": item.watch,
        },
        "outcomes": [_outcome(answered, name, said) for name in names],
        "options": [
            {
                "id": option.id,
                "label": said(text_of(option.label)),
                "group": where[option.id][0],
                "point": list(where[option.id][1]),
                "levers": said(partial(_levers, option)),
            }
            for option in content.options
        ],
        "groups": [_group(answered, place, list(names), said) for place in range(len(groups))],
    }


def _outcome(answered: Answered, name: str, said: InAll) -> dict[str, Any]:
    question = answered.plan.question
    return {
        "id": name,
        "label": said(partial(label_of, question, name)),
        "unit": said(partial(unit_label, name)),
        "is_level": name in question.content.levels,
    }


def _group(answered: Answered, place: int, names: Sequence[str], said: InAll) -> dict[str, Any]:
    group = answered.plan.groups[place]
    held = {name: answered.held(place, name) for name in names}
    return {
        "sliders": [_slider(slider, said) for slider in group.sliders],
        "numbers": {name: _columns(answered.grid(group, name)) for name in names},
        "held": {
            "points": [list(point) for point in answered.plan.held_out[place]],
            "numbers": {
                name: _columns([each.fresh for each in found]) | {"said": [finite(each.interpolated) for each in found]} for name, found in held.items()
            },
        },
        "error": {name: _error(error_of(found)) for name, found in held.items()},
        "can_be_between": not all(slider.is_whole and _is_full(slider) for slider in group.sliders),
    }


def _is_full(slider: Slider) -> bool:
    """Whether every whole number between the ends was run."""
    return len(slider.values) == int(slider.values[-1] - slider.values[0]) + 1


def _columns(numbers: Sequence[Found]) -> dict[str, list[float | None]]:
    return {part: [finite(getattr(each, part)) for each in numbers] for part in Found._fields}


def _error(error: Error | None) -> dict[str, float] | None:
    return None if error is None else error._asdict()


def _slider(slider: Slider, said: InAll) -> dict[str, Any]:
    return {
        "lever": said(REGISTRY[slider.lever].label),
        "term": said(partial(term_words, slider.lever, slider.term)),
        "values": list(slider.values),
        "whole": slider.is_whole,
        "step": slider.has_step,
    }


def term_words(lever: str, term: str, language: str) -> str:
    """A term of a lever in words: its first sentence, without what stands behind a colon or semicolon, and its unit."""
    declared = REGISTRY[lever].parameters.get(term, ELIGIBILITY.get(term))
    assert declared is not None
    said = declared.says(language)
    for end in (";", ":", ". "):
        said = said.partition(end)[0]
    return f"{said.strip().rstrip('.')} ({unit_words(str(declared.unit), language)})"  # strips the narrow space before a sign too


def _choice(item: Item, name: str, language: str) -> str:
    return choices(item, language)[name]


def _levers(option: Option, language: str) -> str:
    return ", ".join(REGISTRY[lever].label(language) for lever in option.levers)


def _set_by(option: Option, language: str) -> str:
    """What an option sets beside its levers, in words."""
    return f"{text_of(option.label)(language)}{colon(language)}{semicolon(language).join(_setting(*each, language) for each in option.set.items())}"


def _setting(path: str, value: Any, language: str) -> str:
    """What a question sets beside its levers, in words."""
    _, _, name = path.partition("parameters.")
    if name in PARAMETERS:
        declared = PARAMETERS[name]
        return f"{declared.says(language).rstrip('.')}{colon(language)}{value_words(value, language)} ({unit_words(str(declared.unit), language)})"
    shown = len(value) if isinstance(value, list) else value_words(value, language)
    return f"{HAPPENINGS(language) if path == 'shocks' else path}{colon(language)}{shown}"


def _negotiation(found: Negotiated, said: InAll) -> dict[str, Any]:
    table, content = found.table, found.table.content
    alone = {deal: found.numbers(deal) for deal in table.single}
    levers = []
    for place, part in enumerate(content.levers):
        own = [numbers for deal, numbers in alone.items() if deal[place]]
        levers.append(
            {
                "label": said(REGISTRY[part.lever].label),
                "term": said(partial(term_words, part.lever, part.term)),
                "levels": part.levels,
                "effects": [_columns([numbers[column] for numbers in own]) for column in range(len(table.outcomes))],
            }
        )
    return {
        "label": said(text_of(content.label)),
        "budget": content.budget_usd,
        "runs": table.replications,
        "years": table.years,
        "stamp": said(partial(stamp_lines, found.comparison.manifest)),
        "outcomes": [{"id": name, "label": said(partial(tables.label_of, name)),
                      "unit": said(partial(tables.unit_label, name, ""))} for name in table.outcomes],
        "roles": [{"id": role.id, "label": said(text_of(role.label)), "brief": said(text_of(role.brief)), "outcome": table.outcomes.index(role.outcome),
                   "wants": role.wants} for role in content.roles],
        "levers": levers,
        "packages": [{"deal": list(each.deal), "said": [finite(value) for value in each.summed], **_columns(each.fresh)} for each in found.packages()],
        "error": [_error(found.error(column)) for column in range(len(table.outcomes))],
    }  # fmt: skip
