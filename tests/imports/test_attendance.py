"""A school's list becomes marks of people in the round, on days that their calendar has."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.services import apply_batch, correct_row, take_over_changes, undo_batch
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import planned_days
from doorstroom.participants.models import ExternalReference
from factories.imports import staged
from factories.learning import group_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


@pytest.fixture
def group(as_system):
    group = group_of("Abel", "Noor")
    ExternalReference.objects.create(
        person=group.people[0], organisation=group.school.organisation, reference="LC-1"
    )  # fmt: skip
    return group


def list_of(*rows: str) -> str:
    """A week of five days, and what the codes mean."""
    days = ";".join(f"{MONDAY + timedelta(days=n):%d-%m-%Y}" for n in range(5))
    return "\n".join([f"Studentnr;Deelnemer;{days}", *rows, "Legenda: A aanwezig, Z ziek"]) + "\n"


def marks():
    return {(a.trajectory_id, a.day, str(a.activity), str(a.status)) for a in Attendance.objects.all()}


def test_marks_follow_each_persons_own_calendar(group):
    actor = actor_of(group.school, at=NOW)
    content = list_of("LC-1;Geheim, Abel;A;A;A;A;A", ";Geheim, Noor;Z;Z;Z;Z;Z")
    batch = staged(group.school, at=NOW, kind="attendance", round=group.round, content=content)
    batch = apply_batch(actor=actor, batch=batch, at=NOW)
    status = {group.trajectories[0].pk: "present", group.trajectories[1].pk: "sick"}
    planned = planned_days(group.trajectories, MONDAY, MONDAY + timedelta(days=4))
    expected = {
        (d.trajectory_id, d.day, str(d.activity), status[d.trajectory_id]) for days in planned.values() for d in days
    }
    assert marks() == expected
    assert batch.reading["left_out"] == {"day_not_planned": 10 - len(expected), "kept_here": 0}
    assert len(expected) == 8


def test_undo_gives_back_the_mark_that_stood(group):
    actor = actor_of(group.school, at=NOW)
    first = staged(
        group.school, at=NOW, kind="attendance", round=group.round, content=list_of("LC-1;Geheim, Abel;A;A;A;A;")
    )
    apply_batch(actor=actor, batch=first, at=NOW)
    before = sorted(map(str, Attendance.objects.values_list()))
    content = list_of("LC-1;Geheim, Abel;Z;Z;A;A;", ";Geheim, Noor;A;A;A;A;")
    second = staged(group.school, at=NOW, kind="attendance", round=group.round, content=content)
    assert take_over_changes(actor=actor, batch=second) == 2
    second = apply_batch(actor=actor, batch=second, at=NOW)
    assert sorted(map(str, Attendance.objects.values_list())) != before
    with pytest.raises(ImportsError, match="built_on_since"):
        undo_batch(actor=actor, batch=first, at=NOW)
    undo_batch(actor=actor, batch=second, at=NOW)
    assert sorted(map(str, Attendance.objects.values_list())) == before


def test_unknown_code_and_unknown_person_are_repaired_in_the_grid(group):
    actor = actor_of(group.school, at=NOW)
    content = list_of("LC-1;Geheim, Abel;X;A;A;A;", "LC-9;Niemand, Iemand;A;A;A;A;")
    batch = staged(group.school, at=NOW, kind="attendance", round=group.round, content=content)
    found = {(p["row"], p["code"]) for row in batch.rows.all() for p in row.problems}
    assert found >= {(2, "unknown_code"), (3, "person_unknown")}
    correct_row(actor=actor, batch=batch, number=2, corrections={"16-11-2026": "A"})
    correct_row(actor=actor, batch=batch, number=3, corrections={"Studentnr": "", "Deelnemer": "Geheim, Noor"})
    left = {p["code"] for row in batch.rows.all() for p in row.problems}
    assert left <= {"not_recorded"}


@pytest.mark.parametrize("of_round", [False, True])
def test_a_list_of_nobody_known_is_refused_and_names_the_round(as_system, of_round):
    group = group_of()
    round = group.round if of_round else None
    batch = staged(group.school, at=NOW, kind="attendance", round=round, content=list_of("LC-1;Geheim, Abel;A;A;A;A;A"))
    with pytest.raises(ImportsError) as refusal:
        apply_batch(actor=actor_of(group.school, at=NOW), batch=batch, at=NOW)
    assert refusal.value.code == "nobody_known"
    assert refusal.value.params == {"round": f"{group.round.programme} · ronde 8" if of_round else "–"}
