"""Lists of candidates as different partners send them: what is taken over, refused, held, and said."""

from dataclasses import replace
from datetime import date

import pytest

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ColumnMapping, KnownPerson
from doorstroom.imports.domain.names import PersonName
from doorstroom.imports.domain.participants import ParticipantRow, age_on
from doorstroom.imports.domain.problems import FileError

HEADER = ["Klantnr", "Voornaam", "Achternaam", "Geboortedatum", "Mobiel"]


def lines(*rows, delimiter=";", encoding="utf-8"):
    return "\r\n".join(delimiter.join(map(str, row)) for row in rows).encode(encoding)


def check(content, context):
    return check_file("participants", content, "lijst", context)


def test_a_flemish_list_in_utf_16_with_tabs_and_joined_names(context, found):
    content = lines(
        ["Dossiernr", "Naam en voornaam", "INSZ", "Geboren op", "GSM", "Mail", "Niv. Nederlands", "Leefloon of ander"],
        ["D1", "DE SMET Jan", "85.07.30-033.28", "30/07/1985", "0475 12 34 56", "jan@example.org", "A2", ""],
        ["D2", "Van de Velde, Els", "", "1 mei 1990", "0612345678", "els@example.org", "B1", ""],
        ["D3", "PEETERS An", "85073003329", "05/06/1991", "0475123457", "", "C1", ""],
        delimiter="\t",
        encoding="utf-16",
    )
    context = replace(context, country="BE", may_hold_identity_numbers=True)
    checked = check(content, context)
    assert checked.rows == (
        ParticipantRow(
            row=2, ref="D1", name=PersonName("Jan", "", "", "De Smet"), birth_date=date(1985, 7, 30),
            identity_number="85073003328", phone="+32475123456", email="jan@example.org",
            languages=(("general", "A2"),),
        ),
        ParticipantRow(
            row=3, ref="D2", name=PersonName("Els", "", "", "Van de Velde"), birth_date=date(1990, 5, 1),
            email="els@example.org", languages=(("general", "B1"),),
        ),
    )  # fmt: skip
    assert found(checked) == [
        (3, "GSM", "phone_other_country", "warning", "+31612345678"),
        (4, "INSZ", "identifier_check", "refused", ""),
    ]
    assert [column.header for column in checked.unmapped] == ["Leefloon of ander"]
    assert (checked.source.encoding, checked.source.delimiter) == ("utf-16", "\t")


def test_a_workbook_with_a_header_of_two_rows_and_a_group_line(workbook, context, found):
    content = workbook(
        [
            ["Export Klantvolgsysteem"],
            ["afgedrukt op", date(2026, 11, 20)],
            [],
            ["Nr", "Naam", None, None, "Contact", None],
            [None, "roepnaam", "tussen", "achternaam", "tel", "mail"],
            ["Groep A"],
            ["K-1", "Fatma", "de", "Vries", 612345678, "fatma@example.org"],
            ["K-2", "Piet", None, "Bos", "06-41558228 / 0497-123456", None],
            [],
            ["Nr", "Naam", None, None, "Contact", None],
            ["K-3", None, None, "Wit", None, "n.v.t."],
            ["Totaal:", 3],
            ["Vragen? Bel Samira, toestel 12, of mail naar de helpdesk van de gemeente"],
        ],
        merged=["A4:A5", "B4:D4", "E4:F4"],
    )
    checked = check(content, replace(context, minimum_age=None))
    assert [(row.row, row.ref, row.name.full, row.phone) for row in checked.rows] == [
        (7, "K-1", "Fatma de Vries", "+31612345678"),
        (8, "K-2", "Piet Bos", ""),
    ]
    assert found(checked) == [
        (7, "", "birth_date_missing", "warning", ""),
        (8, "tel", "phone_two_numbers", "warning", "+31641558228 / +31497123456"),
        (8, "", "birth_date_missing", "warning", ""),
        (8, "", "not_reachable", "warning", ""),
        (11, "mail", "email_missing", "warning", ""),
        (11, "achternaam", "name_incomplete", "refused", ""),
        (11, "", "birth_date_missing", "warning", ""),
        (11, "", "not_reachable", "warning", ""),
    ]
    assert [(line.row, line.reason) for line in checked.source.passed_over] == [
        (1, "remark"),
        (2, "remark"),
        (4, "remark"),
        (6, "remark"),
        (10, "header_again"),
        (12, "total"),
        (13, "remark"),
    ]


