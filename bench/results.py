"""One published figure, in the form in which bench/results.json keeps it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """`met` compares `value` with `target`: lower is better, unless `higher`; `ratio` is ours divided by `peer`'s."""

    name: str
    value: float
    unit: str
    target: float | None
    method: str
    peer: str = ""
    ratio: float | None = None
    higher: bool = False

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value >= self.target if self.higher else self.value <= self.target

    def as_data(self) -> dict[str, object]:
        return {
            "name": self.name, "value": self.value, "unit": self.unit, "target": self.target, "met": self.met,
            "peer": self.peer, "ratio": self.ratio, "method": self.method,
        }  # fmt: skip

    def line(self) -> str:
        goal = "" if self.target is None else f" (target {self.target:g}: {'met' if self.met else 'NOT MET'})"
        beside = f"\n    beside: {self.peer}" if self.peer else ""
        return f"{self.name}: {self.value:g} {self.unit}{goal}\n    {self.method}{beside}"
