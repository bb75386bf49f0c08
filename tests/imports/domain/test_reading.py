"""Bytes to rows: kinds of files, encodings, separators, merged cells, limits."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from doorstroom.imports.domain.delimited import decode, find_delimiter
from doorstroom.imports.domain.messages import describe_file
from doorstroom.imports.domain.problems import FileError
from doorstroom.imports.domain.reading import read_document
from doorstroom.imports.domain.sheets import Limits, Row

MORNING = datetime(2026, 11, 16, 9, 30)  # noqa: DTZ001 - a cell has no time zone


def rows_of(content: bytes):
    (sheet,) = read_document(content).sheets
    return sheet.rows


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_encoding_and_separator_gives_the_same_rows(encoding, delimiter):
    lines = [["Naam", "Plaats"], ["Renée Coöper", "Oriënt"], ["Désirée", "Één"], ["Zoë", "Curaçao"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    assert rows_of(text.encode(encoding)) == tuple(Row(n, tuple(line)) for n, line in enumerate(lines, 1))


def test_document_says_how_it_was_read():
    document = read_document("Naam;Plaats\nRenée;Oriënt\n".encode("cp1252"))
    assert (document.format, document.encoding, document.delimiter) == ("csv", "cp1252", ";")


def test_row_numbers_are_those_of_a_spreadsheet():
    content = b'a;b\n\n1;"two\nlines"\n;\n2;x\n'
    assert rows_of(content) == (Row(1, ("a", "b")), Row(3, ("1", "two lines")), Row(5, ("2", "x")))


def test_separator_line_of_excel_is_no_row_but_counts():
    assert rows_of(b"sep=|\r\na|b\r\n1|2\r\n") == (Row(2, ("a", "b")), Row(3, ("1", "2")))


def test_quotes_that_do_not_match_are_told_with_their_row():
    for content, row in ((b'a;"b\n', 1), (b'a;b\n1;2\n1;"2\n', 3), (b'sep=;\na;b\n1;"2\n', 3)):
        with pytest.raises(FileError) as refusal:
            read_document(content)
        assert (refusal.value.code, refusal.value.params) == ("quotes_do_not_match", {"row": row})


def test_separator_inside_quotes_does_not_mislead():
    assert find_delimiter('naam;eis\n"a";"x, y, z"\n"b";"x, y, z"\n') == ";"


@given(st.lists(st.lists(st.text("abcé ,;'", max_size=8), min_size=2, max_size=4), min_size=1, max_size=6))
def test_quoted_cells_survive_whatever_they_hold(cells):
    width = max(map(len, cells))
    table = [["kop"] * width, *[[*row, *[""] * (width - len(row))] for row in cells]]
    text = "\n".join(";".join('"' + cell + '"' for cell in row) for row in table)
    read = {row.number: row.cells for row in rows_of(text.encode())}
    expected = {
        number: tuple(" ".join(cell.split()) or None for cell in row)
        for number, row in enumerate(table, 1)
        if any(cell.strip() for cell in row)
    }
    assert read == expected


def test_eight_bit_tables_are_told_apart_by_odd_signs_in_words():
    assert decode("Oriënt".encode("cp1252")) == ("Oriënt", "cp1252")
    assert decode("Oriënt".encode("cp850")) == ("Oriënt", "cp850")


def test_workbook_values_are_read_as_the_person_sees_them(workbook):
    content = workbook(
        [
            ["bsn", "datum", "uren", "aantal", " naam\u00a0x "],
            [12345672, MORNING, 24.5, 3.0, None],
        ],
        formats={"A2": "000000000"},
    )
    assert rows_of(content) == (
        Row(1, ("bsn", "datum", "uren", "aantal", "naam x")),
        Row(2, ("012345672", date(2026, 11, 16), 24.5, 3)),
    )


def test_a_cell_merged_down_counts_for_each_row_and_across_is_a_banner(workbook):
    content = workbook(
        [["Lijst", None, None], ["wg", "functie", "n"], ["De Linde", "kok", 1], [None, "hulp", 2]],
        merged=["A1:C1", "A3:A4"],
    )
    (sheet,) = read_document(content).sheets
    assert sheet.rows[2:] == (Row(3, ("De Linde", "kok", 1)), Row(4, ("De Linde", "hulp", 2)))
    assert sheet.banners == {1: {0: "Lijst", 1: "Lijst", 2: "Lijst"}}


def test_merged_down_reaches_its_own_rows_and_column_alone(workbook):
    content = workbook(
        [["n", "wg", "sinds"], [1, "De Linde"], [2], [], [None, None, 2026], [4]],
        merged=["B2:B5", "A7:A9", "C8:C10"],
    )
    (sheet,) = read_document(content).sheets
    assert sheet.rows == (
        Row(1, ("n", "wg", "sinds")),
        Row(2, (1, "De Linde")),
        Row(3, (2, "De Linde")),
        Row(5, (None, "De Linde", 2026)),
        Row(6, (4,)),
    )
    assert sheet.banners == {}


def test_a_block_merged_both_ways_is_a_banner_over_its_columns_alone(workbook):
    content = workbook(
        [["Week", "Dag 1", None, "Dag 2"], [46, None, None, None], [47, "A", "Z", "A"]], merged=["B1:C2", "E1:F1"]
    )
    (sheet,) = read_document(content).sheets
    assert sheet.rows == (Row(1, ("Week", "Dag 1", None, "Dag 2")), Row(2, (46,)), Row(3, (47, "A", "Z", "A")))
    assert sheet.banners == {1: {1: "Dag 1", 2: "Dag 1"}}


def test_a_banner_without_end_covers_a_thousand_columns(workbook):
    (sheet,) = read_document(workbook([["Lijst"], ["a", "b"]], merged=["A1:ALN1"])).sheets
    assert sheet.banners == {1: dict.fromkeys(range(1_000), "Lijst")}


def test_hidden_and_empty_sheets_are_not_read(workbook):
    book = Workbook()
    book.active.append(["a", "b"])
    book.create_sheet("leeg")
    hidden = book.create_sheet("verborgen")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert [sheet.name for sheet in read_document(stream.getvalue()).sheets] == ["Sheet"]


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


def locked(archive: bytes) -> bytes:
    """The archive, of which the list of contents says that a part is encrypted."""
    flags = archive.index(b"PK\x01\x02") + 8
    return archive[:flags] + bytes([archive[flags] | 1]) + archive[flags + 1 :]


def repacked(book: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with other words in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old_book, zipfile.ZipFile(stream, "w") as new_book:
        for name in old_book.namelist():
            text = old_book.read(name)
            assert name != part or old.encode() in text
            new_book.writestr(name, text.replace(old.encode(), new.encode()) if name == part else text)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNREADABLE = [
    (b"", "file_empty"),
    (b" \n\n", "file_empty"),
    (OLE + b"\x00" * 600, "file_is_old_excel"),
    (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "file_has_password"),
    (b"%PDF-1.7 ...", "file_is_document"),
    (b"<html><table><tr><td>naam</td></tr></table>", "file_is_document"),
    (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "file_is_other_office_format"),
    (zipped(**{"word__document.xml": "<x/>"}), "file_is_other_office_format"),
    (zipped(**{"xl__workbook.bin": "x", "xl__workbook.xml": "x"}), "file_is_other_office_format"),
    (locked(zipped(**{"xl__workbook.xml": "x"})), "file_has_password"),
    (zipped(readme="hello"), "file_is_archive"),
    (zipped(**{"xl__workbook.xml": "<broken"}), "file_damaged"),
    (b"PK\x03\x04 not a zip", "file_damaged"),
    (b'a;b\n1;"never closed\n2;3\n', "quotes_do_not_match"),
    (b"naam\nJan\nPiet\n", "no_columns"),
    ("ab".encode("utf-16") + b"\x00\xd8", "encoding_broken"),
]


@pytest.mark.parametrize(("content", "code"), UNREADABLE, ids=[f"{n}-{code}" for n, (_, code) in enumerate(UNREADABLE)])
def test_what_cannot_be_read_says_why_and_what_to_do(content, code):
    with pytest.raises(FileError) as refusal:
        read_document(content)
    assert refusal.value.code == code
    text = describe_file(refusal.value)
    assert text.what
    assert text.repair


def test_a_formula_without_result_is_refused_and_one_with_empty_text_is_not(workbook):
    content = workbook([["a", "b"], ["=1+1", 2]], title="Mei")
    with pytest.raises(FileError) as refusal:
        read_document(content)
    assert (refusal.value.code, refusal.value.params) == ("formulas_not_calculated", {"sheet": "Mei"})
    calculated = repacked(content, "xl/worksheets/sheet1.xml", '<c r="A2">', '<c r="A2" t="str">')
    assert rows_of(calculated)[1:] == (Row(2, (None, 2)),)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=10), "file_too_large"),
        (Limits(rows=2), "too_many_rows"),
        (Limits(columns=1), "too_many_columns"),
        (Limits(cell_characters=3), "cell_too_long"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_limits_have_a_message_each(limits, code, form, workbook):
    rows = [["naam", "plaats"], ["Jan", "Lindervoort"], ["Piet", "Kerkwoude"]]
    content = "\n".join(";".join(row) for row in rows).encode() if form == "csv" else workbook(rows)
    with pytest.raises(FileError, match=code):
        read_document(content, limits=limits)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_that_just_keeps_within_the_limits_is_read(form, workbook):
    rows = [["naam", "plaats"], ["Jan", "Kerk"], ["Piet", "Lind"]]
    content = "\n".join(map(";".join, rows)).encode() if form == "csv" else workbook(rows)
    (sheet,) = read_document(content, limits=Limits(len(content), rows=3, columns=2, cell_characters=6)).sheets
    assert [row.cells for row in sheet.rows] == [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("limits", "code", "params"),
    [
        (Limits(rows=2), "too_many_rows", {"rows": 2}),
        (Limits(columns=3), "too_many_columns", {"row": 4, "columns": 3}),
        (Limits(cell_characters=6), "cell_too_long", {"characters": 6}),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_refusal_names_the_limit_and_its_row(limits, code, params, form, workbook):
    rows = [["naam", "plaats"], [], ["Jan", "Lindervoort"], ["Piet", "Kerk", "", "x"]]
    content = "\n".join(map(";".join, rows)).encode() if form == "csv" else workbook(rows)
    with pytest.raises(FileError) as refusal:
        read_document(content, limits=limits)
    assert (refusal.value.code, refusal.value.params) == (code, params)


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        (b"a" * 2_000_001, Limits(file_bytes=2_000_000), "file_too_large"),
        (zipped(part="0" * 2_000_001), Limits(unpacked_bytes=2_000_000), "file_unpacks_too_large"),
    ],
    ids=["file", "archive"],
)
def test_a_size_is_told_in_whole_megabytes(content, limits, code):
    with pytest.raises(FileError) as refusal:
        read_document(content, limits=limits)
    assert (refusal.value.code, refusal.value.params) == (code, {"megabytes": 2})


def test_a_workbook_that_tells_a_wrong_size_is_read_whole(workbook):
    rows = [["naam", "plaats"], ["Jan", "Kerk"]]
    content = repacked(workbook(rows), "xl/worksheets/sheet1.xml", '<dimension ref="A1:B2"', '<dimension ref="A1:A1"')
    assert [row.cells for row in rows_of(content)] == [tuple(row) for row in rows]


def test_zeros_in_front_are_kept_of_whole_numbers_from_nought(workbook):
    shown = dict.fromkeys(["A2", "B2", "C2", "D2"], "000")
    content = workbook([["a", "b", "c", "d", "e"], [0, -7, True, 1234, 7]], formats=shown)
    assert rows_of(content)[1] == Row(2, ("000", -7, True, "1234", 7))


def test_empty_cells_at_the_end_of_a_row_are_no_columns(workbook):
    content = workbook([["naam", "plaats", None, ""], ["Jan", None, "x", None]])
    (sheet,) = read_document(content, limits=Limits(columns=3)).sheets
    assert [row.cells for row in sheet.rows] == [("naam", "plaats"), ("Jan", None, "x")]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_known_code(content):
    try:
        numbers = [row.number for sheet in read_document(content).sheets for row in sheet.rows]
    except FileError as refusal:
        numbers = [len(describe_file(refusal).what)]
    assert numbers == sorted(set(numbers))
    assert min(numbers) >= 1


def test_an_archive_is_measured_before_it_is_unpacked():
    bomb = zipped(**{"xl__workbook.xml": "0" * 5_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(FileError, match="file_unpacks_too_large"):
        read_document(bomb, limits=Limits(unpacked_bytes=4_999_999))
    with pytest.raises(FileError, match="file_damaged"):
        read_document(bomb, limits=Limits(unpacked_bytes=5_000_000))


@pytest.mark.parametrize(("parts", "code"), [(2_000, "file_damaged"), (2_001, "file_unpacks_too_large")])
def test_an_archive_of_more_than_two_thousand_parts_is_not_opened(parts, code):
    fillers = {f"part{n}": "" for n in range(parts - 1)}
    with pytest.raises(FileError, match=code):
        read_document(zipped(**{"xl__workbook.xml": "<broken", **fillers}))
