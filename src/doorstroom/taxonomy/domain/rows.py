"""Rows of a vocabulary, in the column order in which a database takes them in bulk."""

from __future__ import annotations

from typing import NamedTuple


class ConceptRow(NamedTuple):
    """`version` is the newest release in which the concept was found; older than the rest means withdrawn."""

    uri: str
    scheme: str
    kind: str
    code: str
    version: str


class LabelRow(NamedTuple):
    """`kind` is preferred (one per concept and language), alternative, hidden or description (no name: no key)."""

    uri: str
    language: str
    kind: str
    text: str
    normalised: str


class RelationRow(NamedTuple):
    """`kind` is essential, optional, broader, member or task."""

    source: str
    kind: str
    target: str
