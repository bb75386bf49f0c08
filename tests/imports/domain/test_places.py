"""Employer lists as different partners send them."""

from dataclasses import replace
from datetime import date

import pytest

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import KnownPlace
from doorstroom.imports.domain.places import PlaceRow, Requirement, place_key, read_requirements
from doorstroom.imports.domain.problems import FileError

HEADER = ["Bedrijf", "KvK-nr", "Functietitel", "Aantal plekken", "Startdatum"]


def lines(*rows, delimiter=";", encoding="utf-8"):
    return "\n".join(delimiter.join(map(str, row)) for row in rows).encode(encoding)


def check(content, context):
    return check_file("places", content, "lijst", context)


def test_a_complete_row_in_windows_1252(context, found):
    header = [
        "Naam werkgever", "KvK", "Locatie", "Straat", "Huisnr", "PC", "Plaats", "Beroep", "Plekken", "Werkdagen",
        "Uren", "Start", "Functie-eisen", "Contact", "Tel", "Mail", "SBB erkend",
    ]  # fmt: skip
    row = [
        "Zorgkring Oriënt", "08633390", "De Linde", "Kerkstraat", "149", "5501 ea", "Lindervoort", "Verzorgende IG",
        "4", "ma t/m do", "24-32", "1 maart 2027", "B1 mondeling, VOG", "mw. D. Aksoy", "0614634486",
        "a@example.org", "ja",
    ]  # fmt: skip
    context = replace(context, occupations={"Verzorgende IG": "carer-ig"}.get)
    checked = check(lines(header, row, encoding="cp1252"), context)
    assert found(checked) == []
    assert checked.rows == (
        PlaceRow(
            row=2, ref="", employer="Zorgkring Oriënt", company_number="08633390", site="De Linde",
            address="Kerkstraat 149", postcode="5501EA", town="Lindervoort", occupation="Verzorgende IG",
            occupation_code="carer-ig", count=4, weekdays=(0, 1, 2, 3), days_per_week=4, hours=(24.0, 32.0),
            start=date(2027, 3, 1), contact_name="mw. D. Aksoy", phone="+31614634486", email="a@example.org",
            requirements=(
                Requirement("language", "B1 mondeling", "B1", "speaking"),
                Requirement("conduct_certificate", "VOG"),
            ),
            accredited=True,
        ),
    )  # fmt: skip


def test_employer_merged_over_its_places_and_a_total(workbook, context, found):
    content = workbook(
        [
            ["Werkplekken voorjaar"],
            ["Onderneming", "Ondernemingsnummer", "Job", "Aantal", "Dagen per week"],
            ["Maatwerk De Brug", "0403.170.701", "magazijnier", 2, 4],
            [None, None, "poetshulp", 1, "3 dagen"],
            ["TOTAAL", None, None, "=SUM(D3:D4)", None],
        ],
        merged=["A3:A4", "B3:B4"],
    )
    with pytest.raises(FileError, match="formulas_not_calculated"):
        check(content, context)
    content = workbook(
        [
            ["Werkplekken voorjaar"],
            ["Onderneming", "Ondernemingsnummer", "Job", "Aantal", "Dagen per week"],
            ["Maatwerk De Brug", "0403.170.701", "magazijnier", 2, 4],
            [None, None, "poetshulp", 1, "3 dagen"],
            ["TOTAAL", None, None, 3, None],
        ],
        merged=["A3:A4", "B3:B4"],
    )
    checked = check(content, replace(context, country="BE"))
    assert [
        (row.row, row.employer, row.company_number, row.occupation, row.count, row.days_per_week)
        for row in checked.rows
    ] == [
        (3, "Maatwerk De Brug", "0403170701", "magazijnier", 2, 4),
        (4, "Maatwerk De Brug", "0403170701", "poetshulp", 1, 3),
    ]
    assert found(checked) == []
    assert [(line.row, line.reason) for line in checked.source.passed_over] == [(1, "remark"), (5, "total")]


