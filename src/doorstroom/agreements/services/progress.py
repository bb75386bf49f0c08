"""How far the promises of parties are."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.agreements.access import may_record
from doorstroom.agreements.domain.errors import AgreementError
from doorstroom.agreements.models import AgreementStatus, Commitment, CommitmentProgress
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor


@transaction.atomic
def record_progress(
    *, actor: Actor, commitment: Commitment, value: int, note: str = "", on: date
) -> CommitmentProgress:
    """Write down how much of a promise there is by this day, counted from its start."""
    if not may_record(actor, commitment):
        raise AgreementError("may_not_record")
    if commitment.agreement.status != AgreementStatus.IN_FORCE:
        raise AgreementError("progress_only_in_force")
    if not commitment.starts_on <= on <= actor.on:
        raise AgreementError("progress_day_out_of_range", first=commitment.starts_on, latest=actor.on)
    written = CommitmentProgress.objects.create(
        commitment=commitment, value=value, on=on, note=note.strip(), recorded_by_id=actor.membership_id
    )
    log(actor, Logged("create", "commitment_progress", written.pk, fields=["value", "note"]))
    return written
