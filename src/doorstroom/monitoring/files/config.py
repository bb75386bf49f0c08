"""What an event table's columns mean, and which cohorts to follow: COHORTS.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from doorstroom.monitoring.files.refusals import BadFile


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Cases whose attributes have one of the values in `where` and whose clock starts in [`since`, `until`).

    The clock starts at the first event of `clock` (none given: at the first event of the case); each of `exits`
    names the activities that end it. What happens after the first exit no longer counts.
    """

    name: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clock: str = ""
    since: date | None = None
    until: date | None = None
    exits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Config:
    case: str = "case"
    activity: str = "activity"
    time: str = "time"
    format: str = ""
    timezone: str = "UTC"
    delimiter: str = ""
    cohorts: tuple[Cohort, ...] = ()


COLUMNS = {"case", "activity", "time"}
READING = {"format", "timezone", "delimiter"}
KEYS = {"columns", "reading", "cohort"}
COHORT_KEYS = {"name", "where", "clock", "since", "until", "exits", "weeks"}


def read_config(path: str) -> Config:
    """Refuses what it does not know: a misspelt key that did nothing would change what is counted."""
    if not path:
        return Config()
    file = Path(path)
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise BadFile(f"{file}: cannot be read ({problem.strerror}); check the name and the rights") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadFile(f"{file.name}: is not TOML: {problem}; look at that place") from None
    _only(file.name, "", data, KEYS)
    columns, reading = (_table(file.name, data, name) for name in ("columns", "reading"))
    _only(file.name, "columns.", columns, COLUMNS)
    _only(file.name, "reading.", reading, READING)
    named = {key: _text(file.name, key, value) for key, value in {**columns, **reading}.items()}
    _refuse_zone(file.name, named.get("timezone", "UTC"))
    cohorts = data.get("cohort", [])
    if not isinstance(cohorts, list):
        raise BadFile(f"{file.name}: cohort is a list; write [[cohort]] above each one")
    found = tuple(_cohort(file.name, each, i + 1) for i, each in enumerate(cohorts))
    names = [cohort.name for cohort in found]
    if len(set(names)) < len(names):
        raise BadFile(f"{file.name}: two cohorts have the same name; give each a name of its own")
    return Config(cohorts=found, **named)


def _cohort(file: str, data: Any, number: int) -> Cohort:
    where = f"cohort {number}: "
    if not isinstance(data, dict):
        raise BadFile(f"{file}, {where}write [[cohort]] and its keys below it")
    _only(file, where, data, COHORT_KEYS)
    name = _text(file, f"{where}name", data.get("name", ""))
    if not name or not all(sign.isalnum() or sign in " -_." for sign in name) or name.startswith("."):
        raise BadFile(f'{file}, {where}name "{name}"; give a name of letters, digits, spaces, - and _')
    days = {key: data.get(key) for key in ("since", "until")}
    for key, day in days.items():
        if day is not None and type(day) is not date:
            raise BadFile(f"{file}, {where}{key} {day}; write a day without quotes, such as 2026-11-23")
    weeks = data.get("weeks", [])
    if not isinstance(weeks, list) or not all(type(w) is int and w > 0 for w in weeks):
        raise BadFile(f"{file}, {where}weeks {weeks}; write whole numbers above 0, such as [13, 26]")
    return Cohort(
        name=name,
        where=_lists(file, f"{where}where", data.get("where", {})),
        clock=_text(file, f"{where}clock", data.get("clock", "")),
        exits=_lists(file, f"{where}exits", data.get("exits", {})),
        weeks=tuple(sorted(set(weeks))),
        **days,
    )


def _lists(file: str, where: str, data: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(data, dict):
        raise BadFile(f'{file}, {where}: write a name and its values, such as job = ["Started work"]')
    found = {}
    for key, values in data.items():
        many = values if isinstance(values, list) else [values]
        if not many or not all(isinstance(value, (str, int)) for value in many):
            raise BadFile(f'{file}, {where}.{key}: write one or more texts, such as ["Started work"]')
        found[key] = tuple(str(value) for value in many)
    return found


def _only(file: str, where: str, data: Mapping[str, Any], known: set[str]) -> None:
    for key in data:
        if key not in known:
            raise BadFile(f'{file}: {where}"{key}" is not known; choose from {", ".join(sorted(known))}')


def _table(file: str, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise BadFile(f"{file}: {name} is a table; write [{name}] and its keys below it")
    return found


def _text(file: str, where: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadFile(f"{file}: {where} is {value!r}; write a text between quotes")
    return value


def _refuse_zone(file: str, name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadFile(
            f'{file}: reading.timezone "{name}" is no time zone; write one such as Europe/Amsterdam'
        ) from None
