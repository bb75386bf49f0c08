"""What a group learns, what both sides signed off, and the level before and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from doorstroom.audit.services import Logged, log, log_many
from doorstroom.demand.models import WorkProcess
from doorstroom.documents.access import visible_documents
from doorstroom.documents.models import Document
from doorstroom.kernel.actor import Actor
from doorstroom.learning.access import may_record_attendance, may_set_processes, sides_of
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.domain.work_processes import HIGHEST, NO_CERTIFICATE
from doorstroom.learning.models import LevelRecord, RoundProcess, SignOff
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.models import Round
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory


@transaction.atomic
def set_round_processes(*, actor: Actor, round: Round, processes: Iterable[WorkProcess]) -> int:
    """Say what this group learns; what is left out must not have been signed off in it. Returns how many."""
    if not may_set_processes(actor) or not visible_rounds(actor).filter(pk=round.pk).exists():
        raise LearningError("may_not_set_processes")
    chosen = {process.pk for process in processes}
    standing = set(RoundProcess.objects.select_for_update().filter(round=round).values_list("process", flat=True))
    signed = SignOff.objects.filter(trajectory__round=round, process__in=standing - chosen).select_related("process")
    if first := signed.first():
        raise LearningError("process_is_signed_off", process=str(first.process))
    RoundProcess.objects.filter(round=round, process__in=standing - chosen).delete()
    RoundProcess.objects.bulk_create(RoundProcess(round=round, process_id=pk) for pk in sorted(chosen - standing))
    if chosen != standing:
        log(actor, Logged("change", "round_processes", round.pk, fields=["processes"]))
    return len(chosen)


@transaction.atomic
def sign_off(
    *, actor: Actor, trajectory: Trajectory, processes: Iterable[WorkProcess], side: SignOff.Side | str,
    signed_by: str, evidence: str, on: date, document: Document | None = None,
) -> int:  # fmt: skip
    """Sign these processes off for one side, with what shows it. What that side signed before stays. Returns how
    many are new."""
    if side not in sides_of(actor):
        raise LearningError("may_not_sign_off")
    _see(actor, trajectory)
    _check_signature(actor, trajectory, signed_by, evidence, on, document)
    asked = {process.pk: process for process in processes}
    before = SignOff.objects.select_for_update().filter(trajectory=trajectory, side=side, process__in=asked)
    known = set(before.values_list("process", flat=True))
    rows = [
        SignOff(
            trajectory=trajectory, person_id=trajectory.person_id, process=process, side=side, signed_on=on,
            signed_by=signed_by.strip(), member_id=actor.membership_id, evidence=evidence.strip(), document=document,
        )
        for pk, process in asked.items() if pk not in known
    ]  # fmt: skip
    SignOff.objects.bulk_create(rows, ignore_conflicts=True)
    log_many(actor, (Logged("create", "sign_off", trajectory.pk, row.person_id, [row.process.code, str(side)])
                     for row in rows))  # fmt: skip
    return len(rows)


@transaction.atomic
def take_back_sign_off(*, actor: Actor, sign_off: SignOff) -> None:
    """Undo a signature that one's own side gave by mistake; the log keeps that it stood there."""
    if sign_off.side not in sides_of(actor):
        raise LearningError("may_not_sign_off")
    _see(actor, sign_off.trajectory)
    SignOff.objects.filter(pk=sign_off.pk).delete()
    gone = [sign_off.process.code, sign_off.side]
    log(actor, Logged("delete", "sign_off", sign_off.trajectory_id, sign_off.person_id, gone))


@transaction.atomic
def record_level_in(*, actor: Actor, trajectory: Trajectory, level: int, source: str, on: date) -> LevelRecord:
    """Record with which level the person came in, and what shows it; recording again corrects it."""
    _check_level(actor, trajectory, level, source, on)
    row, created = LevelRecord.objects.select_for_update().get_or_create(
        trajectory=trajectory,
        defaults={"person_id": trajectory.person_id, "level_in": level, "in_on": on, "in_source": source.strip()},
    )
    if not created:
        if row.out_on and on > row.out_on:
            raise LearningError("level_out_before_in", day=on)
        row.level_in, row.in_on, row.in_source = level, on, source.strip()
        row.save(update_fields=["level_in", "in_on", "in_source"])
    log(actor, Logged("create" if created else "change", "level_record", row.pk, row.person_id, ["level_in"]))
    return row


@transaction.atomic
def record_level_out(*, actor: Actor, trajectory: Trajectory, level: int, source: str, on: date) -> LevelRecord:
    """Record the level reached, by an award or a test; it needs the level with which the person came in."""
    _check_level(actor, trajectory, level, source, on)
    row = LevelRecord.objects.select_for_update().filter(trajectory=trajectory).first()
    if row is None:
        raise LearningError("level_in_missing")
    if on < row.in_on:
        raise LearningError("level_out_before_in", day=row.in_on)
    row.level_out, row.out_on, row.out_source = level, on, source.strip()
    row.save(update_fields=["level_out", "out_on", "out_source"])
    log(actor, Logged("change", "level_record", row.pk, row.person_id, ["level_out"]))
    return row


def _see(actor: Actor, trajectory: Trajectory) -> None:
    if not visible_trajectories(actor).filter(pk=trajectory.pk).exists():
        raise LearningError("not_visible")


def _check_signature(
    actor: Actor, trajectory: Trajectory, signed_by: str, evidence: str, on: date, document: Document | None
) -> None:
    if not evidence.strip():
        raise LearningError("sign_off_needs_evidence")
    if not signed_by.strip():
        raise LearningError("sign_off_needs_name")
    if on > actor.on:
        raise LearningError("sign_off_is_ahead", day=on)
    if trajectory.started_on is None or on < trajectory.started_on:
        raise LearningError("sign_off_before_start")
    own = document is None or document.person_id == trajectory.person_id
    if document and not (own and visible_documents(actor).filter(pk=document.pk).exists()):
        raise LearningError("document_of_another")


def _check_level(actor: Actor, trajectory: Trajectory, level: int, source: str, on: date) -> None:
    if not may_record_attendance(actor):
        raise LearningError("may_not_record_levels")
    _see(actor, trajectory)
    if not NO_CERTIFICATE <= level <= HIGHEST:
        raise LearningError("level_unknown", level=level)
    if not source.strip():
        raise LearningError("level_needs_source")
    if on > actor.on:
        raise LearningError("level_is_ahead", day=on)
