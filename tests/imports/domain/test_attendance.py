"""Attendance lists of schools: matrices and lists, with their own codes."""

from dataclasses import replace
from datetime import date

import pytest

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ColumnMapping, KnownPerson
from doorstroom.imports.domain.legend import read_legend, status_of
from doorstroom.imports.domain.names import PersonName, parse_name
from doorstroom.imports.domain.problems import FileError


def lines(*rows, delimiter=";", encoding="utf-8"):
    return "\n".join(delimiter.join(map(str, row)) for row in rows).encode(encoding)


def check(content, context):
    return check_file("attendance", content, "lijst", context)


def marks(checked):
    return [(mark.row, mark.ref, mark.on.isoformat(), mark.status) for mark in checked.rows]


@pytest.mark.parametrize(
    ("legend", "meaning"),
    [
        (["Legenda: A aanwezig, Z ziek, O ongeoorloofd, T te laat, V verlof"],
         {"A": "present", "Z": "sick", "O": "absent", "T": "late", "V": "excused"}),
        (["A = afwezig", "P = aanwezig", "- = geen les"], {"A": "absent", "P": "present", "-": "not_planned"}),
        (["Verklaring codes", "1: aanwezig; 0: afwezig zonder bericht; AM: afwezig met bericht"],
         {"1": "present", "0": "absent", "AM": "excused"}),
        (["Legenda, P, present, L, late, S, sick"], {"P": "present", "L": "late", "S": "sick"}),
        (["Groep WT8, lokaal 2.14"], {}),
    ],
)  # fmt: skip
def test_read_legend(legend, meaning):
    assert read_legend(legend) == meaning


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("ongeoorloofd afwezig", "absent"),
        ("geoorloofd afwezig", "excused"),
        ("afwezig met bericht", "excused"),
        ("Ziek gemeld", "sick"),
        ("te laat gekomen", "late"),
        ("in de stad", None),
    ],
)
def test_status_of(words, status):
    assert status_of(words) == status


def test_a_workbook_with_real_dates_and_its_legend_on_another_sheet(workbook, context, found):
    content = workbook(
        [
            ["Presentie WelThuis"],
            ["Leerlingnr", "Naam", date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 25)],
            ["L1", "Fatma de Vries", "p", "Z", None],
            ["L2", "Jan Bos", "ziek", None, None],
        ],
        sheets={"Codes": [["P", "aanwezig"], ["Z", "ziek"]]},
    )
    checked = check(content, context)
    assert marks(checked) == [
        (3, "L1", "2026-11-09", "present"),
        (3, "L1", "2026-11-10", "sick"),
        (4, "L2", "2026-11-09", "sick"),
    ]
    assert found(checked) == [(4, "10-11-2026", "not_recorded", "open", "")]
    assert checked.mapping.to_data() == {
        "fields": {"Leerlingnr": "reference", "Naam": "full_name"},
        "marks": {"P": "present", "Z": "sick"},
    }


def test_day_headers_without_a_year_belong_to_the_round(context):
    context = replace(context, start=date(2026, 11, 9), today=date(2027, 1, 20))
    content = lines(
        ["Student", "ma 9-11", "di 10-11", "4 jan", "5 januari"],
        ["Bos, J.", "A", "A", "Z", "A"],
        ["Legenda: A aanwezig; Z ziek"],
    )
    checked = check(content, context)
    assert [mark[2:] for mark in marks(checked)] == [
        ("2026-11-09", "present"),
        ("2026-11-10", "present"),
        ("2027-01-04", "sick"),
        ("2027-01-05", "present"),
    ]


def test_without_a_round_day_headers_without_a_year_lie_near_today(context):
    content = lines(["Student", "28 december", "4 januari"], ["Bos, J.", "A", "A"], ["Legenda: A aanwezig"])
    checked = check(content, replace(context, start=None, today=date(2027, 1, 20)))
    assert [mark[2] for mark in marks(checked)] == ["2026-12-28", "2027-01-04"]


def test_of_a_day_that_nobody_planned_or_that_is_to_come_an_empty_cell_asks_nothing(context, found):
    header = ["Cursistnr", "Naam", "Lesdatum", "Status"]
    days = ["09-11-2026", "10-11-2026", "23-11-2026", "24-11-2026"]
    content = lines(header, ["7", "Jan Bos", "05-11-2026", "Aanwezig"], *(["7", "Jan Bos", day, ""] for day in days))
    planned = frozenset({date(2026, 11, 5), date(2026, 11, 9), date(2026, 11, 23), date(2026, 11, 24)})
    checked = check(content, replace(context, planned_days=planned))
    assert [(row, code) for row, _, code, _, _ in found(checked)] == [(3, "not_recorded"), (5, "not_recorded")]


def test_day_headers_with_two_readings_are_asked_unless_the_calendar_knows(context, found):
    content = lines(["Nr", "09/11/2026", "10/11/2026"], ["1", "A", "A"], ["A = aanwezig"])
    checked = check(content, context)
    assert marks(checked) == []
    assert found(checked) == [
        (1, "09/11/2026", "date_two_readings", "open", "11-09-2026 / 09-11-2026"),
        (1, "10/11/2026", "date_two_readings", "open", "11-10-2026 / 10-11-2026"),
    ]


