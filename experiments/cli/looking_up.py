"""`diaspora list`, `describe` and `check`: what there is, and what a scenario says. Nothing is run, so nothing is loaded that runs."""

from __future__ import annotations

from rich.text import Text as Styled

from scenarios.corridors import footnotes

from ..terminal import cell_text, head_text, plain_table, terminal
from . import catalogue
from .printing import loaded, print_footnotes, print_json


def list_kind(kind: str, as_json: bool, language: str) -> int:
    """`diaspora list`."""
    items = catalogue.listed(kind, language)
    notes = [note(language) for note in footnotes(items)]
    if as_json:
        print_json({kind: items} | ({"footnotes": notes} if notes else {}))
        return 0
    head = list(items[0]) if items else ["id", "label"]
    whole = list(head).index("id") if "id" in head else None
    words = [head_text(key, language) for key in head]
    terminal().print(plain_table(words, [[cell_text(key, item[key], language) for key in head] for item in items], whole=whole))
    print_footnotes(notes)
    return 0


def describe_name(name: str, as_json: bool, language: str) -> int:
    """`diaspora describe`."""
    found = catalogue.described(name, language)
    if as_json:
        print_json(found)
        return 0
    console = terminal()
    for key, value in found.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            head = list(value[0])
            words = [head_text(name, language) for name in head]
            rows = [[cell_text(name, item[name], language) for name in head] for item in value]
            console.print(plain_table(words, rows, head_text(key, language), whole=head.index("id") if "id" in head else None))
        elif value != "":  # not every outcome needs more than its name
            console.print(Styled(f"{head_text(key, language)}  ", style="bold"), end="")
            console.print(cell_text(key, value, language))
    return 0


def check_scenario(name: str, changes: list[str], as_json: bool, language: str, is_all: bool = False) -> int:
    """`diaspora check`: a summary, and below it each input where all are asked for."""
    from ..checks.before_a_run import checked  # the life table of cohorts, which the other two do without

    scenario = loaded(name, changes, None)
    found = checked(scenario, language)
    if as_json:
        print_json(found)
        return 0
    from .check_summary import every_input, how_to_see_all, summary

    console = terminal()
    for each in summary(scenario, found, language):
        console.print(each)
    console.print(every_input(found, language) if is_all else how_to_see_all(found, language))
    print_footnotes(found["footnotes"])
    return 0
