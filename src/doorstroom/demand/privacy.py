"""How long the name and number of who asked something for an employer are kept: as long as the promise is measured
and accounted for, 24 months after the question."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from doorstroom.audit.services import Logged, log_many
from doorstroom.demand.models import EmployerQuestion
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.norms import add_months

MONTHS_KEPT = 24


def questions_past_term(*, on: date) -> QuerySet[EmployerQuestion]:
    return EmployerQuestion.objects.filter(asked_at__date__lte=add_months(on, -MONTHS_KEPT))


@transaction.atomic
def let_go_of_questions(*, actor: Actor, on: date) -> int:
    """Erase every question past its term; returns how many."""
    gone = list(questions_past_term(on=on).values_list("pk", flat=True))
    EmployerQuestion.objects.filter(pk__in=gone).delete()
    log_many(actor, (Logged("delete", "employer_question", pk) for pk in gone))
    return len(gone)
