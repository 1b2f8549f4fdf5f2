"""What makes pages shorter without a number less: the name of the only policy is said once, and columns that say the same in every row go."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..comparing.comparison import Comparison
from ..comparing.rows import labels, lever_within, whole_package
from ..text import colon, held, say
from .document import Block, Bullets, Heading, Line, Paragraph, Table, plain

EMPTY = ("-", "")


def tidied(blocks: Sequence[Block], comparison: Comparison, language: str) -> list[Block]:
    """The same blocks, where there is one policy without its name, which stands at the head of the brief; and tables without what repeats in each row."""
    names = set(labels(comparison, language).values())
    policies = [each for each in comparison.replications if each.scenario.levers]
    if len(names) != 1 or len(policies) != 1:
        return [_lines(_without_empty(block) if isinstance(block, Table) else block, _held) for block in blocks]
    name = next(iter(names))
    short = _shortener(name, language)
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level > 1 and block.text == name:
            continue  # the section that it stands in is of this policy
        shown = _lines(block, short)
        found.append(_lines(_without_first(_without_empty(shown), name, language) if isinstance(shown, Table) else shown, _held))
    return found


def _lines(block: Block, changed: Callable[[Line], Line]) -> Block:
    """The same block with other lines; heads of columns and titles stay."""
    if isinstance(block, Paragraph):
        return replace(block, line=changed(block.line))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(map(changed, block.items)))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(changed, row)) for row in block.rows))
    return block


def _held(line: Line) -> Line:
    """The line with no break between a number and its thousands, millions or per cent."""
    return tuple(run if run.code else run._replace(text=held(run.text)) for run in line)


def _shortener(name: str, language: str) -> Callable[[Line], Line]:
    """What takes the name of the policy out of a line, wherever the words around it say that it is the whole, or a lever in it."""
    whole = say("whole_package", language)
    within = lever_within("|", name, language).partition("|")[2]
    lead = f"{name}{colon(language)}"

    def short(line: Line) -> Line:
        found = []
        for place, run in enumerate(line):
            text = run.text.replace(whole_package(name, language), whole).replace(within, "")
            text = text.removeprefix(lead) if place == 0 else text
            found.append(run._replace(text=text))
        if found and found[0].text != line[0].text:
            first = found[0].text
            found[0] = found[0]._replace(text=first[:1].upper() + first[1:])
        return tuple(found)

    return short


def _without_empty(table: Table) -> Table:
    """Without columns in which nothing is defined; where that is most of them, it is what the table says."""
    kept = [place for place in range(len(table.head)) if place == 0 or any(plain(row[place]) not in EMPTY for row in table.rows)]
    return _of_columns(table, kept) if 2 * len(kept) > len(table.head) else table


def _without_first(table: Table, name: str, language: str) -> Table:
    """Without the column of the policy, where every row is of the one there is."""
    same = {plain(row[0]) for row in table.rows}
    whole = say("whole_package", language)
    if len(table.head) < 3 or plain(table.head[0]) != say("policy_column", language) or len(same) != 1:
        return table
    is_said = same <= {name, whole, whole[:1].upper() + whole[1:]}
    return _of_columns(table, list(range(1, len(table.head)))) if is_said else table


def _of_columns(table: Table, places: Sequence[int]) -> Table:
    if len(places) == len(table.head):
        return table
    return replace(table, head=tuple(table.head[place] for place in places), rows=tuple(tuple(row[place] for place in places) for row in table.rows))


def in_notes(blocks: Sequence[Block]) -> list[Block]:
    """The same with explanations in small print: paragraphs that are no head of their own, and lists."""
    found: list[Block] = []
    for block in blocks:
        is_head = isinstance(block, Paragraph) and all(run.bold or re.fullmatch(r"\s*", run.text) for run in block.line)
        found.append(replace(block, is_note=True) if isinstance(block, Paragraph | Bullets) and not is_head else block)
    return found
