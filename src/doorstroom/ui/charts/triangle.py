"""How far each group of starters came after so many months: a cell only says something once all had the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from doorstroom.ui.charts.breaks import Break, across, notes
from doorstroom.ui.charts.svg import (
    GRID,
    INK,
    MAIN,
    PAPER,
    SOFT,
    Chart,
    chart,
    mixed,
    patterns,
    tag,
    text,
    text_block,
    width_of,
)

ROW_HEIGHT = 34.0
HATCH = 1
"""The pattern of cells in which some people have not had the time yet."""


@dataclass(frozen=True)
class Cell:
    """`words` stand in the cell; `depth` from 0 to 1 is its shade, None for a cell that is not complete yet."""

    words: str
    depth: float | None = None


@dataclass(frozen=True)
class Cells:
    label: str
    cells: Sequence[Cell]
    before: Break | None = None


def maturity(
    key: str,
    title: str,
    summary: str,
    rows: Sequence[Cells],
    *,
    label_header: str,
    columns: Sequence[str],
    not_yet: str,
) -> Chart:
    """One row a group of starters, one column a term. `not_yet` explains the hatched cells below the drawing."""

    def draw(width: float, name: str) -> tuple[str, float]:
        room = min(max((width_of(row.label) for row in rows), default=0.0) + 12, width * 0.34)
        shown = _that_fit(columns, width - room)
        step = (width - room) / max(1, len(shown))
        body = patterns(name, HATCH + 1)
        for place, column in enumerate(shown):
            body += text(room + step * (place + 0.5), 16, columns[column], anchor="middle", colour=SOFT)
        top = 26.0
        for row in rows:
            split, top = across(row.before, top, width)
            body += split + text(0, top + 22, row.label)
            for place, column in enumerate(shown):
                body += _cell(row.cells[column], room + step * place, top, step, name)
            top += ROW_HEIGHT
        mark = tag("rect", x=0.5, y=top + 10.5, width=26, height=17, fill=f"url(#{name}-rising)", stroke=GRID)
        words, bottom = text_block(36, top + 6, not_yet, width - 36, colour=SOFT)
        return body + mark + words, bottom + 6

    return chart(
        key, title, summary, draw, headers=[label_header, *columns],
        rows=[[row.label, *(_in_words(cell, not_yet) for cell in row.cells)] for row in rows],
        notes=notes(row.before for row in rows),
    )  # fmt: skip


def _that_fit(columns: Sequence[str], width: float) -> list[int]:
    """All columns, or evenly chosen ones with the last, each wide enough for a count."""
    widest = max((width_of(column) for column in columns), default=0.0)
    room = max(1, int(width // max(62, widest + 8)))
    every = ceil(len(columns) / room)
    return list(range(len(columns) - 1, -1, -every))[::-1] if columns else []


def _cell(cell: Cell, x: float, y: float, width: float, name: str) -> str:
    if not cell.words:
        return ""
    hatched = cell.depth is None
    dark = not hatched and (cell.depth or 0) > 0.6
    box = {"x": x + 1, "y": y + 1, "width": width - 2, "height": ROW_HEIGHT - 2}
    if hatched:
        drawn = tag("rect", **box, fill=f"url(#{name}-rising)", fill_opacity=0.35, stroke=GRID)
        room = width_of(cell.words) + 6
        drawn += tag("rect", x=x + (width - room) / 2, y=y + 7, width=room, height=ROW_HEIGHT - 14, fill=PAPER)
    else:
        drawn = tag("rect", **box, fill=mixed(MAIN, 0.06 + 0.94 * (cell.depth or 0)), stroke=GRID)
    return drawn + text(x + width / 2, y + 22, cell.words, anchor="middle", colour=PAPER if dark else INK)


def _in_words(cell: Cell, not_yet: str) -> str:
    if not cell.words:
        return "–"
    return cell.words if cell.depth is not None else f"{cell.words} ({not_yet})"
