"""Contacts, remarks and next steps.

That there was a contact is progress, and counts for the contact norm; what was said is a note, which fewer
people see. A next step belongs to the participant unless somebody takes it over and says why (S3.10).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Membership
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event as Happening
from doorstroom.kernel.events import emit
from doorstroom.participants.access import may_see
from doorstroom.participants.models import Person
from doorstroom.trajectories.access import may_record, visible_trajectories
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import Event, Note, Task, Trajectory, TrajectoryState


@transaction.atomic
def write_note(
    *,
    actor: Actor,
    person: Person,
    channel: str,
    text: str,
    on: date,
    visibility: str = Note.Visibility.TEAM,
) -> Note:
    """Keep a contact or remark. A contact also counts on every trajectory of the person that is not over."""
    _require_notes(actor, person)
    author, organisation = _author(actor)
    if not text.strip():
        raise TrajectoryError("note_empty")
    if on > actor.on:
        raise TrajectoryError("day_to_come", on=on, today=actor.on)
    running = list(visible_trajectories(actor).filter(person=person).exclude(state=TrajectoryState.EXITED))
    note = Note.objects.create(
        person=person, trajectory=running[0] if len(running) == 1 else None, author_id=author,
        organisation_id=organisation, channel=channel, visibility=visibility, text=text.strip(),
        occurred_on=on, recorded_at=actor.at,
    )  # fmt: skip
    if channel != Note.Channel.REMARK:
        Event.objects.bulk_create(
            Event(trajectory=trajectory, kind="contact", occurred_on=on, recorded_at=actor.at,
                  member_id=actor.membership_id, data={"channel": channel, "note": note.pk})
            for trajectory in running
        )  # fmt: skip
    log(actor, Logged("create", "note", note.pk, person.pk, [channel]))
    emit(Happening("note_written", actor, {"note": note, "person": person, "on": on}))
    return note


@transaction.atomic
def add_task(
    *,
    actor: Actor,
    person: Person,
    text: str,
    on: date,
    due_on: date | None = None,
    owner: Membership | None = None,
    reason: str = "",
    trajectory: Trajectory | None = None,
    source: str = "",
) -> Task:
    """Agree a next step. It is the participant's, unless `owner` takes it and `reason` says why."""
    _require_notes(actor, person)
    if not text.strip():
        raise TrajectoryError("task_empty")
    if owner is not None and not reason.strip():
        raise TrajectoryError("takeover_needs_reason")
    task = Task.objects.create(
        person=person, trajectory=trajectory, text=text.strip(), owner=owner, due_on=due_on, created_on=on,
        source=source, taken_over_reason=reason.strip() if owner else "",
    )  # fmt: skip
    _log_task(actor, task, "create")
    return task


@transaction.atomic
def complete_task(*, actor: Actor, task: Task, on: date) -> Task:
    """The step is done; done twice stays done on the first day."""
    locked = _locked(actor, task)
    if locked.done_on is None:
        locked.done_on = on
        locked.save(update_fields=["done_on"])
        _log_task(actor, locked, "change")
    return locked


@transaction.atomic
def reopen_task(*, actor: Actor, task: Task) -> Task:
    """Take “done” back; the step is open again as it was."""
    locked = _locked(actor, task)
    if locked.done_on is not None:
        locked.done_on = None
        locked.save(update_fields=["done_on"])
        _log_task(actor, locked, "change")
    return locked


@transaction.atomic
def take_over_task(*, actor: Actor, task: Task, owner: Membership, reason: str) -> Task:
    """Somebody else does it instead of the participant, and says why."""
    if not reason.strip():
        raise TrajectoryError("takeover_needs_reason")
    locked = _locked(actor, task)
    if locked.done_on is not None:
        raise TrajectoryError("task_done", on=locked.done_on)
    locked.owner, locked.taken_over_reason = owner, reason.strip()
    locked.save(update_fields=["owner", "taken_over_reason"])
    _log_task(actor, locked, "change")
    return locked


def _locked(actor: Actor, task: Task) -> Task:
    _require_notes(actor, task.person)
    return Task.objects.select_for_update(of=("self",)).get(pk=task.pk)


def _require_notes(actor: Actor, person: Person) -> None:
    if not may_record(actor) or not may_see(actor, person.pk, Category.NOTES):
        raise TrajectoryError("notes_closed")


def _author(actor: Actor) -> tuple[int, int]:
    """A note is somebody's: member and organisation."""
    if actor.membership_id is None or actor.organisation_id is None:
        raise TrajectoryError("needs_member")
    return actor.membership_id, actor.organisation_id


def _log_task(actor: Actor, task: Task, action: str) -> None:
    log(actor, Logged(action, "task", task.pk, task.person_id, ["owner", "due_on", "done_on"]))
