"""What of a participant's row is kept, field by field and in the form in which it is kept.

The one translation from a partner's words to the product's own, used for writing, for comparing deliveries and for
giving a register back. A field that the row does not speak of is left out: an empty cell says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from doorstroom.imports.domain.participants import ParticipantRow

SKILLS = ("listening", "speaking", "reading", "writing")
NAME = ("given_name", "infix", "family_name")
CONTACT = ("birth_date", "phone", "email", "street", "postcode", "place")
PROFILE = ("education", "licences", "travel_modes", "hours_minimum", "hours_maximum", "available_from")
EDUCATION = {
    **dict.fromkeys(("none", "primary"), "none"),
    **dict.fromkeys(("practical", "vmbo", "mbo_1"), "lower"),
    **dict.fromkeys(("mbo_2", "mbo_3", "mbo_4", "havo", "vwo"), "middle"),
    **dict.fromkeys(("associate", "bachelor", "master"), "higher"),
    **{code: code for code in ("foreign_unrated", "lower", "middle", "higher")},
}
INCOME = {
    **dict.fromkeys(("sickness_benefit", "disability_benefit", "young_disability_benefit"), "incapacity_benefit"),
    **{code: code for code in
       ("incapacity_benefit", "social_assistance", "unemployment_benefit", "wage", "none")},
}  # fmt: skip
TRAVEL = {"car": "car", "bicycle": "bike", "public_transport": "public_transport", "moped": "moped"}
# The highest level that is kept; who grew up with Dutch has it.
HIGHEST = {"C2": "C1", "native": "C1"}
EMPTY = (None, "", "unknown")


def kept(row: ParticipantRow) -> dict[str, Any]:
    """Name, contact, profile, level per skill and income of a row, as they would be written."""
    least, most = row.hours or (None, None)
    values = {
        "given_name": row.name.given or row.name.initials, "infix": row.name.prefix, "family_name": row.name.family,
        "birth_date": row.birth_date, "phone": row.phone, "email": row.email, "street": row.address,
        "postcode": row.postcode, "place": row.town, "education": EDUCATION.get(row.education),
        "licences": list(row.licences) if row.licences is not None else None,
        "travel_modes": [TRAVEL[mode] for mode in row.transport if mode in TRAVEL] or None,
        "hours_minimum": int(least) if least else None, "hours_maximum": int(most) if most else None,
        "available_from": row.available_from, **_levels(row), "income": INCOME.get(row.income_source),
    }  # fmt: skip
    return {name: value for name, value in values.items() if value not in EMPTY}


def as_texts(values: Mapping[str, Any]) -> dict[str, str]:
    """The same values as texts that can be kept and compared; "-" is the answer "none"."""
    return {name: _text(value) for name, value in values.items() if value not in EMPTY}


def _levels(row: ParticipantRow) -> dict[str, str]:
    """Level per skill; one level for all counts for each skill that has none of its own, until the intake."""
    given = {skill: HIGHEST.get(level, level) for skill, level in row.languages}
    general = given.pop("general", None)
    return {**(dict.fromkeys(SKILLS, general) if general else {}), **given}


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return (", ".join(sorted(map(str, value))) or "-") if isinstance(value, list | tuple) else str(value)
