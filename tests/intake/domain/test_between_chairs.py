"""Nobody between two chairs: random courses of handovers, holders who are away or leave, clocks that jump and
organisations that merge. At every moment exactly one person coordinates, and nothing waits without somebody knowing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.domain.referral import (
    OPEN,
    TABLE,
    UNANSWERED,
    MoveName,
    Referral,
    Side,
    State,
    Terms,
    expires_on,
    merged,
    move,
    next_due,
    reminder_level,
)
from doorstroom.kernel.period import Period
from doorstroom.kernel.transitions import legal_moves
from doorstroom.programmes.domain.route_model import Thresholds
from doorstroom.signals.domain.facts import PersonSituation
from doorstroom.signals.domain.guidance_rules import no_holder
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.signal import STANDARD
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.holders import (
    ActiveSpan,
    HolderTerm,
    appoint,
    close,
    faults,
    open_term,
    take_over,
)

HISTORIES, STEPS = 10_000, 16
FIRST = date(2025, 5, 5)
TERMS = Terms()


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@dataclass
class World:
    """One trajectory with its handovers. `home` says where each member works; an organisation that merged moves."""

    chance: Random
    on: date = FIRST
    terms: tuple[HolderTerm, ...] = ()
    spans: list[ActiveSpan] = field(default_factory=list)
    referral: Referral | None = None
    home: dict[int, int] = field(default_factory=lambda: {m: m % 4 for m in range(12)})
    absences: dict[int, Period] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    ended: list[State] = field(default_factory=list)
    ticks: int = 0

    def begin(self) -> None:
        self.terms = appoint(self.terms, self.anyone(), self.moment())
        self.spans.append(ActiveSpan(self.terms[-1].started_at))

    def moment(self) -> datetime:
        """Never twice the same, also when the clock stands still; a clock that jumps back does not undo a term."""
        self.ticks += 1
        earliest = max([t.ended_at or t.started_at for t in self.terms], default=at(FIRST))
        return max(at(self.on), earliest) + timedelta(microseconds=self.ticks)

    def anyone(self, organisation: int | None = None) -> int:
        fit = [m for m, o in self.home.items() if m not in self.gone and organisation in (None, o)]
        return self.chance.choice(fit or [m for m in self.home if m not in self.gone])

    def holder(self) -> int:
        term = open_term(self.terms)
        assert term is not None
        return term.holder

    def hand(self, member: int) -> None:
        if member != self.holder():
            self.terms = take_over(self.terms, member, self.moment())

    def refer(self) -> None:
        if self.referral is None:
            sender = self.home[self.holder()]
            receiver = self.chance.choice(sorted({o for o in self.home.values() if o != sender}))
            seen = self.on if self.chance.random() < 0.8 else None
            self.referral = Referral(
                sender, receiver, self.on, question="Begeleiding", wish="Werk", basis="art. 7", seen_on=seen
            )

    def answer(self) -> None:
        """One legal move of the handover, with or without what it needs; a refused one changes nothing."""
        found = self.referral
        if found is None:
            return
        name = MoveName(self.chance.choice(legal_moves(TABLE, found.state)))
        given = {
            "seen_on": self.on, "talk_held_on": self.chance.choice([None, self.on]), "alternative": "elders",
            "first_contact_on": self.chance.choice([None, self.on]), "outcome": "begonnen",
        }  # fmt: skip
        side = Side(sorted(TABLE[name].roles)[0])
        moved = move(replace(found, **given), name, side=side, on=self.on, reason="omdat")
        self.follow(found, moved)

    def follow(self, before: Referral, after: Referral) -> None:
        """The coordinator changes at the very moments that the handover says, and at no other."""
        if before.coordinating is not after.coordinating:
            to = after.receiver if after.coordinating is Side.RECEIVER else after.sender
            self.hand(self.anyone(to))
        if after.state not in OPEN:
            self.ended.append(after.state)
            self.referral = None
        else:
            self.referral = after

    def tend(self) -> None:
        """What the night does: it returns what nobody answered."""
        if self.referral and self.referral.state in UNANSWERED:
            last = expires_on(self.referral, TERMS)
            assert last is not None
            if self.on >= last:
                self.follow(
                    self.referral, move(self.referral, MoveName.EXPIRE, side=Side.CLOCK, on=self.on, terms=TERMS)
                )

    def leave_or_return(self) -> None:
        if open_term(self.terms) is None:
            self.begin()
            return
        moment = self.moment()
        self.terms = close(self.terms, moment)
        self.spans[-1] = replace(self.spans[-1], ended_at=moment)
        if self.referral:
            self.ended.append(State.WITHDRAWN)
            self.referral = None

    def staff_change(self) -> None:
        """Somebody is away, or leaves for good; who coordinates is replaced before she goes."""
        member = self.chance.choice(sorted(set(self.home) - self.gone))
        if self.chance.random() < 0.7:
            self.absences[member] = Period(self.on, self.on + timedelta(days=self.chance.randint(1, 40)))
        elif len(self.gone) < 6:
            self.gone.add(member)
            if self.holder() == member:
                self.hand(self.anyone(self.home[member]))

    def merge(self) -> None:
        former, into = self.chance.sample(range(4), 2)
        if len(set(self.home.values()) - {former}) < 2:
            return
        self.home = {m: into if o == former else o for m, o in self.home.items()}
        if self.referral:
            self.follow(self.referral, merged(self.referral, former, into, self.on))

    def step(self) -> None:
        self.on += timedelta(days=self.chance.choice([-20, 0, 0, 1, 3, 8, 30]))
        self.on = max(self.on, FIRST)
        self.tend()
        acts = [self.leave_or_return]
        if open_term(self.terms) is not None:
            acts = [self.refer, self.refer, self.answer, self.answer, self.answer, self.staff_change, self.merge]
            acts += [lambda: self.hand(self.anyone())] if self.referral is None else []
            acts += [self.leave_or_return] if self.chance.random() < 0.3 else []
        with suppress(IntakeError, TrajectoryError):
            self.chance.choice(acts)()

    def check(self) -> None:
        assert faults(self.terms, self.spans) == ()
        active = self.spans[-1].ended_at is None
        assert (open_term(self.terms) is not None) == active
        if self.referral:
            assert active
            assert next_due(self.referral, TERMS) is not None
            coordinating = self.referral.coordinating
            assert (coordinating is Side.RECEIVER) == (self.referral.state in {State.ACCEPTED, State.REPORTED})


def test_ten_thousand_histories_never_have_zero_or_two_holders():
    chance, ended, closed = Random(20261122), set(), 0
    for _ in range(HISTORIES):
        world = World(chance)
        world.begin()
        for _ in range(STEPS):
            world.step()
            world.check()
        ended |= set(world.ended)
        closed += world.ended.count(State.CLOSED)
    assert ended == {State.CLOSED, State.DECLINED, State.WITHDRAWN, State.RETURNED}
    assert closed > 100


@pytest.mark.parametrize("seed", range(3))
def test_eighteen_months_day_by_day_nothing_waits_unnoticed(seed):
    """40 people, each day: what is unanswered is never older than its term, what is late is on somebody's list, and
    who is away too long is found."""
    chance = Random(seed)
    worlds = [World(chance, home={m: m % 4 for m in range(16)}) for _ in range(40)]
    for world in worlds:
        world.begin()
    late, replaced = 0, 0
    for day in range(548):
        for world in worlds:
            world.on = FIRST + timedelta(days=day)
            if chance.random() < 0.1:
                world.step()
                world.on = FIRST + timedelta(days=day)
            world.tend()
            if _must_be_replaced(world):
                replaced += 1
                world.hand(chance.choice([m for m in world.home if m not in world.gone and not _away_since(world, m)]))
            world.check()
            late += _late(world)
    assert late > 0
    assert replaced > 0


def _must_be_replaced(world: World) -> bool:
    """Whether the list of who leads says so today."""
    if world.spans[-1].ended_at is not None:
        return False
    situation = PersonSituation(person_id="", holder_absent_since=_away_since(world, world.holder()))
    limits = Thresholds(holder_absent_workdays=5)
    return any(no_holder(situation, Measure(at(world.on), limits, STANDARD)))


def _away_since(world: World, member: int) -> date | None:
    found = world.absences.get(member)
    return found.start if found and world.on in found else None


def _late(world: World) -> bool:
    """Whether a handover is late today; then it has an owner, and both managers know before it returns."""
    found = world.referral
    if found is None:
        return False
    last = expires_on(found, TERMS)
    if last is not None:
        assert world.on < last
        if world.on >= last - timedelta(days=1):
            assert reminder_level(found, TERMS, world.on) == 2
    due = next_due(found, TERMS)
    assert due is not None
    assert due.side in (Side.SENDER, Side.RECEIVER)
    return world.on > due.on
