"""Every number that says what people, institutions or places do is a declared parameter: none stands bare, or under a name of its own, in rules and loops."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

MODEL = Path(__file__).parents[2] / "model"
ROOMS = ("rules", "households", "population", "enterprise", "business_networks", "skills", "giving", "dialogue", "finance")
FILES = (*sorted(str(path.relative_to(MODEL)) for room in ROOMS for path in (MODEL / room).glob("*.py")), "numerics.py", "time_units.py")

PLAIN = (0, 1, 2, 0.5, 12)
"""None, one, both, a half, months a year; -1 is a minus and a one."""

LIMIT, MONTH, ROOM, CODE, SAMPLE, UNIT = (
    "a limit of arithmetic, which no value of an input meets",
    "month of the household's year in which a yearly decision falls: it spreads the work, and moves nobody's chance",
    "room in arrays; where it does not do, the run is made again with more",
    "a number by which kinds, bits, rows or identities are told apart",
    "how finely something is sampled or summed up",
    "a unit in which things are counted",
)
NAMED: Mapping[str, Mapping[str, str]] = {
    "numerics.py": {
        **dict.fromkeys(("ROUNDING", "TINY", "APART_FROM_ZERO"), LIMIT), **dict.fromkeys(("QUARTER", "PER_THOUSAND", "PER_TEN_THOUSAND", "POINTS", "BILLION"), UNIT),
        "LN_2": "the natural logarithm of 2", "GOLDEN": "strata, by the golden ratio", "PLASTIC": "strata, by the plastic number",
    },
    "time_units.py": dict.fromkeys(("TWELFTH", "DAYS_A_MONTH", "WEEKS_A_MONTH", "A_QUARTER", "HALF_A_YEAR", "QUARTERS_A_YEAR", "DECADE"), UNIT),
    "rules/choose.py": {**dict.fromkeys(("FARTHEST", "BOUNDLESS"), LIMIT), **dict.fromkeys(("SIXTH", "TWENTY_FOURTH", "REST"), "the series of the exponential")},
    "rules/cover.py": {"NEVER": "a day that does not come", "CRISES_AT_MOST": LIMIT},
    "rules/earmark.py": dict.fromkeys(("LABEL", "PROVIDER", "VOUCHER", "PRODUCT"), CODE),
    "rules/leave.py": {"DEATH_AGE": "the age that the declaration of demography.death_60 names"},
    "households/decide.py": {**dict.fromkeys(("INVESTS", "NATURALISES", "GIVES"), MONTH), **dict.fromkeys(("MORE", "LAST"), CODE)},
    "households/saving.py": {"MONTH": MONTH, "ASKS": CODE},
    "households/skilled.py": {"REVIEW": MONTH, "MOVES": CODE, "YEARS_COUNTED": "a count that fits its field", "PROPOSALS_FILED": ROOM},
    "households/travel.py": {"MONTH": MONTH},
    "households/wish.py": dict.fromkeys(("N_OBSTACLES", "FIRST_FLOWS", "KINDS"), CODE),
    "population/firms.py": {
        "LOCAL_RECORDS": SAMPLE, "FIRST_LOCAL": CODE, **dict.fromkeys(("DEVIATIONS", "SPARE_FIRMS"), ROOM), **dict.fromkeys(("INNER", "EDGE"), SAMPLE),
        "MONTHS_TO_REST": "months until diffusion is at rest, to the last digit that matters",
    },
    "population/life_table.py": {"AGES": SAMPLE, "MONTHS": SAMPLE},
    "population/cohorts.py": {"FIVE_YEARS": "what gone_after_5_years names, in months", "NARROWEST": "a limit of what stocks can tell", "HALVINGS": SAMPLE},
    "population/margins.py": {"BANDS": SAMPLE, "NEAR": LIMIT, "TURNS": LIMIT, "FARTHEST": "a limit beyond which records are too few to be weighed"},
    "population/raking.py": {"EXACT": LIMIT, "ROUNDS": LIMIT},
    "population/strata.py": {"WORD": "how fine a draw is", "FINE": SAMPLE, "ROOM": CODE},
    "population/ties.py": dict.fromkeys(("CITIES", "COMMUNITIES", "LEVELS"), CODE),
    "population/world_at_start.py": {
        **dict.fromkeys(("FULL_SCALE_BELOW", "DEFAULT_SAMPLE", "FULL_SCALE"), SAMPLE), **dict.fromkeys(("FIRST_ASSOCIATION", "FIRST_HOST", "FIRST_CHAPTER"), CODE),
        **dict.fromkeys(("PARTING", "FOUNDED", "DEPARTING", "SPARE", "SPARE_FILES"), ROOM),
    },
    "finance/earmarked_transfers.py": {"MONTH": MONTH},
    "enterprise/trade.py": {"USUAL_CLIMATE": "the middle of the index, at which sales are worth what they are", **dict.fromkeys(("SMALL", "MEDIUM"), "classes of the statistics, for outcomes")},
    "business_networks/advocacy.py": {"FIRST_VOICE": CODE},
    "business_networks/fairs.py": dict.fromkeys(("FOR_A_FAIR", "FOR_A_COURSE", "WAITS"), CODE),
    "business_networks/chapters.py": dict.fromkeys(("NEW", "FADED", "NOWHERE"), CODE),
    "skills/month.py": {"HIGHEST_PAY": ROOM},
    "skills/placements.py": {
        "PLACEMENTS_COUNTED": "a count that fits its field; from one on it makes no difference",
        "INTERNS_A_MONTH": CODE, "STEP": "whose turn it is to be looked at first",
    },
    "giving/crises.py": {"UNLIMITED": LIMIT},
    "giving/proposing.py": {"MOST_CHOSEN": SAMPLE, "MOST_PROJECTS": "a count that fits its field"},
    "giving/terms.py": dict.fromkeys(("FIRST_COME", "NEED_WEIGHTED", "QUOTA"), CODE),
    "dialogue/consultation.py": {"KEPT_GROUPS": CODE},
    "dialogue/diaspora_survey.py": {**dict.fromkeys(("SHAPE", "GROUPS"), "shape of an array"), "LANES": CODE},
    "dialogue/knowledge_hub.py": {"LOOKS_UP": MONTH},
    "dialogue/month.py": {"SPARE_FILES": ROOM},
    "dialogue/volunteer_register.py": {"REGISTERS": MONTH},
    "finance/families_at_origin.py": dict.fromkeys(("ACCOUNT_MONTH", "INVESTMENT_MONTH"), MONTH),
    "finance/financial_training.py": dict.fromkeys(("RECEIVER", "SENDER"), CODE),
}  # fmt: skip
"""Names of numbers that are no behaviour, file by file, each with its reason. What moves anybody, or anything that is measured, belongs into `model/parameters`."""

MAKES_ARRAYS = ("zeros", "empty", "ones", "full", "reshape")


def number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float | complex) and not isinstance(node.value, bool)


def reckoned(node: ast.AST) -> bool:
    """Whether an expression is made of numbers alone, so that it is one more number."""
    if isinstance(node, ast.BinOp):
        return reckoned(node.left) and reckoned(node.right)
    return number(node) or (isinstance(node, ast.UnaryOp) and reckoned(node.operand))


def is_enumeration(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases)


def positions(node: ast.AST) -> list[ast.AST]:
    """Parts of an expression that are places, bits or shapes, in which any number may stand."""
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr | ast.BitXor | ast.LShift | ast.RShift):
        return [part for part in (node.left, node.right) if number(part)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MAKES_ARRAYS:
        return node.args[:1]
    if isinstance(node, ast.keyword) and node.arg in ("axis", "maxsize"):
        return [node.value]
    return []


def bare(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Numbers that stand in an expression or a body, by line."""
    if reckoned(node) and not number(node) and not isinstance(node, ast.UnaryOp):
        yield node.lineno, ast.unparse(node)  # type: ignore[attr-defined]
        return
    if isinstance(node, ast.Constant):
        if number(node) and node.value not in PLAIN:
            yield node.lineno, repr(node.value)
        return
    if isinstance(node, ast.arguments):
        for default in (*node.defaults, *(given for given in node.kw_defaults if given)):
            if reckoned(default):
                yield default.lineno, f"a default of {ast.unparse(default)}"
        return
    skipped = positions(node)
    for child in ast.iter_child_nodes(node):
        if child not in skipped:
            yield from bare(child)


