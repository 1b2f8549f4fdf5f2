"""Regressions over the rows of a table: least squares with fixed effects and instruments, Poisson (PPML) with fixed effects, logit.

Weights of rows are sampling weights: a record stands for several households, which are no further observations. Coefficients are weighted; their interval
comes from replications, never from the standard error of one run.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from model.errors import InputError, Problem, nearest
from model.text import Text
from scenarios.argument_checks import NEITHER, TRUE_OR_FALSE

from ..estimate import Estimate
from ..expressions import NO_COLUMN, worked_out
from ..samples import Condition, Runs, truth_of, with_windows
from .levels import each_replication
from .libraries import library, quiet

FAMILIES = ("least squares", "poisson", "logit")
SEPARATED = 15.0
"""Log odds a standard deviation beyond which a logit has no finite answer: a term tells all who act from all who do not."""
DIGITS = 10
"""Significant digits of a coefficient: solvers differ in the last ones from process to process."""
_LOG = re.compile(r"\blog\(([^()]+)\)")
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*\b(?!\s*\()")


def regress(runs: Runs, formula: str, term: str, where: Condition, of: str, family: str, weighted: bool) -> Estimate:
    """The coefficient of a term, replication by replication; NaN where it does not vary, or others say the same."""
    _check(formula, term, family, weighted)

    def one(replication: int) -> float:
        frame = with_windows(runs, replication, runs.table(replication, of), _words(formula), of, "formula")
        return coefficient(frame[truth_of(runs, replication, frame, where, of)], formula, term, family, weighted)

    return each_replication(runs, one, f"coefficient of {term} in {formula}")


def coefficient(frame: pd.DataFrame, formula: str, term: str, family: str = "least squares", weighted: bool = True) -> float:
    """The coefficient of a term in one table; rows with a missing value are left out."""
    _check(formula, term, family, weighted)
    names = _words(formula)
    for name in names:
        if name not in frame.columns:
            allowed = ", ".join(str(column) for column in frame.columns)
            near = nearest(name, [str(c) for c in frame.columns])
            raise InputError(Problem("formula", NO_COLUMN.filled(name=repr(name)), value=formula, allowed=allowed, nearest=near))
    if weighted and "weight" not in frame.columns:
        says = Text("the table has no column weight", "la table n'a pas de colonne weight")
        raise InputError(Problem("weighted", says, allowed=Text("weighted=False, or a table with weights", "weighted=False, ou une table avec des poids")))
    data = frame[list(dict.fromkeys([*names, *(["weight"] if weighted else [])]))].dropna().copy()
    if weighted:
        data = data[data["weight"] > 0.0]  # pyfixest refuses a weight of 0, which says nothing either way
    for name in data.columns:
        if pd.api.types.is_bool_dtype(data[name]):
            data[name] = data[name].astype(np.float64)
    _check_logs(data, formula)
    if len(data) < 3:
        return float("nan")
    found = (_logit if family == "logit" else _fixed_effects)(data, formula, family, weighted)
    if term not in found:
        says = Text("there is no term {term} in {formula}", "il n'y a pas de terme {term} dans {formula}").filled(term=repr(term), formula=formula)
        raise InputError(Problem("term", says, value=term, allowed=", ".join(found), nearest=_near(term, found)))
    return float(f"{found[term]:.{DIGITS}g}")


IS_NONE = Text("{value} is none", "{value} n'en est pas une")
A_FORMULA = Text(
    "outcome ~ terms | fixed effects, as log(exports) ~ log(stock) | origin",
    "résultat ~ termes | effets fixes, comme log(exports) ~ log(stock) | origin",
)
NO_LOG = Text("log({inner}) is not defined in {bad} of {n} rows", "log({inner}) n'est pas défini dans {bad} lignes sur {n}")
LOG_ALLOWED = Text('where="{inner} > 0", or family="poisson" with {inner} itself', 'where="{inner} > 0", ou family="poisson" avec {inner} même')
ZERO_OR_ONE = Text(
    "a condition or a column of 0 and 1; else least squares", "une condition ou une colonne de 0 et 1 ; sinon les moindres carrés"
)


def _near(term: str, known: dict[str, float]) -> str | None:
    return next((name for name in known if re.search(rf"\b{re.escape(term)}\b", name)), None) or nearest(term, list(known))


def _words(formula: str) -> list[str]:
    return [word for word in dict.fromkeys(_WORD.findall(formula)) if word not in ("True", "False")]


def _check(formula: Any, term: Any, family: Any, weighted: Any) -> None:
    if family not in FAMILIES:
        near = nearest(family, FAMILIES) if isinstance(family, str) else None
        raise InputError(Problem("family", IS_NONE.filled(value=repr(family)), allowed=", ".join(FAMILIES), nearest=near))
    if not isinstance(formula, str) or formula.split("|")[0].count("~") != 1 or any(not part.strip() for part in re.split(r"[~|]", formula)):
        says = Text("{value} is no formula", "{value} n'est pas une formule").filled(value=repr(formula))
        raise InputError(Problem("formula", says, allowed=A_FORMULA))
    if not isinstance(term, str):
        says = Text("{value} is no name", "{value} n'est pas un nom").filled(value=repr(term))
        raise InputError(Problem("term", says, allowed=Text("a term of the formula, as log(stock)", "un terme de la formule, comme log(stock)")))
    if not isinstance(weighted, bool):
        says = NEITHER.filled(value=repr(weighted))
        raise InputError(Problem("weighted", says, allowed=TRUE_OR_FALSE))
    if family == "logit" and "|" in formula:
        says = Text("a logit takes no fixed effects after |", "un logit ne prend pas d'effets fixes après |")
        raise InputError(Problem("formula", says, value=formula, allowed=Text("C(name) among the terms", "C(name) parmi les termes")))


def _check_logs(data: pd.DataFrame, formula: str) -> None:
    """InputError where a logarithm would drop rows without a word."""
    for inner in _LOG.findall(formula):
        values = worked_out(data, inner, "formula")
        bad = int((~(values > 0.0)).sum())
        if bad:
            allowed = LOG_ALLOWED.filled(inner=inner)
            raise InputError(Problem("formula", NO_LOG.filled(inner=inner, bad=bad, n=len(data)), value=formula, allowed=allowed))


def _fixed_effects(data: pd.DataFrame, formula: str, family: str, weighted: bool) -> dict[str, float]:
    pyfixest = library("pyfixest", "regress")
    given: dict[str, Any] = {"vcov": "iid"} | ({"weights": "weight", "weights_type": "aweights"} if weighted else {})
    try:
        with quiet():
            fit = (pyfixest.fepois if family == "poisson" else pyfixest.feols)(formula, data=data, **given)
            if not hasattr(fit, "_collin_vars"):
                says = Text("{formula} is several regressions", "{formula} est plusieurs régressions").filled(formula=repr(formula))
                raise InputError(Problem("formula", says, allowed=Text("one", "une seule")))
            found = {str(name): float(value) for name, value in fit.coef().items()}
            dropped = [str(name) for name in (fit._collin_vars or [])]
    except InputError:
        raise
    except Exception as error:  # the libraries below raise errors of many kinds of their own
        says = Text("{formula} cannot be fitted to {n} rows: {why}", "{formula} ne peut pas être ajusté à {n} lignes : {why}")
        allowed = Text("a formula of pyfixest, and rows enough", "une formule de pyfixest, et assez de lignes")
        raise InputError(Problem("formula", says.filled(formula=repr(formula), n=len(data), why=error), allowed=allowed)) from None
    return found | dict.fromkeys(dropped, float("nan"))


def _logit(data: pd.DataFrame, formula: str, family: str, weighted: bool) -> dict[str, float]:
    api = library("statsmodels.formula.api", "regress")
    models = library("statsmodels.api", "regress")
    weights = data["weight"] / data["weight"].mean() if weighted else None
    readable = _LOG.sub(r"np.log(\1)", formula)
    try:
        with quiet():
            model = api.glm(readable, data=data, family=models.families.Binomial(), var_weights=weights, eval_env=0)
            acts, causes = np.asarray(model.endog), np.asarray(model.exog)
            if not np.isin(acts, (0.0, 1.0)).all():
                says = Text("the outcome of {formula} is not 0 or 1", "le résultat de {formula} n'est pas 0 ou 1").filled(formula=repr(formula))
                raise InputError(Problem("formula", says, allowed=ZERO_OR_ONE))
            names = [name.replace("np.log(", "log(") for name in model.exog_names]
            fit = model.fit() if 0.0 < acts.mean() < 1.0 else None
    except InputError:
        raise
    except Exception as error:  # patsy and statsmodels raise errors of many kinds of their own
        says = Text("{formula} cannot be fitted: {why}", "{formula} ne peut pas être ajusté : {why}").filled(formula=repr(formula), why=error)
        raise InputError(Problem("formula", says, allowed=Text("a formula of statsmodels", "une formule de statsmodels"))) from None
    if fit is None:
        return dict.fromkeys(names, float("nan"))
    values = np.where(_said_by_others(causes) | (np.abs(fit.params) * causes.std(axis=0).clip(1e-9) > SEPARATED), np.nan, fit.params)
    return dict(zip(names, values.tolist(), strict=True))


def _said_by_others(causes: np.ndarray) -> np.ndarray:
    """Columns that are combinations of the others."""
    rank = np.linalg.matrix_rank(causes)
    if rank == causes.shape[1]:
        return np.zeros(causes.shape[1], dtype=bool)
    return np.array([np.linalg.matrix_rank(np.delete(causes, k, axis=1)) == rank for k in range(causes.shape[1])])
