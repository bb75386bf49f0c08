"""What on the board waits for somebody: ideas that nobody looked at, and actions past their day."""

from __future__ import annotations

from datetime import date

IDEA_WAITS_DAYS = 30  # a month, so that each meeting of the board hears what came in since the last


def idea_waits(given_on: date, fate: str, on: date) -> bool:
    return fate == "open" and (on - given_on).days > IDEA_WAITS_DAYS


def action_late(due_on: date, done_on: date | None, on: date) -> bool:
    return done_on is None and on > due_on
