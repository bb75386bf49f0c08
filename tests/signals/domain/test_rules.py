"""Every signal: on its first day, the day before, and switched off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from doorstroom.followup.domain.observations import ObservationState, ObservationStatus
from doorstroom.kernel.transitions import OpenTask
from doorstroom.learning.domain.attendance import AttendanceStatus, PlannedDay
from doorstroom.programmes.domain.norms import ChecklistDue, ChecklistState, ContactDue, Due
from doorstroom.programmes.domain.route_model import Checklist, ChecklistItem, Thresholds
from doorstroom.signals.domain.catalogue import FOURTEEN, printed
from doorstroom.signals.domain.facts import (
    Certainty,
    Dismissal,
    EndingContract,
    HandoverStep,
    InstrumentDay,
    LegalTerm,
    MissingFact,
    PersonSituation,
    RoundSituation,
    SheetReview,
    Suspension,
)
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.messages import ACTS, SIGNALS
from doorstroom.signals.domain.rules import PERSON_RULES, person_signals, round_signals
from doorstroom.signals.domain.signal import (
    Addressee,
    Promises,
    Signal,
    Subject,
    SubjectKind,
    workdays_after,
)
from doorstroom.signals.domain.table_rules import TABLE_RULES

TODAY = date(2026, 11, 23)
LIMITS = Thresholds(
    first_contact_workdays=5,
    no_show_minutes=60,
    attendance_last_days=10,
    attendance_below_percent=80,
    attendance_drop_points=20,
    holder_absent_workdays=5,
    contract_ending_weeks=(12, 8, 4),
    dismissal_unknown_days=14,
    dismissal_near_weeks=8,
    suspension_contact_weeks=4,
    suspension_max_weeks=26,
    suspension_grace_weeks=4,
)
PROMISES = Promises(
    remind_days=7, attendance_talk_days=3, next_step_days=5, progress_talk_days=14,
    legal_term_percent=75, sheet_review_days=0, instrument_days=30, instrument_last_days=10,
)  # fmt: skip
PERSON = Subject(SubjectKind.PERSON, "person-1")
NAME = {"nl": "naam", "en": "name"}


def measure(on: date = TODAY, *, limits: Thresholds = LIMITS, promises: Promises = PROMISES) -> Measure:
    return Measure(datetime.combine(on, time(10), UTC), limits, promises)


def signals(on: date = TODAY, *, by: Measure | None = None, **facts) -> tuple[Signal, ...]:
    return person_signals(PersonSituation("person-1", **facts), by or measure(on))


def planned(*statuses: AttendanceStatus) -> tuple[PlannedDay, ...]:
    first = TODAY - timedelta(days=len(statuses))
    return tuple(PlannedDay(first + timedelta(days=n), status) for n, status in enumerate(statuses))


def due(*contacts: ContactDue, checklists: tuple[ChecklistDue, ...] = ()) -> Due:
    return Due(contacts, (), checklists, ())


def contact(due_on: date, role: str = "coach", *, escalates_on: date | None = None) -> ContactDue:
    since = due_on - timedelta(weeks=3)
    return ContactDue("phase", role, due_on, 3, since, max(0, (TODAY - due_on).days), escalates_on)


ITEMS = (
    ChecklistItem("contract", NAME, ("employer",)),
    ChecklistItem("enrolment", NAME, ("school", "participant")),
    ChecklistItem("agreement", NAME, ("school",)),
)
PAPERS = ChecklistDue(
    Checklist("papers", NAME, "phase", 12, 16, ITEMS),
    ChecklistState.DUE,
    ITEMS[1:],
    len(ITEMS),
    date(2026, 10, 26),
    TODAY,
    date(2026, 11, 30),
)
ABSENT, PRESENT = AttendanceStatus.ABSENT, AttendanceStatus.PRESENT

EXACT = [
    (
        {"days": (PlannedDay(TODAY, ABSENT, time(8, 30), "placement"),)},
        Signal(
            "no_show_today",
            PERSON,
            "coach",
            TODAY,
            "call_today",
            {"activity": "placement", "starts_at": time(8, 30)},
            ("case_holder", "employer"),
            same_day=True,
        ),
    ),
    (
        {"days": planned(PRESENT, PRESENT, ABSENT, ABSENT, ABSENT)},
        Signal(
            "attendance_below",
            PERSON,
            "coach",
            date(2026, 11, 25),
            "talk_about_attendance",
            {"missed": 3, "days": 10, "attended_before": 0, "days_before": 0},
        ),
    ),
    (
        {"days": planned(*[PRESENT] * 18, ABSENT, ABSENT)},
        Signal(
            "attendance_drop",
            PERSON,
            "coach",
            date(2026, 11, 25),
            "talk_about_attendance",
            {"missed": 2, "days": 10, "attended_before": 10, "days_before": 10},
        ),
    ),
    (
        {"due": due(contact(TODAY))},
        Signal(
            "no_contact",
            PERSON,
            "coach",
            TODAY,
            "make_contact",
            {"since": date(2026, 11, 2), "days": 21, "weeks": 3},
        ),
    ),
    (
        {"due": due(contact(date(2026, 11, 16), "caseworker", escalates_on=TODAY))},
        Signal(
            "no_contact",
            PERSON,
            "caseworker",
            date(2026, 11, 16),
            "make_contact",
            {"since": date(2026, 10, 26), "days": 28, "weeks": 3},
            ("lead",),
        ),
    ),
    (
        {"unheard_since": date(2026, 11, 16)},
        Signal(
            "first_contact",
            PERSON,
            "case_holder",
            TODAY,
            "make_contact",
            {"since": date(2026, 11, 16), "workdays": 5},
        ),
    ),
    (
        {"due": due(checklists=(PAPERS,))},
        Signal(
            "checklist_incomplete",
            PERSON,
            "school",
            date(2026, 11, 29),
            "complete_checklist",
            {"checklist": "papers", "missing": ("enrolment", "agreement"), "count": 2, "total": 3},
            ("participant",),
        ),
    ),
    (
        {"dismissal": Dismissal(Certainty.UNKNOWN, date(2026, 11, 8))},
        Signal(
            "dismissal_unknown",
            PERSON,
            "case_holder",
            date(2026, 11, 22),
            "ask_dismissal_date",
            {"since": date(2026, 11, 8), "days": 15},
        ),
    ),
    (
        {"dismissal": Dismissal(Certainty.ANNOUNCED, date(2026, 9, 1), date(2027, 1, 18))},
        Signal(
            "dismissal_near",
            PERSON,
            "case_holder",
            date(2027, 1, 18),
            "make_plan",
            {"day": date(2027, 1, 18), "days": 56},
        ),
    ),
    (
        {"holder_absent_since": date(2026, 11, 13)},
        Signal(
            "no_holder",
            PERSON,
            "lead",
            date(2026, 11, 20),
            "reassign",
            {"since": date(2026, 11, 13), "workdays": 5},
        ),
    ),
    (
        {"holder_left_on": date(2026, 11, 23), "holder_absent_since": date(2026, 11, 2)},
        Signal("holder_left", PERSON, "lead", date(2026, 11, 23), "reassign", {"since": date(2026, 11, 23)}),
    ),
    (
        {"contracts": (EndingContract("contract-1", date(2027, 2, 8)),)},
        Signal(
            "contract_ending",
            PERSON,
            "coach",
            date(2027, 2, 8),
            "talk_about_what_next",
            {"contract": "contract-1", "ends_on": date(2027, 2, 8), "days": 77, "step": 12},
            ("account_manager",),
        ),
    ),
    (
        {"contracts": (EndingContract("contract-1", date(2026, 11, 20)),)},
        Signal(
            "contract_ended",
            PERSON,
            "coach",
            date(2026, 11, 20),
            "talk_about_what_next",
            {"contract": "contract-1", "ends_on": date(2026, 11, 20), "days": 3, "step": 4},
            ("account_manager",),
        ),
    ),
    (
        {"missing": (MissingFact("placement_active", ("account_manager", "employer"), date(2026, 11, 30)),)},
        Signal(
            "fact_missing",
            PERSON,
            "account_manager",
            date(2026, 11, 30),
            "supply_fact",
            {"fact": "placement_active"},
            ("employer",),
        ),
    ),
    (
        {"open_tasks": (OpenTask("benefit_decision", ("municipality",), "F. Smit", "phoned", TODAY),)},
        Signal(
            "agreement_open",
            PERSON,
            "municipality",
            TODAY,
            "supply_fact",
            {"fact": "benefit_decision", "day": TODAY, "confirmed_by": "F. Smit", "reason": "phoned"},
        ),
    ),
    (
        {"open_tasks": (OpenTask("benefit_decision", (), "F. Smit", "phoned", date(2026, 11, 22)),)},
        Signal(
            "agreement_expired",
            PERSON,
            "case_holder",
            date(2026, 11, 22),
            "supply_fact",
            {"fact": "benefit_decision", "day": date(2026, 11, 22), "confirmed_by": "F. Smit", "reason": "phoned"},
        ),
    ),
    (
        {"observations": (ObservationStatus("week_4", ObservationState.OVERDUE, "coach", date(2026, 11, 1)),)},
        Signal(
            "observation_due",
            PERSON,
            "coach",
            date(2026, 11, 1),
            "find_out",
            {"observation": "week_4", "attempts": 0, "closes_on": None},
        ),
    ),
    (
        {
            "observations": (
                ObservationStatus(
                    "week_4", ObservationState.UNKNOWN, "coach", date(2026, 11, 1), None, 2, date(2026, 12, 1)
                ),
            )
        },
        Signal(
            "observation_unknown",
            PERSON,
            "coach",
            date(2026, 11, 1),
            "find_out",
            {"observation": "week_4", "attempts": 2, "closes_on": date(2026, 12, 1)},
        ),
    ),
    (
        {"without_next_step_since": date(2026, 11, 14)},
        Signal(
            "no_next_step",
            PERSON,
            "case_holder",
            date(2026, 11, 19),
            "choose_next_step",
            {"since": date(2026, 11, 14), "days": 9},
        ),
    ),
]


@pytest.mark.parametrize(("facts", "expected"), EXACT, ids=[signal.code for _, signal in EXACT])
def test_signal_says_who_what_and_by_when(facts, expected):
    assert signals(**facts) == (expected,)


@pytest.mark.parametrize(("facts", "expected"), EXACT, ids=[signal.code for _, signal in EXACT])
def test_signal_fills_its_sentences(facts, expected):
    text = SIGNALS[expected.code]
    assert "%(" not in text.says % expected.params + text.why % expected.params
    assert ACTS[expected.expected_act]


SILENT = [
    {"days": (PlannedDay(TODAY, ABSENT, notified=True),)},
    {"days": planned(PRESENT, PRESENT, ABSENT, ABSENT)},
    {"due": due(contact(date(2026, 11, 24)))},
    {"due": due(contact(date(2026, 11, 16))), "next_contact_on": TODAY},
    {"due": due(contact(date(2026, 11, 16))), "next_contact_on": date(2026, 12, 7)},
    {"unheard_since": date(2026, 11, 17)},
    {"unheard_since": date(2026, 11, 2), "next_contact_on": TODAY},
    {"due": due(checklists=(replace(PAPERS, state=ChecklistState.OPEN),))},
    {"dismissal": Dismissal(Certainty.UNKNOWN, date(2026, 11, 9))},
    {"dismissal": Dismissal(Certainty.ANNOUNCED, date(2026, 9, 1), date(2027, 1, 19))},
    {"dismissal": Dismissal(Certainty.CONFIRMED, date(2026, 9, 1), date(2026, 12, 1), has_plan=True)},
    {"holder_absent_since": date(2026, 11, 16)},
    {"contracts": (EndingContract("contract-1", date(2027, 2, 16)),)},
    {"contracts": (EndingContract("contract-1", date(2026, 12, 1), follow_up_agreed=True),)},
    {"missing": (MissingFact("placement_active", (), date(2026, 12, 1)),)},
    {"observations": (ObservationStatus("week_4", ObservationState.NOT_DUE, "coach", date(2026, 12, 1)),)},
    {"observations": (ObservationStatus("week_4", ObservationState.KNOWN, "coach", date(2026, 11, 1)),)},
    {"without_next_step_since": date(2026, 11, 24)},
    {},
]


@pytest.mark.parametrize("facts", SILENT, ids=str)
def test_rule_is_silent_the_day_before_or_when_it_is_settled(facts):
    assert signals(**facts) == ()


@pytest.mark.parametrize("planned_on", [date(2026, 11, 22), date(2026, 12, 8)])
def test_planned_contact_does_not_silence_when_past_or_more_than_a_norm_away(planned_on):
    found = signals(due=due(contact(date(2026, 11, 16))), next_contact_on=planned_on)
    assert [signal.code for signal in found] == ["no_contact"]


def test_of_overlapping_phases_the_strictest_norm_counts_once_per_role():
    found = signals(due=due(contact(TODAY), contact(date(2026, 11, 20)), contact(date(2026, 11, 21), "caseworker")))
    assert [(signal.owner_role, signal.due_on) for signal in found] == [
        ("coach", date(2026, 11, 20)),
        ("caseworker", date(2026, 11, 21)),
    ]


def test_no_next_step_shows_on_the_day_itself():
    (found,) = signals(without_next_step_since=TODAY)
    assert (found.code, found.due_on) == ("no_next_step", date(2026, 11, 28))


@pytest.mark.parametrize(("days", "step"), [(84, 12), (57, 12), (56, 8), (29, 8), (28, 4), (0, 4)])
def test_contract_ending_names_the_last_step_reached(days, step):
    (found,) = signals(contracts=(EndingContract("c", TODAY + timedelta(days=days)),))
    assert (found.code, found.params["step"]) == ("contract_ending", step)


WITH_THRESHOLD = {
    "no_show_today",
    "attendance_below",
    "attendance_drop",
    "dismissal_unknown",
    "dismissal_near",
    "first_contact",
    "no_holder",
    "contract_ending",
    "contract_ended",
    "no_next_step",
}


@pytest.mark.parametrize(("facts", "expected"), EXACT, ids=[signal.code for _, signal in EXACT])
def test_rule_without_its_threshold_is_off(facts, expected):
    """Contact, papers, guards and observations have no threshold of their own: the model's own lists decide."""
    off = measure(limits=Thresholds(), promises=Promises(remind_days=7))
    assert (signals(by=off, **facts) == ()) == (expected.code in WITH_THRESHOLD)


