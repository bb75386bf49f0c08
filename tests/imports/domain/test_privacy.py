"""No citizen number comes out of a check anywhere."""

import string
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn as nl_bsn

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.kept import as_texts, kept
from doorstroom.imports.domain.messages import describe
from doorstroom.imports.domain.report import to_json
from doorstroom.imports.domain.sensitive import refused_category

CONTEXT = ImportContext(
    today=date(2026, 11, 23), start=date(2027, 2, 1), minimum_age=18, may_hold_identity_numbers=True
)
HEADER = "Klantnr;BSN;Naam;Geboortedatum;Telefoon;E-mail;Postcode;Uitkering;Opmerking"
NUMBERS = st.sampled_from([str(n) for n in range(123_456_000, 123_459_000) if nl_bsn.is_valid(str(n))])
WORDS = st.text(string.ascii_letters + "-. ", max_size=8)


@st.composite
def rows_with_a_number_anywhere(draw):
    number = draw(NUMBERS)
    cells = [draw(WORDS) for _ in range(9)]
    for position in draw(st.lists(st.integers(0, 8), min_size=1, max_size=4)):
        cells[position] = f"{cells[position]} {number}".strip()
    return number, cells


@settings(max_examples=200, deadline=None)
@given(st.lists(rows_with_a_number_anywhere(), min_size=1, max_size=5), st.booleans())
def test_no_citizen_number_leaves_a_check(drawn, allowed):
    content = "\n".join([HEADER, *(";".join(cells) for _, cells in drawn)]).encode()
    checked = check_file("participants", content, "x.csv", replace(CONTEXT, may_hold_identity_numbers=allowed))
    shown = [
        to_json([checked.report]),
        repr(checked.problems),
        repr(checked.grid),
        repr(checked.source),
        repr(checked.columns),
        repr(checked.mapping),
        *(repr(describe(problem)) for problem in checked.problems),
        repr(checked.rows),
        *(repr(as_texts(kept(row))) for row in checked.rows),
    ]
    for number, _ in drawn:
        assert [text for text in shown if number in text] == []


def test_countries_far_away_say_where_somebody_is_from_and_those_of_an_address_do_not():
    assert refused_category("land", ["Syrië", "Eritrea", "Turkije"]) == "origin"
    assert refused_category("land", ["Nederland", "België", "Nederland"]) is None