def test_dates_with_slashes_are_read_by_what_their_column_proves(context, found):
    rows = [["1", "An", "Bos", "31/01/1990", "0612345678"], ["2", "Bo", "Vos", "01/02/1990", "0612345679"]]
    checked = check(lines(HEADER, *rows), context)
    assert [row.birth_date for row in checked.rows] == [date(1990, 1, 31), date(1990, 2, 1)]
    month_first = [["1", "An", "Bos", "01/31/1990", "0612345678"], ["2", "Bo", "Vos", "01/02/1990", "0612345679"]]
    checked = check(lines(HEADER, *month_first), context)
    assert [row.birth_date for row in checked.rows] == [date(1990, 1, 31), date(1990, 1, 2)]
    assert found(checked) == []


def test_a_date_with_two_readings_refuses_its_row_and_proposes_both(context, found):
    checked = check(lines(HEADER, ["1", "An", "Bos", "01/02/1990", "0612345678"]), context)
    assert checked.rows == ()
    assert found(checked) == [
        (2, "Geboortedatum", "date_two_readings", "refused", "02-01-1990 / 01-02-1990"),
    ]


def test_a_csv_of_a_spreadsheet_with_an_english_header_and_serial_dates(context):
    content = lines(
        ["first name", "last name", "date of birth", "e-mail", "hours", "shoe size"],
        ["Zoë", "Kaya", "32874", "zoe@example.org", "24-32", "39"],
        delimiter=",",
        encoding="utf-8-sig",
    )
    checked = check(content, context)
    (row,) = checked.rows
    assert (row.birth_date, row.hours, row.ref) == (date(1990, 1, 1), (24.0, 32.0), "")
    assert [(column.header, column.reason) for column in checked.unmapped] == [("shoe size", "unknown")]


def test_names_in_one_column_in_every_order(context):
    rows = [
        ["Vries, F. van", "1-1-1990"],
        ["Fatma de Groot", "2-1-1990"],
        ["dhr. J. Bos", "3-1-1990"],
        ["El Amrani, Samira", "4-1-1990"],
        ["Jan Willem Mulder", "5-1-1990"],
        ["Cher", "6-1-1990"],
    ]
    checked = check(
        lines(["Kandidaat", "Geb.dat", "Tel"], *[[*row, f"061234567{n}"] for n, row in enumerate(rows)]), context
    )
    assert [(row.name.given or row.name.initials, row.name.prefix, row.name.family) for row in checked.rows] == [
        ("F.", "van", "Vries"),
        ("Fatma", "de", "Groot"),
        ("J.", "", "Bos"),
        ("Samira", "El", "Amrani"),
        ("Jan Willem", "", "Mulder"),
    ]
    assert [(p.row, p.code, p.value, p.proposal) for p in checked.problems] == [
        (6, "name_read_as", "Jan Willem Mulder", "Mulder, Jan Willem"),
        (7, "name_incomplete", "Cher", ""),
    ]


def test_ages_are_those_of_the_model_on_the_first_day_of_the_round(context, found):
    rows = [
        ["1", "An", "Bos", "01-02-2009", "0612345678"],
        ["2", "Bo", "Vos", "02-02-2009", "0612345679"],
        ["3", "Cas", "Mol", "01-02-1960", "0612345670"],
        ["4", "Dee", "Pol", "02-02-1960", "0612345671"],
    ]
    checked = check(lines(HEADER, *rows), replace(context, maximum_age=66))
    assert [row.ref for row in checked.rows] == ["1", "4"]
    assert [(p.row, p.code, dict(p.params)) for p in checked.problems] == [
        (3, "model_age", {"age": 17, "ages": "18-66"}),
        (4, "model_age", {"age": 67, "ages": "18-66"}),
    ]


