"""Citizen numbers, organisation numbers, postcodes and telephone numbers as people write them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as nl_bsn

from doorstroom.kernel.identifiers import (
    MASK,
    Reading,
    looks_like_citizen_number,
    mask,
    mask_citizen_numbers,
    read_bsn,
    read_insz,
    read_kbo,
    read_kvk,
    read_phone,
    read_postcode,
)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("999921009", Reading("999921009")),
        ("9999.21.009", Reading("999921009")),
        (" 9999 21 009 ", Reading("999921009")),
        ("999921357", Reading(fault="identifier_check")),
        ("000000000", Reading(fault="identifier_check")),
        ("99992100", Reading(fault="identifier_length")),
        ("9999210O9", Reading(fault="identifier_characters")),
        ("", Reading(fault="identifier_characters")),
        ("٩٩٩٩٢١٠٠٩", Reading(fault="identifier_characters")),
    ],
)
def test_read_bsn_gives_number_or_fault_and_never_a_proposal(text, reading):
    assert read_bsn(text) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("85.07.30-033.28", Reading("85073003328")),
        ("85073003329", Reading(fault="identifier_check")),
        ("8507300332", Reading(fault="identifier_length")),
    ],
)
def test_read_insz_checks_modulo_97(text, reading):
    assert read_insz(text) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("08633390", Reading("08633390")),
        ("0863 3390", Reading("08633390")),
        ("2207719", Reading(fault="identifier_length", proposal="02207719")),
        ("123", Reading(fault="identifier_length")),
        ("000012345678", Reading(fault="identifier_length")),
        ("00000000", Reading(fault="identifier_check")),
        ("KvK 8633", Reading(fault="identifier_characters")),
    ],
)
def test_read_kvk_proposes_a_lost_zero_and_repairs_nothing(text, reading):
    assert read_kvk(text) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("BE 0403.170.701", Reading("0403170701")),
        ("403170701", Reading(fault="identifier_length", proposal="0403170701")),
        ("0403170702", Reading(fault="identifier_check")),
    ],
)
def test_read_kbo_checks_modulo_97(text, reading):
    assert read_kbo(text) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (" 5502ML", Reading("5502ML")),
        ("5501 ea", Reading("5501EA")),
        ("NL-5501 EA", Reading("5501EA")),
        ("55O1CL", Reading(fault="postcode_letter", proposal="5501CL")),
        ("55015C", Reading(fault="postcode_letter", proposal="5501SC")),
        ("55O15A", Reading(fault="postcode_format")),
        ("5501SS", Reading(fault="postcode_not_issued")),
        ("0501AB", Reading(fault="postcode_format")),
        ("5501", Reading(fault="postcode_length")),
        ("55012CL", Reading(fault="postcode_length")),
    ],
)
def test_read_postcode_names_the_fault(text, reading):
    assert read_postcode(text) == reading


def test_read_postcode_of_belgium_has_four_digits():
    assert read_postcode("B-2000", country="BE") == Reading("2000")
    assert read_postcode("2000 AB", country="BE") == Reading(fault="postcode_format")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("06-41558228", Reading("+31641558228")),
        ("653983417", Reading("+31653983417")),
        ("+31 6 17839952", Reading("+31617839952")),
        ("+31 (0)6 17839952", Reading("+31617839952")),
        ("0031617839952", Reading("+31617839952")),
        ("31617839952", Reading("+31617839952")),
        ("(0497) 123456", Reading("+31497123456")),
        ("0497-123456", Reading("+31497123456")),
        ("32475123456", Reading("+32475123456")),
        ("06 1234567", Reading(fault="phone_invalid")),
        ("112", Reading(fault="phone_invalid")),
        ("0612345678 (moeder)", Reading(fault="phone_characters")),
        ("", Reading(fault="phone_characters")),
    ],
)
def test_read_phone_where_one_reading_exists(text, reading):
    assert read_phone(text) == reading


def test_read_phone_follows_the_region_of_the_partner():
    assert read_phone("0475 12 34 56", region="BE") == Reading("+32475123456")
    assert read_phone("0475 12 34 56", region="NL") == Reading("+31475123456")


def test_read_phone_proposes_the_number_of_a_neighbour():
    assert read_phone("06-41558228", region="BE") == Reading(fault="phone_other_country", proposal="+31641558228")


def test_read_phone_takes_nine_digits_as_a_lost_zero_not_as_a_foreign_number():
    assert read_phone("497123456") == Reading("+31497123456")


def test_mask_hides_length_and_digits():
    assert mask("999921009") == mask("85073003328") == MASK
    assert mask("") == ""


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("bsn 999921009 en 9999.21.009", f"bsn {MASK} en {MASK}"),
        ("VW-60000 85.07.30-033.28", f"VW-60000 {MASK}"),
        ("VW-60000 999921009 tel 0641558228", f"VW-60000 {MASK} tel 0641558228"),
        ("31-02-1990", "31-02-1990"),
        ("999921357", "999921357"),
    ],
)
def test_mask_citizen_numbers_in_running_text(text, masked):
    assert mask_citizen_numbers(text) == masked


def with_check_digit(front: int) -> str:
    """The first eight digits, and the ninth that the 11-test asks (10 when there is none)."""
    digits = f"{front:08d}"
    return digits + str(sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11)


VALID_BSNS = st.integers(1_000_000, 99_999_999).map(with_check_digit).filter(nl_bsn.is_valid)
WORDS = st.text(string.ascii_letters + " ,;:()", max_size=12)


@given(bsn=VALID_BSNS, before=WORDS, after=WORDS, separator=st.sampled_from(["", ".", " ", "-"]))
def test_no_citizen_number_survives_masking(bsn, before, after, separator):
    written = separator.join([bsn[:4], bsn[4:6], bsn[6:]])
    assert mask_citizen_numbers(before + written + after) == before + MASK + after


@given(number=VALID_BSNS, position=st.integers(0, 8), shift=st.integers(1, 9))
def test_one_wrong_digit_never_passes_the_11_test(number, position, shift):
    digit = (int(number[position]) + shift) % 10
    assert not looks_like_citizen_number(f"{number[:position]}{digit}{number[position + 1 :]}")


@given(st.integers(0, 99_999_999))
def test_kvk_is_kept_exactly_as_written(number):
    text = f"{number:08d}"
    assert read_kvk(text).value == (text if number else None)
