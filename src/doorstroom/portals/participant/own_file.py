"""Everything that is kept about one person, for herself (GDPR art. 15 and 20): found from the tables, not from a list.

Needs her own scope: what the database shows her is what she gets. A table that names a person and stands in neither
SUBJECTS nor LEFT_OUT fails a test, so that nothing about her is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import BinaryField, ForeignKey, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doorstroom.participants.models import Person

# What an app's tables are about, in her words; in this order.
SUBJECTS: dict[str, Promise] = {
    "participants": _("About me, and who may see me"),
    "rounds": _("Groups I was put forward for"),
    "intake": _("Getting to know me"),
    "trajectories": _("My learning and working"),
    "arrangements": _("Vouchers, grants and courses for me"),
    "learning": _("My days, talks and diplomas"),
    "placements": _("My work"),
    "matching": _("Looking for a place"),
    "followup": _("How I am doing afterwards"),
    "monitoring": _("Figures of the programme"),
    "signals": _("Reminders of my coach"),
    "documents": _("My papers"),
    "oversight": _("Who asked to see my file"),
    "stories": _("My story"),
    "cooperation": _("Who goes on with me when a programme ends"),
}
# Tables that name a person and are not in her file, each with its reason.
LEFT_OUT = {
    "participants.PersonLink": "hashes of her own links; they open her file",
    "drafts.Draft": "text that somebody is still typing and has not kept",
}
SECRET = {"token_hash", "code_hash", "fingerprint"}


@dataclass(frozen=True)
class Section:
    """Rows of one subject: name of the table, and its rows as names with values."""

    subject: str
    tables: dict[str, list[dict[str, Any]]]

    @property
    def rows(self) -> int:
        return sum(map(len, self.tables.values()))


def person_models() -> Iterator[tuple[type[Model], str]]:
    """Each table of ours that names a person, with the column that does."""
    yield Person, "pk"
    for model in apps.get_models():
        if model.__module__.startswith("doorstroom.") and model is not Person:
            for field in model._meta.local_fields:
                if field.related_model is Person:
                    yield model, field.attname


def own_file(person_id: UUID) -> list[Section]:
    """All rows about her, by subject; subjects without rows are left out."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {app: {} for app in SUBJECTS}
    for model, column in person_models():
        app = model._meta.app_label
        if model._meta.label in LEFT_OUT:
            continue
        related = [field.name for field in model._meta.local_fields if isinstance(field, ForeignKey)]
        rows = model._default_manager.filter(**{column: person_id}).prefetch_related(*related).order_by("pk")
        if kept := [_values(row) for row in rows]:
            found.setdefault(app, {})[model._meta.model_name or ""] = kept
    return [Section(str(SUBJECTS.get(app, app)), tables) for app, tables in found.items() if tables]


def _values(row: Model) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in row._meta.local_fields:
        if isinstance(field, BinaryField) or field.name in SECRET or field.related_model is Person:
            continue
        if isinstance(field, ForeignKey):
            values[field.name] = _named(row, field)
        else:
            values[field.name] = getattr(row, f"get_{field.name}_display", lambda f=field: getattr(row, f.attname))()
    return values


def _named(row: Model, field: ForeignKey) -> str | None:
    """The name of what this row points at; its number when it has no name, or none that is hers to see."""
    key = getattr(row, field.attname)
    try:
        target = getattr(row, field.name)
    except ObjectDoesNotExist:
        return str(key)
    if target is None:
        return None
    return str(key) if type(target).__str__ is Model.__str__ else str(target)
