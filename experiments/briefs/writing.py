"""From a folder of results to the files of a brief."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from shlex import quote

from model.errors import InputError, Problem, nearest
from model.text import Text

from ..calibrated.lever_evidence import stamp
from ..checks.currencies import money_of
from ..comparing.comparison import Comparison
from ..manifest import footnotes_of
from ..reporting.stored_runs import read_comparison
from ..reporting.summary import title_of
from ..runs.verdicts import what_was_drawn
from ..shown_money import showing
from ..storage.files import write_whole
from ..text import colon
from .document import Block, Brief, Heading, Paragraph, line_of, numbered
from .words import word

FORMATS = {".pdf": ("pdf", "pdf_bytes", "typst"), ".docx": ("word_file", "word_bytes", "docx"), ".html": ("web", "html_bytes", "jinja2"),
           ".xlsx": ("workbook", "workbook_bytes", "xlsxwriter")}  # fmt: skip
"""How a name ends, and which module makes that file with what, by which library."""
EXTRA = "pip install 'diaspora-policy-simulator[report]'"


def write_briefs(
    results: str | Path, to: Sequence[str | Path], language: str | Sequence[str] = "en", currency: str | None = None, rate: float | None = None
) -> list[Path]:
    """Write briefs of a folder of results, which is read once.

    Args:
        results: a folder that `diaspora compare` wrote.
        to: files to write, .pdf, .docx, .html or .xlsx.
        language: "en" or "fr", whatever the language of the folder; of several, each gets files of its own (`named`).
        currency: ISO 4217; None for that of the folder.
        rate: units of it for one USD, mean of 2019, where no rate ships.

    Returns:
        The files, one language after the other.

    Raises:
        InputError: for a folder that is none of `diaspora compare` or is damaged, another format, a library that is not installed, or a file that cannot be
            written.
    """
    languages = [language] if isinstance(language, str) else list(dict.fromkeys(language))
    wanted = {each: [named(one, each) if len(languages) > 1 else Path(one) for one in to] for each in languages}
    makers = [_maker(path) for path in next(iter(wanted.values()))]
    for path in (path for paths in wanted.values() for path in paths):
        _check_place(path)
    comparison = read_comparison(results)
    told = comparison.manifest.get("money")
    if currency is None and told is not None:
        currency, rate = str(told["currency"]), float(told["per_usd_of_2019"]) if told.get("source") == "--rate" else rate
    comparison = comparison.in_money(money_of(currency, rate, comparison.scenarios))
    made: dict[Path, bytes] = {}
    folder = quote(Path(results).resolve().name)
    for each, paths in wanted.items():
        brief = brief_of(comparison, _command(folder, paths, each, currency, rate), each, folder)
        with showing(comparison.money):
            made |= {path: maker(brief) for path, maker in zip(paths, makers, strict=True)}
    for path, content in made.items():
        _write(path, content)
    return list(made)


def brief_bytes(comparison: Comparison, ending: str, asked: str = "", language: str = "en") -> bytes:
    """One brief of a comparison as the content of a file, `ending` one of `FORMATS`; InputError where a library is not installed."""
    maker = _maker(Path(f"brief{ending}"))
    brief = brief_of(comparison, asked, language)
    with showing(comparison.money):
        return maker(brief)


def missing(ending: str) -> str | None:
    """The library that a format needs and that is not installed; None where nothing is missing. It imports nothing."""
    return next((name for name in ("markdown_it", FORMATS[ending][2]) if find_spec(name) is None), None)


def named(path: str | Path, language: str) -> Path:
    """The file of one language where briefs in several are asked for.

    >>> named("out/brief.pdf", "fr").as_posix()
    'out/brief.fr.pdf'
    """
    path = Path(path)
    return path.with_name(f"{path.stem}.{language}{path.suffix}")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, lambda draft: draft.write_bytes(content))


def _maker(path: Path) -> Callable[[Brief], bytes]:
    """What makes a file of this name. InputError where nothing does, or where its library is not installed."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        near = nearest(ending, list(FORMATS))
        raise InputError(
            Problem(
                "--to",
                Text("{name} is no format of a brief", "{name} n'est pas un format de note").filled(name=path.name),
                value=str(path),
                allowed=", ".join(FORMATS),
                nearest=near,
            )
        )
    module, name, library = FORMATS[ending]
    for needed in ("markdown_it", library):
        try:
            importlib.import_module(needed)
        except ImportError:
            raise InputError(
                Problem(
                    "--to",
                    Text("{ending} needs {needed}, which is not installed", "{ending} demande {needed}, qui n'est pas installé").filled(
                        ending=ending, needed=needed
                    ),
                    value=str(path),
                    allowed=EXTRA,
                )
            ) from None
    maker: Callable[[Brief], bytes] = getattr(importlib.import_module(f"{__package__}.{module}"), name)
    return maker


def _check_place(path: Path) -> None:
    """InputError where no file of this name can be written."""
    if path.is_dir():
        raise InputError(Problem("--to", Text("{path} is a folder, not a file", "{path} est un dossier, non un fichier").filled(path=path), value=str(path)))
    place = next(one for one in path.absolute().parents if one.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        raise InputError(
            Problem(
                "--to",
                Text(
                    "{path} cannot be written: {place} is no folder that you may write",
                    "{path} ne peut pas être écrit : {place} n'est pas un dossier où vous pouvez écrire",
                ).filled(path=path, place=place),
                value=str(path),
            )
        )


def _command(folder: str, to: Sequence[str | Path], language: str, currency: str | None, rate: float | None) -> str:
    """What makes the brief again: names without the folders of this machine, quoted where a shell would part them; a rate with all its digits."""
    words = ["diaspora report", folder, *(f"--to {quote(Path(one).name)}" for one in to), f"--language {language}"]
    words += [f"--currency {currency}"] if currency is not None else []
    return " ".join(words + ([f"--rate {rate:.15g}"] if rate is not None else []))


def brief_of(comparison: Comparison, asked: str = "", language: str = "en", folder: str = "") -> Brief:
    """The brief of a comparison, amounts in its money; `asked` is the command that asks for it, of the results in `folder`."""
    from .annex import annex
    from .first_page import first_page
    from .following_pages import following_pages, how_to_reproduce
    from .sheets import sheets_of
    from .tidying import tidied

    manifest = comparison.manifest
    options = manifest["options"]
    with showing(comparison.money):
        about = {"version": manifest["code"]["version"], "fingerprint": str(manifest["fingerprint"])[:12], "runs": options["replications"]}
        source = word("source_line", language, **about, drawn=what_was_drawn(options, language))
        notes = tuple(footnotes_of(manifest, language))
        first = first_page(comparison, source, language)
        rest = [*following_pages(comparison, source, language), *how_to_reproduce(manifest, asked, language, folder), *annex(comparison, source, language)]
        blocks: list[Block] = tidied([*first, *rest], comparison, language)
        if notes:
            place = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.text == word("verdict", language))
            blocks[place:place] = [Paragraph(line_of(f"* {note}"), is_note=True) for note in notes]
        return Brief(
            title_of(comparison, language),
            language,
            stamp(manifest, language),
            source,
            notes,
            numbered(blocks, word("figure", language), word("table", language)),
            sheets_of(comparison, source, language),
            word("page", language),
            word("unit", language) + colon(language),
            word("source", language) + colon(language),
        )
