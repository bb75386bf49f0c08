"""Reads: what may be published of a programme, and what anybody may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from doorstroom.kernel.errors import Reason
from doorstroom.monitoring.domain.disclosure import Key, Protected, Table, protect, relations_between
from doorstroom.monitoring.domain.disclosure_values import percentage
from doorstroom.monitoring.domain.facts import ExitCause, TrajectoryFact, seen_on
from doorstroom.monitoring.domain.proportions import wilson
from doorstroom.monitoring.domain.release import Release, obstacles, release_of
from doorstroom.monitoring.models import PublishedTable
from doorstroom.monitoring.selectors.results import Results
from doorstroom.programmes.models import Programme

COUNTED = "situation_by_year/1"
DIMENSIONS = ("started", "now")
HERE = "here"
SITUATIONS = ("job", "education", "stopped", "other", "unknown", HERE)
MOVING = frozenset({f"now={HERE}", "now=unknown"})
"""What people leave again: nobody may take it that these only grow."""

STOPPED = {ExitCause.DROPOUT: "stopped", ExitCause.MOVED: "other", ExitCause.CARE: "other"}


@dataclass(frozen=True)
class Proposal:
    """A table of a programme as it would be printed today, and why it may not (yet)."""

    programme: Programme
    protected: Protected
    release: Release
    obstacles: tuple[Reason, ...]


def proposal_of(results: Results) -> Proposal:
    inner: Counter[tuple[str, ...]] = Counter(
        (str(fact.started_on.year), _situation(fact)) for fact in _started(results) if fact.started_on
    )
    protected = protect(Table.of(DIMENSIONS, inner))
    new = release_of(protected, f"{results.programme.pk}/{COUNTED}", results.on, moving=MOVING)
    return Proposal(results.programme, protected, new, obstacles(new, ledger_of(results.programme)))


def _started(results: Results) -> Sequence[TrajectoryFact]:
    return [fact for fact in seen_on(results.facts, results.on) if fact.started_on]


def _situation(fact: TrajectoryFact) -> str:
    cause = fact.exit_cause
    return HERE if cause is None else STOPPED.get(cause, cause.value)


def ledger_of(programme: Programme) -> list[Release]:
    return [release_from(row) for row in PublishedTable.objects.filter(programme=programme)]


def release_from(row: PublishedTable) -> Release:
    cells: dict[Key, int | None] = {tuple(key): shown for key, shown in row.cells}
    return Release(
        counted=f"{row.programme_id}/{row.counted}",
        as_of=row.as_of,
        threshold=row.threshold,
        base=row.base,
        shown={key: shown for key, shown in cells.items() if shown is not None},
        withheld=frozenset(key for key, shown in cells.items() if shown is None),
        relations=relations_between(cells),
        moving=MOVING,
    )


@dataclass(frozen=True)
class Printed:
    """One number of a printed table; None is withheld. `percent` is of the row, and only for 25 people and more.

    Percentage and interval follow from the rounded numbers, so they tell nothing that these do not.
    """

    shown: int | None
    percent: int | None = None
    between: tuple[int, int] | None = None


@dataclass(frozen=True)
class PrintedRow:
    name: str
    total: Printed
    cells: Sequence[Printed]


@dataclass(frozen=True)
class PrintedTable:
    """As people read it: one row for each year of starting and one for everybody."""

    release: Release
    situations: Sequence[str]
    rows: Sequence[PrintedRow]

    @property
    def withheld(self) -> int:
        return len(self.release.withheld)


def printed(release: Release) -> PrintedTable:
    keys = set(release.shown) | release.withheld
    years = sorted({part.partition("=")[2] for key in keys for part in key if part.startswith("started=")})
    present = [s for s in SITUATIONS if (f"now={s}",) in keys]
    rows = [_row(release, year, (f"started={year}",), present) for year in years]
    return PrintedTable(release, present, [*rows, _row(release, "", (), present)])


def _row(release: Release, name: str, key: Key, situations: Sequence[str]) -> PrintedRow:
    total = release.shown.get(key)
    cells = [_cell(release.shown.get((*key, f"now={situation}")), total) for situation in situations]
    return PrintedRow(name, Printed(total), cells)


def _cell(shown: int | None, total: int | None) -> Printed:
    percent = percentage(shown, total) if shown is not None and total is not None else None
    if shown is None or total is None or percent is None:
        return Printed(shown)
    return Printed(shown, percent, wilson(min(shown, total), total).percents())


@dataclass(frozen=True)
class PublicResult:
    row: PublishedTable
    table: PrintedTable


def public_results() -> list[PublicResult]:
    """The latest table of each programme. Nothing else of a programme's results is open to everybody."""
    rows = PublishedTable.objects.select_related("programme").order_by(
        "programme__name", "programme_id", "-as_of", "-pk"
    )
    return [PublicResult(row, printed(release_from(row))) for row in rows.distinct("programme__name", "programme_id")]
