"""What all charts share: elements, text that fits, scales, colours with their dashes and patterns.

Only presentation attributes, no style attribute and no script, so that the strictest content policy lets the
chart through and a PDF shows the same. Units are those of the viewBox; text is 15 of them, which stays above
12 px down to a column of 240 px (narrow) or 576 px (wide).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

WIDE, NARROW = 720.0, 300.0
FONT = 15
LINE_HEIGHT = 20.0

INK, SOFT, GRID, PAPER = "#13293d", "#52646f", "#dfe5e9", "#ffffff"
MAIN, SECOND, THIRD = "#0b6e63", "#b5432b", "#4a5a9a"

LINES = ((MAIN, ""), (SECOND, "9 5"), (THIRD, "2 4"), (INK, "12 4 2 4"))
"""Colour and dashes of the first, second, ... line; each has 3:1 or more against the paper."""

FILLS = (
    (MAIN, "full"),
    ("#f2b878", "rising"),
    ("#9cc5bd", "dots"),
    ("#d98a78", "falling"),
    ("#c3ccd3", "cross"),
)
"""Colour and pattern of the first, second, ... area."""

STILL_OPEN = -1
"""The area of people who are still under way: always plain and pale, never an outcome among the others."""

PALE = "#f4f6f7"


class Markup(str):
    """SVG that is safe to put in a page as it is: everything from outside was escaped when it went in."""

    def __html__(self) -> str:
        return self


def tag(name: str, *children: str, **attributes: object) -> str:
    """One element; `stroke_width` becomes stroke-width, None is left out, children are markup already."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>{''.join(children)}</{name}>" if children else f"<{name}{pairs}/>"


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK, bold: bool = False) -> str:
    return tag(
        "text",
        escape(words),
        x=x,
        y=y,
        text_anchor=None if anchor == "start" else anchor,
        fill=None if colour == INK else colour,
        font_weight=600 if bold else None,
    )


def line(x1: float, y1: float, x2: float, y2: float, *, colour: str = GRID, width: float = 1, dash: str = "") -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, stroke_dasharray=dash or None)


def path(points: Sequence[tuple[float, float]], *, close: bool = False, **attributes: object) -> str:
    """A line through the points; what is level or upright, as all steps are, says only where it goes to."""
    drawn = x = y = ""
    for to_x, to_y in ((_number(float(x)), _number(float(y))) for x, y in points):
        if not drawn:
            drawn = f"M{to_x} {to_y}"
        elif to_x != x and to_y != y:
            drawn += f"L{to_x} {to_y}"
        elif to_x != x:
            drawn += f"H{to_x}"
        elif to_y != y:
            drawn += f"V{to_y}"
        x, y = to_x, to_y
    return tag("path", d=f"{drawn}{'Z' if close else ''}", **attributes)


