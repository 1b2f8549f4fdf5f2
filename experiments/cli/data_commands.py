"""What `data import`, `data build` and `new-country` do: ask the importers and tables of countries, then say the answer."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.text import Text as Styled

from model.errors import COUNTRY, MISSING, InputError, Problem
from model.languages import as_written
from model.text import Text, in_language
from scenarios.countries.new_country import empty_country, new_country
from scenarios.countries.propensity import with_propensities
from scenarios.country_tables.build import build, write
from scenarios.importing import KINDS, read

from ..storage.files import write_whole
from ..terminal import plain_table, terminal
from ..text import colon, semicolon
from .commands import print_json

WORDS: Mapping[str, Text] = {
    "figure": Text("figure", "chiffre"),
    "unit": Text("unit", "unité"),
    "countries": Text("countries or origins", "pays ou origines"),
    "residences": Text("residences", "résidences"),
    "years": Text("years", "années"),
    "values": Text("values", "valeurs"),
    "smallest": Text("smallest", "plus petite"),
    "median": Text("median", "médiane"),
    "largest": Text("largest", "plus grande"),
    "left_out": Text("Left out: {what}.", "Laissé de côté : {what}."),
    "read": Text("{n} values read, as {kind} ({source}).", "{n} valeurs lues, comme {kind} ({source})."),
    "not_written": Text("Nothing is written: --out FILE writes them in one form.", "Rien n'est écrit : --out FICHIER les écrit sous une même forme."),
    "written": Text("Written: {file}.", "Écrit : {file}."),
    "built": Text(
        "{corridors} corridors of {origins} origins in {residences} countries of residence: {share} % of all emigrants.",
        "{corridors} corridors de {origins} origines dans {residences} pays de résidence : {share} % de tous les émigrés.",
    ),
    "origins_90": Text(
        "{origins_90} origins with at least 90 % of their emigrants, {origins_10} with at least ten corridors.",
        "{origins_90} origines avec au moins 90 % de leurs émigrés, {origins_10} avec au moins dix corridors.",
    ),
    "imputed": Text("Imputed for so many countries: {what}.", "Imputés pour tant de pays : {what}."),
    "jumps": Text(
        "Remittances received that are twice or half of both their neighbours, most likely slips of the publisher: {what}.",
        "Envois reçus doubles ou moitié de leurs deux voisins, sans doute des erreurs de l'éditeur : {what}.",
    ),
}
SHOWN = 12
"""Kinds of what was left out that are named."""


def import_table(kind: str, file: str, out: str | None, language: str, as_json: bool) -> int:
    """`diaspora data import`: what was read, and with `out` the values in one form."""
    found = read(kind, file)
    said = found.summary()
    if out is not None:
        _write(out, found.csv_text(), file)
    if as_json:
        figures = [{**item, "says": item["says"](language), "years": list(item["years"])} for item in _figures(said)]
        print_json({**said, "figures": figures, "notes": [note(language) for note in found.notes], "out": out})
        return 0
    console = terminal()
    console.print(WORDS["read"](language).format(n=found.n_values, kind=KINDS[kind].says(language), source=found.source))
    head = ["figure", "unit", "countries", "residences", "years", "values", "smallest", "median", "largest"]
    rows = [[_cell(key, item[key], language) for key in head] for item in _figures(said)]
    console.print(plain_table([WORDS[key](language) for key in head], rows, right=tuple(range(2, len(head)))))
    if found.left_out:
        console.print(Styled(WORDS["left_out"](language).format(what=_grouped(found.left_out, language))))
    for note in found.notes:
        console.print(Styled(f"- {note(language)}"))
    console.print(Styled(WORDS["not_written"](language) if out is None else WORDS["written"](language).format(file=out)))
    return 0


def _figures(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(said["figures"])


def _cell(key: str, value: Any, language: str = "en") -> str:
    if key == "years":
        return str(value[0]) if value[0] == value[1] else f"{value[0]}-{value[1]}"
    return as_written(f"{value:,.6g}", language) if isinstance(value, float) else in_language(value, language) if isinstance(value, str) else str(value)


MORE = Text("{names} and {n} more", "{names} et {n} de plus")


def _grouped(left_out: Mapping[str, int], language: str = "en") -> str:
    """What was left out, by kind: some names of each."""
    kinds: dict[str, list[str]] = {}
    for what in left_out:
        kind, _, name = in_language(what, language).partition(":")
        kinds.setdefault(kind.rstrip(), []).append(name.strip())
    return semicolon(language).join(_of_kind(kind, names, language) for kind, names in kinds.items())


def _of_kind(kind: str, names: Sequence[str], language: str) -> str:
    shown = ", ".join(name for name in names[:SHOWN] if name)
    if len(names) > SHOWN:
        shown = MORE(language).format(names=shown, n=len(names) - SHOWN)
    return f"{kind}{colon(language)}{shown}" if shown else kind


def _write(out: str, text: str, read_from: str = "") -> None:
    """A text as a file, whole or not at all; never over the file that was read."""
    path = Path(out)
    if path.is_dir():
        raise InputError(Problem("--out", Text("is a folder", "est un dossier"), value=out, allowed=Text("the path of a file", "le chemin d'un fichier")))
    if read_from and path.exists() and path.samefile(read_from):
        raise InputError(
            Problem("--out", Text("is the file that is read", "est le fichier qui est lu"), value=out, allowed=Text("another file", "un autre fichier"))
        )
    write_whole(path, lambda draft: draft.write_text(text, encoding="utf-8", newline=""))


def build_tables(folder: str, out: str | None, use: Sequence[str], language: str, as_json: bool) -> int:
    """`diaspora data build`: the tables of all countries and corridors from a folder of published ones."""
    built = with_propensities(build(folder, dict(_pair(text) for text in use)))
    if out is not None:
        write(built, out)
    report = built.report
    if as_json:
        print_json({**report, "out": out})
        return 0
    console = terminal()
    numbers = {**report, "share": f"{100 * report['share_of_stock']:.1f}"}
    console.print(Styled(WORDS["built"](language).format(**numbers)))
    console.print(Styled(WORDS["origins_90"](language).format(**numbers)))
    console.print(Styled(WORDS["imputed"](language).format(what=", ".join(f"{name} {n}" for name, n in report["imputed_countries"].items()))))
    jumps = "; ".join(f"{code} {', '.join(map(str, years))}" for code, years in report["jumps_received"].items())
    if jumps:
        console.print(Styled(WORDS["jumps"](language).format(what=jumps)))
    written = WORDS["written"](language).format(file=", ".join(str(Path(out) / name) for name in built.files)) if out else WORDS["not_written"](language)
    console.print(Styled(written.replace("FILE", "FOLDER").replace("FICHIER", "DOSSIER")))
    return 0


def _pair(text: str) -> tuple[str, str]:
    kind, equals, file = text.partition("=")
    if not equals or not file:
        raise InputError(
            Problem(
                "--use",
                Text("{text} is not of the form KIND=FILE", "{text} n'a pas la forme TYPE=FICHIER").filled(text=repr(text)),
                value=text,
                allowed=Text("for example wdi=newer.csv", "par exemple wdi=newer.csv"),
            )
        )
    return kind.strip(), file.strip()


def write_country(
    country: str | None, residences: str | None, out: str | None, is_empty: bool, language: str, folder: str | None, remittances: str = "informed"
) -> int:
    """`diaspora new-country`: the file of a scenario, to a file or to standard output."""
    if is_empty:
        if country is not None or residences is not None:
            raise InputError(
                Problem(
                    "--empty",
                    Text("stands beside a country", "figure à côté d'un pays"),
                    value=country or residences,
                    allowed=Text("a country, or --empty", "un pays, ou --empty"),
                )
            )
        text = empty_country(language)
    elif country is None:
        raise InputError(
            Problem(
                COUNTRY,
                MISSING,
                allowed=Text("a country by its code or name, or --empty", "un pays par son code ou son nom, ou --empty"),
            )
        )
    else:
        asked = [part.strip() for part in (residences or "").split(",") if part.strip()]
        text = new_country(country, asked, language, folder, remittances)
    if out is None:
        sys.stdout.write(text)
    else:
        if Path(out).exists():
            raise InputError(
                Problem(
                    "--out",
                    Text("is there already, and may have been edited", "existe déjà, et a peut-être été modifié"),
                    value=out,
                    allowed=Text("a file that is not there yet", "un fichier qui n'existe pas encore"),
                )
            )
        _write(out, text)
        terminal().print(Styled(WORDS["written"](language).format(file=out)))
    return 0
