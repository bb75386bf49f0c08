"""The life of a grant, and of each claim under it.

A project controller puts a claim together and checks it; somebody else signs, so that no euro is asked for by one pair
of eyes. The funder asks, decides item by item and pays; what was decided may be corrected, what was paid recovered. The
grant itself is audited and settled after its claims, and its evidence is kept until the term of the scheme is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from doorstroom.funding.domain.errors import FundingError
from doorstroom.kernel.transitions import GuardRule, Move, Strength, table

CONTROLLER, SIGNATORY, FUNDER = (frozenset({role}) for role in ("project_controller", "signatory", "funder"))
SUBMIT_WORKDAYS_AHEAD = 10


def _law(*facts: str) -> tuple[GuardRule, ...]:
    return tuple(GuardRule(fact, Strength.LAW) for fact in facts)


GRANT = table(
    (
        Move("open_period", frozenset({"granted"}), "period_open", CONTROLLER, _law("rule_pack", "budget_lines")),
        Move("audit", frozenset({"period_open"}), "audited", FUNDER, _law("every_claim_decided")),
        Move("settle", frozenset({"audited"}), "settled", FUNDER, _law("evidence_kept_until_term")),
        Move("withdraw", frozenset({"granted", "period_open"}), "withdrawn", FUNDER, needs_reason=True),
    )
)
CLAIM = table(
    (
        Move(
            "check", frozenset({"assembling"}), "self_checked", CONTROLLER,
            _law("participants_eligible", "activity_proven", "hours_proven", "costs_within_budget",
                 "other_money_declared", "no_euro_twice"),
        ),
        Move("reopen", frozenset({"self_checked", "signed"}), "assembling", CONTROLLER, needs_reason=True),
        Move("sign", frozenset({"self_checked"}), "signed", SIGNATORY, _law("signed_by_somebody_else")),
        Move(
            "submit", frozenset({"signed"}), "submitted", CONTROLLER,
            (GuardRule("ten_workdays_ahead", Strength.NORM),),
        ),
        Move("ask", frozenset({"submitted"}), "questions", FUNDER, needs_reason=True),
        Move("answer", frozenset({"questions"}), "submitted", CONTROLLER, _law("every_question_answered")),
        Move("decide", frozenset({"submitted"}), "decided", FUNDER, _law("every_item_decided")),
        Move("correct", frozenset({"decided"}), "assembling", CONTROLLER, needs_reason=True),
        Move("pay", frozenset({"decided"}), "paid", FUNDER),
        Move("recover", frozenset({"paid"}), "recovered", FUNDER, needs_reason=True),
    )
)  # fmt: skip


@dataclass(frozen=True)
class DecidedItem:
    """One item in cents: what was asked, what the funder allows, and why less."""

    asked: int
    allowed: int
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """`kind` is in_full, in_part or rejected; the amounts are the sums of the items, in cents."""

    kind: str
    asked: int
    allowed: int

    @property
    def cut(self) -> int:
        return self.asked - self.allowed


def outcome(items: Iterable[DecidedItem]) -> Outcome:
    """What the decision comes to. Raises FundingError for a cut without reason or more than was asked."""
    decided = list(items)
    for number, item in enumerate(decided, start=1):
        if not 0 <= item.allowed <= item.asked:
            raise FundingError("allowed_out_of_range", item=number, asked=item.asked, allowed=item.allowed)
        if item.allowed < item.asked and not item.reason.strip():
            raise FundingError("cut_needs_reason", item=number)
    asked, allowed = sum(item.asked for item in decided), sum(item.allowed for item in decided)
    kind = "in_full" if allowed == asked else "in_part" if allowed else "rejected"
    return Outcome(kind, asked, allowed)


def submit_by(deadline: date, holidays: frozenset[date] = frozenset()) -> date:
    """Ten working days before the last day of the scheme: Monday to Friday, without public holidays."""
    left, day = SUBMIT_WORKDAYS_AHEAD, deadline
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5 and day not in holidays
    return day
