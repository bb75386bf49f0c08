"""Reads of days, attendance and talks, in a fixed number of queries."""

from doorstroom.learning.selectors.awards import awards_of
from doorstroom.learning.selectors.days import CLASSROOM, PlannedDay, RegisterDay, attendance_days, planned_days
from doorstroom.learning.selectors.progress import Course, Talk, last_talk, progress_of

__all__ = [
    "CLASSROOM",
    "Course",
    "PlannedDay",
    "RegisterDay",
    "Talk",
    "attendance_days",
    "awards_of",
    "last_talk",
    "planned_days",
    "progress_of",
]