def test_what_is_missing_or_uncertain_is_refused_with_its_column(context, found):
    rows = [
        ["Van Loon", "40213377", "heftruckchauffeur", "2-3", "01-03-2027"],
        ["Mulders", "2207719", "chauffeur", "2", "01-03-2027"],
        ["", "40213377", "lasser", "1", "01-03-2027"],
        ["Hessels", "", "", "1", "01-03-2027"],
        ["Zonrijk", "", "monteur", "", "01-03-2027"],
        ["Anker", "", "kok", "enkele", "31-02-2027"],
        ["Linde", "123456789012", "kok", "1", "01-03-2027"],
    ]
    checked = check(lines(HEADER, *rows), context)
    assert checked.rows == ()
    assert found(checked) == [
        (2, "Aantal plekken", "count_is_range", "refused", ""),
        (3, "KvK-nr", "identifier_length", "refused", "02207719"),
        (4, "Bedrijf", "employer_missing", "refused", ""),
        (5, "Functietitel", "occupation_missing", "refused", ""),
        (6, "Aantal plekken", "count_missing", "refused", ""),
        (7, "Aantal plekken", "count_unreadable", "refused", ""),
        (7, "Startdatum", "invalid_date", "refused", ""),
        (8, "KvK-nr", "identifier_length", "refused", ""),
    ]


def test_starts_without_a_day_are_taken_over_and_said(context, found):
    starts = ["z.s.m.", "per direct", "in overleg", "maart 2027", "", "01-03-2026", "01-03-27"]
    rows = [["Linde", "", f"werk {n}", "1", start] for n, start in enumerate(starts)]
    checked = check(lines(HEADER, *rows), context)
    assert [row.start for row in checked.rows] == [None, None, None, None, None, date(2026, 3, 1), date(2027, 3, 1)]
    assert found(checked) == [
        (2, "Startdatum", "start_missing", "warning", ""),
        (3, "Startdatum", "start_missing", "warning", ""),
        (4, "Startdatum", "start_missing", "warning", ""),
        (5, "Startdatum", "start_only_month", "warning", "01-03-2027"),
        (6, "Startdatum", "start_missing", "warning", ""),
        (7, "Startdatum", "start_is_past", "warning", ""),
    ]


def test_an_unknown_occupation_is_kept_in_the_partners_words(context, found):
    context = replace(context, occupations={"kok": "cook"}.get)
    rows = [["Linde", "", "kok", "1", "01-03-2027"], ["Linde", "", "duizendpoot", "1", "01-03-2027"]]
    checked = check(lines(HEADER, *rows), context)
    assert [(row.occupation, row.occupation_code) for row in checked.rows] == [("kok", "cook"), ("duizendpoot", "")]
    assert found(checked) == [(3, "Functietitel", "occupation_unknown", "warning", "")]


def test_the_same_place_is_held_in_the_file_and_against_earlier_ones(context, found):
    row = ["Linde", "40213377", "kok", "1", "01-03-2027"]
    other_number = ["De Linde BV", "40213377", "Kok", "3", "01-03-2027"]
    checked = check(lines(HEADER, row, other_number, [*row[:4], "08-03-2027"]), context)
    assert [place.row for place in checked.rows] == [2, 4]
    assert found(checked) == [(3, "", "same_place", "duplicate", "row 2")]
    known = (KnownPlace("7", "Linde, kok", place_key(checked.rows[0])),)
    again = check(lines(HEADER, row), replace(context, known_places=known))
    assert found(again) == [(2, "", "same_place", "duplicate", "Linde, kok")]
    judged = check(lines(HEADER, row), replace(context, known_places=known, distinct_rows=frozenset({2})))
    assert found(judged) == []


def test_an_enterprise_number_from_across_the_border_is_understood(context):
    checked = check(lines(HEADER, ["Brug", "BE 0403.170.701", "kok", "1", "01-03-2027"]), context)
    assert [row.company_number for row in checked.rows] == ["0403170701"]


def test_nothing_between_two_signs_is_no_requirement():
    assert [each.text for each in read_requirements("VCA;; rijbewijs B;").value] == ["VCA", "rijbewijs B"]
