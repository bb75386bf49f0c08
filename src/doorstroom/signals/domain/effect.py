"""What comes of signals: how often a kind stood on a list, and how often somebody did what it asks within its clock.

Counted are signals as they stood at the start of a day. The clock of one ends on its promised or legal day, or seven
days after it first stood there when that is later. A kind that is seldom acted on disturbs more than it helps, so it
is shown once a week; never one that speaks of today, of the law, or of somebody without a holder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ACT_WITHIN = timedelta(days=7)
LOOKS_BACK = timedelta(days=90)
KEPT = timedelta(days=365)
FEWEST = 10
"""Below so many signals whose clock is over a share says nothing about a kind."""

EVERY_DAY = frozenset({"no_show_today", "legal_maximum", "no_holder", "holder_left"})
WEEKLY_DAY = 0
"""Monday."""


@dataclass(frozen=True)
class Spell:
    """One signal about one person from the first day on which it stood on a list; `ended_on` the first without."""

    code: str
    raised_on: date
    due_on: date
    ended_on: date | None = None
    put_aside: bool = False

    @property
    def clock_ends_on(self) -> date:
        return max(self.due_on, self.raised_on + ACT_WITHIN)

    @property
    def in_time(self) -> bool:
        return self.ended_on is not None and self.ended_on <= self.clock_ends_on


@dataclass(frozen=True)
class Effect:
    """Of one kind: `over` are signals that ended or whose clock ended, `in_time` those of them acted on in time."""

    code: str
    over: int
    in_time: int
    running: int
    put_aside: int


def effects(spells: Iterable[Spell], on: date) -> tuple[Effect, ...]:
    """By code, for spells that began in the ninety days before `on`."""
    by_code: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        if on - LOOKS_BACK <= spell.raised_on <= on:
            by_code[spell.code].append(spell)
    return tuple(_effect(code, by_code[code], on) for code in sorted(by_code))


def _effect(code: str, spells: Sequence[Spell], on: date) -> Effect:
    over = [each for each in spells if each.ended_on is not None or each.clock_ends_on < on]
    in_time = sum(each.in_time for each in over)
    return Effect(code, len(over), in_time, len(spells) - len(over), sum(each.put_aside for each in spells))


def weekly_codes(found: Iterable[Effect], percent: int | None) -> frozenset[str]:
    """Kinds of which less than so many percent was acted on in time; none when the partnership set no share."""
    return frozenset(
        each.code for each in found
        if percent is not None and each.code not in EVERY_DAY
        and each.over >= FEWEST and each.in_time * 100 < percent * each.over
    )  # fmt: skip
