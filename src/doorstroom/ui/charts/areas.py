"""Where everybody is at each moment: states as areas on top of one another, together 100 %."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doorstroom.ui.charts.curves import MARGIN, PLOT_HEIGHT, Point, Tick, percent, share_axis, time_axis
from doorstroom.ui.charts.svg import (
    INK,
    PAPER,
    SOFT,
    STILL_OPEN,
    Chart,
    chart,
    fill_of,
    legend,
    path,
    patterns,
    scale,
    share_ticks,
    tag,
    text,
)


@dataclass(frozen=True)
class State:
    """One of the states that together hold everybody: the steps (x, share) from x = 0 on.

    Before its first step the share is 0, or 1 for the state of everybody `still_open`.
    """

    label: str
    steps: Sequence[Point]
    still_open: bool = False

    def at(self, x: float) -> float:
        place = bisect_right([step[0] for step in self.steps], x) - 1
        return self.steps[place][1] if place >= 0 else float(self.still_open)


def stacked_areas(
    key: str,
    title: str,
    summary: str,
    states: Sequence[State],
    *,
    ticks: Sequence[Tick],
    x_label: str,
    ends_at: float,
    at_risk: Sequence[int] = (),
    at_risk_label: str = "",
    share: Callable[[float], str] = percent,
) -> Chart:
    """Where everybody is at each moment; the states, from below, add up to 100 %.

    `at_risk` has for each tick the people who carry the areas there, and stands below them.
    """
    end = min(ends_at, ticks[-1][0])
    moments = sorted({0.0, end, *(at for state in states for at, _ in state.steps if 0 <= at <= end)})

    def fills(name: str) -> list[str]:
        return [fill_of(name, STILL_OPEN if s.still_open else i) for i, s in enumerate(states)]

    def draw(width: float, name: str) -> tuple[str, float]:
        body, top = legend([s.label for s in states], 0, width, lambda i, x, y: _swatch(fills(name)[i], x, y))
        top += 10
        x = scale(ticks[0][0], ticks[-1][0], MARGIN, width - 14)
        y = scale(0, 1, top + 1.4 * PLOT_HEIGHT, top)
        body += share_axis(share_ticks(1), y, width, share) + _areas(states, moments, fills(name), x, y)
        under = top + 1.4 * PLOT_HEIGHT
        body += time_axis(ticks, x, under, width, x_label)
        if at_risk:
            body += text(0, under + 60, at_risk_label, colour=SOFT)
            marks = (
                text(x(at), under + 80, str(n), anchor="middle") for (at, _), n in zip(ticks, at_risk, strict=True)
            )
            body += "".join(marks)
            under += 44
        return patterns(name, len(states)) + body, under + 44

    return chart(
        key,
        title,
        summary,
        draw,
        headers=[x_label, *(state.label for state in states), *([at_risk_label] if at_risk else [])],
        rows=[
            [label, *(share(s.at(at)) for s in states), *(str(n) for n in at_risk[i : i + 1])]
            for i, (at, label) in enumerate(ticks)
            if at <= end
        ],
    )


def _swatch(fill: str, x: float, y: float) -> str:
    return tag("rect", x=x, y=y - 8, width=26, height=15, fill=fill, stroke=INK, stroke_width=0.75)


def _areas(
    states: Sequence[State],
    moments: Sequence[float],
    fills: Sequence[str],
    x: Callable[[float], float],
    y: Callable[[float], float],
) -> str:
    floor, drawn = [0.0] * len(moments), ""
    for state, fill in zip(states, fills, strict=True):
        ceiling = [low + state.at(at) for low, at in zip(floor, moments, strict=True)]
        outline = [*_steps(moments, ceiling), *reversed(_steps(moments, floor))]
        drawn += path(
            [(x(a), y(b)) for a, b in outline],
            close=True,
            fill=fill,
            stroke=PAPER,
            stroke_width=0.75,
        )
        floor = ceiling
    return drawn


def _steps(moments: Sequence[float], values: Sequence[float]) -> list[Point]:
    out = [(moments[0], values[0])]
    for at, value in zip(moments[1:], values[1:], strict=True):
        out += [(at, out[-1][1]), (at, value)]
    return out
