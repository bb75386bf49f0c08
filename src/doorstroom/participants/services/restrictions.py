"""Who is admitted to a restricted file changes with who coordinates it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import restrictions_in_force


@transaction.atomic
def admit(*, actor: Actor, person_id: UUID, member_id: int) -> None:
    """Let this member into the file if it is restricted: she coordinates it from now on.

    The caller has authorised the act. Who hands over, or takes over, need not know the restriction herself.
    """
    with scope(system_actor(at=actor.at, purpose="restriction"), nested=True):
        found = restrictions_in_force(actor.on).select_for_update().filter(person_id=person_id)
        for restriction in found.exclude(admitted__contains=[member_id]):
            restriction.admitted = [*restriction.admitted, member_id]
            restriction.save(update_fields=["admitted"])
            log(actor, Logged("change", "restriction", restriction.pk, person_id, ["admitted"]))
