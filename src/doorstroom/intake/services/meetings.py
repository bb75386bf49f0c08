"""Information meetings: who is invited, who came, and why somebody did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from doorstroom.audit.services import Logged, log, log_many
from doorstroom.intake.access import may_recruit
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.models import InformationMeeting, Invitation
from doorstroom.kernel.actor import Actor
from doorstroom.rounds.access import visible_nominations
from doorstroom.rounds.models import Nomination, Round
from doorstroom.rounds.services import record_came


@dataclass(frozen=True)
class Show:
    """Whether somebody came; a reason belongs to not coming and may be "unknown", never empty."""

    attended: Invitation.Attended | str
    reason: Invitation.Reason | str = ""


@transaction.atomic
def plan_meeting(*, actor: Actor, round: Round, starts_at: datetime, location: str) -> InformationMeeting:
    """Plan a meeting to which people of this round are invited."""
    if not may_recruit(actor, round):
        raise IntakeError("may_not_recruit")
    if not location.strip():
        raise IntakeError("meeting_needs_location")
    meeting = InformationMeeting.objects.create(round=round, starts_at=starts_at, location=location.strip())
    log(actor, Logged("create", "information_meeting", meeting.pk, fields=["starts_at", "location"]))
    return meeting


@transaction.atomic
def invite(
    *, actor: Actor, meeting: InformationMeeting, nominations: Iterable[Nomination], on: date
) -> list[Invitation]:
    """Invite these people; who was invited to this meeting before is left as it is. Returns the new ones."""
    if not may_recruit(actor, meeting.round):
        raise IntakeError("may_not_recruit")
    asked = {nomination.pk for nomination in nominations}
    found = list(visible_nominations(actor).filter(pk__in=asked, round=meeting.round_id))
    if len(found) < len(asked):
        raise IntakeError("nomination_not_found")
    before = set(meeting.invitations.values_list("nomination_id", flat=True))
    made = Invitation.objects.bulk_create(
        Invitation(meeting=meeting, nomination=n, person_id=n.person_id, invited_on=on)
        for n in found
        if n.pk not in before
    )
    log_many(actor, (Logged("create", "invitation", i.pk, i.person_id, ["meeting"]) for i in made))
    return made


@transaction.atomic
def take_back_invitations(*, actor: Actor, meeting: InformationMeeting, nominations: Iterable[int], on: date) -> int:
    """Undo invitations of that day to a meeting that is still to come; returns how many."""
    if not may_recruit(actor, meeting.round):
        raise IntakeError("may_not_recruit")
    rows = list(
        meeting.invitations.select_for_update(of=("self",)).filter(
            nomination__in=visible_nominations(actor).filter(pk__in=list(nominations)), invited_on=on,
            attended=Invitation.Attended.UNKNOWN,
        )
    )  # fmt: skip
    if not rows or meeting.starts_at <= actor.at:
        raise IntakeError("invitations_stand")
    log_many(actor, (Logged("delete", "invitation", row.pk, row.person_id, ["meeting"]) for row in rows))
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def record_shows(*, actor: Actor, meeting: InformationMeeting, shows: Mapping[int, Show]) -> int:
    """Write down by nomination who came and who did not; returns how many rows changed. May be corrected later."""
    if not may_recruit(actor, meeting.round):
        raise IntakeError("may_not_recruit")
    if meeting.starts_at > actor.at:
        raise IntakeError("meeting_to_come", starts_at=meeting.starts_at)
    rows = list(meeting.invitations.filter(nomination__in=shows).select_for_update(of=("self",)))
    if len(rows) < len(shows):
        raise IntakeError("not_invited")
    changed = [row for row in rows if _put(row, shows[row.nomination_id])]
    Invitation.objects.bulk_update(changed, ["attended", "reason"], batch_size=500)
    log_many(actor, (Logged("change", "invitation", i.pk, i.person_id, ["attended"]) for i in changed))
    came = [row.nomination_id for row in changed if row.attended == Invitation.Attended.CAME]
    record_came(actor=actor, nominations=Nomination.objects.filter(pk__in=came), on=meeting.starts_at.date())
    _take_back(changed)
    return len(changed)


def _put(row: Invitation, show: Show) -> bool:
    if show.attended not in Invitation.Attended.values:
        raise IntakeError("attended_not_in_list")
    away = show.attended == Invitation.Attended.STAYED_AWAY
    if away and show.reason not in Invitation.Reason.values:
        raise IntakeError("absence_needs_reason")
    before = row.attended, row.reason
    row.attended, row.reason = str(show.attended), str(show.reason) if away else ""
    return (row.attended, row.reason) != before


def _take_back(changed: Iterable[Invitation]) -> None:
    """Who turns out not to have been at any meeting did not come after all."""
    gone = [row.nomination_id for row in changed if row.attended != Invitation.Attended.CAME]
    still = Invitation.objects.filter(nomination__in=gone, attended=Invitation.Attended.CAME).values("nomination")
    Nomination.objects.filter(pk__in=gone).exclude(pk__in=still).update(came_on=None)
