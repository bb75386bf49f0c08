"""Each link is SHA-256 over the link before and the entry written in one fixed way.

Whoever holds one later link can prove that no earlier entry was changed, removed, added or moved.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

GENESIS = "0" * 64
LONGEST_TRANSACTION = timedelta(hours=1)
"""An entry that is sealed later than this after its neighbours was slipped in: no request or import lasts as long."""


@dataclass(frozen=True)
class LoggedEntry:
    """One row of the log as it stands in the database, its id first."""

    id: int
    values: tuple[Any, ...]

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> LoggedEntry:
        return cls(row[0], tuple(row[1:]))

    def canonical(self) -> bytes:
        return json.dumps([self.id, *map(_plain, self.values)], separators=(",", ":"), ensure_ascii=False).encode()


@dataclass(frozen=True)
class SealedEntry:
    """A seal beside its entry; `entry` is None when the entry is gone."""

    number: int
    hash: str
    entry: LoggedEntry | None
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Fault:
    """Where the chain breaks: changed, missing_entry, missing_seal, inserted or truncated, at this seal number."""

    code: str
    number: int


@dataclass(frozen=True)
class Verification:
    checked: int
    head: str
    faults: tuple[Fault, ...]

    @property
    def intact(self) -> bool:
        return not self.faults


def link(previous: str, entry: LoggedEntry) -> str:
    return hashlib.sha256(previous.encode() + b"\n" + entry.canonical()).hexdigest()


def verify(seals: Iterable[SealedEntry], *, known_head: tuple[int, str] | None = None) -> Verification:
    """Walk the chain in the order of its numbers and name each place where it does not hold.

    `known_head` is a (number, hash) that was kept outside the database: with it, a cut-off end shows too.
    After a fault the walk goes on from the stored hash, so that one change gives one fault.
    """
    faults: list[Fault] = []
    order = _Order()
    number, head = 0, GENESIS
    head_seen = known_head is None or known_head == (0, GENESIS)
    for seal in seals:
        if seal.number != number + 1:
            faults.append(Fault("missing_seal", number + 1))
        elif seal.entry is None:
            faults.append(Fault("missing_entry", seal.number))
        elif link(head, seal.entry) != seal.hash:
            faults.append(Fault("changed", seal.number))
        elif not order.fits(seal):
            faults.append(Fault("inserted", seal.number))
        number, head = seal.number, seal.hash
        if known_head and known_head[0] == number:
            head_seen = known_head[1] == head
            if not head_seen:
                faults.append(Fault("changed", number))
    if not head_seen and known_head and known_head[0] > number:
        faults.append(Fault("truncated", number + 1))
    return Verification(checked=number, head=head, faults=tuple(faults))


class _Order:
    """Ids and times rise together, but for what committed late: remembers only the last hour."""

    def __init__(self) -> None:
        self._recent: deque[tuple[datetime, int]] = deque()
        self._newest: datetime | None = None
        self._closed_id = 0

    def fits(self, seal: SealedEntry) -> bool:
        """Does this entry stand where an entry of its id and its moment can stand?"""
        at, entry = seal.recorded_at, seal.entry
        if at is None or entry is None:
            return True
        if self._newest and at < self._newest - LONGEST_TRANSACTION:
            return False
        self._newest = max(at, self._newest or at)
        while self._recent and self._recent[0][0] <= at - LONGEST_TRANSACTION:
            self._closed_id = max(self._closed_id, self._recent.popleft()[1])
        self._recent.append((at, entry.id))
        return entry.id > self._closed_id


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if value is None or isinstance(value, int | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)
