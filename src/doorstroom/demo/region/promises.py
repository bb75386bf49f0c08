"""What the partnership promised itself in September: what comes with the product, decided upon."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from doorstroom.accounts.access import actor_of
from doorstroom.demo.region.history import Stage
from doorstroom.signals.domain.signal import STANDARD
from doorstroom.signals.services import set_promises

DECIDED = date(2026, 9, 1)


def build_promises(stage: Stage) -> None:
    moment = timezone.make_aware(datetime.combine(DECIDED, time(15)))
    set_promises(
        actor=actor_of(stage.member("wendy"), at=moment), promises=STANDARD, valid_from=DECIDED, on=DECIDED,
        because="Stuurgroep van 31 augustus: zo beginnen we, in het voorjaar kijken we opnieuw.",
    )  # fmt: skip
