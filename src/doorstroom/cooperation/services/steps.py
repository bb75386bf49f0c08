"""Writes what an organisation calls the shared steps."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.cooperation.access import may_name_steps
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.models import StepWord
from doorstroom.kernel.actor import Actor


@transaction.atomic
def name_steps(*, actor: Actor, words: Mapping[str, str], organisation: Organisation | None = None) -> int:
    """Replace the words of the actor's organisation by these; an empty one leaves the shared word. Returns how many.

    Only the product itself, loading a region, names another `organisation`.
    """
    if not may_name_steps(actor):
        raise CooperationError("may_not_name_steps")
    own = organisation.pk if organisation and is_system(actor) else actor.organisation_id or 0
    StepWord.objects.filter(organisation_id=own).delete()
    rows = [
        StepWord(organisation_id=own, step=step, words=text.strip()) for step, text in words.items() if text.strip()
    ]
    StepWord.objects.bulk_create(rows)
    log(actor, Logged("change", "step_word", own, fields=["words"]))
    return len(rows)
