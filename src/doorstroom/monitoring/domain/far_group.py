"""Whether people at a great distance from work get in and get through, by what their approach declared (S4.9).

The share of that group is compared among who was referred, nominated, selected and finished. A share that falls is a
reason to look at the criteria together, never a verdict on anybody; of whom the facts are not known is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR, Interval, wilson
from doorstroom.programmes.domain.route_model import FarGroup
from doorstroom.programmes.domain.vocabulary import EducationLevel

YEAR = timedelta(days=365)
STANDARD = FarGroup(education=EducationLevel.VMBO_MBO1)
"""What holds until an approach declares its own: no basic qualification."""


@dataclass(frozen=True)
class FarShare:
    """At one moment: how many of those of whom it is `known` belong to the group."""

    moment: str
    far: int
    known: int
    unknown: int

    @property
    def interval(self) -> Interval | None:
        """None below ten people: then there is no percentage."""
        return wilson(self.far, self.known) if self.known >= SMALLEST_DENOMINATOR else None


@dataclass(frozen=True)
class Version:
    """One version of an approach, as far as it says who is far."""

    created_on: date
    version: int
    far_group: FarGroup | None


def declared_by(versions: Iterable[Version]) -> FarGroup:
    """What the newest version says, for everybody of the programme: two definitions could not be compared."""
    newest = max(versions, key=lambda each: (each.created_on, each.version), default=None)
    return (newest and newest.far_group) or STANDARD
