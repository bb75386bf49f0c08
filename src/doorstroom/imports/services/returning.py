"""Gives a partner its own register back, with what changed here."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.imports.access import may_import
from doorstroom.imports.domain.cells import formula_safe
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.domain.returning import returned
from doorstroom.imports.models import Row
from doorstroom.imports.selectors import Register, Standing, columns_of, latest_applied, register_for
from doorstroom.imports.services.comparing import left_open
from doorstroom.kernel.actor import Actor
from doorstroom.rounds.models import Round

Table = list[tuple[str, ...]]


@transaction.atomic
def return_file(*, actor: Actor, partner: Organisation, kind: str, round: Round | None, workbook: bool) -> bytes:
    """The register that the partner delivered last, as .xlsx or .csv: its columns and rows, our values where they
    changed. Writes only to the log that it was given out."""
    if not may_import(actor, kind, partner, round):
        raise ImportsError("may_not_import", partner=partner.name)
    batch = latest_applied(partner, kind, round, organisation_id=actor.organisation_id)
    if batch is None:
        raise ImportsError("nothing_to_return", partner=partner.name)
    headers = [header for header, _ in columns_of(batch)]
    rows = list(batch.rows.order_by("number"))
    if not headers or not rows:
        raise ImportsError("nothing_to_return", partner=partner.name)
    table = [tuple(headers), *_rows(register_for(actor, batch), rows, headers)]
    log(actor, Logged("export", "import", batch.pk, fields=[kind, str(len(rows))]))
    return _workbook(table) if workbook else _text(table)


def _rows(register: Register | None, rows: Sequence[Row], headers: Sequence[str]) -> Table:
    texts = [tuple(row.values.get(header, "") for header in headers) for row in rows]
    if register is None:
        return [returned(text, [None] * len(headers), {}, {}) for text in texts]
    ways, about = register.ways(rows), register.about(rows)
    names = {name for each in ways for way in each if way for name in way.facts}
    here = register.standing(set(about.values()), names)
    table = [
        returned(text, way, row.told, _facts(row, here.get(about.get(row.number, ""))))
        for row, text, way in zip(rows, texts, ways, strict=True)
    ]
    return [*table, *((line, *[""] * (len(headers) - 1)) for line in register.below())]


def _facts(row: Row, beside: Standing | None) -> dict[str, str]:
    """What is not open to the actor, or not chosen yet, stays as the partner delivered it."""
    fields = beside.fields - set(left_open(row=row)) if beside else frozenset()
    unknown = {name: text for name, text in row.told.items() if name not in fields}
    ours = {name: text for name, text in beside.facts.items() if name in fields} if beside else {}
    return {**unknown, **ours}


def _workbook(table: Table) -> bytes:
    """Every cell a text: a spreadsheet runs none of them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in table:
        sheet.append([_as_text(sheet, text) for text in cells])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _as_text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
    return cell


def _text(table: Table) -> bytes:
    """With separators as Dutch spreadsheets expect them, and the mark by which they know UTF-8."""
    target = io.StringIO()
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerows([formula_safe(c) for c in row] for row in table)
    return target.getvalue().encode("utf-8-sig")
