"""The figures of a page as charts with their tables, in the reader's words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from doorstroom.monitoring.domain.comparison import ArmResult
from doorstroom.monitoring.domain.forecast import cumulative
from doorstroom.monitoring.selectors import GoalState, Versions
from doorstroom.monitoring.wording import EXITS, say, say_all
from doorstroom.ui.charts import Chart, Curve, GoalLine, GoalWords, Panel, goal_progress, step_curves

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


def goal_chart(state: GoalState) -> Chart:
    goal, progress = state.progress.goal, state.progress
    points = cumulative(goal, state.reached_on, as_of=progress.as_of)
    earliest, latest = progress.forecast_range or (None, None)
    line = GoalLine(
        goal.quantity, goal.starts_on, goal.deadline, progress.as_of, points, progress.forecast_on, earliest, latest
    )  # fmt: skip
    words = GoalWords(
        day=_("day"), count=_("number"), done=_("reached"), pace=_("at this pace"), plan=_("straight to the goal"),
        deadline=_("deadline"),
    )  # fmt: skip
    return goal_progress(
        f"goal-{state.goal.pk}", _("Goal and pace"), say_all(state.sentences[:1]), line, words=words,
        say_day=lambda day: date_format(day, "j F Y"),
    )  # fmt: skip
