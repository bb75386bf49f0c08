"""The one place that knows what time it is: a real clock, or one that stands still for the demo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """`standing` stops the clock at that moment; without it the clock runs."""

    timezone: ZoneInfo
    standing: datetime | None = None

    def now(self) -> datetime:
        return self.standing or datetime.now(tz=self.timezone)

    def today(self) -> date:
        return self.now().astimezone(self.timezone).date()
