"""What a university gets: events, spells and indicators without names, from which each indicator comes out again.

Names become codes with a key that stays with the partnership. No date leaves: the start is a month, everything
else counts in days since the start, and how long somebody was seen who is still on the way in whole periods of
four weeks, because the exact number would give the day of the start away. Free text never goes along. Only people
whose record has research as a ground are in it, and who withdraws is not in the next file.

The same lock and key give the same bytes; the checksum of each file stands in `datapackage.json`.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from doorstroom.monitoring.domain.definitions import Definition, first_exit
from doorstroom.monitoring.domain.export_anonymity import LADDERS, AnonymityReport, age_band, anonymous
from doorstroom.monitoring.domain.facts import TrajectoryFact
from doorstroom.monitoring.domain.figures import reached_within, started_clocks
from doorstroom.monitoring.domain.survival import OPEN, Curves, Spells, aalen_johansen

PERIOD_DAYS = 28
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day on every file in the archive, so that it says nothing and never changes."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One trajectory of a person whose record may be used for research."""

    person: str
    fact: TrajectoryFact
    birth_date: date | None
    education: str


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is exported: as of which day, under which lock of the data, with which definitions."""

    programme: str
    as_of: date
    lock: str
    definitions: tuple[Definition, ...]
    k: int = 5


def pseudonym(key: bytes, value: str) -> str:
    """HMAC-SHA256: nobody without the key can make or check the code of a person."""
    if len(key) < 16:
        raise ValueError("the key of a research export has 16 bytes or more")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:32]


Rows = list[list[str]]

HEADERS = {
    "people": ("case", "person", *LADDERS),
    "events": ("case", "activity", "day"),
    "spells": ("case", "definition", "cause", "day", "periods", "horizon_passed"),
    "indicators": ("definition", "arm", "outcome", "measure", "value"),
}
FIELDS = {
    "case": "one trajectory, as a code",
    "person": "one person, as a code; the same in each trajectory",
    "age_band": "age at the start, five years wide or wider",
    "education": "highest education on the list of the product",
    "start_month": "month or year of the start",
    "region": "labour-market region",
    "arm": "approach with its version",
    "activity": "stage:<code>, left:<cause>, job_started, job_ended, award, in_work_at:<moment>, no_work_at:<moment>",
    "day": "whole days since the first day of taking part; may be negative. In spells: of the exit, empty while open",
    "definition": "code/version of a definition below",
    "cause": "the exit that came first; empty while open",
    "periods": "whole periods of 28 days for which an open spell was seen; empty after an exit",
    "horizon_passed": "1 when the horizon of the definition had passed on the day of the export",
    "outcome": "an exit of the definition",
    "measure": "numerator, denominator, running (shares); curve_<n>: share by the end of period n (Aalen-Johansen)",
    "value": "a count, or a share with all its digits",
}


@dataclass(frozen=True, eq=False)
class Export:
    files: dict[str, bytes]
    anonymity: AnonymityReport

    def archive(self) -> bytes:
        """All files in one, the same bytes each time."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name in sorted(self.files):
                info = ZipInfo(name, EPOCH)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, self.files[name])
        return out.getvalue()


def research_export(subjects: Sequence[Subject], order: Order, key: bytes) -> Export:
    """People who never started are in the file of nobody: the clock of every event is the start."""
    started = [s for s in subjects if s.fact.started_on and s.fact.started_on <= order.as_of]
    ordered = sorted(started, key=lambda subject: pseudonym(key, f"case {subject.fact.key}"))
    cases = [pseudonym(key, f"case {subject.fact.key}") for subject in ordered]
    lines, report = anonymous([_known(subject) for subject in ordered], order.k)
    facts = [subject.fact for subject in ordered]
    named = dict(zip((fact.key for fact in facts), cases, strict=True))
    people = [
        [case, pseudonym(key, f"person {subject.person}"), *(line[name] for name in LADDERS)]
        for case, subject, line in zip(cases, ordered, lines, strict=True)
    ]
    arms = {fact.key: line["arm"] for fact, line in zip(facts, lines, strict=True)}
    rows = {
        "people": people,
        "events": [row for case, fact in zip(cases, facts, strict=True) for row in _events(case, fact, order.as_of)],
        "spells": sorted(row for d in order.definitions for row in _spells(facts, d, order.as_of, named)),
        "indicators": [row for d in order.definitions for row in _indicators(facts, d, order.as_of, arms)],
    }
    files = {f"{name}.csv": _csv(HEADERS[name], rows[name]) for name in HEADERS}
    files["datapackage.json"] = _codebook(order, report, files)
    return Export(files, report)