@pytest.mark.parametrize(
    ("backed", "due_on", "codes"),
    [
        (19, date(2026, 11, 30), ["places_short"]),
        (19, date(2026, 12, 1), []),
        (24, TODAY, []),
        (25, TODAY, []),
        (23, TODAY, ["places_short"]),
    ],
)
def test_round_with_more_seats_than_places_is_signalled_from_its_lead_time(backed, due_on, codes):
    found = round_signals(RoundSituation("round-9", 24, backed, due_on), measure())
    assert [signal.code for signal in found] == codes


def test_places_short_names_the_shortfall_and_who_is_to_be_called():
    (found,) = round_signals(RoundSituation("round-9", 24, 19, TODAY), measure())
    assert found == Signal(
        "places_short",
        Subject(SubjectKind.ROUND, "round-9"),
        Addressee.PROGRAMME_MANAGER,
        TODAY,
        "find_places",
        {"seats": 24, "backed": 19, "short": 5},
        (Addressee.ACCOUNT_MANAGER,),
    )
    assert SIGNALS["places_short"].says % found.params == "Places still to find: 5. There are 24 seats and 19 places."


TRIED_BELOW = {
    "suspension_contact", "suspension_return", "suspension_long", "legal_maximum", "progress_talk_due",
    "handover_send", "handover_read", "handover_first_contact", "handover_report", "sheet_review",
    "instrument_deadline", "instrument_late",
}  # fmt: skip


