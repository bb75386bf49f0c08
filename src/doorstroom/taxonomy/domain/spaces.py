"""Two ways of comparing a title with names: by runs of letters, which forgives spelling, and by rare words.

Runs of letters: TF-IDF with 1 + ln tf and ln((1 + N) / (1 + df)) + 1, rows of unit length, so that a product is a
cosine. Words: Okapi BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75), divided by the weight of the whole
title, so that titles of one word and of six compare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

SIZES = (2, 3, 4, 5)
# A run is one number, 12 bits a letter: exact for the alphabets of Europe; what lies beyond counts as one letter.
_BITS = np.uint64(12)
_LAST = 4095
_SPACE = np.uint64(ord(" "))
K1, B = 1.2, 0.75
# A word that no concept has says that something of the title is not covered; less than a rare word found.
_UNKNOWN_WORD = 0.7


def letter_runs(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Every run of letters within a word and its edges: which text it is of, and the run as a number."""
    padded = [f" {text} " for text in texts]
    owner = np.repeat(np.arange(len(padded)), [len(text) for text in padded])
    points = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32)
    letters = np.minimum(points, _LAST).astype(np.uint64)
    owners, runs = [], []
    for size in SIZES:
        count = max(0, len(letters) - size + 1)
        run = np.zeros(count, np.uint64)
        whole = owner[:count] == owner[len(owner) - count :]
        for step in range(size):
            letter = letters[step : step + count]
            run = run << _BITS | letter
            if 0 < step < size - 1:
                whole &= letter != _SPACE
        owners.append(owner[:count][whole])
        runs.append(run[whole])
    return np.concatenate(owners), np.concatenate(runs)


@dataclass(frozen=True)
class LetterSpace:
    """The runs of a vocabulary, sorted, and how rare each is."""

    runs: NDArray[np.uint64]
    rarity: NDArray[np.float64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> LetterSpace:
        owner, run = letter_runs(texts)
        runs, place = np.unique(run, return_inverse=True)
        seen_in = np.bincount(_rows(owner, place, (len(texts), len(runs))).indices, minlength=len(runs))
        return cls(runs, np.log((1 + len(texts)) / (1 + seen_in)) + 1)

    def vectors(self, texts: Sequence[str]) -> Any:
        """One row of unit length a text; runs that the vocabulary does not have are left out."""
        owner, run = letter_runs(texts)
        place = np.minimum(np.searchsorted(self.runs, run), len(self.runs) - 1)
        found = self.runs[place] == run
        rows = _rows(owner[found], place[found], (len(texts), len(self.runs)))
        rows.data = (1 + np.log(rows.data)) * self.rarity[rows.indices]
        length = np.sqrt(np.add.reduceat(np.append(rows.data**2, 0.0), rows.indptr[:-1]))
        length[np.diff(rows.indptr) == 0] = 1.0
        rows.data /= np.repeat(length, np.diff(rows.indptr))
        return rows.astype(np.float32)


@dataclass(frozen=True)
class WordSpace:
    """The words of a vocabulary's concepts, how rare each is, and what it weighs in each concept."""

    place: Mapping[str, int]
    rarity: NDArray[np.float64]
    documents: Any

    @classmethod
    def of(cls, documents: Sequence[Iterable[str]]) -> WordSpace:
        place: dict[str, int] = {}
        rows = _counted([list(document) for document in documents], place, grow=True)
        count = rows.shape[0]
        seen_in = np.bincount(rows.indices, minlength=len(place))
        rarity = np.log(1 + (count - seen_in + 0.5) / (seen_in + 0.5))
        length = np.asarray(rows.sum(axis=1)).ravel()
        relative = np.repeat(length / max(length.sum() / max(count, 1), 1.0), np.diff(rows.indptr))
        rows.data = rows.data * (K1 + 1) / (rows.data + K1 * (1 - B + B * relative)) * rarity[rows.indices]
        return cls(place, rarity, rows.T.tocsr().astype(np.float32))

    def scores(self, titles: Sequence[Iterable[str]]) -> NDArray[np.float32]:
        """One row a title, one column a concept: 0 no word shared, about 1 every word."""
        words = [list(title) for title in titles]
        rows = _counted(words, dict(self.place), grow=False)
        unknown = _UNKNOWN_WORD * np.log(1 + self.documents.shape[1])
        whole = np.array(
            [sum(self.rarity[i] if (i := self.place.get(w)) is not None else unknown for w in title) for title in words]
        )
        shared = (rows.astype(np.float32) @ self.documents).toarray()
        found: NDArray[np.float32] = shared / np.maximum(whole, 1e-9).astype(np.float32)[:, None]
        return found


def _rows(owner: NDArray[np.int64], place: NDArray[np.int64], shape: tuple[int, int]) -> Any:
    """How often each run stands in each text."""
    return sparse.coo_array((np.ones(len(owner)), (owner, place)), shape=shape).tocsr()


def _counted(documents: Sequence[Sequence[str]], place: dict[str, int], *, grow: bool) -> Any:
    starts, places, counts = [0], [], []
    for document in documents:
        for word, count in Counter(document).items():
            if grow or word in place:
                places.append(place.setdefault(word, len(place)))
                counts.append(float(count))
        starts.append(len(places))
    return sparse.csr_array((counts, places, starts), shape=(len(documents), len(place)))
