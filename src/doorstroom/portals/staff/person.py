"""One person on one page: own goal first, then the next step, who helps, and what happened.

Only what is open to the one who looks is shown; what is closed says so, and who can open it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import EVERYONE, opens_to, staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.followup.models import Observation
from doorstroom.followup.selectors import observations_of
from doorstroom.learning.selectors import Ahead, ahead_of, appointments_ahead, awards_of, last_talk
from doorstroom.learning.wording import POINTS, said
from doorstroom.monitoring.selectors.esf import operation_of
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.participants.models import IncomeSource, LanguageSkill, Person, WorkAdjustment
from doorstroom.placements.selectors import placements_of
from doorstroom.portals.staff.attendance import attendance_words
from doorstroom.portals.staff.timeline import timeline
from doorstroom.trajectories.access import may_record
from doorstroom.trajectories.forms import NoteForm
from doorstroom.trajectories.selectors import person_page
from doorstroom.trajectories.selectors.person import PersonPage

SHOWN = 5
"""As many workplaces as fit beside the rest; the page of work has them all."""

LEGAL = (Category.IDENTITY,)
"""Never shown on this page, so never called closed on it either."""


@dataclass(frozen=True)
class Act:
    url: str
    label: str


@staff_page(*EVERYONE, Role.HELPDESK)
@require_GET
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    chosen = request.GET.get("traject", "")
    page = person_page(
        request.actor,
        person,
        trajectory_id=int(chosen) if chosen.isdecimal() else None,
        beside={"ahead": appointments_ahead(request.now)},
    )
    if page is None:
        joined = _joined_with(request, person)
        if joined is None:
            raise Http404
        messages.info(request, _("This file was joined with another; you are on the file that is kept."))
        return redirect("person", joined)
    shown = sorted(page.categories - {category.value for category in LEGAL})
    log(request.actor, Logged("read", "person", person, person, shown, purpose_of(request.actor, person)))
    acting = may_record(request.actor) and page.current is not None
    main, acts = _acts(page) if acting else (None, [])
    context = {
        "page": page,
        "current": page.current,
        "main": main,
        "acts": acts,
        "acting": acting,
        "ahead": _ahead(page),
        "notes_open": Category.NOTES in page.categories and may_record(request.actor),
        "timeline": timeline(request, page),
        "awards": list(awards_of(request.actor, person)) if page.current else [],
        "known": _known(page),
        "work": list(placements_of(request.actor, person)[:SHOWN]) if Category.PLACEMENT in page.categories else [],
        "observations": _observations(request, page),
        "attendance": attendance_words(page, request.today),
        "talk": _talk(request, page),
        "links": _links(request, page),
        "details": _details(request, page),
        "closed": [category.label for category in page.closed if category not in LEGAL],
        "note_form": NoteForm(initial={"on": request.today}, auto_id="note_%s"),
    }
    return render(request, "portals/person.html", context)


def _joined_with(request: HttpRequest, person: UUID) -> UUID | None:
    """The file that this one was joined with, for who may see that file; nobody else learns that there was one."""
    with scope(system_actor(at=request.now, purpose="joined_file"), nested=True):
        kept = Person.objects.filter(pk=person).values_list("merged_into", flat=True).first()
        while kept and (further := Person.objects.filter(pk=kept).values_list("merged_into", flat=True).first()):
            kept = further
    return kept if kept and visible_people(request.actor).filter(pk=kept).exists() else None


def _ahead(page: PersonPage) -> list[Ahead]:
    """Appointments of every trajectory one sees, the first to come first."""
    trajectories: list[Any] = page.trajectories
    return sorted(ahead_of(row for each in trajectories for row in each.ahead), key=lambda each: each.starts_at)


def _observations(request: HttpRequest, page: PersonPage) -> list[Observation]:
    """The moments after the trajectory at which somebody finds out how it goes."""
    return list(observations_of(request.actor, page.person.pk)) if page.current else []


def _talk(request: HttpRequest, page: PersonPage) -> dict[str, Any] | None:
    """What both said last about how it goes, and where the next talk is recorded; a note, so as closed as notes."""
    if page.current is None or Category.NOTES not in page.categories:
        return None
    url = reverse("progress", args=[page.person.pk, page.current.trajectory.pk])
    if not opens_to(request.actor.role, url):
        return None
    last = last_talk(request.actor, page.current.trajectory)
    if last is None:
        return {"url": url}
    return {
        "url": url,
        "on": last.held_on,
        "person": said(last.person.step),
        "professional": said(last.professional.step),
        "by": last.by,
        "point": POINTS[last.point],
    }


def _details(request: HttpRequest, page: PersonPage) -> str:
    """Where name and contact are corrected, for who may."""
    url = reverse("person_details", args=[page.person.pk])
    return url if Category.CONTACT in page.categories and opens_to(request.actor.role, url) else ""


def _links(request: HttpRequest, page: PersonPage) -> list[Act]:
    """Pages of other apps about this person, as far as they exist for one's role and for what is open to one."""
    wanted = {
        "person_places": (_("Places that fit"), Category.PROFILE),
        "work": (_("Work and places"), Category.PLACEMENT),
        "person_arrangements": (_("Vouchers, grants and courses"), Category.PROGRESS),
        "letters": (_("Letters"), Category.NOTES),
        "story_new": (_("Story"), Category.CONTACT),
        "documents": (_("Documents"), Category.NOTES),
        "person_steps": (_("Steps in our own words"), Category.PROGRESS),
        "job_new": (_("Record a job"), Category.PLACEMENT),
        "apprenticeship_new": (_("Record an apprenticeship"), Category.PLACEMENT),
        "award_new": (_("Record a diploma"), Category.PROGRESS),
        "hand_out_link": (_("Link to “My week”"), Category.CONTACT),
        "trajectory_new": (_("Register for a programme"), Category.PROGRESS),
        "file_restrict": (_("Who opens this file"), Category.CORE),
    }
    open_here = page.categories | {Category.CORE}
    urls = {reverse(name, args=[page.person.pk]): label for name, (label, asks) in wanted.items() if asks in open_here}
    if page.current and Category.PROGRESS in page.categories:
        urls[reverse("person_processes", args=[page.person.pk, page.current.trajectory.pk])] = _("Work processes")
        urls[reverse("support", args=[page.person.pk, page.current.trajectory.pk])] = _("Help that is there")
    if page.current and Category.PROFILE in page.categories and operation_of(page.current.trajectory):
        urls[reverse("esf_person", args=[page.person.pk, page.current.trajectory.pk])] = _("What ESF+ asks")
    return [Act(url, label) for url, label in urls.items() if opens_to(request.actor.role, url)]


