"""Which looks at people's files somebody should ask about, by plain rules that say what they saw.

No list of well-known people, no addresses of staff, no profile of anybody's habits kept: each rule compares what
stands in the log with a number that the privacy officer can read and change. A finding is a question, not a verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median

READS = frozenset({"read", "export"})


@dataclass(frozen=True)
class Look:
    """One row of the log. `at` is local time; `related` whether the member had a relation to the person that day,
    `shut_out` whether the file was restricted and she was not admitted.
    """

    entry_id: int
    user_id: int
    role: str
    person_key: str
    action: str
    result: str
    at: datetime
    related: bool = True
    shut_out: bool = False


@dataclass(frozen=True)
class Limits:
    """What counts as odd. People are counted once a day.

    `usual_times`: so many times one's own median of the other days; `least_people`: below this many people a day
    nothing is odd by number; `night`: from and until which hour, local; `tries`: refused addresses in one day.
    """

    usual_times: float = 4.0
    least_people: int = 40
    night: tuple[int, int] = (22, 6)
    night_people: int = 5
    tries: int = 5
    exports: int = 3


@dataclass(frozen=True)
class Finding:
    """One user on one day under one rule: what was counted, against which number, and the rows that show it."""

    rule: str
    user_id: int
    day: date
    counted: int
    limit: int
    entries: tuple[int, ...] = field(repr=False)


def find_odd_access(looks: Iterable[Look], limits: Limits = Limits()) -> list[Finding]:
    """Every finding of the period, ordered by day, user and rule."""
    by_day: dict[tuple[int, date], list[Look]] = defaultdict(list)
    for look in looks:
        by_day[look.user_id, look.at.date()].append(look)
    people = {key: len({look.person_key for look in rows if look.action in READS}) for key, rows in by_day.items()}
    usual: dict[int, list[int]] = defaultdict(list)
    for (user, _day), number in people.items():
        usual[user].append(number)
    findings = []
    for (user, day), rows in by_day.items():
        bound = _volume_bound(usual[user], people[user, day], limits)
        findings.extend(_of_one_day(user, day, rows, bound, limits))
    return sorted(findings, key=lambda each: (each.day, each.user_id, each.rule))


def _volume_bound(days: list[int], today: int, limits: Limits) -> int:
    """The most people a day that is still usual for this user: a multiple of the median of the *other* days."""
    others = sorted(days)
    others.remove(today)
    return max(limits.least_people, int(limits.usual_times * median(others)) if others else 0)


def _of_one_day(user: int, day: date, rows: list[Look], bound: int, limits: Limits) -> list[Finding]:
    seen = [look for look in rows if look.action in READS and look.result == "done"]
    start, end = limits.night
    night = [look for look in seen if look.at.hour >= start or look.at.hour < end]
    rules = (
        ("no_relation", [look for look in rows if look.action in READS and not look.related], 0),
        ("restricted", [look for look in rows if look.action in READS and look.shut_out], 0),
        ("volume", seen, bound),
        ("night", night, limits.night_people - 1),
        ("tries", [look for look in rows if look.result == "refused"], limits.tries - 1),
        ("helpdesk", [look for look in seen if look.role == "helpdesk"], 0),
        ("exports", [look for look in seen if look.action == "export"], limits.exports - 1),
    )
    return [
        Finding(rule, user, day, counted, limit, tuple(look.entry_id for look in found))
        for rule, found, limit in rules
        if (counted := _count(rule, found)) > limit
    ]


def _count(rule: str, found: list[Look]) -> int:
    return len(found) if rule in {"tries", "exports"} else len({look.person_key for look in found})
