"""The only writes of attendance, absences, appointments, talks, work processes and awards."""

from doorstroom.learning.services.appointments import cancel_appointment, describe_activity, plan_appointment
from doorstroom.learning.services.attendance import Mark, announce_absence, record_attendance, take_back_attendance
from doorstroom.learning.services.awards import NewAward, record_awards
from doorstroom.learning.services.progress import record_progress_talk
from doorstroom.learning.services.work_processes import (
    record_level_in,
    record_level_out,
    set_round_processes,
    sign_off,
    take_back_sign_off,
)

__all__ = [
    "Mark",
    "NewAward",
    "announce_absence",
    "cancel_appointment",
    "describe_activity",
    "plan_appointment",
    "record_attendance",
    "record_awards",
    "record_level_in",
    "record_level_out",
    "record_progress_talk",
    "set_round_processes",
    "sign_off",
    "take_back_attendance",
    "take_back_sign_off",
]
