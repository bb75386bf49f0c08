"""What a letter can say about one person, as far as it is open to who writes; and what misses before it can be written.

Letters are in Dutch, whatever the language in which a professional reads the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from doorstroom.accounts.models import Membership
from doorstroom.agreements.models import Category
from doorstroom.intake.models import Invitation, Selection
from doorstroom.intake.selectors.selection import candidate_of
from doorstroom.kernel.actor import Actor
from doorstroom.learning.domain.work_processes import Standing
from doorstroom.learning.models import Appointment, SignOff
from doorstroom.learning.selectors import awards_of, lines, processes_of
from doorstroom.letters.domain.errors import LetterError
from doorstroom.letters.domain.letter import Facts, Items, Kind, Table
from doorstroom.letters.selectors.texts import outcome_sentence
from doorstroom.placements.selectors import placements_of
from doorstroom.programmes.domain.in_force import playbook_on
from doorstroom.programmes.domain.vocabulary import DecisionSubject
from doorstroom.programmes.selectors.drafts import said_on
from doorstroom.rounds.access import visible_nominations
from doorstroom.rounds.models import Nomination
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors import approach_of
from doorstroom.trajectories.selectors.person import PersonPage

LANGUAGE = "nl"
Found = tuple[dict[str, str], dict[str, Items | Table]]


def facts_of(actor: Actor, kind: Kind, page: PersonPage, writer: Membership) -> Facts:
    """Raises LetterError with what has to be recorded first."""
    if page.current is None:
        raise LetterError("no_trajectory")
    with override(LANGUAGE):
        words, parts = _KINDS[kind](actor, page, page.current.trajectory)
        return Facts(_common(page, writer, actor.on) | words, parts)


def _common(page: PersonPage, writer: Membership, on: date) -> dict[str, str]:
    assert page.current is not None  # noqa: S101 for the type checker
    holder = page.current.holder.member if page.current.holder else writer
    trajectory = page.current.trajectory
    return {
        "name": page.person.full_name, "first_name": page.person.given_name, "date": _day(on),
        "programme": trajectory.programme.name, "organisation": writer.organisation.name,
        "sender": writer.user.name, "sender_phone": writer.user.phone,
        "contact": holder.user.name, "contact_phone": holder.user.phone,
    }  # fmt: skip


def _invitation(actor: Actor, page: PersonPage, trajectory: Trajectory) -> Found:
    """To the first talk or meeting that is ahead."""
    ahead = Appointment.objects.filter(trajectory=trajectory, starts_at__gt=actor.at, cancelled_at=None)
    talk = ahead.select_related("member__user").order_by("starts_at", "pk").first()
    asked = Invitation.objects.filter(nomination__in=visible_nominations(actor), person=page.person)
    meeting = asked.filter(meeting__starts_at__gt=actor.at).select_related("meeting__round__programme").order_by(
        "meeting__starts_at", "pk"
    ).first()  # fmt: skip
    if talk and (meeting is None or talk.starts_at <= meeting.meeting.starts_at):
        what = _("a talk with %(name)s") % {"name": talk.member.user.name}
        return _at(talk.starts_at, talk.location) | {"what": what, "minutes": str(talk.minutes)}, {}
    if meeting:
        what = _("the information meeting of %(round)s") % {"round": meeting.meeting.round}
        return _at(meeting.meeting.starts_at, meeting.meeting.location) | {"what": what}, {}
    raise LetterError("no_appointment")


def _at(moment: datetime, place: str) -> dict[str, str]:
    here = localtime(moment)
    return {"day": date_format(here, "l j F Y"), "time": date_format(here, "H.i"), "place": place}


def _selection_outcome(actor: Actor, page: PersonPage, trajectory: Trajectory) -> Found:
    """The last decision, with each criterion, the reason and the way to object."""
    decided = Selection.objects.filter(nomination__in=visible_nominations(actor), person=page.person)
    found = (
        decided.exclude(outcome=Nomination.Outcome.OPEN).exclude(decided_on=None)
        .select_related("nomination__round__programme", "nomination__round__model")
        .prefetch_related("judgements", "deciders__member__user", "deciders__member__organisation")
        .order_by("-decided_on", "-pk").first()
    )  # fmt: skip
    if found is None or found.decided_on is None:
        raise LetterError("no_outcome")
    approach = approach_of(found.nomination.round.model)
    found.nomination.selection = found
    playbook = playbook_on(approach, found.nomination.round.starts_on)
    rows = candidate_of(found.nomination, playbook).rows if playbook else []
    judged = {each.criterion: str(each.get_verdict_display()) for each in found.judgements.all()}
    deciders = [f"{each.member.user.name} ({each.member.organisation.name})" for each in found.deciders.all()]
    words = {
        "round": str(found.nomination.round), "decided_on": _day(found.decided_on),
        "outcome": outcome_sentence(found.outcome), "reason": found.reason_for_person, "alternative": found.alternative,
        "deciders": _(" and ").join(deciders), "objecting": " ".join(said_on(approach, DecisionSubject.SELECTION)),
    }  # fmt: skip
    seen = tuple((row.name, judged[row.criterion.code], row.reason) for row in rows if row.verdict)
    return words, {"criteria": Table((_("Point"), _("What we saw"), _("Why")), seen)}


def _practice_certificate(actor: Actor, page: PersonPage, trajectory: Trajectory) -> Found:
    """Only what both sides signed."""
    (line,) = lines([trajectory], processes_of(trajectory))
    signed = [cell for cell in line.cells if cell.standing is Standing.SIGNED_OFF]
    if not signed:
        raise LetterError("nothing_signed_off")
    rows = tuple((cell.process.name, *(_signature(cell.sign_offs, side) for side in SignOff.Side)) for cell in signed)
    days = [each.signed_on for cell in signed for each in cell.sign_offs]
    first = trajectory.started_on or min(days)
    words = {"number": str(len(signed)), "first_day": _day(first), "last_day": _day(max(days))}
    head = (_("Part of the work"), _("Seen by the teacher"), _("Seen at work"))
    return words, {"work_processes": Table(head, rows)}


def _signature(rows: Any, side: str) -> str:
    found = next(row for row in rows if row.side == side)
    return f"{found.signed_by}, {_day(found.signed_on)}"


def _overview(actor: Actor, page: PersonPage, trajectory: Trajectory) -> Found:
    assert page.current is not None  # noqa: S101 for the type checker
    words = {
        "own_goal": page.own_goal.text if page.own_goal else "", "registered_on": _day(trajectory.registered_on),
    }  # fmt: skip
    phases = tuple((bar.label, bar.detail) for bar in page.current.phases if bar.state != "planned")
    work = placements_of(actor, page.person.pk) if Category.PLACEMENT in page.categories else ()
    awards = tuple(
        f"{each.name}, {each.issuer.name}, {_day(each.awarded_on)}" for each in awards_of(actor, page.person.pk)
    )
    parts: dict[str, Items | Table] = {
        "phases": Table((_("Step"), _("When")), phases),
        "work": Items(tuple(_workplace(each) for each in work)),
        "awards": Items(awards),
        "next_steps": Items(tuple(task.text for task in page.tasks if task.done_on is None)),
    }
    return words, parts


def _workplace(placement: Any) -> str:
    kind, where = str(placement.get_kind_display()).capitalize(), placement.site.organisation.name
    return _("%(kind)s at %(where)s, from %(day)s") % {"kind": kind, "where": where, "day": _day(placement.starts_on)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


_KINDS: Mapping[Kind, Callable[[Actor, PersonPage, Trajectory], Found]] = {
    Kind.INVITATION: _invitation,
    Kind.SELECTION_OUTCOME: _selection_outcome,
    Kind.PRACTICE_CERTIFICATE: _practice_certificate,
    Kind.TRAJECTORY_OVERVIEW: _overview,
}
