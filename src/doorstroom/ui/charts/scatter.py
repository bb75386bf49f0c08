"""Units beside one another by how many people they have: a funnel of what chance allows, and a mark for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doorstroom.ui.charts.curves import percent
from doorstroom.ui.charts.svg import (
    GRID,
    INK,
    MAIN,
    SECOND,
    SOFT,
    Chart,
    chart,
    legend,
    line,
    path,
    scale,
    share_ticks,
    tag,
    text,
    width_of,
)

Ends = tuple[float, float]


@dataclass(frozen=True)
class Unit:
    """`share` None is not drawn: too few people. `signal` lies beyond the wider limits."""

    label: str
    people: int
    counts: str
    told: str
    share: float | None = None
    signal: bool = False


@dataclass(frozen=True)
class Limits:
    """At this many people: what chance allows in 95 of 100 cases, and in 998 of 1,000."""

    people: float
    usual: Ends
    wide: Ends


def funnel_plot(
    key: str,
    title: str,
    summary: str,
    units: Sequence[Unit],
    limits: Sequence[Limits],
    middle: float,
    *,
    headers: tuple[str, str, str],
    words: tuple[str, str, str],
    x_label: str,
    share: Callable[[float], str] = percent,
) -> Chart:
    """`words` name the middle and both limits; a unit beyond the wider one is a square, the others are dots."""
    shown = [unit for unit in units if unit.share is not None]
    highest = max([limit.wide[1] for limit in limits] + [unit.share or 0.0 for unit in shown])

    def draw(width: float, _: str) -> tuple[str, float]:
        drawn, top = legend(words, 0, width, _mark)
        margin, height = width_of("100 %") + 10, top + (0.45 * width if width > 500 else 0.9 * width)
        ticks = share_ticks(highest)
        x = scale(limits[0].people, limits[-1].people, margin + 10, width - 16)
        y = scale(0, max(ticks[-1], highest), height, top + 10)
        for tick in ticks:
            drawn += line(margin, y(tick), width, y(tick), colour=GRID)
            drawn += text(margin - 8, y(tick) + 5, share(tick), anchor="end", colour=SOFT)
        drawn += line(margin, y(middle), width, y(middle), colour=INK, width=1.5)
        for style, ends in ((USUAL, [each.usual for each in limits]), (WIDE, [each.wide for each in limits])):
            for side in (0, 1):
                points = [(x(each.people), y(end[side])) for each, end in zip(limits, ends, strict=True)]
                drawn += path(points, fill="none", stroke=style[0], stroke_width=2, stroke_dasharray=style[1] or None)
        for unit in shown:
            drawn += _unit(unit, x(unit.people), y(unit.share or 0.0))
        for at in (limits[0].people, limits[-1].people):
            last = at != limits[0].people
            drawn += text(x(at), height + 20, str(round(at)), anchor="end" if last else "start", colour=SOFT)
        drawn += text((margin + width) / 2, height + 20, x_label, anchor="middle", colour=SOFT)
        return drawn, height + 32

    return chart(
        key, title, summary, draw, headers=headers,
        rows=[(unit.label, unit.counts, unit.told) for unit in units],
    )  # fmt: skip


USUAL, WIDE = (SOFT, "4 4"), (SECOND, "")


def _mark(i: int, x: float, y: float) -> str:
    colour, dash = ((INK, ""), USUAL, WIDE)[i]
    return line(x, y, x + 30, y, colour=colour, width=2, dash=dash)


def _unit(unit: Unit, x: float, y: float) -> str:
    if unit.signal:
        return tag("rect", x=x - 6, y=y - 6, width=12, height=12, fill=SECOND, stroke=INK)
    return tag("circle", cx=x, cy=y, r=5.5, fill=MAIN, stroke=INK)