def _known(subject: Subject) -> dict[str, str]:
    """What somebody outside may know of this person beforehand."""
    start, born = subject.fact.started_on, subject.birth_date
    assert start is not None  # noqa: S101 chosen above
    age = start.year - born.year - ((start.month, start.day) < (born.month, born.day)) if born else None
    return {
        "age_band": age_band(age) if age is not None else "unknown",
        "education": subject.education or "unknown",
        "start_month": f"{start:%Y-%m}",
        "region": subject.fact.region or "unknown",
        "arm": subject.fact.arm or "unknown",
    }


def _events(case: str, fact: TrajectoryFact, as_of: date) -> Rows:
    start = fact.started_on
    assert start is not None  # noqa: S101 chosen above
    days: list[tuple[date | None, str]] = [(day, f"stage:{stage}") for stage, day in fact.stages.items()]
    days += [(e.exited_on, f"left:{e.cause}") for e in fact.episodes]
    days += [(job.started_on, "job_started") for job in fact.jobs]
    days += [(job.ended_on, "job_ended") for job in fact.jobs]
    days.append((fact.awarded_on, "award"))
    days += [
        (f.observed_on, f"{'in' if f.in_work else 'no'}_work_at:{f.moment}")
        for f in fact.followups
        if f.in_work is not None
    ]
    seen = sorted(((day - start).days, name) for day, name in days if day is not None and day <= as_of)
    return [[case, name, str(day)] for day, name in seen]


def _spells(facts: Sequence[TrajectoryFact], definition: Definition, as_of: date, named: dict[str, str]) -> Rows:
    rows = []
    for fact, origin in started_clocks(facts, definition, as_of=as_of):
        end = first_exit(fact, definition, origin)
        passed = str(int(definition.horizon.after(origin) <= as_of))
        cause, day = (end[1], str((end[0] - origin).days)) if end else ("", "")
        periods = "" if end else str((as_of - origin).days // PERIOD_DAYS)
        rows.append([named[fact.key], definition.label, cause, day, periods, passed])
    return rows


def _indicators(facts: Sequence[TrajectoryFact], definition: Definition, as_of: date, arms: dict[str, str]) -> Rows:
    """Of everybody together, and of each approach as the file of people names it."""
    rows: Rows = []
    for arm in ("", *sorted(set(arms.values()))):
        group = [fact for fact in facts if arm in ("", arms[fact.key])]
        curves = period_curves(group, definition, as_of=as_of)
        for place, outcome in enumerate(definition.exits):
            share = reached_within(group, definition, outcome, as_of=as_of)
            found = {"numerator": share.numerator, "denominator": share.denominator, "running": share.running}
            rows += [[definition.label, arm, outcome, name, str(n)] for name, n in found.items()]
            points = zip(curves.times, curves.reached[place], strict=True)
            rows += [[definition.label, arm, outcome, f"curve_{period}", repr(float(f))] for period, f in points]
    return rows


def period_curves(facts: Iterable[TrajectoryFact], definition: Definition, *, as_of: date) -> Curves:
    """Aalen-Johansen in periods of four weeks: an exit belongs to the period in which it fell (from 1), and who
    is open was seen for the whole periods that have passed."""
    until, cause = [], []
    for fact, origin in started_clocks(facts, definition, as_of=as_of):
        end = first_exit(fact, definition, origin)
        days = ((end[0] if end else as_of) - origin).days
        until.append(max(0, days) // PERIOD_DAYS + bool(end))
        cause.append(definition.exits.index(end[1]) + 1 if end else OPEN)
    return aalen_johansen(Spells.of(np.array(until, dtype=int), np.array(cause, dtype=int)), len(definition.exits))


def _csv(header: Sequence[str], rows: Rows) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _codebook(order: Order, report: AnonymityReport, files: dict[str, bytes]) -> bytes:
    """A data package (Frictionless): every column explained, every file with its checksum."""
    resources = [
        {
            "name": name.removesuffix(".csv"),
            "path": name,
            "format": "csv",
            "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "schema": {
                "fields": [
                    {"name": field, "type": "string", "description": FIELDS[field]}
                    for field in HEADERS[name.removesuffix(".csv")]
                ]
            },
        }
        for name, content in sorted(files.items())
    ]
    data = {
        "name": "doorstroom-research-export",
        "programme": order.programme,
        "as_of": order.as_of.isoformat(),
        "lock": order.lock,
        "period_days": PERIOD_DAYS,
        "definitions": [_described(definition) for definition in order.definitions],
        "anonymity": asdict(report),
        "resources": resources,
    }
    return (json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _described(definition: Definition) -> dict[str, object]:
    return {
        "definition": definition.label,
        "clock": definition.clock.code,
        "horizon": str(definition.horizon),
        "horizon_days": definition.horizon.days,
        "exits": list(definition.exits),
    }
