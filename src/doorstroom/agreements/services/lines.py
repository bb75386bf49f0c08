"""The privacy officer opens and closes lines of the data annex."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from doorstroom.accounts.models import Organisation, User
from doorstroom.agreements.access import may_approve
from doorstroom.agreements.domain.errors import AgreementError
from doorstroom.agreements.models import Agreement, DataLine
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor


@transaction.atomic
def approve_lines(
    *, actor: Actor, agreement: Agreement, approver: User, on: date, lines: Collection[int] | None = None
) -> int:
    """A privacy officer approves the lines that wait (of `lines`, where given); returns how many."""
    waiting = _lines(actor, agreement, lines).filter(approved_on=None)
    count = waiting.update(approved_on=on, approved_by=approver)
    log(actor, Logged("change", "data_line", agreement.pk, fields=["approved_on", "approved_by"]))
    return count


@transaction.atomic
def withdraw_lines(
    *,
    actor: Actor,
    agreement: Agreement,
    recipient: Organisation | None = None,
    lines: Collection[int] | None = None,
    on: date,
) -> int:
    """Close what this agreement opens (to one recipient, or by these lines) from this day; returns how many closed."""
    closing = _lines(actor, agreement, lines).filter(withdrawn_on=None)
    if recipient:
        closing = closing.filter(recipient=recipient)
    count = closing.update(withdrawn_on=on)
    log(actor, Logged("change", "data_line", agreement.pk, fields=["withdrawn_on"]))
    return count


def _lines(actor: Actor, agreement: Agreement, lines: Collection[int] | None) -> QuerySet[DataLine]:
    if not may_approve(actor, agreement):
        raise AgreementError("only_privacy_officer_approves")
    found = DataLine.objects.filter(agreement=agreement)
    return found if lines is None else found.filter(pk__in=lines)
