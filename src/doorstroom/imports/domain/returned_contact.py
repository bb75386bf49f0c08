"""How columns of address, telephone and e-mail are written anew, the same for people and for employers."""

from __future__ import annotations

import re
from collections.abc import Collection

from doorstroom.imports.domain.returning import Facts, Way, fact

_NUMBER = re.compile(r"(.*\D)\s+(\d+\s*\S*)")


def contact_way(field: str, fields: Collection[str], given: Collection[str]) -> Way | None:
    """`fields` are those of all columns, `given` those that this row fills."""
    if field == "address" and "house_number" in fields:
        return Way(("street",), lambda here: _street(here)[0])
    if field == "phone" and "mobile" in given:
        return None  # the mobile number is the one that was read
    if field == "mobile" and "mobile" not in given and "phone" in given:
        return None
    return WAYS.get(field)


def _street(here: Facts) -> tuple[str, str]:
    match = _NUMBER.fullmatch(here.get("street", ""))
    return (match[1], match[2]) if match else (here.get("street", ""), "")


def _phone(here: Facts) -> str:
    number = here.get("phone", "")
    return f"0{number[3:]}" if number.startswith("+31") else number.replace("+", "00", 1)


WAYS = {
    "address": fact("street"),
    "house_number": Way(("street",), lambda here: _street(here)[1]),
    "postcode": fact("postcode"),
    "town": fact("place"),
    "phone": Way(("phone",), _phone),
    "mobile": Way(("phone",), _phone),
    "email": fact("email"),
}
