"""Which proposals a person may take over with one press: those with one reading, about one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from doorstroom.imports.domain.problems import Severity

SEVERAL = " / "
# Their proposal names a person or shows what was done already; it is no text for the cell.
NOT_FOR_THE_CELL = frozenset({"name_read_as", "name_of_another", "reference_of_another", "language_level_read_as"})


def acceptable(problems: Iterable[Mapping[str, Any]], corrections: Mapping[str, str]) -> dict[str, str]:
    """Column → proposal, of the problems of one row; not what was taken over already."""
    return {
        problem["column"]: problem["proposal"]
        for problem in problems
        if problem["column"]
        and problem["proposal"]
        and SEVERAL not in problem["proposal"]
        and problem["severity"] in (Severity.REFUSED, Severity.WARNING)
        and problem["code"] not in NOT_FOR_THE_CELL
        and problem["proposal"] != corrections.get(problem["column"])
    }
