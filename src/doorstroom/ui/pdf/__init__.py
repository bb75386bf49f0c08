"""A sheet of text as a PDF that a screen reader can read (PDF/UA-1, ISO 14289-1).

Text travels as data and is never part of the template, so nothing that somebody typed can be run. The fonts are those
inside the typst wheel, whose checksum stands in the lock file; fonts of the machine are not looked at, so that the same
sheet gives the same bytes everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parent / "sheet.typ"


@dataclass(frozen=True)
class Sheet:
    """`to` are the lines of the address; `blocks` dataclasses with `kind` heading, paragraph, items or table."""

    title: str
    language: str
    sender: str
    to: tuple[str, ...]
    date: str
    blocks: Sequence[Any]


def pdf_of(sheet: Sheet) -> bytes:
    import typst  # 60 MB of code that no page needs

    written: bytes = typst.compile(
        TEMPLATE.read_bytes(), sys_inputs={"sheet": json.dumps(asdict(sheet))}, format="pdf", pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )  # fmt: skip
    return written
