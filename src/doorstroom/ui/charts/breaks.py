"""A line where a figure began to be counted otherwise: drawn, labelled, and said in words beneath the drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from doorstroom.ui.charts.svg import FONT, LINE_HEIGHT, PAPER, THIRD, line, tag, text, text_block, width_of

DASH = "2 3"


@dataclass(frozen=True)
class Break:
    """`at` is the place on an axis of time; `told` says what changed, and that both sides are not to be compared."""

    at: float
    label: str
    told: str


def across(found: Break | None, y: float, width: float) -> tuple[str, float]:
    """A line over the whole width with its label under it, between two rows; and where it ends."""
    if found is None:
        return "", y
    words, bottom = text_block(0, y + 4, found.label, width, colour=THIRD)
    return line(0, y + 2, width, y + 2, colour=THIRD, width=2, dash=DASH) + words, bottom + 6


def upright(found: Sequence[Break], x: Callable[[float], float], top: float, base: float, width: float) -> str:
    """A line from top to base for each, its label beside it on paper, inside the drawing and above one another."""
    drawn = ""
    for number, each in enumerate(found):
        room, y = width_of(each.label), base - 8 - LINE_HEIGHT * number
        start = max(0.0, min(x(each.at) + 6, width - room))
        drawn += line(x(each.at), top, x(each.at), base, colour=THIRD, width=2, dash=DASH)
        drawn += tag("rect", x=start - 2, y=y - FONT, width=room + 4, height=LINE_HEIGHT, fill=PAPER, fill_opacity=0.85)
        drawn += text(start, y, each.label, colour=THIRD)
    return drawn


def notes(found: Iterable[Break | None]) -> list[str]:
    return [each.told for each in found if each]
