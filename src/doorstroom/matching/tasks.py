"""What happens at night."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.matching.services import make_fairness_report


def nightly(*, at: datetime) -> None:
    actor = system_actor(at=at, purpose="fairness_report")
    with transaction.atomic(), scope(actor):
        make_fairness_report(actor=actor)
