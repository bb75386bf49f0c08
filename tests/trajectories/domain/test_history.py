"""Ten thousand random legal histories: one holder always, and stocks that agree with flows.

Each history is made only of moves that the machine allowed, on random days, with random take-overs in between. Then the
two promises are looked at from outside: who holds at every moment, and whether who is there is who was there plus
who came minus who went.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from doorstroom.kernel.period import Period
from doorstroom.kernel.transitions import Attempt, legal_moves
from doorstroom.trajectories.domain import holders
from doorstroom.trajectories.domain.history import Flow, StateChange, flow, state_before, stock
from doorstroom.trajectories.domain.machine import (
    ACTIVE,
    TABLE,
    MoveName,
    State,
    apply_move,
    decide_move,
    register,
    state,
)

FIRST = date(2026, 1, 1)
HISTORIES = 10_000


class Life:
    """One random trajectory with everything that happened to it."""

    def __init__(self, model, random: Random) -> None:
        self.model, self.random = model, random
        self.position = register(FIRST + timedelta(days=random.randrange(200)))
        self.moment = datetime.combine(self.position.moved_on, time(9))
        self.changes = [StateChange(self.position.moved_on, State.REGISTERED)]
        self.terms: holders.Terms = ()
        self.active: list[holders.ActiveSpan] = []
        self.facts = {guard.fact: random.random() < 0.9 for guard in model.guards}
        self.made: Counter[str] = Counter()
        for _ in range(random.randrange(1, 24)):
            self.step()

    def step(self) -> None:
        self.moment += timedelta(days=self.random.choice((0, 0, 1, 7, 30)), minutes=self.random.randrange(1, 30))
        if holders.open_term(self.terms) and self.random.random() < 0.2:
            successor = (holders.open_term(self.terms).holder + self.random.randrange(1, 5)) % 9
            self.terms = holders.take_over(self.terms, successor, self.moment)
            return
        possible = legal_moves(TABLE, state(self.model, self.position))
        name = MoveName(
            self.random.choices(possible, [1 if TABLE[m].target == State.EXITED else 4 for m in possible])[0]
        )
        phase = self.random.choice(self.model.phases).code
        on = self.moment.date()
        attempt = Attempt(on, reason=self.random.choice(("", "afgesproken", "gevraagd")), facts=self.facts)
        decision = decide_move(self.model, self.position, name, attempt, phase=phase)
        if decision.allowed:
            self.apply(decision, on, phase)

    def apply(self, decision, on, phase) -> None:
        before = state(self.model, self.position)
        self.position = apply_move(self.model, self.position, decision, on, phase=phase)
        after = state(self.model, self.position)
        self.made[decision.move] += 1
        self.changes.append(StateChange(on, after))
        if before not in ACTIVE and after in ACTIVE:
            self.terms = holders.appoint(self.terms, self.random.randrange(9), self.moment)
            self.active.append(holders.ActiveSpan(self.moment))
        if before in ACTIVE and after not in ACTIVE:
            self.terms = holders.close(self.terms, self.moment)
            self.active[-1] = holders.ActiveSpan(self.active[-1].started_at, self.moment)


@pytest.fixture(scope="session")
def lives(welthuis, next_step):
    random = Random(20261123)
    return [Life((welthuis, next_step)[n % 2], random) for n in range(HISTORIES)]


def test_histories_reach_every_state_and_every_move_often(lives):
    seen = Counter(change.state for life in lives for change in life.changes)
    made = sum((life.made for life in lives), Counter())
    assert set(seen) == set(State)
    assert set(made) == set(MoveName)
    assert (min(seen.values()) > 1000, min(made.values()) > 1000) == (True, True)
    assert sum(len(life.active) > 1 for life in lives) > 1000  # back after an exit


def test_no_active_trajectory_ever_has_other_than_one_holder(lives):
    assert [life for life in lives if holders.faults(life.terms, life.active)] == []


def test_taking_one_term_out_of_any_history_is_noticed(lives):
    held = [life for life in lives if life.terms]
    assert len(held) > HISTORIES / 2
    assert [life for life in held if not holders.faults(life.terms[1:], life.active)] == []


@pytest.mark.parametrize("states", [ACTIVE, {State.RUNNING}, {State.EXITED}, set(State)])
def test_stock_is_the_previous_stock_plus_in_minus_out(lives, states):
    histories = [life.changes for life in lives]
    until = FIRST + timedelta(days=700)
    quarters = [FIRST + timedelta(days=91 * n) for n in range(8)]
    flows = [flow(histories, states, Period(start, start + timedelta(days=91)), until) for start in quarters]

    assert [each for each in flows if not each.adds_up] == []
    assert [each.before for each in flows[1:]] == [each.after for each in flows[:-1]]
    assert sum(each.came_in for each in flows) > 0


def test_open_period_counts_up_to_the_given_day():
    history = [
        StateChange(date(2026, 1, 5), State.REGISTERED),
        StateChange(date(2026, 1, 5), State.INTAKE),
        StateChange(date(2026, 2, 1), State.EXITED),
        StateChange(date(2026, 2, 1), State.INTAKE),
        StateChange(date(2026, 3, 1), State.EXITED),
    ]

    assert flow([history], ACTIVE, Period(date(2026, 1, 5)), date(2026, 3, 1)) == Flow(0, 2, 1, 1)
    assert flow([history], ACTIVE, Period(date(2026, 2, 1), date(2026, 3, 2)), date(2027, 1, 1)) == Flow(1, 1, 2, 0)
    assert state_before(history, date(2026, 1, 5)) is None
    assert stock([history], {State.INTAKE}, date(2026, 1, 6)) == 1
