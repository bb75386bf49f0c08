"""The tests of rights, import, retention and log once for each seed, each time in another order."""

from __future__ import annotations

from collections.abc import Iterator

from bench.results import Result
from bench.tested import SEEDS, run

TESTS = ("imports/test_services.py", "imports/test_pages.py", "imports/test_retention.py", "audit", "agreements",
         "oversight/test_reviews.py", "oversight/test_restrictions.py", "oversight/test_letting_go.py",
         "participants/test_access.py", "participants/test_bulk.py", "database/test_guards.py",
         "database/test_scope.py", "accounts")  # fmt: skip
"""Those that use a database: tests of pure functions share nothing."""


def measure() -> Iterator[Result]:
    ran = [run(TESTS, f"--randomly-seed={seed}", long=False) for seed in SEEDS]
    yield Result(
        "random order, tests that failed", sum(one.failed.total() for one in ran), "tests", 0,
        f"{SEEDS.stop - 1} runs of {ran[-1].passed} tests of rights, import, retention and log, each in another order"
        f" (seeds 1 to {SEEDS.stop - 1})", tries=SEEDS.stop - 1,
    )  # fmt: skip
