"""A partner's own register given back: its columns and rows, with what changed here since it was delivered.

A cell of which nothing changed keeps the partner's own text. A changed one is written so that it reads back as the
same value: dates as year-month-day, telephones without "+". Cells that were hidden (citizen numbers, columns that
have no place here) come back empty. Wishes are the person's own and stay as delivered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from doorstroom.imports.domain.kept import NAME, SKILLS
from doorstroom.kernel.identifiers import MASK

Facts = Mapping[str, str]
EDUCATION_WORDS = {
    "none": "basisonderwijs", "lower": "vmbo of mbo 1", "middle": "mbo 2 of hoger", "higher": "hoger onderwijs",
    "foreign_unrated": "buitenlands",
}  # fmt: skip
INCOME_WORDS = {
    "social_assistance": "bijstand", "unemployment_benefit": "ww", "incapacity_benefit": "arbeidsongeschikt",
    "wage": "loon", "none": "geen",
}  # fmt: skip
TRAVEL_WORDS = {"car": "auto", "bike": "fiets", "public_transport": "ov", "moped": "brommer"}
_NUMBER = re.compile(r"(.*\D)\s+(\d+\s*\S*)")


@dataclass(frozen=True)
class Way:
    """How a column is written anew: the facts it shows, and the text they give; None where it cannot say them."""

    facts: tuple[str, ...]
    text: Callable[[Facts], str | None]


def _fact(name: str) -> Way:
    return Way((name,), lambda here: here.get(name, ""))


def _words(name: str, table: Mapping[str, str]) -> Way:
    return Way((name,), lambda here: table.get(here.get(name, ""), ""))


def returned(columns: Sequence[tuple[str, str]], texts: Mapping[str, str], told: Facts, here: Facts) -> tuple[str, ...]:
    """The cells of one row. `columns` are headers with their field; `told` is what the row said, `here` what stands."""
    given = {field for header, field in columns if texts.get(header)}
    fields = {field for _, field in columns}
    return tuple(_cell(field, texts.get(header, ""), told, here, given, fields) for header, field in columns)


def _cell(field: str, text: str, told: Facts, here: Facts, given: set[str], fields: set[str]) -> str:
    if MASK in text or field == "identity_number":
        return ""
    way = _way(field, fields, given)
    if way is None or all(told.get(name, "") == here.get(name, "") for name in way.facts):
        return text
    anew = way.text(here)
    return text if anew is None else anew


def _way(field: str, fields: set[str], given: set[str]) -> Way | None:
    if field == "address" and "house_number" in fields:
        return Way(("street",), lambda here: _street(here)[0])
    if field == "phone" and "mobile" in given:
        return None  # the mobile number is the one that was read
    if field == "mobile" and "mobile" not in given and "phone" in given:
        return None
    if field == "family_name" and "prefix" not in fields:
        return Way(("infix", "family_name"), lambda here: _joined(here, "infix", "family_name"))
    return WAYS.get(field)


def _street(here: Facts) -> tuple[str, str]:
    match = _NUMBER.fullmatch(here.get("street", ""))
    return (match[1], match[2]) if match else (here.get("street", ""), "")


def _joined(here: Facts, *names: str) -> str:
    return " ".join(here[name] for name in names if here.get(name))


def _full_name(here: Facts) -> str:
    return f"{here.get('family_name', '')}, {_joined(here, 'given_name', 'infix')}"


def _phone(here: Facts) -> str:
    number = here.get("phone", "")
    return f"0{number[3:]}" if number.startswith("+31") else number.replace("+", "00", 1)


def _one_level(here: Facts) -> str | None:
    """One column for all skills can only be written when they are equal."""
    levels = {here.get(skill, "") for skill in SKILLS}
    return levels.pop() if len(levels) == 1 else None


def _hours(here: Facts) -> str:
    least, most = here.get("hours_minimum", ""), here.get("hours_maximum", "")
    return f"{least}-{most}" if least and most and least != most else least or most


def _travel(here: Facts) -> str:
    return ", ".join(TRAVEL_WORDS[mode] for mode in here.get("travel_modes", "").split(", ") if mode in TRAVEL_WORDS)


def _initials(here: Facts) -> str:
    return "".join(f"{word[0]}." for word in here.get("given_name", "").split())


WAYS = {
    "full_name": Way(NAME, _full_name),
    "given_name": _fact("given_name"),
    "initials": Way(("given_name",), _initials),
    "prefix": _fact("infix"),
    "family_name": _fact("family_name"),
    "birth_date": _fact("birth_date"),
    "address": _fact("street"),
    "house_number": Way(("street",), lambda here: _street(here)[1]),
    "postcode": _fact("postcode"),
    "town": _fact("place"),
    "phone": Way(("phone",), _phone),
    "mobile": Way(("phone",), _phone),
    "email": _fact("email"),
    "income_source": _words("income", INCOME_WORDS),
    **{f"language_{skill}": _fact(skill) for skill in SKILLS},
    "language_level": Way(SKILLS, _one_level),
    "education": _words("education", EDUCATION_WORDS),
    "licence": Way(("licences",), lambda here: "geen" if here.get("licences") == "-" else here.get("licences", "")),
    "transport": Way(("travel_modes",), _travel),
    "available_from": _fact("available_from"),
    "hours_per_week": Way(("hours_minimum", "hours_maximum"), _hours),
}
