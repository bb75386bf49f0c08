"""Random histories of access, so many for each seed; the short form takes a few shorter ones."""

from __future__ import annotations

from collections.abc import Iterator

from bench.results import Result
from bench.tested import SEEDS, run


def measure() -> Iterator[Result]:
    ran = [run(["trust/test_access_histories.py"], f"--hypothesis-seed={seed}") for seed in SEEDS]
    each, steps = ran[-1].recorded["histories"], ran[-1].recorded["steps"]
    yield Result(
        "access, histories with a foreign row", sum(one.failed.total() for one in ran), "cases", 0,
        f"{each * (SEEDS.stop - 1):,} random histories of up to {steps} steps (grant, revoke, transfer, restrict,"
        f" expire), seeds 1 to {SEEDS.stop - 1}, each layer held alone against a third that knows only sets",
        tries=each * (SEEDS.stop - 1),
    )  # fmt: skip
