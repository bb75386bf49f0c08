"""ESF+ common indicators of one person: what counts, on which observation, and when a record is complete.

An observation is dated, has a source and is never changed. The state at the start is that of the first entry
and stays, also after somebody comes back; the day of leaving and the results are those of the last exit. The
state on leaving is the one within four weeks after it, and the later result is the state six months after it,
not at any time in between. Whoever was employed at the start cannot "find employment", so each result has its
own people who can reach it. Somebody of whom nothing is known stays among them.

Disability, origin, minority, housing and rural areas (EECO12-17) are never asked of a person here: a project
estimates them and says how, or says that they are not collected.

Source: Regulation (EU) 2021/1057, Annex I; the ESF+ data toolbox for who is eligible for a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from doorstroom.programmes.domain.norms import add_months

LEAVING_DAYS = 28
MONTHS_AFTER = 6


class Gender(StrEnum):
    WOMEN = "women"
    MEN = "men"
    NON_BINARY = "non_binary"


class LabourStatus(StrEnum):
    """Long-term is twelve months or more without a break, whatever the age. Maternity leave is employed."""

    UNEMPLOYED = "unemployed"
    LONG_TERM_UNEMPLOYED = "long_term_unemployed"
    INACTIVE = "inactive"
    EMPLOYED = "employed"


class Isced(StrEnum):
    """The highest education that was finished."""

    LOWER = "isced_0_2"
    MIDDLE = "isced_3_4"
    HIGHER = "isced_5_8"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """How things stood when somebody began. None is not known, and makes the record incomplete."""

    gender: Gender | None
    birth_date: date | None
    status: LabourStatus | None
    education: Isced | None
    source: str


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """How things stood on leaving. A qualification is assessed against a standard; attendance is none."""

    observed_on: date
    source: str
    seeks_work: bool | None = None
    in_education: bool | None = None
    qualified: bool | None = None
    employed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Later:
    """How things stood six months after leaving. `improved`: steadier, fuller or higher work; pay alone is not."""

    observed_on: date
    source: str
    employed: bool | None = None
    improved: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Participation:
    """One person in one operation."""

    ref: str
    started_on: date
    entry: Entry
    left_on: date | None = None
    leaving: Leaving | None = None
    later: Later | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What keeps this record out of every indicator."""
        needed = {
            "gender": self.entry.gender,
            "birth_date": self.entry.birth_date,
            "status": self.entry.status,
            "education": self.entry.education,
        }
        return tuple(name for name, value in needed.items() if value is None)

    @property
    def later_due_on(self) -> date | None:
        return add_months(self.left_on, MONTHS_AFTER) if self.left_on else None


def merge_re_entries(records: Iterable[Participation]) -> list[Participation]:
    """One record a person: the start of the first entry, the leaving and results of the last."""
    people: dict[str, Participation] = {}
    for record in sorted(records, key=lambda r: (r.ref, r.started_on)):
        first = people.get(record.ref)
        people[record.ref] = replace(record, entry=first.entry, started_on=first.started_on) if first else record
    return list(people.values())


def outputs(record: Participation) -> frozenset[str]:
    """The output indicators in which a complete record counts."""
    entry = record.entry
    if record.missing or entry.birth_date is None:
        return frozenset()
    found = {"EECO01", STATUS[entry.status], EDUCATION[entry.education], _age_band(entry.birth_date, record.started_on)}
    if entry.status is LabourStatus.LONG_TERM_UNEMPLOYED:
        found.add("EECO02")
    return frozenset(found - {""})


STATUS: Mapping[LabourStatus | None, str] = {
    LabourStatus.UNEMPLOYED: "EECO02",
    LabourStatus.LONG_TERM_UNEMPLOYED: "EECO03",
    LabourStatus.INACTIVE: "EECO04",
    LabourStatus.EMPLOYED: "EECO05",
}
EDUCATION: Mapping[Isced | None, str] = {
    Isced.LOWER: "EECO09",
    Isced.MIDDLE: "EECO10",
    Isced.HIGHER: "EECO11",
}


def _age_band(born: date, on: date) -> str:
    """People of 30 to 54 have no code."""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return "EECO06" if age < 18 else "EECO07" if age < 30 else "EECO08" if age >= 55 else ""


OUT_OF_WORK = frozenset({LabourStatus.UNEMPLOYED, LabourStatus.LONG_TERM_UNEMPLOYED, LabourStatus.INACTIVE})
EVERYBODY = frozenset(LabourStatus)
ELIGIBLE: Mapping[str, frozenset[LabourStatus]] = {
    "EECR01": frozenset({LabourStatus.INACTIVE}),
    "EECR02": EVERYBODY,
    "EECR03": EVERYBODY,
    "EECR04": OUT_OF_WORK,
    "EECR05": OUT_OF_WORK,
    "EECR06": frozenset({LabourStatus.EMPLOYED}),
}


def results(record: Participation, on: date) -> dict[str, bool | None]:
    """The results this person can have reached by `on`, each reached, not reached or not known.

    Results on leaving wait until four weeks after it have passed, unless they were observed before.
    """
    if record.missing or record.left_on is None or record.left_on > on:
        return {}
    leaving, later = _leaving_in_time(record), _later_in_time(record)
    found: dict[str, bool | None] = {}
    if leaving or on > record.left_on + timedelta(days=LEAVING_DAYS):
        found["EECR01"] = leaving.seeks_work if leaving else None
        found["EECR02"] = leaving.in_education if leaving else None
        found["EECR03"] = leaving.qualified if leaving else None
        found["EECR04"] = leaving.employed if leaving else None
    if later or (record.later_due_on and on >= record.later_due_on):
        found["EECR05"] = later.employed if later else None
        found["EECR06"] = later.improved if later else None
    return {code: value for code, value in found.items() if record.entry.status in ELIGIBLE[code]}


def _leaving_in_time(record: Participation) -> Leaving | None:
    seen, left = record.leaving, record.left_on
    in_time = seen and left and left <= seen.observed_on <= left + timedelta(days=LEAVING_DAYS)
    return seen if in_time else None


def _later_in_time(record: Participation) -> Later | None:
    seen, due = record.later, record.later_due_on
    return seen if seen and due and seen.observed_on >= due else None


@dataclass(frozen=True)
class ToDo:
    """What somebody has to find out about one person, and by which day."""

    ref: str
    what: str
    due_on: date
    late: bool


def to_do(records: Iterable[Participation], on: date) -> list[ToDo]:
    """Incomplete starts, states on leaving and states after six months; the earliest day first."""
    found = []
    for record in records:
        found += [ToDo(record.ref, name, record.started_on, late=True) for name in record.missing]
        if record.left_on and record.left_on <= on and _leaving_in_time(record) is None:
            last = record.left_on + timedelta(days=LEAVING_DAYS)
            found.append(ToDo(record.ref, "leaving", last, late=on > last))
        if record.later_due_on and record.later_due_on <= on and _later_in_time(record) is None:
            found.append(ToDo(record.ref, "later", record.later_due_on, late=on > record.later_due_on))
    return sorted(found, key=lambda each: (each.due_on, each.ref, each.what))
