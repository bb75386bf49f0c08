"""Signals as they stand on a day for everybody, and what became of them; needs a system scope."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from doorstroom.kernel.actor import Actor
from doorstroom.signals.domain.effect import LOOKS_BACK, Effect, Spell, effects
from doorstroom.signals.models import SignalSpell, Snooze
from doorstroom.signals.selectors.facts import with_facts
from doorstroom.signals.selectors.today import attendance_of, measures_of, signals_of
from doorstroom.trajectories.models import Trajectory, TrajectoryState

AT_ONCE = 500
"""Trajectories read together, so that a region fits in memory."""


def standing_signals(actor: Actor) -> dict[tuple[UUID, str], date]:
    """Person and kind of every signal of today, with its promised or legal day."""
    found: dict[tuple[UUID, str], date] = {}
    for people in _batches(actor):
        days, measures = attendance_of(people, actor), measures_of(people, actor)
        for each in people:
            for signal in signals_of(each, days.get(each.pk, ()), actor, measures[each.pk]):
                key = (each.person_id, signal.code)
                found[key] = min(found.get(key, signal.due_on), signal.due_on)
    return found


def effects_of(on: date) -> tuple[Effect, ...]:
    """Of the last ninety days, by kind; one query."""
    aside = Snooze.objects.filter(
        person=OuterRef("person"), code=OuterRef("code"), created_at__date__gte=OuterRef("raised_on")
    )
    rows = SignalSpell.objects.filter(raised_on__gte=on - LOOKS_BACK).annotate(put_aside=Exists(aside))
    return effects(
        (Spell(*row) for row in rows.values_list("code", "raised_on", "due_on", "ended_on", "put_aside")), on
    )


def _batches(actor: Actor) -> Iterator[list[Trajectory]]:
    going = list(Trajectory.objects.exclude(state=TrajectoryState.EXITED).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(going), AT_ONCE):
        yield with_facts(Trajectory.objects.filter(pk__in=going[first : first + AT_ONCE]), actor)
