"""Reads of days, attendance and talks, in a fixed number of queries."""

from doorstroom.learning.selectors.awards import award_expected, awards_of
from doorstroom.learning.selectors.days import CLASSROOM, PlannedDay, RegisterDay, attendance_days, planned_days
from doorstroom.learning.selectors.progress import Course, Talk, last_talk, progress_of
from doorstroom.learning.selectors.work_processes import Cell, Line, Taught, grid_of, lines, processes_of, taught_in

__all__ = [
    "CLASSROOM",
    "Cell",
    "Course",
    "Line",
    "PlannedDay",
    "RegisterDay",
    "Talk",
    "Taught",
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
