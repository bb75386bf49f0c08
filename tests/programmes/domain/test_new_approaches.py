"""Three approaches nobody wrote code for: everything follows from their files.

Twelve weeks of sixteen hours with ten employers; supported employment in which the place comes before the training;
and one without a school day. For each: calendar, checklists, guards, norms and signals, and the stages of the figures.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from doorstroom.kernel.period import Period
from doorstroom.kernel.transitions import Attempt
from doorstroom.programmes.domain.calendar import generate
from doorstroom.programmes.domain.capacity import staff_needs, week_needs
from doorstroom.programmes.domain.norms import Progress, due
from doorstroom.programmes.domain.vocabulary import ActivityKind, Weekday
from doorstroom.programmes.domain.week_plan import week_plan
from doorstroom.trajectories.domain.machine import MoveName, apply_move, decide_move, register

START = date(2027, 3, 1)
SPRING = [(Period(date(2027, 4, 26), date(2027, 5, 10)), "Meivakantie")]
ASCENSION = {date(2027, 5, 6): "Hemelvaartsdag", date(2027, 5, 14): "Vrije vrijdag"}


def week(number):
    return START + timedelta(weeks=number - 1)


def totals(calendar):
    return [(t.phase, t.activity, t.days, t.skipped, t.hours) for t in calendar.totals]


def lanes(model, calendar):
    return {lane.code: lane.weeks for lane in week_plan(model, calendar).lanes}


def intake(model):
    position = register(START)
    decision = decide_move(model, position, MoveName.START_INTAKE, Attempt(START))
    return apply_move(model, position, decision, START)


def start(model, phase, facts, reason="afgesproken"):
    attempt = Attempt(START, reason=reason, facts=facts)
    return decide_move(model, intake(model), MoveName.START_PHASE, attempt, phase=phase)


def test_calendars(model):
    hands, place, floor = model("handen-ineen"), model("eerst-de-plek"), model("werkend-leren")

    twelve_weeks = generate(hands, START, ASCENSION, SPRING)
    three_years = generate(place, START, ASCENSION, SPRING)
    chosen = {"vloerdag": (Weekday.MON, Weekday.TUE, Weekday.THU, Weekday.SAT)}
    no_school = generate(floor, START, ASCENSION, SPRING, weekdays=chosen)

    assert totals(twelve_weeks) == [
        ("meewerken", "meewerkdag", 23, 1, 184.0),
        ("meewerken", "leermiddag", 5, 1, 17.5),
    ]
    assert totals(three_years) == [
        ("eerste-plek", "plekdag", 199, 1, 796.0),
        ("bijleren", "leerdag", 28, 0, 84.0),
    ]
    assert totals(no_school) == [("op-de-vloer", "vloerdag", 119, 1, None)]
    assert [c.days_of(ActivityKind.SCHOOL) for c in (twelve_weeks, three_years, no_school)] == [0, 0, 0]
    assert three_years.span == Period(START, date(2030, 2, 25))


def test_place_comes_before_training_and_overlaps_it(model):
    place = model("eerst-de-plek")
    calendar = generate(place, START, {}, [])

    assert [(s.phase, calendar.week_of(s.period.start), s.period.days()) for s in calendar.phases] == [
        ("plek-zoeken", 1, 56),
        ("eerste-plek", 5, 700),
        ("bijleren", 17, 280),
        ("steun-op-afstand", 105, 364),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("handen-ineen", {"buddy": (1, 5, 9), "tussenstand": (6,), "verder": tuple(range(8, 13))}),
        (
            "eerst-de-plek",
            {
                "steungever": (*range(5, 105), 107, 112, 117, 122, 127, 132, 137, 142, 147, 152),
                "terugblik": (30, 56, 82),
                "op-afstand": tuple(range(94, 105)),
            },
        ),
        ("werkend-leren", {"meester": tuple(range(1, 31)), "proeve": (14, 28), "proefstuk": tuple(range(20, 31))}),
    ],
)
def test_contacts_talks_and_papers_stand_in_their_weeks(model, name, expected):
    shown = lanes(model(name), generate(model(name), START, {}, []))
    assert {code: weeks for code, weeks in shown.items() if code in expected} == expected


@pytest.mark.parametrize(
    ("name", "phase", "opens", "due_week", "missing"),
    [
        ("handen-ineen", "meewerken", 8, 11, ["afspraak", "inkomen"]),
        ("eerst-de-plek", "eerste-plek", 90, 96, ["noodcontact"]),
        ("werkend-leren", "op-de-vloer", 20, 28, ["werkstuk"]),
    ],
)
def test_checklists_open_and_fall_due(model, name, phase, opens, due_week, missing):
    progress = Progress(phases={phase: START})

    def states(on):
        return [(c.state.value, [i.code for i in c.missing]) for c in due(model(name), progress, on).checklists]

    assert states(week(opens) - timedelta(days=1)) == []
    assert states(week(opens)) == [("open", missing)]
    assert states(week(due_week)) == [("due", missing)]
    assert states(week(due_week + 1)) == [("late", missing)]


@pytest.mark.parametrize(
    ("name", "phase", "facts", "allowed", "passable", "reminders"),
    [
        ("handen-ineen", "meewerken", {"insured": True, "travel_paid": True}, True, [], []),
        ("handen-ineen", "meewerken", {"insured": True, "lives_nearby": True}, True, [], []),
        ("handen-ineen", "meewerken", {"insured": True}, False, ["travel_paid"], []),
        ("handen-ineen", "meewerken", {"travel_paid": True}, False, [], []),
        ("eerst-de-plek", "eerste-plek", {"own_goal": True}, True, [], []),
        ("eerst-de-plek", "eerste-plek", {}, False, [], []),
        ("eerst-de-plek", "steun-op-afstand", {}, True, [], ["emergency_contact"]),
        ("werkend-leren", "op-de-vloer", {}, False, ["tools_ready"], []),
    ],
)
def test_guards_block_pass_or_remind(model, name, phase, facts, allowed, passable, reminders):
    decision = start(model(name), phase, facts)

    assert decision.allowed is allowed
    assert [reason.params["fact"] for reason in decision.passable] == passable
    assert [reason.params["fact"] for reason in decision.reminders] == reminders


@pytest.mark.parametrize(
    ("name", "phase", "weeks", "escalates"),
    [
        ("handen-ineen", "meewerken", 4, 2),
        ("eerst-de-plek", "eerste-plek", 1, None),
        ("werkend-leren", "op-de-vloer", 2, None),
    ],
)
def test_norms_say_when_the_next_contact_is_due(model, name, phase, weeks, escalates):
    progress = Progress(phases={phase: START})
    (contact,) = due(model(name), progress, week(weeks + 1) + timedelta(days=1)).contacts

    assert (contact.due_on, contact.overdue_days) == (week(weeks + 1), 1)
    assert contact.escalates_on == (None if escalates is None else week(weeks + 1 + escalates))


def test_signals_have_the_thresholds_of_the_file_and_otherwise_the_standard(model):
    found = [
        (t.no_show_minutes, t.attendance_below_percent, t.reentry_weeks)
        for t in (model(n).thresholds for n in ("handen-ineen", "eerst-de-plek", "werkend-leren"))
    ]
    assert found == [(15, 80, 26), (60, 60, 52), (60, 80, 26)]


@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("handen-ineen", [("begonnen", "meewerken", None), ("werk", None, "job")]),
        (
            "eerst-de-plek",
            [
                ("mee", "plek-zoeken", None),
                ("plek", "eerste-plek", None),
                ("leert", "bijleren", None),
                ("houdt", None, "sustained_job"),
            ],
        ),
        ("werkend-leren", [("vloer", "op-de-vloer", None), ("los", "zelfstandig", None)]),
    ],
)
def test_stages_of_the_figures_come_in_the_models_order(model, name, stages):
    assert [(s.code, s.phase, s.fact) for s in model(name).stages] == stages


def test_capacity_follows(model):
    hands = model("handen-ineen")
    needs = week_needs(hands, generate(hands, START, {}, []), hands.group.seats)

    assert [n.week for n in needs] == list(range(-1, 13))
    assert (needs[0].seats, needs[0].hours) == ({}, {"buddy": 11.0})
    assert needs[2].seats == {"placement": 22, "training": 22}
    assert needs[3].seats == {"placement": 22}
    assert staff_needs(hands, 22) == {"buddy": 2}
