"""A comparison from the numbers of its scenarios, replication by replication: its tables, its alarms and what the reader must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from model.parameter import Text

from ..alarms import notes_on, readings
from ..runs.input_source import notes_of_the_source
from ..runs.notes import notes_of, notes_of_the_code
from ..runs.replications import Replications
from ..runs.runner import Failure
from ..runs.verdicts import too_few_note
from .comparison import Comparison
from .comparison_tables import COLUMNS, UNCERTAINTY, against_table, gathered, levels_table, uncertainty_table
from .lever_contributions import Contributions, note_of
from .rows import names_of


def assembled(
    each: Sequence[Replications],
    n_asked: int,
    reference: Replications | None,
    series: pd.DataFrame,
    splits: Sequence[Contributions],
    failures: Sequence[tuple[str, Failure]],
    manifest: Mapping[str, Any],
) -> Comparison:
    """The comparison, in USD of 2019.

    Args:
        each: the scenarios that were asked for, then one that stands there to be compared with; some may have lost all their runs.
        n_asked: how many of them were asked for.
        reference: the scenario that the others are compared with directly, one of `each`; None where there is none or all its runs failed.
        series: months of all runs.
        splits: what each lever adds, a scenario each, where that was asked for.
        failures: name of the scenario, and what failed.
        manifest: with the `options` and the `code` of the runs.
    """
    options = manifest["options"]
    replications = int(options["replications"])
    own = [one for one in each[:n_asked] if one.numbers]
    direct = pd.DataFrame(columns=COLUMNS)
    if reference is not None:
        direct = gathered([against_table(one, reference) for one in own if one is not reference], COLUMNS)
    read = tuple(reading for one in own for reading in readings(one))
    few = too_few_note(replications, str(options["uncertainty"])) if options["baseline"] else None
    words = [{one.name: one.scenario.label(language) for one in each} | names_of(own, language) for language in ("en", "fr")]
    called = {one.name: Text(*(names[one.name] for names in words)) for one in each}
    notes = [*notes_of_the_code(manifest["code"]), *notes_of_the_source(each[0].ensemble), *([few] if few is not None else [])]
    notes += [note for one in each for note in notes_of(one, replications, called[one.name])]
    notes += notes_on(read, called) + [note for found in splits if (note := note_of(found, called[found.name])) is not None]
    return Comparison(
        gathered([levels_table(one) for one in own], COLUMNS),
        gathered([uncertainty_table(one) for one in own], UNCERTAINTY),
        series,
        direct,
        tuple(notes),
        tuple(failures),
        tuple(own),
        dict(manifest),
        read,
        tuple(splits),
        compared_with=tuple(one for one in each[n_asked:] if one.numbers),
    )
