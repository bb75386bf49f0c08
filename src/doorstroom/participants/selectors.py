"""Reads over people as a whole, for those who run an installation."""

from __future__ import annotations

from django.conf import settings

from doorstroom.kernel.sealing import Unreadable, unseal
from doorstroom.participants.models import PersonIdentity


def unreadable_identities() -> int:
    """How many sealed numbers these keys do not open; nothing of a number leaves this function. Needs system scope."""
    unreadable = 0
    for person_id, sealed in PersonIdentity.objects.values_list("person_id", "sealed").iterator():
        try:
            unseal(bytes(sealed), keys=settings.IDENTITY_KEYS, context=str(person_id))
        except Unreadable:
            unreadable += 1
    return unreadable
