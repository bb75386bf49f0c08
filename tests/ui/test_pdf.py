"""A sheet as PDF/UA: tags, language, title and reading order stand in the file itself."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from doorstroom.letters.domain.letter import Heading, Items, Paragraph, Table
from doorstroom.ui.pdf import Sheet, pdf_of

SHEET = Sheet(
    title="Uitnodiging: een gesprek", language="nl", sender="Gemeente Lindervoort", to=("Abel Tesfay", "Kade 3"),
    date="23 november 2026",
    blocks=(
        Paragraph("Beste Abel,\nWelkom."), Heading("Wanneer"), Items(("Dag: maandag", "Tijd: 10.00")),
        Table(("Onderdeel", "Wie"), (("Schoonmaken", "Joost"), ("Opstaan", "Marleen"))), Paragraph("Groet, Samira"),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def written():
    return pdf_of(SHEET)


@pytest.fixture(scope="module")
def reader(written):
    return PdfReader(BytesIO(written))


def tags(node):
    """The kinds of the structure tree in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for each in node for tag in tags(each)]
    if not isinstance(node, dict):
        return []
    return [node["/S"]] * ("/S" in node) + tags(node.get("/K", []))


def test_the_file_says_its_language_and_title_and_that_it_is_tagged(reader):
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Uitnodiging: een gesprek"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_headings_lists_and_tables_are_tagged_as_what_they_are(reader):
    found = [tag for tag in tags(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]) if tag in TOLD]
    assert found == [
        "/P", "/P", "/P", "/H1", "/P", "/H2", "/L", "/LI", "/LI",
        "/Table", "/TR", "/TH", "/TH", "/TR", "/TD", "/TD", "/TR", "/TD", "/TD", "/P",
    ]  # fmt: skip


TOLD = {"/P", "/H1", "/H2", "/L", "/LI", "/Table", "/TR", "/TH", "/TD"}


def test_the_text_stands_in_reading_order(reader):
    text = reader.pages[0].extract_text()
    places = [text.index(each) for each in (
        "Gemeente Lindervoort", "Abel Tesfay", "23 november", "Uitnodiging: een gesprek", "Beste Abel", "Welkom.",
        "Wanneer", "Dag: maandag", "Tijd: 10.00", "Onderdeel", "Schoonmaken", "Opstaan", "Groet, Samira",
    )]  # fmt: skip
    assert places == sorted(places)
    assert len(reader.pages) == 1


def test_the_same_sheet_gives_the_same_bytes_and_typed_signs_stay_text(written):
    assert pdf_of(SHEET) == written
    hostile = Sheet("#panic()", "nl", '"} #read("/etc/passwd")', (), "x", (Paragraph("$1 * _a_ `b` #sys.version"),))
    text = PdfReader(BytesIO(pdf_of(hostile))).pages[0].extract_text()
    assert "#panic()" in text
    assert "$1 * _a_ `b` #sys.version" in text
