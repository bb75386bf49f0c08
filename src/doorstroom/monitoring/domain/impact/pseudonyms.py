"""Is a file without names and numbers of people? What identifies somebody has no place in the data lab.

A column is refused by its name, or when its cells look like citizen numbers, mail addresses or telephone numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from doorstroom.kernel.identifiers import read_bsn, read_insz
from doorstroom.kernel.letters import unaccented

_WORDS = frozenset({
    "bsn", "insz", "sofi", "name", "names", "naam", "namen", "voorletters", "initialen", "initials", "dob", "tel",
    "telnr", "phone", "mobile", "address", "street", "huisnummer", "huisnr", "postcode", "zip", "zipcode", "iban",
    "rekeningnummer", "linkedin", "dateofbirth", "birthdate", "birthday",
})  # fmt: skip
_BEGIN = ("burgerservice", "rijksregister", "geboorte", "gebdat", "email", "telefoon", "mobiel", "adres", "straat")
_END = ("naam", "adres", "firstname", "lastname", "surname")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|00)(?:31|32)[\d\s-]{8,}$|0[1-9][\d\s-]{8,11}$")
MANY = 0.5
"""This share of a column's filled cells makes it a column of such numbers."""


def identifying(columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The columns that would tell who somebody is, in the order of the file."""
    return tuple(name for name, cells in columns.items() if _by_name(name) or _by_cells(cells))


def _by_name(name: str) -> bool:
    words = re.findall("[a-z]+", unaccented(name).lower())
    whole = "".join(words)
    return whole.startswith(_BEGIN) or whole.endswith(_END) or not _WORDS.isdisjoint([*words, whole])


def _by_cells(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(_tells_who, filled)) >= MANY * len(filled)


def _tells_who(cell: str) -> bool:
    return bool(
        _MAIL.match(cell)
        or _PHONE.match(cell)
        or (len(cell) >= 9 and cell[0].isdigit() and (read_bsn(cell).value or read_insz(cell).value))
    )
