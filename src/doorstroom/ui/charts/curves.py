"""Curves over time: steps with their intervals, and the people who carry them below."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doorstroom.ui.charts.svg import (
    LINE_HEIGHT,
    LINES,
    SOFT,
    Chart,
    chart,
    legend,
    line,
    line_mark,
    path,
    scale,
    share_ticks,
    tag,
    text,
    text_block,
)

Tick = tuple[float, str]
Point = tuple[float, float]

MARGIN = 52.0
PLOT_HEIGHT = 160.0


def percent(share: float) -> str:
    return f"{int(share * 100 + 0.5 + 1e-9)} %"


@dataclass(frozen=True)
class Curve:
    """Steps (x, value, low, high) from x = 0 on, values as shares; `at_risk` at each tick of the panel.

    From `fade_from` on fewer than ten people carry the curve, and it is drawn faint. Below zero, `ends_at`
    says that there are too few people for a curve at all: then only the numbers at risk are shown.
    """

    label: str
    steps: Sequence[tuple[float, float, float, float]]
    at_risk: Sequence[int]
    ends_at: float
    fade_from: float | None = None

    def at(self, x: float) -> tuple[float, float, float] | None:
        """None beyond the last person seen, and (0, 0, 0) before anybody left."""
        if x > self.ends_at:
            return None
        place = bisect_right([step[0] for step in self.steps], x) - 1
        return self.steps[place][1:] if place >= 0 else (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Panel:
    """One way to leave, with one curve for each version."""

    title: str
    curves: Sequence[Curve]


def step_curves(
    key: str,
    title: str,
    summary: str,
    panels: Sequence[Panel],
    *,
    ticks: Sequence[Tick],
    x_label: str,
    at_risk_label: str,
    share: Callable[[float], str] = percent,
) -> Chart:
    """Versions beside one another, a panel for each way to leave; all panels share one scale."""
    highest = max((step[3] for p in panels for c in p.curves for step in c.steps), default=0.0)
    labels = [curve.label for curve in panels[0].curves]

    def draw(width: float, _: str) -> tuple[str, float]:
        columns = 2 if width > 500 and len(panels) > 1 else 1
        room = (width - 20 * (columns - 1)) / columns
        body, top = legend(labels, 0, width, line_mark)
        for start in range(0, len(panels), columns):
            bottoms = []
            for i, panel in enumerate(panels[start : start + columns]):
                drawn, bottom = _panel(panel, room, share_ticks(highest), ticks, x_label, at_risk_label, share)
                body += tag("g", drawn, transform=f"translate({(room + 20) * i:.0f} {top:.0f})")
                bottoms.append(bottom)
            top += max(bottoms) + 12
        return body, top

    columns = [f"{panel.title}, {curve.label}" for panel in panels for curve in panel.curves]
    return chart(key, title, summary, draw, headers=[x_label, *columns], rows=_table(panels, ticks, share))


def _panel(
    panel: Panel,
    width: float,
    shares: Sequence[float],
    ticks: Sequence[Tick],
    x_label: str,
    at_risk_label: str,
    share: Callable[[float], str],
) -> tuple[str, float]:
    body, top = text_block(0, 0, panel.title, width, bold=True)
    top += 10
    x = scale(ticks[0][0], ticks[-1][0], MARGIN, width - 14)
    y = scale(0, shares[-1], top + PLOT_HEIGHT, top)
    body += share_axis(shares, y, width, share)
    for i, curve in enumerate(panel.curves):
        body += _curve(curve, i, x, y, ticks[-1][0])
    under = top + PLOT_HEIGHT
    body += time_axis(ticks, x, under, width, x_label)
    risk, bottom = _at_risk(panel, x, ticks, under + 42, at_risk_label)
    return body + risk, bottom


def share_axis(
    shares: Sequence[float], y: Callable[[float], float], width: float, share: Callable[[float], str]
) -> str:
    return "".join(
        line(MARGIN, y(at), width - 14, y(at)) + text(MARGIN - 8, y(at) + 5, share(at), anchor="end", colour=SOFT)
        for at in shares
    )


def time_axis(ticks: Sequence[Tick], x: Callable[[float], float], base: float, width: float, label: str) -> str:
    marks = (text(x(at), base + 19, words, anchor="middle", colour=SOFT) for at, words in ticks)
    return "".join(marks) + text(width - 14, base + 38, label, anchor="end", colour=SOFT)


def _curve(curve: Curve, i: int, x: Callable[[float], float], y: Callable[[float], float], last: float) -> str:
    colour, dash = LINES[i % len(LINES)]
    end = min(curve.ends_at, last)
    if end < 0:
        return ""
    steps = [step for step in curve.steps if step[0] <= end]
    upper = _stairs([(s[0], s[3]) for s in steps], end)
    lower = _stairs([(s[0], s[2]) for s in steps], end)
    band = [(x(a), y(b)) for a, b in [*upper, *reversed(lower)]]
    drawn = path(band, close=True, fill=colour, fill_opacity=0.13) if len(steps) > 1 else ""
    stairs = _stairs([(s[0], s[1]) for s in steps], end)
    split = min(end, curve.fade_from) if curve.fade_from is not None else end
    for part, opacity in ((_until(stairs, split), None), (_since(stairs, split), 0.4)):
        if len(part) > 1:
            drawn += path(
                [(x(a), y(b)) for a, b in part],
                fill="none",
                stroke=colour,
                stroke_width=2.5,
                stroke_dasharray=dash or None,
                stroke_opacity=opacity,
            )
    return drawn


def _stairs(points: Sequence[Point], end: float) -> list[Point]:
    """From 0 on: flat to the next step, then up."""
    out: list[Point] = [(0.0, 0.0)]
    for at, value in points:
        out += [(at, out[-1][1]), (at, value)]
    return [*out, (end, out[-1][1])]


def _until(stairs: Sequence[Point], at: float) -> list[Point]:
    kept = [point for point in stairs if point[0] <= at]
    return [*kept, (at, kept[-1][1])]


def _since(stairs: Sequence[Point], at: float) -> list[Point]:
    later = [point for point in stairs if point[0] > at]
    return [(at, _until(stairs, at)[-1][1]), *later] if later else []


def _at_risk(
    panel: Panel, x: Callable[[float], float], ticks: Sequence[Tick], top: float, label: str
) -> tuple[str, float]:
    body = text(0, top + 15, label, colour=SOFT)
    for i, curve in enumerate(panel.curves):
        base = top + LINE_HEIGHT * (i + 1) + 15
        body += line_mark(i, 0, base - 5)
        body += "".join(
            text(x(at), base, str(n), anchor="middle") for (at, _), n in zip(ticks, curve.at_risk, strict=True)
        )
    return body, top + LINE_HEIGHT * (len(panel.curves) + 1) + 4


def _table(panels: Sequence[Panel], ticks: Sequence[Tick], share: Callable[[float], str]) -> list[list[str]]:
    """One row a tick; for each panel and version the share with its interval."""

    def cell(curve: Curve, at: float) -> str:
        reading = curve.at(at)
        if reading is None:
            return "–"
        value, low, high = reading
        return f"{share(value)} ({share(low)} – {share(high)})" if high else share(value)

    return [[label, *(cell(c, at) for panel in panels for c in panel.curves)] for at, label in ticks]
