"""The columns that planning adds to those of `doorstroom match`, and the rules of the round."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any, TypeVar

from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts
from doorstroom.matching.domain.planning.options import Options, Said
from doorstroom.matching.domain.planning.problem import Candidate, Rules, Seats
from doorstroom.matching.files.rows import BadCell, Refusal, Row, UnusableFile, cells_of, read_people, read_places

CANDIDATE_COLUMNS = (
    "person_id",
    "groups",
    "region",
    "coach_hours",
    "school_days",
    "current",
    "keep",
    "wishes",
    "vetoes",
)
PLACE_COLUMNS = ("place_id", "capacity", "backed", "employer", "sector", "school_days", "wishes", "vetoes")
LIMITS = ("coach_hours", "school_seats", "employer_limit", "sector_limit")
KNOWN = {"seats", "floors", "together", "apart", *LIMITS}
KEEP = {"": False, "no": False, "yes": True}
Planned = TypeVar("Planned")


@dataclass(frozen=True)
class Asker:
    """What a candidate's row adds: the candidate for the planner, without what the rule finds, and own words."""

    candidate: Candidate
    wishes: tuple[str, ...]
    vetoes: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    seats: Seats
    wishes: tuple[str, ...]
    vetoes: tuple[str, ...]


@dataclass(frozen=True)
class PlanningFiles:
    people: Sequence[PersonFacts]
    offers: Sequence[PlaceFacts]
    askers: Mapping[str, Asker]
    offered: Mapping[str, Offer]
    rules: Rules
    refused: tuple[Refusal, ...]

    @property
    def seats(self) -> list[Seats]:
        return [self.offered[each.place_id].seats for each in self.offers]

    @property
    def kept(self) -> dict[str, str]:
        return {name: each.candidate.current for name, each in self.askers.items() if each.candidate.keep}

    @property
    def said(self) -> Said:
        no = {(name, place) for name, each in self.askers.items() for place in each.vetoes}
        no |= {(person, name) for name, each in self.offered.items() for person in each.vetoes}
        return Said(
            wish={(name, place): rank for name, a in self.askers.items() for rank, place in enumerate(a.wishes)},
            employer_yes=frozenset((person, name) for name, each in self.offered.items() for person in each.wishes),
            no=frozenset(no),
        )

    def candidate(self, person: PersonFacts, found: Options) -> Candidate:
        own = self.askers[person.person_id].candidate
        blocked, refused = found.blocked[own.candidate_id], found.refused.get(own.candidate_id, {})
        return Candidate(
            own.candidate_id, own.groups, own.region, own.coach_hours, own.school_days, own.current, own.keep,
            blocked, refused,
        )  # fmt: skip


def read_planning(candidates: Path, places: Path, rules: Path, on: date) -> PlanningFiles:
    """A row that cannot be read is refused, the other rows go on; rules that cannot be read stop everything."""
    people, bad_people = read_people(candidates)
    offers, bad_places = read_places(places, on)
    askers, bad_askers = _read(candidates, CANDIDATE_COLUMNS, _asker)
    offered, bad_offered = _read(places, PLACE_COLUMNS, _offer)
    people = [each for each in people if each.person_id in askers]
    offers = [each for each in offers if each.place_id in offered]
    askers = {each.person_id: askers[each.person_id] for each in people}
    return PlanningFiles(
        people, offers, askers, offered, read_rules(rules, [each.candidate for each in askers.values()]),
        (*bad_people, *bad_askers, *bad_places, *bad_offered),
    )  # fmt: skip


def _read(
    path: Path, columns: tuple[str, ...], planned: Callable[[Row], Planned]
) -> tuple[dict[str, Planned], list[Refusal]]:
    good: dict[str, Planned] = {}
    bad: list[Refusal] = []
    for line, cells in cells_of(path, columns):
        if len(cells) == len(columns):  # else the other reader refused the row already
            try:
                good.setdefault(cells[columns[0]], planned(Row(cells)))
            except BadCell as problem:
                bad.append(Refusal(path.name, line, *problem.args))
    return good, bad


def _asker(row: Row) -> Asker:
    keep, current = row.cells["keep"].lower(), row.cells["current"]
    if keep not in KEEP:
        raise BadCell("keep", row.cells["keep"], "is neither yes nor no", "write yes or no")
    if KEEP[keep] and not current:
        raise BadCell("current", "", "is empty while keep is yes", "name the place that is kept")
    candidate = Candidate(
        row.cells["person_id"], frozenset(row.words("groups") or ()), row.cells["region"],
        row.whole("coach_hours", 168) or 0, frozenset(row.words("school_days") or ()), current, KEEP[keep],
    )  # fmt: skip
    return Asker(candidate, row.words("wishes") or (), row.words("vetoes") or ())


def _offer(row: Row) -> Offer:
    capacity = row.whole("capacity", 1_000_000)
    seats = Seats(
        row.cells["place_id"], 1 if capacity is None else capacity, row.whole("backed", 1_000_000),
        row.cells["employer"], row.cells["sector"], frozenset(row.words("school_days") or ()),
    )  # fmt: skip
    return Offer(seats, row.words("wishes") or (), row.words("vetoes") or ())


def read_rules(path: Path, candidates: Sequence[Candidate]) -> Rules:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UnusableFile(f"{path}: cannot be read ({problem}); give a TOML file in UTF-8") from problem
    if strange := sorted(given.keys() - KNOWN):
        raise UnusableFile(f"{path.name}: {strange[0]} is no rule; use {', '.join(sorted(KNOWN))}")
    limits = {name: _table(path, given, name) for name in LIMITS}
    return Rules(
        seats=None if "seats" not in given else _count(path, "seats", given["seats"]),
        floors={group: _floor(path, group, floor, candidates) for group, floor in given.get("floors", {}).items()},
        together=_sets(path, given, "together"), apart=_sets(path, given, "apart"), **limits,
    )  # fmt: skip


def _table(path: Path, given: Mapping[str, Any], name: str) -> dict[str, int]:
    table = given.get(name, {})
    if not isinstance(table, dict):
        raise UnusableFile(f"{path.name}: {name} is no table; write [{name}] and below it lines such as x = 4")
    return {key: _count(path, f"{name}.{key}", value) for key, value in table.items()}


def _count(path: Path, where: str, value: Any) -> int:
    if type(value) is not int or value < 0:
        raise UnusableFile(f"{path.name}: {where} is {value!r}; write a whole number from 0 up")
    return value


def _floor(path: Path, group: str, value: Any, candidates: Sequence[Candidate]) -> int:
    """A number of people, or a share of the group as "40%"."""
    if isinstance(value, str) and value.endswith("%") and value[:-1].isdigit() and int(value[:-1]) <= 100:
        return ceil(int(value[:-1]) * sum(group in each.groups for each in candidates) / 100)
    return _count(path, f"floors.{group}", value)


def _sets(path: Path, given: Mapping[str, Any], name: str) -> tuple[frozenset[str], ...]:
    sets = given.get(name, [])
    if not isinstance(sets, list) or not all(isinstance(each, list) and len(each) > 1 for each in sets):
        raise UnusableFile(f'{path.name}: {name} is no list of people; write {name} = [["c1", "c2"]]')
    return tuple(frozenset(map(str, each)) for each in sets)
