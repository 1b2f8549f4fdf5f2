"""Sources of a scenario's own: a ministry's statistics are data with a source, as those of the bibliography are."""

from __future__ import annotations

from dataclasses import dataclass, fields

GRADES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Source:
    """One source, as `[sources.KEY]` gives it.

    Attributes:
        year: of publication.
        address: where it is found: a web address, or a shelf.
        licence: empty where it is not said.
        grade: of the evidence, A to D; None where each figure keeps the grade that is declared for it.
    """

    title: str
    publisher: str
    year: int
    address: str
    licence: str = ""
    grade: str | None = None

    def document(self) -> dict[str, str | int]:
        """As a file gives it."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name)) not in (None, "")}

    def __str__(self) -> str:
        """On one line.

        >>> str(Source("Annuaire", "ANSD", 2023, "https://ansd.sn", "CC BY 4.0"))
        'ANSD, Annuaire (2023), https://ansd.sn, CC BY 4.0'
        """
        return ", ".join(part for part in (self.publisher, f"{self.title} ({self.year})", self.address, self.licence) if part)