def mixed(colour: str, depth: float) -> str:
    """The colour on the paper, from 0 (paper) to 1 (all of it)."""
    pairs = (tuple(int(each[at : at + 2], 16) for each in (PAPER, colour)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(paper + (full - paper) * depth):02x}" for paper, full in pairs)


def width_of(words: str, *, bold: bool = False) -> float:
    """Room that a text takes, a little on the safe side: about half the height a character."""
    return len(words) * FONT * (0.58 if bold else 0.54)


def wrapped(words: str, width: float, *, bold: bool = False) -> list[str]:
    rows: list[str] = []
    for word in words.split():
        if rows and width_of(f"{rows[-1]} {word}", bold=bold) <= width:
            rows[-1] = f"{rows[-1]} {word}"
        else:
            rows.append(word)
    return rows or [""]


def text_block(
    x: float, y: float, words: str, width: float, *, bold: bool = False, colour: str = INK
) -> tuple[str, float]:
    """The wrapped text with its first base line one line below `y`, and where it ends."""
    rows = wrapped(words, width, bold=bold)
    drawn = "".join(text(x, y + LINE_HEIGHT * i + FONT, row, bold=bold, colour=colour) for i, row in enumerate(rows))
    return drawn, y + LINE_HEIGHT * len(rows)


def scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def share_ticks(highest: float) -> list[float]:
    """0 to the first round share at or above `highest`: quarters, or tenths when all is small."""
    step = 0.25 if highest > 0.5 else 0.1 if highest > 0.2 else 0.05
    count = max(1, int(highest / step - 1e-9) + (highest / step - int(highest / step - 1e-9) > 1e-9))
    return [round(step * i, 2) for i in range(min(count, round(1 / step)) + 1)]


def legend(
    labels: Sequence[str], y: float, width: float, mark: Callable[[int, float, float], str]
) -> tuple[str, float]:
    """One mark and label a series, on as many rows as the width asks for; and where it ends."""
    x, drawn = 0.0, ""
    for i, label in enumerate(labels):
        room = 36 + width_of(label) + 18
        if x and x + room - 18 > width:
            x, y = 0.0, y + LINE_HEIGHT
        drawn += mark(i, x, y + LINE_HEIGHT / 2) + text(x + 36, y + FONT, label)
        x += room
    return drawn, y + LINE_HEIGHT + 4


def line_mark(i: int, x: float, y: float) -> str:
    colour, dash = LINES[i % len(LINES)]
    return line(x, y, x + 30, y, colour=colour, width=3, dash=dash)


def fill_of(key: str, i: int) -> str:
    if i == STILL_OPEN:
        return PALE
    colour, pattern = FILLS[i % len(FILLS)]
    return colour if pattern == "full" else f"url(#{key}-{pattern})"


def patterns(key: str, count: int) -> str:
    """The patterns of the first `count` areas, with names of this one drawing."""
    strokes = {
        "rising": "M-2 10L10 -2M4 16L16 4",
        "falling": "M-4 4L8 16M4 -4L16 8",
        "cross": "M0 6H12M6 0V12",
        "dots": "M3 3h2v2h-2zM9 9h2v2h-2z",
    }
    drawn = [
        tag(
            "pattern",
            tag("rect", width=12, height=12, fill=colour),
            tag("path", d=strokes[name], stroke=INK, stroke_width=0.8, stroke_opacity=0.55, fill="none"),
            id=f"{key}-{name}",
            width=12,
            height=12,
            patternUnits="userSpaceOnUse",
        )
        for colour, name in FILLS[:count]
        if name != "full"
    ]
    return tag("defs", *drawn) if drawn else ""


@dataclass(frozen=True)
class Chart:
    """A drawing for a wide and a narrow column, and the same figures as a table.

    `svg` holds both drawings; the style sheet shows the one that fits. A PDF takes `wide` alone. `notes` stand beneath.
    """

    title: str
    summary: str
    wide: Markup
    narrow: Markup
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def svg(self) -> Markup:
        return Markup(self.wide + self.narrow)


Draw = Callable[[float, str], tuple[str, float]]
"""Draws for a width and with a key for its own names; returns the elements and the height they took."""


def chart(
    key: str,
    title: str,
    summary: str,
    draw: Draw,
    *,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    notes: Sequence[str] = (),
) -> Chart:
    """`key` must be unique on the page: names inside the drawings are made from it."""
    return Chart(
        title=title,
        summary=summary,
        wide=_drawing(f"{key}-wide", "ds-chart ds-chart--wide", WIDE, title, summary, draw),
        narrow=_drawing(f"{key}-narrow", "ds-chart ds-chart--narrow", NARROW, title, summary, draw),
        headers=tuple(headers),
        rows=tuple(tuple(row) for row in rows),
        notes=tuple(notes),
    )


def _drawing(key: str, class_: str, width: float, title: str, summary: str, draw: Draw) -> Markup:
    body, height = draw(width, key)
    return Markup(
        tag(
            "svg",
            tag("title", escape(title), id=f"{key}-title"),
            tag("desc", escape(summary), id=f"{key}-desc"),
            body,
            xmlns="http://www.w3.org/2000/svg",
            class_=class_,
            viewBox=f"0 0 {_number(width)} {_number(float(round(height)))}",
            role="img",
            aria_labelledby=f"{key}-title {key}-desc",
            fill=INK,
            font_size=FONT,
            font_family="Source Sans 3, Source Sans Pro, system-ui, sans-serif",
        )
    )
