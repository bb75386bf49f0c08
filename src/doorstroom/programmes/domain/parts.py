"""A model that contains others: named versions whose phases, criteria, norms, papers and the rest become its own.

Containing happens once, when a model is read: what comes out is whole, so nothing that works with a model asks where a
part came from. A version that is contained never changes afterwards, and its checksum is kept beside its name; from
the two of them follows at any time which part came from where. Own parts stand first. What a model says of the whole
(participation, selection, success, stages, thresholds) is never taken from a part: it is about other people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from doorstroom.programmes.domain.fields import INVALID, ModelError, Problem, Reader, as_data, field_kinds
from doorstroom.programmes.domain.lineage import Include
from doorstroom.programmes.domain.route_model import RouteModel

Data = Mapping[str, Any]
Stored = tuple[str, Data]
"""Checksum and definition of a version, which has its own parts in it."""

Lookup = Callable[[str, int], Stored | None]
TAKEN = (
    "roles", "phases", "tracks", "entry", "contacts", "milestones", "checklists", "guards", "awards", "evidence",
    "observations",
)  # fmt: skip


def with_parts(data: Data, lookup: Lookup | None) -> Data:
    """The data with everything its parts say; raises `ModelError` with all that is unknown or clashes.

    A part that has its checksum is in the data already; it is only compared with the version it names.
    """
    parts = Reader().read(tuple[Include, ...], data.get("includes") or (), "includes")
    if parts is INVALID or not parts:
        return data
    problems: list[Problem] = []
    result = dict(data)
    for place, part in enumerate(parts):
        stored = lookup(part.code, part.version) if lookup else None
        found = list(_refused(data, parts[:place], part, stored, lookup))
        if not found and stored and part.checksum is None:
            found = [*_absent(part, stored[1]), *_merge(result, part, stored[1])]
        problems += [replace(each, path=f"includes[{place}]{each.path}") for each in found]
        checksum = part.checksum or (stored[0] if stored else None)
        parts = (*parts[:place], replace(part, checksum=checksum), *parts[place + 1 :])
    if problems:
        raise ModelError(tuple(problems))
    return {**result, "includes": as_data(parts)}


def _refused(
    data: Data, before: tuple[Include, ...], part: Include, stored: Stored | None, lookup: Lookup | None
) -> Iterator[Problem]:
    own = (data.get("code"), data.get("version"))
    if (part.code, part.version) == own or (stored and lookup and _contains(stored[1], own, lookup)):
        yield Problem("", "contains_itself", _called(part))
    elif part.code in [each.code for each in before]:
        yield Problem(".code", "part_twice", part.code)
    elif stored is None and (lookup or part.checksum is None):
        yield Problem("", "part_unknown", _called(part))
    elif stored and part.checksum not in (None, stored[0]):
        yield Problem(".checksum", "part_differs", _called(part))


def _contains(data: Data, own: tuple[Any, Any], lookup: Lookup) -> bool:
    named = [(each["code"], each["version"]) for each in data.get("includes", ())]
    return own in named or any(_contains(found[1], own, lookup) for each in named if (found := lookup(*each)))


def _absent(part: Include, data: Data) -> Iterator[Problem]:
    known = given_by(replace(part, without=()), data)
    for place, path in enumerate(part.without):
        if path not in known:
            yield Problem(f".without[{place}]", "part_lacks", path, (("model", _called(part)),))


def _merge(result: dict[str, Any], part: Include, data: Data) -> Iterator[Problem]:
    present = _items(result)
    for path, item in given_by(part, data).items():
        name = path.partition("[")[0]
        if path not in present:
            result[name] = [*(result.get(name) or ()), item]
        elif not _same(path, present[path], item):
            yield Problem("", "part_clashes", path, (("model", _called(part)),))


def given_by(part: Include, data: Data) -> dict[str, Any]:
    """What a version brings in: each item by its place (`phases[proef]`), with the start of its phases moved."""
    items = {path: item for path, item in _items(data).items() if path not in part.without}
    for path, item in items.items() if part.after else ():
        starts = item.get("starts", {}) if path.startswith("phases[") else {}
        if "week" in starts:
            weeks = starts["week"] - 1 + starts.get("offset_weeks", 0)
            items[path] = {**item, "starts": {"after": part.after, **({"offset_weeks": weeks} if weeks else {})}}
    return items


def came_from(data: Data, lookup: Lookup) -> list[tuple[Include, dict[str, Any]]]:
    """Each part with what still stands in the model as that part says it, by place."""
    parts = Reader().read(tuple[Include, ...], data.get("includes") or (), "includes")
    return [(part, _unchanged(data, part, lookup)) for part in parts]


def _unchanged(data: Data, part: Include, lookup: Lookup) -> dict[str, Any]:
    stored, present = lookup(part.code, part.version), _items(data)
    given = given_by(part, stored[1]) if stored else {}
    return {path: item for path, item in given.items() if path in present and _same(path, present[path], item)}


def own_data(data: Data, lookup: Lookup) -> dict[str, Any]:
    """The model as somebody wrote it: its own parts, and the others by name. What was changed in a part is its own."""
    result, includes = dict(data), []
    for part, unchanged in came_from(data, lookup):
        stored = lookup(part.code, part.version)
        changed = [path for path in (given_by(part, stored[1]) if stored else ()) if path not in unchanged]
        includes.append(as_data(replace(part, checksum=None, without=(*part.without, *changed))))
        for name in TAKEN:
            kept = [item for item in result.get(name) or () if f"{name}[{key_of(item)}]" not in unchanged]
            result = {**result, name: kept} if kept else {k: v for k, v in result.items() if k != name}
    return {**result, "includes": includes} if includes else result


def _items(data: Data) -> dict[str, Any]:
    return {
        f"{name}[{key}]": item
        for name in TAKEN
        for item in (data.get(name) if isinstance(data.get(name), list | tuple) else ()) or ()
        if (key := key_of(item)) is not None
    }


def _same(path: str, one: Any, other: Any) -> bool:
    """Whether two blocks say the same, however they are written."""
    kind = field_kinds(RouteModel)[path.partition("[")[0]]
    first, second = (Reader().read(kind, [each], "") for each in (one, other))
    return first is not INVALID and bool(first == second)


def _called(part: Include) -> str:
    return f"{part.code} v{part.version}"


def key_of(item: Any) -> str | None:
    """What a part of a list is known by: its code, or phase, role and first day of a contact norm."""
    if not isinstance(item, Mapping):
        return None
    if "code" in item:
        return str(item["code"])
    if "phase" not in item or "role" not in item:
        return item.get("subject")
    span = item.get("in_force")
    since = span.get("since") if isinstance(span, Mapping) else None
    return "/".join(str(each) for each in (item["phase"], item["role"], since) if each)
