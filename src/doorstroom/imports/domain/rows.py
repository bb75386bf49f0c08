"""One row of a table to values and problems: the same way for people and for places.

A cell that cannot be read refuses its row when its field is strict, else it is left out with a warning. A cell
that was read *as* something is taken over with a warning. Citizen numbers never get into a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doorstroom.imports.domain.cells import Read
from doorstroom.imports.domain.columns import Column
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.dates import Order, date_order
from doorstroom.imports.domain.fields import Field
from doorstroom.imports.domain.layout import Table
from doorstroom.imports.domain.problems import Problem, Severity
from doorstroom.imports.domain.sheets import Cell, Row, as_text
from doorstroom.kernel.identifiers import mask_citizen_numbers


@dataclass(frozen=True)
class Setting:
    """What readers need besides the cell; `orders` has the order of day and month per field."""

    context: ImportContext
    orders: Mapping[str, Order]

    def order(self, field_code: str) -> Order:
        return self.orders.get(field_code, Order.UNKNOWN)


Reader = Callable[[Cell, Setting], Read[Any]]


@dataclass
class RowResult:
    """The values of one row by field code, and what was wrong with them."""

    number: int
    ref: str
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    def complain(
        self,
        code: str,
        severity: Severity,
        *,
        field_code: str = "",
        value: str = "",
        proposal: str = "",
        params: Mapping[str, Any] | None = None,
    ) -> None:
        self.problems.append(
            Problem(
                row=self.number,
                code=code,
                severity=severity,
                ref=self.ref,
                column=self.headers.get(field_code, ""),
                value="" if field_code == "identity_number" else mask_citizen_numbers(value),
                proposal=mask_citizen_numbers(proposal),
                params=params or {},
            )
        )


def setting_for(table: Table, columns: Sequence[Column], context: ImportContext) -> Setting:
    orders = {column.field: date_order(table.column(column.index)) for column in columns if column.field}
    return Setting(context, orders)


def read_row(
    row: Row,
    columns: Sequence[Column],
    *,
    readers: Mapping[str, Reader],
    fields: Sequence[Field],
    setting: Setting,
) -> RowResult:
    strict = {field.code for field in fields if field.strict}
    headers = {column.field: column.header for column in columns if column.field}
    result = RowResult(row.number, reference_of(row, columns), headers=headers)
    for column in columns:
        cell = row.cells[column.index]
        if not column.field or cell is None:
            continue
        read = readers.get(column.field, read_words)(cell, setting)
        result.values[column.field] = read.value
        if read.code:
            lost = read.value is None and (read.refuse or column.field in strict)
            result.complain(
                read.code,
                Severity.REFUSED if lost else Severity.WARNING,
                field_code=column.field,
                value=as_text(cell),
                proposal=read.proposal,
                params=read.params,
            )
    return result


def read_words(cell: Cell, _: Setting) -> Read[str]:
    """Words as they stand, but for a citizen number among them."""
    text = mask_citizen_numbers(as_text(cell))
    return Read(text, code="" if text == as_text(cell) else "citizen_number_hidden")


def reference_of(row: Row, columns: Sequence[Column]) -> str:
    """The row's own number at the partner, masked where a partner uses the citizen number for it."""
    for column in columns:
        if column.field == "reference":
            return mask_citizen_numbers(as_text(row.cells[column.index]))
    return ""


def years_around(day: date, *, back: int, ahead: int) -> tuple[date, date]:
    return date(day.year - back, 1, 1), date(day.year + ahead, 12, 31)
