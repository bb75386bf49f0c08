"""The partners' files that are not part of the repository, and the context of the demo region."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from doorstroom.imports.domain.context import ImportContext

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def partner_files() -> Path:
    """`DOORSTROOM_DATA`, or the folder shared/data next to the checkout."""
    data = Path(os.environ.get("DOORSTROOM_DATA", CHECKOUT.parent / "shared" / "data")) / "import"
    if not (data / "expected.json").exists():
        pytest.skip(f"partners' files not found in {data}; set DOORSTROOM_DATA")
    return data


@pytest.fixture
def context() -> ImportContext:
    """Monday 23 November 2026, a round that starts on 1 February 2027 for people of 18 and older."""
    return ImportContext(today=date(2026, 11, 23), start=date(2027, 2, 1), minimum_age=18)


@pytest.fixture
def workbook():
    """Bytes of a workbook from rows of cells; more sheets and merged ranges by name."""

    def build(rows, *, merged=(), sheets=None, title="Blad1", formats=None) -> bytes:
        book = Workbook()
        book.active.title = title
        for name, content in {title: rows, **(sheets or {})}.items():
            sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
            for row in content:
                sheet.append(list(row))
        for cells in merged:
            book[title].merge_cells(cells)
        for cell, number_format in (formats or {}).items():
            book[title][cell].number_format = number_format
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return build


@pytest.fixture
def found():
    """The problems of a check, short: row, column, code, severity, proposal."""

    def short(checked):
        return [(p.row, p.column, p.code, str(p.severity), p.proposal) for p in checked.problems]

    return short
