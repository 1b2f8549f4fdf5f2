"""Where the inputs of a comparison come from: the ensemble that was asked for, what a manifest says of it, and what its reader must know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from model.errors import ONE_OF_TWO, InputError, Problem
from model.parameter import Text

from ..calibrated.ensemble import Ensemble, read_ensemble, shipped


def source_of(uncertainty: str, ensemble: Ensemble | str | Path | None = None, *, point: bool = False) -> Ensemble | None:
    """The ensemble that calibrated parameters are taken from; None where they are not.

    Args:
        uncertainty: "inputs", "prior" or "luck".
        ensemble: one, or its file, in place of the one that ships.
        point: parameters stay at its best fit.

    Raises:
        InputError: an ensemble, or its best fit, is asked for where parameters are drawn from their ranges or stay as declared.
    """
    if uncertainty == "prior" and (point or ensemble is not None):
        asked = "--point" if point else "--ensemble"
        raise InputError(
            Problem(
                asked,
                Text(
                    "is given together with --uncertainty prior, which draws parameters from their ranges",
                    "est donné en même temps que --uncertainty prior, qui tire les paramètres dans leurs intervalles",
                ),
                allowed=ONE_OF_TWO,
            )
        )
    if uncertainty == "luck" and ensemble is not None and not point:
        says = Text(
            "is given together with --uncertainty luck, in which parameters stay at their declared values",
            "est donné en même temps que --uncertainty luck, où les paramètres restent à leurs valeurs déclarées",
        )
        raise InputError(
            Problem(
                "--ensemble",
                says,
                allowed=Text(
                    "--point as well, for its best fit; or --uncertainty inputs", "--point en plus, pour son meilleur ajustement ; ou --uncertainty inputs"
                ),
            )
        )
    if uncertainty == "prior" or (uncertainty == "luck" and not point):
        return None
    if ensemble is None:
        return shipped()
    return ensemble if isinstance(ensemble, Ensemble) else read_ensemble(ensemble)


def options_of_source(source: Ensemble | None, *, is_point: bool = False) -> dict[str, Any]:
    """What of it moves results, for a manifest."""
    return {} if source is None else {"ensemble": source.identity(), **({"point": source.point_is} if is_point else {})}


def notes_of_the_source(source: Ensemble | None) -> list[Text]:
    """That an ensemble was made with other parameters than those of this version."""
    note = None if source is None else source.note()
    return [] if note is None else [note]
