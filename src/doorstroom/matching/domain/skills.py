"""What skills carry over from a person to a place, as whole points, and where each point comes from.

Each skill that the work asks counts double against one that is only welcome. A skill is worth 60 % when the person
has that very skill, 25 % when the person has one of the same group and 15 % when one of the same division; who has
the skill itself thereby has all three. Everything asked and welcome together is worth 10,000 points, each part rounded
down, so that a sum is the same in every order. A concept that the tree does not place counts by itself alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts

WHOLE = 10_000
ASKED, WELCOME = 2, 1


class Level(IntEnum):
    """How near: the same skill, a skill of the same group, a skill of the same division."""

    SKILL = 0
    GROUP = 1
    DIVISION = 2


PERCENT: Mapping[Level, int] = {Level.SKILL: 60, Level.GROUP: 25, Level.DIVISION: 15}

Column = tuple[Level, str]
"""One thing that can be shared: a level and the concept at that level."""


@dataclass(frozen=True)
class SkillTree:
    """`group` of each skill, and `division` of each group; one each, so that nothing counts twice."""

    group: Mapping[str, str] = field(default_factory=dict)
    division: Mapping[str, str] = field(default_factory=dict)

    def path(self, skill: str) -> tuple[Column, ...]:
        """The skill, its group and its division, as far as known."""
        group = self.group.get(skill, "")
        division = self.division.get(group, "")
        steps = ((Level.SKILL, skill), (Level.GROUP, group), (Level.DIVISION, division))
        return tuple(step for step in steps if step[1])


NO_TREE = SkillTree()


def skill_tree(broader: Iterable[tuple[str, str]], groups: Iterable[str]) -> SkillTree:
    """From narrower-broader pairs: the nearest group over each skill, and the group over that group.

    Where two are equally near, the first in alphabetical order, so that every run takes the same.
    """
    is_group, parents = frozenset(groups), dict[str, list[str]]()
    for narrow, broad in broader:
        parents.setdefault(narrow, []).append(broad)
    nearest = {concept: _nearest_group(concept, parents, is_group) for concept in parents}
    found = {concept: group for concept, group in nearest.items() if group}
    return SkillTree(
        group={concept: group for concept, group in found.items() if concept not in is_group},
        division={concept: group for concept, group in found.items() if concept in is_group},
    )


def _nearest_group(concept: str, parents: Mapping[str, list[str]], groups: frozenset[str]) -> str:
    level, seen = [concept], {concept}
    while level:
        level = sorted({parent for each in level for parent in parents.get(each, ())} - seen)
        if nearest := [each for each in level if each in groups]:
            return nearest[0]
        seen.update(level)
    return ""


def asked_skills(place: PlaceFacts) -> dict[str, int]:
    """Every skill asked or welcome, with how heavily it counts, in alphabetical order."""
    units = dict.fromkeys(place.welcome, WELCOME)
    units |= {each.code: ASKED for each in place.requirements or () if each.kind is Kind.SKILL}
    return dict(sorted(units.items()))


def points_of_place(place: PlaceFacts, tree: SkillTree) -> dict[Column, int]:
    """What each shared thing would be worth; a skill outside the tree gives all its points by itself."""
    parts: dict[Column, int] = {}
    asked = asked_skills(place)
    for skill, units in asked.items():
        path = tree.path(skill)
        left = 100 - sum(PERCENT[level] for level, _ in path)
        for level, concept in path:
            percent = PERCENT[level] + (left if level is Level.SKILL else 0)
            parts[level, concept] = parts.get((level, concept), 0) + units * percent
    total = 100 * sum(asked.values())
    return {column: points for column, part in parts.items() if (points := WHOLE * part // total)}


def columns_of_person(person: PersonFacts, tree: SkillTree) -> frozenset[Column]:
    return frozenset(step for skill, has in person.skills.items() if has for step in tree.path(skill))


@dataclass(frozen=True)
class Carried:
    """One shared thing: its points, the person's skills it comes from and the skills of the work it serves."""

    level: Level
    concept: str
    points: int
    source: tuple[str, ...]
    serves: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """A skill asked that is not there, or of which nobody knows; `points` is what having it would add."""

    skill: str
    points: int


@dataclass(frozen=True)
class SkillFit:
    """`score` is the sum of what is carried, never anything else; it orders places for a person, never people."""

    carries_over: tuple[Carried, ...]
    to_learn: tuple[Gap, ...]
    unknown: tuple[Gap, ...]

    @property
    def score(self) -> int:
        return sum(each.points for each in self.carries_over)


def skill_fit(person: PersonFacts, place: PlaceFacts, tree: SkillTree = NO_TREE) -> SkillFit:
    """Of the skills asked: those not there are to be learned, those nobody asked about are unknown."""
    points, mine = points_of_place(place, tree), columns_of_person(person, tree)
    has = sorted(skill for skill, held in person.skills.items() if held)
    asked = asked_skills(place)
    carried = tuple(
        Carried(level, concept, worth, _under(level, concept, has, tree), _under(level, concept, asked, tree))
        for (level, concept), worth in sorted(points.items())
        if (level, concept) in mine
    )
    gaps: dict[bool, list[Gap]] = {True: [], False: []}
    for skill in asked:
        held = person.skills.get(skill, False if person.skills_complete else None)
        if asked[skill] == ASKED and not held:
            gain = sum(points.get(step, 0) for step in tree.path(skill) if step not in mine)
            gaps[held is None].append(Gap(skill, gain))
    return SkillFit(carried, tuple(gaps[False]), tuple(gaps[True]))


def _under(level: Level, concept: str, skills: Iterable[str], tree: SkillTree) -> tuple[str, ...]:
    return tuple(skill for skill in skills if (level, concept) in tree.path(skill))
