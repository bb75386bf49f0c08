"""The moves of one trajectory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from doorstroom.kernel.errors import Reason
from doorstroom.kernel.transitions import Attempt, Confirmation
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.machine import (
    ACTIVE,
    Episode,
    MoveName,
    Position,
    State,
    apply_move,
    decide_move,
    deviations,
    exit_point,
    register,
    state,
)

START = date(2027, 2, 1)
FACTS = dict.fromkeys(
    [
        "benefit_decision",
        "placement_active",
        "coach_assigned",
        "practice_agreement",
        "accredited_company",
        "employment_contract",
        "enrolment",
        "offer_accepted",
        "dismissal_date_known",
    ],
    True,
)


def go(model, position, *moves, on=START, reason=""):
    """The position after these moves, each allowed on the same day."""
    for name, phase in moves:
        decision = decide_move(model, position, name, Attempt(on, reason=reason, facts=FACTS), phase=phase)
        position = apply_move(model, position, decision, on, phase=phase)
    return position


INTAKE = (MoveName.START_INTAKE, None)
SELECTION = (MoveName.START_SELECTION, None)
WAIT = (MoveName.WAIT, None)


def begin(phase):
    return MoveName.START_PHASE, phase


def end(phase):
    return MoveName.END_PHASE, phase


@pytest.fixture
def selected(welthuis):
    return go(welthuis, register(START), INTAKE, SELECTION)


@pytest.fixture
def running(welthuis, selected):
    return go(welthuis, selected, begin("toeleiding"))


def test_ordinary_course_from_registration_to_aftercare(welthuis, running):
    there = go(welthuis, running, end("toeleiding"), begin("leerbaan"), on=START + timedelta(weeks=20))
    assert state(welthuis, there) is State.RUNNING
    working = go(welthuis, there, end("leerbaan"), begin("zorgbaan"), on=START + timedelta(weeks=60))
    assert state(welthuis, working) is State.EMPLOYED
    cared = go(welthuis, working, begin("nazorg"), on=START + timedelta(weeks=60))
    assert state(welthuis, cared) is State.AFTERCARE
    done = go(welthuis, cared, (MoveName.FINISH, None), on=START + timedelta(weeks=112))
    assert state(welthuis, done) is State.EXITED
    assert [e.ended_on for e in done.episodes[2:]] == [START + timedelta(weeks=112)] * 2


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ((), State.REGISTERED),
        ((INTAKE,), State.INTAKE),
        ((INTAKE, SELECTION), State.SELECTION),
        ((INTAKE, SELECTION, WAIT), State.WAITING),
        ((INTAKE, SELECTION, begin("toeleiding")), State.RUNNING),
        ((INTAKE, SELECTION, begin("toeleiding"), end("toeleiding")), State.WAITING),
    ],
)
def test_state_is_that_of_the_most_advanced_open_phase(welthuis, moves, expected):
    position = go(welthuis, register(START), *moves)
    assert state(welthuis, position) is expected
    assert (expected in ACTIVE) is bool(moves)


def codes(model, position, name, phase=None, **attempt):
    given = {"on": START, "facts": FACTS} | attempt
    return [r.code for r in decide_move(model, position, name, Attempt(**given), phase=phase).reasons]


@pytest.mark.parametrize(
    ("name", "phase", "expected"),
    [
        (MoveName.START_PHASE, "toeleiding", ["move_not_from_this_state"]),
        (MoveName.START_SELECTION, None, ["move_not_from_this_state"]),
        (MoveName.RE_ENTER, None, ["move_not_from_this_state"]),
        (MoveName.EXIT, None, ["reason_needed"]),
        (MoveName.START_INTAKE, None, []),
    ],
)
def test_someone_registered_goes_to_intake_or_leaves(welthuis, name, phase, expected):
    assert codes(welthuis, register(START), name, phase) == expected


def test_start_without_benefit_decision_names_who_can_supply_and_who_can_let_it_pass(welthuis, selected):
    facts = FACTS | {"benefit_decision": False}

    decision = decide_move(welthuis, selected, MoveName.START_PHASE, Attempt(START, facts=facts), phase="toeleiding")

    missing = Reason(
        "fact_missing",
        {
            "fact": "benefit_decision",
            "guard": "besluit-uitkering",
            "strength": "agreement",
            "supplied_by": ("caseworker",),
            "confirmed_by": ("programme_manager", "caseworker"),
        },
        "Convenant WelThuis, afspraak 4",
    )
    assert (decision.allowed, decision.reasons, decision.passable) == (False, (missing,), (missing,))


def test_start_without_benefit_decision_passes_with_name_reason_and_expiry(welthuis, selected):
    facts = FACTS | {"benefit_decision": False, "coach_assigned": False}
    given = Confirmation("benefit_decision", "Femke", "programme_manager", "brief is onderweg", date(2027, 2, 28))

    decision = decide_move(
        welthuis,
        selected,
        MoveName.START_PHASE,
        Attempt(START, facts=facts, confirmations=(given,)),
        phase="toeleiding",
    )

    assert decision.allowed
    assert [(task.fact, task.expires_on) for task in decision.tasks] == [("benefit_decision", date(2027, 2, 28))]
    assert [reason.params["fact"] for reason in decision.reminders] == ["coach_assigned"]


def test_someone_without_benefit_needs_no_decision(welthuis, selected):
    facts = FACTS | {"benefit_decision": None, "no_benefit": True}
    assert codes(welthuis, selected, MoveName.START_PHASE, "toeleiding", facts=facts) == []


def test_law_blocks_the_apprenticeship(welthuis, running):
    facts = FACTS | {"practice_agreement": None}
    position = go(welthuis, running, end("toeleiding"))
    assert codes(welthuis, position, MoveName.START_PHASE, "leerbaan", facts=facts) == ["fact_unknown"]


def test_skipping_running_beside_and_going_back_ask_for_a_reason_and_nothing_more(welthuis, running):
    intake = go(welthuis, register(START), INTAKE)
    cases = [
        (intake, "toeleiding", Reason("skips", {"phase": "toeleiding", "skipped": ("selection",)})),
        (running, "leerbaan", Reason("parallel", {"phase": "leerbaan", "beside": ("toeleiding",)})),
        (
            go(welthuis, running, end("toeleiding")),
            "zorgbaan",
            Reason("skips", {"phase": "zorgbaan", "skipped": ("leerbaan",)}),
        ),
        (
            go(welthuis, running, end("toeleiding")),
            "toeleiding",
            Reason("goes_back", {"phase": "toeleiding", "came_from": "toeleiding"}),
        ),
    ]
    for position, phase, deviation in cases:
        assert deviations(welthuis, position, phase) == (deviation,)
        assert codes(welthuis, position, MoveName.START_PHASE, phase) == ["reason_needed"]
        assert codes(welthuis, position, MoveName.START_PHASE, phase, reason="afgesproken") == []


def test_phases_that_the_model_plans_together_need_no_reason(next_step):
    position = go(next_step, register(START), INTAKE, begin("verkenning"))
    assert deviations(next_step, position, "werk-zoeken") == ()
    both = go(next_step, position, begin("werk-zoeken"))
    assert both.open_phases == ("verkenning", "werk-zoeken")
    assert deviations(next_step, both, "omscholing") == (
        Reason("parallel", {"phase": "omscholing", "beside": ("verkenning", "werk-zoeken")}),
    )


@pytest.mark.parametrize(
    ("name", "phase", "expected"),
    [
        (MoveName.START_PHASE, "toeleiding", ["phase_already_open"]),
        (MoveName.END_PHASE, "leerbaan", ["phase_not_open"]),
        (MoveName.START_PHASE, "vakantie", ["unknown_phase"]),
        (MoveName.START_PHASE, None, ["unknown_phase"]),
        (MoveName.RESUME, None, ["move_not_from_this_state"]),
        (MoveName.SUSPEND, None, ["reason_needed"]),
    ],
)
def test_moves_that_cannot_be_made_while_running(welthuis, running, name, phase, expected):
    assert codes(welthuis, running, name, phase) == expected


def test_move_before_an_earlier_move_is_refused(welthuis, running):
    yesterday = START - timedelta(days=1)
    assert codes(welthuis, running, MoveName.END_PHASE, "toeleiding", on=yesterday) == ["move_before_earlier_move"]


def test_suspension_keeps_the_phase_open_and_return_brings_it_back(welthuis, running):
    away = go(welthuis, running, (MoveName.SUSPEND, None), on=date(2027, 3, 1), reason="ziek")
    assert (state(welthuis, away), away.open_phases) == (State.SUSPENDED, ("toeleiding",))
    assert codes(welthuis, away, MoveName.END_PHASE, "toeleiding", on=date(2027, 3, 2)) == ["move_not_from_this_state"]
    back = go(welthuis, away, (MoveName.RESUME, None), on=date(2027, 4, 1))
    assert state(welthuis, back) is State.RUNNING


def test_exit_closes_every_open_phase_and_knows_phase_and_week(welthuis, running):
    on = date(2027, 3, 1)
    assert exit_point(welthuis, running, on) == ("toeleiding", 5)
    assert exit_point(welthuis, register(START), on) is None

    gone = go(welthuis, running, (MoveName.EXIT, None), on=on, reason="andere verwachting")

    assert gone.episodes == (Episode("toeleiding", START, on),)
    assert (state(welthuis, gone), gone.exited_on) == (State.EXITED, on)


def test_re_entry_within_26_weeks_goes_on_in_the_same_trajectory(welthuis, running):
    on = date(2027, 3, 1)
    gone = go(welthuis, running, (MoveName.EXIT, None), on=on, reason="verhuisd")
    last_day = on + timedelta(weeks=26)

    assert codes(welthuis, gone, MoveName.RE_ENTER, on=last_day + timedelta(days=1), reason="terug") == [
        "reentry_too_late"
    ]
    back = go(welthuis, gone, (MoveName.RE_ENTER, None), on=last_day, reason="terug")
    assert back == Position(State.INTAKE, last_day, (Episode("toeleiding", START, on),))
    assert state(welthuis, back) is State.INTAKE


def test_model_without_a_term_for_re_entry_always_lets_people_back(welthuis, running):
    open_door = replace(welthuis, thresholds=replace(welthuis.thresholds, reentry_weeks=None))
    gone = go(open_door, running, (MoveName.EXIT, None), reason="verhuisd")
    assert codes(open_door, gone, MoveName.RE_ENTER, on=date(2031, 1, 1), reason="terug") == []


def test_refused_move_cannot_be_applied(welthuis):
    position = register(START)
    decision = decide_move(welthuis, position, MoveName.START_PHASE, Attempt(START), phase="toeleiding")
    with pytest.raises(TrajectoryError) as refused:
        apply_move(welthuis, position, decision, START, phase="toeleiding")
    assert [reason.code for reason in refused.value.reasons] == ["move_not_from_this_state"]
