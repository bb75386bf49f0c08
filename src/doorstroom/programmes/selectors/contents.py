"""Which part of an approach came from where, as one reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language

from doorstroom.programmes.domain.lineage import Include
from doorstroom.programmes.domain.parts import came_from, given_by
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.versions import to_data
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.selectors.approaches import approach_of, stored_model
from doorstroom.programmes.wording import SECTIONS


@dataclass(frozen=True)
class Contained:
    """A version inside another. `after`: the phase of the whole after which its own begin, empty without one."""

    model: RouteModel
    after: str
    lines: list[tuple[str, str]]


def contents_of(model: RouteModel) -> list[Contained]:
    """No query for an approach that contains no other; two for each that it contains."""
    approach, found = approach_of(model), []
    for part, items in came_from(to_data(approach), stored_model):
        version = RouteModel.objects.get(code=part.code, version=part.version)
        after = approach.phase(part.after).name.text(_language()) if part.after else ""
        found.append(Contained(version, after, list(_lines(approach, items))))
    return found


def parts_of(code: Any, version: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be left out of a version, by kind of part: its place in the model and what it is called."""
    found = str(version).isdecimal() and RouteModel.objects.filter(code=code, version=version).first()
    if not found:
        return []
    approach, groups = approach_of(found), dict[str, list[tuple[str, str]]]()
    for path, item in given_by(Include(found.code, found.version), to_data(approach)).items():
        kind = capfirst(str(SECTIONS[path.partition("[")[0]]))
        groups.setdefault(kind, []).append((path, _name(approach, item)))
    return list(groups.items())


def wholes_of(model: RouteModel) -> list[RouteModel]:
    """Every version that contains this one."""
    named = [{"code": model.code, "version": model.version}]
    return list(RouteModel.objects.filter(definition__includes__contains=named).order_by("code", "version"))


def _lines(approach: Approach, items: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(kind of part, names) in the order of the model."""
    names: dict[str, list[str]] = {}
    for path, item in items.items():
        names.setdefault(path.partition("[")[0], []).append(_name(approach, item))
    for kind, each in names.items():
        yield capfirst(str(SECTIONS[kind])), ", ".join(each)


def _name(approach: Approach, item: Mapping[str, Any]) -> str:
    """By its own name; a contact has none, and is called after its phase and role."""
    if texts := item.get("name"):
        return str(texts.get(_language()) or texts["nl"])
    whose = (approach.phase(item["phase"]), approach.role(item["role"]))
    return " – ".join(each.name.text(_language()) for each in whose)


def _language() -> str:
    return get_language() or "nl"
