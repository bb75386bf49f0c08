"""Rules with dates: which of them hold on a day, and for whom a change counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.programmes.domain.entry import EntryFacts, judge
from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.domain.in_force import held, model_on, overlap, playbook_on, turning_days
from doorstroom.programmes.domain.messages import explain
from doorstroom.programmes.domain.norms import Progress, checklists, next_contacts
from doorstroom.programmes.domain.route_model import Guard, InForce
from doorstroom.programmes.domain.versions import copy_model, diff, parse_model, to_data
from doorstroom.trajectories.domain.machine import MoveName, guard_rules

TURN = date(2027, 7, 1)
EVE = TURN - timedelta(days=1)
CHANGED = {
    "entry[leeftijd].in_force": {"until": "2027-07-01"},
    "entry[leeftijd-nieuw]": {
        "code": "leeftijd-nieuw", "kind": "age", "name": {"nl": "16 jaar of ouder"}, "judged_by": ["caseworker"],
        "minimum_age": 16, "in_force": {"since": "2027-07-01"},
    },
    "contacts[toeleiding/job_coach].in_force": {"until": "2027-07-01"},
    "contacts[toeleiding/job_coach/2027-07-01]": {
        "phase": "toeleiding", "role": "job_coach", "every_weeks": 1, "in_force": {"since": "2027-07-01"},
    },
    "checklists[papieren-leerbaan].items[inschrijving].in_force": {"since": "2027-07-01"},
    "guards[besluit-uitkering].in_force": {"until": "2027-07-01"},
}  # fmt: skip


@pytest.fixture(scope="module")
def changed(model):
    return copy_model(model("welthuis-v2"), code="welthuis", version=3, changes=CHANGED)


def test_the_age_that_is_asked_is_that_of_the_day_on_which_somebody_would_start(changed):
    seventeen = EntryFacts(birth_date=date(2010, 1, 1))
    ages = {
        day: [(j.criterion, j.outcome.value) for j in judge(changed.entry, seventeen, day) if "leeftijd" in j.criterion]
        for day in (EVE, TURN)
    }
    assert ages == {EVE: [("leeftijd", "not_met")], TURN: [("leeftijd-nieuw", "met")]}


def test_a_silence_keeps_the_norm_under_which_it_began(changed):
    def due(last):
        progress = Progress(phases={"toeleiding": date(2027, 5, 3)}, contacts={"job_coach": last})
        return [(n.weeks, n.due_on) for n in next_contacts(changed, progress, TURN) if n.role == "job_coach"]

    assert due(EVE) == [(3, EVE + timedelta(weeks=3))]
    assert due(TURN) == [(1, TURN + timedelta(weeks=1))]


def test_papers_are_those_of_the_day_on_which_the_phase_began(changed):
    def papers(started):
        progress = Progress(phases={"toeleiding": started})
        return [
            ([item.code for item in found.missing].count("inschrijving"), found.total)
            for found in checklists(changed, progress, started + timedelta(weeks=16))
        ]

    before, after = papers(EVE), papers(TURN)
    assert (before[0][0], after[0][0], after[0][1] - before[0][1]) == (0, 1, 1)


def test_a_condition_is_asked_on_the_day_of_the_step(changed):
    def asked(on):
        return {rule.code for rule in guard_rules(changed, MoveName.START_PHASE, on, "toeleiding")}

    assert asked(EVE) - asked(TURN) == {"besluit-uitkering"}
    assert asked(TURN) < asked(EVE)


def test_the_model_of_a_day_holds_no_other_rules(changed):
    assert turning_days(changed) == (TURN,)
    for day, age, weeks in ((EVE, 18, 3), (TURN, 16, 1)):
        then = model_on(changed, day)
        assert [c.minimum_age for c in then.entry if c.minimum_age] == [age]
        assert [n.every_weeks for n in then.contacts if (n.phase, n.role) == ("toeleiding", "job_coach")] == [weeks]
    assert playbook_on(changed, TURN) == changed.selection


def test_dates_are_part_of_the_version_and_of_the_comparison(model, changed):
    assert parse_model(to_data(changed)) == changed
    later = copy_model(
        changed, code="welthuis", version=4, changes={"entry[leeftijd].in_force": {"until": "2028-01-01"},
                                                     "entry[leeftijd-nieuw].in_force": {"since": "2028-01-01"}},
    )  # fmt: skip
    assert [(c.path, c.before, c.after) for c in diff(changed, later)] == [
        ("entry[leeftijd].in_force.until", "2027-07-01", "2028-01-01"),
        ("entry[leeftijd-nieuw].in_force.since", "2027-07-01", "2028-01-01"),
    ]
    back = copy_model(
        changed, code="welthuis", version=5, changes={c.path: c.after for c in diff(changed, model("welthuis-v2"))}
    )
    assert diff(back, model("welthuis-v2")) == ()


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("contacts[toeleiding/job_coach].in_force", {"until": "2027-07-02"}, "a second norm for job_coach"),
        ("entry[leeftijd].in_force", {"since": "2027-07-01", "until": "2027-07-01"}, "ends on 2027-07-01"),
        ("entry[leeftijd].in_force", {"since": "1 juli"}, "must be a day, not 1 juli. Write year, month and day"),
        ("entry[leeftijd].in_force", {"since": 2027}, "must be a day, not 2027."),
    ],
)
def test_dates_that_cannot_be_are_refused_with_their_place(changed, path, value, told):
    with pytest.raises(ModelError) as refused:
        copy_model(changed, code="welthuis", version=4, changes={path: value})
    (problem,) = refused.value.problems
    assert told in explain(problem)
    assert problem.path.startswith(path.partition("[")[0])


days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
spans = st.builds(InForce, since=st.none() | days, until=st.none() | days)


@given(one=spans, other=spans)
def test_two_rules_overlap_exactly_when_some_day_holds_both(one, other):
    rules = [
        Guard("x", "start_phase", "x", "norm", None, (), in_force=span) for span in (one, other)
    ]  # fmt: skip
    every = (date(2025, 12, 31) + timedelta(days=n) for n in range(64))
    assert overlap(*rules) == any(len(held(rules, day)) == 2 for day in every)
