"""The figures of a page as charts with their tables, in the reader's words."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from doorstroom.monitoring.domain.comparison import ArmResult
from doorstroom.monitoring.selectors import Versions
from doorstroom.monitoring.selectors.outlook import Outlook
from doorstroom.monitoring.views.breaks import breaks_between
from doorstroom.monitoring.wording import EXITS, say, say_all
from doorstroom.ui.charts import Chart, Curve, Fan, Panel, fan, step_curves

WEEK = 7
TICK_WEEKS = 4
MOST_STEPS = 20


def version_curves(versions: Versions) -> Chart:
    """One panel for each way to leave that anybody took, up to a few weeks beyond the horizon."""
    arms = (versions.comparison.first, versions.comparison.second)
    weeks = range(0, versions.definition.horizon.days // WEEK + TICK_WEEKS + 3, TICK_WEEKS)
    days = [WEEK * week for week in weeks]
    taken = [code for code in versions.definition.exits if any(_anybody(arm, code) for arm in arms)]
    panels = [Panel(str(EXITS[code]), [_curve(arm, code, days) for arm in arms]) for code in taken or ["stopped"]]
    return step_curves(
        "versions", _("How many people have left, and how, week by week"), say(versions.sentences[0]), panels,
        ticks=[(day, str(week)) for day, week in zip(days, weeks, strict=True)],
        x_label=_("weeks since the start"), at_risk_label=_("people still there"),
    )  # fmt: skip


def _anybody(arm: ArmResult, code: str) -> bool:
    place = arm.cohort.definition.exits.index(code)
    return bool(arm.cohort.curves.exits[place].sum()) if arm.cohort.people else False


def _curve(arm: ArmResult, code: str, days: list[int]) -> Curve:
    cohort = arm.cohort
    steps = cohort.steps(code)
    if len(steps) > MOST_STEPS:  # more are not seen, and weigh on a phone: the last of each week
        steps = list({step[0] // WEEK: step for step in steps}.values())
    return Curve(arm.label, steps, cohort.at_risk(days), cohort.drawn_until, cohort.fade_from)


def goal_fan(each: Outlook) -> Chart:
    goal, progress = each.state.goal, each.state.progress
    reached = [day for day in each.state.reached_on if goal.starts_on <= day]
    done = (
        {goal.starts_on: 0}
        | {day: number for number, day in enumerate(reached, start=1)}
        | {progress.as_of: progress.done}
    )
    ahead = [(_x(a.day), a.middle, a.likely, a.wide) for a in each.ahead]
    return fan(
        f"fan-{goal.pk}", _("What is reached, and what may still come"), say_all(each.sentences[:2]),
        Fan([(_x(day), number) for day, number in _thinned(done)], ahead, goal.quantity, _x(goal.deadline),
            breaks_between(goal.unit, goal.starts_on, goal.deadline)),
        ticks=[(_x(day), date_format(day, "b Y")) for day in _ticks(goal.starts_on, [a.day for a in each.ahead])],
        words=(_("day"), _("reached or expected"), _("5 times in 10 between"), _("8 times in 10 between"), ""),
        goal_label=_("goal: %(n)s") % {"n": goal.quantity},
    )  # fmt: skip


def _x(day: date) -> float:
    return float(day.toordinal())


def _thinned(done: dict[date, int]) -> list[tuple[date, int]]:
    """The last number of each week: more points are not seen."""
    weeks = {day - timedelta(days=day.weekday()): (day, number) for day, number in sorted(done.items())}
    return list(weeks.values())


def _ticks(first: date, ahead: list[date]) -> list[date]:
    """The first day and the last, and between them days that stand well apart."""
    last, found = ahead[-1], [first]
    apart = (last - first) / 6
    for day in ahead[:-1]:
        if day - found[-1] >= apart and last - day >= apart:
            found.append(day)
    return [*found, last]
