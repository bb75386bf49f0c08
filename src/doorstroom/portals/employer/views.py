"""The pages of the employer, and the link that staff hand out."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import link_page, staff_page
from doorstroom.agreements.models import Purpose
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.errors import DomainError
from doorstroom.kernel.period import monday_of
from doorstroom.partners.models import Contact
from doorstroom.placements.services import issue_employer_link, open_employer_link, record_week_answers
from doorstroom.portals.employer import visit
from doorstroom.portals.employer.forms import AnswerForm
from doorstroom.portals.employer.visit import employer_page
from doorstroom.portals.employer.week import Worker, contact_of, introductions_of, report_not_seen, today_of, workers_of
from doorstroom.portals.participant.forms import CodeForm
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted


@link_page("employer")
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the code that goes with the link. The page is the same for every token, real or not."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with scope(system_actor(at=request.now, purpose="employer_link"), nested=True):
            try:
                link = open_employer_link(token=token, code=form.cleaned_data["code"], at=request.now)
            except DomainError as error:
                form.add_error("code", sentence(error))
            else:
                visit.begin(request, link)
                return redirect("employer_week")
    return render(request, "portals/employer/enter.html", {"form": form})


@employer_page
def our_week(request: HttpRequest) -> HttpResponse:
    """Three questions per person, today, and next week's days."""
    actor, link = request.employer, request.employer_link
    workers = workers_of(link, actor, request.today)
    monday = monday_of(request.today)
    forms = [_form(worker, monday, request.POST or None) for worker in workers]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        answers = [answer for form in forms if (answer := form.answer())]
        act = partial(record_week_answers, actor=actor, week_of=monday, answers=answers, at=request.now)
        if acted(request, act, _("Thank you, that is all for this week.")):
            return redirect("employer_week")
    to_meet = introductions_of(link, actor)
    people = [worker.placement.person_id for worker in workers] + [each.person_id for each in to_meet]
    log(actor, *(Logged("read", "person", pk, pk, ["placement"], Purpose.PLACEMENT) for pk in people))
    context = {
        "link": link,
        "monday": monday,
        "questions": list(zip(workers, forms, strict=True)),
        "people_today": today_of(workers, request.today),
        "next_week": _calendar(workers, monday + timedelta(days=7)),
        "contact": contact_of(link, actor, workers),
        "to_meet": to_meet,
    }
    return render(request, "portals/employer/our_week.html", context)


@require_POST
@employer_page
def not_seen(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Today somebody is not there."""
    try:
        worker = report_not_seen(actor=request.employer, link=request.employer_link, placement_id=placement_id)
    except DomainError:
        return visit.closed(request)
    messages.success(request, _("Thank you. The coach of %(name)s knows it now.") % {"name": worker.first_name})
    return redirect("employer_week")


@link_page("employer")
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit on this device."""
    if request.method == "POST":
        visit.end(request)
    return visit.closed(request)


@staff_page(Role.ACCOUNT_MANAGER, Role.JOB_COACH, Role.PROGRAMME_MANAGER)
def hand_out_link(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Make an employer's link and code, and show them once."""
    contact = get_object_or_404(Contact.objects.select_related("organisation"), pk=contact_id)
    context: dict[str, Any] = {"contact": contact}
    if request.method == "POST":
        token, code = issue_employer_link(actor=request.actor, contact=contact, at=request.now)
        address = request.build_absolute_uri(reverse("enter_employer_week", args=[token]))
        context |= {"address": address, "code": code}
    return render(request, "portals/employer/link.html", context)


def _form(worker: Worker, monday: date, data: Any) -> AnswerForm:
    most = len(worker.planned_in(monday)) or len(worker.placement.weekdays) or 5
    answer = worker.answer
    names = ("days_present", "going", "call_me", "remark")
    initial = {name: getattr(answer, name) for name in names} if answer else None
    return AnswerForm(data, placement_id=worker.placement.pk, most=most, initial=initial)


def _calendar(workers: list[Worker], monday: date) -> list[tuple[date, str]]:
    """The days of that week with who comes, by first name."""
    days = sorted({day for worker in workers for day in worker.planned_in(monday)})
    return [(day, ", ".join(w.first_name for w in workers if day in w.planned_in(monday))) for day in days]
