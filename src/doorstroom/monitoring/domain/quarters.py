"""In work in the second and fourth calendar quarter after the one in which somebody left (as WIOA counts it).

Any work on any day of that quarter counts, however few hours. This is another question than how long work lasts, and
than how somebody was on one day after leaving: the three stand beside one another and are never mixed. A quarter
counts once it has ended and news of it has had its time; of whom nobody knows until its end stays in as unknown.

Source: Workforce Innovation and Opportunity Act, section 116(b)(2)(A).
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.columns import NEVER, Columns
from doorstroom.monitoring.domain.lasting import News, known_until
from doorstroom.monitoring.domain.proportions import Proportion

AFTER = (2, 4)
LABEL = "work_in_quarter/1"
FIRST = date(1970, 1, 1).toordinal()


def at_work_in_quarter(columns: Columns, news: News, *, after: int, lag_days: int, as_of: date) -> Proportion:
    """Of everybody who left: in work in the quarter `after` quarters later."""
    seen = columns.seen(as_of)
    known = known_until(seen, news, as_of).astype(np.int64)
    left = seen.exited != NEVER
    begins, ends = _quarter(np.where(left, seen.exited, FIRST), after)
    who, jobs = seen.jobs.who, seen.jobs
    until = np.minimum(jobs.ended, known[who] + 1)
    there = (jobs.started < ends[who]) & (until > begins[who])
    worked = np.zeros(len(seen), np.bool_)
    worked[who[there]] = True
    mature = left & (ends + lag_days <= as_of.toordinal())
    return Proportion(
        definition=LABEL,
        numerator=int((worked & mature).sum()),
        denominator=int(mature.sum()),
        clock="exited",
        horizon=f"quarter {after}",
        running=int((left & ~mature).sum()),
        unknown=int((mature & ~worked & (known + 1 < ends)).sum()),
        as_of=as_of,
    )


def _quarter(days: NDArray[np.int32], after: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first day of the quarter that lies so many quarters later, and the first day after it."""
    months = (days.astype(np.int64) - FIRST).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    first = (months // 3 + after) * 3
    return _day(first), _day(first + 3)


def _day(months: NDArray[np.int64]) -> NDArray[np.int64]:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + FIRST
