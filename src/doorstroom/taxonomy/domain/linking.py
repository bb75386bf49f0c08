"""From what people write to the concepts it may mean: the nearest five, for a person to confirm.

A title is compared in its own language with every name of every concept (by runs of letters, best name counts) and
with all that is said of the concept (by rare words, in names and description together). What comes out is a concept,
so the answer can be read in any language. Nothing here decides: a link counts once a person confirmed it. What people
confirmed before comes first for the same words, and helps for words that resemble them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.spaces import LetterSpace, WordSpace
from doorstroom.taxonomy.domain.words import Language, WordParts

TOP = 5
# What the words of the whole concept add to the likeness of one name. Fixed on the occupation titles of the
# Netherlands (MELO); reported on those of Belgium: docs/domain/linking.md.
WORDS_WEIGHT = 0.2
_BLOCK = 64


@dataclass(frozen=True)
class NamedConcept:
    """A concept with its names in one language and what is said of it there (may be empty)."""

    uri: str
    names: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True)
class Candidate:
    """`name` is the name that resembles the title most; `exact`: it is that name but for spelling.

    `learned`: a person chose this concept for these very words before. `likeness` orders candidates of one title and
    says nothing across titles.
    """

    uri: str
    name: str
    likeness: float
    exact: bool = False
    learned: bool = False


@dataclass(frozen=True)
class Learned:
    """What people decided for normalised words: the concept they meant, and concepts they said it is not."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Iterable[tuple[str, str, bool]]) -> Learned:
        """From words, concept and whether it was meant, oldest first: the last word about them counts."""
        chosen: dict[str, str] = {}
        refused: dict[str, set[str]] = {}
        for words, uri, meant in said:
            if meant:
                chosen[words] = uri
                refused.get(words, set()).discard(uri)
            else:
                refused.setdefault(words, set()).add(uri)
                if chosen.get(words) == uri:
                    del chosen[words]
        return cls(chosen, {words: frozenset(uris) for words, uris in refused.items() if uris})


@dataclass(frozen=True)
class ConceptIndex:
    """Names of concepts in one language, ready to be searched. Rows are names; a concept's names stand together."""

    uris: tuple[str, ...]
    names: tuple[str, ...]
    concept_of: NDArray[np.int64]
    letters: LetterSpace
    words: WordSpace
    parts: WordParts
    names_by_run: Any
    learned: Learned = Learned()

    def scores(self, titles: Sequence[str]) -> NDArray[np.float32]:
        """Likeness of every title (row) to every name (column)."""
        vectors = self.letters.vectors([normalise_label(title) for title in titles])
        likeness: NDArray[np.float32] = (vectors @ self.names_by_run).toarray()
        about = self.words.scores([self.parts.tokens(title) for title in titles])
        return likeness + np.float32(WORDS_WEIGHT) * about[:, self.concept_of]

    def search(self, titles: Sequence[str], top: int = TOP) -> list[tuple[Candidate, ...]]:
        """For each title at most `top` concepts, nearest first; equal likeness in the order of the vocabulary."""
        if not self.uris:
            return [() for _ in titles]
        found: list[tuple[Candidate, ...]] = []
        for start in range(0, len(titles), _BLOCK):
            block = titles[start : start + _BLOCK]
            found += [self._nearest(*pair, top) for pair in zip(block, self.scores(block), strict=True)]
        return found

    def _nearest(self, title: str, scores: NDArray[np.float32], top: int) -> tuple[Candidate, ...]:
        key = normalise_label(title)
        chosen, refused = self.learned.chosen.get(key), self.learned.refused.get(key, frozenset())
        best: dict[int, int] = {}
        for row in self._rows_by_likeness(scores, (top + len(refused) + 1)):
            best.setdefault(int(self.concept_of[row]), int(row))
        candidates = [self._candidate(row, float(scores[row]), key, chosen) for row in best.values()]
        kept = [candidate for candidate in candidates if candidate.uri not in refused and candidate.likeness > 0]
        return tuple(sorted(kept, key=lambda c: (not c.learned, not c.exact))[:top])

    def _rows_by_likeness(self, scores: NDArray[np.float32], concepts: int) -> NDArray[np.int64]:
        """The best row of each of so many concepts, nearest first; a learned row stands for its concept too."""
        best = np.full(len(self.uris), -1.0, np.float32)
        np.maximum.at(best, self.concept_of, scores)
        limit = np.partition(best, -concepts)[-concepts] if concepts < len(best) else -1.0
        rows = np.flatnonzero((scores >= limit) & (scores >= best[self.concept_of]))
        return rows[np.lexsort((rows, -scores[rows]))]

    def _candidate(self, row: int, likeness: float, key: str, chosen: str | None) -> Candidate:
        uri, name = self.uris[self.concept_of[row]], self.names[row]
        return Candidate(uri, name, likeness, exact=normalise_label(name) == key, learned=uri == chosen)


def build_index(concepts: Iterable[NamedConcept], language: Language) -> ConceptIndex:
    """Names that say the same as an earlier name of their concept add nothing and are left out."""
    named = [(concept, _distinct(concept.names)) for concept in concepts if concept.names]
    names = [name for _, distinct in named for name in distinct.values()]
    keys = [key for _, distinct in named for key in distinct]
    parts = WordParts.of(language, keys)
    letters = LetterSpace.of(keys)
    documents = [parts.tokens(" ".join((*concept.names, concept.about))) for concept, _ in named]
    return ConceptIndex(
        uris=tuple(concept.uri for concept, _ in named),
        names=tuple(names),
        concept_of=np.repeat(np.arange(len(named)), [len(distinct) for _, distinct in named]),
        letters=letters,
        words=WordSpace.of(documents),
        parts=parts,
        names_by_run=letters.vectors(keys).T.tocsr(),
    )


def with_learned(index: ConceptIndex, learned: Learned) -> ConceptIndex:
    """The index with the words that people confirmed as further names of the concepts they chose."""
    place = {uri: position for position, uri in enumerate(index.uris)}
    known = [(key, place[uri]) for key, uri in learned.chosen.items() if uri in place]
    if not known:
        return replace(index, learned=learned)
    added = index.letters.vectors([key for key, _ in known]).T
    return replace(
        index,
        names=(*index.names, *(key for key, _ in known)),
        concept_of=np.concatenate([index.concept_of, [concept for _, concept in known]]),
        names_by_run=sparse.hstack([index.names_by_run, added], format="csr"),
        learned=learned,
    )


def _distinct(names: Iterable[str]) -> dict[str, str]:
    """Normalised name → name as first written."""
    distinct: dict[str, str] = {}
    for name in names:
        distinct.setdefault(normalise_label(name), name)
    distinct.pop("", None)
    return distinct
