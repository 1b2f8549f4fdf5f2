"""The validation card in words: on the terminal, as a page in Markdown, as files of a folder."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.text import Text as Styled

from model.errors import InputError, Problem
from model.parameter import Text
from scenarios.corridors import bibliography

from ..figures.style import save
from ..manifest import finite, model_code
from ..markdown import table as markdown_table
from ..storage.csv_tables import write_csv
from ..storage.files import write_whole, writing
from ..terminal import plain_table
from ..text import bounds, number
from .card_picture import draw
from .declaration import Band
from .explanations import REASONS
from .naive import naive, of_shapes, shapes
from .validation import Answered, Card
from .verdict import Judged, Verdict, score_of

KIND = "validation"
VERDICTS: Mapping[Verdict, Text] = {
    Verdict.HIT: Text("hit", "atteint"),
    Verdict.NEAR: Text("near", "proche"),
    Verdict.MISS: Text("miss", "manqué"),
    Verdict.WRONG_SIGN: Text("wrong sign", "mauvais signe"),
}
CHANNEL_WORDS: Mapping[str, Text] = {
    "remittances": Text("remittances", "envois de fonds"),
    "investment": Text("investment", "investissement"),
    "trade": Text("trade", "commerce"),
    "visits": Text("visits", "visites"),
    "skills": Text("skills", "compétences"),
    "giving": Text("giving", "dons"),
    "citizenship": Text("citizenship", "citoyenneté"),
    "trust": Text("trust", "confiance"),
    "other": Text("other", "autre"),
}
WORDS: Mapping[str, Text] = {
    "fact": Text("Fact", "Fait"),
    "grade": Text("Grade", "Niveau"),
    "statement": Text("Statement", "Énoncé"),
    "band": Text("Band", "Plage"),
    "value": Text("Model", "Modèle"),
    "interval": Text("95 % interval", "Intervalle à 95 %"),
    "verdict": Text("Verdict", "Verdict"),
    "channel": Text("Channel", "Canal"),
    "facts": Text("Facts", "Faits"),
    "score": Text("Score", "Score"),
    "open_low": Text("at most {high}", "au plus {high}"),
    "open_high": Text("{low} or more", "{low} ou plus"),
    "not_computed": Text("could not be computed: {why}", "n'a pas pu être calculé : {why}"),
    "title": Text("Validation card", "Carte de validation"),
    "summary": Text(
        "Score {score} over {n} facts (hit 1, near 0.5, miss 0, wrong sign -0.5; weights A 1, B 0.7, C 0.4, D 0.15).",
        "Score {score} sur {n} faits (atteint 1, proche 0,5, manqué 0, mauvais signe -0,5 ; poids A 1, B 0,7, C 0,4, D 0,15).",
    ),
    "naive": Text(
        "Without a model (levels of a world without policy, one multiplier a channel for policies): {score} on the same facts; on the {n} parts that "
        "are no level the model has {own}, that guess {other}.",
        "Sans modèle (niveaux d'un monde sans politique, un multiplicateur par canal pour les politiques) : {score} sur les mêmes faits ; sur les {n} parties "
        "qui ne sont pas des niveaux, le modèle a {own}, cette estimation {other}.",
    ),
    "how": Text(
        "Parameters {where}; {replications} runs of {sample} records a corridor at most, seed {seed}. A value is the mean over runs; its "
        "interval comes from runs of other luck. Near: outside the band by at most a quarter of its width. A fact of several parts hits when all parts do.",
        "Paramètres {where} ; {replications} simulations d'au plus {sample} enregistrements par corridor, graine {seed}. Une valeur est la "
        "moyenne des simulations ; son intervalle vient de simulations d'une autre chance. Proche : hors de la plage d'au plus un quart de sa largeur. Un fait "
        "en plusieurs parties est atteint quand toutes le sont.",
    ),
    "declared": Text("at their declared values", "à leurs valeurs déclarées"),
    "point": Text("at the best fit of the calibration", "au meilleur ajustement du calibrage"),
    "apart": Text(
        "Of the {fitted} facts that were fitted {own}, of the {others} that were not {other}.",
        "Des {fitted} faits ajustés {own}, des {others} qui ne l'ont pas été {other}.",
    ),
    "defined_in": Text(" (defined in {n} of {of} runs)", " (défini dans {n} simulations sur {of})"),
    "as_asked": Text("8 or more", "8 ou plus"),
}


def band_words(band: Band, language: str = "en") -> str:
    """A band in words.

    >>> band_words((0.1, 0.2)), band_words((-math.inf, 0.5)), band_words((2.0, math.inf))
    ('0.1 to 0.2', 'at most 0.5', '2 or more')
    """
    low, high = band
    if math.isinf(low):
        return WORDS["open_low"](language).format(high=number(high, language))
    if math.isinf(high):
        return WORDS["open_high"](language).format(low=number(low, language))
    return bounds(low, high, language)


def source_of(key: str) -> str:
    """A source of the bibliography on one line; any other text as it is."""
    found = bibliography().get(key)
    if found is None:
        return key
    return ", ".join(str(found[part]) for part in ("author", "publisher", "title", "year") if part in found)


def _row(each: Answered, judged: Judged, language: str) -> list[str]:
    found = judged.estimate
    name = each.fact.name_of(judged.part)
    interval = bounds(found.low, found.high, language) if math.isfinite(found.low) else "-"
    if found.defined < found.replications:
        interval += WORDS["defined_in"](language).format(n=found.defined, of=found.replications)
    return [name, each.fact.grade, band_words(judged.band, language), number(found.value, language), interval, VERDICTS[judged.verdict](language)]


HEADS = ("fact", "grade", "band", "value", "interval", "verdict")


def terminal_card(card: Card, language: str = "en") -> Group:
    """The card for the terminal: a table by channel, what could not be computed, the score."""
    shown: list[Any] = []
    for channel in dict.fromkeys(each.fact.channel for each in card.answered):
        rows = [
            [*row[:2], each.fact.says if place == 0 else "", *row[2:]]
            for each in card.answered
            if each.fact.channel == channel
            for place, row in enumerate([_row(each, judged, language) for judged in each.parts])
        ]
        heads = [WORDS[name](language) for name in (*HEADS[:2], "statement", *HEADS[2:])]
        if rows:
            shown.append(plain_table(heads, rows, CHANNEL_WORDS[channel](language).capitalize(), right=(4, 5), whole=0))
    for each in card.failed:
        shown.append(Styled(f"{each.fact.id}, {each.fact.file}: {WORDS['not_computed'](language).format(why=each.failed)}"))
    shown.append(_groups(card, language))
    shown.append(Styled(_summary(card, language), style="bold"))
    shown.append(Styled(_beside(card, language)))
    return Group(*shown)


def _groups(card: Card, language: str) -> Any:
    rows = [
        [_group_name(by, str(row[0]), language), str(row[1]), *(str(count) for count in row[2:-1]), number(row[-1], language)]
        for by in ("channel", "grade")
        for row in card.groups(by).itertuples(index=False)
    ]
    heads = ["", WORDS["facts"](language), *(VERDICTS[verdict](language) for verdict in Verdict), WORDS["score"](language)]
    return plain_table(heads, rows, right=tuple(range(1, len(heads))))


def _group_name(by: str, name: str, language: str) -> str:
    return CHANNEL_WORDS[name](language) if by == "channel" else f"{WORDS['grade'](language)} {name}"


def _summary(card: Card, language: str) -> str:
    said = WORDS["summary"](language).format(score=number(card.score, language), n=len(card.answered) - len(card.failed))
    if not any(each.fitted for each in card.answered):
        return said
    parts = [[each for each in card.answered if each.parts and each.fitted is fitted] for fitted in (True, False)]
    own, other = (number(score_of((each.points, each.fact.weight) for each in part), language) for part in parts)
    return f"{said} {WORDS['apart'](language).format(fitted=len(parts[0]), own=own, others=len(parts[1]), other=other)}"


def _beside(card: Card, language: str) -> str:
    """The score beside that of the naive benchmark."""
    guess = naive(card)
    own, other, n = of_shapes(card), of_shapes(guess), shapes(card)
    return WORDS["naive"](language).format(score=number(guess.score, language), n=n, own=number(own, language), other=number(other, language))


def _how(card: Card, language: str) -> str:
    settings = dict(card.settings)
    settings["replications"] = settings["replications"] or WORDS["as_asked"](language)
    return WORDS["how"](language).format(**settings, where=WORDS["point" if "point" in settings else "declared"](language))


def page(card: Card, language: str = "en", image: str | None = None, command: str = "diaspora validate") -> str:
    """The card as a page in Markdown."""
    lines = [f"# {WORDS['title'](language)}", "", f"`{command}`", "", _summary(card, language), "", _beside(card, language), "", _how(card, language), ""]
    lines += [f"![{WORDS['title'](language)}]({image})", ""] if image else []
    for by in ("channel", "grade"):
        rows = [
            [_group_name(by, str(row[0]), language), str(row[1]), *(str(count) for count in row[2:-1]), number(row[-1], language)]
            for row in card.groups(by).itertuples(index=False)
        ]
        lines += [
            markdown_table(
                [WORDS[by](language), WORDS["facts"](language), *(VERDICTS[verdict](language) for verdict in Verdict), WORDS["score"](language)], rows
            ),
            "",
        ]
    for channel in dict.fromkeys(each.fact.channel for each in card.answered):
        lines += [f"## {CHANNEL_WORDS[channel](language).capitalize()}", ""]
        rows = [_row(each, judged, language) for each in card.answered if each.fact.channel == channel for judged in each.parts]
        if rows:
            lines += [markdown_table([WORDS[name](language) for name in HEADS], rows, left=2), ""]
        lines += [
            f"- **{each.fact.id}** {each.fact.says} *{source_of(each.fact.source)}.*{_reason(each)}" for each in card.answered if each.fact.channel == channel
        ]
        lines += [""]
    lines += [f"- {each.fact.id}: {WORDS['not_computed'](language).format(why=each.failed)}" for each in card.failed]
    return "\n".join(lines).rstrip() + "\n"


def _reason(each: Answered) -> str:
    """Why a fact that ships is not hit, where that is known."""
    return f" {REASONS[each.fact.id]}" if each.fact.id in REASONS and each.verdict is not Verdict.HIT else ""


def write_card(card: Card, folder: Path, language: str, command: str) -> None:
    """Table, page, figure and manifest of a card. A folder that holds something else is refused and left as it is."""
    check_folder(folder)
    with writing(folder):
        (folder / "figures").mkdir(parents=True, exist_ok=True)
        write_csv(card.table, folder / "card.csv", language)
        save(draw(card, language), folder / "figures" / "card")
        (folder / "card.md").write_text(page(card, language, "figures/card.png", command), encoding="utf-8")
        manifest = finite({"kind": KIND, "code": model_code(), "command": command, **card.document()})
        write_whole(folder / "manifest.json", lambda draft: draft.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"))


def check_folder(folder: Path) -> None:
    """InputError where a card could not be written there, before anything is simulated."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not _is_card(folder))):
        allowed = Text("a new or empty folder, or one with a validation card", "un dossier nouveau ou vide, ou avec une carte de validation")
        says = Text("{folder} holds something else; nothing was changed", "{folder} contient autre chose ; rien n'a été changé").filled(folder=folder)
        raise InputError(Problem("--out", says, value=str(folder), allowed=allowed))


def _is_card(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("kind") == KIND)
    except (OSError, ValueError, AttributeError, RecursionError):
        return False
