"""The moment and the limits by which a situation is read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from doorstroom.programmes.domain.route_model import Thresholds
from doorstroom.signals.domain.signal import Promises


@dataclass(frozen=True)
class Measure:
    """`limits` are those of the person's own route model version, `promises` those of the partnership."""

    now: datetime
    limits: Thresholds
    promises: Promises
    holidays: Collection[date] = frozenset()

    @property
    def today(self) -> date:
        return self.now.date()

    def near(self, day: date) -> bool:
        return self.today >= day - timedelta(days=self.promises.remind_days)
