"""The only writes of attendance, absences, appointments, talks and awards."""

from doorstroom.learning.services.appointments import cancel_appointment, describe_activity, plan_appointment
from doorstroom.learning.services.attendance import Mark, announce_absence, record_attendance
from doorstroom.learning.services.awards import NewAward, record_awards
from doorstroom.learning.services.progress import record_progress_talk

__all__ = [
    "Mark",
    "NewAward",
    "announce_absence",
    "cancel_appointment",
    "describe_activity",
    "plan_appointment",
    "record_attendance",
    "record_awards",
    "record_progress_talk",
]