@pytest.mark.parametrize(
    ("birth_date", "day", "age"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2009, 2, 1), date(2027, 2, 1), 18),
        (date(2009, 2, 2), date(2027, 2, 1), 17),
    ],
)
def test_age_on(birth_date, day, age):
    assert age_on(birth_date, day) == age


KNOWN = KnownPerson(
    key="p-7", label="Renée Azzouzi", name=PersonName("Renée", family="Azzouzi"), reference="K-7",
    birth_date=date(1978, 12, 22), identity="print-of-999921423",
)  # fmt: skip


def test_somebody_known_already_is_held_with_the_name_the_page_may_show(context, found):
    context = replace(context, known_people=(KNOWN,))
    rows = [["N1", "Renee", "Azouzi", "22-12-1978", "0612345678"], ["N2", "Jan", "Bos", "22-12-1978", "0612345679"]]
    checked = check(lines(HEADER, *rows), context)
    assert [row.ref for row in checked.rows] == ["N2"]
    assert found(checked) == [(2, "", "possibly_same_person", "duplicate", "Renée Azzouzi")]
    judged = check(lines(HEADER, *rows), replace(context, distinct_rows=frozenset({2})))
    assert [row.ref for row in judged.rows] == ["N1", "N2"]
    assert judged.problems == ()


def test_the_partners_own_number_makes_a_new_delivery_not_a_duplicate(context, found):
    context = replace(context, known_people=(KNOWN,))
    checked = check(lines(HEADER, ["K-7", "Renée", "Azzouzi-Bos", "22-12-1978", "0612345678"]), context)
    assert [(row.ref, row.known) for row in checked.rows] == [("K-7", "p-7")]
    assert found(checked) == []
    other = check(lines(HEADER, ["K-7", "Karel", "Mulder", "01-01-1990", "0612345678"]), context)
    assert found(other) == [(2, "Klantnr", "reference_of_another", "refused", "Renée Azzouzi")]


def test_citizen_numbers_are_compared_by_fingerprint(context, found):
    context = replace(
        context, known_people=(KNOWN,), may_hold_identity_numbers=True, fingerprint=lambda number: f"print-of-{number}"
    )
    header = [*HEADER, "BSN"]
    checked = check(lines(header, ["N1", "X.", "Ypsilon", "01-01-1990", "0612345678", "999921423"]), context)
    assert found(checked) == [(2, "BSN", "same_identifier", "duplicate", "Renée Azzouzi")]


def test_a_number_that_stands_twice_holds_the_second_row(context, found):
    rows = [["K1", "An", "Bos", "01-02-1990", "0612345678"], ["K1", "Bo", "Vos", "01-02-1991", "0612345679"]]
    checked = check(lines(HEADER, *rows), context)
    assert [row.name.given for row in checked.rows] == ["An"]
    assert found(checked) == [(3, "Klantnr", "same_reference", "duplicate", "row 2")]


def test_twins_and_a_family_telephone_are_not_held(context, found):
    rows = [
        ["1", "Anna", "Bos", "01-02-1990", "0612345678"],
        ["2", "Boris", "Bos", "01-02-1990", "0612345678"],
        ["3", "Anna", "Bos", "15-07-2001", "0612345678"],
    ]
    checked = check(lines(HEADER, *rows), context)
    assert len(checked.rows) == 3
    assert found(checked) == []


def test_day_and_month_that_changed_places_hold_the_row(context, found):
    rows = [["1", "Anna", "Bos", "03-04-1990", "0612345678"], ["2", "Anna", "Bos", "04-03-1990", "0612345679"]]
    assert found(check(lines(HEADER, *rows), context)) == [(3, "", "possibly_same_person", "duplicate", "1")]


def test_a_citizen_number_used_as_the_partners_own_number_is_not_kept(context, found):
    rows = [
        ["999921009", "An", "Bos", "01-02-1990", "0612345678"],
        ["999921071", "Bo", "Vos", "01-02-1991", "0612345679"],
    ]
    rows.append(["999921149", "Cas", "Mol", "01-02-1992", "0612345670"])
    checked = check(lines(HEADER, *rows), context)
    assert found(checked) == [(n, "Klantnr", "citizen_number_hidden", "warning", "") for n in (2, 3, 4)]
    assert {row.ref for row in checked.rows} == {"•••••••••"}
    assert "99992" not in repr(checked)


