"""One published figure, in the form in which bench/results.json keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NO_PROOF = frozenset({"s", "ms", "MB", "%", "open ends"})
"""Units of what depends on the machine or the sample, or is only said as it stands."""


@dataclass(frozen=True)
class Result:
    """`met` compares `value` with `target`: lower is better, unless `higher`; `ratio` is ours divided by `peer`'s.

    `tries` is what the figure rests on where a longer run asks more of the same: kills, histories, rows.
    """

    name: str
    value: float
    unit: str
    target: float | None
    method: str
    peer: str = ""
    ratio: float | None = None
    higher: bool = False
    tries: int = 1

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value >= self.target if self.higher else self.value <= self.target

    @property
    def broken(self) -> bool:
        """A proof that failed: something leaked, was lost or went unseen, whatever the machine."""
        return self.met is False and self.unit not in NO_PROOF

    def as_data(self) -> dict[str, object]:
        return {
            "name": self.name, "value": self.value, "unit": self.unit, "target": self.target, "met": self.met,
            "peer": self.peer, "ratio": self.ratio, "tries": self.tries, "method": self.method,
        }  # fmt: skip

    def line(self) -> str:
        goal = "" if self.target is None else f" (target {self.target:g}: {'met' if self.met else 'NOT MET'})"
        beside = f"\n    beside: {self.peer}" if self.peer else ""
        return f"{self.name}: {self.value:g} {self.unit}{goal}\n    {self.method}{beside}"


def outweighs(found: Result, kept: Mapping[str, object] | None) -> bool:
    """Does a new figure take the place of the one in the file? Not a weaker proof, unless it found something."""
    return kept is None or found.broken or found.tries >= int(str(kept.get("tries", 1)))
