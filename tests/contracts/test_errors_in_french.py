"""Every error can be said in French, and in a third language: no words of a problem are plain strings, and of hundreds of wrong inputs none is told with a word in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.translations.catalogues import _catalogue, written
from model.errors import InputError, Problem
from model.inputs.ministry import DOMAINS, MINISTRY_PARAMETERS
from model.inputs.settings import FIGURES
from model.inputs.shocks import SHOCK_PARAMETERS, SHOCKS
from model.languages import catalogue_path
from model.levers import ELIGIBILITY, REGISTRY
from model.parameters import MECHANISMS, PARAMETERS
from model.text import Said
from scenarios import load, parse_set
from scenarios.reading.build import build
from scenarios.reading.keys_and_types import TOP_LEVEL, GivenAmount, GivenCurrency, GivenFigure, GivenSource
from scenarios.reading.loader import library
from scenarios.reading.region_rows import COLUMNS
from tests.contracts.test_bad_input import FILES_OF_ALL_KINDS, SET
from tests.contracts.test_third_language import MADE_UP, WORD_OR_PLACE, outside
from tests.unit import test_loader_errors, test_money_inputs, test_regions, test_scenario_refusals_by_hand

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("model", "scenarios", "experiments")
PLACES = {"Problem": {"key": 0, "says": 1, "allowed": 4, "nearest": 5}, "Refused": {"says": 0, "near": 1}, "wrong": {"says": 0, "allowed": 1}}
"""Where functions that make a problem take its words."""
CARRIES_NONE = {"Text", "Said", "worded", "by_language", "repr", "short", "filled", "as_known", "nearest", "numeral", "replace", "get", "type"}
NAMES = ("Table 1", "uniform", "least squares", "values = [[...], [...]]")
"""Names that look like words: of a sheet of a workbook, of choices; what is to be written."""
LITERAL = re.compile(r"\S*[_./=*\-\[\]{}<>\"'`|:#+0-9]\S*|[A-Z]{2,}\S*")
WORD = re.compile(r"[^\W\d_]{2,}")


def words_of(node: ast.expr | None, place: str, scope: Mapping[str, list[ast.expr]], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Plain strings with words that an argument is, or is put together of, where a Text belongs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        is_name = place in ("key", "nearest", "near", "value") and " " not in node.value.strip() and node.value == node.value.strip()
        if not is_name and node.value not in NAMES and not node.value.startswith("pip install") and WORD.search(LITERAL.sub(" ", node.value)):
            yield node.value
    elif isinstance(node, ast.Name) and node.id in scope and node.id not in seen:
        for value in scope[node.id]:
            yield from words_of(value, place, scope, seen | {node.id})
    elif isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == "join":
            for part in (*node.args, getattr(node.func, "value", None)):
                yield from words_of(part, place, scope, seen)
        elif name not in CARRIES_NONE and name in scope and name not in seen:
            for value in scope[name]:
                yield from words_of(value, place, scope, seen | {name})
    elif isinstance(node, ast.JoinedStr | ast.BinOp | ast.BoolOp | ast.IfExp | ast.List | ast.Tuple | ast.GeneratorExp | ast.ListComp | ast.FormattedValue):
        if isinstance(node, ast.IfExp):
            parts: Iterable[ast.AST] = (node.body, node.orelse)
        elif isinstance(node, ast.GeneratorExp | ast.ListComp):
            parts = (node.elt,)
        elif isinstance(node, ast.FormattedValue):
            parts = (node.value,)
        else:
            parts = ast.iter_child_nodes(node)
        listed = "value" if isinstance(node, ast.List | ast.Tuple) else place  # a list of single words is one of ids
        for part in parts:
            yield from words_of(part if isinstance(part, ast.expr) else None, listed, scope, seen)


def scope_of(module: ast.Module, function: ast.AST | None) -> dict[str, list[ast.expr]]:
    """What names stand for: constants of the module and what its functions give, and what is assigned within a function."""
    found: dict[str, list[ast.expr]] = {}
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value is not None]
    for node in chain(module.body, ast.walk(function) if function is not None else ()):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else (node.target,):
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                for name, value in pairs:
                    if isinstance(name, ast.Name):
                        found.setdefault(name.id, []).append(value)
    return found


def plain_words(source: str) -> list[tuple[int, str]]:
    """Line and words of every problem of a file that is made with plain strings."""
    module = ast.parse(source)
    found = []
    within: dict[ast.AST, ast.AST] = {}
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef):
            within |= dict.fromkeys(ast.walk(function), function)  # the innermost comes last
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        places = {"key": 0, "says": 1, "allowed": 3} if name in ("wrong", "problem") and isinstance(node.func, ast.Attribute) else PLACES.get(name, {})
        if not places:
            continue
        given = {place: node.args[at] for place, at in places.items() if at < len(node.args)}
        given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg in places}
        scope = scope_of(module, within.get(node))
        found += [(node.lineno, words) for place, value in given.items() for words in words_of(value, place, scope)]
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('Problem("a.b", "is missing")', ["is missing"]), ('Problem("a.b", MISSING, allowed="a share")', ["a share"]),
        ('Problem(f"line {n}", Text("a", "b"))', ["line "]), ('Problem(f"levers.{x}", MISSING, None, x, ", ".join(names), "a_name")', []),
        ('def f():\n    says = f"{x} is wrong"\n    says += "; see there"\n    return Problem("", says)', ["{x} is wrong", "; see there"]),
        ('SAYS = Text("a b", "c d")\nProblem("", SAYS.filled(x="is missing"))', []), ('X = "is wrong"\nProblem("", X)', ["is wrong"]),
        ('def f(x):\n    return f"{x} or others"\nProblem("a", A, allowed=f(1))', [" or others"]), ('Problem("a", A, allowed=" or ".join(b))', [" or "]),
        ('Refused("is empty")', ["is empty"]), ('table.wrong("a", "is wrong", 1, B)', ["is wrong"]), ('Problem("a", B, nearest=f"{x}, without quotes")', [", without quotes"]),
    ],
)  # fmt: skip
def test_plain_words_are_found(source: str, expected: list[str]) -> None:
    found = [words for _, words in plain_words(source)]
    assert [words if "{" not in other else other for words, other in zip(found, expected, strict=True)] == expected and all(len(words) > 1 for words in found)


def test_no_error_is_made_of_plain_words() -> None:
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    found = [f"{path.relative_to(ROOT)}:{line}: {words}" for path in files for line, words in plain_words(path.read_text(encoding="utf-8"))]
    assert len(files) > 500 and found == []


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A language in which every word of every message is in marks."""
    folder = tmp_path_factory.mktemp("locale")
    path = catalogue_path(folder, MADE_UP).with_suffix(".po")
    path.parent.mkdir(parents=True)
    path.write_text(written(_catalogue(MADE_UP, lambda en, fr: WORD_OR_PLACE.sub(lambda found: found[0] if found[0][0] == "{" else f"‹{found[0]}›", en))), encoding="utf-8")
    patch = pytest.MonkeyPatch()
    patch.setenv("DIASPORA_LOCALE", str(folder))
    yield
    patch.undo()


