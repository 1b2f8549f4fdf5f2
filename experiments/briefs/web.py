"""A brief as one HTML file: nothing in it is fetched from elsewhere."""

from __future__ import annotations

import base64
from importlib.resources import files

from .document import Block, Brief, Figure


def html_bytes(brief: Brief) -> bytes:
    """The file."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["kind"] = _kind
    environment.filters["data"] = _data
    template = environment.from_string((files(__package__) / "templates" / "brief.html.j2").read_text(encoding="utf-8"))
    return template.render(brief=brief).encode()


def _kind(block: Block) -> str:
    return type(block).__name__


def _data(figure: Figure) -> str:
    """The picture inside the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(figure.svg.encode()).decode()