TABLE = {
    "commitment_lagging", "commitment_unknown", "commitment_missed", "agreement_ending", "issue_one_owner",
    "issue_owner_alone", "issue_no_owner",
    "group_drift", "outcome_unknown", "evidence_missing", "odd_access", "file_asked", "file_emergency", "annex_waiting",
    "doubles_waiting", "action_overdue", "tie_dormant", "place_otherwise",
}  # fmt: skip
TABLE_ACTS = {
    "talk_at_table", "write_progress", "see_agreement", "find_owner", "review_criteria", "find_outcomes",
    "record_evidence", "judge_log", "answer_file", "judge_annex", "compare_files", "compare_place",
    "write_result",
}  # fmt: skip
"""What the partnership asks is tried in `test_table.py`."""


def test_every_message_belongs_to_a_signal_and_every_signal_is_tried_here():
    assert {signal.code for _, signal in EXACT} | {"places_short"} | TRIED_BELOW | TABLE == set(SIGNALS)
    acts = {
        "find_places",
        "ask_return",
        "decide_suspension",
        "hold_talk",
        "see_handover",
        "review_sheet",
        "see_instrument",
    }
    assert {signal.expected_act for _, signal in EXACT} | acts | TABLE_ACTS == set(ACTS)
    assert len(PERSON_RULES) == len(set(PERSON_RULES))


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 11, 9), 10, date(2026, 11, 23)),
    ],
)
def test_working_days_skip_weekends_and_public_holidays(day, number, expected):
    assert workdays_after(day, number, {date(2026, 12, 25)}) == expected


