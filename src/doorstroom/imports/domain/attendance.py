"""Attendance lists to marks: one person, one day, one status.

Two forms are read: a matrix with a column per day, and a list with a line per person and day. An empty cell on a
day that has passed stays open: nobody is made present or absent by silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from doorstroom.imports.domain.columns import Column
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.dates import Order, date_order, date_readings, day_header_readings
from doorstroom.imports.domain.layout import Table
from doorstroom.imports.domain.legend import find_status, read_legend
from doorstroom.imports.domain.names import PersonName
from doorstroom.imports.domain.problems import Problem, Severity
from doorstroom.imports.domain.rows import reference_of
from doorstroom.imports.domain.sheets import as_text
from doorstroom.imports.domain.whose import find_person, name_of
from doorstroom.kernel.identifiers import mask_citizen_numbers

DAY_COLUMN = "day_column"
_YEARS_BACK, _YEARS_AHEAD = 3, 2


@dataclass(frozen=True)
class AttendanceMark:
    """`person` is the key of a known person, empty where the caller gave no people to compare with."""

    row: int
    ref: str
    name: PersonName
    on: date
    status: str
    column: str
    person: str = ""


@dataclass(frozen=True)
class _Entry:
    """One cell to judge: in which row and column, of which day, and what it says."""

    row: int
    column: str
    on: date
    text: str


def day_columns(table: Table, context: ImportContext) -> tuple[dict[int, date], list[Problem]]:
    """The columns whose header is a day. A header with two readings is asked, unless the calendar has one."""
    order = date_order(table.headers)
    days: dict[int, date] = {}
    problems: list[Problem] = []
    for index, header in enumerate(table.headers):
        found = _days(header, order, context)
        if len(found) == 1:
            days[index] = found[0]
        elif found:
            problems.append(
                Problem(
                    table.header_row,
                    "date_two_readings",
                    Severity.OPEN,
                    column=header,
                    value=header,
                    proposal=" / ".join(day.strftime("%d-%m-%Y") for day in found),
                )
            )
    return days, problems


def check_attendance(
    table: Table, columns: Sequence[Column], days: Mapping[int, date], context: ImportContext
) -> tuple[tuple[AttendanceMark, ...], list[Problem]]:
    """The marks that can be taken over, in file order, and every problem."""
    marks: list[AttendanceMark] = []
    unexplained = Counter[str]()
    codes = {**read_legend([*(line.text for line in table.passed_over), *table.notes]), **context.mapping.marks}
    entries, problems = _entries(table, columns, days, context)
    seen: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        ref, name = reference_of(row, columns), name_of(row, columns, context)
        person, problem = find_person(row.number, ref, name, context.known_people)
        held = _repeated(row.number, ref, entries[row.number], seen) if ref else None
        if fault := problem or held:
            problems.append(fault)
            continue
        for entry in entries[row.number]:
            status = find_status(entry.text, codes)
            if fault := _judge(entry, ref, status, context, explained=bool(codes)):
                problems.append(fault)
            elif entry.text and status is None:
                unexplained[entry.text] += 1
            elif status and status != "not_planned":
                marks.append(AttendanceMark(row.number, ref, name, entry.on, status, entry.column, person))
    problems += [
        Problem(table.header_row, "code_without_meaning", Severity.OPEN, value=code, params={"count": count})
        for code, count in sorted(unexplained.items())
    ]
    return tuple(marks), problems


def _days(header: str, order: Order, context: ImportContext) -> list[date]:
    """The days a header can mean; the round's own calendar may leave one of two."""
    low, high = context.today.year - _YEARS_BACK, context.today.year + _YEARS_AHEAD
    candidates = day_header_readings(header, order=order, near=context.start or context.today)
    found = sorted(day for day in candidates if low <= day.year <= high)
    planned = [day for day in found if day in context.planned_days]
    return planned if len(found) > 1 and len(planned) == 1 else found


def _entries(
    table: Table, columns: Sequence[Column], days: Mapping[int, date], context: ImportContext
) -> tuple[dict[int, list[_Entry]], list[Problem]]:
    """Per row what must be judged; a day on which nothing at all was filled in is one question, not thirty."""
    if any(column.field == "day" for column in columns) and not days:
        return _listed_entries(table, columns, context)
    problems: list[Problem] = []
    asked: dict[int, date] = {}
    for index, day in days.items():
        planned = day <= context.today and (not context.planned_days or day in context.planned_days)
        if table.column(index):
            asked[index] = day
            if context.planned_days and day not in context.planned_days:
                problems.append(
                    Problem(table.header_row, "day_not_planned", Severity.WARNING, column=table.headers[index])
                )
        elif planned:
            problems.append(Problem(table.header_row, "day_not_recorded", Severity.OPEN, column=table.headers[index]))
    return {
        row.number: [
            _Entry(row.number, table.headers[index], day, as_text(row.cells[index])) for index, day in asked.items()
        ]
        for row in table.rows
    }, problems


def _listed_entries(
    table: Table, columns: Sequence[Column], context: ImportContext
) -> tuple[dict[int, list[_Entry]], list[Problem]]:
    """One entry per line, for lists with a date and a status in columns of their own."""
    position = {column.field: column.index for column in columns if column.field}
    entries: dict[int, list[_Entry]] = {row.number: [] for row in table.rows}
    problems = []
    order = date_order(table.column(position["day"]))
    for row in table.rows:
        written = row.cells[position["day"]]
        found = sorted(date_readings(written, order=order)) if written is not None else []
        if len(found) == 1:
            text = as_text(row.cells[position["mark"]])
            entries[row.number] = [_Entry(row.number, table.headers[position["mark"]], found[0], text)]
            continue
        code = "date_two_readings" if found else "invalid_date"
        proposal = " / ".join(day.strftime("%d-%m-%Y") for day in found)
        problems.append(
            Problem(
                row.number,
                code,
                Severity.REFUSED,
                ref=reference_of(row, columns),
                column=table.headers[position["day"]],
                value=as_text(written),
                proposal=proposal,
            )
        )
    return entries, problems


def _judge(entry: _Entry, ref: str, status: str | None, context: ImportContext, *, explained: bool) -> Problem | None:
    planned = not context.planned_days or entry.on in context.planned_days
    if not entry.text:
        due = planned and entry.on <= context.today
        return _problem(entry, ref, "not_recorded", Severity.OPEN) if due else None
    if status is None and explained:
        return _problem(entry, ref, "unknown_code", Severity.REFUSED)
    if status not in (None, "not_planned") and entry.on > context.today:
        return _problem(entry, ref, "mark_in_future", Severity.REFUSED)
    return None


def _problem(entry: _Entry, ref: str, code: str, severity: Severity) -> Problem:
    return Problem(entry.row, code, severity, ref=ref, column=entry.column, value=mask_citizen_numbers(entry.text))


def _repeated(row: int, ref: str, entries: Sequence[_Entry], seen: dict[tuple[object, ...], int]) -> Problem | None:
    """The same person and day on an earlier line: held, because the two lines may disagree."""
    first = min((seen.setdefault((ref, entry.on), row) for entry in entries), default=row)
    if first == row:
        return None
    return Problem(row, "same_mark", Severity.DUPLICATE, ref=ref, proposal=f"row {first}")
