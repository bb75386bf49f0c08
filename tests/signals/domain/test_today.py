from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.signals.domain.signal import Signal, Subject, SubjectKind
from doorstroom.signals.domain.today import first_registered, todays_rows

TODAY = date(2026, 11, 23)


def signal(code: str, person: str, days: int = 0, *, act: str = "make_contact", same_day: bool = False) -> Signal:
    subject = Subject(SubjectKind.PERSON, person)
    return Signal(code, subject, "coach", TODAY + timedelta(days=days), act, same_day=same_day)


def by_name(about: Subject) -> str:
    return about.id


def rows(*signals: Signal) -> list[tuple[str, list[str]]]:
    return [(row.subject.id, [each.code for each in row.signals]) for row in todays_rows(signals, by_name)]


def test_same_day_call_comes_first_and_then_the_promised_day():
    assert rows(
        signal("contract_ending", "kofi", 77),
        signal("checklist_incomplete", "noor", 6),
        signal("no_show_today", "abel", same_day=True),
        signal("dismissal_unknown", "piotr", -2),
    ) == [
        ("abel", ["no_show_today"]),
        ("piotr", ["dismissal_unknown"]),
        ("noor", ["checklist_incomplete"]),
        ("kofi", ["contract_ending"]),
    ]


def test_one_row_a_person_with_the_first_reason_first():
    assert rows(
        signal("no_contact", "abel", -9),
        signal("no_next_step", "selam", -1),
        signal("no_show_today", "abel", same_day=True),
        signal("no_show_today", "abel", same_day=True),
    ) == [("abel", ["no_show_today", "no_contact"]), ("selam", ["no_next_step"])]


def test_of_one_day_calls_come_first_and_what_asks_the_same_stands_together():
    assert rows(
        signal("checklist_incomplete", "abel", act="complete_checklist"),
        signal("no_next_step", "bilal", act="choose_next_step"),
        signal("no_contact", "noor"),
        signal("checklist_incomplete", "omar", act="complete_checklist"),
        signal("no_next_step", "noor", act="choose_next_step"),
    ) == [
        ("noor", ["no_contact", "no_next_step"]),
        ("abel", ["checklist_incomplete"]),
        ("omar", ["checklist_incomplete"]),
        ("bilal", ["no_next_step"]),
    ]


def test_of_those_who_ask_the_same_on_one_day_who_was_registered_first_stands_first():
    """Of two of one day whose trajectory was written down first; of two trajectories of one person the first."""
    may, june = date(2026, 5, 4), date(2026, 6, 1)
    turns = first_registered([("abel", june, 1), ("noor", may, 4), ("omar", may, 3), ("abel", may, 9), ("zoë", may, 2)])
    found = [signal("no_contact", person) for person in ("abel", "noor", "omar", "zoë")]
    listed = todays_rows(found, lambda about: turns[about.id])
    assert [row.subject.id for row in listed] == ["zoë", "omar", "noor", "abel"]


def test_person_and_round_with_the_same_id_keep_rows_of_their_own():
    of_round = Signal("places_short", Subject(SubjectKind.ROUND, "1"), "lead", TODAY, "find_places")
    assert [row.subject.kind for row in todays_rows([of_round, signal("no_contact", "1")], by_name)] == [
        SubjectKind.PERSON,
        SubjectKind.ROUND,
    ]


signals = st.builds(
    signal,
    st.sampled_from(["no_contact", "no_show_today", "dismissal_near"]),
    st.sampled_from("abcdef"),
    st.integers(-20, 90),
    same_day=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(signals, max_size=15), st.randoms())
def test_list_does_not_depend_on_the_order_given_and_loses_nobody(found, random):
    listed = todays_rows(found, by_name)
    assert listed == todays_rows(random.sample(found, len(found)), by_name)
    assert {row.subject for row in listed} == {each.subject for each in found}
    assert len({row.subject for row in listed}) == len(listed)
    first = [(not row.signals[0].same_day, row.due_on) for row in listed]
    assert first == sorted(first)
