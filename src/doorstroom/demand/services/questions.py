"""Questions of employers: asked by anybody, answered by who keeps the contact, on a clock of working hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.audit.services import Logged, log
from doorstroom.demand.access import may_record_places
from doorstroom.demand.domain.desk import promised_by
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.models import EmployerQuestion
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import AccountManagement


@dataclass(frozen=True)
class Question:
    """What an employer asks, and where the answer goes."""

    employer_name: str
    asked_by: str
    text: str
    phone: str = ""
    email: str = ""
    source: EmployerQuestion.Source | str = EmployerQuestion.Source.FORM


@transaction.atomic
def ask_question(*, actor: Actor, question: Question, at: datetime) -> EmployerQuestion:
    """Keep a question and its term. An employer whose name is known goes to its own account manager; any other
    waits for the first who is free."""
    if not (question.phone or question.email):
        raise DemandError("question_unreachable")
    named = Organisation.objects.filter(
        kind=OrganisationKind.EMPLOYER, merged_into=None, name__iexact=question.employer_name.strip()
    )
    employer = named.first()
    manager = AccountManagement.objects.filter(employer=employer, valid_until=None).first() if employer else None
    kept = EmployerQuestion.objects.create(
        employer=employer, employer_name=question.employer_name.strip(), asked_by=question.asked_by.strip(),
        phone=question.phone, email=question.email, text=question.text.strip(), source=question.source, asked_at=at,
        due_at=promised_by(timezone.localtime(at)), handler_id=manager.member_id if manager else None,
    )  # fmt: skip
    log(actor, Logged("create", "employer_question", kept.pk, fields=["text"]))
    return kept


@transaction.atomic
def answer_question(*, actor: Actor, question: EmployerQuestion, answer: str, at: datetime) -> EmployerQuestion:
    """Write down what was answered; that stops the clock."""
    if not may_record_places(actor):
        raise DemandError("may_not_record_places")
    if not answer.strip():
        raise DemandError("answer_missing")
    found = EmployerQuestion.objects.select_for_update().get(pk=question.pk)
    if found.answered_at:
        raise DemandError("already_answered", name=str(found.handler.user if found.handler else "–"))
    found.answer, found.answered_at = answer.strip(), at
    found.handler_id = actor.membership_id or found.handler_id
    found.save(update_fields=["answer", "answered_at", "handler"])
    log(actor, Logged("change", "employer_question", found.pk, fields=["answer"]))
    return found
