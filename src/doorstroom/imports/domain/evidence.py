"""Whether one value looks like a certain kind of value: the second witness beside the header of a column."""

from __future__ import annotations

import re
from datetime import date

from doorstroom.imports.domain.cells import plain, says_nothing
from doorstroom.imports.domain.codes import (
    read_award_kind,
    read_certainty,
    read_education,
    read_income_source,
    read_licences,
    read_transport,
)
from doorstroom.imports.domain.sheets import Cell, as_text
from doorstroom.imports.domain.values import (
    read_count,
    read_hours,
    read_weekdays,
    read_yes_no,
)
from doorstroom.kernel.identifiers import looks_like_citizen_number

_DATE = re.compile(r"(?:[a-z]{2,3}\.?\s)?\d{1,4}[\s./-]+(?:\d{1,2}|[a-z]{3,9}\.?)[\s./-]+'?\d{2,4}(?:[t\s][\d:.z+]+)?")
_PHONE = re.compile(r"\(?(?:\+|00)?\d[\d\s()./-]{7,16}")
_POSTCODE = re.compile(r"(?:nl-?)?\s*\d[\do]{3}\s*[a-z]{2}|b?-?[1-9]\d{3}")


def date_like(cell: Cell) -> bool:
    text = plain(as_text(cell))
    return isinstance(cell, date) or bool(_DATE.fullmatch(text)) or text in ("z.s.m.", "zsm", "per direct")


def short_text(cell: Cell) -> bool:
    return not isinstance(cell, date) and len(as_text(cell)) <= 20


def award_kind(cell: Cell) -> bool:
    return read_award_kind(as_text(cell)).value is not None


def certainty(cell: Cell) -> bool:
    return read_certainty(as_text(cell)).value is not None


def letters(cell: Cell) -> bool:
    text = as_text(cell)
    return isinstance(cell, str) and sum(map(str.isalpha, text)) >= len(text) / 2


def postcode(cell: Cell) -> bool:
    return bool(_POSTCODE.fullmatch(plain(as_text(cell))))


def phone(cell: Cell) -> bool:
    text = as_text(cell)
    return not isinstance(cell, date) and bool(_PHONE.fullmatch(text)) and not _DATE.fullmatch(text)


def email(cell: Cell) -> bool:
    return "@" in as_text(cell)


def citizen_number(cell: Cell) -> bool:
    return not isinstance(cell, date) and looks_like_citizen_number(as_text(cell))


def company_number(cell: Cell) -> bool:
    return bool(re.fullmatch(r"(?:be)?\d{7,10}", re.sub(r"[\s.]", "", as_text(cell).lower())))


def hours(cell: Cell) -> bool:
    return not isinstance(cell, date) and read_hours(as_text(cell)).value is not None


def count(cell: Cell) -> bool:
    return not isinstance(cell, date) and read_count(as_text(cell)).code in ("", "count_is_range")


def weekdays(cell: Cell) -> bool:
    text = as_text(cell)
    return read_weekdays(text).value is not None or bool(re.fullmatch(r"[1-7](?: dagen)?", text))


def language_level(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(re.search(r"(?i)\b(?:[abc][12]|nt[12]|moedertaal|alfa)", cell))


def income_source(cell: Cell) -> bool:
    return _readable(cell, read_income_source(as_text(cell)).value)


def education(cell: Cell) -> bool:
    return _readable(cell, read_education(as_text(cell)).value)


def transport(cell: Cell) -> bool:
    return _readable(cell, read_transport(as_text(cell)).value)


def licence(cell: Cell) -> bool:
    return _readable(cell, read_licences(as_text(cell)).value) or yes_no(cell)


def yes_no(cell: Cell) -> bool:
    return _readable(cell, read_yes_no(as_text(cell)).value)


def _readable(cell: Cell, value: object) -> bool:
    return value is not None or says_nothing(as_text(cell))