def _acts(page: PersonPage) -> tuple[Act | None, list[Act]]:
    """The one thing that comes next, and what else may be done from here."""
    current = page.current
    assert current is not None  # noqa: S101 asked by the view
    labels = {
        "start_intake": ("trajectory_intake", _("Hold the intake")),
        "start": ("trajectory_start", _("To the start")),
        "start_phase": ("trajectory_phase", _("Next phase")),
        "re_enter": ("trajectory_re_enter", _("Take back in")),
        "hand_to": ("trajectory_hand_over", _("Hand over")),
        "refer": ("referral_new", _("Warm handover")),
        "suspend": ("trajectory_suspend", _("Pause")),
        "exit": ("trajectory_exit", _("End the trajectory")),
    }
    args = [page.person.pk, current.trajectory.pk]
    found = {
        move: Act(reverse(name, args=args), label)
        for move, (name, label) in labels.items()
        if move in current.moves or (move == "refer" and "hand_to" in current.moves)
    }
    main = next((found.pop(move) for move in ("start_intake", "start", "re_enter") if move in found), None)
    return main, list(found.values())


def _known(page: PersonPage) -> list[tuple[str, str, str]]:
    """Of the open categories, what is known of the person: a label, the words, and the address that calls or mails."""
    who, facts = page.person, []
    if (contact := getattr(who, "contact", None)) and Category.CONTACT in page.categories:
        address = ", ".join(part for part in (contact.street, f"{contact.postcode} {contact.place}".strip()) if part)
        facts += [(_("Phone"), contact.phone), (_("E-mail"), contact.email), (_("Address"), address)]
    if (profile := getattr(who, "profile", None)) and Category.PROFILE in page.categories:
        facts.append((_("Education"), str(profile.get_education_display())))
    levels = dict(pair.split(":") for pair in getattr(who, "known_levels", []))
    facts.append((_("Dutch"), ", ".join(f"{LanguageSkill(skill).label} {level}" for skill, level in levels.items())))
    kinds = [str(WorkAdjustment.Kind(kind).label) for kind in getattr(who, "known_adjustments", [])]
    facts.append((_("Makes work possible"), ", ".join(kinds)))
    incomes = [str(IncomeSource(source).label) for source in getattr(who, "known_income", [])]
    facts.append((_("Income"), ", ".join(incomes)))
    ways = {_("Phone"): "tel:", _("E-mail"): "mailto:"}
    known = [(label, text) for label, text in facts if text]
    return [(label, text, ways[label] + text.replace(" ", "") if label in ways else "") for label, text in known]
