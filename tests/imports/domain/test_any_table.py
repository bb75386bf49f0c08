"""Whatever stands in the cells, a check ends in a report that adds up."""

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.fields import FIELDS
from doorstroom.imports.domain.messages import describe, describe_file
from doorstroom.imports.domain.problems import FileError, Severity

CONTEXT = ImportContext(
    today=date(2026, 11, 23),
    start=date(2026, 11, 9),
    minimum_age=18,
    may_hold_identity_numbers=True,
    occupations={"kok": "cook"}.get,
)
WORDS = """;A;X;Jan;de Vries;Vries, F. de;01-02-1990;1/2/90;31-02-1990;z.s.m.;2-3;4;24,0;ma/wo;5501EA;55O1CL;geen
06-41558229;a@example.org;A1+;kok;08633390;999921009;Totaal;1 maart 2027;Legenda: A aanwezig;diploma"""
USUAL = st.sampled_from(WORDS.replace("\n", ";").split(";"))
NEEDED = {
    "participants": ["Klantnr", "Naam", "Geboortedatum"],
    "places": ["Werkgever", "Functie", "Aantal"],
    "attendance": ["Nr", "Naam", "09-11-2026"],
    "sending": ["Naam", "Uit dienst per", "Zekerheid"],
    "awards": ["Nr", "Soort bewijs", "Kwalificatie", "Datum"],
}
CELLS = USUAL | st.text(max_size=12)
DAYS = ["09-11-2026", "10/11/2026", "ma 16-11", "32-11-2026"]


@st.composite
def tables(draw, kind):
    headers = [header for field in FIELDS[kind] for header in field.headers[:2]]
    headers += DAYS if kind == "attendance" else []
    others = draw(st.lists(st.sampled_from(headers) | st.text(max_size=8), max_size=6))
    header = draw(st.permutations([*NEEDED[kind], *others]))
    rows = draw(st.lists(st.lists(CELLS, max_size=len(header) + 1), max_size=6))
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows([header, *rows])
    return stream.getvalue().encode()


PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize("kind", FIELDS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_check_ends_in_a_report_that_adds_up(kind, data):
    content = data.draw(tables(kind))
    try:
        checked = check_file(kind, content, "x.csv", CONTEXT)
    except FileError as refusal:
        assume(not describe_file(refusal).what)
        raise
    assert all(not PLACEHOLDER.search(text.what + text.repair) for text in map(describe, checked.problems))
    assert checked == check_file(kind, content, "x.csv", CONTEXT)
    numbers = {row.number for row in checked.grid}
    lost = {p.row for p in checked.problems if p.severity in (Severity.REFUSED, Severity.DUPLICATE)} & numbers
    if kind != "attendance":
        assert {row.row for row in checked.rows} == numbers - lost
    assert {row.row for row in checked.rows} <= numbers
    assert {problem.row for problem in checked.problems} <= numbers | {checked.source.header_row}
