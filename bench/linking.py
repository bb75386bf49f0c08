"""Linking occupation titles to ESCO on the MELO benchmark's Belgian sets (DOORSTROOM_DATA): quality and cost.

The published protocol: every name of the corpus is ranked; the first 100 count; reciprocal rank of the first right
name; likeness to five decimals, ties by descending id, as trec_eval has them. That the protocol is the same is shown
by reproducing the published figure of its character TF-IDF. Weights of ours were fixed on titles of the Netherlands.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from django.conf import settings
from scipy import sparse

from bench.results import Result
from doorstroom.kernel.letters import unaccented
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.linking import ConceptIndex, NamedConcept, build_index
from doorstroom.taxonomy.domain.words import language_of

DEPTH = 100
E5, CHAR_TFIDF, OPENAI_CROSSING = 0.6133, 0.5529, 0.4570


@dataclass(frozen=True)
class Task:
    """`right[i]` are the positions in the corpus of the right names of title i; `order` breaks ties."""

    titles: list[str]
    names: list[str]
    uris: list[str]
    right: list[np.ndarray[Any, Any]]
    order: np.ndarray[Any, Any]


def read_task(folder: Path) -> Task:
    queries, corpus = _pairs(folder / "queries.tsv"), _pairs(folder / "corpus_elements.tsv")
    concept = dict(_pairs(folder / "concept_mapping.tsv"))
    place = {key: position for position, (key, _) in enumerate(corpus)}
    right = defaultdict(list)
    for row in _rows(folder / "annotations.tsv"):
        right[row[0]].append(place[row[2]])
    order = np.empty(len(corpus), np.int64)
    order[np.argsort(np.array([key for key, _ in corpus]))] = np.arange(len(corpus))
    return Task(
        [title for _, title in queries], [name for _, name in corpus], [concept[key] for key, _ in corpus],
        [np.array(right[key]) for key, _ in queries], order,
    )  # fmt: skip


def ranks(task: Task, scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The rank of the first right name of each title; infinite beyond the first 100."""
    found = []
    for right, row in zip(task.right, np.round(scores.astype(np.float64), 5), strict=True):
        best = row[right].max()
        last = task.order[right[row[right] == best]].max()
        rank = 1 + int((row > best).sum()) + int(((row == best) & (task.order > last)).sum())
        found.append(rank if rank <= DEPTH else np.inf)
    return np.array(found)


def char_tfidf(task: Task) -> np.ndarray[Any, Any]:
    """The published baseline: runs of 1 to 3 letters of the whole title in ASCII, raw counts, smoothed idf, cosine."""
    place: dict[str, int] = {}

    def counted(texts: list[str], *, grow: bool) -> Any:
        starts, places, counts = [0], [], []
        for text in texts:
            plain = unaccented(text).encode("ascii", "ignore").decode()
            runs = Counter(plain[i : i + n] for n in (1, 2, 3) for i in range(len(plain) - n + 1))
            for run, count in runs.items():
                if grow or run in place:
                    places.append(place.setdefault(run, len(place)))
                    counts.append(float(count))
            starts.append(len(places))
        return sparse.csr_array((counts, places, starts), shape=(len(texts), len(place)))

    names, titles = counted(task.names, grow=True), counted(task.titles, grow=False)
    seen_in = np.bincount(names.indices, minlength=len(place))
    weight = sparse.diags_array(np.log((1 + len(task.names)) / (1 + seen_in)) + 1)
    names, titles = names @ weight, titles @ weight
    return (_unit(titles) @ _unit(names).T).toarray()


