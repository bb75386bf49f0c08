"""ESCO as the European Commission publishes it, read as a stream of rows for bulk loading.

Releases may lie over each other (English 1.1.1, then Dutch names of 1.2.0): the newest release names a concept,
older names stay as alternatives, and a concept that the newest release of its kind no longer has keeps the older
version. Concepts must be read before labels and relations, which are skipped when they point to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from doorstroom.taxonomy.domain.esco_files import EscoFile, Skipped, label_columns, read_rows, survey
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.rows import ConceptRow, LabelRow, RelationRow

SCHEME = "esco"
ACKNOWLEDGEMENT = "This service uses the ESCO classification of the European Commission."
_KINDS = {"Occupation": "occupation", "ISCOGroup": "isco_group", "SkillGroup": "skill_group"}
# Schemes that hold everything of a kind say nothing about a concept that its kind does not say.
_WHOLE_SCHEMES = ("occupations", "member-occupations", "skills", "member-skills", "isco", "skills-hierarchy", "isced-f")
_SCHEME_BASE = "http://data.europa.eu/esco/concept-scheme/"


class EscoReader:
    """One folder, read in three passes. `skipped` tells afterwards what was left out and why.

    `loaded` are the concepts that the receiving database has already, so that a folder with only names or only
    relations can be laid over an earlier one.
    """

    def __init__(self, directory: Path, *, loaded: Iterable[str] = ()) -> None:
        self.skipped = Skipped()
        self._loaded = frozenset(loaded)
        self.files = survey(directory, self.skipped, concepts_needed=not self._loaded)
        self._known: set[str] = set(self._loaded)

    def concepts(self) -> Iterator[ConceptRow]:
        """Occupations, skills, knowledge, groups and schemes, each once, from the newest release that has it."""
        self._known.clear()
        untyped: dict[str, tuple[str, str]] = {}
        for file, number, row in self._rows("concepts", "schemes", "label_table"):
            uri, where = _uri(row), f"{file.path.name}:{number}"
            kind = _kind(row)
            if not uri:
                self.skipped.note("concept_without_uri", where)
            elif not kind and uri not in self._known:
                untyped.setdefault(uri, (file.version, where))
            elif uri not in self._known:
                self._known.add(uri)
                version = untyped.pop(uri)[0] if uri in untyped else file.version
                yield ConceptRow(uri, SCHEME, kind, row.get("code", ""), version)
        for uri, (version, where) in untyped.items():
            self._known.add(uri)
            self.skipped.note("skill_type_missing_read_as_skill", where)
            yield ConceptRow(uri, SCHEME, "skill", "", version)
        self._known |= self._loaded

    def labels(self) -> Iterator[LabelRow]:
        """Every name and description once per concept and language; the first preferred name stays preferred."""
        given: set[tuple[str, str, str]] = set()
        preferred: set[tuple[str, str]] = set()
        for where, uri, language, kind, text in self._names():
            if uri not in self._known:
                self.skipped.note("label_of_unknown_concept", where)
                continue
            if kind == "preferred" and (uri, language) in preferred:
                kind = "alternative"
            if (uri, language, text) in given:
                self.skipped.note("label_twice", where)
                continue
            given.add((uri, language, text))
            if kind == "preferred":
                preferred.add((uri, language))
            yield LabelRow(uri, language, kind, text, "" if kind == "description" else normalise_label(text))

    def relations(self) -> Iterator[RelationRow]:
        """Essential and optional skills, broader concepts and membership of special collections, each once."""
        seen: set[tuple[str, str, str]] = set()
        for where, source, kind, target in self._links():
            unknown = "source" if source not in self._known else "target" if target not in self._known else ""
            if unknown:
                self.skipped.note(f"relation_{unknown}_unknown", where)
            elif (source, kind, target) in seen:
                self.skipped.note("relation_twice", where)
            else:
                seen.add((source, kind, target))
                yield RelationRow(source, kind, target)

    def _rows(self, *shapes: str) -> Iterator[tuple[EscoFile, int, dict[str, str]]]:
        for file in self.files:
            if file.shape in shapes:
                for number, row in read_rows(file):
                    yield file, number, row

    def _names(self) -> Iterator[tuple[str, str, str, str, str]]:
        for file, number, row in self._rows("concepts", "schemes", "preferred_labels", "label_list", "label_table"):
            where = f"{file.path.name}:{number}"
            uri = _uri(row)
            for language, kind, text in _texts(file, row):
                if text:
                    yield where, uri, language, kind, " ".join(text.split())

    def _links(self) -> Iterator[tuple[str, str, str, str]]:
        shapes = ("occupation_skills", "skill_skills", "broader", "hierarchy", "concepts")
        for file, number, row in self._rows(*shapes):
            where = f"{file.path.name}:{number}"
            for source, kind, target in _pairs(file, row):
                yield where, source, kind, target


def _uri(row: dict[str, str]) -> str:
    return row.get("conceptUri") or row.get("conceptSchemeUri", "")


def _kind(row: dict[str, str]) -> str:
    """The kind of concept; empty for a skill whose row does not say whether it is knowledge."""
    if "skillType" in row:
        return {"knowledge": "knowledge", "skill/competence": "skill"}.get(row["skillType"], "")
    return "scheme" if "conceptSchemeUri" in row else _KINDS.get(row.get("conceptType", ""), "occupation")


def _texts(file: EscoFile, row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Language, kind and text of each name in a row of any shape."""
    if file.shape == "label_table":
        yield from ((language, "preferred", row[column]) for column, language, _ in label_columns(row))
    elif file.shape == "label_list":
        yield file.language, "preferred" if row["is_first_label"] == "1" else "alternative", row["label"]
    else:
        language = file.language or "en"
        yield language, "preferred", row["preferredLabel"]
        for column, kind in (("altLabels", "alternative"), ("hiddenLabels", "hidden")):
            yield from ((language, kind, text.strip()) for text in row.get(column, "").split("\n"))
        if file.shape == "concepts":
            yield language, "description", row.get("description", "")


def _pairs(file: EscoFile, row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Source, kind and target of each relation in a row of any shape."""
    if file.shape == "occupation_skills":
        yield row["occupationUri"], row["relationType"], row["skillUri"]
    elif file.shape == "skill_skills":
        yield row["originalSkillUri"], row["relationType"], row["relatedSkillUri"]
    elif file.shape == "broader":
        yield row["conceptUri"], "broader", row["broaderUri"]
    elif file.shape == "hierarchy":
        chain = [row[f"Level {level} URI"] for level in range(4) if row.get(f"Level {level} URI")]
        yield from ((narrow, "broader", broad) for broad, narrow in pairwise(chain))
    else:
        yield from ((row["conceptUri"], "member", scheme) for scheme in _special_schemes(row.get("inScheme", "")))


def _special_schemes(in_scheme: str) -> list[str]:
    """Schemes are separated by commas, blanks and line breaks, in any mixture."""
    schemes = [text for text in re.split(r"[,\s]+", in_scheme) if text]
    return [scheme for scheme in schemes if scheme.removeprefix(_SCHEME_BASE) not in _WHOLE_SCHEMES]
