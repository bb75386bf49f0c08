"""When a file is restricted: fewer people open it than their relations say.

For somebody whose colleague, neighbour or ex-partner works at a partner, or who hides. It always ends: a day is chosen,
a year away at most, and it can be set again. Who coordinates the file keeps opening it; everybody else is named.
"""

from __future__ import annotations

from datetime import date, timedelta

from doorstroom.oversight.domain.errors import ReviewRefused

LEAST_WORDS = 20
DAYS_AT_MOST = 366
NAMED_AT_MOST = 20


def check_restriction(*, reason: str, until: date, on: date, named: int) -> None:
    """`until` is the first day on which it no longer holds. Raises ReviewRefused."""
    if len(reason.strip()) < LEAST_WORDS:
        raise ReviewRefused("restriction_says_too_little", least=LEAST_WORDS)
    if not on < until <= on + timedelta(days=DAYS_AT_MOST):
        raise ReviewRefused("restriction_term", latest=on + timedelta(days=DAYS_AT_MOST))
    if named > NAMED_AT_MOST:
        raise ReviewRefused("restriction_names_too_many", most=NAMED_AT_MOST)
