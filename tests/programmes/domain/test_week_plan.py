"""The weeks of a round on one page."""

from __future__ import annotations

from datetime import date, timedelta

from doorstroom.kernel.period import Period
from doorstroom.programmes.domain.calendar import generate
from doorstroom.programmes.domain.versions import copy_model
from doorstroom.programmes.domain.week_plan import Lane, LaneKind, Mark, Note, week_plan

START = date(2027, 2, 1)
ALL = tuple(range(1, 21))


def plan_of(model, **changes):
    school = [(Period(START + timedelta(weeks=w - 1), START + timedelta(weeks=w)), "schoolvakantie") for w in (4, 13)]
    public = dict.fromkeys([date(2027, 3, 29), date(2027, 4, 27), date(2027, 5, 6), date(2027, 5, 17)], "feestdag")
    return week_plan(model, generate(model, START, public, school, **changes))


def test_twenty_weeks_of_welthuis_are_the_five_lanes_of_its_round_page(model):
    welthuis = model("welthuis-v2")
    names = {
        "werkplek": welthuis.phases[0].rhythm[0].name,
        "school": welthuis.phases[0].rhythm[1].name,
    }

    plan = plan_of(welthuis)

    assert plan.weeks == ALL
    assert plan.lanes == (
        Lane(LaneKind.ACTIVITY, "werkplek", names["werkplek"], Mark.BAR, ALL, 3),
        Lane(LaneKind.ACTIVITY, "school", names["school"], Mark.BAR, tuple(w for w in ALL if w not in (4, 13)), 1),
        Lane(
            LaneKind.CONTACT,
            "job_coach",
            welthuis.role("job_coach").name,
            Mark.DOT,
            (1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20),
        ),
        Lane(LaneKind.MILESTONE, "driegesprek", welthuis.milestones[0].name, Mark.DOT, (4, 10, 16)),
        Lane(
            LaneKind.CHECKLIST,
            "papieren-leerbaan",
            welthuis.checklists[0].name,
            Mark.BAR,
            tuple(range(12, 21)),
        ),
    )


def test_notes_name_school_holidays_public_holidays_and_early_papers(model):
    assert plan_of(model("welthuis-v2")).notes == (
        Note("school_holiday_weeks", {"weeks": (4, 13), "paused": ("school",), "continuing": ("werkplek",)}),
        Note(
            "public_holidays_on_working_days",
            {"count": 3, "days": dict.fromkeys([date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)], "feestdag")},
        ),
        Note(
            "papers_start_before_phase",
            {"checklist": "papieren-leerbaan", "prepares": "leerbaan", "week": 12},
        ),
    )


def test_narrower_norm_in_a_copied_model_brings_more_contacts(model):
    narrower = copy_model(
        model("welthuis-v2"), code="welthuis", version=3, changes={"contacts[toeleiding/job_coach].every_weeks": 2}
    )
    coach = next(lane for lane in plan_of(narrower).lanes if lane.kind is LaneKind.CONTACT)

    assert coach.weeks == (1, 2, 4, *range(6, 21))


def test_phases_that_overlap_are_said_with_the_week(model):
    assert plan_of(model("eerst-de-plek")).notes[-3:-1] == (
        Note("phases_overlap", {"first": "plek-zoeken", "second": "eerste-plek", "week": 5}),
        Note("phases_overlap", {"first": "eerste-plek", "second": "bijleren", "week": 17}),
    )
