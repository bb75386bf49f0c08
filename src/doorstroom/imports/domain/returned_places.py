"""How the columns of a list of places are written anew. Who the employer is stays as delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from doorstroom.imports.domain.returned_contact import contact_way
from doorstroom.imports.domain.returning import Facts, Way, fact, words

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def ways(columns: Sequence[tuple[str, str]], texts: Mapping[str, str]) -> list[Way | None]:
    """For each column, a header with its field, how it is written in a row with these texts."""
    given = {field for header, field in columns if texts.get(header)}
    fields = {field for _, field in columns}
    return [WAYS.get(field) or contact_way(field, fields, given) for _, field in columns]


def _weekdays(here: Facts) -> str:
    return ", ".join(WEEKDAYS[int(day)] for day in here.get("weekdays", "").split(", ") if day)


WAYS = {
    "occupation": fact("occupation"),
    "count": fact("number"),
    "weekdays": Way(("weekdays",), _weekdays),
    "hours_per_week": Way(("hours",), lambda here: here.get("hours", "").replace(".", ",")),
    "start": fact("starts_from"),
    "accredited": words("accredited", {"yes": "ja", "no": "nee"}),
    "tasks": fact("tasks"),
    "requirements": fact("requirements"),
    "site": fact("site"),
    "contact_name": fact("contact"),
}
