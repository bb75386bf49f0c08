"""The rows of one trajectory as they stand, and bringing them back. Needs a system scope: who acts may lose sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet

from doorstroom.participants.models import PersonRelation
from doorstroom.trajectories.models import HolderTerm, PhaseEpisode, TeamMember, Trajectory

OWN = ("state", "step", "moved_on", "started_on")
TABLES: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "terms": (HolderTerm, ("member_id", "started_at", "ended_at")),
    "team": (TeamMember, ("member_id", "role", "valid_from", "valid_until")),
    "phases": (PhaseEpisode, ("phase", "started_on", "planned_end", "ended_on", "reason")),
    "relations": (PersonRelation, ("source", "valid_from", "valid_until")),
}
"""What a joint act may change; the log and the timeline only grow."""


def rows_of(trajectory: Trajectory) -> dict[str, Any]:
    """By table and by key, in texts that JSON keeps to the microsecond."""
    own = Trajectory.objects.filter(pk=trajectory.pk).values(*OWN).get()
    found: dict[str, Any] = {"own": {name: _text(value) for name, value in own.items()}}
    for name, (model, fields) in TABLES.items():
        rows = _belonging(model, trajectory).values("pk", *fields)
        found[name] = {str(row.pop("pk")): {key: _text(value) for key, value in row.items()} for row in rows}
    return found


def bring_back(trajectory: Trajectory, before: Mapping[str, Any]) -> None:
    """What came since goes, what changed is as it was; in this order, so that there are never two holders."""
    for name, (model, _fields) in TABLES.items():
        rows = _belonging(model, trajectory)
        rows.exclude(pk__in=before[name]).delete()
        for key, values in before[name].items():
            rows.filter(pk=key).update(**values)
    Trajectory.objects.filter(pk=trajectory.pk).update(**before["own"])


def _belonging(model: type[Model], trajectory: Trajectory) -> QuerySet[Any]:
    if model is PersonRelation:
        opened = f"trajectory:{trajectory.pk}:"
        return PersonRelation.objects.filter(person=trajectory.person_id, source__startswith=opened)
    return model._default_manager.filter(trajectory=trajectory)


def _text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
