"""Numbers that belong to a person or an organisation, as the people who type them write them.

Layout (spaces, dots, dashes, a plus sign) is read away; the number itself is never changed. What does not
hold comes back with a fault code and, where a person may judge one, a proposal. Citizen numbers (BSN, INSZ)
never get a proposal and never appear in a text: `mask` and `mask_citizen_numbers` take their digits out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from stdnum import exceptions as stdnum_faults
from stdnum.be import bis as be_bis
from stdnum.be import nn as be_nn
from stdnum.be import vat as be_vat
from stdnum.nl import bsn as nl_bsn

MASK = "•••••••••"
_LAYOUT = re.compile(r"[\s.\-/\u00a0]+")
_DIGIT_GROUPS = re.compile(r"\d+(?:[ .\-/]\d+)*")
_TO_DIGIT = str.maketrans("OQDILZSBG", "000112586")
_TO_LETTER = str.maketrans("01258", "OIZSB")
_NEIGHBOURS = {"NL": ("BE",), "BE": ("NL",)}
# Three pairs that PostNL does not issue because of what they stood for in the war.
_LETTERS_NOT_ISSUED = frozenset({"SA", "SD", "SS"})


@dataclass(frozen=True)
class Reading:
    """What was read: a normalised `value`, or a `fault` and perhaps a `proposal` for a person to judge."""

    value: str | None = None
    fault: str | None = None
    proposal: str | None = None


def read_bsn(text: str) -> Reading:
    """Dutch citizen number: nine digits that pass the 11-test (Wet algemene bepalingen BSN)."""
    digits = _LAYOUT.sub("", text)
    if fault := _length_fault(digits, 9):
        return Reading(fault=fault)
    return Reading(digits) if nl_bsn.is_valid(digits) else Reading(fault="identifier_check")


def read_insz(text: str) -> Reading:
    """Belgian citizen number (rijksregisternummer or bis number): eleven digits, modulo 97."""
    digits = _LAYOUT.sub("", text)
    if fault := _length_fault(digits, 11):
        return Reading(fault=fault)
    valid = be_nn.is_valid(digits) or be_bis.is_valid(digits)
    return Reading(digits) if valid else Reading(fault="identifier_check")


def read_kvk(text: str) -> Reading:
    """Number in the Dutch trade register: eight digits; it carries no check digit of its own."""
    digits = _LAYOUT.sub("", text)
    if fault := _length_fault(digits, 8):
        return Reading(fault=fault, proposal=_with_lost_zeros(digits, 8))
    return Reading(digits) if int(digits) else Reading(fault="identifier_check")


def read_kbo(text: str) -> Reading:
    """Belgian enterprise number: ten digits, modulo 97; a leading BE is layout."""
    digits = re.sub(r"(?i)^be", "", _LAYOUT.sub("", text))
    if fault := _length_fault(digits, 10):
        return Reading(fault=fault, proposal=_with_lost_zeros(digits, 10))
    try:
        return Reading(be_vat.validate(digits))
    except stdnum_faults.ValidationError:
        return Reading(fault="identifier_check")


def read_postcode(text: str, *, country: str = "NL") -> Reading:
    """Postcode in its register form: 1234AB (NL), 1234 (BE). A letter for a digit is only proposed."""
    code = _LAYOUT.sub("", text).upper()
    if country == "BE":
        fits = re.fullmatch(r"[1-9]\d{3}", re.sub(r"^B", "", code))
        return Reading(fits.group()) if fits else Reading(fault="postcode_format")
    code = re.sub(r"^NL(?=\d)", "", code)
    if re.fullmatch(r"[1-9]\d{3}[A-Z]{2}", code):
        return Reading(fault="postcode_not_issued") if code[4:] in _LETTERS_NOT_ISSUED else Reading(code)
    if len(code) != 6:
        return Reading(fault="postcode_length")
    proposal = code[:4].translate(_TO_DIGIT) + code[4:].translate(_TO_LETTER)
    likely = re.fullmatch(r"[1-9]\d{3}[A-Z]{2}", proposal) and proposal[4:] not in _LETTERS_NOT_ISSUED
    return Reading(fault="postcode_letter", proposal=proposal) if likely else Reading(fault="postcode_format")


def read_phone(text: str, *, region: str = "NL") -> Reading:
    """Telephone number in E.164 where exactly one reading exists, else a fault with what it could be.

    A number written nationally is one of `region`; a first zero that a spreadsheet dropped comes back because
    no other number could have been meant. A neighbour's mobile number is only proposed: its landline numbers
    are as long as a mistyped one of one's own.
    """
    compact = re.sub(r"^\((\+?\d+)\)", r"\1", text.strip())
    compact = re.sub(r"(?<=\d)\s*\(0\)\s*(?=\d)", "", compact)
    digits = re.sub(r"[^\d+]", "", compact)
    if re.search(r"[^\d\s()+.\-/\u00a0]", compact) or not digits:
        return Reading(fault="phone_characters")
    if number := _e164(digits, region) or (_e164("+" + digits, region) if digits[0] not in "+0" else None):
        return Reading(number)
    for neighbour in _NEIGHBOURS.get(region, ()):
        if number := _e164(digits, neighbour, mobile_only=True):
            return Reading(fault="phone_other_country", proposal=number)
    return Reading(fault="phone_invalid")


def mask(citizen_number: str) -> str:
    """The same nine dots for every citizen number, so that not even its length shows."""
    return MASK if citizen_number else ""


def mask_citizen_numbers(text: str) -> str:
    """Take every number that could be a BSN or INSZ out of a text, wherever in the text it stands."""
    return _DIGIT_GROUPS.sub(lambda run: _mask_run(run.group()), text)


def looks_like_citizen_number(text: str) -> bool:
    """Whether the text as a whole can be read as a BSN or an INSZ."""
    digits = _LAYOUT.sub("", text)
    if len(digits) == 9:
        return read_bsn(digits).value is not None
    return len(digits) == 11 and read_insz(digits).value is not None


def _mask_run(run: str) -> str:
    """Digits stand in groups (9999.21.009): try each stretch of whole groups, the longest first."""
    groups = [(match.start(), match.end()) for match in re.finditer(r"\d+", run)]
    for first, (start, _) in enumerate(groups):
        for _, end in reversed(groups[first:]):
            if looks_like_citizen_number(run[start:end]):
                return run[:start] + MASK + _mask_run(run[end:])
    return run


def _length_fault(digits: str, length: int) -> str | None:
    if not digits.isascii() or not digits.isdigit():
        return "identifier_characters"
    return None if len(digits) == length else "identifier_length"


def _with_lost_zeros(digits: str, length: int) -> str | None:
    """Spreadsheets drop first zeros; at most two are plausible, more is another number altogether."""
    return digits.zfill(length) if digits.isdigit() and length - 2 <= len(digits) < length else None


def _e164(digits: str, region: str, *, mobile_only: bool = False) -> str | None:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    if not phonenumbers.is_valid_number(number) or (mobile_only and not mobile):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
