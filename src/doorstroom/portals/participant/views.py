"""The pages of the participant, and the link that staff hand out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership, Role
from doorstroom.accounts.pages import link_page, staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.drafts.views import staff as drafts
from doorstroom.kernel.errors import DomainError
from doorstroom.learning.services import announce_absence
from doorstroom.oversight.models import ErasureNotice
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import CorrectionRequest, OwnGoal, Person
from doorstroom.participants.services import issue_person_link, open_person_link, request_correction
from doorstroom.portals.participant import sight, visit
from doorstroom.portals.participant.forms import AbsenceForm, CodeForm, CorrectionForm
from doorstroom.portals.participant.own_file import own_file
from doorstroom.portals.participant.visit import participant_page
from doorstroom.portals.participant.week import current_trajectories, days_to_come, first_name, week_of
from doorstroom.stories.access import visible_stories
from doorstroom.trajectories.models import HolderTerm, Task, TeamMember
from doorstroom.ui.wording import sentence


@link_page("participant")
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the code that goes with the link. The page is the same for every token, real or not."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with scope(system_actor(at=request.now, purpose="participant_link"), nested=True):
            try:
                link = open_person_link(token=token, code=form.cleaned_data["code"], at=request.now)
            except DomainError as error:
                form.add_error("code", sentence(error))
            else:
                visit.begin(request, link)
                return redirect("my_week")
    return render(request, "portals/participant/enter.html", {"form": form})


@participant_page
def my_week(request: HttpRequest) -> HttpResponse:
    """The week, the people, the goal, and who sees what."""
    actor = request.participant
    person = Person.objects.annotate(tells=Exists(visible_stories(actor))).get(pk=actor.person_id)
    trajectories = current_trajectories(actor)
    log(actor, Logged("read", "person", person.pk, person.pk, ["week"]))
    looks = sight.who_looked(person.pk)
    people = _people(trajectories, request.today)
    viewers = sight.who_may_see(person.pk, request.now)
    context = {
        "person": person,
        "goes": ErasureNotice.objects.filter(person=person, reduced_on=None).first(),
        "week": week_of(actor, trajectories, on=_shown(request), today=request.today),
        "next_week": "volgende" not in request.GET,
        "coach": people[0] if people else None,
        "people": people[1:],
        "goal": OwnGoal.objects.filter(person=person).first(),
        "tasks": Task.objects.filter(person=person, owner=None, done_on=None).order_by("due_on", "id"),
        "viewers": len(viewers),
        "organisations": len({each.organisation for each in viewers}),
        "last_look": sight.last_look(looks, request.today),
        "corrections": CorrectionRequest.objects.filter(person=person).order_by("-asked_at")[:5],
    }
    return render(request, "portals/participant/my_week.html", context)


@participant_page
@require_http_methods(["GET", "POST"])
def my_draft(request: HttpRequest) -> HttpResponse:
    """What she typed and did not send yet, also on another phone."""
    return drafts.answer(request, request.participant)


@participant_page
def cannot_come(request: HttpRequest) -> HttpResponse:
    """“I cannot come”, for one of the planned days of today and the week after."""
    actor = request.participant
    trajectories = {each.pk: each for each in current_trajectories(actor)}
    days = days_to_come(list(trajectories.values()), today=request.today)
    form = AbsenceForm(request.POST or None, days=days)
    if request.method == "POST" and form.is_valid():
        trajectory, day = form.cleaned_data["day"].split(":")
        try:
            announce_absence(
                actor=actor, trajectory=trajectories[int(trajectory)], day=date.fromisoformat(day),
                reason=form.cleaned_data["reason"], text=form.cleaned_data["text"], at=request.now,
            )  # fmt: skip
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Thank you. Your coach and your workplace can see that you are not coming."))
            return redirect("my_week")
    return render(request, "portals/participant/cannot_come.html", {"form": form, "days": days})


@participant_page
def not_right(request: HttpRequest) -> HttpResponse:
    """“This is not right”."""
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_correction(actor=request.participant, text=form.cleaned_data["text"], at=request.now)
        except DomainError as error:
            form.add_error("text", sentence(error))
        else:
            messages.success(request, _("Thank you. You read the answer on this page."), extra_tags="not-right")
            return redirect("my_week")
    return render(request, "portals/participant/not_right.html", {"form": form})


@participant_page
def who_sees_me(request: HttpRequest) -> HttpResponse:
    """Who may look, why, and who did."""
    person_id = request.participant.person_id
    viewers = sight.who_may_see(person_id, request.now)
    context = {
        "number": len(viewers),
        "organisations": len({each.organisation for each in viewers}),
        "circles": sight.circles(viewers),
        "looks": sight.who_looked(person_id),
    }
    return render(request, "portals/participant/who_sees_me.html", context)


@participant_page
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept about her, by subject, and the way to all of it."""
    actor = request.participant
    log(actor, Logged("read", "person", actor.person_id, actor.person_id, ["everything"]))
    return render(request, "portals/participant/my_data.html", {"sections": own_file(actor.person_id)})


@participant_page
def my_data_file(request: HttpRequest) -> HttpResponse:
    """All of it, as a file that other systems can read."""
    actor = request.participant
    log(actor, Logged("export", "person", actor.person_id, actor.person_id, ["everything"]))
    sections = {section.subject: section.tables for section in own_file(actor.person_id)}
    kept = {"made_at": request.now.isoformat(), "person": str(actor.person_id), "sections": sections}
    return JsonResponse(
        kept,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": f'attachment; filename="mijn-gegevens-{request.today}.json"'},
    )


@link_page("participant")
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit on this device."""
    if request.method == "POST":
        visit.end(request)
    return visit.closed(request)


@staff_page(Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
def hand_out_link(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make a participant's link and code, and show them once."""
    person = get_object_or_404(visible_people(request.actor, Category.CONTACT), pk=person_id)
    context: dict[str, Any] = {"person": person}
    if request.method == "POST":
        try:
            token, code = issue_person_link(actor=request.actor, person_id=person.pk, at=request.now)
        except DomainError as error:
            raise Http404 from error
        context |= {"address": request.build_absolute_uri(reverse("enter_week", args=[token])), "code": code}
    return render(request, "portals/participant/link.html", context)


def _people(trajectories: list[Any], on: date) -> list[dict[str, str]]:
    """Whom she can call: the job coach first, then the coordinating holder and the others of the team."""
    team = TeamMember.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on), trajectory__in=trajectories, valid_from__lte=on
    ).select_related("member__user", "member__organisation")
    holders = HolderTerm.objects.filter(trajectory__in=trajectories, ended_at=None)
    found: dict[int, Membership] = {}
    everyone = [row.member for row in holders.select_related("member__user", "member__organisation")]
    everyone += [row.member for row in team.order_by("id")]
    for member in sorted(everyone, key=lambda member: member.role != Role.JOB_COACH):
        found.setdefault(member.user_id, member)
    return [
        {
            "name": member.user.name, "first_name": first_name(member.user.name), "phone": member.user.phone,
            "role": _("your %(role)s") % {"role": member.get_role_display()}, "organisation": member.organisation.name,
        }
        for member in found.values()
    ]  # fmt: skip


def _shown(request: HttpRequest) -> date:
    return request.today + timedelta(days=7) if "volgende" in request.GET else request.today
