"""What is wrong with a cell, a row or a file, said so that a person can repair it.

A *refused* row is not taken over. A *warning* says how something was read or left out; the row is taken over.
A *duplicate* is held until a person has judged it. An *open* cell waits for an answer of the partner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from doorstroom.kernel.errors import DomainError


class Severity(StrEnum):
    REFUSED = "refused"
    WARNING = "warning"
    DUPLICATE = "duplicate"
    OPEN = "open"


@dataclass(frozen=True)
class Problem:
    """`row` is the row as the person sees it in the file, `ref` the row's own number at the partner.

    `value` is what stands in the cell; it stays empty for citizen numbers and for what was read well but
    breaks a rule. `proposal` is never applied by the software.
    """

    row: int
    code: str
    severity: Severity
    ref: str = ""
    column: str = ""
    value: str = ""
    proposal: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


class FileError(DomainError):
    """The file as a whole cannot be read; `code` has its sentence in `messages`."""
