"""The days of a round: exact counts for the models we know, and what must hold for any round."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.kernel.period import Period
from doorstroom.programmes.domain.calendar import (
    ActivityTotal,
    CalendarError,
    Cause,
    PlannedDay,
    SkippedDay,
    generate,
    planned_span,
)
from doorstroom.programmes.domain.versions import copy_model
from doorstroom.programmes.domain.vocabulary import ActivityKind, Weekday

START = date(2027, 2, 1)
WEEK = timedelta(weeks=1)
PUBLIC = {
    date(2027, 3, 29): "Tweede paasdag",
    date(2027, 4, 27): "Koningsdag",
    date(2027, 5, 6): "Hemelvaartsdag",
    date(2027, 5, 17): "Tweede pinksterdag",
}


def school_week(week):
    return Period(START + (week - 1) * WEEK, START + week * WEEK)


SCHOOL = [(school_week(4), "Voorjaarsvakantie"), (school_week(13), "Meivakantie")]


def test_twenty_weeks_without_holidays_have_60_placement_and_20_school_days(model):
    calendar = generate(model("welthuis-v2"), START, {}, [])

    assert calendar.totals == (
        ActivityTotal("toeleiding", "werkplek", ActivityKind.PLACEMENT, 60, 0, 480.0),
        ActivityTotal("toeleiding", "school", ActivityKind.SCHOOL, 20, 0, 130.0),
    )
    assert calendar.skipped == ()
    assert calendar.span == Period(START, date(2027, 6, 21))
    assert calendar.weeks == tuple(range(1, 21))
    assert calendar.unplanned == ("zorgbaan", "nazorg")


def test_holidays_of_spring_2027_leave_57_placement_and_18_school_days(model):
    calendar = generate(model("welthuis-v2"), START, PUBLIC, SCHOOL)

    assert calendar.days_of(ActivityKind.PLACEMENT) == 57
    assert calendar.days_of(ActivityKind.SCHOOL) == 18
    assert calendar.skipped == (
        SkippedDay(date(2027, 2, 23), "toeleiding", "school", 4, Cause.SCHOOL_HOLIDAY, "Voorjaarsvakantie"),
        SkippedDay(date(2027, 3, 29), "toeleiding", "werkplek", 9, Cause.PUBLIC_HOLIDAY, "Tweede paasdag"),
        SkippedDay(date(2027, 4, 27), "toeleiding", "school", 13, Cause.SCHOOL_HOLIDAY, "Meivakantie"),
        SkippedDay(date(2027, 5, 6), "toeleiding", "werkplek", 14, Cause.PUBLIC_HOLIDAY, "Hemelvaartsdag"),
        SkippedDay(date(2027, 5, 17), "toeleiding", "werkplek", 16, Cause.PUBLIC_HOLIDAY, "Tweede pinksterdag"),
    )


def test_first_days_carry_their_times_and_week(model):
    calendar = generate(model("welthuis-v2"), START, PUBLIC, SCHOOL)
    work = time(8, 30), time(16, 30)

    assert calendar.days[:3] == (
        PlannedDay(START, "toeleiding", "werkplek", ActivityKind.PLACEMENT, 1, *work, 8.0),
        PlannedDay(date(2027, 2, 2), "toeleiding", "school", ActivityKind.SCHOOL, 1, time(9), time(15, 30), 6.5),
        PlannedDay(date(2027, 2, 3), "toeleiding", "werkplek", ActivityKind.PLACEMENT, 1, *work, 8.0),
    )
    assert calendar.on(date(2027, 2, 5)) == ()
    assert [day.activity for day in calendar.on(date(2027, 2, 4))] == ["werkplek"]


def test_other_weekdays_for_one_person_keep_the_number_of_days(model):
    chosen = {"werkplek": (Weekday.TUE, Weekday.FRI, Weekday.SAT)}

    calendar = generate(model("welthuis-v2"), START, PUBLIC, SCHOOL, weekdays=chosen)

    workdays = {day.day.weekday() for day in calendar.days if day.activity == "werkplek"}
    assert workdays == {1, 4, 5}
    assert calendar.days_of(ActivityKind.PLACEMENT) == 59  # Tuesday 27 April falls out


@pytest.mark.parametrize(
    ("weekdays", "code", "params"),
    [
        ({"stage": (Weekday.MON,)}, "unknown_activity", {"activity": "stage", "known": ("werkplek", "school")}),
        (
            {"school": (Weekday.MON, Weekday.TUE)},
            "weekdays_do_not_add_up",
            {"activity": "school", "days": 1, "given": ("mon", "tue")},
        ),
        (
            {"werkplek": (Weekday.MON, Weekday.MON, Weekday.TUE, Weekday.WED)},
            "weekdays_do_not_add_up",
            {"activity": "werkplek", "days": 3, "given": ("mon", "mon", "tue", "wed")},
        ),
    ],
)
def test_weekdays_that_change_the_model_are_refused(model, weekdays, code, params):
    with pytest.raises(CalendarError) as refused:
        generate(model("welthuis-v2"), START, {}, [], weekdays=weekdays)

    assert (refused.value.code, refused.value.params) == (code, params)


def test_until_ends_the_calendar_there(model):
    calendar = generate(model("welthuis-v2"), START, {}, [], until=START + 3 * WEEK)

    assert calendar.days_of(ActivityKind.PLACEMENT) == 9
    assert calendar.weeks == (1, 2, 3)


def test_planned_span_says_for_which_days_holidays_must_be_known(model):
    assert planned_span(model("achtkracht"), START) == Period(date(2026, 12, 7), date(2027, 11, 8))
    assert planned_span(model("werkend-leren"), START) == Period(START, date(2027, 8, 30))


def test_until_before_the_start_is_refused(model):
    with pytest.raises(CalendarError) as refused:
        generate(model("welthuis-v2"), START, {}, [], until=START)

    assert refused.value.code == "calendar_ends_before_it_starts"


def test_model_without_any_end_asks_for_one(model):
    endless = copy_model(
        model("werkend-leren"), code="eindeloos", version=1, changes={"phases[op-de-vloer].length_weeks": None}
    )
    with pytest.raises(CalendarError) as refused:
        generate(endless, START, {}, [])

    assert (refused.value.code, refused.value.params) == (
        "calendar_has_no_end",
        {"model": "eindeloos", "version": 1},
    )


def test_phase_on_an_event_is_placed_once_the_day_is_known(model):
    step = model("volgende-stap")
    before = generate(step, START, {}, [])
    after = generate(step, START, {}, [], events={"job_start": date(2027, 6, 7)})

    assert before.unplanned == ("omscholing", "nieuwe-baan", "nazorg-stap")
    assert after.unplanned == ("omscholing",)
    assert [(s.phase, s.period.start, s.period.end) for s in after.phases] == [
        ("verkenning", START, date(2027, 3, 15)),
        ("werk-zoeken", date(2027, 2, 22), date(2027, 8, 2)),
        ("nieuwe-baan", date(2027, 6, 7), None),
        ("nazorg-stap", date(2027, 6, 7), date(2027, 12, 6)),
    ]
    assert before.undated == ("gesprek",)


def test_bridging_before_the_start_is_in_weeks_zero_and_less(model):
    calendar = generate(model("achtkracht"), START, {}, [])

    assert calendar.weeks[0] == -7
    assert calendar.weeks[-1] == 40
    assert [(total.activity, total.days) for total in calendar.totals] == [
        ("taalles", 16),
        ("werk", 160),
        ("school", 40),
    ]


DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.dictionaries(st.dates(date(2025, 1, 1), date(2032, 1, 1)), st.just("vrij"), max_size=60)
BREAKS = st.lists(
    st.tuples(DAYS, st.integers(1, 60)).map(lambda b: (Period(b[0], b[0] + timedelta(b[1])), "vakantie")),
    max_size=8,
)


@settings(deadline=None)
@given(start=DAYS, public=HOLIDAYS, breaks=BREAKS, name=st.sampled_from(["welthuis-v2", "achtkracht", "eerst-de-plek"]))
def test_planned_and_fallen_out_together_are_the_rhythm_whatever_the_holidays(model, start, public, breaks, name):
    calendar = generate(model(name), start, public, breaks)
    free = {s.day for s in calendar.skipped if s.cause is Cause.PUBLIC_HOLIDAY}

    without = generate(model(name), start, {}, [])
    assert [t.days + t.skipped for t in calendar.totals] == [t.days for t in without.totals]
    assert not any(day.day in public for day in calendar.days)
    assert free <= public.keys()
    assert all(day.day in calendar.span for day in calendar.days)


@settings(deadline=None)
@given(start=DAYS)
def test_round_has_the_same_number_of_days_on_whatever_weekday_it_starts(model, start):
    totals = generate(model("welthuis-v2"), start, {}, []).totals
    assert [total.days for total in totals] == [60, 20]


@settings(deadline=None)
@given(start=DAYS, public=HOLIDAYS, breaks=BREAKS)
def test_order_of_holidays_does_not_matter(model, start, public, breaks):
    one = generate(model("welthuis-v2"), start, public, breaks)
    other = generate(model("welthuis-v2"), start, dict(reversed(public.items())), breaks[::-1])
    assert one == other
