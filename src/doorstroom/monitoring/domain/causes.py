"""Why an episode ended, in the terms of the figures.

Whoever went to work or to a course is no dropout. Whoever completed the route counts by where she went, and is
unknown as long as nobody knows. Moving house and a rule that ended are exits of their own. Every other reason
is stopping: the route was not finished and nothing of its own kind came in its place.
"""

from __future__ import annotations

from doorstroom.monitoring.domain.facts import ExitCause

BY_REASON = {
    "work": ExitCause.JOB,
    "education": ExitCause.EDUCATION,
    "moved": ExitCause.MOVED,
    "rule_ended": ExitCause.OTHER,
    "not_selected": ExitCause.OTHER,
    "declined": ExitCause.OTHER,
}
COMPLETED = "completed"
BY_DESTINATION = {
    "job": ExitCause.JOB,
    "apprenticeship": ExitCause.EDUCATION,
    "education": ExitCause.EDUCATION,
    "unknown": ExitCause.UNKNOWN,
    "": ExitCause.UNKNOWN,
}


def cause_of(reason: str, destination: str) -> ExitCause:
    if reason == COMPLETED:
        return BY_DESTINATION.get(destination, ExitCause.OTHER)
    return BY_REASON.get(reason, ExitCause.DROPOUT)
