"""What must be known when someone leaves.

The reason, who wanted it, where the person goes and who is next; in which phase and week follows from the
trajectory. When an organisation ends it, a second person has looked. An unknown destination is an answer,
but not for ever: it has an owner and a day by which it is found out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from doorstroom.kernel.errors import Reason

OTHER = "other"
UNKNOWN = "unknown"
ORGANISATION = "organisation"


@dataclass(frozen=True)
class Leaving:
    """`decided_by` and `seen_by` are people; `next_owner` is whom the person can turn to from now on."""

    on: date
    reason: str = ""
    text: str = ""
    initiator: str = ""
    destination: str = ""
    next_owner: str = ""
    decided_by: int | None = None
    seen_by: int | None = None


def gaps(leaving: Leaving) -> tuple[Reason, ...]:
    """All that is missing, so that it can be asked in one go."""
    return tuple(_gaps(leaving))


def destination_due(leaving: Leaving, days: int | None) -> date | None:
    """By when an unknown destination is found out; None when it is known or the model sets no term."""
    if leaving.destination != UNKNOWN or days is None:
        return None
    return leaving.on + timedelta(days=days)


def _gaps(leaving: Leaving) -> Iterator[Reason]:
    for field in ("reason", "initiator", "destination"):
        if not getattr(leaving, field).strip():
            yield Reason("leaving_needs", {"field": field})
    if leaving.reason == OTHER and not leaving.text.strip():
        yield Reason("other_reason_needs_text")
    if leaving.destination == UNKNOWN and not leaving.next_owner.strip():
        yield Reason("unknown_destination_needs_owner")
    if leaving.initiator == ORGANISATION and leaving.seen_by in (None, leaving.decided_by):
        yield Reason("leaving_needs_second_person")
