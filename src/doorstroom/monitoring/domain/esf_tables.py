"""ESF+ indicators of an operation: counts by gender, checks as the Commission's system makes them, two files.

A result is never a share of all participants, only of the people who can reach it and have left. Checks that a
number can only fail while people are still taking part are warnings.

Source: Regulation (EU) 2021/1057, Annex I; validation rules of table 6 in SFC2021.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from doorstroom.monitoring.domain.esf import (
    ELIGIBLE,
    Gender,
    Participation,
    merge_re_entries,
    outputs,
    results,
)

OUTPUTS = tuple(f"EECO{n:02}" for n in range(1, 12))
ESTIMATED = tuple(f"EECO{n:02}" for n in range(12, 18))
ENTITIES = ("EECO18", "EECO19")
RESULTS = tuple(ELIGIBLE)
RESERVED = ("EECO02+04", "EECO02+05", "EECO02+04+05", "EECO06+07", "EECO10+11")
TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class Operation:
    """Where an operation stands in the programme of the managing authority."""

    name: str
    priority: str
    specific_objective: str
    region_category: str


@dataclass(frozen=True, kw_only=True)
class ProjectEstimate:
    """What a project says of itself. Without a value it is not collected; with one it says how it was made."""

    indicator: str
    value: int | None
    method: str = ""
    gender: str = TOTAL

    def __post_init__(self) -> None:
        if self.indicator not in ESTIMATED + ENTITIES:
            raise ValueError(
                f"{self.indicator} is counted from records; a project estimates only {ESTIMATED + ENTITIES}"
            )
        if self.value is not None and (self.value < 0 or not self.method.strip()):
            raise ValueError(f"{self.indicator}: an estimate is 0 or more and says by which method it was made")


@dataclass(frozen=True)
class Outcome:
    """Of `eligible` people who left `reached` did, and of `unknown` nobody knows."""

    reached: int
    eligible: int
    unknown: int


@dataclass(frozen=True, eq=False)
class Indicators:
    """`counts` by (gender, code) with the total of genders; `incomplete` people are in none of them."""

    counts: Mapping[tuple[str, str], int]
    outcomes: Mapping[tuple[str, str], Outcome]
    estimates: tuple[ProjectEstimate, ...]
    incomplete: int
    inside: int

    def value(self, code: str, gender: str = TOTAL) -> int:
        outcome = self.outcomes.get((gender, code))
        return outcome.reached if outcome else self.counts.get((gender, code), 0)


def indicators(records: Iterable[Participation], estimates: Sequence[ProjectEstimate], *, on: date) -> Indicators:
    people = [r for r in merge_re_entries(records) if r.started_on <= on]
    counts: Counter[tuple[str, str]] = Counter()
    tallies: dict[tuple[str, str], Counter[Any]] = {}
    for record in people:
        genders = (str(record.entry.gender), TOTAL)
        for code in outputs(record):
            counts.update((gender, code) for gender in genders)
        for code, value in results(record, on).items():
            for gender in genders:
                tallies.setdefault((gender, code), Counter())[value] += 1
    return Indicators(
        counts=counts,
        outcomes={key: Outcome(tally[True], tally.total(), tally[None]) for key, tally in tallies.items()},
        estimates=tuple(estimates),
        incomplete=sum(bool(record.missing) for record in people),
        inside=sum(record.left_on is None or record.left_on > on for record in people),
    )


@dataclass(frozen=True)
class Finding:
    """A check that does not hold: `left` should be, or be at most, `right`."""

    rule: str
    gender: str
    left: int
    right: int
    warning: bool = False


SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("EECO01", ("EECO02", "EECO04", "EECO05")),
    ("EECO01", ("EECO09", "EECO10", "EECO11")),
)
LIMITS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("EECO03", ("EECO02",), False),
    ("EECR01", ("EECO04",), True),
    ("EECR04", ("EECO02", "EECO04"), True),
    ("EECR05", ("EECO02", "EECO04"), True),
    ("EECR06", ("EECO05",), True),
)


def findings(found: Indicators) -> list[Finding]:
    """For each gender and the total; limits of results only warn while people are still taking part."""
    wrong = []
    for gender in (*Gender, TOTAL):
        for code, parts in SUMS:
            wrong += _compare(found, gender, code, parts, exact=True, warning=False)
        wrong += _compare(found, gender, "EECO06+07+08", ("EECO01",), exact=False, warning=False)
        for code, parts, result in LIMITS:
            wrong += _compare(found, gender, code, parts, exact=False, warning=result and found.inside > 0)
    return wrong


def _compare(
    found: Indicators, gender: str, code: str, parts: Sequence[str], *, exact: bool, warning: bool
) -> list[Finding]:
    left, right = combined(found, code, gender), sum(found.value(part, gender) for part in parts)
    if left == right or (left < right and not exact):
        return []
    return [Finding(f"{code} {'=' if exact else '<='} {' + '.join(parts)}", gender, left, right, warning)]


def combined(found: Indicators, code: str, gender: str = TOTAL) -> int:
    """ "EECO02+04" is EECO02 and EECO04 together."""
    first, *others = code.split("+")
    return sum(found.value(part, gender) for part in (first, *(first[:4] + other for other in others)))


def participant_rows(records: Iterable[Participation], *, on: date) -> list[tuple[str, str, int, date, str]]:
    """One line for each indicator in which a person counts; of results also the ones that were not reached."""
    rows = []
    for record in merge_re_entries(records):
        if record.started_on > on:
            continue
        rows += [(record.ref, code, 1, record.started_on, record.entry.source) for code in outputs(record)]
        for code, value in results(record, on).items():
            seen = record.later if code in {"EECR05", "EECR06"} else record.leaving
            if value is not None and seen is not None:
                rows.append((record.ref, code, int(value), seen.observed_on, seen.source))
    return sorted(rows)


def participants_csv(records: Iterable[Participation], *, on: date) -> str:
    rows = [(ref, code, n, day.isoformat(), source) for ref, code, n, day, source in participant_rows(records, on=on)]
    return safe_csv(("participant_ref", "indicator", "value", "observation_date", "source"), rows)


def aggregate_csv(operation: Operation, found: Indicators) -> str:
    """Every indicator by gender, with the sums that the system reserves; what is not collected has no line."""
    place = (operation.priority, operation.specific_objective, operation.region_category)
    rows: list[tuple[object, ...]] = []
    for gender in (*Gender, TOTAL):
        rows += [(*place, gender, code, found.value(code, gender)) for code in (*OUTPUTS, *RESULTS)]
        rows += [(*place, gender, code, combined(found, code, gender)) for code in RESERVED]
        stated = [e for e in found.estimates if e.gender == gender and e.value is not None]
        rows += [(*place, gender, e.indicator, e.value) for e in sorted(stated, key=lambda e: e.indicator)]
    return safe_csv(("priority", "so", "region_category", "gender", "indicator", "value"), rows)


def safe_csv(headers: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ";") -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
