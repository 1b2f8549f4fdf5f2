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

from ..estimate import Estimate
from ..expressions import worked_out
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
            raise InputError(
                Problem("formula", f"there is no column {name!r}", value=formula, allowed=allowed, nearest=nearest(name, [str(c) for c in frame.columns]))
            )
    if weighted and "weight" not in frame.columns:
        raise InputError(Problem("weighted", "the table has no column weight", allowed="weighted=False, or a table with weights"))
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
        raise InputError(Problem("term", f"there is no term {term!r} in {formula}", value=term, allowed=", ".join(found), nearest=_near(term, found)))
    return float(f"{found[term]:.{DIGITS}g}")


def _near(term: str, known: dict[str, float]) -> str | None:
    return next((name for name in known if re.search(rf"\b{re.escape(term)}\b", name)), None) or nearest(term, list(known))


def _words(formula: str) -> list[str]:
    return [word for word in dict.fromkeys(_WORD.findall(formula)) if word not in ("True", "False")]


def _check(formula: Any, term: Any, family: Any, weighted: Any) -> None:
    if family not in FAMILIES:
        near = nearest(family, FAMILIES) if isinstance(family, str) else None
        raise InputError(Problem("family", f"{family!r} is none", allowed=", ".join(FAMILIES), nearest=near))
    if not isinstance(formula, str) or formula.split("|")[0].count("~") != 1 or any(not part.strip() for part in re.split(r"[~|]", formula)):
        raise InputError(Problem("formula", f"{formula!r} is no formula", allowed="outcome ~ terms | fixed effects, as log(exports) ~ log(stock) | origin"))
    if not isinstance(term, str):
        raise InputError(Problem("term", f"{term!r} is no name", allowed="a term of the formula, as log(stock)"))
    if not isinstance(weighted, bool):
        raise InputError(Problem("weighted", f"{weighted!r} is neither True nor False", allowed="True or False"))
    if family == "logit" and "|" in formula:
        raise InputError(Problem("formula", "a logit takes no fixed effects after |", value=formula, allowed="C(name) among the terms"))


def _check_logs(data: pd.DataFrame, formula: str) -> None:
    """InputError where a logarithm would drop rows without a word."""
    for inner in _LOG.findall(formula):
        values = worked_out(data, inner, "formula")
        bad = int((~(values > 0.0)).sum())
        if bad:
            allowed = f'where="{inner} > 0", or family="poisson" with {inner} itself'
            raise InputError(Problem("formula", f"log({inner}) is not defined in {bad} of {len(data)} rows", value=formula, allowed=allowed))


def _fixed_effects(data: pd.DataFrame, formula: str, family: str, weighted: bool) -> dict[str, float]:
    pyfixest = library("pyfixest", "regress")
    given: dict[str, Any] = {"vcov": "iid"} | ({"weights": "weight", "weights_type": "aweights"} if weighted else {})
    try:
        with quiet():
            fit = (pyfixest.fepois if family == "poisson" else pyfixest.feols)(formula, data=data, **given)
            if not hasattr(fit, "_collin_vars"):
                raise InputError(Problem("formula", f"{formula!r} is several regressions", allowed="one"))
            found = {str(name): float(value) for name, value in fit.coef().items()}
            dropped = [str(name) for name in (fit._collin_vars or [])]
    except InputError:
        raise
    except Exception as error:  # the libraries below raise errors of many kinds of their own
        raise InputError(
            Problem("formula", f"{formula!r} cannot be fitted to {len(data)} rows: {error}", allowed="a formula of pyfixest, and rows enough")
        ) from None
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
                raise InputError(
                    Problem("formula", f"the outcome of {formula!r} is not 0 or 1", allowed="a condition or a column of 0 and 1; else least squares")
                )
            names = [name.replace("np.log(", "log(") for name in model.exog_names]
            fit = model.fit() if 0.0 < acts.mean() < 1.0 else None
    except InputError:
        raise
    except Exception as error:  # patsy and statsmodels raise errors of many kinds of their own
        raise InputError(Problem("formula", f"{formula!r} cannot be fitted: {error}", allowed="a formula of statsmodels")) from None
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
