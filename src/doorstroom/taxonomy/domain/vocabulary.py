"""The product's own small vocabulary: works without ESCO, and is small enough to be read by a person.

An occupation consists of tasks, a task asks skills; nothing is said of a skill that no task asks. A label that
two occupations share is refused on loading, so that a label always leads to at most one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from doorstroom.kernel.errors import DomainError
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.rows import ConceptRow, LabelRow, RelationRow

SCHEME = "doorstroom"


class VocabularyError(DomainError):
    """The vocabulary contradicts itself; `params` name every entry that does."""


@dataclass(frozen=True)
class Skill:
    code: str
    nl: str
    en: str
    kind: str


@dataclass(frozen=True)
class Task:
    code: str
    nl: str
    en: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Occupation:
    code: str
    nl: str
    en: str
    isco: str
    sector: str
    also: tuple[str, ...]
    also_en: tuple[str, ...]
    tasks: tuple[str, ...]
    optional: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    version: str
    skills: Mapping[str, Skill]
    tasks: Mapping[str, Task]
    occupations: Mapping[str, Occupation]
    by_label: Mapping[str, str] = field(repr=False)

    def find_occupation_code(self, label: str) -> str | None:
        """The one occupation with this name in Dutch or English, however it is spelled; never the nearest."""
        return self.by_label.get(normalise_label(label))

    def essential_skills(self, occupation: str) -> tuple[str, ...]:
        """The skills its tasks ask, in the order of the tasks."""
        tasks = self.occupations[occupation].tasks
        return tuple(dict.fromkeys(skill for task in tasks for skill in self.tasks[task].skills))

    def concepts(self) -> Iterator[ConceptRow]:
        for kind, codes in (("occupation", self.occupations), ("task", self.tasks)):
            yield from (ConceptRow(_uri(kind, code), SCHEME, kind, code, self.version) for code in codes)
        for skill in self.skills.values():
            yield ConceptRow(_uri("skill", skill.code), SCHEME, skill.kind, skill.code, self.version)

    def labels(self) -> Iterator[LabelRow]:
        for occupation in self.occupations.values():
            uri = _uri("occupation", occupation.code)
            yield from _named(uri, occupation.nl, occupation.en)
            yield from (_label(uri, "nl", "alternative", text) for text in occupation.also)
            yield from (_label(uri, "en", "alternative", text) for text in occupation.also_en)
        for task in self.tasks.values():
            yield from _named(_uri("task", task.code), task.nl, task.en)
        for skill in self.skills.values():
            yield from _named(_uri("skill", skill.code), skill.nl, skill.en)

    def relations(self) -> Iterator[RelationRow]:
        """Occupation → its tasks, its essential and its optional skills; task → its skills."""
        for occupation in self.occupations.values():
            source = _uri("occupation", occupation.code)
            essential = self.essential_skills(occupation.code)
            optional = [code for code in occupation.optional if code not in essential]
            yield from (RelationRow(source, "task", _uri("task", code)) for code in occupation.tasks)
            yield from (RelationRow(source, "essential", _uri("skill", code)) for code in essential)
            yield from (RelationRow(source, "optional", _uri("skill", code)) for code in optional)
        for task in self.tasks.values():
            source = _uri("task", task.code)
            yield from (RelationRow(source, "essential", _uri("skill", code)) for code in task.skills)


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the product."""
    text = files("doorstroom.taxonomy").joinpath("data/vocabulary.yaml").read_text(encoding="utf-8")
    return parse_vocabulary(yaml.safe_load(text))


def parse_vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    """Raises VocabularyError that names every unknown code and every label with two meanings."""
    skills = {code: Skill(code, nl, en, kind) for code, (nl, en, kind) in data["skills"].items()}
    tasks = {code: Task(code, nl, en, tuple(needs)) for code, (nl, en, needs) in data["tasks"].items()}
    occupations = {code: _occupation(code, entry) for code, entry in data["occupations"].items()}
    by_label, shared = _labels(occupations)
    asked = {code for task in tasks.values() for code in task.skills}
    asked |= {code for occupation in occupations.values() for code in occupation.optional}
    done = {code for occupation in occupations.values() for code in occupation.tasks}
    unknown = sorted((asked - set(skills)) | (done - set(tasks)))
    if shared or unknown:
        raise VocabularyError("vocabulary_contradicts_itself", shared_labels=shared, unknown_codes=unknown)
    return Vocabulary(data["version"], skills, tasks, occupations, by_label)


def _occupation(code: str, entry: Mapping[str, Any]) -> Occupation:
    lists = {name: tuple(entry[name]) for name in ("also", "also_en", "tasks", "optional")}
    return Occupation(code, entry["nl"], entry["en"], entry["isco"], entry["sector"], **lists)


def _labels(occupations: Mapping[str, Occupation]) -> tuple[dict[str, str], list[str]]:
    by_label: dict[str, str] = {}
    shared = []
    for occupation in occupations.values():
        for text in (occupation.nl, occupation.en, *occupation.also, *occupation.also_en):
            key = normalise_label(text)
            if by_label.setdefault(key, occupation.code) != occupation.code:
                shared.append(text)
    return by_label, shared


def _uri(kind: str, code: str) -> str:
    return f"{SCHEME}:{kind}/{code}"


def _named(uri: str, nl: str, en: str) -> Iterator[LabelRow]:
    yield _label(uri, "nl", "preferred", nl)
    yield _label(uri, "en", "preferred", en)


def _label(uri: str, language: str, kind: str, text: str) -> LabelRow:
    return LabelRow(uri, language, kind, text, normalise_label(text))
