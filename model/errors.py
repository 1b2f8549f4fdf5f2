"""What is wrong with an input, said so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to `name`, or None where none is close.

    >>> nearest("matching_grnt", ["matching_grant", "tax_incentive"])
    'matching_grant'
    """
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else None


def short(value: object) -> str:
    """A value as it is shown in an error."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one input: where it stands, what it says, what is allowed."""

    key: str
    says: str
    file: str | None = None
    value: object = None
    allowed: str | None = None
    nearest: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.file and self.key else (self.file or self.key)
        text = f"{where}: {self.says}" if where else self.says
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.nearest:
            text += f"; did you mean '{self.nearest}'?"
        return text


class InputError(ValueError):
    """Raised with every problem found in an input, never with the first alone."""

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UncompiledRuleError(InputError):
    """Raised where a rule of one's own cannot be compiled: no run of any scenario can succeed."""
