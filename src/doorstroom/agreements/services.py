"""The only writes of agreements. An agreement opens data by lines that a privacy officer approved, never by
signatures alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Organisation, Role, User
from doorstroom.agreements.domain.errors import AgreementError
from doorstroom.agreements.models import (
    Agreement,
    AgreementParty,
    AgreementStatus,
    Category,
    DataLine,
    Purpose,
)
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor


@dataclass(frozen=True)
class Line:
    """A line of the data annex as it is proposed."""

    controller: Organisation
    recipient: Organisation
    purpose: Purpose
    categories: tuple[Category, ...]
    legal_basis: str


@transaction.atomic
def draft_agreement(
    *,
    actor: Actor,
    title: str,
    purpose: str,
    valid_from: date,
    valid_until: date | None,
    parties: Iterable[tuple[Organisation, AgreementParty.Capacity]],
    lines: Iterable[Line],
) -> Agreement:
    """Write a draft with its parties and the data lines it asks for. Opens nothing."""
    if not (is_system(actor) or has_role(actor, Role.PROGRAMME_MANAGER, Role.PRIVACY_OFFICER)):
        raise AgreementError("may_not_draft")
    if valid_until and valid_until <= valid_from:
        raise AgreementError("ends_before_start", valid_from=valid_from, valid_until=valid_until)
    agreement = Agreement.objects.create(title=title, purpose=purpose, valid_from=valid_from, valid_until=valid_until)
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, organisation=organisation, capacity=capacity)
        for organisation, capacity in parties
    )
    DataLine.objects.bulk_create(
        DataLine(
            agreement=agreement, controller=line.controller, recipient=line.recipient, purpose=line.purpose,
            category=category, legal_basis=line.legal_basis,
        )
        for line in lines
        for category in line.categories
    )  # fmt: skip
    log(actor, Logged("create", "agreement", agreement.pk, fields=["title", "purpose", "parties", "lines"]))
    return agreement


@transaction.atomic
def sign_agreement(*, actor: Actor, agreement: Agreement, organisation: Organisation, signed_by: str, on: date) -> None:
    """Record one signature; when the last implementer or payer has signed, the agreement is in force."""
    own = actor.organisation_id == organisation.pk
    if not (is_system(actor) or own):
        raise AgreementError("signs_only_for_own_organisation")
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    updated = agreement.parties.filter(organisation=organisation, signed_on=None).update(
        signed_on=on, signed_by=signed_by
    )
    if not updated:
        raise AgreementError("no_signature_expected", organisation=organisation.name)
    waiting = agreement.parties.filter(signed_on=None).exclude(capacity=AgreementParty.Capacity.SUPPORTER)
    if agreement.status == AgreementStatus.DRAFT and not waiting.exists():
        agreement.status = AgreementStatus.IN_FORCE
        agreement.save(update_fields=["status"])
    log(actor, Logged("change", "agreement", agreement.pk, fields=["signed_on", "status"]))


@transaction.atomic
def approve_lines(*, actor: Actor, agreement: Agreement, approver: User, on: date) -> int:
    """A privacy officer approves every line that waits; returns how many."""
    if not (is_system(actor) or has_role(actor, Role.PRIVACY_OFFICER)):
        raise AgreementError("only_privacy_officer_approves")
    count = agreement.data_lines.filter(approved_on=None).update(approved_on=on, approved_by=approver)
    log(actor, Logged("change", "data_line", agreement.pk, fields=["approved_on", "approved_by"]))
    return count


@transaction.atomic
def withdraw_lines(*, actor: Actor, agreement: Agreement, recipient: Organisation, on: date) -> int:
    """Close what this agreement opens to one recipient, from this day; returns how many lines closed."""
    if not (is_system(actor) or has_role(actor, Role.PRIVACY_OFFICER)):
        raise AgreementError("only_privacy_officer_approves")
    count = agreement.data_lines.filter(recipient=recipient, withdrawn_on=None).update(withdrawn_on=on)
    log(actor, Logged("change", "data_line", agreement.pk, fields=["withdrawn_on"]))
    return count


@transaction.atomic
def terminate_agreement(*, actor: Actor, agreement: Agreement, on: date) -> None:
    """End the agreement; everything it opened closes with it."""
    if not (is_system(actor) or has_role(actor, Role.PROGRAMME_MANAGER, Role.PRIVACY_OFFICER)):
        raise AgreementError("may_not_terminate")
    ended = max(on, agreement.valid_from + timedelta(days=1))
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.TERMINATED, valid_until=ended)
    log(actor, Logged("change", "agreement", agreement.pk, fields=["status", "valid_until"]))