def is_blank(value: ast.expr) -> bool:
    """Whether a value at the head of a file is a record with nothing in it, a bit, or names in order, rather than a number."""
    if isinstance(value, ast.BinOp):
        return isinstance(value.op, ast.LShift) and number(value.left) and not reckoned(value)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id == "range" or all(abs(x.value) <= 1 for x in ast.walk(value) if isinstance(x, ast.Constant) and number(x))  # type: ignore[operator, arg-type]
    return False


def named(tree: ast.Module) -> Iterator[tuple[ast.stmt, list[str]]]:
    """Statements at the head of a file, or of a class that is no enumeration, that give a number a name; and the names."""
    inside = [statement for part in tree.body if isinstance(part, ast.ClassDef) and not is_enumeration(part) for statement in part.body]
    for statement in (*tree.body, *inside):
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None or is_blank(statement.value):
            continue
        held = [part for found in ast.walk(statement.value) for place in positions(found) for part in ast.walk(place) if not reckoned(statement.value)]
        if any(number(part) for part in ast.walk(statement.value) if part not in held):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            yield statement, [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]


def undeclared(source: str, allowed: Mapping[str, str]) -> list[str]:
    """What stands in a file that ought to be a declared parameter, each with its line."""
    tree = ast.parse(source)
    giving = dict(named(tree))
    found = [f"{statement.lineno}: {name} is the name of a number" for statement, names in giving.items() for name in names if name not in allowed]
    todo: list[ast.AST] = list(tree.body)
    while todo:
        part = todo.pop()
        if part in giving or is_enumeration(part):
            continue
        if isinstance(part, ast.ClassDef):
            todo += part.body
        elif not (isinstance(part, ast.Assign | ast.AnnAssign) and part.value is not None and is_blank(part.value)):
            found += [f"{line}: {what}" for line, what in bare(part)]
    return found


