"""A model as data, its checksum, the difference between two versions, and a copy that knows its source.

A model in use never changes: its checksum is taken over its canonical JSON, so the same approach always has
the same one, on every machine. A change is a path and a new value
(`contacts[toeleiding/jobcoach].every_weeks`, 2); the difference between two versions is a list of such
changes, and a copy is made by applying one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import yaml

from doorstroom.programmes.domain.checks import check
from doorstroom.programmes.domain.fields import INVALID, ModelError, Problem, Reader, as_data
from doorstroom.programmes.domain.parts import Lookup, key_of, with_parts
from doorstroom.programmes.domain.route_model import RouteModel

STEP = re.compile(r"([a-z_]+)(?:\[([^\]]+)\])?")
ORDER = "order"
OWN_FIELDS = ("code", "version", "derived_from")


@dataclass(frozen=True)
class Change:
    """`before` None: added; `after` None: taken out."""

    path: str
    before: Any
    after: Any


def parse_model(
    data: Mapping[str, Any], *, standard: Mapping[str, Any] | None = None, lookup: Lookup | None = None
) -> RouteModel:
    """Reads a model; raises `ModelError` with every problem. `standard` fills thresholds the data leaves out.

    What is filled in becomes part of the model and of its checksum, so that a later change of the standard
    never reaches a model that runs; what it contains by name is brought in from `lookup` in the same way.
    """
    if isinstance(data, Mapping):
        data = with_parts(data, lookup)
    if isinstance(data, Mapping) and standard is not None:
        data = {**data, "thresholds": {**standard.get("thresholds", {}), **(data.get("thresholds") or {})}}
    reader = Reader()
    model = reader.read(RouteModel, data, "")
    if model is INVALID or not isinstance(model, RouteModel):
        raise ModelError(tuple(reader.problems))
    problems = (*reader.problems, *check(model))
    if problems:
        raise ModelError(problems)
    return model


class _Strict:
    """Refuses a key that stands twice in one block: plain YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for place, (key, _) in enumerate(node.value):
            if key.value in keys[:place]:
                raise yaml.constructor.ConstructorError(None, None, f"key_twice {key.value}", key.start_mark)
        return super().construct_mapping(node, deep)  # type: ignore[misc, no-any-return]


class _StrictLoader(_Strict, yaml.SafeLoader):
    """Says exactly where a file breaks off."""


class _FastLoader(_Strict, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads a model in a tenth of the time."""


def read_yaml(text: str) -> Mapping[str, Any]:
    """The data in a model file; a file that is no YAML is refused with the line and column."""
    try:
        data = _loaded(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        problem = Problem(where, "not_readable_yaml", str(getattr(error, "problem", error)))
        raise ModelError((problem,)) from error
    if not isinstance(data, Mapping):
        raise ModelError((Problem("1:1", "not_a_model_file"),))
    return data


def _loaded(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_FastLoader)  # noqa: S506 a SafeLoader underneath
    except yaml.YAMLError:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 a SafeLoader underneath


def read_model(text: str, standard: str = "thresholds: {}", *, lookup: Lookup | None = None) -> RouteModel:
    """A model from the text of its file, with what the standard file adds and the models it contains."""
    return parse_model(read_yaml(text), standard=read_yaml(standard), lookup=lookup)


def to_data(model: RouteModel) -> dict[str, Any]:
    data = as_data(model)
    assert isinstance(data, dict)  # noqa: S101 a dataclass becomes a block
    return data


def checksum(model: RouteModel) -> str:
    canonical = json.dumps(to_data(model), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def diff(older: RouteModel, newer: RouteModel) -> tuple[Change, ...]:
    """What the newer approach does otherwise; its own code, version and lineage are left out."""
    old, new = to_data(older), to_data(newer)
    for name in OWN_FIELDS:
        old.pop(name, None)
        new.pop(name, None)
    return tuple(_changes(old, new, ""))


def copy_model(model: RouteModel, *, code: str, version: int, changes: Mapping[str, Any]) -> RouteModel:
    """A new model that names its source; a change to None takes the part out, one to a new key adds it."""
    data = _changed(model, changes)
    data |= {
        "code": code,
        "version": version,
        "derived_from": {"code": model.code, "version": model.version, "checksum": checksum(model)},
    }
    return parse_model(data)


def change_model(model: RouteModel, changes: Mapping[str, Any]) -> RouteModel:
    """The same version with these changes: only for a model that nobody uses yet."""
    return parse_model(_changed(model, changes))


def _changed(model: RouteModel, changes: Mapping[str, Any]) -> dict[str, Any]:
    data = deepcopy(to_data(model))
    for path, value in changes.items():
        _apply(data, path, value)
    return data


def _keyed(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, list):
        return None
    keys = [key_of(item) for item in value]
    return None if None in keys else dict(zip(map(str, keys), value, strict=True))


def _changes(old: Any, new: Any, path: str) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            yield from _changes(old.get(name), new.get(name), f"{path}.{name}" if path else name)
        return
    olds, news = _keyed([] if old is None else old), _keyed([] if new is None else new)
    if olds is None or news is None:
        yield Change(path, old, new)
        return
    for key in dict.fromkeys([*olds, *news]):
        yield from _changes(olds.get(key), news.get(key), f"{path}[{key}]")
    merged = [key for key in dict.fromkeys([*olds, *news]) if key in news]
    if merged != list(news):
        yield Change(f"{path}.{ORDER}", list(olds), list(news))


def _apply(data: dict[str, Any], path: str, value: Any) -> None:
    *way, (name, key) = _steps(path)
    place: Any = data
    for part, part_key in way:
        place = place.get(part) if isinstance(place, dict) else None
        if part_key is not None:
            place = (_keyed(place) or {}).get(part_key)
    if name == ORDER and set(_keyed(place) or ()) == set(value or ()):
        place.sort(key=lambda item: value.index(key_of(item)))
    elif not isinstance(place, dict):
        raise ModelError((Problem(path, "unknown_path", value),))
    elif key is not None:
        items = (_keyed(place.get(name)) or {}) | {key: value}
        place[name] = [item for item in items.values() if item is not None]
    elif value is None:
        place.pop(name, None)
    else:
        place[name] = value


def _steps(path: str) -> list[tuple[str, str | None]]:
    steps: list[tuple[str, str | None]] = []
    for part in re.split(r"\.(?![^\[]*\])", path):
        match = STEP.fullmatch(part)
        if match is None:
            raise ModelError((Problem(path, "unknown_path", part),))
        steps.append((match[1], match[2]))
    return steps
