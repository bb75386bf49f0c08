"""Both curves of one person on one drawing: steps over the months, with a dot at each talk."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from doorstroom.learning.domain.progress import FIRST_STEP, LAST_STEP
from doorstroom.learning.selectors import Talk
from doorstroom.learning.wording import POINTS, said
from doorstroom.ui.charts.svg import LINES, SOFT, Chart, chart, legend, line, line_mark, path, scale, tag, text

LEFT, HEIGHT, EDGE = 26.0, 150.0, 14.0
Point = tuple[float, float]


def both_curves(talks: Sequence[Talk]) -> Chart | None:
    """From the second talk on; one talk is two sentences and needs no drawing."""
    if len(talks) < 2:
        return None
    sides = [
        [(talk.held_on.toordinal(), talk.person.step) for talk in talks if talk.person.step],
        [(talk.held_on.toordinal(), talk.professional.step) for talk in talks if talk.professional.step],
    ]
    first, last = talks[0].held_on, talks[-1].held_on

    def draw(width: float, key: str) -> tuple[str, float]:
        body, top = legend([_("participant"), _("professional")], 0, width, line_mark)
        x = scale(first.toordinal(), last.toordinal(), LEFT, width - EDGE)
        y = scale(FIRST_STEP, LAST_STEP, top + HEIGHT, top + EDGE)
        for step in range(FIRST_STEP, LAST_STEP + 1):
            body += line(LEFT, y(step), width - EDGE, y(step)) + text(0, y(step) + 5, str(step), colour=SOFT)
        for number, points in enumerate(sides):
            body += _curve([(x(day), y(step)) for day, step in points], number)
        below = top + HEIGHT + 24
        body += text(LEFT, below, date_format(first, "M Y"), colour=SOFT)
        return body + text(width - EDGE, below, date_format(last, "M Y"), anchor="end", colour=SOFT), below + 8

    return chart(
        "progress", _("How ready for work, as both said it"), str(POINTS[talks[-1].point]), draw,
        headers=[_("Day"), _("participant"), _("professional")], rows=[_row(talk) for talk in talks],
    )  # fmt: skip


def _row(talk: Talk) -> list[str]:
    return [date_format(talk.held_on, "j F Y"), said(talk.person.step), said(talk.professional.step)]


def _curve(points: Sequence[Point], number: int) -> str:
    """The second side is dashed and has squares, so that neither colour nor overlap hides it."""
    colour, dash = LINES[number]
    drawn = path(points, fill="none", stroke=colour, stroke_width=3, stroke_dasharray=dash or None) if points else ""
    for x, y in points:
        drawn += (
            tag("rect", x=x - 5, y=y - 5, width=10, height=10, fill=colour)
            if number
            else tag("circle", cx=x, cy=y, r=5.5, fill=colour)
        )
    return drawn
