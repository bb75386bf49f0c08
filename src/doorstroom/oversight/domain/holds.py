"""What may not be let go yet, although its term is over.

A hold locks evidence and nothing else. Of accounting to a fund it keeps the rows that prove who took part, when and
with what result; everything else of the file goes at its own term. A dispute keeps the whole file of one person,
because nobody can say beforehand what will matter. The rules are dated data: a new fund is a row here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from doorstroom.oversight.domain.errors import ReviewRefused

NOTICE_DAYS = 30
DISPUTE_YEARS = 3


class HoldKind(StrEnum):
    """Why evidence has to stay."""

    ESF = "esf"
    DISPUTE = "dispute"


@dataclass(frozen=True)
class HoldRule:
    """`keeps` names the tables that stay, None all of them; `not_before` is the first last day that may be chosen."""

    of_programme: bool
    keeps: frozenset[str] | None
    not_before: date | None
    source: str


HOLDS = {
    HoldKind.ESF: HoldRule(
        of_programme=True,
        keeps=frozenset({
            "participants.PersonIdentity", "trajectories.Trajectory", "learning.Attendance", "learning.Award",
            "placements.Placement", "monitoring.EsfEntry", "monitoring.EsfResult", "arrangements.Arrangement",
        }),
        not_before=date(2036, 12, 31),
        source="Subsidieregeling ESF+ 2021-2027, art. 1.14",
    ),
    HoldKind.DISPUTE: HoldRule(
        of_programme=False, keeps=None, not_before=None, source="AVG art. 17 lid 3 onder e",
    ),
}  # fmt: skip


def check_hold(kind: HoldKind, *, reference: str, last_day: date, on: date) -> None:
    """Raises ReviewRefused when the case is not named, or the term is too short or too long for its kind."""
    rule = HOLDS[kind]
    if not reference.strip():
        raise ReviewRefused("hold_reference_needed")
    if last_day <= on:
        raise ReviewRefused("hold_already_over")
    if rule.not_before and last_day < rule.not_before:
        raise ReviewRefused("hold_too_short", day=rule.not_before)
    longest = on.replace(year=on.year + DISPUTE_YEARS, day=min(on.day, 28))
    if rule.not_before is None and last_day > longest:
        raise ReviewRefused("hold_too_long", years=DISPUTE_YEARS)


def kept_by(kinds: Collection[HoldKind]) -> frozenset[str] | None:
    """Tables that stay under all these holds together; None when one of them keeps everything."""
    kept: frozenset[str] = frozenset()
    for kind in kinds:
        keeps = HOLDS[kind].keeps
        if keeps is None:
            return None
        kept |= keeps
    return kept
