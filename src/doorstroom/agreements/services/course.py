"""Takes an agreement from step to step: reading, signing, in force, ended."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Organisation, Role
from doorstroom.agreements.access import may_sign, may_write
from doorstroom.agreements.domain.course import TABLE, Signature, Term, required_signed, state_of
from doorstroom.agreements.domain.errors import AgreementError
from doorstroom.agreements.models import Agreement, AgreementStatus, Commitment, CommitmentProgress
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.transitions import Attempt, decide


@transaction.atomic
def move_agreement(*, actor: Actor, agreement: Agreement, move: str, reason: str = "", on: date) -> Agreement:
    """Take one step by its name; refused with what is missing. Sent back, it loses its signatures: the text changes."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not may_write(actor, agreement):
        raise AgreementError("may_not_write")
    agreement.status = _allowed(actor, agreement, move, reason, on)
    agreement.step_reason = reason.strip()
    if move == "send_back":
        agreement.parties.update(signed_on=None, signed_by="", signed_as="", kept_at="")
    if move == "terminate":
        agreement.valid_until = max(on, agreement.valid_from + timedelta(days=1))
    agreement.save(update_fields=["status", "step_reason", "valid_until"])
    log(actor, Logged("change", "agreement", agreement.pk, fields=["status"]))
    return agreement


@transaction.atomic
def terminate_agreement(*, actor: Actor, agreement: Agreement, reason: str, on: date) -> None:
    """End the agreement; everything it opened closes with it."""
    move_agreement(actor=actor, agreement=agreement, move="terminate", reason=reason, on=on)


@transaction.atomic
def sign_agreement(
    *, actor: Actor, agreement: Agreement, organisation: Organisation, signed_by: str, kept_at: str = "", on: date
) -> Agreement:
    """Record one signature; when the last implementer or payer has signed, the agreement is in force.

    Somebody with a mandate signs for the own organisation; the lead partner may record a signature on paper when it
    says where the paper is kept.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    party = agreement.parties.filter(organisation=organisation, signed_on=None).first()
    if party is None or agreement.status not in {AgreementStatus.SIGNING, AgreementStatus.IN_FORCE}:
        raise AgreementError("no_signature_expected", organisation=organisation.name)
    if not may_sign(actor, party):
        if not may_write(actor, agreement):
            raise AgreementError("signs_only_for_own_organisation")
        if not kept_at.strip():
            raise AgreementError("paper_kept_nowhere")
    party.signed_on, party.signed_by, party.kept_at = on, signed_by, kept_at.strip()
    party.signed_as = organisation.name
    party.save(update_fields=["signed_on", "signed_by", "signed_as", "kept_at"])
    if agreement.status == AgreementStatus.SIGNING and required_signed(_signatures(agreement)):
        _conclude(agreement, on)
    log(actor, Logged("change", "agreement", agreement.pk, fields=["signed_on", "status"]))
    return agreement


def _conclude(agreement: Agreement, on: date) -> None:
    """In force. The version before it ends on the day that this one begins, so nothing closes in between."""
    agreement.status = AgreementStatus.IN_FORCE
    agreement.save(update_fields=["status"])
    before = agreement.replaces
    if before is None:
        return
    begins = max(agreement.valid_from, on, before.valid_from + timedelta(days=1))
    before.valid_until = min(before.valid_until or begins, begins)
    before.save(update_fields=["valid_until"])
    _carry_over_progress(before, agreement)


def _carry_over_progress(before: Agreement, agreement: Agreement) -> None:
    """What was promised in both versions goes on from where it was."""
    stood = {
        (each.commitment.owner_id, each.commitment.text): each
        for each in CommitmentProgress.objects.filter(commitment__agreement=before)
        .select_related("commitment").order_by("on", "pk")
    }  # fmt: skip
    CommitmentProgress.objects.bulk_create(
        CommitmentProgress(
            commitment=commitment, value=last.value, on=last.on, note=last.note, recorded_by_id=last.recorded_by_id
        )
        for commitment in Commitment.objects.filter(agreement=agreement)
        if (last := stood.get((commitment.owner_id, commitment.text)))
    )


def _signatures(agreement: Agreement) -> list[Signature]:
    return [Signature(party.capacity, party.signed_on is not None) for party in agreement.parties.all()]


def _allowed(actor: Actor, agreement: Agreement, move: str, reason: str, on: date) -> str:
    """The step that is stored after this move. Raises AgreementError with the first thing that is missing."""
    state = state_of(Term(agreement.status, agreement.valid_from, agreement.valid_until), on)
    role = Role.PROGRAMME_MANAGER.value if is_system(actor) else actor.role
    decision = decide(TABLE, move, state, Attempt(on, role, reason, facts=_facts(agreement)))
    if decision.target is not None:
        return decision.target
    first = decision.reasons[0]
    if first.code == "fact_missing":
        raise AgreementError(f"lacks_{first.params['fact']}", reasons=decision.reasons)
    if first.code == "reason_needed":
        raise AgreementError("reason_needed", reasons=decision.reasons)
    raise AgreementError("step_not_from_here", reasons=decision.reasons)


def _facts(agreement: Agreement) -> dict[str, bool | None]:
    parties = {party.organisation_id: party.capacity for party in agreement.parties.all()}
    owners = set(agreement.commitments.values_list("owner_id", flat=True))
    return {
        "second_party": len(parties) >= 2,
        "implementer": "implementer" in parties.values(),
        "commitments_owned_by_parties": owners <= set(parties),
    }
