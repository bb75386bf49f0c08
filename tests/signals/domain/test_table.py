"""What the partnership asks: each threshold on the day before and on the day itself, and who hears it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from doorstroom.agreements.domain.commitments import Promise
from doorstroom.programmes.domain.route_model import Thresholds
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.messages import ACTS, SIGNALS
from doorstroom.signals.domain.signal import Promises
from doorstroom.signals.domain.table_facts import (
    ActionFact,
    AgreementFact,
    CommitmentFact,
    DoublesFact,
    FileRequestFact,
    IssueFact,
    LogReviewFact,
    ProgrammeFact,
    ProjectFact,
    TableSituation,
    TieFact,
)
from doorstroom.signals.domain.table_rules import points_fewer, table_signals

ON = date(2026, 11, 23)
PROMISES = Promises(second_owner_days=42, double_days=14, drift_points=15, unknown_days=30)


def told(on=ON, promises=PROMISES, **facts):
    measure = Measure(datetime(on.year, on.month, on.day, 10, tzinfo=UTC), Thresholds(), promises)
    found = table_signals(TableSituation(**facts), measure)
    for each in found:
        assert SIGNALS[each.code].says % each.params
        assert SIGNALS[each.code].why % each.params
        assert ACTS[each.expected_act]
    return [(each.code, each.due_on) for each in found]


@pytest.mark.parametrize(
    ("on", "value", "code"),
    [
        (date(2026, 7, 1), 0, None),
        (date(2026, 7, 3), 0, "commitment_lagging"),
        (date(2026, 10, 1), 15, None),
        (date(2026, 10, 1), 14, "commitment_lagging"),
        (date(2026, 10, 1), None, "commitment_unknown"),
        (date(2027, 1, 1), 39, "commitment_missed"),
        (date(2027, 1, 1), 40, None),
    ],
)
def test_a_promise_lags_from_half_of_its_time_below_half_of_an_even_pace(on, value, code):
    """Forty within 2026: after three quarters an even pace gives 29, so 14 lags and 15 does not."""
    promise = Promise(40, date(2026, 1, 1), date(2027, 1, 1), value)
    found = told(on, commitments=(CommitmentFact("1", "40 plekken", "KOL", promise),))
    assert found == ([(code, date(2027, 1, 1))] if code else [])


@pytest.mark.parametrize(("left", "there"), [(121, False), (120, True), (1, True), (0, False)])
def test_an_agreement_is_told_in_its_last_120_days(left, there):
    last = ON + timedelta(days=left)
    assert told(agreements=(AgreementFact("1", "Convenant", last),)) == ([("agreement_ending", last)] if there else [])


def test_an_agreement_without_an_end_asks_nothing_but_its_waiting_lines():
    assert told(agreements=(AgreementFact("1", "Convenant", None, waiting=3),)) == [("annex_waiting", ON)]


def test_an_issue_asks_for_a_second_owner_six_weeks_after_it_was_signalled():
    issue = IssueFact("1", "Te weinig monteurs", ("KOL",), date(2026, 6, 15), 95)
    assert told(issues=(issue,)) == [("issue_one_owner", date(2026, 7, 27))]
    assert told(issues=(replace(issue, people_short=None),)) == [("issue_owner_alone", date(2026, 7, 27))]
    assert told(issues=(replace(issue, owners=()),)) == [("issue_no_owner", date(2026, 7, 27))]
    assert told(issues=(replace(issue, owners=("KOL", "UWV")),)) == []


@pytest.mark.parametrize(("due", "there"), [(ON, False), (ON - timedelta(days=1), True)])
def test_an_action_is_told_from_the_day_after_its_day(due, there):
    found = told(actions=(ActionFact("1", "Negen installateurs bezoeken", due),))
    assert found == ([("action_overdue", due)] if there else [])


@pytest.mark.parametrize(("days", "there"), [(180, False), (181, True)])
def test_a_tie_is_told_after_half_a_year_without_contact(days, there):
    last = ON - timedelta(days=days)
    found = told(ties=(TieFact("1", "Pim Bakker", "Hessels Metaal", "leerplekken", last),))
    assert found == ([("tie_dormant", ON - timedelta(days=1))] if there else [])


@pytest.mark.parametrize(
    ("before", "far_before", "after", "far_after", "there"),
    [
        (100, 50, 40, 14, True),  # 50 of 100 to 35 of 100: exactly fifteen points
        (100, 50, 40, 15, False),
        (20, 10, 20, 7, True),
        (20, 10, 19, 0, False),  # nineteen who started are too few to say anything
        (19, 19, 20, 0, False),
        (100, 20, 40, 20, False),  # the group grew
    ],
)
def test_the_group_without_a_qualification_is_compared_from_twenty_people_on(
    before, far_before, after, far_after, there
):
    programme = ProgrammeFact("1", "Achtkracht", before, far_before, after, far_after)
    assert told(programmes=(programme,)) == ([("group_drift", ON)] if there else [])


def test_no_difference_is_no_points():
    assert points_fewer(ProgrammeFact("1", "x", 40, 20, 20, 10)) == 0
    assert points_fewer(ProgrammeFact("1", "x", 0, 0, 0, 0)) is None


def test_unknown_destinations_missing_evidence_the_log_files_and_doubles_each_have_their_day():
    first = date(2026, 9, 1)
    assert told(
        programmes=(ProgrammeFact("1", "Achtkracht", 0, 0, 0, 0, unknown=2, unknown_since=first),),
        projects=(ProjectFact("1", "ESF", 1, 0, first), ProjectFact("2", "ESF 2", 0, 0, None)),
        log_reviews=(LogReviewFact("1", date(2026, 10, 1), date(2026, 11, 22), 26, 1),
                     LogReviewFact("2", date(2026, 9, 1), date(2026, 10, 22), 0, 0)),
        file_requests=(FileRequestFact("1", "Ruud", first, date(2026, 9, 8), True),
                       FileRequestFact("2", "Ruud", first, date(2026, 10, 1), False)),
        doubles=DoublesFact(3, first),
    ) == [
        ("outcome_unknown", date(2026, 10, 1)), ("evidence_missing", first), ("odd_access", date(2026, 11, 22)),
        ("file_emergency", date(2026, 9, 8)), ("file_asked", date(2026, 10, 1)),
        ("doubles_waiting", date(2026, 9, 15)),
    ]  # fmt: skip


def test_a_promise_that_is_left_out_switches_its_signal_off():
    facts = {
        "issues": (IssueFact("1", "x", ("KOL",), ON, 1),),
        "programmes": (ProgrammeFact("1", "x", 100, 50, 50, 0, unknown=1, unknown_since=ON),),
        "doubles": DoublesFact(1, ON),
    }
    assert len(told(**facts)) == 4
    assert told(promises=Promises(), **facts) == []
