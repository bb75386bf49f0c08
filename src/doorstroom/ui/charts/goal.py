"""Progress to a goal: what was done, where the pace leads, and the line it should have followed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from doorstroom.ui.charts.svg import (
    INK,
    LINES,
    MAIN,
    SECOND,
    SOFT,
    Chart,
    chart,
    legend,
    line,
    line_mark,
    path,
    scale,
    tag,
    text,
    width_of,
)

MARGIN = 46.0
PLOT_HEIGHT = 230.0


@dataclass(frozen=True)
class GoalLine:
    """Counts by day from the goal's start to `as_of`, and where the pace leads if there is one.

    `forecast` is the day on which the goal would be reached, with the early and late end of its range.
    """

    quantity: int
    starts_on: date
    deadline: date
    as_of: date
    points: Sequence[tuple[date, int]]
    forecast: date | None = None
    earliest: date | None = None
    latest: date | None = None

    @property
    def done(self) -> int:
        return self.points[-1][1] if self.points else 0

    @property
    def until(self) -> date:
        """Room for the forecast, but never more than as much again as the goal's own time."""
        longest = self.deadline + (self.deadline - self.starts_on)
        return min(max(self.deadline, self.latest or self.forecast or self.as_of, self.as_of), longest)


@dataclass(frozen=True)
class GoalWords:
    """The translated words of the chart: done, pace and plan name its lines."""

    day: str
    count: str
    done: str
    pace: str
    plan: str
    deadline: str


def goal_progress(
    key: str,
    title: str,
    summary: str,
    goal: GoalLine,
    *,
    words: GoalWords,
    say_day: Callable[[date], str] = date.isoformat,
) -> Chart:
    """A line of what was done, dashed on at the present pace with its range, against the straight plan."""

    def draw(width: float, _: str) -> tuple[str, float]:
        body, top = legend([words.done, words.pace, words.plan], 0, width, line_mark)
        top += 16
        x = scale(goal.starts_on.toordinal(), goal.until.toordinal(), MARGIN, width - 30)
        y = scale(0, max(goal.quantity, goal.done) * 1.04, top + PLOT_HEIGHT, top)
        body += _frame(goal, words, x, y, width) + _years(goal, x, top + PLOT_HEIGHT, width)
        body += _lines(goal, x, y)
        return body, top + PLOT_HEIGHT + 28

    return chart(key, title, summary, draw, headers=[words.day, words.count], rows=_rows(goal, words, say_day))


def _frame(
    goal: GoalLine, words: GoalWords, x: Callable[[float], float], y: Callable[[float], float], width: float
) -> str:
    end, deadline = width - 30, x(goal.deadline.toordinal())
    room = width_of(words.deadline)
    anchor = "end" if deadline + room > width else "start"
    return (
        line(MARGIN, y(0), end, y(0), colour=SOFT)
        + line(MARGIN, y(goal.quantity), end, y(goal.quantity), colour=INK)
        + text(MARGIN - 8, y(goal.quantity) + 5, str(goal.quantity), anchor="end", bold=True)
        + text(MARGIN - 8, y(0) + 5, "0", anchor="end", colour=SOFT)
        + line(deadline, y(goal.quantity) - 8, deadline, y(0), colour=INK, dash="3 3")
        + text(deadline + (-6 if anchor == "end" else 6), y(0) - 8, words.deadline, anchor=anchor)
    )


def _years(goal: GoalLine, x: Callable[[float], float], base: float, width: float) -> str:
    days = [date(year, 1, 1) for year in range(goal.starts_on.year + 1, goal.until.year + 1)]
    room = (width - MARGIN) / max(1, len(days))
    return "".join(
        line(x(d.toordinal()), base, x(d.toordinal()), base + 5, colour=SOFT)
        + text(x(d.toordinal()), base + 21, str(d.year), anchor="middle", colour=SOFT)
        for d in days[:: 1 if room > 44 else 2]
    )


def _lines(goal: GoalLine, x: Callable[[float], float], y: Callable[[float], float]) -> str:
    here = (x(goal.as_of.toordinal()), y(goal.done))
    plan = [(x(goal.starts_on.toordinal()), y(0)), (x(goal.deadline.toordinal()), y(goal.quantity))]
    drawn = path(plan, fill="none", stroke=LINES[2][0], stroke_width=2, stroke_dasharray=LINES[2][1])
    drawn += _pace(goal, x, y, here)
    steps = [(x(goal.starts_on.toordinal()), y(0))]
    for day, count in goal.points:
        steps += [(x(day.toordinal()), steps[-1][1]), (x(day.toordinal()), y(count))]
    drawn += path(steps, fill="none", stroke=MAIN, stroke_width=3)
    drawn += tag("circle", cx=here[0], cy=here[1], r=5.5, fill=MAIN)
    return drawn + text(here[0] - 10, here[1] - 8, str(goal.done), anchor="end", bold=True)


def _pace(goal: GoalLine, x: Callable[[float], float], y: Callable[[float], float], here: tuple[float, float]) -> str:
    """Cut off where the drawing ends, on the line itself, so that its slope stays true."""
    if goal.forecast is None:
        return ""

    def towards(day: date | None) -> tuple[float, float]:
        whole = max(1, ((day or date.max) - goal.as_of).days)
        part = min(1.0, (goal.until - goal.as_of).days / whole)
        reached = goal.done + (goal.quantity - goal.done) * part
        return x(goal.as_of.toordinal() + whole * part), y(reached)

    cone = ""
    if goal.earliest is not None:
        early, late = towards(goal.earliest), towards(goal.latest)
        corner = (late[0], early[1])
        cone = path([here, early, corner, late], close=True, fill=SECOND, fill_opacity=0.13)
    colour, dash = LINES[1]
    return cone + path(
        [here, towards(goal.forecast)], fill="none", stroke=colour, stroke_width=2.5, stroke_dasharray=dash
    )


def _rows(goal: GoalLine, words: GoalWords, say_day: Callable[[date], str]) -> list[list[str]]:
    """The count at the start of each year and today, then the goal and what the pace makes of it."""
    years = {date(y, 1, 1) for y in range(goal.starts_on.year + 1, goal.as_of.year + 1)}
    days = sorted(years | {goal.as_of})
    rows = [[say_day(d), str(max((n for at, n in goal.points if at <= d), default=0))] for d in days]
    rows.append([f"{words.deadline}, {say_day(goal.deadline)}", str(goal.quantity)])
    if goal.forecast is not None:
        ends = [say_day(day) if day else "…" for day in (goal.earliest, goal.latest)]
        rows.append([f"{words.pace}, {say_day(goal.forecast)} ({ends[0]} – {ends[1]})", str(goal.quantity)])
    return rows
