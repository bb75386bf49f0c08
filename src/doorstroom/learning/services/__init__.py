"""The only writes of attendance, absences, appointments and awards."""

from doorstroom.learning.services.appointments import cancel_appointment, describe_activity, plan_appointment
from doorstroom.learning.services.attendance import Mark, announce_absence, record_attendance
from doorstroom.learning.services.awards import NewAward, record_awards

__all__ = [
    "Mark",
    "NewAward",
    "announce_absence",
    "cancel_appointment",
    "describe_activity",
    "plan_appointment",
    "record_attendance",
    "record_awards",
]