def test_the_calendar_of_the_round_settles_the_order_of_day_and_month(context, found):
    days = frozenset({date(2026, 11, 9), date(2026, 11, 10)})
    content = lines(["Nr", "09/11/2026", "10/11/2026", "11-11-2026"], ["1", "A", "", "A"], ["A = aanwezig"])
    checked = check(content, replace(context, planned_days=days))
    assert marks(checked) == [(2, "1", "2026-11-09", "present"), (2, "1", "2026-11-11", "present")]
    assert found(checked) == [
        (1, "10/11/2026", "day_not_recorded", "open", ""),
        (1, "11-11-2026", "day_not_planned", "warning", ""),
    ]


def test_without_a_legend_every_code_is_asked_once_and_the_answer_is_kept(context):
    content = lines(["Nr", "09-11-2026", "10-11-2026"], ["1", "A", "X"], ["2", "A", "aanwezig"])
    checked = check(content, context)
    assert marks(checked) == [(3, "2", "2026-11-10", "present")]
    assert [(p.row, p.code, p.value, p.params["count"]) for p in checked.problems] == [
        (1, "code_without_meaning", "A", 2),
        (1, "code_without_meaning", "X", 1),
    ]
    kept = ColumnMapping(marks={"A": "absent", "X": "present"})
    answered = check(content, replace(context, mapping=kept))
    assert [mark[3] for mark in marks(answered)] == ["absent", "present", "absent", "present"]
    assert answered.mapping.to_data()["marks"] == {"A": "absent", "X": "present"}


def test_a_list_with_a_line_per_day(context, found):
    content = lines(
        ["Cursistnr", "Voornaam", "Achternaam", "Lesdatum", "Status"],
        ["7", "Fatma", "de Vries", "09-11-2026", "Aanwezig"],
        ["7", "Fatma", "de Vries", "10-11-2026", "Te laat"],
        ["7", "Fatma", "de Vries", "10-11-2026", "Afwezig"],
        ["8", "Jan", "Bos", "31-11-2026", "Aanwezig"],
        ["8", "Jan", "Bos", "11-11-2026", ""],
        ["8", "Jan", "Bos", "30-11-2026", "Aanwezig"],
        delimiter=",",
    )
    checked = check(content, context)
    assert marks(checked) == [(2, "7", "2026-11-09", "present"), (3, "7", "2026-11-10", "late")]
    assert found(checked) == [
        (5, "Lesdatum", "invalid_date", "refused", ""),
        (4, "", "same_mark", "duplicate", "row 3"),
        (6, "Status", "not_recorded", "open", ""),
        (7, "Status", "mark_in_future", "refused", ""),
    ]


PEOPLE = (
    KnownPerson("p1", "Fatma de Vries", PersonName("Fatma", "", "de", "Vries"), reference="L1"),
    KnownPerson("p2", "Jan Bos", PersonName("Jan", family="Bos")),
    KnownPerson("p3", "Anna Kaya", PersonName("Anna", family="Kaya")),
    KnownPerson("p4", "Ahmed Kaya", PersonName("Ahmed", family="Kaya")),
)


def test_marks_go_to_people_of_the_round_and_to_nobody_else(context):
    content = lines(
        ["Nr", "Naam", "09-11-2026"],
        ["L1", '"Vries, F. de"', "A"],
        ["L2", '"Bos, J."', "A"],
        ["L3", '"Kaya, A."', "A"],
        ["L4", '"Mulder, P."', "A"],
        ["L1", '"Bakker, K."', "A"],
        ["A = aanwezig"],
    )
    checked = check(content, replace(context, known_people=PEOPLE))
    assert [(mark.row, mark.person) for mark in checked.rows] == [(2, "p1"), (3, "p2")]
    assert [(p.row, p.code, p.value, p.proposal) for p in checked.problems] == [
        (4, "person_two_matches", "A. Kaya", "Anna Kaya / Ahmed Kaya"),
        (5, "person_unknown", "P. Mulder", ""),
        (6, "name_of_another", "K. Bakker", "Fatma de Vries"),
    ]


def test_a_name_in_initials_is_the_person_known_by_first_name(context):
    content = lines(["Naam", "09-11-2026"], ['"Vries, F. de"', "aanwezig"])
    (mark,) = check(content, replace(context, known_people=PEOPLE)).rows
    assert (mark.person, mark.name) == ("p1", parse_name("Vries, F. de"))


def test_a_list_without_days_is_refused(context):
    with pytest.raises(FileError, match="column_missing"):
        check(lines(["Nr", "Naam"], ["1", "Jan Bos"]), context)


def test_a_code_outside_the_legend_refuses_its_cell_only(context, found):
    content = lines(["Nr", "09-11-2026", "10-11-2026"], ["1", "A", "?"], ["Legenda: A aanwezig"])
    checked = check(content, context)
    assert found(checked) == [(2, "10-11-2026", "unknown_code", "refused", "")]
    assert checked.report.to_data() == {
        "rows": 1,
        "accepted": 1,
        "refused": [{"row": 2, "ref": "1", "column": "10-11-2026", "value": "?", "code": "unknown_code"}],
        "warnings": [],
        "duplicates": [],
        "open": [],
    }
