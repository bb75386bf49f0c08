"""Exact matching in bulk and per question, beside what else one could use, on the same drawn country.

Every figure is of the same run. Peers that would take minutes answer a sample of the rows and are scaled by rows, as
their method says; an answer that is not exact has its recall beside it. Two threads unless said otherwise.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.population import draw_index
from bench.results import Result
from doorstroom.matching.domain.engine import compiled, plain, search
from doorstroom.matching.domain.engine.arrays import POINT_BITS, POINTS, Array
from doorstroom.matching.domain.engine.files import run_part, save_index
from doorstroom.matching.domain.engine.search import Best, MatchIndex, best_for_all, best_places, in_order, parts_of

REGION, COUNTRY = (100_000, 50_000), (1_000_000, 400_000)
K = 10
SAMPLE = 1_000


def measure() -> Iterator[Result]:
    yield from _cold_and_warm()
    index = draw_index(*REGION)
    best, ours, wall = _best_of(3, lambda: best_for_all(index, K, threads=2))
    fits = np.mean([(search.sift_places(index, row).groups == 0).mean() for row in range(0, REGION[0], 1000)])
    method = f"100,000 x 50,000 drawn, {fits:.2%} of pairs fit; processor time, best of 3; {wall:.1f} s wall"
    yield Result("exact top 10 for 100,000 people among 50,000 places", ours, "CPU-s", 3, method)
    yield from _single_questions(index)
    yield from _peers(index, best, ours)
    yield _on_dask(index, best)
    if "country" in os.environ.get("BENCH_SIZE", "country"):
        yield from _country()


def _best_of(times: int, run: Callable[[], Best]) -> tuple[Best, float, float]:
    measured = []
    for _ in range(times):
        wall, begun = time.perf_counter(), time.process_time()
        found = run()
        measured.append((time.process_time() - begun, time.perf_counter() - wall))
    return found, round(min(measured)[0], 2), min(measured)[1]


def _cold_and_warm() -> Iterator[Result]:
    """The first call ever compiles; a later process reads what was kept."""
    script = (
        "import time; begun = time.process_time();"
        "from doorstroom.matching.domain.engine import search; search.warm(); print(time.process_time() - begun)"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in ("first call ever", "first call of a later process"):
            environment = {**os.environ, "NUMBA_CACHE_DIR": folder}
            answer = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
            yield Result(
                f"matching, {name}", round(float(answer.stdout), 1), "CPU-s", None,
                "imports and compiling, hidden by search.warm() when a worker starts",
            )  # fmt: skip


def _single_questions(index: MatchIndex) -> Iterator[Result]:
    rng = np.random.default_rng(1)
    people, places = (rng.integers(0, len(ids), 2000) for ids in (index.person_ids, index.place_ids))
    size = f"{len(index.person_ids):,} x {len(index.place_ids):,}"
    target = 2 if len(index.place_ids) < 100_000 else 8
    for name, rows, ask in (
        ("one person's best 10 that fit and 10 that nearly do", people, lambda row: best_places(index, row, K)),
        ("everybody in groups for one place", places, lambda row: search.sift_people(index, row)),
    ):
        times = []
        for row in rows:
            begun = time.thread_time()
            ask(int(row))
            times.append((time.thread_time() - begun) * 1000)
        p50, p95, p99 = np.percentile(times, [50, 95, 99])
        method = f"{size}; thread processor time over 2,000 questions; p50 {p50:.2f}, p99 {p99:.2f} ms"
        yield Result(f"{name}, {size}, p95", round(float(p95), 2), "ms", target, method)


def _peers(index: MatchIndex, best: Best, ours: float) -> Iterator[Result]:
    rng = np.random.default_rng(2)
    rows = np.sort(rng.choice(len(index.person_ids), SAMPLE, replace=False))
    scale = len(index.person_ids) / SAMPLE
    for name, peer, scaled in (
        ("SciPy product by blocks, then the same constraints", _scipy, scale),
        ("sparse_dot_topn, 10 best and then the constraints", lambda i, r: _dot_topn(i, r, 10), scale),
        ("sparse_dot_topn, 1,000 best and then the constraints", lambda i, r: _dot_topn(i, r, 1000), scale),
        ("DuckDB, one SQL statement", lambda i, r: _duckdb(i, r[:100]), scale * SAMPLE / 100),
    ):
        begun = time.process_time()
        found = peer(index, rows)
        used = (time.process_time() - begun) * scaled
        some = rows[: len(found.rows)]
        right = np.mean([len(set(a[a >= 0]) & set(b)) for a, b in zip(best.rows[some], found.rows, strict=True)])
        recall = right / np.mean((best.rows[some] >= 0).sum(axis=1))
        equal = np.array_equal(found.rows, best.rows[some]) and np.array_equal(found.points, best.points[some])
        method = f"{len(some):,} people drawn, scaled by rows; recall {recall:.3f}; {'equal' if equal else 'not equal'}"
        yield Result(
            f"100,000 x 50,000 by {name}", round(used, 1), "CPU-s", None, method, "ours", round(used / ours, 1)
        )


def _scipy(index: MatchIndex, rows: Array) -> Best:
    """Product of a block of people with all places, one mask per person, the largest by partition."""
    keys = np.full((len(rows), K), -1, np.int64)
    asked = plain._matrix(index.places, index.columns).T.tocsr()
    for first in range(0, len(rows), 100):
        some = index.person_row[rows[first : first + 100]]
        points = (_people_matrix(index, some) @ asked).toarray()
        block = plain._keys(points, index.places.rank)
        for at, i in enumerate(some):
            block[at][~_fits(index, i)] = -1
        plain._best(block, keys[first : first + 100])
    return search._best(keys)


def _fits(index: MatchIndex, i: int) -> Array:
    """Yes or no alone, without the number of failed constraints that the plain engine counts."""
    people, places = index.people, index.places
    gap = places.position - people.position[i]
    fits = np.einsum("ij,ij->i", gap, gap) <= people.reach[i]
    fits &= (places.asks[:, 0] & ~people.can[i, 0]) == 0
    fits &= (places.days & ~people.days[i]) == 0
    fits &= (places.hours[:, 0] <= people.hours[i, 1]) & (places.hours[:, 1] >= people.hours[i, 0])
    fits &= (places.start[:, 0] <= people.start[i, 1]) & (places.start[:, 1] >= people.start[i, 0])
    return fits


def _people_matrix(index: MatchIndex, some: Array) -> Any:
    from scipy.sparse import csr_matrix

    people, shape = index.people, (len(index.people.rank), index.columns)
    ones = np.ones(len(people.column), np.int64)
    return csr_matrix((ones, people.column.astype(np.int64), people.column_from), shape)[some]


def _dot_topn(index: MatchIndex, rows: Array, wide: int) -> Best:
    from sparse_dot_topn import sp_matmul_topn

    some = index.person_row[rows]
    left = _people_matrix(index, some).astype(np.float32)
    right = plain._matrix(index.places, index.columns).astype(np.float32).T.tocsr()
    product = sp_matmul_topn(left, right, top_n=wide, n_threads=1)
    keys = np.full((len(rows), K), -1, np.int64)
    for at, i in enumerate(some):
        inside = slice(product.indptr[at], product.indptr[at + 1])
        slots, points = product.indices[inside], product.data[inside].astype(np.int64)
        fits = _fits(index, i)[slots]
        mine = np.sort(plain._keys(points[fits], index.places.rank[slots[fits]]))[::-1][:K]
        keys[at, : len(mine)] = mine
    return search._best(keys)


SQL = """
with pairs as (
  select p.id as person, v.id as place from p join v on (v.asks & ~p.can) = 0
  and (p.x-v.x)*(p.x-v.x) + (p.y-v.y)*(p.y-v.y) + (p.z-v.z)*(p.z-v.z) <= p.reach
  and (v.days & ~p.days) = 0 and greatest(p.h0, v.h0) <= least(p.h1, v.h1) and greatest(p.s0, v.s0) <= least(p.s1, v.s1)
), scored as (
  select person, place, coalesce(sum(points), 0) as points from pairs
  left join (select pc.person as a, vc.place as b, vc.points from pc join vc using (col)) s
  on s.a = person and s.b = place
  group by person, place
), ordered as (
  select *, row_number() over (partition by person order by points desc, place) as position from scored
) select person, place, points from ordered where position <= 10 order by person, position
"""


def _duckdb(index: MatchIndex, rows: Array) -> Best:
    import duckdb

    base = duckdb.connect(config={"threads": 2})
    some = index.person_row[rows]
    _duck_side(base, "p", index.people, some, {"can": index.people.can[:, 0], "reach": index.people.reach})
    every = np.arange(len(index.places.rank))
    _duck_side(base, "v", index.places, every, {"asks": index.places.asks[:, 0]})
    at = np.concatenate([np.arange(index.people.column_from[i], index.people.column_from[i + 1]) for i in some])
    pc = {"person": np.repeat(rows, np.diff(index.people.column_from)[some]), "col": index.people.column[at]}
    owner = np.repeat(index.places.rank, np.diff(index.places.worth_from))
    vc = {"place": owner, "col": index.places.worth >> POINT_BITS, "points": index.places.worth & POINTS}
    for name, data in (("pc", pc), ("vc", vc)):
        _duck_table(base, name, data)
    answer = base.execute(SQL).fetchnumpy()
    keys = np.full((len(rows), K), -1, np.int64)
    for number, person in enumerate(rows):
        mine = answer["person"] == person
        points = np.asarray(answer["points"][mine], np.int64)
        keys[number, : mine.sum()] = plain._keys(points, np.asarray(answer["place"][mine]))
    return search._best(keys)


def _duck_side(base: Any, name: str, side: Any, rows: Array, more: dict[str, Array]) -> None:
    data = {"id": side.rank, "days": side.days, **more}
    data |= {axis: side.position[:, at] for at, axis in enumerate("xyz")}
    data |= {f"h{end}": side.hours[:, end] for end in (0, 1)} | {f"s{end}": side.start[:, end] for end in (0, 1)}
    _duck_table(base, name, {key: np.ascontiguousarray(values[rows]) for key, values in data.items()})


def _duck_table(base: Any, name: str, data: dict[str, Array]) -> None:
    base.register("arrays", data)
    base.execute(f"create table {name} as select * from arrays")  # noqa: S608
    base.unregister("arrays")


def _on_dask(index: MatchIndex, best: Best) -> Result:
    """Two worker processes that map the same files; each part is one task."""
    from distributed import Client, LocalCluster

    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        Client(cluster) as client,
    ):
        save_index(index, Path(folder))
        parts = parts_of(index)
        tasks = [client.submit(run_part, folder, first, last, K) for first, last in parts]
        found = in_order(index, client.gather(tasks), K)
    equal = found.digest() == best.digest()
    assert equal, "Dask gave other bytes than threads"
    one = best_for_all(index, K, threads=1, engine=compiled).digest() == best.digest()
    return Result(
        "100,000 x 50,000 on two Dask processes, differing digests", int(not (equal and one)), "digests", 0,
        f"SHA-256 over rows and points, of one thread, two threads and {len(parts)} tasks: {best.digest()[:16]}",
    )  # fmt: skip


def _country() -> Iterator[Result]:
    index = draw_index(*COUNTRY)
    best, used, wall = _best_of(1, lambda: best_for_all(index, K, threads=2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    rows = np.sort(np.random.default_rng(3).choice(COUNTRY[0], 200, replace=False))
    found = _scipy(index, rows)
    equal = np.array_equal(found.rows, best.rows[rows]) and np.array_equal(found.points, best.points[rows])
    assert equal, "differs from SciPy on the sample"
    pairs = COUNTRY[0] * COUNTRY[1] / used / 1e9
    method = f"once; {wall:.0f} s wall; {pairs:.1f} thousand million pairs a CPU-s; 200 people equal to SciPy"
    yield Result("exact top 10 for 1,000,000 people among 400,000 places", used, "CPU-s", 120, method)
    yield Result(
        "the same, peak memory", round(peak, 2), "GB", 5, "largest resident size, drawing the country included"
    )
    yield from _single_questions(index)
