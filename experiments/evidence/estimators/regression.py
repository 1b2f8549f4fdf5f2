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
from ..samples import Condition, Runs, truth_of, with_windows
from .levels import each_replication, told
from .libraries import library, quiet

FAMILIES = ("least squares", "poisson", "logit")


def regress(runs: Runs, formula: str, term: str, where: Condition, of: str, family: str, weighted: bool) -> Estimate:
    """The coefficient of a term, replication by replication; NaN where it cannot be told apart from others there."""
    if family not in FAMILIES:
        raise InputError(
            Problem("family", f"{family!r} is none", allowed=", ".join(FAMILIES), nearest=nearest(family, FAMILIES) if isinstance(family, str) else None)
        )
    if not isinstance(formula, str) or "~" not in formula:
        raise InputError(Problem("formula", f"{formula!r} is no formula", allowed="outcome ~ terms | fixed effects, as log(exports) ~ log(stock) | origin"))
    if family == "logit" and "|" in formula:
        raise InputError(Problem("formula", "a logit takes no fixed effects after |", value=formula, allowed="C(name) among the terms"))

    def one(replication: int) -> float:
        frame = with_windows(runs, replication, runs.table(replication, of), formula, of, "formula")
        kept = frame[truth_of(runs, replication, frame, where, of) & told(frame, formula)]
        return coefficient(kept, formula, term, family, weighted)

    return each_replication(runs, one, f"coefficient of {term} in {formula}")


def coefficient(frame: pd.DataFrame, formula: str, term: str, family: str = "least squares", weighted: bool = True) -> float:
    """The coefficient of a term in one table."""
    columns = _columns(frame, formula)
    data = frame[[*columns, *(["weight"] if "weight" in frame.columns and "weight" not in columns else [])]].copy()
    for name in data.columns:
        if pd.api.types.is_bool_dtype(data[name]):
            data[name] = data[name].astype(np.float64)
    if len(data) < 3:
        return float("nan")
    names, values = (_logit if family == "logit" else _fixed_effects)(data, formula, family, weighted)
    if term not in names:
        near = nearest(term, names)
        if any(term in re.split(r"[^\w.]+", name) for name in (formula,)):
            return float("nan")  # named and dropped: it does not vary, or others say the same
        raise InputError(Problem("term", f"there is no term {term!r} in {formula}", value=term, allowed=", ".join(names), nearest=near))
    return float(values[names.index(term)])


def _columns(frame: pd.DataFrame, formula: str) -> list[str]:
    words = [word for word in dict.fromkeys(re.findall(r"(?<![\w.])[A-Za-z_]\w*\b(?!\s*\()", formula)) if word not in ("True", "False")]
    missing = [word for word in words if word not in frame.columns]
    if missing:
        allowed = ", ".join(str(name) for name in frame.columns)
        raise InputError(
            Problem("formula", f"there is no column {missing[0]!r}", value=formula, allowed=allowed, nearest=nearest(missing[0], list(frame.columns)))
        )
    return words


def _fixed_effects(data: pd.DataFrame, formula: str, family: str, weighted: bool) -> tuple[list[str], np.ndarray]:
    pyfixest = library("pyfixest", "regress")
    given: dict[str, Any] = {"vcov": "iid"}
    if weighted and family == "least squares":
        given |= {"weights": "weight", "weights_type": "aweights"}
    try:
        with quiet():
            fit = (pyfixest.fepois if family == "poisson" else pyfixest.feols)(formula, data=data, **given)
            found = fit.coef()
    except (ValueError, KeyError, TypeError, RuntimeError, np.linalg.LinAlgError, NotImplementedError) as error:
        raise InputError(Problem("formula", f"{formula!r} cannot be fitted: {error}", allowed="a formula of pyfixest")) from None
    return [str(name) for name in found.index], found.to_numpy()


def _logit(data: pd.DataFrame, formula: str, family: str, weighted: bool) -> tuple[list[str], np.ndarray]:
    api = library("statsmodels.formula.api", "regress")
    models = library("statsmodels.api", "regress")
    weights = data["weight"] / data["weight"].mean() if weighted and "weight" in data.columns else None
    try:
        with quiet():
            fit = api.glm(formula, data=data, family=models.families.Binomial(), var_weights=weights).fit()
    except Exception as error:  # patsy and statsmodels raise errors of many kinds of their own
        raise InputError(Problem("formula", f"{formula!r} cannot be fitted: {error}", allowed="a formula of statsmodels")) from None
    return [str(name) for name in fit.params.index], fit.params.to_numpy()