def names() -> set[str]:
    """Ids and keys that errors quote, as the words that they are made of."""
    ids = {*REGISTRY, *PARAMETERS, *MECHANISMS, *FIGURES, *ELIGIBILITY, *MINISTRY_PARAMETERS, *DOMAINS, *SHOCK_PARAMETERS, *SHOCKS, *TOP_LEVEL, *COLUMNS, *library()}
    ids |= {name for part in (GivenAmount, GivenCurrency, GivenFigure, GivenSource) for name in part.model_fields}
    for declared in chain(*(lever.parameters.items() for lever in REGISTRY.values()), ELIGIBILITY.items(), SHOCK_PARAMETERS.items()):
        ids |= {declared[0], *map(str, declared[1].choices)}
    return {*WORD.findall(" ".join(ids)), "en", "fr", "eligibility", "poorest", "richest", "true", "false", "TOML", "CSV", "UTF", "ISO", "alpha", "toml", "csv", "weights", "Latin", "Windows", "set", "years", *VALUES}


def in_english(problem: Problem, typed: str) -> list[str]:
    """Words of a problem that are not those of its messages in the language of the marks, nor ids, nor what was typed."""
    known = {*names(), *WORD.findall(typed.replace("\\", " "))}
    made = {word.lower() for word in WORD.findall(typed)}  # the key of a source that is offered is made of its name
    found = [word for line in outside(problem.said(MADE_UP)) for word in WORD.findall(TO_WRITE.sub(" ", line))]
    return [word for word in found if word not in known and word not in made and not re.fullmatch("[A-Z]{3}", word) and word not in KEYS_OF_SOURCES]


