"""The file of `doorstroom simulate`: how things stand, what was measured, and when groups can start.

Its fields stand in docs/formats.md. A route model it names gives the coach's caseload and the weeks at a workplace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from doorstroom.monitoring.domain.simulation import Band, Capacity, Group, Rates, Scenario
from doorstroom.monitoring.domain.simulation_route import capacity_of
from doorstroom.monitoring.files.table import BadFile
from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.domain.versions import read_model

PARTS = {
    "": ({"as_of", "reached", "rates", "starts"}, {"name", "on_the_way", "at_work", "capacity", "route_model"}),
    "rates": ({"people", "weeks", "lasting"}, set()),
    "rates.weeks": ({"from", "until", "person_weeks", "job", "stopped"}, set()),
    "rates.lasting": ({"weeks", "kept", "of"}, set()),
    "starts": ({"first", "every_weeks"}, {"most_groups"}),
    "capacity": (set(), {"caseload", "place_from", "place_until", "coaches", "places"}),
    "on_the_way": ({"weeks_ago", "people"}, set()),
    "at_work": ({"weeks_ago", "people"}, set()),
    "route_model": ({"file", "coach"}, set()),
}  # fmt: skip
"""What each part of the file must and may hold."""


def read_scenario(path: Path) -> Scenario:
    """The file as a scenario. Refuses what is missing, unknown or impossible, naming the place in the file."""
    data = _loaded(path)
    file = path.name
    _only(file, "", data)
    model = data.get("route_model")
    capacity = _from_route_model(path, model) if model else Capacity()
    given = _part(file, "capacity", data.get("capacity") or {})
    starts = _part(file, "starts", data["starts"])
    limits = {name: _whole(file, f"capacity.{name}", value, 1) for name, value in given.items()}
    return Scenario(
        as_of=_date(file, "as_of", data["as_of"]),
        reached=_whole(file, "reached", data["reached"], 0),
        on_the_way=_groups(file, "on_the_way", data),
        at_work=_groups(file, "at_work", data),
        first_start=_date(file, "starts.first", starts["first"]),
        every_weeks=_whole(file, "starts.every_weeks", starts["every_weeks"], 1),
        most_groups=_whole(file, "starts.most_groups", starts["most_groups"], 1) if "most_groups" in starts else None,
        rates=_rates(file, _part(file, "rates", data["rates"])),
        capacity=replace(capacity, **limits),
    )


def _loaded(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise BadFile(f"{path}: cannot be read ({problem.strerror}); check the name and the rights") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path}: is not a text in UTF-8; save it as UTF-8") from None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise BadFile(f"{path}{where}: is not YAML; look for a missing colon, quote or indent") from None
    if not isinstance(data, dict):
        raise BadFile(f"{path}: holds no fields; docs/formats.md shows an example")
    return data


def _only(file: str, part: str, data: Mapping[str, Any]) -> None:
    needed, allowed = PARTS[part]
    where = f"{file}, {part}" if part else file
    missing = sorted(needed - set(data))
    if missing:
        raise BadFile(f'{where}: "{missing[0]}" is missing; docs/formats.md shows an example')
    unknown = [str(name) for name in data if name not in needed | allowed]
    if unknown:
        raise BadFile(f'{where}: "{unknown[0]}" is not a field; it holds {", ".join(sorted(needed | allowed))}')


def _part(file: str, part: str, data: object) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise BadFile(f'{file}, {part}: "{data}" holds no fields; docs/formats.md shows an example')
    _only(file, part, data)
    return data


def _rows(file: str, part: str, data: object) -> list[Mapping[str, Any]]:
    if not isinstance(data, list):
        raise BadFile(f'{file}, {part}: "{data}" is not a list; put a dash before each line')
    return [_part(file, part, row) for row in data]


def _whole(file: str, field: str, value: object, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= 10_000_000:
        raise BadFile(f'{file}, {field}: "{value}" is not a whole number of {least} or more')
    return value


def _date(file: str, field: str, value: object) -> date:
    if not isinstance(value, date):
        raise BadFile(f'{file}, {field}: "{value}" is not a day; write it as 2026-12-31')
    return value


def _groups(file: str, part: str, data: Mapping[str, Any]) -> tuple[Group, ...]:
    return tuple(
        Group(_whole(file, f"{part}.weeks_ago", row["weeks_ago"], 0), _whole(file, f"{part}.people", row["people"], 0))
        for row in _rows(file, part, data.get(part) or [])
    )


def _rates(file: str, data: Mapping[str, Any]) -> Rates:
    lasting = _part(file, "rates.lasting", data["lasting"])
    of = _whole(file, "rates.lasting.of", lasting["of"], 1)
    kept = _whole(file, "rates.lasting.kept", lasting["kept"], 0)
    if kept > of:
        raise BadFile(f"{file}, rates.lasting.kept: {kept} is more than the {of} people who began to work")
    return Rates(
        people=_whole(file, "rates.people", data["people"], 1),
        bands=_bands(file, _rows(file, "rates.weeks", data["weeks"])),
        kept=kept / of,
        job_starters=of,
        lasting_weeks=_whole(file, "rates.lasting.weeks", lasting["weeks"], 1),
    )


def _bands(file: str, rows: Sequence[Mapping[str, Any]]) -> tuple[Band, ...]:
    bands: list[Band] = []
    for row in rows:
        first, last, weeks, job, stopped = (
            _whole(file, f"rates.weeks.{name}", row[name], least)
            for name, least in (("from", 1), ("until", 1), ("person_weeks", 1), ("job", 0), ("stopped", 0))
        )
        expected = bands[-1].last + 1 if bands else 1
        if first != expected or last < first:
            raise BadFile(f"{file}, rates.weeks: {first}-{last} does not follow; the next weeks begin at {expected}")
        if job + stopped > weeks:
            raise BadFile(f"{file}, rates.weeks {first}-{last}: {job + stopped} people left in {weeks} person-weeks")
        bands.append(Band(first=first, last=last, person_weeks=weeks, job=job, stopped=stopped))
    if not bands:
        raise BadFile(f"{file}, rates.weeks: is empty; give one line or more with what was measured")
    return tuple(bands)


def _from_route_model(path: Path, part: object) -> Capacity:
    """Caseload and weeks at a workplace as the approach itself says them."""
    named = _part(path.name, "route_model", part)
    target = path.parent / str(named["file"])
    standard = files("doorstroom.programmes.domain").joinpath("standard.yaml").read_text(encoding="utf-8")
    try:
        model = read_model(target.read_text(encoding="utf-8"), standard)
    except OSError as problem:
        raise BadFile(f"{path.name}, route_model: {target} cannot be read ({problem.strerror})") from None
    except ModelError as problem:
        raise BadFile(f"{path.name}, route_model: {target} is no route model; {problem}") from None
    roles = [role.code for role in model.roles]
    if named["coach"] not in roles:
        raise BadFile(
            f'{path.name}, route_model.coach: "{named["coach"]}" is no role; the model has {", ".join(roles)}'
        )
    return capacity_of(model, str(named["coach"]))
