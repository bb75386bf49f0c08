"""Rows of a sending employer's list: people as in any list, with the day on which each loses the job (S3.2, S3.9).

A day without how sure it is counts as announced, and that is said; without a day nothing is known yet, whatever the
list calls it. Nobody is refused over it: the first talk asks the day again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from doorstroom.imports.domain.cells import Read, says_nothing
from doorstroom.imports.domain.codes import read_certainty
from doorstroom.imports.domain.columns import Column
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.dates import read_date
from doorstroom.imports.domain.fields import SENDING_FIELDS
from doorstroom.imports.domain.layout import Table
from doorstroom.imports.domain.participants import ParticipantRow, check_participants
from doorstroom.imports.domain.problems import Problem, Severity
from doorstroom.imports.domain.rows import Reader, RowResult, Setting, read_row, setting_for, years_around
from doorstroom.imports.domain.sheets import Cell, as_text

DISMISSAL = frozenset({"dismissal_date", "certainty"})


@dataclass(frozen=True)
class SendingRow(ParticipantRow):
    """`certainty` is unknown, announced or confirmed; only the last two go with a day."""

    dismissal_date: date | None = None
    certainty: str = "unknown"


def check_sending(
    table: Table, columns: Sequence[Column], context: ImportContext
) -> tuple[tuple[SendingRow, ...], list[Problem]]:
    """Typed rows in file order, and every problem."""
    people, problems = check_participants(table, [each for each in columns if each.field not in DISMISSAL], context)
    setting = setting_for(table, columns, context)
    own = [each for each in columns if each.field in DISMISSAL | {"reference"}]
    rows = []
    for line, person in zip(table.rows, people, strict=True):
        result = read_row(line, own, readers=READERS, fields=SENDING_FIELDS, setting=setting)
        rows.append(_with_dismissal(person, result))
        problems += result.problems
    return tuple(rows), problems


def _with_dismissal(person: ParticipantRow, result: RowResult) -> SendingRow:
    day, certainty = result.values.get("dismissal_date"), result.values.get("certainty") or ""
    asked = {problem.column for problem in result.problems}
    if day is None and certainty in ("announced", "confirmed") and result.headers.get("dismissal_date") not in asked:
        result.complain("dismissal_date_missing", Severity.WARNING, field_code="certainty", value=certainty)
    if day is not None and certainty not in ("announced", "confirmed"):
        at = "certainty" if "certainty" in result.headers else "dismissal_date"
        result.complain("dismissal_announced", Severity.WARNING, field_code=at, value=f"{day:%d-%m-%Y}")
        certainty = "announced"
    known = {each.name: getattr(person, each.name) for each in fields(person)}
    return SendingRow(**known, dismissal_date=day, certainty=certainty if day else "unknown")


def _dismissal_date(cell: Cell, setting: Setting) -> Read[date]:
    if says_nothing(as_text(cell)):
        return Read()
    earliest, latest = years_around(setting.context.today, back=2, ahead=5)
    return read_date(cell, order=setting.order("dismissal_date"), earliest=earliest, latest=latest)


READERS: Mapping[str, Reader] = {
    "dismissal_date": _dismissal_date,
    "certainty": lambda cell, _: read_certainty(as_text(cell)),
}
