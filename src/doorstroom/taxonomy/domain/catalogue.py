"""The concepts of one kind as somebody who writes one language can find them.

A concept without a name in that language is found by its English names: a complete Dutch skills file is only to be
had from the official portal, and half a list would hide half of the skills.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from doorstroom.taxonomy.domain.linking import NamedConcept
from doorstroom.taxonomy.domain.rows import ConceptRow, LabelRow

FALL_BACK = "en"
# What somebody may look for, and the kinds of concepts that answer it. A task leads to the skills it asks.
KINDS: Mapping[str, tuple[str, ...]] = {
    "occupation": ("occupation",),
    "skill": ("skill", "knowledge", "attitude", "task"),
}


@dataclass(frozen=True)
class Catalogue:
    """`preferred` gives each concept's name in the language of the answer, or else in English."""

    concepts: tuple[NamedConcept, ...]
    preferred: Mapping[str, str]


@dataclass
class _Entry:
    names: dict[str, list[str]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    preferred: dict[str, str] = field(default_factory=dict)


def read_catalogue(
    concepts: Iterable[ConceptRow], labels: Iterable[LabelRow], *, kind: str, language: str, names_in: str
) -> Catalogue:
    """`concepts` is read to its end before `labels` is begun, as a reader of files needs it."""
    entries = {concept.uri: _Entry() for concept in concepts if concept.kind in KINDS[kind]}
    wanted = {language, names_in, FALL_BACK}
    for label in labels:
        if label.language in wanted and (entry := entries.get(label.uri)):
            if label.kind == "description":
                entry.about.setdefault(label.language, label.text)
                continue
            entry.names.setdefault(label.language, []).append(label.text)
            if label.kind == "preferred":
                entry.preferred[label.language] = label.text
    named = ((uri, entry, language if language in entry.names else FALL_BACK) for uri, entry in entries.items())
    return Catalogue(
        tuple(
            NamedConcept(uri, tuple(entry.names[own]), entry.about.get(own, ""))
            for uri, entry, own in named
            if own in entry.names
        ),
        {
            uri: entry.preferred.get(names_in, entry.preferred.get(FALL_BACK, ""))
            for uri, entry in entries.items()
            if names_in in entry.preferred or FALL_BACK in entry.preferred
        },
    )
