"""When a programme may close. Its money ends; its people do not, so each of them goes on with somebody who agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """So many people under way who are in the same hands and go to the same: organisations by id, None: nobody yet."""

    people: int
    holder: int | None
    next_owner: int | None = None
    funder: int | None = None
    basis: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Missing:
    code: str
    people: int


def missing_to_close(groups: Iterable[Group]) -> tuple[Missing, ...]:
    """What still stands between the programme and its end, and for how many people; empty when it may close."""
    groups = list(groups)
    counts = {
        "next_owner": sum(group.people for group in groups if group.next_owner is None),
        "funder": sum(group.people for group in groups if group.next_owner is not None and group.funder is None),
        "confirmation": sum(group.people for group in groups if group.next_owner is not None and not group.confirmed),
    }
    return tuple(Missing(code, people) for code, people in counts.items() if people)
