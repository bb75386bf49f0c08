"""A list of awards: what counts, what counts once, and what waits."""

from dataclasses import replace
from datetime import date

import pytest

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import KnownAward, KnownPerson
from doorstroom.imports.domain.names import parse_name
from doorstroom.imports.domain.problems import FileError

HEADER = "Studentnummer;Naam;Soort bewijs;Naam diploma;Datum uitreiking;Uitgegeven door;Diplomanummer\n"
DIPLOMA = KnownAward("7", "diploma", "Helpende zorg", date(2026, 6, 30), number="D-1")


@pytest.fixture
def check(context):
    people = (
        KnownPerson("7", "Abel Bos", parse_name("Bos, Abel"), "LC-1"),
        KnownPerson("8", "Noor Vos", parse_name("Vos, Noor")),
    )
    context = replace(context, known_people=people, issuers={"lindecollege": "3"})

    def of(*lines, **more):
        content = (HEADER + "\n".join(lines) + "\n").encode()
        return check_file("awards", content, "bewijzen.csv", replace(context, **more))

    return of


def facts(checked):
    return [(row.person, row.kind, row.award, row.awarded_on, row.issuer, row.number) for row in checked.rows]


def test_by_number_or_by_a_name_that_one_person_has(check):
    checked = check(
        "LC-1;;mbo-diploma;Helpende zorg;30-06-2026;;D-1",
        ";Vos, Noor;Praktijkverklaring;Schoonmaak  basis;1-7-2026;lindecollege;",
        ";;certificaat;Voeding;01-07-2026;Lindecollege;",
    )
    assert facts(checked) == [
        ("7", "diploma", "Helpende zorg", date(2026, 6, 30), "", "D-1"),
        ("8", "practice_certificate", "Schoonmaak basis", date(2026, 7, 1), "3", ""),
    ]
    assert [(p.row, p.code) for p in checked.problems] == [(4, "person_unknown")]


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("LC-1;;mbo-verklaring;Zorg;30-06-2026;;", "Soort bewijs", "award_kind_unknown"),
        ("LC-1;;;Zorg;30-06-2026;;", "Soort bewijs", "award_kind_missing"),
        ("LC-1;;diploma;;30-06-2026;;", "Naam diploma", "award_missing"),
        ("LC-1;;diploma;Zorg;;;", "Datum uitreiking", "awarded_on_missing"),
        ("LC-1;;diploma;Zorg;31-06-2026;;", "Datum uitreiking", "invalid_date"),
        ("LC-1;;diploma;Zorg;24-11-2026;;", "Datum uitreiking", "date_out_of_range"),
        ("LC-1;;diploma;Zorg;30-06-2026;Andere school;", "Uitgegeven door", "issuer_unknown"),
        ("LC-1;Vos, Noor;diploma;Zorg;30-06-2026;;", "", "name_of_another"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_cell(check, line, column, code):
    checked = check(line)
    assert [(p.row, p.column, p.code, str(p.severity)) for p in checked.problems] == [(2, column, code, "refused")]
    assert checked.rows == ()


def test_known_already_or_twice_in_the_list_is_said_and_not_held(check):
    checked = check(
        "LC-1;;diploma;HELPENDE  zorg;30-06-2026;;D-1",
        ";Vos, Noor;diploma;Zorg;30-06-2026;;",
        ";Vos, Noor;diploma;zorg;30-06-2026;;",
        known_awards=(DIPLOMA,),
    )
    assert [(p.row, p.column, p.code, p.proposal, str(p.severity)) for p in checked.problems] == [
        (2, "Naam diploma", "award_known", "", "warning"), (4, "Naam diploma", "award_twice", "row 3", "warning")
    ]  # fmt: skip
    assert len(checked.rows) == 3


def test_people_whom_nobody_knows_are_told_apart_by_their_own_number_or_name(check):
    lines = [f"{who};diploma;Zorg;30-06-2026;;" for who in (";Bos, A.", ";Vos, N.", "LC-3;", "LC-4;", "LC-3;Bos, A.")]
    checked = check(*lines, known_people=())
    assert [(p.row, p.code, p.proposal) for p in checked.problems] == [(6, "award_twice", "row 4")]


def test_the_same_number_beside_another_award_waits_for_a_person(check):
    line = "LC-1;;diploma;Helpende zorg;01-07-2026;;D-1"
    held = check(line, known_awards=(DIPLOMA,))
    assert [(p.code, p.proposal, str(p.severity)) for p in held.problems] == [
        ("award_number_known", "Helpende zorg, 30-06-2026", "duplicate")
    ]
    assert held.rows == ()
    judged = check(line, known_awards=(DIPLOMA,), distinct_rows=frozenset({2}))
    assert (judged.problems, len(judged.rows)) == ((), 1)
    of_another = replace(DIPLOMA, person="8")
    assert check(line, known_awards=(of_another,)).problems == ()


def test_a_file_without_the_kind_is_no_list_of_awards(context):
    with pytest.raises(FileError, match="column_missing"):
        check_file("awards", b"Studentnummer;Diploma;Datum\nLC-1;Zorg;30-06-2026\n", "x.csv", context)
