"""Parts of a trade that somebody learns: signed off when trainer and workplace supervisor each said so; and levels.

Levels count from 0, no certificate, to 8 as in the European qualifications framework (Recommendation 2017/C 189/03);
2 is the basic qualification. The gain is of the person and stands apart from any paper (S1.2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

NO_CERTIFICATE, HIGHEST = 0, 8


class Side(StrEnum):
    SCHOOL = "school"
    WORKPLACE = "workplace"


class Standing(StrEnum):
    """How far one person is with one work process."""

    OPEN = "open"
    SCHOOL_ONLY = "school_only"
    WORKPLACE_ONLY = "workplace_only"
    SIGNED_OFF = "signed_off"


def standing(signed: Collection[str]) -> Standing:
    """What the signatures of these sides come to; one side alone is not enough."""
    school, workplace = Side.SCHOOL in signed, Side.WORKPLACE in signed
    if school and workplace:
        return Standing.SIGNED_OFF
    if school:
        return Standing.SCHOOL_ONLY
    return Standing.WORKPLACE_ONLY if workplace else Standing.OPEN


@dataclass(frozen=True)
class Levels:
    """`level_out` is None until it is known; `ended` says that the trajectory is over."""

    level_in: int | None
    level_out: int | None
    ended: bool = False

    @property
    def gain(self) -> int | None:
        return None if self.level_in is None or self.level_out is None else self.level_out - self.level_in


@dataclass(frozen=True)
class Gains:
    """People of a group: by how many levels they went up, who still learns, and of whom it is not known."""

    by_gain: dict[int, int]
    learning: int
    unknown: int

    @property
    def people(self) -> int:
        return sum(self.by_gain.values()) + self.learning + self.unknown


def gains(group: Iterable[Levels]) -> Gains:
    """Everybody counts once: with a gain, as still learning, or as not known although the trajectory is over."""
    people = list(group)
    known = Counter(each.gain for each in people if each.gain is not None)
    rest = [each for each in people if each.gain is None]
    learning = sum(each.level_in is not None and not each.ended for each in rest)
    return Gains({gain: known[gain] for gain in sorted(known)}, learning, len(rest) - learning)
