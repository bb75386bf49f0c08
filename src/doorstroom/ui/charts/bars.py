"""Counts as bars, steps of a funnel, and shares as a dot with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doorstroom.ui.charts.breaks import Break, across, notes
from doorstroom.ui.charts.curves import percent
from doorstroom.ui.charts.svg import (
    FONT,
    INK,
    LINE_HEIGHT,
    LINES,
    SOFT,
    STILL_OPEN,
    Chart,
    chart,
    fill_of,
    legend,
    line,
    patterns,
    scale,
    share_ticks,
    tag,
    text,
    text_block,
    width_of,
)

BAR_HEIGHT = 18.0


@dataclass(frozen=True)
class Bar:
    """One bar of one or more parts; the parts have their names from the chart. `note` stands under it."""

    label: str
    values: Sequence[int]
    note: str = ""
    before: Break | None = None


def bars(
    key: str,
    title: str,
    summary: str,
    rows: Sequence[Bar],
    *,
    label_header: str,
    parts: Sequence[str],
    note_header: str = "",
    last_still_open: bool = False,
) -> Chart:
    """One bar a row, its label above it and its total behind it. All bars begin at zero.

    With `last_still_open` the last part holds the people who are still under way, and is pale.
    """
    last = len(parts) - last_still_open

    def draw(width: float, name: str) -> tuple[str, float]:
        fills = [fill_of(name, i if i < last else STILL_OPEN) for i in range(len(parts))]
        body, height = _draw_bars(rows, parts, fills, width)
        return patterns(name, last) + body, height

    noted = [note_header] if note_header else []
    return chart(
        key,
        title,
        summary,
        draw,
        headers=[label_header, *parts, *noted],
        rows=[[b.label, *(str(v) for v in b.values), *([b.note] if note_header else [])] for b in rows],
        notes=notes(bar.before for bar in rows),
    )


def _draw_bars(rows: Sequence[Bar], parts: Sequence[str], fills: Sequence[str], width: float) -> tuple[str, float]:
    body, top = "", 0.0
    if len(parts) > 1:
        body, top = legend(parts, 0, width, lambda i, x, y: _part(fills[i], x, y - 8, 26, 15))
    highest = max((sum(bar.values) for bar in rows), default=0)
    x = scale(0, highest, 0, width - width_of(str(highest)) - 12)
    for bar in rows:
        split, top = across(bar.before, top, width)
        drawn, top = text_block(0, top, bar.label, width)
        body += split + drawn + _bar(bar, fills, x, top + 3)
        top += BAR_HEIGHT + 6
        if bar.note:
            drawn, top = text_block(0, top, bar.note, width, colour=SOFT)
            body += drawn
        top += 8
    return body, top


def _part(fill: str, x: float, y: float, width: float, height: float) -> str:
    return tag("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=INK, stroke_width=0.75)


def _bar(bar: Bar, fills: Sequence[str], x: Callable[[float], float], top: float) -> str:
    drawn, done = "", 0
    for value, fill in zip(bar.values, fills, strict=True):
        if value:
            drawn += _part(fill, x(done), top, x(done + value) - x(done), BAR_HEIGHT)
        done += value
    return drawn + text(x(done) + 8, top + FONT, str(done), bold=True)


def funnel(
    key: str, title: str, summary: str, steps: Sequence[Bar], *, label_header: str, count_header: str, note_header: str
) -> Chart:
    """The steps of a way in, each with what happened to the others as its note."""
    return bars(key, title, summary, steps, label_header=label_header, parts=[count_header], note_header=note_header)


@dataclass(frozen=True)
class Dot:
    """A share with its interval, and the counts in words; without a value only the words are shown."""

    label: str
    counts: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0


def dots(
    key: str,
    title: str,
    summary: str,
    rows: Sequence[Dot],
    *,
    headers: tuple[str, str, str, str],
    share: Callable[[float], str] = percent,
) -> Chart:
    """A dot and its interval a row, on one scale, in the order given: never sorted by the result.

    `headers` name the label, the counts, the share and its interval.
    """

    def draw(width: float, _: str) -> tuple[str, float]:
        return _draw_dots(rows, width, share)

    def row(dot: Dot) -> list[str]:
        if dot.value is None:
            return [dot.label, dot.counts, "–", "–"]
        return [dot.label, dot.counts, share(dot.value), f"{share(dot.low)} – {share(dot.high)}"]

    return chart(key, title, summary, draw, headers=headers, rows=[row(dot) for dot in rows])


def _draw_dots(rows: Sequence[Dot], width: float, share: Callable[[float], str]) -> tuple[str, float]:
    ticks = share_ticks(max((dot.high for dot in rows), default=1.0))
    x, body, top = scale(0, ticks[-1], 14, width - 20), "", 0.0
    for dot in rows:
        drawn, top = text_block(0, top, f"{dot.label}: {dot.counts}", width)
        body += drawn + _dot(dot, x, top + 11)
        top += 28 if dot.value is not None else 8
    grid = "".join(
        line(x(at), LINE_HEIGHT, x(at), top) + text(x(at), top + 18, share(at), anchor="middle", colour=SOFT)
        for at in ticks[:: 2 if len(ticks) > 5 and width < 500 else 1]
    )
    return grid + body, top + 26


def _dot(dot: Dot, x: Callable[[float], float], y: float) -> str:
    if dot.value is None:
        return ""
    colour, ends = LINES[0][0], (x(dot.low), x(dot.high))
    caps = "".join(line(at, y - 6, at, y + 6, colour=colour, width=2.5) for at in ends)
    bar = line(*(ends[0], y), *(ends[1], y), colour=colour, width=2.5)
    return bar + caps + tag("circle", cx=x(dot.value), cy=y, r=6, fill=colour)