def measure() -> Iterator[Result]:
    data: Path = settings.DATA
    if not (data / "linking").is_dir() or not (data / "esco").is_dir():
        print(f"no titles to link at {data}; set DOORSTROOM_DATA to measure linking")
        return
    task, crossing = read_task(data / "linking/bel_q_nl_c_nl"), read_task(data / "linking/bel_q_nl_c_en")
    baseline = _mrr(ranks(task, char_tfidf(task)))
    index, build = _timed(lambda: _index(task, data))
    scores, search = _timed(lambda: index.scores(task.titles))
    own = ranks(task, _by_name(task, index, scores))
    yield _quality("linking nl→nl, MRR over names", _mrr(own), 0.57, "char TF-IDF of MELO, same run", baseline)
    first = ranks(task, _one_name_first(task, _by_name(task, index, scores)))
    yield _quality("linking nl→nl, MRR with each concept once", _mrr(first), 0.613, "E5 over names, as published", E5)
    yield _quality("linking nl→nl, right one among the five shown", float((first <= 5).mean()), 0.69, "of 328")
    crossed = ranks(crossing, _by_concept(crossing, index, scores))
    yield _quality("linking nl→en, A@1", float((crossed == 1).mean()), 0.5, "OpenAI, as published", OPENAI_CROSSING)
    gap = abs(round(baseline, 4) - CHAR_TFIDF)
    yield Result("linking, distance to the published baseline", gap, "MRR", 0, "our protocol on MELO's char TF-IDF")
    yield Result("linking, building an index", round(build, 2), "CPU-s", 10, f"{len(index.names)} Dutch names")
    each = round(1000 * search / len(task.titles), 2)
    yield Result("linking, one title", each, "CPU-ms", 5, f"mean of {len(task.titles)} titles in one block")


def _index(task: Task, data: Path) -> ConceptIndex:
    """Names of the corpus, descriptions of the Dutch release; groups are no occupations and stay last."""
    with (data / "esco/v1.2.0/nl/occupations_nl.csv").open(encoding="utf-8-sig", newline="") as stream:
        about = {row["conceptUri"]: row["description"] for row in csv.DictReader(stream)}
    names = defaultdict(list)
    for uri, name in zip(task.uris, task.names, strict=True):
        if "/isco/" not in uri:
            names[uri].append(name)
    concepts = (NamedConcept(uri, tuple(own), about.get(uri, "")) for uri, own in names.items())
    return build_index(concepts, language_of("nl"))


def _by_name(task: Task, index: ConceptIndex, scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Scores in the order of the corpus."""
    uris = (index.uris[concept] for concept in index.concept_of)
    row = {(uri, normalise_label(name)): i for i, (uri, name) in enumerate(zip(uris, index.names, strict=True))}
    places = np.array([row.get((u, normalise_label(n)), -1) for u, n in zip(task.uris, task.names, strict=True)])
    return np.where(places >= 0, scores[:, places], -1)


def _one_name_first(task: Task, scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """What a person sees: every concept by its best name; its other names come after all concepts."""
    number = {uri: i for i, uri in enumerate(dict.fromkeys(task.uris))}
    concept = np.array([number[uri] for uri in task.uris])
    seen_once = np.full_like(scores, 0)
    for title, row in enumerate(scores):
        by_likeness = np.lexsort((-task.order, -np.round(row, 5)))
        firsts = by_likeness[np.unique(concept[by_likeness], return_index=True)[1]]
        seen_once[title, firsts] = 10
    return scores + seen_once


def _by_concept(task: Task, index: ConceptIndex, scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Crossing over: a name in another language counts as much as its concept's best name in the title's own."""
    best = np.full((len(scores), len(index.uris)), -1, np.float32)
    for concept, column in zip(index.concept_of, scores.T, strict=True):
        np.maximum(best[:, concept], column, out=best[:, concept])
    place = {uri: i for i, uri in enumerate(index.uris)}
    places = np.array([place.get(uri, -1) for uri in task.uris])
    return np.where(places >= 0, best[:, places], -1)


def _quality(name: str, value: float, target: float, peer: str, theirs: float | None = None) -> Result:
    method = f"328 Belgian titles, weights fixed on titles of the Netherlands; {peer}"
    shown = f"{peer} ({theirs:.4f})" if theirs else peer
    ratio = round(value / theirs, 3) if theirs else None
    return Result(name, round(value, 4), "", target, method, shown, ratio, higher=True)


def _mrr(found: np.ndarray[Any, Any]) -> float:
    return float(np.mean(1 / found))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The answer and the processor seconds of this process, once."""
    begun = process_time()
    return work(), process_time() - begun


def _unit(rows: Any) -> Any:
    length = np.sqrt(np.asarray((rows * rows).sum(axis=1)).ravel())
    return sparse.diags_array(1 / np.maximum(length, 1e-12)) @ rows


def _pairs(path: Path) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in _rows(path)]


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
