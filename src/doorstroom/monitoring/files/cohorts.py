"""The cases of one cohort, and what became of them since its clock began."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from doorstroom.monitoring.domain.survival import OPEN, Curves, Reading, Spells, aalen_johansen
from doorstroom.monitoring.files.config import Cohort, Config
from doorstroom.monitoring.files.eventlog import EPOCH, Events
from doorstroom.monitoring.files.refusals import BadFile

DAYS_A_WEEK = 7


def members(cohort: Cohort, found: Events, config: Config) -> Events:
    """All events of the cases that belong to the cohort."""
    _refuse_unknown(cohort, found)
    attributes = {name: _first_values(found, name) for name in cohort.where}
    origins = _origins(cohort, found, config)
    chosen = {
        case for case, day in origins.items()
        if all(attributes[name].get(case, "") in values for name, values in cohort.where.items())
        and (cohort.since is None or day >= cohort.since)
        and (cohort.until is None or day < cohort.until)
    }  # fmt: skip
    if not chosen:
        raise BadFile(f'{found.table.file}: cohort "{cohort.name}" holds nobody; look at where, clock, since and until')
    kept = [i for i, case in enumerate(found.cases) if case in chosen]
    return Events(
        found.table, [found.cases[i] for i in kept], [found.activities[i] for i in kept],
        found.moments[kept], found.rows[kept], found.later,
    )  # fmt: skip


def _refuse_unknown(cohort: Cohort, found: Events) -> None:
    """An activity that never occurs is a spelling mistake, or an exit that nobody took: only the former is wrong."""
    known = set(found.table.columns)
    for name in cohort.where:
        if name not in known:
            found.table.column(name)
    if cohort.clock and cohort.clock not in set(found.activities):
        raise BadFile(
            f'{found.table.file}: the clock of cohort "{cohort.name}" is "{cohort.clock}", which never happens'
        )


def _first_values(found: Events, name: str) -> dict[str, str]:
    """An attribute belongs to the case: its first value in the file that is not empty."""
    cells, values = found.table.columns[name], dict[str, str]()
    for case, row in zip(found.cases, found.rows.tolist(), strict=True):
        if case not in values and cells[row]:
            values[case] = cells[row]
    return values


def _in_time(found: Events) -> list[int]:
    return np.argsort(found.moments, kind="stable").tolist()


def _origins(cohort: Cohort, found: Events, config: Config) -> dict[str, date]:
    """Of each case whose clock has begun, the day on which it did."""
    days: dict[str, date] = {}
    for i in _in_time(found):
        if found.cases[i] not in days and cohort.clock in ("", found.activities[i]):
            days[found.cases[i]] = _local_day(int(found.moments[i]), config)
    return days


def _local_day(moment: int, config: Config) -> date:
    return (EPOCH + timedelta(microseconds=moment)).astimezone(ZoneInfo(config.timezone)).date()


def curves_of(
    cohort: Cohort, own: Events, as_of: date | None, config: Config
) -> tuple[dict[str, Any], list[list[Any]]]:
    """Figures for the summary, names of the columns of curves.csv, and its rows; nothing without exits."""
    if not cohort.exits:
        return {"summary": {}, "columns": []}, []
    last = as_of or _local_day(int(own.moments.max()), config)
    spells = _spells(cohort, own, last, config)
    curves = aalen_johansen(spells, causes=len(cohort.exits))
    weeks = cohort.weeks or tuple(range(4, max(4, curves.last_seen // DAYS_A_WEEK) + 1, 4))
    figures = {
        "clock": cohort.clock or "first event",
        "people": len(spells),
        "exits": {name: int((spells.cause == k + 1).sum()) for k, name in enumerate(cohort.exits)},
        "still_open": int((spells.cause == OPEN).sum()),
        "reached": {
            str(week): {name: _figure(curves.reached_at(k + 1, week * 7)) for k, name in enumerate(cohort.exits)}
            for week in weeks
        },
    }
    columns = [column for name in cohort.exits for column in (name, f"{name}_se")]
    return {"summary": figures, "columns": columns}, [_row(curves, week, len(cohort.exits)) for week in weeks]


def _spells(cohort: Cohort, own: Events, last: date, config: Config) -> Spells:
    """Days from the clock to the first exit after it, or to the last day that counts."""
    origins = _origins(cohort, own, config)
    causes = {activity: k + 1 for k, names in enumerate(cohort.exits.values()) for activity in names}
    begun: set[str] = set()
    ended: dict[str, tuple[int, int]] = {}
    for i in _in_time(own):
        case, activity = own.cases[i], own.activities[i]
        if case in begun and case not in ended and activity in causes:
            ended[case] = ((_local_day(int(own.moments[i]), config) - origins[case]).days, causes[activity])
        if cohort.clock in ("", activity):
            begun.add(case)
    rows = [ended.get(case, (max(0, (last - day).days), OPEN)) for case, day in origins.items()]
    return Spells.of([days for days, _ in rows], [cause for _, cause in rows])


def _figure(reading: Reading | None) -> dict[str, Any] | None:
    """None where nobody was followed that long."""
    if reading is None:
        return None
    interval = [reading.interval.low, reading.interval.high]
    return {"estimate": reading.value, "se": sqrt(reading.variance), "interval": interval, "at_risk": reading.at_risk}


def _row(curves: Curves, week: int, causes: int) -> list[Any]:
    readings = [
        curves.open_at(week * DAYS_A_WEEK),
        *(curves.reached_at(k + 1, week * DAYS_A_WEEK) for k in range(causes)),
    ]
    cells = [cell for r in readings for cell in ((r.value, sqrt(r.variance)) if r else ("", ""))]
    return [week, readings[0].at_risk if readings[0] else 0, *cells]