def away(silent_days: int = 0, back_in: int | None = None, since: date = TODAY - timedelta(days=90)) -> Suspension:
    back_on = None if back_in is None else TODAY + timedelta(days=back_in)
    return Suspension(since, back_on, TODAY - timedelta(days=silent_days))


@pytest.mark.parametrize(
    ("suspension", "codes"),
    [
        (away(27), []),
        (away(28), ["suspension_contact"]),
        (replace(away(28), silent_since=None), []),
        (away(back_in=1), []),
        (away(back_in=0), ["suspension_return"]),
        (away(since=TODAY - timedelta(weeks=25, days=-1)), []),
        (away(since=TODAY - timedelta(weeks=25)), ["suspension_long"]),
    ],
)
def test_who_is_away_is_spoken_with_expected_back_and_not_away_for_ever(suspension, codes):
    assert [each.code for each in signals(suspension=suspension)] == codes
    without_limits = [each.code for each in signals(suspension=suspension, by=measure(limits=Thresholds()))]
    assert without_limits == [code for code in codes if code == "suspension_return"]


def test_a_planned_contact_answers_the_silence_of_who_is_away():
    assert signals(suspension=away(60), next_contact_on=TODAY + timedelta(days=3)) == ()


@pytest.mark.parametrize(("days", "speaks"), [(44, False), (45, True), (80, True)])
def test_a_legal_term_speaks_from_three_quarters_until_what_follows_is_known(days, speaks):
    """Two months from 23 September 2026 end on 23 November: 61 days, of which three quarters is 45 whole days."""
    term = LegalTerm("7", "trial", date(2026, 9, 23), 2, "art. 76a")
    found = signals(date(2026, 9, 23) + timedelta(days=days), legal_terms=(term,))
    assert [(each.code, each.due_on) for each in found] == [("legal_maximum", date(2026, 11, 23))] * speaks
    assert signals(TODAY, legal_terms=(replace(term, decided=True),)) == ()
    assert signals(TODAY, legal_terms=(term,), by=measure(promises=Promises())) == ()


