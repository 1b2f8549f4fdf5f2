"""All schemas by the public name of their records."""

from __future__ import annotations

from .enterprises import CHAPTER, FIRM
from .fields import Field
from .institutions import ASSOCIATION, FILE, HOST, INSTITUTION
from .people import HOUSEHOLD, RECEIVER
from .places import COMMUNITY, CORRIDOR

SCHEMAS: dict[str, tuple[Field, ...]] = {
    "households": HOUSEHOLD,
    "origin_households": RECEIVER,
    "firms": FIRM,
    "files": FILE,
    "associations": ASSOCIATION,
    "chapters": CHAPTER,
    "communities": COMMUNITY,
    "host_institutions": HOST,
    "institutions": INSTITUTION,
    "corridors": CORRIDOR,
}
