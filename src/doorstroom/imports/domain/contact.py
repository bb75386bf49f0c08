"""How contact cells are read, the same for people and for employers."""

from __future__ import annotations

from collections.abc import Mapping

from doorstroom.imports.domain import values
from doorstroom.imports.domain.cells import Read, says_nothing
from doorstroom.imports.domain.rows import Reader, Setting
from doorstroom.imports.domain.sheets import Cell, as_text
from doorstroom.kernel.identifiers import read_postcode


def _postcode(cell: Cell, setting: Setting) -> Read[str]:
    if says_nothing(as_text(cell)):
        return Read()
    reading = read_postcode(as_text(cell), country=setting.context.country)
    return Read(reading.value, code=reading.fault or "", proposal=reading.proposal or "")


def _phone(cell: Cell, setting: Setting) -> Read[str]:
    return values.read_phone_cell(as_text(cell), region=setting.context.country)


CONTACT_READERS: Mapping[str, Reader] = {
    "postcode": _postcode,
    "phone": _phone,
    "mobile": _phone,
    "email": lambda cell, _: values.read_email(as_text(cell)),
}


def postal_address(found: Mapping[str, str]) -> str:
    return " ".join(found[code] for code in ("address", "house_number") if code in found)
