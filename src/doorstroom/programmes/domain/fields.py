"""How the parts of a model are read from data and written back.

A model's dataclasses are its schema: the type of a field says what is accepted, its annotation which range.
Reading never stops at the first fault: everything that is wrong comes out at once, each with its place, the
value found and what would have been right, so that the writer of the file can repair it in one go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, time
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from math import isfinite
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from doorstroom.kernel.errors import DomainError, Reason

CODE = re.compile(r"[a-z][a-z0-9_-]{0,59}")
NOT_A = {time: "not_a_time", date: "not_a_day"}
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Numbers:
    """The range a number must lie in, ends included."""

    least: float
    most: float


@dataclass(frozen=True)
class Pattern:
    problem: str
    regex: re.Pattern[str]


Code = Annotated[str, Pattern("not_a_code", CODE)]


@dataclass(frozen=True)
class Names:
    """What something is called, by language; Dutch is always there and stands in for what is missing."""

    texts: tuple[tuple[str, str], ...]

    def text(self, language: str = "nl") -> str:
        names = dict(self.texts)
        return names.get(language) or names.get(language.partition("-")[0]) or names["nl"]


@dataclass(frozen=True)
class Problem:
    """One fault in a model's data. `params` holds what would have been right."""

    path: str
    code: str
    value: Any = None
    params: tuple[tuple[str, Any], ...] = ()

    def as_reason(self) -> Reason:
        return Reason(self.code, {"path": self.path, "value": self.value, **dict(self.params)})


class ModelError(DomainError):
    """A model that cannot be used, with every problem found in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("route_model_invalid", reasons=tuple(p.as_reason() for p in problems), count=len(problems))
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(f"{p.path}: {p.code} {p.value!r} {dict(p.params)}" for p in self.problems)


class Invalid:
    """Stands for a value that could not be read, so that the rest of the model is still looked at."""


INVALID = Invalid()


class Reader:
    """Turns data into a dataclass and remembers what was wrong on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, path: str, code: str, value: Any, **params: Any) -> Any:
        self.problems.append(Problem(path, code, value, tuple(params.items())))
        return INVALID

    def read(self, kind: Any, value: Any, path: str) -> Any:
        origin = get_origin(kind)
        if origin is Annotated:
            inner, *rules = get_args(kind)
            return self._ruled(self.read(inner, value, path), rules, path)
        if origin in (Union, UnionType):
            inner = next(arg for arg in get_args(kind) if arg is not type(None))
            return None if value is None else self.read(inner, value, path)
        if origin is tuple:
            return self._list(get_args(kind)[0], value, path)
        if kind is Names:
            return self._names(value, path)
        if is_dataclass(kind):
            return self._object(kind, value, path)
        return self._scalar(kind, value, path)

    def _object(self, kind: Any, value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            return self.refuse(path, "not_a_block", value, fields=_join(field_kinds(kind)))
        known = field_kinds(kind)
        for key in value:
            if key not in known:
                close = get_close_matches(str(key), known, n=1)
                self.refuse(_dot(path, key), "unknown_field", key, nearest=close[0] if close else _join(known))
        given: dict[str, Any] = {}
        for field in fields(kind):
            if field.name in value:
                given[field.name] = self.read(known[field.name], value[field.name], _dot(path, field.name))
            elif _required(field):
                given[field.name] = self.refuse(_dot(path, field.name), "missing", None)
        return INVALID if INVALID in given.values() else kind(**given)

    def _list(self, kind: Any, value: Any, path: str) -> Any:
        if not isinstance(value, list | tuple):
            return self.refuse(path, "not_a_list", value)
        items = [self.read(kind, item, f"{path}[{place}]") for place, item in enumerate(value)]
        return INVALID if INVALID in items else tuple(items)

    def _names(self, value: Any, path: str) -> Any:
        names = {"nl": value} if isinstance(value, str) else value
        if not isinstance(names, Mapping) or not names.get("nl"):
            return self.refuse(path, "no_dutch_name", value)
        if any(not isinstance(text, str) or not text.strip() for text in names.values()):
            return self.refuse(path, "not_a_text", value)
        return Names(tuple(sorted((str(language), text.strip()) for language, text in names.items())))

    def _scalar(self, kind: Any, value: Any, path: str) -> Any:
        if kind is bool:
            return value if isinstance(value, bool) else self.refuse(path, "not_yes_or_no", value)
        if kind in (int, float):
            fits = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
            if fits and (kind is float or value == int(value)):
                return kind(value)
            return self.refuse(path, "not_a_whole_number" if kind is int else "not_a_number", value)
        if kind is date and type(value) is date:
            return value
        if not isinstance(value, str):
            return self.refuse(path, NOT_A.get(kind, "not_a_text"), value)
        if kind is date:
            return _day(value) or self.refuse(path, "not_a_day", value)
        if kind is time:
            match = CLOCK.fullmatch(value)
            return time(int(match[1]), int(match[2])) if match else self.refuse(path, "not_a_time", value)
        if issubclass(kind, StrEnum):
            choices = [member.value for member in kind]
            return kind(value) if value in choices else self._not_a_choice(path, value, choices)
        return value.strip() or self.refuse(path, "missing", value)

    def _not_a_choice(self, path: str, value: str, choices: list[str]) -> Any:
        close = get_close_matches(value, choices, n=1)
        return self.refuse(path, "not_a_choice", value, choices=_join(choices), nearest=close[0] if close else "")

    def _ruled(self, value: Any, rules: list[Any], path: str) -> Any:
        for rule in rules:
            if value is INVALID:
                break
            if isinstance(rule, Pattern) and not rule.regex.fullmatch(value):
                value = self.refuse(path, rule.problem, value)
            elif isinstance(rule, Numbers) and value is not None and not rule.least <= value <= rule.most:
                value = self.refuse(path, "out_of_range", value, least=rule.least, most=rule.most)
        return value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@cache
def field_kinds(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def as_data(value: Any) -> Any:
    """Plain data that reads back to the same value; what equals its default is left out."""
    if isinstance(value, Names):
        return dict(value.texts)
    if is_dataclass(value):
        shown = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: as_data(part) for field, part in shown if part != _default(field)}
    if isinstance(value, tuple):
        return [as_data(part) for part in value]
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _dot(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _join(names: Any) -> str:
    return ", ".join(names)
