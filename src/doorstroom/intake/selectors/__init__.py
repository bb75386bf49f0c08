"""Reads of recruitment, selection and warm handovers, each in a fixed number of queries."""

from doorstroom.intake.selectors.selection import (
    STARTED,
    Candidate,
    Choice,
    CriterionRow,
    absences_of,
    candidate_of,
    candidates,
    choices_to_join,
    invited,
    meetings_of,
    own_people,
    playbook_or_none,
    to_invite,
)

__all__ = [
    "STARTED",
    "Candidate",
    "Choice",
    "CriterionRow",
    "absences_of",
    "candidate_of",
    "candidates",
    "choices_to_join",
    "invited",
    "meetings_of",
    "own_people",
    "playbook_or_none",
    "to_invite",
]
