"""Writes agreements while they are drafts: parties, data annex, commitments; and the draft of a next version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.agreements.access import may_draft, may_write
from doorstroom.agreements.domain.errors import AgreementError
from doorstroom.agreements.models import (
    Agreement,
    AgreementParty,
    AgreementStatus,
    Category,
    Commitment,
    DataLine,
    LegalGround,
    Purpose,
)
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor

CONSENT = re.compile(r"toestemming|consent|instemming", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line of the data annex as it is proposed."""

    controller: Organisation
    recipient: Organisation
    purpose: Purpose
    categories: tuple[Category, ...]
    legal_basis: str
    ground: LegalGround = LegalGround.PUBLIC_TASK
    secrecy_exception: str = ""


@dataclass(frozen=True)
class Promised:
    """A commitment as a party makes it."""

    owner: Organisation
    text: str
    measure: str
    target: int
    starts_on: date
    due_on: date


@transaction.atomic
def draft_agreement(
    *,
    actor: Actor,
    title: str,
    purpose: str,
    valid_from: date,
    valid_until: date | None,
    parties: Iterable[tuple[Organisation, AgreementParty.Capacity]],
    lines: Iterable[Line] = (),
    commitments: Iterable[Promised] = (),
    lead: Organisation | None = None,
) -> Agreement:
    """Write a draft with its parties, what they promise and the data lines it asks for. Opens nothing."""
    if not may_draft(actor):
        raise AgreementError("may_not_draft")
    if valid_until and valid_until <= valid_from:
        raise AgreementError("ends_before_start", valid_from=valid_from, valid_until=valid_until)
    agreement = Agreement.objects.create(
        title=title, purpose=purpose, valid_from=valid_from, valid_until=valid_until, lead=lead
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, organisation=organisation, capacity=capacity)
        for organisation, capacity in parties
    )
    _write_lines(agreement, lines)
    for each in commitments:
        _write_commitment(agreement, each)
    log(actor, Logged("create", "agreement", agreement.pk, fields=["title", "purpose", "parties", "lines"]))
    return agreement


@transaction.atomic
def add_party(*, actor: Actor, agreement: Agreement, organisation: Organisation, capacity: str) -> None:
    """Add a party to a draft, or give it another capacity."""
    agreement = _draft(actor, agreement)
    AgreementParty.objects.update_or_create(
        agreement=agreement, organisation=organisation, defaults={"capacity": capacity}
    )
    log(actor, Logged("change", "agreement", agreement.pk, fields=["parties"]))


@transaction.atomic
def add_lines(*, actor: Actor, agreement: Agreement, line: Line) -> int:
    """Ask for data in a draft; lines that are there already stay as they are. Returns how many are new."""
    agreement = _draft(actor, agreement)
    before = agreement.data_lines.count()
    _write_lines(agreement, [line])
    log(actor, Logged("change", "agreement", agreement.pk, fields=["lines"]))
    return agreement.data_lines.count() - before


@transaction.atomic
def drop_lines(*, actor: Actor, agreement: Agreement, lines: Sequence[int]) -> int:
    """Take lines out of a draft, as if they had not been asked; returns how many. What is in force is withdrawn."""
    agreement = _draft(actor, agreement)
    gone, _each = agreement.data_lines.filter(pk__in=lines).delete()
    log(actor, Logged("change", "agreement", agreement.pk, fields=["lines"]))
    return gone


@transaction.atomic
def drop_commitment(*, actor: Actor, commitment: Commitment) -> None:
    """Take a promise out of a draft."""
    _draft(actor, commitment.agreement)
    log(actor, Logged("delete", "commitment", commitment.pk))
    commitment.delete()


@transaction.atomic
def add_commitment(*, actor: Actor, agreement: Agreement, promised: Promised) -> Commitment:
    """Write down in a draft what a party promises."""
    agreement = _draft(actor, agreement)
    commitment = _write_commitment(agreement, promised)
    log(actor, Logged("create", "commitment", commitment.pk, fields=["text", "measure", "target", "due_on"]))
    return commitment


@transaction.atomic
def amend_agreement(*, actor: Actor, agreement: Agreement, valid_from: date, valid_until: date | None) -> Agreement:
    """Start the next version as a draft with everything the present one says; that one goes on meanwhile.

    A line that was approved keeps its approval, because who, what, why and by which law stay the same.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not may_write(actor, agreement):
        raise AgreementError("may_not_write")
    if agreement.status != AgreementStatus.IN_FORCE:
        raise AgreementError("only_in_force_is_amended")
    if agreement.successors.exclude(status=AgreementStatus.TERMINATED).exists():
        raise AgreementError("amended_already", title=agreement.title)
    if valid_until and valid_until <= valid_from:
        raise AgreementError("ends_before_start", valid_from=valid_from, valid_until=valid_until)
    following = Agreement.objects.create(
        title=agreement.title, purpose=agreement.purpose, lead=agreement.lead, version=agreement.version + 1,
        replaces=agreement, valid_from=valid_from, valid_until=valid_until,
    )  # fmt: skip
    _copy(agreement, following)
    log(actor, Logged("create", "agreement", following.pk, fields=["replaces", "valid_from", "valid_until"]))
    return following


def _copy(agreement: Agreement, following: Agreement) -> None:
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=following, organisation_id=party.organisation_id, capacity=party.capacity)
        for party in agreement.parties.order_by("pk")
    )
    standing = list(agreement.data_lines.filter(withdrawn_on=None).order_by("pk"))
    commitments = list(agreement.commitments.all())
    row: Any
    for row in (*standing, *commitments):
        row.pk, row.agreement, row._state.adding = None, following, True
    DataLine.objects.bulk_create(standing)
    Commitment.objects.bulk_create(commitments)


def _draft(actor: Actor, agreement: Agreement) -> Agreement:
    """The agreement, locked, when this actor may write in it. Raises AgreementError."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not may_write(actor, agreement):
        raise AgreementError("may_not_write")
    if agreement.status != AgreementStatus.DRAFT:
        raise AgreementError("only_drafts_change")
    return agreement


def _write_lines(agreement: Agreement, lines: Iterable[Line]) -> None:
    rows = []
    for line in lines:
        if CONSENT.search(line.legal_basis):
            raise AgreementError("consent_is_no_ground")
        rows += [
            DataLine(
                agreement=agreement, controller=line.controller, recipient=line.recipient, purpose=line.purpose,
                category=category, ground=line.ground, legal_basis=line.legal_basis,
                secrecy_exception=line.secrecy_exception,
            )
            for category in line.categories
        ]  # fmt: skip
    DataLine.objects.bulk_create(rows, ignore_conflicts=True)


def _write_commitment(agreement: Agreement, promised: Promised) -> Commitment:
    if promised.due_on <= promised.starts_on:
        raise AgreementError("ends_before_start", valid_from=promised.starts_on, valid_until=promised.due_on)
    return Commitment.objects.create(
        agreement=agreement, owner=promised.owner, text=promised.text, measure=promised.measure,
        target=promised.target, starts_on=promised.starts_on, due_on=promised.due_on,
    )  # fmt: skip
