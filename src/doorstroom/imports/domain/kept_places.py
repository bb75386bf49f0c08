"""What of a place's row is kept, field by field and in the form in which it is kept and compared.

A partner that names another employer under a number means another place, so the employer is no field. What belongs to
a site or a contact counts only beside the same site or contact.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from doorstroom.imports.domain.cells import plain
from doorstroom.imports.domain.places import PlaceRow, read_requirements

ADDRESS, REACHED = ("street", "postcode", "place"), ("phone", "email")
BELONGS = {"site": ADDRESS, "contact": REACHED}
REQUIREMENT_WORDS = {
    "language": "taal", "licence": "rijbewijs", "lifting": "tillen {} kg", "education": "opleiding",
    "standing": "staan en lopen", "shifts": "avonden, nachten of weekenden",
}  # fmt: skip
ACCREDITED = {True: "yes", False: "no", None: "unknown"}
LONGEST_OCCUPATION, LONGEST_TASK, LONGEST_REQUIREMENT = 150, 200, 60


def kept(row: PlaceRow) -> dict[str, Any]:
    """Work, site, address and contact of a row, as they would be written; of hours from less to more the most."""
    return {
        "occupation": row.occupation[:LONGEST_OCCUPATION], "number": row.count, "weekdays": list(row.weekdays) or None,
        "hours": hours(row.hours[1]) if row.hours else None, "starts_from": row.start,
        "accredited": ACCREDITED[row.accredited], "tasks": "; ".join(tasks(row.tasks)),
        "requirements": requirements((each.kind, each.value or each.text) for each in row.requirements),
        "site": site(row.site, row.employer), "street": row.address, "postcode": row.postcode, "place": row.town,
        "contact": row.contact_name, "phone": row.phone if row.contact_name else "",
        "email": row.email if row.contact_name else "",
    }  # fmt: skip


def to_write(
    said: Mapping[str, str], here: Mapping[str, str], taken: Collection[str], left_alone: Collection[str]
) -> set[str]:
    """The fields in which the row is followed: those somebody chose, and those that are empty here."""
    followed = {name for name in said if name in taken or not (here.get(name) or name in left_alone)}
    for owner, parts in BELONGS.items():
        another = here.get(owner) and said.get(owner, here[owner]) != here[owner] and owner not in taken
        followed -= {name for name in parts if another and name not in taken}
    return followed


def site(name: str, employer: str) -> str:
    """A site that is called as its employer has no name of its own."""
    return "" if plain(name) == plain(employer) else name


def hours(number: Any) -> str:
    return f"{float(number):g}"


def tasks(text: str) -> list[str]:
    return [part.strip()[:LONGEST_TASK] for part in re.split(r"[;\n]", text) if part.strip()]


def requirements(asked: Iterable[tuple[str, str]]) -> str:
    """Kinds and values as a cell says them, in the form that reads back as itself."""
    cell, again = "", _cell(asked)
    while again != cell:
        cell, again = (
            again,
            _cell((each.kind, each.value or each.text) for each in read_requirements(again).value or ()),
        )
    return cell


def _cell(asked: Iterable[tuple[str, str]]) -> str:
    return "; ".join(sorted({_requirement(kind, value[:LONGEST_REQUIREMENT]) for kind, value in asked}))


def _requirement(kind: str, value: str) -> str:
    if kind == "conduct_certificate":
        return "VOG"
    word = REQUIREMENT_WORDS.get(kind, "")
    text = word.format(value) if "{}" in word else f"{word} {value}"
    return " ".join(text.split())
