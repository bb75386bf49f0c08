"""The talks about how it goes: own goal first, both curves, and what each said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.learning.access import may_hold_talk
from doorstroom.learning.forms import ProgressTalkForm
from doorstroom.learning.selectors import Talk, progress_of
from doorstroom.learning.services import record_progress_talk
from doorstroom.learning.views.charts import both_curves
from doorstroom.learning.wording import POINTS, said
from doorstroom.participants.access import purpose_of
from doorstroom.participants.models import OwnGoal
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors import load_trajectory
from doorstroom.ui.wording import sentence


@dataclass(frozen=True)
class TalkRow:
    """A talk in words."""

    held_on: date
    by: str
    at_intake: bool
    language: str
    person: str
    person_words: str
    professional: str
    professional_words: str
    point: str


@staff_page(Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
def progress(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = load_trajectory(request.actor, person, trajectory)
    if found is None or not may_hold_talk(request.actor, found):
        raise Http404
    form = ProgressTalkForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid() and _recorded(request, found, form):
        messages.success(request, _("Saved: what both of you said."), extra_tags=request.path)
        return redirect(request.path)
    categories = [Category.PROGRESS.value, Category.NOTES.value]
    log(request.actor, Logged("read", "person", person, person, categories, purpose_of(request.actor, person)))
    course = progress_of(request.actor, found)
    context = {
        "trajectory": found,
        "person": found.person,
        "own_goal": OwnGoal.objects.filter(person=person).first(),
        "form": form,
        "next_on": course.next_on,
        "late": course.next_on < request.today,
        "chart": both_curves(course.talks),
        "talks": [_row(talk) for talk in reversed(course.talks)],
    }
    return render(request, "learning/progress.html", context)


def _recorded(request: HttpRequest, trajectory: Trajectory, form: ProgressTalkForm) -> bool:
    try:
        record_progress_talk(
            actor=request.actor, trajectory=trajectory, on=form.cleaned_data["on"], person=form.said("person"),
            professional=form.said("professional"),
        )  # fmt: skip
    except DomainError as error:
        form.add_error(None, sentence(error))
        return False
    return True


def _row(talk: Talk) -> TalkRow:
    return TalkRow(
        held_on=talk.held_on, by=talk.by, at_intake=talk.at_intake, language=talk.language,
        person=said(talk.person.step), person_words=talk.person.words,
        professional=said(talk.professional.step), professional_words=talk.professional.words,
        point=str(POINTS[talk.point]),
    )  # fmt: skip
