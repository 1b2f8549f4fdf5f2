"""Parameters that remember their names, so that the rules themselves say of which terms their log odds are made.

A rule is plain Python. Given parameters of this kind it calculates what it always does, bit for bit, and its sums know their terms: `base + effect * (trust -
0.5)` is a number with two terms, named after the two parameters. So no explanation repeats an equation, and one of one's own (`use_rule`) is told as well.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

from model.parameters import Parameters


class Term(NamedTuple):
    """One term of a sum.

    `parameter`: "giving.trust_effect"; empty for a number that no parameter stands in. `rule`: the function that wrote the term.
    """

    parameter: str
    rule: str
    value: float


class Named(float):
    """A float that knows the terms of which it is a sum. Arithmetic is that of float; what is not a sum or a multiple of one is a plain number again."""

    __slots__ = ("terms",)
    terms: tuple[Term, ...]

    def __new__(cls, value: float, terms: tuple[Term, ...]) -> Named:
        number = super().__new__(cls, value)
        number.terms = terms
        return number

    def __reduce__(self) -> Any:
        return float, (float(self),)

    def __add__(self, other: Any) -> Any:
        return _made(float.__add__(self, other), (*self.terms, *_terms(other, 1.0)))

    def __radd__(self, other: Any) -> Any:
        return _made(float.__radd__(self, other), (*_terms(other, 1.0), *self.terms))

    def __sub__(self, other: Any) -> Any:
        return _made(float.__sub__(self, other), (*self.terms, *_terms(other, -1.0)))

    def __rsub__(self, other: Any) -> Any:
        return _made(float.__rsub__(self, other), (*_terms(other, 1.0), *_terms(self, -1.0)))

    def __neg__(self) -> Named:
        return Named(float.__neg__(self), _terms(self, -1.0))

    def __mul__(self, other: Any) -> Any:
        return _multiple(float.__mul__(self, other), self, other)

    def __rmul__(self, other: Any) -> Any:
        return _multiple(float.__rmul__(self, other), self, other)

    def __truediv__(self, other: Any) -> Any:
        product = float.__truediv__(self, other)
        return _multiple(product, self, 1.0 / float(other)) if isinstance(product, float) and other != 0.0 else product


def _terms(number: Any, sign: float) -> tuple[Term, ...]:
    if isinstance(number, Named):
        return number.terms if sign > 0.0 else tuple(term._replace(value=-term.value) for term in number.terms)
    return (Term("", "", sign * float(number)),)


def _made(value: Any, terms: tuple[Term, ...]) -> Any:
    return Named(value, terms) if isinstance(value, float) else value


def _multiple(value: Any, number: Named, factor: Any) -> Any:
    """A product: of a sum and a plain number, term by term; of two named numbers, that of the effect by what it bears upon, and so one term.

    The effect is the one that is a single parameter.
    """
    if not isinstance(value, float):
        return value
    caller = sys._getframe(2).f_code.co_name
    if isinstance(factor, Named):
        if len(number.terms) > 1 and len(factor.terms) == 1:
            number = factor
        first = next((term for term in number.terms if term.parameter), number.terms[0])
        return Named(value, (Term(first.parameter, first.rule or caller, float(value)),))
    return Named(value, tuple(Term(term.parameter, term.rule or caller if term.parameter else "", term.value * float(factor)) for term in number.terms))


def named(p: Parameters) -> Parameters:
    """The same parameters, each of which knows its name.

    >>> from model.parameters import parameters
    >>> from model.rules.relate import registering_chance
    >>> p = named(parameters())
    >>> x = p.relations.register_base + 0.5 - p.relations.register_fear * (1.0 - 0.25)
    >>> [term.parameter for term in x.terms], x == sum(term.value for term in x.terms)
    (['relations.register_base', '', 'relations.register_fear'], True)
    """
    groups: list[Any] = []
    for mechanism, group in zip(p._fields, p, strict=True):
        knowing = (Named(value, (Term(f"{mechanism}.{name}", "", value),)) for name, value in zip(group._fields, group, strict=True))  # type: ignore[attr-defined]
        groups.append(type(group)._make(knowing))  # type: ignore[attr-defined]
    return Parameters(*groups)


def parts_of(number: Any) -> tuple[Term, ...]:
    """The terms of a number: those of one parameter and rule together, in the order in which the rule has them; what no parameter stands in at the end.

    A number that is no sum has none.
    """
    if not isinstance(number, Named):
        return ()
    found: dict[tuple[str, str], float] = {}
    for term in number.terms:
        key = (term.parameter, term.rule)
        found[key] = found.get(key, 0.0) + term.value
    rest = found.pop(("", ""), 0.0)
    parts = [Term(*key, value) for key, value in found.items()]
    return (*parts, Term("", "", rest)) if rest != 0.0 else tuple(parts)
