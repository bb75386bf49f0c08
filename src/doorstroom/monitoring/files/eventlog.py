"""Reading an event table: whose, what and when, with the words of the config."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from doorstroom.monitoring.domain.survival import Ints
from doorstroom.monitoring.files.config import Config
from doorstroom.monitoring.files.refusals import BadFile
from doorstroom.monitoring.files.table import Table

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Events:
    """Events up to and including the as-of day, in the order of the file; `rows` are their rows in the table."""

    table: Table
    cases: list[str]
    activities: list[str]
    moments: Ints
    rows: Ints
    later: int


def events(table: Table, config: Config, as_of: date | None) -> Events:
    """Events after the day are not seen yet; they are counted in `later`, not refused."""
    cases, activities, times = (table.column(name) for name in (config.case, config.activity, config.time))
    for name, cells in ((config.case, cases), (config.activity, activities), (config.time, times)):
        if "" in cells:
            raise table.bad(cells.index(""), name, "is empty", "fill it in, or take the row out yourself")
    moments = _moments(table, config, times)
    if as_of is None:
        kept = np.arange(len(table))
    else:
        end = datetime(as_of.year, as_of.month, as_of.day, tzinfo=ZoneInfo(config.timezone)) + timedelta(days=1)
        kept = np.flatnonzero(moments < _microseconds(end))
    if not kept.size:
        raise BadFile(f"{table.file}: nothing had happened by {as_of}; give a later day with --as-of")
    return Events(
        table, [cases[i] for i in kept], [activities[i] for i in kept], moments[kept], kept, len(table) - kept.size
    )  # fmt: skip


def _moments(table: Table, config: Config, times: Sequence[str]) -> Ints:
    zone = ZoneInfo(config.timezone)
    known: dict[str, int] = {}
    found = np.empty(len(times), dtype=np.int64)
    for row, cell in enumerate(times):
        if cell not in known:
            try:
                moment = _written(cell, config.format)
            except ValueError:
                wanted = config.format or "2026-11-23 or 2026-11-23T10:00:00+01:00"
                raise table.bad(
                    row, config.time, "is not a moment", f"write {wanted}, or set format in the config"
                ) from None
            known[cell] = _microseconds(moment if moment.tzinfo else moment.replace(tzinfo=zone))
        found[row] = known[cell]
    return found


def _written(cell: str, format_: str) -> datetime:
    """A time without a zone is read in the config's zone by the caller."""
    return datetime.strptime(cell, format_) if format_ else datetime.fromisoformat(cell)  # noqa: DTZ007


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)
