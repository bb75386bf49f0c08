"""An approach that is still being written, page by page.

A draft is the data of a model that need not be complete. The dataclasses of the model are its only schema: a page of
the editor shows the fields of one or more of them, flat (`starts__week`), and writes back exactly what the data of a
model file would hold. Only Dutch texts are written here: a text that changes loses its other languages, because a
translation of the old text would say something else.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, get_args, get_origin

from doorstroom.programmes.domain.fields import ModelError, Names, Numbers, Problem, as_data, field_kinds
from doorstroom.programmes.domain.lineage import Include
from doorstroom.programmes.domain.parts import Lookup, with_parts
from doorstroom.programmes.domain.route_model import (
    Activity,
    Award,
    Checklist,
    ChecklistItem,
    ContactNorm,
    Criterion,
    DecisionRight,
    EvidenceItem,
    FarGroup,
    Group,
    Guard,
    Milestone,
    Observation,
    Participation,
    Phase,
    Playbook,
    PlaybookStep,
    Role,
    RouteModel,
    Stage,
    Success,
    Thresholds,
    Track,
)
from doorstroom.programmes.domain.versions import parse_model

Data = dict[str, Any]
INSIDE = "__"
NEXT = 9999  # a draft has no version yet, and may contain an earlier one of its own code


@dataclass(frozen=True)
class Section:
    """Where it stands in the model's data. `parent` names the field by which a row says in whose list it belongs."""

    path: tuple[str, ...]
    kind: type
    fields: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    single: bool = False
    parent: str = ""
    ordered: bool = False
    often: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return "-".join(self.path) or "model"


@dataclass(frozen=True)
class Page:
    """One form of the editor."""

    code: str
    sections: tuple[Section, ...]


