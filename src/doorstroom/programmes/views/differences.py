"""What a newer approach does otherwise, in words: paths and blocks of a model file are for those who write one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.versions import Change, to_data
from doorstroom.programmes.wording import CHOICES, FACTS, FIELDS

PARTS = {
    "awards": _("papers to earn"),
    "checklists": _("lists to complete"),
    "contacts": _("contacts"),
    "description": _("description"),
    "entry": _("for whom it is"),
    "evidence": _("evidence"),
    "group": _("the group"),
    "far_group": _("who is far from work"),
    "guards": _("conditions before a step"),
    "includes": _("other approaches in it"),
    "length_weeks": _("length in weeks"),
    "milestones": _("talks and decisions"),
    "name": _("name"),
    "observations": _("looks back"),
    "participation": _("who decides"),
    "phases": _("phases"),
    "roles": _("roles"),
    "selection": _("how people are chosen"),
    "stages": _("steps of the figures"),
    "success": _("what counts as success"),
    "thresholds": _("signals"),
}
KEYS = ("code", "phase", "role", "subject", "checksum")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
IN_LANGUAGE = re.compile(r"\b(?:name|description|played_by|issued_by)\.([a-z]{2,3})$")
BRACKETS = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True)
class Difference:
    part: str
    what: str
    before: str
    after: str


def in_words(changes: Iterable[Change], older: Approach, newer: Approach) -> list[Difference]:
    """Only texts in the reader's language, and no rows about the order of a list or about checksums."""
    language = get_language() or "nl"
    names = _names(to_data(older), language) | _names(to_data(newer), language)
    told = (change for change in changes if not change.path.endswith((".order", ".checksum")))
    told = (change for change in told if not (match := IN_LANGUAGE.search(change.path)) or match[1] == language)
    return [_difference(change, names, language) for change in told]


def _names(data: Any, language: str) -> dict[str, str]:
    """Every code with the name that the model gives it, wherever it stands."""
    found: dict[str, str] = {}
    if isinstance(data, Mapping):
        if "code" in data and isinstance(data.get("name"), Mapping):
            found[str(data["code"])] = _text(data["name"], language)
        for value in data.values():
            found = _names(value, language) | found
    elif isinstance(data, list):
        for value in data:
            found = _names(value, language) | found
    return found


def _text(texts: Mapping[str, Any], language: str) -> str:
    return str(texts.get(language) or texts.get("nl") or next(iter(texts.values())))


def _difference(change: Change, names: Mapping[str, str], language: str) -> Difference:
    part = re.split(r"[.\[]", change.path, maxsplit=1)[0]
    keys = BRACKETS.findall(change.path)
    words = [
        " · ".join(_day(code) or names.get(code) or str(CHOICES.get(code, _plain(code))) for code in key.split("/"))
        for key in keys
    ]
    field = change.path.rsplit(".", 1)[-1]
    if field not in {part, language} and not field.endswith("]"):
        words.append(str(FIELDS.get(field, _plain(field))))
    before, after = (_value(value, names, language) for value in (change.before, change.after))
    return Difference(str(PARTS.get(part, _plain(part))), ", ".join(words), before, after)


def _day(text: str) -> str:
    """A day of a model file as one reads it; empty for everything else."""
    return date_format(date.fromisoformat(text), "j F Y") if DAY.fullmatch(text) else ""


def _plain(code: str) -> str:
    return code.replace("_", " ").replace("-", " ")


def _value(value: Any, names: Mapping[str, str], language: str) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return str(_("yes") if value else _("no"))
        case str():
            return _day(value) or names.get(value) or str(CHOICES.get(value) or FACTS.get(value, value))
        case list():
            return ", ".join(_value(each, names, language) for each in value)
        case Mapping():
            return _block(value, names, language)
    return str(value)


def _block(value: Mapping[str, Any], names: Mapping[str, str], language: str) -> str:
    """By its name; without one, by what it says."""
    if isinstance(value.get("name"), Mapping):
        return _text(value["name"], language)
    if isinstance(value.get("nl"), str):
        return _text(value, language)
    parts = ((name, each) for name, each in value.items() if name not in KEYS)
    return "; ".join(_said(str(FIELDS.get(name, _plain(name))), _value(each, names, language)) for name, each in parts)


def _said(field: str, value: str) -> str:
    """A label leaves room for its value with “…”."""
    return field.replace("…", value) if "…" in field else f"{field} {value}"