@pytest.mark.parametrize("file", FILES)
def test_no_number_of_behaviour_stands_bare(file: str) -> None:
    assert undeclared((MODEL / file).read_text(encoding="utf-8"), NAMED.get(file, {})) == []


def test_all_names_that_are_let_through_are_there_and_have_a_reason() -> None:
    for file, names in NAMED.items():
        there = {name for _, several in named(ast.parse((MODEL / file).read_text(encoding="utf-8"))) for name in several}
        assert set(names) == there, file
        assert all(len(reason.split()) > 2 for reason in names.values()), file


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return 0.3 * x",
        "def f(x):\n    return x if x > -3 else 0",
        "def f(x, share=0.5):\n    return x",
        "def f(x, *, share=1):\n    return x",
        "def f(x):\n    return x * (1.0 / 12.0)",
        "SHARE = 0.3",
        "SHARE = 0.5",
        "share = 2",
        "SHARE: float = 1 / 2",
        "SHARES = (1.0, 0.5, -1.0)",
        "SHARES = np.array([1.0, 0.5])",
        "SHARES = {'a': 0.5}",
        "MONTHS, YEARS = 12, 2",
        "FIRST = 1 << 3",
        "NO_TERMS = Terms(0.0, 3.0)",
        "class Terms(NamedTuple):\n    share: float = 0.5",
        "class Terms(NamedTuple):\n    def f(self):\n        return 0.3",
        "def f(x):\n    return [0.3 for _ in x]",
        "f = lambda x: x + 0.3",
        "def f(x, k):\n    return x[k + int(x * 3)] + 3",
        "def f(x):\n    return (x + 3) >> 2",
        "def f(x):\n    return x * (1 << 3)",
        "@rule(3)\ndef f(x):\n    return x",
        "def f(x):\n    SHARE = 0.3\n    return SHARE * x",
    ],
)
def test_a_number_in_disguise_is_refused(source: str) -> None:
    assert undeclared(source, {})


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return 0.5 * x - 1 if x > -1 else 12.0 * x ** 2",
        "def f(x):\n    return x[3] + x[4 + x[7]]",
        "def f(x):\n    return (x >> 4) & 15 | x << 3",
        "def f(x):\n    return np.zeros((3, x)), x.sum(axis=4)",
        "class Result(IntEnum):\n    THIRD = 3",
        "A, B, C = range(3)",
        "NO_TERMS = Terms(-1, 0.0)",
        "HEARD = 1 << Topic.TRADE.value",
        "def f(x):\n    return x and True",
    ],
)
def test_what_is_no_behaviour_is_let_through(source: str) -> None:
    assert undeclared(source, {}) == []