VALUES = ("True", "False", "inf", "nan", "datetime", "date", "time")
"""Values as Python shows them."""
TO_WRITE = re.compile(r"\{[^{}]*=[^{}]*\}")
"""Braces with what is to be written: they look like a place to who puts the marks."""
KEYS_OF_SOURCES = set(WORD.findall((ROOT / "scenarios" / "data" / "bibliography.toml").read_text(encoding="utf-8")))


def refused(what: Any) -> InputError:
    with pytest.raises(InputError) as raised:
        load(what) if isinstance(what, Path) else build(what)
    return raised.value


def check(error: InputError, typed: str) -> None:
    found = [(problem.said(MADE_UP), words) for problem in error.problems if (words := in_english(problem, typed))]
    assert found == []
    for problem in error.problems:
        french = problem.said("fr")
        assert french != str(problem) and isinstance(problem.says, Said)
        assert str(problem) == problem.said("en") and not re.search(r"\b(?:is|the|and|allowed|must|did you)\b", re.sub(r"« .*? »|'.*?'|\".*?\"|\S*[/_.]\S*", " ", french))


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("case", test_loader_errors.BAD)
def test_a_bad_file_is_told_without_english(case: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(test_loader_errors.BAD[case][0], encoding="utf-8")
    error = refused(path)
    check(error, test_loader_errors.BAD[case][0] + str(path))


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("case", test_scenario_refusals_by_hand.WRONG)
def test_a_bad_document_is_told_without_english(case: str) -> None:
    document = test_scenario_refusals_by_hand.document(**test_scenario_refusals_by_hand.WRONG[case][0])
    check(refused(document), repr(document))


def table_of(test: Any) -> list[Any]:
    """The cases of a test that is run for each of a table."""
    return list(test.pytestmark[0].args[1])


@pytest.mark.usefixtures("marked")
def test_money_that_is_wrong_is_told_without_english() -> None:
    cases = table_of(test_money_inputs.test_money_that_cannot_be_read_is_refused)
    assert len(cases) >= 20
    for given, *_ in cases:
        document = test_money_inputs.document(**given)
        check(refused(document), repr(document))


@pytest.mark.usefixtures("marked")
def test_regions_that_are_wrong_are_told_without_english(tmp_path: Path) -> None:
    cases = table_of(test_regions.test_what_does_not_fit_is_refused_with_line_and_column)
    assert len(cases) >= 20
    for rows, head, _ in cases:
        path = test_regions.written(tmp_path, *rows, head=head)
        check(refused(path), " ".join([*rows, head, str(path)]))


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("case", FILES_OF_ALL_KINDS)
def test_a_mistake_in_a_file_is_told_without_english(case: str, tmp_path: Path) -> None:
    content = FILES_OF_ALL_KINDS[case][0]
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    check(refused(path), content.decode("cp1252", errors="replace").replace("\0", "") + str(path))


@pytest.mark.parametrize("case", list(SET)[::6])
def test_a_command_tells_the_same_in_french(case: str) -> None:
    change = SET[case][0]
    words = ["check", "morocco_belgium_matching_grant", "--set", change]
    english, french = (CliRunner().invoke(app, [*words, "--language", language]) for language in ("en", "fr"))
    assert english.exit_code == french.exit_code == 2 and french.stdout == ""
    with pytest.raises(InputError) as raised:
        load("morocco_belgium_matching_grant", set=dict([parse_set(change)]))
    assert [str(problem) for problem in raised.value.problems] == [line.removeprefix("error: ") for line in english.stderr.split("\n") if line.startswith("error: ")]
    assert french.stderr.strip() == "\n".join(f"erreur\u00a0: {problem.said('fr')}" for problem in raised.value.problems)
