"""Who knows whom, when such a tie falls asleep, and when nobody keeps it up any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DORMANT_AFTER_DAYS = 180  # half a year, as the pulse: longer ago people have changed jobs and answer slowly


class Tie(StrEnum):
    AWAKE = "awake"
    DORMANT = "dormant"
    LEFT_ALONE = "left_alone"


@dataclass(frozen=True)
class Known:
    """`left` says that whoever kept the tie works here no longer."""

    last_contact_on: date
    left: bool


def state(known: Known, on: date) -> Tie:
    if known.left:
        return Tie.LEFT_ALONE
    return Tie.DORMANT if (on - known.last_contact_on).days > DORMANT_AFTER_DAYS else Tie.AWAKE
