"""Moves between states, decided from a table.

A move is allowed when the thing is in one of its states, the actor's role may do it, a reason is given
where one is asked, and its guards hold. A guard names a fact and has one of three strengths. *Law* blocks.
*Agreement* blocks too, but a named person may let it pass with a reason and a date on which the matter must
be settled; until then it is an open task. *Norm* never blocks: it reminds. A fact that nobody knows counts
as missing and is named as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from doorstroom.kernel.errors import Reason


class Strength(StrEnum):
    LAW = "law"
    AGREEMENT = "agreement"
    NORM = "norm"


@dataclass(frozen=True)
class GuardRule:
    """A fact a move needs. `unless` names a fact that makes the guard not apply; `max_days` bounds a pass."""

    fact: str
    strength: Strength
    unless: str | None = None
    supplied_by: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    max_days: int | None = None
    code: str = ""
    source: str = ""


@dataclass(frozen=True)
class Move:
    """`target` None leaves the state to be derived; no `roles` means that access alone decides who may."""

    name: str
    sources: frozenset[str]
    target: str | None
    roles: frozenset[str] = frozenset()
    guards: tuple[GuardRule, ...] = ()
    needs_reason: bool = False
    source: str = ""


@dataclass(frozen=True)
class Confirmation:
    """A named person lets a missing agreement pass: why, and by when it is settled."""

    fact: str
    confirmed_by: str
    role: str
    reason: str
    expires_on: date


@dataclass(frozen=True)
class OpenTask:
    """What a passed agreement leaves to be done."""

    fact: str
    supplied_by: tuple[str, ...]
    confirmed_by: str
    reason: str
    expires_on: date


@dataclass(frozen=True)
class Decision:
    """`reasons` block, those in `passable` until someone confirms; tasks and reminders are for later."""

    move: str
    allowed: bool
    target: str | None
    reasons: tuple[Reason, ...] = ()
    passable: tuple[Reason, ...] = ()
    tasks: tuple[OpenTask, ...] = ()
    reminders: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """What the actor brings: role, reason, what is known (None or absent: unknown) and any confirmations."""

    on: date
    role: str = ""
    reason: str = ""
    facts: Mapping[str, bool | None] | None = None
    confirmations: tuple[Confirmation, ...] = ()


Table = Mapping[str, Move]


def table(moves: Iterable[Move]) -> Table:
    """Names each move once; two moves of one name would make the outcome depend on their order."""
    named: dict[str, Move] = {}
    for move in moves:
        if move.name in named:
            raise ValueError(f"the move {move.name} stands in the table twice")
        named[move.name] = move
    return named


def legal_moves(moves: Table, state: str) -> tuple[str, ...]:
    return tuple(name for name, move in moves.items() if state in move.sources)


def decide(moves: Table, name: str, state: str, attempt: Attempt) -> Decision:
    """Whether the move may be made now, with every reason why not, so that all can be repaired in one go."""
    move = moves.get(name)
    if move is None or state not in move.sources:
        options = legal_moves(moves, state)
        refusal = Reason("move_not_from_this_state", {"move": name, "state": state, "options": options})
        return Decision(name, False, None, (refusal,))
    blocking = list(_conditions(move, attempt))
    passable, tasks, reminders = [], [], []
    for guard in move.guards:
        if _holds(guard, attempt):
            continue
        lack = _lack(guard, attempt)
        if guard.strength is Strength.NORM:
            reminders.append(lack)
            continue
        task, refusals = _passed(guard, attempt)
        if task is not None:
            tasks.append(task)
            continue
        blocking += [lack, *refusals]
        if guard.strength is Strength.AGREEMENT:
            passable.append(lack)
    allowed = not blocking
    return Decision(
        name,
        allowed,
        move.target if allowed else None,
        tuple(blocking),
        tuple(passable),
        tuple(tasks),
        tuple(reminders),
    )


def _conditions(move: Move, attempt: Attempt) -> Iterable[Reason]:
    if move.roles and attempt.role not in move.roles:
        yield Reason("role_may_not", {"role": attempt.role, "roles": tuple(sorted(move.roles))}, move.source)
    if move.needs_reason and not attempt.reason.strip():
        yield Reason("reason_needed", {"move": move.name}, move.source)


def _holds(guard: GuardRule, attempt: Attempt) -> bool:
    facts = attempt.facts or {}
    return facts.get(guard.fact) is True or (guard.unless is not None and facts.get(guard.unless) is True)


def _lack(guard: GuardRule, attempt: Attempt) -> Reason:
    known = (attempt.facts or {}).get(guard.fact) is not None
    params = {
        "fact": guard.fact,
        "guard": guard.code,
        "strength": guard.strength.value,
        "supplied_by": guard.supplied_by,
        "confirmed_by": guard.confirmed_by,
    }
    return Reason("fact_missing" if known else "fact_unknown", params, guard.source)


def _passed(guard: GuardRule, attempt: Attempt) -> tuple[OpenTask | None, list[Reason]]:
    """The open task of a valid confirmation, or why a confirmation that was given is not enough."""
    given = [c for c in attempt.confirmations if c.fact == guard.fact]
    refusals: list[Reason] = []
    for confirmation in given:
        faults = list(_confirmation_faults(guard, confirmation, attempt.on))
        if not faults:
            task = OpenTask(
                guard.fact,
                guard.supplied_by,
                confirmation.confirmed_by,
                confirmation.reason,
                confirmation.expires_on,
            )
            return task, []
        refusals += faults
    return None, refusals


def _confirmation_faults(guard: GuardRule, given: Confirmation, on: date) -> Iterable[Reason]:
    params = {"fact": guard.fact, "confirmed_by": given.confirmed_by}
    if guard.strength is Strength.LAW:
        yield Reason("law_cannot_be_passed", params, guard.source)
        return
    if not given.confirmed_by.strip() or not given.reason.strip():
        yield Reason("confirmation_needs_name_and_reason", params)
    if guard.confirmed_by and given.role not in guard.confirmed_by:
        yield Reason("role_may_not_confirm", {**params, "role": given.role, "roles": guard.confirmed_by})
    if given.expires_on <= on:
        yield Reason("confirmation_expired", {**params, "expires_on": given.expires_on})
    elif guard.max_days is not None and given.expires_on > on + timedelta(days=guard.max_days):
        latest = on + timedelta(days=guard.max_days)
        yield Reason("confirmation_too_long", {**params, "expires_on": given.expires_on, "latest": latest})
