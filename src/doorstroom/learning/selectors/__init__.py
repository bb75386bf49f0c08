"""Reads of days, attendance and talks, in a fixed number of queries."""

from doorstroom.learning.selectors.appointments import Ahead, ahead_of, appointments_ahead
from doorstroom.learning.selectors.awards import award_expected, awards_of
from doorstroom.learning.selectors.days import (
    CLASSROOM,
    PlannedDay,
    Register,
    RegisterDay,
    attendance_days,
    planned_days,
)
from doorstroom.learning.selectors.progress import Course, Talk, last_talk, progress_of
from doorstroom.learning.selectors.work_processes import Cell, Line, Taught, grid_of, lines, processes_of, taught_in

__all__ = [
    "CLASSROOM",
    "Ahead",
    "Cell",
    "Course",
    "Line",
    "PlannedDay",
    "Register",
    "RegisterDay",
    "Talk",
    "Taught",
    "ahead_of",
    "appointments_ahead",
    "attendance_days",
    "award_expected",
    "awards_of",
    "grid_of",
    "last_talk",
    "lines",
    "planned_days",
    "processes_of",
    "progress_of",
    "taught_in",
]
