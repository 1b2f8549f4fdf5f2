"""Mutants: one small change to one file, found in its syntax tree and written into its text, so that nothing else of the file moves."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARITHMETIC: dict[type[ast.AST], tuple[str, tuple[str, ...]]] = {
    ast.Add: ("+", ("-",)), ast.Sub: ("-", ("+",)), ast.Mult: ("*", ("/",)), ast.Div: ("/", ("*",)), ast.Pow: ("**", ("*",)),
    ast.Mod: ("%", ("*",)), ast.FloorDiv: ("//", ("*",)), ast.BitAnd: ("&", ("|",)), ast.BitOr: ("|", ("&",)),
}  # fmt: skip
COMPARISONS: dict[type[ast.AST], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">")), ast.LtE: ("<=", ("<", ">=")), ast.Gt: (">", (">=", "<")), ast.GtE: (">=", (">", "<=")), ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)), ast.In: ("in", ("not in",)), ast.NotIn: ("not in", ("in",)), ast.Is: ("is", ("is not",)), ast.IsNot: ("is not", ("is",)),
}  # fmt: skip
OPPOSITES = {"min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "any": "all", "all": "any", "True": "False", "False": "True"}
ENUMS = ("Flow", "Account", "Adds", "Act", "Support", "Topic", "Seen", "Trusted")
NOT_SCIENCE = {"Text", "Parameter", "InputError", "Problem", "ValueError", "RuntimeError", "TypeError", "print", "ImbalanceError", "TypeVar", "NewType"}
LAYOUT = ("figures/", "pictures.py", "studies/", "catalogue.py", "cli.py", "progress.py")
"""Where a number is one of looks, or of a study that no command runs: numbers there are left alone."""


@dataclass(frozen=True)
class Mutant:
    """One change: characters `start` to `end` of a file become `text`."""

    path: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: {' '.join(self.old.split())[:60]} -> {' '.join(self.text.split())[:60]}"

    def applied(self, source: str) -> str:
        """The text of the file with the change."""
        return source[: self.start] + self.text + source[self.end :]


class _Finder(ast.NodeVisitor):
    """Collects the mutants of one file."""

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source, self.found = path, source, list[Mutant]()
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.lines = source.splitlines()
        self.members = {e: sorted(set(re.findall(rf"\b{e}\.([A-Z][A-Z_]+)\b", source))) for e in ENUMS}
        self.columns = sorted(set(re.findall(r"\[\"([a-z_]{3,})\"\]", source)))
        self.numbers = not any(part in path for part in LAYOUT)

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def span(self, node: ast.AST) -> tuple[int, int]:
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def add(self, kind: str, node: ast.AST, start: int, end: int, *texts: str) -> None:
        old = self.source[start:end]
        self.found += [Mutant(self.path, node.lineno, kind, start, end, old, text) for text in texts if text != old]  # type: ignore[attr-defined]

    def between(self, kind: str, node: ast.AST, left: ast.AST, right: ast.AST, sign: str, texts: tuple[str, ...]) -> None:
        first, last = self.span(left)[1], self.span(right)[0]
        place = self.source.find(sign, first, last)
        if place >= 0:
            self.add(kind, node, place, place + len(sign), *texts)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        is_text = any(isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str)) for side in (node.left, node.right))
        if type(node.op) in ARITHMETIC and not is_text:
            self.between("arithmetic", node, node.left, node.right, *ARITHMETIC[type(node.op)])
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if type(node.op) in ARITHMETIC:
            sign, (other, *_) = ARITHMETIC[type(node.op)]
            self.between("arithmetic", node, node.target, node.value, sign + "=", (other + "=", "="))
        self.drop(node)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            self.between("comparison", node, left, right, *COMPARISONS[type(op)])
            left = right
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        sign, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        self.between("and or", node, node.values[0], node.values[1], sign, (other,))
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        start, end = self.span(node)
        if isinstance(node.op, ast.Not):
            self.add("not", node, start, end, self.source[slice(*self.span(node.operand))])
        elif isinstance(node.op, ast.USub) and self.numbers and not isinstance(node.operand, ast.Constant):
            self.add("sign", node, start, end, self.source[slice(*self.span(node.operand))])
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        (a, b), (c, d) = self.span(node.body), self.span(node.orelse)
        start, end = self.span(node)
        self.add("branches", node, start, end, self.source[c:d], self.source[a:b])
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if not any(isinstance(inner, ast.Raise) for inner in node.body):
            start, end = self.span(node.test)
            self.add("condition", node, start, end, f"not ({self.source[start:end]})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self.add("constant", node, *self.span(node), str(not node.value))
        elif isinstance(node.value, int) and self.numbers:
            self.add("constant", node, *self.span(node), str(node.value + 1))
        elif isinstance(node.value, float) and self.numbers:
            self.add("constant", node, *self.span(node), repr(node.value * 2.0 if node.value else 1.0))

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and node.id in OPPOSITES:
            self.add("opposite", node, *self.span(node), OPPOSITES[node.id])

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and len(self.members.get(node.value.id, ())) > 1:
            others = self.members[node.value.id]
            other = others[(others.index(node.attr) + 1) % len(others)] if node.attr in others else others[0]
            self.add("member", node, *self.span(node), f"{node.value.id}.{other}")
        elif node.attr in ("minimum", "maximum"):
            end = self.span(node)[1]
            self.add("opposite", node, end - len(node.attr), end, OPPOSITES[node.attr])
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str) and len(self.columns) > 1 and node.slice.value in self.columns:
            other = self.columns[(self.columns.index(node.slice.value) + 1) % len(self.columns)]
            self.add("column", node, *self.span(node.slice), f'"{other}"')
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in NOT_SCIENCE:
            return
        if name == "zip":  # whether its parts are equally long is a guard of the program against itself, as an assert
            node.keywords = [keyword for keyword in node.keywords if keyword.arg != "strict"]
        if name == "declare":  # the value alone: the rest says what it is
            self.visit(node.args[0])
            return
        if name not in ("min", "max") and len(node.args) > 1 and not any(isinstance(a, ast.Starred) for a in node.args):
            (a, b), (c, d) = self.span(node.args[0]), self.span(node.args[1])
            self.add("arguments", node, a, d, self.source[c:d] + self.source[b:c] + self.source[a:b])
        self.generic_visit(node)

    def drop(self, node: ast.stmt) -> None:
        self.add("statement", node, *self.span(node), "pass")

    def visit_Assign(self, node: ast.Assign) -> None:
        if isinstance(node.targets[0], ast.Attribute | ast.Subscript):
            self.drop(node)
        self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self.drop(node)
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]:
            self.visit(default)
        if node.name != "__repr__":
            for statement in node.body:
                self.visit(statement)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not any(ast.unparse(base) in ("IntEnum", "NumberEnum", "StrEnum") for base in node.bases):
            for statement in node.body:
                self.visit(statement)

    def nothing(self, node: ast.AST) -> None:
        """Left alone."""

    visit_Import = visit_ImportFrom = visit_Raise = visit_Assert = visit_JoinedStr = visit_Global = nothing


def mutants_of(root: Path, path: str) -> list[Mutant]:
    """All mutants of a file, in its order."""
    source = (root / path).read_text(encoding="utf-8")
    finder = _Finder(path, source)
    finder.visit(ast.parse(source))
    return finder.found


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def drawn(root: Path, rooms: dict[str, tuple[list[str], int]], seed: int) -> Iterator[tuple[str, Mutant]]:
    """Mutants by room, `(files, how many)` each: file by lot in proportion to its mutants, and of each kind of change about as many as of any other."""
    for room, (files, number) in rooms.items():
        luck = random.Random(f"{seed}/{room}")
        by_kind: dict[str, list[Mutant]] = {}
        for path in files:
            for mutant in mutants_of(root, path):
                by_kind.setdefault(mutant.kind, []).append(mutant)
        taken: set[tuple[str, int]] = set()
        kinds = sorted(by_kind)
        chosen: list[Mutant] = []
        while kinds and len(chosen) < number:
            kind = luck.choices(kinds, [len(by_kind[k]) ** 0.5 for k in kinds])[0]
            mutant = by_kind[kind].pop(luck.randrange(len(by_kind[kind])))
            kinds = [k for k in kinds if by_kind[k]]
            if (mutant.path, mutant.line) not in taken and _is_python(mutant.applied((root / mutant.path).read_text(encoding="utf-8"))):
                taken.add((mutant.path, mutant.line))
                chosen.append(mutant)
        yield from ((room, mutant) for mutant in chosen)
