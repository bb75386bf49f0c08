"""No citizen number comes out of a check anywhere, and a large workbook is checked quickly."""

import string
import time
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


def test_five_thousand_rows_take_less_than_ten_seconds(workbook):
    given_names = ["Anna", "Boris", "Cas", "Dee", "Emre", "Fatma", "Gerrit", "Hanna", "Ilse", "Joost", "Karim"]
    family = ["Bos", "Vos", "Kaya", "Jansen", "de Vries", "Bakker", "Mulder", "Smit", "Visser", "Azzouzi", "Gebre"]
    header = ["Klantnr", "Voornaam", "Achternaam", "Geboortedatum", "Postcode", "Tel", "E-mail", "Uren", "Vervoer"]
    rows = [
        [
            f"K-{n}",
            given_names[n % 11] + string.ascii_lowercase[n // 11 % 26] * 3,
            family[n // 7 % 11] + string.ascii_lowercase[n // 13 % 26] * 2,
            f"{1 + n % 28:02d}-{1 + n % 12:02d}-{1960 + n % 45}",
            f"{5500 + n % 400} {string.ascii_uppercase[n % 26]}B",
            f"06-{41_000_000 + n}",
            f"p{n}@example.org",
            "24 uur",
            "fiets + ov",
        ]
        for n in range(5_000)
    ]
    content = workbook([header, *rows])
    started = time.process_time()
    checked = check_file("participants", content, "groot.xlsx", CONTEXT)
    used = time.process_time() - started
    assert (checked.report.rows, checked.report.accepted) == (5_000, 5_000)
    assert used < 10, f"{used:.1f} CPU seconds"
