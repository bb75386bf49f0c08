"""Lessons: what was learned, on which figures or trial it stands, and where it was applied."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.cooperation.access import may_write_lessons
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.models import Experiment, Lesson, LessonUse
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Issue, Programme, RouteModel


@transaction.atomic
def write_lesson(
    *, actor: Actor, text: str, on: date, issue: Issue | None = None, programme: Programme | None = None,
    figure: str = "", as_of: date | None = None, finding: str = "", experiment: Experiment | None = None,
) -> Lesson:  # fmt: skip
    """Keep a lesson with what it stands on: figures of a programme as read on a day, or a trial that was decided."""
    if not may_write_lessons(actor):
        raise CooperationError("may_not_write_lessons")
    if experiment and not experiment.outcome:
        raise CooperationError("trial_still_runs", title=experiment.title)
    if experiment is None and not (programme and figure and as_of and finding.strip()):
        raise CooperationError("lesson_stands_on_nothing")
    if as_of and as_of > on:
        raise CooperationError("read_after_today", as_of=as_of)
    lesson = Lesson.objects.create(
        text=text.strip(), learned_on=on, written_by_id=actor.membership_id, issue=issue, programme=programme,
        figure=figure, as_of=as_of, finding=finding.strip(), experiment=experiment,
    )  # fmt: skip
    log(actor, Logged("create", "lesson", lesson.pk, fields=["text", "finding"]))
    return lesson


@transaction.atomic
def apply_lesson(
    *, actor: Actor, lesson: Lesson, what: str, on: date, model: RouteModel | None = None, place: str = ""
) -> LessonUse:
    """Write down where a lesson was applied and what changed by it."""
    if not may_write_lessons(actor):
        raise CooperationError("may_not_write_lessons")
    if model is None and not place.strip():
        raise CooperationError("lesson_used_nowhere")
    use = LessonUse.objects.create(lesson=lesson, model=model, place=place.strip(), what=what.strip(), used_on=on)
    log(actor, Logged("create", "lesson_use", use.pk, fields=["what"]))
    return use
