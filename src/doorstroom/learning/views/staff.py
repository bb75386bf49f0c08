"""The register of a round."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import attendance_days
from doorstroom.learning.services import record_attendance, take_back_attendance
from doorstroom.learning.tables import CHOICES, PREFIX, Register, register, week_of
from doorstroom.learning.wording import REFUSALS
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.models import Round
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.ui.addresses import day_in_address
from doorstroom.ui.wording import sentence

LAST = "attendance_saved"
"""In the session: round, day and moment of what one saved last, so that it can be taken back."""


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
            if number:
                request.session[LAST] = [round.pk, shown.day.isoformat(), request.now.isoformat()]
            return redirect(f"{reverse('round_attendance', args=[round.pk])}?dag={shown.day.isoformat()}")
    monday = shown.monday
    context = {
        "round": round, "register": shown, "choices": CHOICES, "prefix": PREFIX, "refusal": refusal,
        "before": monday - timedelta(days=7), "after": monday + timedelta(days=7),
        "ahead": shown.day > request.today,
        "may_undo": request.session.get(LAST, [])[:2] == [round.pk, shown.day.isoformat()],
    }  # fmt: skip
    return render(request, "learning/attendance.html", context)


@staff_page(Role.SCHOOL_COORDINATOR, Role.JOB_COACH, Role.PROGRAMME_MANAGER)
@require_POST
def attendance_back(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take back what one saved last for this group."""
    round = get_object_or_404(visible_rounds(request.actor), pk=round_id)
    last = request.session.pop(LAST, None)
    if last is None or last[0] != round.pk:
        messages.error(request, REFUSALS["nothing_to_take_back"])
        return redirect("round_attendance", round.pk)
    day, moment = date.fromisoformat(last[1]), datetime.fromisoformat(last[2])
    try:
        number = take_back_attendance(
            actor=request.actor, round=round, day=day, recorded_at=moment, at=request.now
        )  # fmt: skip
    except DomainError as error:
        messages.error(request, sentence(error))
    else:
        told = ngettext("Taken back for %(number)s person.", "Taken back for %(number)s people.", number)
        messages.success(request, told % {"number": number})
    return redirect(f"{reverse('round_attendance', args=[round.pk])}?dag={day.isoformat()}")


def _register(request: HttpRequest, round: Round) -> Register:
    day = day_in_address(request, "dag")
    monday, sunday = week_of(day or request.today)
    found = visible_trajectories(request.actor).filter(round=round, started_on__lte=sunday)
    people = list(found.select_related("person", "model").order_by("person__sort_name", "pk"))
    for person in people:
        person.round = round
    days = attendance_days(people, monday, sunday)
    return register(people, days, day=day, monday=monday, today=request.today, posted=request.POST or None)
