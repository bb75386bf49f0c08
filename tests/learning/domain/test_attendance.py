from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.learning.domain.attendance import (
    Attendance,
    AttendanceStatus,
    PlannedDay,
    attendance_dip,
    count,
    last_planned,
    no_shows,
)
from doorstroom.programmes.domain.route_model import Thresholds

TODAY = date(2026, 11, 23)
LIMITS = Thresholds(no_show_minutes=60, attendance_last_days=10, attendance_below_percent=80, attendance_drop_points=20)
LETTERS = {
    "P": AttendanceStatus.PRESENT,
    "L": AttendanceStatus.LATE,
    "S": AttendanceStatus.SICK,
    "E": AttendanceStatus.EXCUSED,
    "A": AttendanceStatus.ABSENT,
    "-": AttendanceStatus.NOT_RECORDED,
}


def days(letters: str, *, last: date = TODAY) -> tuple[PlannedDay, ...]:
    """One planned day a letter, on consecutive days of which the last is `last`."""
    first = last - timedelta(days=len(letters) - 1)
    return tuple(PlannedDay(first + timedelta(days=n), LETTERS[c]) for n, c in enumerate(letters))


def test_count_keeps_every_status_apart():
    found = count(days("PPLSEEA---"))
    assert found == Attendance(present=2, late=1, sick=1, excused=2, absent=1, not_recorded=3)
    assert (found.planned, found.counted, found.attended, found.missed) == (10, 5, 3, 2)
    assert found.rate == Fraction(3, 5)


@pytest.mark.parametrize("letters", ["", "---", "EE", "E-"])
def test_rate_without_a_counted_day_is_none_and_not_zero(letters):
    assert count(days(letters)).rate is None


@given(st.text("PLSEA-", max_size=40))
def test_counts_add_up_and_free_or_blank_days_never_change_the_rate(letters):
    found = count(days(letters))
    assert found.planned == len(letters)
    assert found.rate == count(days(letters + "E-E")).rate
    assert found.rate is None or 0 <= found.rate <= 1


def test_last_planned_days_leave_out_what_was_agreed_as_free_and_what_is_still_to_come():
    found = last_planned(days("APEPL", last=TODAY + timedelta(days=1)), on=TODAY, number=3)
    assert [day.status for day in found] == [
        AttendanceStatus.ABSENT,
        AttendanceStatus.PRESENT,
        AttendanceStatus.PRESENT,
    ]


DIPS = [
    ("PPPPPPPPPP", None),
    ("PPPPPPPPAS", None),  # 8 of 10 is the limit itself
    ("PPPPPPPASA", (True, False)),
    ("LLLLLLLLLL", None),
    ("ASEEEEEEPPPPPPPA", (True, False)),  # free days do not push a miss out of the last ten
    ("ASEEEEEEPPPPPPPPA", None),
    ("AAA", (True, False)),  # three misses of ten planned days are already too many
    ("AA", None),
    ("AA--------", None),
    ("AAA-------", (True, False)),
    ("AAAPPPPPPPPPP", None),  # older misses are no part of the last ten
    ("PPPPPPPPPPPPPPPPPPAA", (False, True)),  # from all to eight of ten is twenty points
    ("PPPPPPPPPAPPPPPPPPAA", None),  # from nine of ten it is ten points
    ("PPPPPPPPPPPPPPPPPAAA", (True, True)),
    ("EEEEEEEEEEPPPPPPPPAA", None),  # nothing to compare with
]


@pytest.mark.parametrize(("letters", "rules"), DIPS)
def test_dip_is_below_the_limit_or_well_below_the_own_month_before(letters, rules):
    dip = attendance_dip(days(letters), on=TODAY, limits=LIMITS)
    assert (None if dip is None else (dip.below, dip.drop)) == rules


def test_dip_tells_what_it_saw():
    dip = attendance_dip(days("PPPPPPPPPPPPPPPPPASA"), on=TODAY, limits=LIMITS)
    assert dip.recent == Attendance(present=7, sick=1, absent=2)
    assert dip.before == Attendance(present=10)
    assert dip.last_missed_on == TODAY


def test_own_month_before_is_one_calendar_month():
    """The last ten days begin on 14 November: the month before them begins on 14 October."""
    older = days("AAAAAAAAAA", last=date(2026, 10, 13)) + days("P", last=date(2026, 10, 14))
    dip = attendance_dip(older + days("PPPPPPPPAA"), on=TODAY, limits=LIMITS)
    assert dip.before == Attendance(present=1)


@given(st.text("PLSEA-", max_size=25), st.sampled_from("PLE-"))
def test_one_more_day_without_a_miss_never_starts_a_dip_below_the_limit(letters, extra):
    limits = Thresholds(attendance_last_days=10, attendance_below_percent=80)
    before = attendance_dip(days(letters, last=TODAY), on=TODAY, limits=limits)
    after = attendance_dip(
        (*days(letters, last=TODAY), PlannedDay(TODAY + timedelta(days=1), LETTERS[extra])),
        on=TODAY + timedelta(days=1),
        limits=limits,
    )
    assert before is not None or after is None


@pytest.mark.parametrize(
    "limits",
    [Thresholds(), Thresholds(attendance_last_days=10), Thresholds(attendance_below_percent=80)],
)
def test_dip_rule_without_limits_is_off(limits):
    assert attendance_dip(days("AAAAAAAAAA"), on=TODAY, limits=limits) is None


def today(letter: str = "-", **more) -> PlannedDay:
    return PlannedDay(TODAY, LETTERS[letter], time(9, 0), "placement", **more)


NO_SHOWS = [
    ("A", {}, "09:05", True),
    ("A", {"notified": True}, "12:00", False),
    ("-", {"register_taken": True}, "10:00", True),
    ("-", {"register_taken": True}, "09:59", False),
    ("-", {"register_taken": True, "notified": True}, "12:00", False),
    ("-", {}, "17:00", False),
    ("S", {"register_taken": True}, "17:00", False),
    ("E", {"register_taken": True}, "17:00", False),
    ("L", {"register_taken": True}, "17:00", False),
    ("P", {"register_taken": True}, "17:00", False),
]


@pytest.mark.parametrize(("letter", "more", "clock", "expected"), NO_SHOWS)
def test_no_show_is_not_seen_without_notice(letter, more, clock, expected):
    now = datetime.combine(TODAY, time.fromisoformat(clock), UTC)
    planned = today(letter, **more)
    assert no_shows([planned], now=now, limits=LIMITS) == ((planned,) if expected else ())


def test_no_show_looks_at_today_only_and_can_be_switched_off():
    now = datetime.combine(TODAY, time(12), UTC)
    yesterday = PlannedDay(TODAY - timedelta(days=1), AttendanceStatus.ABSENT, time(9))
    assert no_shows([yesterday], now=now, limits=LIMITS) == ()
    assert no_shows([today("A")], now=now, limits=Thresholds()) == ()


def test_blank_day_without_a_time_is_no_no_show():
    planned = PlannedDay(TODAY, register_taken=True)
    assert no_shows([planned], now=datetime.combine(TODAY, time(17), UTC), limits=LIMITS) == ()
