"""The life of an agreement: draft, review, signing, in force, evaluating, and then renewed, expired or terminated.

People take the steps up to signing and may end it; the rest follows from signatures and the calendar, so that nobody
can forget to close what an agreement opens. Supporters may sign later: it is in force when every implementer and payer
signed, in any order. From 120 days before its end the partners evaluate; data stay open until the end itself. A change
is a new version that is signed anew; the old one stays readable and ends on the day the new one begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from doorstroom.kernel.transitions import GuardRule, Move, Strength, table

REVIEW_DAYS = 120
WRITERS = frozenset({"privacy_officer", "programme_manager"})
CLOCK = frozenset({"clock"})
RUNNING = frozenset({"in_force", "evaluating"})


def _needs(*facts: str) -> tuple[GuardRule, ...]:
    return tuple(GuardRule(fact, Strength.LAW) for fact in facts)


TABLE = table(
    (
        Move("submit", frozenset({"draft"}), "review", WRITERS, _needs("second_party", "implementer")),
        Move("send_back", frozenset({"review", "signing"}), "draft", WRITERS, needs_reason=True),
        Move("open_signing", frozenset({"review"}), "signing", WRITERS, _needs("commitments_owned_by_parties")),
        Move("conclude", frozenset({"signing"}), "in_force", frozenset({"signatory"}), _needs("required_signed")),
        Move("evaluate", frozenset({"in_force"}), "evaluating", CLOCK, _needs("last_120_days")),
        Move("expire", RUNNING, "expired", CLOCK, _needs("term_over")),
        Move("renew", RUNNING, "renewed", CLOCK, _needs("next_version_in_force")),
        Move(
            "terminate", frozenset({"draft", "review", "signing"}) | RUNNING, "terminated", WRITERS, needs_reason=True
        ),
    )
)


@dataclass(frozen=True)
class Term:
    """What is stored of an agreement: its last step by people, and its days. `replaced` by a version in force."""

    step: str
    valid_from: date
    valid_until: date | None
    replaced: bool = False


def state_of(term: Term, on: date) -> str:
    """The state that day; what people did, and what the calendar made of it."""
    if term.step != "in_force" or term.valid_until is None:
        return term.step
    if on >= term.valid_until:
        return "renewed" if term.replaced else "expired"
    return "evaluating" if ends_soon(term.valid_until, on) else "in_force"


def ends_soon(valid_until: date | None, on: date) -> bool:
    """Within the last 120 days: time to evaluate and to renew."""
    return valid_until is not None and valid_until - timedelta(days=REVIEW_DAYS) <= on < valid_until


@dataclass(frozen=True)
class Signature:
    """One party: its capacity, and whether it signed."""

    capacity: str
    signed: bool


def required_signed(parties: Iterable[Signature]) -> bool:
    """Everyone who carries out or pays signed; a supporter may do so later."""
    return all(party.signed for party in parties if party.capacity != "supporter")
