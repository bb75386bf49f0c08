from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.followup.domain.observations import (
    Answer,
    ClosingRule,
    EndReason,
    FollowUpEnd,
    ObservationState,
    ObservationStatus,
    closing_obstacles,
    follow_up,
)
from doorstroom.programmes.domain.route_model import Observation

NAME = {"nl": "moment", "en": "moment"}
POINTS = (
    Observation("at_exit", NAME, "exit", "caseworker", after_weeks=0),
    Observation("week_4", NAME, "exit", "coach", after_weeks=4),
    Observation("month_6", NAME, "exit", "coach", after_months=6),
    Observation("month_12", NAME, "exit", "coach", after_months=12),
)
EXIT = date(2026, 8, 31)
DUE = {
    "at_exit": date(2026, 8, 31),
    "week_4": date(2026, 9, 28),
    "month_6": date(2027, 2, 28),
    "month_12": date(2027, 8, 31),
}
RULE = ClosingRule(grace_days=14, unknown_days=30, unknown_attempts=3)
State = ObservationState


def states(today: date, *answers: Answer, end: FollowUpEnd | None = None) -> dict[str, ObservationState]:
    found = follow_up(POINTS, {"exit": EXIT}, answers, today=today, rule=RULE, end=end)
    return {status.code: status.state for status in found}


def answer(code: str, result: str | None, *, about: date | None = None, recorded: date | None = None) -> Answer:
    day = about or DUE[code]
    return Answer(code, day, recorded or day, result)


def week_4(today: date, *answers: Answer) -> ObservationStatus:
    return follow_up(POINTS, {"exit": EXIT}, answers, today=today, rule=RULE)[1]


def test_due_days_follow_from_the_model_and_end_with_a_short_month():
    found = follow_up(POINTS, {"exit": EXIT}, (), today=EXIT, rule=RULE)
    assert {status.code: status.due_on for status in found} == DUE
    assert [status.owner for status in found] == ["caseworker", "coach", "coach", "coach"]


def test_nothing_is_due_before_its_event():
    found = follow_up(POINTS, {"job_start": EXIT}, (), today=EXIT, rule=RULE)
    assert {(status.state, status.due_on) for status in found} == {(State.NOT_DUE, None)}


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 9, 27), State.NOT_DUE),
        (date(2026, 9, 28), State.DUE),
        (date(2026, 10, 12), State.DUE),
        (date(2026, 10, 13), State.OVERDUE),
    ],
)
def test_moment_is_due_then_overdue_after_the_days_of_grace(today, state):
    assert week_4(today).state is state


def test_answer_about_an_earlier_day_does_not_count():
    early = answer("week_4", "employed", about=date(2026, 9, 27))
    assert week_4(date(2026, 10, 1), early).state is State.DUE


def test_answer_recorded_later_about_the_due_day_counts_from_its_recording():
    late = answer("week_4", "employed", recorded=date(2026, 11, 2))
    assert week_4(date(2026, 11, 1), late).state is State.OVERDUE
    assert week_4(date(2026, 11, 2), late) == ObservationStatus(
        "week_4", State.KNOWN, "coach", DUE["week_4"], "employed", attempts=1
    )


def test_latest_known_answer_wins_over_unknown_and_over_an_earlier_one():
    answers = (
        answer("week_4", None, recorded=date(2026, 9, 29)),
        answer("week_4", "benefit", recorded=date(2026, 10, 1)),
        answer("week_4", "employed", recorded=date(2026, 10, 5)),
        answer("week_4", None, recorded=date(2026, 10, 6)),
    )
    found = week_4(date(2026, 11, 2), *answers)
    assert (found.state, found.result, found.attempts) == (State.KNOWN, "employed", 4)


UNKNOWN = tuple(answer("week_4", None, recorded=date(2026, 9, 28) + timedelta(days=n)) for n in range(3))


@pytest.mark.parametrize(
    ("today", "attempts", "state"),
    [
        (date(2026, 10, 27), 3, State.UNKNOWN),
        (date(2026, 10, 28), 3, State.CLOSED_UNKNOWN),
        (date(2026, 10, 28), 2, State.UNKNOWN),
        (date(2027, 3, 1), 2, State.UNKNOWN),
    ],
)
def test_unknown_keeps_its_owner_until_enough_days_and_attempts(today, attempts, state):
    found = week_4(today, *UNKNOWN[:attempts])
    assert found == ObservationStatus(
        "week_4", state, "coach", DUE["week_4"], attempts=attempts, closes_on=date(2026, 10, 28)
    )


def test_closed_unknown_opens_again_when_the_answer_is_found():
    solved = answer("week_4", "employed", recorded=date(2027, 1, 5))
    assert week_4(date(2027, 1, 5), *UNKNOWN, solved).state is State.KNOWN


def test_coming_back_ends_the_moments_to_come_and_leaves_the_earlier_ones():
    end = FollowUpEnd(EndReason.RE_ENTRY, date(2026, 12, 1))
    assert states(date(2026, 12, 1), answer("at_exit", "benefit"), end=end) == {
        "at_exit": State.KNOWN,
        "week_4": State.OVERDUE,
        "month_6": State.ENDED,
        "month_12": State.ENDED,
    }
    assert states(date(2026, 11, 30), end=end)["month_6"] is State.NOT_DUE
    on_the_day = FollowUpEnd(EndReason.RE_ENTRY, DUE["week_4"])
    assert states(DUE["week_4"], end=on_the_day)["week_4"] is State.ENDED


def test_follow_up_closes_only_when_every_moment_is_settled():
    today = date(2027, 9, 1)
    known = [answer(code, "employed") for code in ("at_exit", "month_6", "month_12")]
    open_one = follow_up(POINTS, {"exit": EXIT}, known, today=today, rule=RULE)
    (reason,) = closing_obstacles(open_one)
    assert (reason.code, reason.params) == (
        "observation_open",
        {"code": "week_4", "state": State.OVERDUE, "owner": "coach", "due_on": DUE["week_4"]},
    )
    settled = follow_up(POINTS, {"exit": EXIT}, (*known, *UNKNOWN), today=today, rule=RULE)
    assert closing_obstacles(settled) == ()


answers = st.lists(
    st.builds(
        Answer,
        st.sampled_from(sorted(DUE)),
        st.dates(EXIT, date(2027, 12, 31)),
        st.dates(EXIT, date(2027, 12, 31)),
        st.none() | st.sampled_from(["employed", "benefit"]),
    ),
    max_size=8,
)


@given(answers, st.dates(EXIT, date(2028, 6, 1)))
def test_known_stays_known_and_every_open_moment_has_an_owner(given_answers, today):
    now = follow_up(POINTS, {"exit": EXIT}, given_answers, today=today, rule=RULE)
    later = follow_up(POINTS, {"exit": EXIT}, given_answers, today=today + timedelta(days=90), rule=RULE)
    for before, after in zip(now, later, strict=True):
        assert before.state is not State.KNOWN or after.state is State.KNOWN
        assert before.owner
        assert (before.state is State.KNOWN) == (before.result is not None)
    assert now == follow_up(POINTS, {"exit": EXIT}, given_answers[::-1], today=today, rule=RULE)
