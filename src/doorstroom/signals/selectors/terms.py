"""How long a kind of placement may last by law: rows with dates and a source, shipped as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from doorstroom.programmes.domain.versions import read_yaml


@dataclass(frozen=True)
class LegalMaximum:
    kind: str
    country: str
    months: int
    first: date
    last: date | None
    source: str

    def holds_for(self, kind: str, starts_on: date, country: str) -> bool:
        return (
            (self.kind, self.country) == (kind, country)
            and self.first <= starts_on
            and (self.last is None or starts_on <= self.last)
        )


@cache
def legal_maxima() -> Sequence[LegalMaximum]:
    text = files("doorstroom.signals").joinpath("data/legal_terms.yaml").read_text(encoding="utf-8")
    return [
        LegalMaximum(row["kind"], row["country"], row["months"], row["from"], row["to"], row["source"])
        for row in read_yaml(text)["terms"]
    ]


def legal_maximum_of(kind: str, starts_on: date, country: str = "NL") -> LegalMaximum | None:
    """The rule in force on the day the placement started; None where no rule sets a maximum."""
    return next((each for each in legal_maxima() if each.holds_for(kind, starts_on, country)), None)
