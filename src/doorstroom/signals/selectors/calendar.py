"""What a member's own calendar reads: her appointments, and information meetings of rounds she works in."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from doorstroom.agreements.models import Category
from doorstroom.intake.models import InformationMeeting
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Appointment
from doorstroom.notifications.domain.ics import Entry
from doorstroom.participants.access import visible_to
from doorstroom.rounds.access import visible_rounds

BEHIND, AHEAD = timedelta(days=30), timedelta(days=365)
MEETING_MINUTES = 90


def calendar_entries(actor: Actor, *, with_names: bool) -> list[Entry]:
    """By time; two queries. Without names it says neither who nor where, because both may tell who."""
    term = (actor.at - BEHIND, actor.at + AHEAD)
    own = visible_to(Appointment.objects.all(), actor, Category.PROGRESS).filter(
        member=actor.membership_id, cancelled_at=None, starts_at__range=term
    )  # fmt: skip
    found = [_appointment(each, with_names) for each in own.select_related("person")]
    meetings = InformationMeeting.objects.filter(round__in=visible_rounds(actor), starts_at__range=term)
    for each in meetings.select_related("round__programme"):
        title = _("Information meeting %(round)s") % {"round": each.round}
        found.append(Entry(f"meeting-{each.pk}@doorstroom", each.starts_at, MEETING_MINUTES, title, each.location))
    return sorted(found, key=lambda entry: (entry.starts_at, entry.uid))


def _appointment(row: Appointment, with_names: bool) -> Entry:
    title = row.person.full_name if with_names else _("Participant")
    where = row.location if with_names else ""
    return Entry(f"appointment-{row.pk}@doorstroom", row.starts_at, row.minutes, title, where)
