"""When a trial asks for a decision."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.cooperation.domain.experiments import Stage, Trial, days_left, stage

STARTS = date(2026, 2, 2)
TRIAL = Trial(STARTS, date(2027, 2, 1))


def test_a_trial_is_planned_runs_and_asks_for_its_decision_on_the_day_itself():
    days = (date(2026, 2, 1), STARTS, date(2027, 1, 31), date(2027, 2, 1), date(2027, 3, 1))
    assert [stage(TRIAL, on) for on in days] == [Stage.PLANNED, Stage.RUNNING, Stage.RUNNING, Stage.DUE, Stage.DUE]
    assert [days_left(TRIAL, on) for on in days[2:]] == [1, 0, -28]


@given(st.integers(-400, 800), st.sampled_from(["continue", "change", "stop"]))
def test_what_is_decided_never_asks_again(days, outcome):
    assert stage(Trial(STARTS, TRIAL.decide_on, outcome), STARTS + timedelta(days=days)) is Stage.DECIDED
