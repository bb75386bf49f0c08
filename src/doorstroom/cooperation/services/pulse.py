"""Takes the answers of the pulse, apart from who gave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.domain.pulse import half_year
from doorstroom.cooperation.models import Pulse, PulseAnswer, PulseSeat
from doorstroom.kernel.actor import Actor


@transaction.atomic
def answer_pulse(*, actor: Actor, values: Sequence[int], on: date) -> None:
    """Keep five answers under the kind of one's organisation; once each half year, and never to be found again."""
    pulse, _ = Pulse.objects.get_or_create(starts_on=half_year(on))
    _, first = PulseSeat.objects.get_or_create(pulse=pulse, user_id=actor.user_id or 0)
    if not first:
        raise CooperationError("answered_already")
    kind = Organisation.objects.values_list("kind", flat=True).get(pk=actor.organisation_id or 0)
    PulseAnswer.objects.create(pulse=pulse, kind=kind, values=list(values))
    log(actor, Logged("create", "pulse_seat", pulse.pk))
