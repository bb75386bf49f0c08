"""How long a request for a file stays that leads to nobody, of a colleague or of the helpdesk.

While it waits it holds what somebody typed about a person who may not even be known here: after thirty days it has
missed its purpose and goes. Declined or without anybody found, only the reason is left; that goes after twelve months.
What was opened goes with the person.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.models import FileRequest, HelpdeskAccess
from doorstroom.programmes.domain.norms import add_months

MONTHS_KEPT = 12


def requests_past_term(*, on: date) -> QuerySet[FileRequest]:
    """Requests without a person past their term; needs a system scope."""
    unanswered = Q(outcome=FileRequest.Outcome.WAITING, due_on__lt=on)
    return FileRequest.objects.filter(unanswered | Q(asked_at__date__lte=add_months(on, -MONTHS_KEPT)), person=None)


@transaction.atomic
def let_go_of_requests(*, actor: Actor, on: date) -> int:
    """Erase requests past their term; returns how many."""
    late = list(requests_past_term(on=on).select_for_update().values_list("pk", flat=True))
    FileRequest.objects.filter(pk__in=late).delete()
    log_many(actor, (Logged("delete", "file_request", pk) for pk in late))
    return len(late)


def questions_to_nobody(*, on: date) -> QuerySet[HelpdeskAccess]:
    """Questions of the helpdesk whose number led to no file, past their term; needs a system scope."""
    return HelpdeskAccess.objects.filter(asked_at__date__lte=add_months(on, -MONTHS_KEPT), person=None)


@transaction.atomic
def let_go_of_helpdesk(*, actor: Actor, on: date) -> int:
    """Erase them; returns how many. What led to a file goes with the person."""
    late = list(questions_to_nobody(on=on).select_for_update().values_list("pk", flat=True))
    HelpdeskAccess.objects.filter(pk__in=late).delete()
    log_many(actor, (Logged("delete", "helpdesk_access", pk) for pk in late))
    return len(late)
