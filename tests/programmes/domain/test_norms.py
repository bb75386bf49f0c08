"""What falls due on a day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.programmes.domain.fields import Names
from doorstroom.programmes.domain.norms import (
    ChecklistState,
    ContactDue,
    Progress,
    add_months,
    due,
    next_contacts,
    planned_contact_weeks,
)
from doorstroom.programmes.domain.route_model import ContactNorm, FirstWeeks
from doorstroom.programmes.domain.versions import copy_model

START = date(2026, 11, 9)
MONDAY = date(2026, 11, 23)


def week(number):
    return START + timedelta(weeks=number - 1)


def test_next_contact_in_the_first_month_is_due_two_weeks_after_the_last(model):
    progress = Progress(phases={"toeleiding": START}, contacts={"job_coach": date(2026, 11, 16)})

    assert tuple(next_contacts(model("welthuis-v2"), progress, MONDAY)) == (
        ContactDue(
            phase="toeleiding",
            role="job_coach",
            due_on=date(2026, 11, 30),
            weeks=2,
            since=date(2026, 11, 16),
            overdue_days=0,
            escalates_on=date(2026, 12, 7),
        ),
    )


@pytest.mark.parametrize(
    ("last", "due_on", "overdue"),
    [
        (None, date(2026, 11, 23), 42),
        (date(2026, 10, 1), date(2026, 11, 23), 42),  # before the phase began: counts from its start
        (date(2026, 12, 6), date(2026, 12, 20), 15),  # Sunday of week 4: still the first month
        (date(2026, 12, 7), date(2026, 12, 28), 7),
        (date(2026, 12, 14), date(2027, 1, 4), 0),
    ],
)
def test_silence_counts_from_the_last_contact_or_the_start_of_the_phase(model, last, due_on, overdue):
    contacts = {"job_coach": last} if last else {}
    progress = Progress(phases={"toeleiding": START}, contacts=contacts)

    (contact,) = next_contacts(model("welthuis-v2"), progress, date(2027, 1, 4))

    assert (contact.due_on, contact.overdue_days) == (due_on, overdue)


def test_copied_model_with_a_narrower_norm_is_late_where_the_original_is_not(model):
    original = model("welthuis-v2")
    narrower = copy_model(
        original, code="welthuis", version=3, changes={"contacts[toeleiding/job_coach].every_weeks": 2}
    )
    progress = Progress(phases={"toeleiding": START}, contacts={"job_coach": week(8)})
    today = week(10) + timedelta(days=1)

    assert [c.overdue_days for c in next_contacts(original, progress, today)] == [0]
    assert [c.overdue_days for c in next_contacts(narrower, progress, today)] == [1]


def test_papers_of_the_apprenticeship_are_due_from_the_monday_of_week_16(model):
    welthuis = model("welthuis-v2")
    items = [("papieren-leerbaan", code) for code in ("arbeidsovereenkomst", "erkenning", "inkomen")]
    progress = Progress(phases={"toeleiding": START}, items=items)

    def state(on):
        return [(c.state, [i.code for i in c.missing]) for c in due(welthuis, progress, on).checklists]

    missing = ["praktijkovereenkomst", "inschrijving"]
    assert state(week(12) - timedelta(days=1)) == []
    assert state(week(12)) == [(ChecklistState.OPEN, missing)]
    assert state(week(16) - timedelta(days=1)) == [(ChecklistState.OPEN, missing)]
    assert state(week(16)) == [(ChecklistState.DUE, missing)]
    assert state(week(17)) == [(ChecklistState.LATE, missing)]


def test_paper_counts_when_its_fact_holds_elsewhere(model):
    items = [("papieren-leerbaan", code) for code in ("arbeidsovereenkomst", "erkenning", "inkomen", "inschrijving")]
    progress = Progress(phases={"toeleiding": START}, items=items, facts={"practice_agreement"})

    assert due(model("welthuis-v2"), progress, week(16)).checklists == ()


def test_talks_are_open_in_their_week_and_late_after_it(model):
    progress = Progress(phases={"toeleiding": START}, milestones=[("driegesprek", 4)])

    def talks(on):
        return [(t.week, t.opens_on, t.late) for t in due(model("welthuis-v2"), progress, on).milestones]

    assert talks(week(10) - timedelta(days=1)) == []
    assert talks(week(10)) == [(10, week(10), False)]
    assert talks(week(16)) == [(10, week(10), True), (16, week(16), False)]


def test_looking_back_is_due_at_exit_four_weeks_six_and_twelve_months(model):
    exit_on = date(2026, 8, 31)
    progress = Progress(phases={}, events={"exit": exit_on}, observations={"bij-vertrek"})

    def codes(on):
        return [(o.observation.code, o.due_on) for o in due(model("welthuis-v2"), progress, on).observations]

    four, six, twelve = date(2026, 9, 28), date(2027, 2, 28), date(2027, 8, 31)
    assert codes(date(2026, 9, 27)) == []
    assert codes(date(2026, 9, 28)) == [("na-4-weken", four)]
    assert codes(date(2027, 8, 31)) == [("na-4-weken", four), ("na-6-maanden", six), ("na-12-maanden", twelve)]


def test_phase_that_is_not_open_asks_nothing(model):
    nothing = due(model("welthuis-v2"), Progress(phases={}), MONDAY)
    assert (nothing.contacts, nothing.milestones, nothing.checklists, nothing.observations) == ((), (), (), ())


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 1), 0, date(2026, 5, 1)),
    ],
)
def test_add_months_stays_within_the_month(day, months, expected):
    assert add_months(day, months) == expected


NORMS = st.builds(
    ContactNorm,
    phase=st.just("fase"),
    role=st.just("coach"),
    every_weeks=st.integers(2, 12),
    first=st.none() | st.builds(FirstWeeks, weeks=st.integers(1, 8), every_weeks=st.integers(1, 2)),
    margin_weeks=st.integers(0, 12),
)


@settings(deadline=None)
@given(norm=NORMS, last_week=st.integers(1, 160))
def test_planned_contacts_never_break_their_own_norm(norm, last_week):
    weeks = planned_contact_weeks(norm, last_week)

    assert weeks[0] == 1
    assert weeks[-1] <= last_week
    for earlier, later in pairwise(weeks):
        narrow = norm.first is not None and earlier <= norm.first.weeks
        assert 1 <= later - earlier <= (norm.first.every_weeks if narrow else norm.every_weeks)


def test_names_fall_back_to_dutch():
    name = Names((("en", "School"), ("nl", "School"), ("sv", "Skola")))
    assert [name.text(code) for code in ("sv", "nl-be", "fr")] == ["Skola", "School", "School"]
