"""What goes back to a partner about its places reads as what stands here, and what of a row is followed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.imports.domain.cells import formula_safe
from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.kept import as_texts
from doorstroom.imports.domain.kept_places import BELONGS, kept, requirements, to_write
from doorstroom.imports.domain.places import read_requirements
from doorstroom.imports.domain.returned_places import ways
from doorstroom.imports.domain.returning import returned

HEADERS = {
    "Vacaturenummer": "reference", "Bedrijf": "employer", "KvK": "company_number", "Vestiging": "site",
    "Straat": "address", "Huisnummer": "house_number", "Postcode": "postcode", "Plaats": "town",
    "Functie": "occupation", "Taken": "tasks", "Aantal plaatsen": "count", "Werkdagen": "weekdays",
    "Uren per week": "hours_per_week", "Startdatum": "start", "Eisen": "requirements",
    "Contactpersoon": "contact_name", "Telefoon": "phone", "E-mail": "email", "Erkend leerbedrijf": "accredited",
}  # fmt: skip
COLUMNS = list(HEADERS.items())
TEXTS = dict(
    zip(
        HEADERS,
        ("W-1", "Zorghuis De Linde", "12345678", "Lindehof", "Kerkstraat", "149", "5501 EA", "Lindervoort", "helpende",
         "wassen; koken", "2", "ma/wo/vr", "16-24", "1-2-2027", "VOG, B1 mondeling", "Anna Bos", "0475-123456",
         "a@example.org", "ja"),
        strict=True,
    )
)  # fmt: skip
CONTEXT = ImportContext(today=date(2026, 11, 23))


def read(cells):
    """The facts that a list with this one row says."""
    lines = [";".join(f'"{formula_safe(text)}"' for text in line) for line in (list(HEADERS), cells)]
    (row,) = check_file("places", "\r\n".join(lines).encode(), "terug.csv", CONTEXT).rows
    return as_texts(kept(row))


TOLD = read(list(TEXTS.values()))
ASKED = st.lists(
    st.one_of(
        st.tuples(st.just("language"), st.sampled_from(["A2", "B1", ""])),
        st.tuples(st.just("licence"), st.sampled_from(["B", "BE", "B + code 95"])),
        st.tuples(st.just("lifting"), st.sampled_from(["25", ""])),
        st.tuples(st.sampled_from(["education", "standing", "shifts"]), st.sampled_from(["", "mbo 2"])),
        st.tuples(st.just("conduct_certificate"), st.sampled_from(["VOG", ""])),
        st.tuples(st.just("other"), st.text(st.sampled_from("abc ,;|+&.1"), max_size=80)),
    ),
    max_size=4,
)
HERE = st.fixed_dictionaries(
    {
        "occupation": st.sampled_from(["helpende", "kok, keuken"]), "number": st.sampled_from(["1", "12"]),
        "weekdays": st.sampled_from(["0", "0, 2, 4", "5, 6"]), "hours": st.sampled_from(["24", "24.5"]),
        "starts_from": st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(str),
        "accredited": st.sampled_from(["yes", "no"]), "tasks": st.sampled_from(["wassen", "wassen; koken, bakken"]),
        "requirements": ASKED.map(requirements).filter(bool), "site": st.sampled_from(["Lindehof", "Kade 3"]),
        "street": st.sampled_from(["Kerkstraat 149", "Plein 1944 7"]),
        "postcode": st.sampled_from(["5501EA", "5502AB"]), "place": st.sampled_from(["Lindervoort", "Heiwijk"]),
        "contact": st.sampled_from(["Anna Bos", "mw. D. Aksoy"]),
        "phone": st.sampled_from(["+31475123456", "+3225551234"]), "email": st.just("b@example.org"),
    }
)  # fmt: skip
FACTS = st.dictionaries(
    st.sampled_from(["site", "street", "contact", "phone", "tasks"]), st.sampled_from(["", "a", "b"])
)
SOME = st.frozensets(st.sampled_from(["site", "street", "contact", "phone", "tasks"]))


def test_a_row_is_kept_as_it_is_written():
    assert TOLD == {
        "occupation": "helpende", "number": "2", "weekdays": "0, 2, 4", "hours": "24", "starts_from": "2027-02-01",
        "accredited": "yes", "tasks": "wassen; koken", "requirements": "VOG; taal B1", "site": "Lindehof",
        "street": "Kerkstraat 149", "postcode": "5501EA", "place": "Lindervoort", "contact": "Anna Bos",
        "phone": "+31475123456", "email": "a@example.org",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "left_alone", "followed"),
    [
        ((), (), set()),
        (("contact",), (), {"contact", "phone"}),
        (("phone",), (), {"phone"}),
        (("contact",), ("phone",), {"contact"}),
    ],
)
def test_what_belongs_to_somebody_is_followed_with_her_alone(taken, left_alone, followed):
    said, here = {"contact": "Anna Bos", "phone": "1"}, {"contact": "D. Aksoy", "phone": ""}
    assert to_write(said, here, taken, left_alone) == followed
    assert to_write({"phone": "1"}, here, (), ()) == {"phone"}
    assert to_write(said, {"contact": "", "phone": ""}, (), ()) == {"contact", "phone"}


def test_only_the_changed_cell_is_written_anew():
    cells = returned(list(TEXTS.values()), ways(COLUMNS, TEXTS), TOLD, {**TOLD, "number": "3", "weekdays": "0, 1"})
    changed = {header: cell for (header, _), cell in zip(COLUMNS, cells, strict=True) if cell != TEXTS[header]}
    assert changed == {"Aantal plaatsen": "3", "Werkdagen": "ma, di"}


@given(ASKED)
def test_what_is_asked_reads_back_as_itself(asked):
    said = requirements(asked)
    assert requirements((each.kind, each.value or each.text) for each in read_requirements(said).value) == said


def test_signs_between_what_is_asked_are_no_part_of_it():
    assert requirements([("other", "+ + 1"), ("licence", "B + code 95")]) == "+; 1; code 95; rijbewijs B"


@given(HERE)
def test_what_goes_back_reads_as_what_stands_here(here):
    assert read(returned(list(TEXTS.values()), ways(COLUMNS, TEXTS), TOLD, here)) == here


@given(FACTS, FACTS, SOME, SOME)
def test_only_what_was_chosen_or_is_empty_is_followed(said, here, taken, kept_here):
    followed = to_write(said, here, taken, kept_here - taken)
    assert followed <= said.keys()
    assert followed >= taken & said.keys()
    assert all(name in taken or (not here.get(name) and name not in kept_here) for name in followed)
    for owner, parts in BELONGS.items():
        if here.get(owner) and said.get(owner, here[owner]) != here[owner] and owner not in taken:
            assert not (followed & set(parts)) - taken