def test_corrections_of_the_grid_are_checked_like_the_file_itself(context, found):
    rows = [["1", "An", "Bos", "31-02-1990", "0612345678"], ["2", "Bo", "Vos", "01-02-1991", "06"]]
    content = lines(HEADER, *rows)
    assert [p.code for p in check(content, context).problems] == ["invalid_date", "phone_invalid", "not_reachable"]
    repaired = replace(context, corrections={2: {"Geboortedatum": "28-02-1990"}, 3: {"Mobiel": "0612345679"}})
    checked = check(content, repaired)
    assert [(row.birth_date, row.phone) for row in checked.rows] == [
        (date(1990, 2, 28), "+31612345678"),
        (date(1991, 2, 1), "+31612345679"),
    ]
    assert found(checked) == []
    excluded = check(content, replace(context, excluded_rows=frozenset({2})))
    assert (excluded.report.rows, excluded.report.accepted) == (1, 1)


def test_a_kept_mapping_reads_headers_nobody_could_guess(context):
    content = lines(["K", "VN", "Kolom C", "Kolom D", "Kolom E"], ["1", "An", "Bos", "01-02-1990", "zorg"])
    with pytest.raises(FileError, match="header_not_found"):
        check(content, context)
    kept = {"K": "reference", "VN": "given_name", "Kolom C": "family_name", "Kolom D": "birth_date", "Kolom E": "wish"}
    checked = check(content, replace(context, mapping=ColumnMapping.from_data({"fields": kept})))
    assert [(row.ref, row.name.full, row.birth_date, row.wish) for row in checked.rows] == [
        ("1", "An Bos", date(1990, 2, 1), "zorg")
    ]
    assert checked.mapping.to_data() == {"fields": kept, "marks": {}}


def test_refused_columns_are_named_and_leave_nothing_behind(context, found):
    header = [*HEADER, "Nationaliteit", "Diagnose", "BSN"]
    content = lines(header, ["1", "An", "Bos", "01-02-1990", "0612345678", "Utopisch", "geheimziek", "999921009"])
    checked = check(content, context)
    assert found(checked) == [
        (1, "Nationaliteit", "column_refused_origin", "refused", ""),
        (1, "Diagnose", "column_refused_health", "refused", ""),
        (1, "BSN", "column_refused_identity", "refused", ""),
    ]
    assert (checked.report.rows, checked.report.accepted) == (1, 1)
    for secret in ("Utopisch", "geheimziek", "999921009"):
        assert secret not in repr(checked)


def test_a_list_without_names_says_which_column_is_missing(context):
    with pytest.raises(FileError) as refusal:
        check(lines(["Klantnr", "Postcode", "Telefoon"], ["1", "5501EA", "0612345678"]), context)
    assert (refusal.value.code, refusal.value.params["field"], refusal.value.params["row"]) == (
        "column_missing",
        "family_name",
        1,
    )


def test_columns_without_a_header_are_listed_by_their_letter(context):
    checked = check(lines(HEADER, ["1", "An", "Bos", "01-02-1990", "0612345678", "los", "ook"]), context)
    assert [column.header for column in checked.unmapped] == ["F", "G"]


def test_lists_on_other_sheets_are_named(workbook, context):
    rows = [HEADER, ["1", "An", "Bos", "01-02-1990", "0612345678"]]
    content = workbook([["Toelichting"], ["Zie blad 2"]], sheets={"Groep A": rows, "Groep B": [*rows, rows[1]]})
    checked = check(content, context)
    assert (checked.source.sheet, checked.source.other_sheets) == ("Groep A", ("Blad1", "Groep B"))
    chosen = check(content, replace(context, sheet="Groep B"))
    assert (chosen.source.sheet, chosen.report.rows) == ("Groep B", 2)
