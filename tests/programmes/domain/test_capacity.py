"""What a round asks of workplaces, schools and coaches."""

from __future__ import annotations

from datetime import date, timedelta

from doorstroom.kernel.period import Period
from doorstroom.programmes.domain.calendar import generate
from doorstroom.programmes.domain.capacity import staff_needs, week_needs

START = date(2027, 2, 1)


def test_24_people_need_24_places_a_seat_each_and_18_hours_of_coaching_a_week(model):
    holiday = Period(START + timedelta(weeks=3), START + timedelta(weeks=4))
    welthuis = model("welthuis-v2")

    needs = week_needs(welthuis, generate(welthuis, START, {}, [(holiday, "vakantie")]), 24)

    assert [need.week for need in needs] == list(range(1, 21))
    assert needs[0].seats == {"placement": 24, "school": 24}
    assert needs[0].person_days == {"placement": 72, "school": 24}
    assert needs[0].hours == {"job_coach": 18.0}
    assert needs[3].seats == {"placement": 24}
    assert (needs[3].monday, needs[3].hours) == (date(2027, 2, 22), {"job_coach": 18.0})


def test_caseload_gives_the_number_of_people(model):
    assert staff_needs(model("welthuis-v2"), 24) == {
        "caseworker": 1,
        "job_coach": 1,
        "school_coordinator": 1,
        "workplace_trainer": 8,
    }
    assert staff_needs(model("welthuis-v2"), 25)["job_coach"] == 2
