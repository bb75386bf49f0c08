"""What words may mean, and what somebody confirmed that they mean.

A suggestion is never stored and counts as unknown. The index of a language is built once per process, from the names
as they are in the database, and anew when names were added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from django.db import connection
from django.db.models import Max

from doorstroom.taxonomy.domain.catalogue import FALL_BACK, KINDS, read_catalogue
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.linking import TOP, ConceptIndex, Learned, build_index, with_learned
from doorstroom.taxonomy.domain.rows import ConceptRow, LabelRow
from doorstroom.taxonomy.domain.words import language_of
from doorstroom.taxonomy.models import Concept, Label, LinkCorrection

BUILDING = Lock()
"""Who asks while the index is being made waits for it instead of making another."""


@dataclass(frozen=True)
class Suggestion:
    """A concept that words may mean: its own name, and the name that resembles the words when that is another one."""

    concept: Concept
    name: str
    matched: str
    about: str
    exact: bool
    learned: bool


def suggestions(text: str, *, kind: str, language: str, top: int = TOP) -> tuple[Suggestion, ...]:
    """The nearest concepts for these words, for a person to choose from; in a fixed number of queries."""
    found = concept_index(kind=kind, language=language).search([text], top)[0]
    concepts = Concept.objects.in_bulk([candidate.uri for candidate in found], field_name="uri")
    said = _said_of(concepts.values(), language)
    rows = []
    for candidate in found:
        concept = concepts[candidate.uri]
        name = said.get((concept.pk, "preferred"), candidate.name)
        matched = "" if normalise_label(candidate.name) == normalise_label(name) else candidate.name
        about = said.get((concept.pk, "description"), "")
        rows.append(Suggestion(concept, name, matched, about, candidate.exact, candidate.learned))
    return tuple(rows)


def confirmed(texts: Iterable[str], *, kind: str, language: str) -> dict[str, Concept]:
    """For those texts of which somebody said what they mean: the concept. Another text is unknown, however near."""
    keys = {text: normalise_label(text) for text in texts}
    learned = _learned(kind, language, set(keys.values()))
    concepts = Concept.objects.in_bulk(list(learned.chosen.values()), field_name="uri")
    return {text: concepts[learned.chosen[key]] for text, key in keys.items() if key in learned.chosen}


def concept_index(*, kind: str, language: str) -> ConceptIndex:
    """The index of one kind of concepts in one language, with everything people taught it."""
    names = Label.objects.aggregate(last=Max("pk"))["last"] or 0
    taught = LinkCorrection.objects.filter(kind=kind, language=language).aggregate(last=Max("pk"))["last"] or 0
    with BUILDING:
        return _taught_index(kind, language, (str(connection.settings_dict["NAME"]), names), taught)


@lru_cache(maxsize=8)
def _taught_index(kind: str, language: str, edition: tuple[str, int], taught: int) -> ConceptIndex:
    index = _index(kind, language, edition)
    return with_learned(index, _learned(kind, language)) if taught else index


@lru_cache(maxsize=4)
def _index(kind: str, language: str, edition: tuple[str, int]) -> ConceptIndex:
    """`edition` is the database and the last name's number in it: another edition is another index."""
    concepts = Concept.objects.filter(kind__in=KINDS[kind]).order_by("pk")
    labels = Label.objects.filter(concept__kind__in=KINDS[kind], language__in={language, FALL_BACK}).order_by("pk")
    catalogue = read_catalogue(
        (ConceptRow(*row) for row in concepts.values_list(*ConceptRow._fields)),
        (
            LabelRow(*row)
            for row in labels.values_list("concept__uri", "language", "kind", "text", "normalised").iterator(5000)
        ),
        kind=kind, language=language, names_in=language,
    )  # fmt: skip
    return build_index(catalogue.concepts, language_of(language))


def _learned(kind: str, language: str, keys: set[str] | None = None) -> Learned:
    """What was said of these words (None: of all); the last word about a concept counts."""
    said = LinkCorrection.objects.filter(kind=kind, language=language).order_by("pk")
    said = said if keys is None else said.filter(words__in=keys)
    return Learned.of(said.values_list("words", "concept__uri", "meant"))


def _said_of(concepts: Iterable[Concept], language: str) -> Mapping[tuple[int, str], str]:
    """Preferred name and description per concept, in the language or else in English."""
    labels = Label.objects.filter(
        concept__in=concepts, kind__in=("preferred", "description"), language__in={language, FALL_BACK}
    )
    rows = sorted(labels.values_list("concept_id", "kind", "language", "text"), key=lambda row: row[2] == language)
    return {(concept, kind): text for concept, kind, _, text in rows}
