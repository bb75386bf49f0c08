"""The only writes of recruitment and selection."""

from doorstroom.intake.services.meetings import Show, invite, plan_meeting, record_shows
from doorstroom.intake.services.registration import Registration, register_oneself
from doorstroom.intake.services.selection import (
    Decided,
    bulk_decide,
    decide,
    judge,
    judge_open_as_met,
    record_employer_met,
)
from doorstroom.intake.services.tries import count_try

__all__ = [
    "Decided",
    "Registration",
    "Show",
    "bulk_decide",
    "count_try",
    "decide",
    "invite",
    "judge",
    "judge_open_as_met",
    "plan_meeting",
    "record_employer_met",
    "record_shows",
    "register_oneself",
]
