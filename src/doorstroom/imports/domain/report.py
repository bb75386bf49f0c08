"""What a dry run says, as data: the form in which a partner, a test and another system can read it.

`rows` are the rows of the table, `accepted` those that would be taken over; for an attendance list `accepted`
counts cells. An entry leaves out what does not apply, and citizen numbers always.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from doorstroom.imports.domain.problems import Problem, Severity

LISTS = {
    "refused": Severity.REFUSED,
    "warnings": Severity.WARNING,
    "duplicates": Severity.DUPLICATE,
    "open": Severity.OPEN,
}


@dataclass(frozen=True)
class Report:
    kind: str
    rows: int
    accepted: int
    problems: tuple[Problem, ...]

    def to_data(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            **{name: _entries(self.problems, severity) for name, severity in LISTS.items()},
        }


def to_json(reports: Iterable[Report]) -> str:
    """One document for one or more files, by kind."""
    data = {report.kind: report.to_data() for report in reports}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _entries(problems: Iterable[Problem], severity: Severity) -> list[dict[str, Any]]:
    chosen = [problem for problem in problems if problem.severity is severity]
    return [_entry(problem) for problem in sorted(chosen, key=lambda problem: problem.row)]


def _entry(problem: Problem) -> dict[str, Any]:
    entry: dict[str, Any] = {"row": problem.row}
    texts = {"ref": problem.ref, "column": problem.column, "value": problem.value}
    entry.update({name: text for name, text in texts.items() if text})
    entry["code"] = problem.code
    if problem.proposal:
        entry["proposal"] = problem.proposal
    return entry
