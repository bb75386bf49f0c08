"""Who hears of a person when whoever holds her is gone, or away for long.

Whoever leads the programme. While nobody of them is there either, the nearest to the person who are: colleagues of
the holder in her own role, else the desk that received the person, else the partners of the programme that guide.
Somebody is there who works here today, is not away for long herself, and whose organisation may read of the person
by an agreement. When nobody at all is there, it waits with whoever leads.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Post:
    """Everyone who acts in this role at this organisation."""

    organisation_id: int
    role: str


class Near(StrEnum):
    LEAD = "lead"
    COLLEAGUES = "colleagues"
    DESK = "desk"
    PARTNERS = "partners"


@dataclass(frozen=True)
class StandIn:
    near: Near
    posts: tuple[Post, ...]


def stand_in(nearest: Sequence[tuple[Near, Collection[Post]]], manned: Collection[Post]) -> StandIn:
    """The first of these circles in which somebody is there; the first of all when nobody is in any."""
    there = ((near, tuple(sorted(post for post in set(posts) if post in manned))) for near, posts in nearest)
    first, waits = nearest[0]
    near, posts = next(((near, posts) for near, posts in there if posts), (first, tuple(sorted(set(waits)))))
    return StandIn(near, posts)
