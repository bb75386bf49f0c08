"""Likeness by runs of letters and by rare words, against the formulas written out."""

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.taxonomy.domain.spaces import LetterSpace, WordSpace, letter_runs

KEYS = ["kok", "chef kok", "lasser", "lasser mig mag", "verzorgende ig", "kapper"]
words = st.lists(st.text(alphabet="abcdeé", min_size=1, max_size=7), max_size=4).map(" ".join)


def plain_runs(text):
    """Runs of 2 to 5 within each word and its edges, the long way round."""
    for word in text.split():
        edged = f" {word} "
        for size in (2, 3, 4, 5):
            yield from (edged[i : i + size] for i in range(len(edged) - size + 1))


def as_number(run):
    number = 0
    for sign in run:
        number = number << 12 | ord(sign)
    return number


@given(st.lists(words.filter(bool), min_size=1, max_size=5))
def test_runs_are_those_of_each_word_with_its_edges(texts):
    owner, run = letter_runs(texts)
    found = Counter(zip(owner.tolist(), run.tolist(), strict=True))
    assert found == Counter((i, as_number(r)) for i, text in enumerate(texts) for r in plain_runs(text))


def by_hand(keys, title):
    """Cosine of tf-idf vectors, written out over dictionaries."""
    documents = [Counter(plain_runs(key)) for key in keys]
    rarity = {
        run: log((1 + len(keys)) / (1 + sum(run in document for document in documents))) + 1
        for document in documents
        for run in document
    }

    def unit(counts):
        weights = {run: (1 + log(n)) * rarity[run] for run, n in counts.items() if run in rarity}
        length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return {run: weight / length for run, weight in weights.items()}

    query = unit(Counter(plain_runs(title)))
    return [sum(query.get(run, 0) * weight for run, weight in unit(document).items()) for document in documents]


@pytest.mark.parametrize("title", ["kok", "kokkin", "laser", "lasser tig", "zzz"])
def test_likeness_by_letters_equals_the_formula(title):
    space = LetterSpace.of(KEYS)
    found = (space.vectors([title]) @ space.vectors(KEYS).T).toarray()[0]
    assert found == pytest.approx(by_hand(KEYS, title), abs=1e-6)


@given(st.lists(words.filter(bool), min_size=1, max_size=6, unique=True))
def test_a_name_is_most_like_itself(keys):
    space = LetterSpace.of(keys)
    vectors = space.vectors(keys)
    likeness = (vectors @ vectors.T).toarray()
    assert np.diag(likeness) == pytest.approx(np.ones(len(keys)), abs=1e-5)
    assert likeness.max() <= 1 + 1e-5


def test_likeness_by_words_equals_bm25():
    documents = [["lasser", "metaal", "metaal"], ["kok", "keuken"], ["lasser"]]
    found = WordSpace.of(documents).scores([["lasser", "onbekend"], []])
    rarity = log(1 + (3 - 2 + 0.5) / (2 + 0.5))

    def weight(times, length):
        return times * 2.2 / (times + 1.2 * (1 - 0.75 + 0.75 * length / 2)) * rarity

    whole = rarity + 0.7 * log(4)
    assert found[0] == pytest.approx([weight(1, 3) / whole, 0, weight(1, 1) / whole], abs=1e-6)
    assert found[1].tolist() == [0, 0, 0]
