"""Every source key that is used is in the bibliography."""

from __future__ import annotations

import pytest

from model.inputs.settings import FIGURES
from model.levers import REGISTRY
from model.parameter import Parameter
from model.parameters import PARAMETERS
from scenarios import corridors as tables
from scenarios import library, load


def declarations() -> dict[str, Parameter]:
    levers = {f"{lever_id}.{name}": parameter for lever_id, lever in REGISTRY.items() for name, parameter in lever.parameters.items()}
    return {**PARAMETERS, **FIGURES, **levers}


@pytest.mark.parametrize("name", declarations())
def test_the_source_of_every_declaration_is_known(name: str) -> None:
    source = declarations()[name].source
    assert source == tables.ASSUMPTION or source in tables.bibliography()


def test_the_source_of_every_figure_is_known() -> None:
    used = {figure.source for corridor in tables.known() for figure in (*tables.figures(corridor).values(), *tables.observed(corridor).values())}
    used |= {figure.source for name in library() for figures in load(name).figures.values() for figure in figures.values()}
    assert used - {tables.ASSUMPTION} <= set(tables.bibliography())


def test_every_entry_says_what_it_is() -> None:
    for key, entry in tables.bibliography().items():
        assert set(entry) == {"title", "authors", "year", "publisher", "note"}, key
        assert all(entry[field] for field in ("title", "authors", "year", "publisher")), key
