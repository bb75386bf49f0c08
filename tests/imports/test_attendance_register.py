"""A school that keeps its own attendance: delivered, corrected on both sides, settled, given back, delivered again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.imports.models import Batch
from doorstroom.imports.selectors import beside_earlier
from doorstroom.imports.services import apply_batch, choose_values, return_file, take_over_changes
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import planned_days
from doorstroom.learning.services import Mark, record_attendance
from doorstroom.participants.models import ExternalReference
from factories.imports import staged
from factories.learning import group_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)
MONDAY, TUESDAY, THURSDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 19)
LEGEND = "Legenda: A = aanwezig, Z = ziek, V = geoorloofd afwezig\n"
MATRIX = """Studentnr;Deelnemer;ma 16-11;di 17-11;do 19-11
LC-1;Geheim, Abel;A;A;
;Geheim, Noor;A;Z;A
LC-3;Geheim, Omar;A;A;A
"""
LISTED = """Studentnr;Deelnemer;Datum;Status
LC-1;Geheim, Abel;16-11-2026;A
LC-1;Geheim, Abel;17-11-2026;A
LC-1;Geheim, Abel;19-11-2026;
;Geheim, Noor;16-11-2026;A
;Geheim, Noor;17-11-2026;Z
;Geheim, Noor;19-11-2026;A
LC-3;Geheim, Omar;16-11-2026;A
LC-3;Geheim, Omar;17-11-2026;A
LC-3;Geheim, Omar;19-11-2026;A
"""


@pytest.fixture
def group(as_system):
    group = group_of("Abel", "Noor", "Omar")
    for person, reference in ((group.people[0], "LC-1"), (group.people[2], "LC-3")):
        ExternalReference.objects.create(
            person=person, organisation=group.school.organisation, reference=reference
        )  # fmt: skip
    return group


@pytest.fixture
def school(group):
    return actor_of(group.school, at=NOW)


def delivered(group, content, at=NOW):
    return staged(group.school, at=at, kind="attendance", round=group.round, content=content, file_name="presentie.csv")


def recorded(group, name, day, status):
    """Corrected here, by the coach."""
    trajectory = next(each for each in group.trajectories if each.person.given_name == name)
    (planned,) = planned_days([trajectory], day, day)[trajectory.pk]
    mark = Mark(trajectory.pk, day, planned.activity, status)
    record_attendance(actor=actor_of(group.coach, at=NOW), marks=[mark], at=NOW)


def status_of(name, day):
    return Attendance.objects.get(person__given_name=name, day=day).status


def found(batch):
    return {
        (row.values["Deelnemer"], each["field"]): (each["earlier"], each["later"], each["here"], each["changed_by"])
        for row in batch.rows.all()
        for each in row.differences
    }


def corrected_on_both_sides(group, school, first, second):
    """Tuesday of Abel by both, Monday of Noor here alone, Tuesday of Omar by the school alone."""
    apply_batch(actor=school, batch=delivered(group, first + LEGEND), at=NOW)
    recorded(group, "Abel", TUESDAY, "late")
    recorded(group, "Noor", MONDAY, "excused")
    return delivered(group, second + LEGEND, LATER)


FORMS = {
    "matrix": (MATRIX, MATRIX.replace("Abel;A;A;", "Abel;A;Z;").replace("Omar;A;A", "Omar;A;Z")),
    "listed": (
        LISTED,
        LISTED.replace("Abel;17-11-2026;A", "Abel;17-11-2026;Z").replace("Omar;17-11-2026;A", "Omar;17-11-2026;Z"),
    ),
}
BEFORE_CHOOSING = {
    ("Geheim, Abel", "2026-11-17"): ("present", "sick", "late", "both"),
    ("Geheim, Noor", "2026-11-16"): ("present", "present", "excused", "here"),
    ("Geheim, Omar", "2026-11-17"): ("present", "sick", "present", "partner"),
}


@pytest.mark.parametrize("form", FORMS)
def test_delivered_corrected_settled_returned_and_delivered_again_is_no_difference(group, school, form):
    second = corrected_on_both_sides(group, school, *FORMS[form])
    assert found(second) == BEFORE_CHOOSING
    assert take_over_changes(actor=school, batch=second) == 1
    asked = next(row for row in second.rows.all() if "sick" in str(row.differences) and "Abel" in str(row.values))
    choose_values(actor=school, batch=second, number=asked.number, choices={"2026-11-17": "here"})
    apply_batch(actor=school, batch=second, at=LATER)
    stands = [status_of(*of) for of in (("Abel", TUESDAY), ("Noor", MONDAY), ("Omar", TUESDAY))]
    assert stands == ["late", "excused", "sick"]
    recorded(group, "Abel", THURSDAY, "absent")  # the school left this day open
    about = {"partner": group.school.organisation, "kind": "attendance", "round": group.round}
    content = return_file(actor=school, workbook=False, **about)
    again = delivered(group, content, LATER + timedelta(minutes=30))
    assert (found(again), again.reading["filled"], again.reading["gone"]) == ({}, 0, [])
    assert [row.problems for row in again.rows.all()] == [[]] * again.reading["rows"]


def test_the_register_comes_back_in_the_schools_own_columns_and_codes(group, school):
    second = corrected_on_both_sides(group, school, *FORMS["matrix"])
    apply_batch(actor=school, batch=second, at=LATER)
    recorded(group, "Omar", THURSDAY, "absent")
    about = {"partner": group.school.organisation, "kind": "attendance", "round": group.round}
    lines = return_file(actor=school, workbook=False, **about).decode("utf-8-sig").splitlines()
    assert lines == [
        "Studentnr;Deelnemer;ma 16-11;di 17-11;do 19-11",
        "LC-1;Geheim, Abel;A;Z;",  # nobody chose yet between Tuesday's two values
        ";Geheim, Noor;V;Z;A",
        "LC-3;Geheim, Omar;A;Z;ongeoorloofd afwezig",
        "Legenda: A = aanwezig, V = geoorloofd afwezig, Z = ziek;;;;",
    ]


def test_what_nobody_chose_stays_and_is_said(group, school):
    second = corrected_on_both_sides(group, school, *FORMS["listed"])
    second = apply_batch(actor=school, batch=second, at=LATER)
    assert (status_of("Abel", TUESDAY), status_of("Omar", TUESDAY)) == ("late", "present")
    assert second.reading["left_out"] == {"day_not_planned": 0, "kept_here": 3}
    third = delivered(group, FORMS["listed"][1] + LEGEND, LATER + timedelta(minutes=30))
    assert {key: by for key, (_, _, _, by) in found(third).items() if by != "here"} == {
        ("Geheim, Abel", "2026-11-17"): "both", ("Geheim, Omar", "2026-11-17"): "partner"
    }  # fmt: skip


def test_a_mark_made_here_before_the_first_list_is_not_overwritten(group, school):
    recorded(group, "Omar", MONDAY, "excused")
    first = apply_batch(actor=school, batch=delivered(group, MATRIX + LEGEND), at=NOW)
    assert (status_of("Omar", MONDAY), first.reading["left_out"]["kept_here"]) == ("excused", 1)


def test_who_is_no_longer_in_the_list_keeps_her_days(group, school):
    apply_batch(actor=school, batch=delivered(group, MATRIX + LEGEND), at=NOW)
    before = Attendance.objects.filter(person__given_name="Omar").count()
    shorter = delivered(group, MATRIX[: MATRIX.index("LC-3")] + LEGEND, LATER)
    assert beside_earlier(school, shorter).gone == [("LC-3", "Omar Geheim")]
    apply_batch(actor=school, batch=shorter, at=LATER)
    assert Attendance.objects.filter(person__given_name="Omar").count() == before > 0


def test_both_marks_on_the_page(group, school, sign_in):
    second = corrected_on_both_sides(group, school, *FORMS["matrix"])
    client = sign_in(group.school)
    page = client.get(reverse("batch_detail", args=[second.pk])).content.decode()
    assert [text in page for text in ("Dinsdag 17 november 2026", "te laat", "ziek gemeld", "Partner:")] == [True] * 4
    client.post(reverse("batch_row_choose", args=[second.pk, 2]), {"2026-11-17": "partner"})
    client.post(reverse("batch_apply", args=[second.pk]))
    response = client.get(reverse("batch_return", args=[second.pk]))
    assert response["Content-Disposition"] == f'attachment; filename="{Batch.Kind.ATTENDANCE}-{second.pk}.xlsx"'
