"""Awards and appointments of one person, and where a group goes."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.kernel.errors import DomainError
from doorstroom.learning.access import REGISTRARS
from doorstroom.learning.forms import ActivityPlaceForm, AppointmentForm, AwardForm
from doorstroom.learning.models import Appointment
from doorstroom.learning.selectors import CLASSROOM, award_expected
from doorstroom.learning.services import (
    NewAward,
    cancel_appointment,
    describe_activity,
    plan_appointment,
    record_awards,
)
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.access import visible_rounds
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted


@staff_page(*REGISTRARS)
def award_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    trajectory = _current(request, person)
    known = award_expected(trajectory, get_language() or "nl")
    form = AwardForm(request.POST or None, initial={"awarded_on": request.today, **known})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        award = NewAward(
            person_id=person.pk,
            trajectory_id=trajectory.pk if trajectory else None,
            issuer_id=given.pop("issuer").pk,
            **given,
        )
        try:
            new = record_awards(actor=request.actor, awards=[award], on=request.today)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Saved.") if new else _("This was already recorded; it counts once."))
            return redirect("person", person.pk)
    return render(request, "learning/form.html", {"person": person, "form": form, "title": _("Record an award")})


@staff_page(Role.CASEWORKER, *REGISTRARS)
def appointment_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Plan a talk with oneself; it stands in the participant's week."""
    person = _person(request, person_id)
    trajectory = _current(request, person)
    form = AppointmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and trajectory:
        given = form.cleaned_data
        try:
            plan_appointment(
                actor=request.actor, trajectory=trajectory, member=request.membership,
                starts_at=timezone.make_aware(datetime.combine(given["day"], given["time"])),
                minutes=given["minutes"], location=given["location"],
            )  # fmt: skip
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Saved; the participant sees it in “My week”."))
            return redirect("person", person.pk)
    context = {"person": person, "form": form, "title": _("Plan an appointment"), "impossible": trajectory is None}
    return render(request, "learning/form.html", context)


@staff_page(Role.CASEWORKER, *REGISTRARS)
@require_POST
def appointment_cancel(request: HttpRequest, person_id: UUID, appointment_id: int) -> HttpResponse:
    rows = Appointment.objects.filter(person=_person(request, person_id), cancelled_at=None)
    found = get_object_or_404(rows, pk=appointment_id)
    act = partial(cancel_appointment, actor=request.actor, appointment=found, at=request.now)
    acted(request, act, _("Called off; it no longer stands in “My week”. Tell the participant yourself too."))
    return redirect("person", person_id)


@staff_page(*REGISTRARS)
def activity_place(request: HttpRequest, round_id: int) -> HttpResponse:
    """Where the group goes, whom to ask for and what to bring; each participant's week shows it."""
    round = get_object_or_404(visible_rounds(request.actor).select_related("model"), pk=round_id)
    rhythm = [activity for phase in approach_of(round.model).phases for activity in phase.rhythm]
    names = {a.code: a.name.text(get_language() or "nl") for a in rhythm if a.kind in CLASSROOM}
    first = round.activity_places.first()
    initial = {name: getattr(first, name) for name in ("activity", "location", "ask_for", "bring")} if first else None
    form = ActivityPlaceForm(request.POST or None, activities=list(names.items()), initial=initial)
    if request.method == "POST" and form.is_valid():
        describe_activity(actor=request.actor, round=round, **form.cleaned_data)
        messages.success(request, _("Saved; the participants see it in “My week”."))
        return redirect("round_attendance", round.pk)
    return render(request, "learning/form.html", {"round": round, "form": form, "title": _("Where and what to bring")})


def _person(request: HttpRequest, person_id: UUID) -> Person:
    return get_object_or_404(visible_people(request.actor, Category.PROGRESS), pk=person_id)


def _current(request: HttpRequest, person: Person) -> Trajectory | None:
    found = visible_trajectories(request.actor).filter(person=person).select_related("model")
    return found.order_by("-registered_on", "-id").first()
