"""Files that say who people are are recognised by their columns' names and by what stands in the cells."""

import pytest

from doorstroom.monitoring.domain.impact.pseudonyms import identifying


@pytest.mark.parametrize(
    "header",
    ["naam", "Achternaam", "first_name", "Full name", "E-mailadres", "BSN", "bsn_nr", "Geboortedatum", "date of birth",
     "tel.", "postcode", "Straat en huisnummer", "IBAN"],
)  # fmt: skip
def test_headers_that_identify(header):
    assert identifying({"x": ["1"], header: ["1"]}) == (header,)


@pytest.mark.parametrize(
    "header", ["age", "hotel", "tijd", "gender", "months_on_benefit", "sector", "pseudonym", "week"]
)
def test_headers_that_do_not(header):
    assert identifying({header: ["12", "3"]}) == ()


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["111222333", "123456782"], True),  # both pass the 11-test
        (["111222334", "123456789"], False),
        (["", "", "111222333"], True),
        (["a@b.nl", "c.d@e.example"], True),
        (["06-12345678", "+31 30 123 45 67"], True),
        (["45000.00", "38250.50"], False),
        (["2026-11-23", "2025-01-01"], False),
        ([], False),
    ],
)
def test_cells_that_identify(cells, found):
    assert identifying({"column": cells}) == (("column",) if found else ())
