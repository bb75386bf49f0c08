"""The road of a placement: proposed, introduced, agreed by both sides, active, ended; or cancelled before it starts.

Meeting each other first is usual but not compulsory: people who know each other need no introduction. Whoever
ends or cancels says why, because "the workplace broke off" is what the next round learns from.
"""

from __future__ import annotations

from doorstroom.kernel.transitions import Move, table

BEFORE_START = frozenset({"proposed", "introduced", "agreed"})

MOVES = table(
    [
        Move("introduce", frozenset({"proposed"}), "introduced"),
        Move("agree", frozenset({"proposed", "introduced"}), "agreed"),
        Move("activate", frozenset({"agreed"}), "active"),
        Move("end", frozenset({"active"}), "ended", needs_reason=True),
        Move("cancel", BEFORE_START, "cancelled", needs_reason=True),
    ]
)