PAGES = (
    Page(
        "basics",
        (
            Section((), RouteModel, fields=("name", "length_weeks", "description"), single=True,
                    often=("length_weeks",)),
            Section(("group",), Group, single=True, often=("employers",)),
        ),
    ),
    Page("roles", (Section(("roles",), Role, often=("may_hold", "max_caseload")),)),
    Page(
        "phases",
        (Section(("phases",), Phase, without=("rhythm",), ordered=True,
                 often=("starts__week", "starts__after", "length_weeks")),),
    ),
    Page(
        "rhythm",
        (Section(("phases", "rhythm"), Activity, parent="phase", often=("weekdays", "hours_per_week")),),
    ),
    Page(
        "participation",
        (
            Section(("participation",), Participation, without=("decisions",), single=True,
                    often=("declining_needs_reason",)),
            Section(("participation", "decisions"), DecisionRight),
        ),
    ),
    Page(
        "entry",
        (
            Section(("entry",), Criterion, often=("minimum_age", "language_level", "education_level")),
            Section(("tracks",), Track),
            Section(("far_group",), FarGroup, single=True, often=("education", "language", "benefit_months")),
        ),
    ),
    Page(
        "selection",
        (
            Section(("selection",), Playbook, without=("criteria", "steps"), single=True, often=("employer_has_met",)),
            Section(("selection", "criteria"), Criterion),
            Section(("selection", "steps"), PlaybookStep, ordered=True, often=("weeks_before_start",)),
        ),
    ),
    Page("contacts", (Section(("contacts",), ContactNorm),)),
    Page("milestones", (Section(("milestones",), Milestone, often=("roles",)),)),
    Page("checklists", (Section(("checklists",), Checklist, without=("items",)),)),
    Page("papers", (Section(("checklists", "items"), ChecklistItem, parent="checklist"),)),
    Page("guards", (Section(("guards",), Guard, often=("phase", "confirmed_by", "max_days", "source")),)),
    Page("figures", (
        Section(("success",), Success, single=True),
        Section(("stages",), Stage, ordered=True, often=("phase", "fact")),
    )),
    Page("observations", (Section(("observations",), Observation, often=("after_weeks", "after_months")),)),
    Page("evidence", (Section(("awards",), Award), Section(("evidence",), EvidenceItem))),
    Page("includes", (Section(("includes",), Include, without=("checksum",), often=("version", "after")),)),
    Page("thresholds", (Section(("thresholds",), Thresholds, single=True,
                                often=tuple(field_kinds(Thresholds))),)),
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """One field of a form: what it holds and within which bounds. `name` runs through blocks: `starts__week`."""

    name: str
    kind: Any
    many: bool = False
    required: bool = False
    default: Any = None
    bounds: Numbers | None = None

    @property
    def leaf(self) -> str:
        return self.name.rsplit(INSIDE, 1)[-1]


def page(code: str) -> Page | None:
    return next((each for each in PAGES if each.code == code), None)


@cache
def shapes(section: Section) -> tuple[Shape, ...]:
    found = _shapes(section.kind, "", section.fields, section.without)
    parent = (Shape(section.parent, str, required=True),) if section.parent else ()
    return (*parent, *found)


def _shapes(kind: type, before: str, only: Sequence[str], without: Sequence[str]) -> Iterator[Shape]:
    for field in fields(kind):
        if field.name in without or (only and field.name not in only):
            continue
        inner, many, bounds = inner_kind(field_kinds(kind)[field.name])
        if is_dataclass(inner) and inner is not Names:
            assert isinstance(inner, type)  # noqa: S101 an annotation holds classes
            yield from _shapes(inner, f"{before}{field.name}{INSIDE}", (), ())
            continue
        bare = field.default is MISSING and field.default_factory is MISSING
        default = None if bare or many else as_data(field.default)
        yield Shape(f"{before}{field.name}", inner, many, bare and not before, default, bounds)


def inner_kind(kind: Any) -> tuple[Any, bool, Numbers | None]:
    """(the plain type, whether it is a list, its range) of an annotation."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        inner, many, _ = inner_kind(args[0])
        return inner, many, next((rule for rule in args[1:] if isinstance(rule, Numbers)), None)
    if origin is tuple:
        inner, _, bounds = inner_kind(args[0])
        return inner, True, bounds
    plain = [arg for arg in args if arg is not type(None)]
    return inner_kind(plain[0]) if plain else (kind, False, None)


def rows(data: Mapping[str, Any], section: Section) -> list[Data]:
    """What the section shows now, flat; a single block is one row."""
    return [_flat(block, owner, section) for owner, block in _blocks(data, section)]


def _blocks(data: Mapping[str, Any], section: Section) -> list[tuple[str, Mapping[str, Any]]]:
    if section.parent:
        outer, inner = section.path
        return [(o["code"], block) for o in data.get(outer, ()) for block in o.get(inner, ())]
    found: Any = data
    for name in section.path:
        found = (found or {}).get(name)
    return [("", found or {})] if section.single else [("", block) for block in found or ()]


def _flat(block: Mapping[str, Any], owner: str, section: Section) -> Data:
    flat: Data = {}
    for shape in shapes(section):
        value: Any = block
        for name in shape.name.split(INSIDE):
            value = value.get(name) if isinstance(value, Mapping) else None
        if shape.kind is Names:
            value = value.get("nl", "") if isinstance(value, Mapping) else value or ""
        flat[shape.name] = owner if shape.name == section.parent else shape.default if value is None else value
    return flat


def written(data: Mapping[str, Any], section: Section, flat_rows: Sequence[Mapping[str, Any]]) -> Data:
    """The draft's data with these rows in the place of the section's own."""
    result = deepcopy(dict(data))
    blocks = _written_blocks(result, section, flat_rows)
    if section.parent:
        outer, inner = section.path
        for each in result.get(outer, ()):
            mine = [block for owner, block in blocks if owner == each["code"]]
            _put(each, inner, mine)
    elif not section.path:
        for name in section.fields:
            _put(result, name, blocks[0][1].get(name))
    else:
        place = result
        for name in section.path[:-1]:
            place = place.setdefault(name, {})
        block: Any = blocks[0][1] if section.single else [block for _, block in blocks]
        keep = section.single and section.path[-1] in ("participation", "success")
        _put(place, section.path[-1], block, keep=keep)
        if section.path[0] in result and result[section.path[0]] == {}:
            del result[section.path[0]]
    return result


def _put(place: Data, name: str, value: Any, *, keep: bool = False) -> None:
    if value or keep:
        place[name] = value
    else:
        place.pop(name, None)


def _written_blocks(
    data: Data, section: Section, flat_rows: Sequence[Mapping[str, Any]]
) -> list[tuple[str, Data]]:  # fmt: skip
    old = _blocks(data, section)
    known = {(owner, block.get("code", "")): block for owner, block in old}
    taken: dict[str, set[str]] = {}
    result = []
    for place, flat in enumerate(flat_rows):
        owner = str(flat.get(section.parent, "")) if section.parent else ""
        row = dict(flat)
        if "code" in {shape.name for shape in shapes(section)}:
            row["code"] = _code(row.get("code") or row.get("name") or "", taken.setdefault(owner, set()))
        before = old[place][1] if section.single and old else known.get((owner, row.get("code", "")), {})
        block = _block(row, section, before)
        for name in section.without:
            if name in before:
                block[name] = before[name]
        result.append((owner, block))
    return result


def _code(text: str, taken: set[str]) -> str:
    """A code from a name: small letters and dashes, not twice among its neighbours."""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower()
    code = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:50] or "x"
    code = code if code[0].isalpha() else f"x-{code}"
    number, free = 2, code
    while free in taken:
        free, number = f"{code}-{number}", number + 1
    taken.add(free)
    return free


def fact_code(text: str) -> str:
    """The code of a fact that somebody writes in words for the first time."""
    return _code(text, set()).replace("-", "_")


def _block(row: Mapping[str, Any], section: Section, before: Mapping[str, Any]) -> Data:
    block: Data = {}
    for shape in shapes(section):
        *way, leaf = shape.name.split(INSIDE)
        if shape.name == section.parent:
            continue
        place = block
        for name in way:
            place = place.setdefault(name, {})
        value = row.get(shape.name)
        if value in (None, "", []) or (value == shape.default and not shape.required):
            continue
        place[leaf] = _text(value, before.get(leaf)) if shape.kind is Names else value
    return {name: value for name, value in block.items() if value != {} or name == "starts"}


def _text(text: str, before: Any) -> Any:
    if isinstance(before, Mapping):
        return dict(before) if before.get("nl") == text else {"nl": text}
    return {"nl": text}


def fingerprint(data: Mapping[str, Any], shown: Page) -> str:
    """What a page held when it was opened, to notice that somebody else saved it in between."""
    parts = [rows(data, section) for section in shown.sections]
    return digest(parts)


def digest(data: Any) -> str:
    return sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def complete(data: Mapping[str, Any], *, code: str, version: int, lookup: Lookup | None = None) -> RouteModel:
    """The model that the draft has become; raises `ModelError` with every problem."""
    return parse_model({**data, "code": code, "version": version}, lookup=lookup)


def problems(data: Mapping[str, Any], *, code: str, lookup: Lookup | None = None) -> tuple[Problem, ...]:
    try:
        complete(data, code=code, version=NEXT, lookup=lookup)
    except ModelError as error:
        return error.problems
    return ()


def provisional(data: Mapping[str, Any], *, code: str, lookup: Lookup | None = None) -> RouteModel | None:
    """The model as far as it is there, for a look at its weeks: what only the figures need may still be missing."""
    phases = [phase["code"] for phase in known_parts(data, lookup).get("phases", ())]
    stand_in = {
        "participation": {"voluntary": True},
        "stages": [{"code": each, "name": each, "phase": each} for each in phases[:1]],
        "success": {"outcome": "programme_completed", "name": "–", "clock_start": "trajectory_start",
                    "horizon_months": 1, "base": "started"},
    }  # fmt: skip
    try:
        return complete({**stand_in, **data}, code=code, version=NEXT, lookup=lookup)
    except ModelError:
        return None


def known_parts(data: Mapping[str, Any], lookup: Lookup | None) -> Mapping[str, Any]:
    """The draft with what it contains, to choose phases and roles from; the draft alone while that does not fit."""
    try:
        return with_parts(data, lookup)
    except ModelError:
        return data


def page_of(problem: Problem) -> Page:
    """Where a problem is repaired."""
    names = tuple(re.sub(r"\[[^\]]*\]", "", part) for part in problem.path.split("."))
    best = [
        (len(section.path), each)
        for each in PAGES
        for section in each.sections
        if section.path and names[: len(section.path)] == section.path
    ]
    return max(best, key=lambda found: found[0])[1] if best else PAGES[0]
