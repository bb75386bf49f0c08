"""What happened to one person, in one shape for every app, so that the database orders and pages all of it at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, JSONObject

from doorstroom.kernel.actor import Actor
from doorstroom.trajectories.models import Event, Note

COLUMNS = ("line", "pk", "on_day", "by_member", "what")


def lines(rows: QuerySet[Any], *, source: str, day: str, member: str | None, **what: str | Combinable) -> QuerySet[Any]:
    """These rows as lines of a timeline: `what` names the columns that its sentence needs."""
    by: Combinable = F(member) if member else Value(None)
    told: QuerySet[Any] = (
        rows.order_by()
        .annotate(
            line=Value(source, CharField()),
            on_day=Cast(day, DateField()),
            by_member=Cast(by, BigIntegerField()),
            what=JSONObject(**what),
        )
        .values_list(*COLUMNS)
    )
    return told


def moves_of(trajectory_ids: list[int], *, notes_open: bool) -> QuerySet[Any]:
    """Where the note itself may be read, the bare fact that there was a contact says nothing more."""
    events = Event.objects.filter(trajectory__in=trajectory_ids)
    shown = events.exclude(kind="contact") if notes_open else events
    return lines(shown, source="move", day="occurred_on", member="member_id",
                 kind="kind", data="data", reason="reason", trajectory="trajectory_id")  # fmt: skip


def notes_of(actor: Actor, person_id: UUID) -> QuerySet[Any]:
    """Notes that this actor may read; the caller knows that notes are open to her."""
    readable = ~Q(visibility=Note.Visibility.ORGANISATION) | Q(organisation_id=actor.organisation_id)
    notes = Note.objects.filter(readable, person_id=person_id)
    return lines(notes, source="note", day="occurred_on", member="author_id",
                 channel="channel", text="text", visibility="visibility")  # fmt: skip
