"""The clock of the question desk, and the promise of one working day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.demand.domain.contact import Call, pressure
from doorstroom.demand.domain.desk import Asked, PromiseKept, holidays, is_open, promise_kept, promised_by

HERE = ZoneInfo("Europe/Amsterdam")


def at(day, hour, minute=0, month=11, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (at(23, 10), at(24, 10)),  # Monday to Tuesday
        (at(23, 7), at(23, 17)),  # before opening: the whole Monday
        (at(23, 19), at(24, 17)),  # after closing: the whole Tuesday
        (at(20, 16), at(23, 16)),  # Friday to Monday
        (at(21, 12), at(23, 17)),  # Saturday: Monday
        (at(24, 16, month=12), at(28, 16, month=12)),  # over both days of Christmas and a weekend
        (at(24, 16, month=4), at(28, 16, month=4)),  # King's Day falls on a Monday in 2026
    ],
)
def test_one_working_day_later(asked, due):
    assert promised_by(asked) == due


def test_holidays_of_two_years():
    assert holidays(2025) >= {date(2025, 4, 21), date(2025, 4, 26), date(2025, 5, 5), date(2025, 5, 29)}
    assert holidays(2026) == {
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 14), date(2026, 5, 25), date(2026, 12, 25),
        date(2026, 12, 26),
    }  # fmt: skip


MOMENTS = st.integers(0, 15 * 365 * 24 * 60).map(
    lambda minutes: at(1, 0, month=1, year=2020) + timedelta(minutes=minutes)
)


@given(MOMENTS)
def test_a_term_ends_in_opening_hours_after_the_question(asked):
    due = promised_by(asked)
    assert due > asked
    assert is_open(due.date())
    assert (9, 0) <= (due.hour, due.minute) <= (17, 0)


@given(MOMENTS, st.integers(0, 600))
def test_whoever_asks_later_is_not_answered_earlier(asked, minutes):
    assert promised_by(asked) <= promised_by(asked + timedelta(minutes=minutes))


def test_open_past_its_term_is_not_kept_and_within_it_is_not_counted():
    questions = [
        Asked(at(20, 10), at(20, 9)), Asked(at(20, 10), at(20, 10)), Asked(at(20, 10), at(20, 11)),
        Asked(at(20, 10), None), Asked(at(24, 10), None),
    ]  # fmt: skip
    assert promise_kept(questions, at(23, 10)) == PromiseKept(kept=2, counted=4, running=1)


def test_the_third_contact_in_two_weeks_asks_why():
    calls = [Call(date(2026, 11, 9), "A"), Call(date(2026, 11, 10), "B"), Call(date(2026, 11, 20), "C")]
    lately = pressure(calls, date(2026, 11, 23))
    assert (lately.asks_reason, lately.names) == (True, "C, B")
    assert not pressure(calls[:2], date(2026, 11, 23)).asks_reason


def test_a_question_has_a_clock_in_working_hours_and_the_promise_is_counted():
    """Asked on Friday at four, due on Monday at four; answered a minute later it was not kept (S3.16)."""
    asked = datetime(2026, 11, 20, 16, tzinfo=HERE)
    due = promised_by(asked)
    assert due == datetime(2026, 11, 23, 16, tzinfo=HERE)
    late = Asked(due, due + timedelta(minutes=1))
    assert promise_kept([Asked(due, due), late], due + timedelta(days=1)) == PromiseKept(kept=1, counted=2, running=0)
