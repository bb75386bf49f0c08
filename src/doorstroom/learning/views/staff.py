"""The register of a round."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import attendance_days
from doorstroom.learning.services import record_attendance
from doorstroom.learning.tables import CHOICES, PREFIX, Register, register, week_of
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.models import Round
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.ui.wording import sentence


@staff_page(Role.SCHOOL_COORDINATOR, Role.JOB_COACH, Role.PROGRAMME_MANAGER)
def round_attendance(request: HttpRequest, round_id: int) -> HttpResponse:
    """One day of the group to fill in, with the week around it; saved at once."""
    round = get_object_or_404(visible_rounds(request.actor).select_related("programme"), pk=round_id)
    shown = _register(request, round)
    refusal = ""
    if request.method == "POST":
        others = Attendance.Status.PRESENT if request.POST.get("others") else ""
        try:
            marks = shown.marks(request.POST, others=others)
            number = record_attendance(actor=request.actor, marks=marks, at=request.now, source="register")
        except DomainError as error:
            refusal = sentence(error)
        else:
            saved = ngettext("Saved for %(number)s person.", "Saved for %(number)s people.", number)
            messages.success(request, saved % {"number": number}, extra_tags=f"attendance-{round.pk}-{shown.day}")
            return redirect(f"{reverse('round_attendance', args=[round.pk])}?dag={shown.day.isoformat()}")
    monday = shown.monday
    context = {
        "round": round, "register": shown, "choices": CHOICES, "prefix": PREFIX, "refusal": refusal,
        "before": monday - timedelta(days=7), "after": monday + timedelta(days=7),
        "ahead": shown.day > request.today,
    }  # fmt: skip
    return render(request, "learning/attendance.html", context)


def _register(request: HttpRequest, round: Round) -> Register:
    day = _day(request)
    monday, sunday = week_of(day or request.today)
    found = visible_trajectories(request.actor).filter(round=round, started_on__lte=sunday)
    people = list(found.select_related("person", "model").order_by("person__sort_name", "pk"))
    for person in people:
        person.round = round
    days = attendance_days(people, monday, sunday)
    return register(people, days, day=day, monday=monday, today=request.today, posted=request.POST or None)


def _day(request: HttpRequest) -> date | None:
    """The day in the address; a broken one is as good as none."""
    try:
        return date.fromisoformat(request.GET.get("dag", ""))
    except ValueError:
        return None