def test_looking_back_on_an_offer_sheet_is_asked_from_its_day():
    review = SheetReview(7, "De Lindenhof", TODAY)
    (found,) = signals(sheet_reviews=(review,))
    assert (found.code, found.due_on, found.owner_role) == ("sheet_review", TODAY, Addressee.COACH)
    assert signals(sheet_reviews=(replace(review, due_on=TODAY + timedelta(days=1)),)) == ()
    assert signals(sheet_reviews=(review,), by=measure(promises=Promises())) == ()


@pytest.mark.parametrize(
    ("left", "code", "informed"),
    [
        (31, None, ()),
        (30, "instrument_deadline", ()),
        (11, "instrument_deadline", ()),
        (10, "instrument_deadline", (Addressee.COACH, Addressee.LEAD)),
        (0, "instrument_deadline", (Addressee.COACH, Addressee.LEAD)),
        (-1, "instrument_late", (Addressee.COACH, Addressee.LEAD)),
    ],
)
def test_an_instrument_is_asked_for_thirty_days_ahead_and_in_the_last_ten_who_guides_hears_it(left, code, informed):
    day = TODAY + timedelta(days=left)
    term = InstrumentDay(7, "De Lindenhof", "wage_subsidy", "renew", day)
    found = signals(instruments=(term,))
    assert [(each.code, each.informed, each.due_on) for each in found] == ([(code, informed, day)] if code else [])
    assert {each.owner_role for each in found} <= {Addressee.ACCOUNT_MANAGER}
    for each in found:
        assert SIGNALS[each.code].says % each.params
        assert SIGNALS[each.code].why % each.params
    assert signals(instruments=(term,), by=measure(promises=Promises())) == ()


def test_each_of_the_fourteen_kinds_is_a_rule_and_stands_in_the_docs():
    asked = {*PERSON_RULES, *TABLE_RULES, round_signals}
    assert [kind.name for kind in FOURTEEN if kind.rule not in asked] == []
    assert {code for kind in FOURTEEN for code in kind.codes} <= set(SIGNALS)
    assert len({kind.rule for kind in FOURTEEN}) == 14
    docs = (Path(__file__).parents[3] / "docs/domain/signals.md").read_text()
    assert "\n".join(printed()) in docs


def test_the_talk_of_three_months_is_promised_from_the_day_they_are_over():
    assert signals(talk_due_on=TODAY + timedelta(days=1)) == ()
    (found,) = signals(talk_due_on=TODAY)
    assert (found.code, found.due_on, found.owner_role) == (
        "progress_talk_due", TODAY + timedelta(days=14), Addressee.CASE_HOLDER,
    )  # fmt: skip
    assert signals(talk_due_on=TODAY, by=measure(promises=Promises())) == ()


@pytest.mark.parametrize("step", ["send", "read", "first_contact", "report"])
def test_a_step_of_a_handover_is_told_at_once_to_the_one_who_takes_it(step):
    due_on = TODAY + timedelta(days=9)
    (found,) = signals(handovers=(HandoverStep("4", step, due_on, "Vennenwerk"),), reader="member:3")
    assert (found.code, found.owner_role, found.due_on) == (f"handover_{step}", "member:3", due_on)
