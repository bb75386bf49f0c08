"""What the pages show of a delivery: its list, its rows, and what is to be done about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from doorstroom.imports.access import visible_batches
from doorstroom.imports.domain.comparison import ChangedBy
from doorstroom.imports.domain.grid import acceptable
from doorstroom.imports.domain.problems import Severity
from doorstroom.imports.models import Batch, Row
from doorstroom.imports.selectors.kinds import register_for
from doorstroom.imports.wording import (
    CHANGED_BY,
    COUNTED,
    LEFT_OUT,
    SEVERITIES,
    fact_in_words,
    fact_name,
    problem_in_words,
)
from doorstroom.kernel.actor import Actor

# Rows with a field in which the partner changed something.
ASKS = Q(differences__contains=[{"changed_by": ChangedBy.PARTNER.value}]) | Q(
    differences__contains=[{"changed_by": ChangedBy.BOTH.value}]
)


def batches(actor: Actor) -> QuerySet[Batch]:
    found = visible_batches(actor).select_related(
        "partner", "round__programme", "sending__employer", "created_by__user"
    )
    return found.defer("sealed").order_by("-created_at", "-pk")


@dataclass(frozen=True)
class ShownProblem:
    """A problem in words, with the cell that repairs it; `cell` is empty where no single cell does."""

    where: str
    what: str
    repair: str
    severity: str
    weight: str
    column: str
    cell: str
    value: str
    acceptable: bool


@dataclass(frozen=True)
class ShownDifference:
    """One field in words: what the partner said before and says now, what stands here, and which was chosen."""

    field: str
    name: str
    earlier: str
    later: str
    here: str
    changed_by: str
    asks: bool
    choice: str


def shown_rows(batch: Batch, *, every_row: bool) -> QuerySet[Row]:
    rows = batch.rows.all()
    return rows if every_row else rows.filter(Q(excluded=True) | ~Q(problems=[]) | ASKS)


def shown_differences(row: Row) -> list[ShownDifference]:
    """Where the file says something else than stands here, what asks for a choice first."""
    found = [
        ShownDifference(
            each["field"], fact_name(each["field"]), fact_in_words(each["field"], each["earlier"]),
            fact_in_words(each["field"], each["later"]), fact_in_words(each["field"], each["here"]),
            str(CHANGED_BY[ChangedBy(each["changed_by"])]), each["changed_by"] != ChangedBy.HERE,
            row.choices.get(each["field"], ""),
        )
        for each in row.differences
    ]  # fmt: skip
    return sorted(found, key=lambda each: not each.asks)


@dataclass(frozen=True)
class Beside:
    """A delivery beside the earlier ones: `counts` say what is new and known, the others count fields by who changed
    them; `gone` are numbers at the partner with the name that belongs to them here."""

    counts: list[tuple[str, int]]
    asked: int
    chosen: int
    partner: int
    here: int
    gone: list[tuple[str, str]]
    earlier: date | None


def beside_earlier(actor: Actor, batch: Batch) -> Beside | None:
    """None when nobody in the file is known and there was no earlier delivery. At most two queries."""
    reading = batch.reading
    if not reading.get("known") and not reading.get("earlier"):
        return None
    rows = batch.rows.filter(excluded=False).exclude(differences=[]).values_list("differences", "choices")
    fields = [(each["changed_by"], each["field"] in choices) for found, choices in rows for each in found]
    asked = [chosen for by, chosen in fields if by != ChangedBy.HERE]
    register = register_for(actor, batch) if reading["gone"] else None
    names = register.named(reading["gone"]) if register else {}
    open_changes = sum(by == ChangedBy.PARTNER and not chosen for by, chosen in fields)
    return Beside(
        counts=[(str(label), reading.get(name, 0)) for name, label in COUNTED[batch.kind].items()],
        asked=len(asked), chosen=sum(asked), partner=open_changes,
        here=len(fields) - len(asked), gone=[(reference, names.get(reference, "")) for reference in reading["gone"]],
        earlier=date.fromisoformat(reading["earlier"]) if reading["earlier"] else None,
    )  # fmt: skip


def shown_problems(row: Row) -> list[ShownProblem]:
    """What is wrong with a row, as the grid shows it."""
    cells = {header: f"cell_{number}" for number, header in enumerate(row.values)}
    proposals = acceptable(row.problems, row.corrections)
    return [_shown(problem, cells, row.values, problem["column"] in proposals) for problem in row.problems]


def acts_on(problems: Iterable[ShownProblem]) -> dict[str, bool]:
    """What a person can do at once about a row with these problems."""
    found = list(problems)
    return {
        "save": any(problem.cell for problem in found),
        "accept": any(problem.acceptable for problem in found),
        "judge": any(problem.severity == Severity.DUPLICATE for problem in found),
    }


@dataclass(frozen=True)
class Overview:
    """How a delivery stands: how many rows by what is to be done, and what is about the file as a whole."""

    refused: int
    held: int
    remarks: int
    open: int
    proposals: int
    file: list[ShownProblem]
    left_behind: list[tuple[str, int]]


def overview(batch: Batch) -> Overview:
    """One query."""
    rows = list(batch.rows.filter(excluded=False).exclude(problems=[]).defer("values"))
    by_weight = Counter(weight for row in rows for weight in {problem["severity"] for problem in row.problems})
    left_out = batch.reading.get("left_out", {})
    return Overview(
        refused=by_weight[Severity.REFUSED], held=by_weight[Severity.DUPLICATE], remarks=by_weight[Severity.WARNING],
        open=by_weight[Severity.OPEN], proposals=sum(len(acceptable(row.problems, row.corrections)) for row in rows),
        file=[_shown(problem, {}, {}, False) for problem in batch.reading.get("problems", [])],
        left_behind=[(str(LEFT_OUT[reason]), number) for reason, number in left_out.items() if number],
    )  # fmt: skip


def _shown(
    problem: Mapping[str, Any], cells: Mapping[str, str], values: Mapping[str, str], accept: bool
) -> ShownProblem:
    words, weight = problem_in_words(problem), Severity(problem["severity"])
    column = problem["column"]
    return ShownProblem(
        where=words.where, what=words.what, repair=words.repair, severity=weight.value, weight=str(SEVERITIES[weight]),
        column=column, cell=cells.get(column, ""), value=values.get(column, ""),
        acceptable=accept,
    )  # fmt: skip
