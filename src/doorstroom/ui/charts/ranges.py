"""Counts with their range: what was expected of a day against what came, and a fan of what may still come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doorstroom.ui.charts.breaks import Break, across, notes, upright
from doorstroom.ui.charts.svg import (
    GRID,
    INK,
    MAIN,
    SECOND,
    SOFT,
    Chart,
    chart,
    line,
    path,
    scale,
    tag,
    text,
    text_block,
    width_of,
)

Point = tuple[float, float]


@dataclass(frozen=True)
class Range:
    """What was said beforehand, `low` to `high`, and the number that `came`; `inside` says it in words."""

    label: str
    low: int
    high: int
    came: int
    inside: str
    before: Break | None = None


def ranges(
    key: str, title: str, summary: str, rows: Sequence[Range], *, headers: tuple[str, str, str, str]
) -> Chart:  # fmt: skip
    """One row a forecast, in the order of time. `headers` name the moment, the range, what came, and the judgement."""
    low, high = min((min(r.low, r.came) for r in rows), default=0), max((max(r.high, r.came) for r in rows), default=1)

    def draw(width: float, _: str) -> tuple[str, float]:
        x, body, top = scale(low, high, 14, width - 20), "", 0.0
        for row in rows:
            split, top = across(row.before, top, width)
            drawn, top = text_block(0, top, f"{row.label}: {row.low}–{row.high} · {row.came} {row.inside}", width)
            y = top + 11
            body += split + drawn + line(x(row.low), y, x(row.high), y, colour=MAIN, width=3)
            body += "".join(line(x(end), y - 6, x(end), y + 6, colour=MAIN, width=2.5) for end in (row.low, row.high))
            body += tag("rect", x=x(row.came) - 5, y=y - 5, width=10, height=10, fill=SECOND, stroke=INK)
            top += 28
        return body, top + 4

    return chart(
        key, title, summary, draw, headers=headers,
        rows=[[row.label, f"{row.low} – {row.high}", str(row.came), row.inside] for row in rows],
        notes=notes(row.before for row in rows),
    )  # fmt: skip


@dataclass(frozen=True)
class Fan:
    """Reached so far as points (x, count); then for each later x the middle, the likely and the wide range."""

    done: Sequence[Point]
    ahead: Sequence[tuple[float, float, tuple[float, float], tuple[float, float]]]
    goal: int
    deadline: float
    breaks: Sequence[Break] = ()


def fan(
    key: str,
    title: str,
    summary: str,
    shown: Fan,
    *,
    ticks: Sequence[tuple[float, str]],
    words: tuple[str, str, str, str, str],
    goal_label: str,
) -> Chart:
    """`words`: the day, reached or expected, 5 in 10, 8 in 10, and the goal's own name."""
    top_value = max(shown.goal, *(each[3][1] for each in shown.ahead), *(value for _, value in shown.done), 1) * 1.04

    def draw(width: float, _: str) -> tuple[str, float]:
        margin = width_of(str(int(top_value))) + 14
        height = 0.42 * width if width > 500 else 0.8 * width
        x = scale(ticks[0][0], ticks[-1][0], margin, width - 14)
        y = scale(0, top_value, height + 10, 10)
        body = _grid(top_value, ticks, x, y, margin, width, height)
        for band, opacity in (
            ([(at, wide) for at, _, _, wide in shown.ahead], 0.14),
            ([(at, likely) for at, _, likely, _ in shown.ahead], 0.26),
        ):
            upper = [(x(at), y(ends[1])) for at, ends in band]
            lower = [(x(at), y(ends[0])) for at, ends in band]
            body += path([*upper, *reversed(lower)], close=True, fill=MAIN, fill_opacity=opacity)
        body += path([(x(a), y(b)) for a, b in shown.done], fill="none", stroke=MAIN, stroke_width=3)
        middle = [(x(each[0]), y(each[1])) for each in shown.ahead]
        body += path(middle, fill="none", stroke=MAIN, stroke_width=2.5, stroke_dasharray="9 5")
        body += line(margin, y(shown.goal), width - 14, y(shown.goal), colour=SECOND, width=2, dash="2 4")
        body += text(margin + 6, y(shown.goal) - 6, goal_label, colour=SECOND)
        body += line(x(shown.deadline), 10, x(shown.deadline), height + 10, colour=INK, width=1, dash="4 4")
        return body + upright(shown.breaks, x, 10, height + 10, width), height + 38

    label = dict(ticks)
    rows = [
        [label.get(a, ""), str(round(m)), _span(likely), _span(wide)]
        for a, m, likely, wide in shown.ahead
        if a in label
    ]
    return chart(key, title, summary, draw, headers=words[:4], rows=rows, notes=notes(shown.breaks))


def _span(ends: tuple[float, float]) -> str:
    return f"{round(ends[0])} – {round(ends[1])}"


def _grid(
    top: float, ticks: Sequence[tuple[float, str]], x: Callable[[float], float], y: Callable[[float], float],
    margin: float, width: float, height: float,
) -> str:  # fmt: skip
    step = _round_step(top / 4)
    values = [step * i for i in range(int(top // step) + 1)]
    across = "".join(
        line(margin, y(at), width - 14, y(at), colour=GRID)
        + text(margin - 8, y(at) + 5, str(at), anchor="end", colour=SOFT)
        for at in values
    )
    every = 1 if width > 500 else max(1, len(ticks) // 3)
    return across + "".join(
        text(x(at), height + 29, words, anchor="end" if i else "start", colour=SOFT)
        for i, (at, words) in list(enumerate(ticks))[::every]
    )


def _round_step(rough: float) -> int:
    """1, 2 or 5 times a power of ten, at least `rough`."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if size * factor >= rough:
                return size * factor
        size *= 10
