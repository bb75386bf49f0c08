"""What a sending employer's list says of people and of the day on which they lose their job."""

from datetime import date
from pathlib import Path

import pytest

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.problems import FileError

EXAMPLE = (Path(__file__).parents[3] / "examples" / "imports" / "sending.csv").read_text()
CONTEXT = ImportContext(today=date(2026, 11, 23), minimum_age=18)


def checked(content, context=CONTEXT):
    return check_file("sending", content.encode(), "lijst.csv", context)


def test_people_with_the_day_of_dismissal_and_how_sure_it_is():
    found = checked(EXAMPLE)
    assert [(row.name.full, row.dismissal_date, row.certainty) for row in found.rows] == [
        ("Ans van der Berg", date(2027, 1, 1), "confirmed"),
        ("Samir el Amrani", date(2027, 3, 1), "announced"),
        ("Jan Bos", None, "unknown"),
    ]
    assert [(problem.row, problem.code) for problem in found.problems] == [(3, "dismissal_announced")]
    assert found.unmapped == ()


@pytest.mark.parametrize(
    ("day", "certainty", "kept", "said"),
    [
        ("01-01-2027", "aangekondigd", (date(2027, 1, 1), "announced"), []),
        ("", "bevestigd", (None, "unknown"), ["dismissal_date_missing"]),
        ("", "", (None, "unknown"), []),
        ("01-01-2027", "onbekend", (date(2027, 1, 1), "announced"), ["dismissal_announced"]),
        ("01-01-2027", "misschien", (date(2027, 1, 1), "announced"), ["certainty_unknown", "dismissal_announced"]),
        ("31-02-2027", "bevestigd", (None, "unknown"), ["invalid_date"]),
        ("01-01-1999", "", (None, "unknown"), ["date_out_of_range"]),
    ],
)
def test_a_day_that_cannot_be_read_is_said_and_refuses_nobody(day, certainty, kept, said):
    head, ans, *_others = EXAMPLE.splitlines()
    found = checked("\n".join([head, ans.replace("01-01-2027;bevestigd", f"{day};{certainty}")]) + "\n")
    assert [(row.dismissal_date, row.certainty) for row in found.rows] == [kept]
    assert [problem.code for problem in found.problems] == said


def test_ages_of_the_programme_hold_and_a_list_without_names_is_no_list():
    found = checked(EXAMPLE.replace("11-09-1991", "11-09-2010"))
    assert [row.ref for row in found.rows] == ["R-1", "R-3"]
    assert "model_age" in {problem.code for problem in found.problems}
    with pytest.raises(FileError, match="column_missing"):
        checked("Uit dienst per;Telefoon\n01-01-2027;06-12345678\n")


def test_what_else_the_employer_knows_is_left_out():
    head, *people = EXAMPLE.splitlines()
    found = checked("\n".join([f"{head};Uitkering;Opleiding", *(f"{line};ww;mbo 2" for line in people)]))
    assert [column.header for column in found.unmapped] == ["Uitkering", "Opleiding"]
    assert found.rows[0].income_source == found.rows[0].education == ""
