"""Publishing and looking ahead: information lost, and seconds. Processor time; tables are drawn with a fixed seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time

import numpy as np

from bench.results import Result
from doorstroom.monitoring.domain.disclosure import Table, protect
from doorstroom.monitoring.domain.simulation import simulate
from doorstroom.monitoring.files.scenario import read_scenario

EXAMPLE = Path(__file__).parents[1] / "examples" / "simulation" / "welthuis.yaml"
TABLES = 300


def random_table(rng: np.random.Generator) -> Table:
    """A programme's table: three to six years by three to five situations, from a few people to some hundreds."""
    rows, columns = rng.integers(3, 7), rng.integers(3, 6)
    counts = rng.negative_binomial(1, 1 / (1 + rng.choice([12, 40, 150])), size=(rows, columns))
    return Table.of(
        ("row", "column"), {(f"{i}", f"{j}"): int(counts[i, j]) for i in range(rows) for j in range(columns)}
    )


def measure() -> Iterator[Result]:
    rng = np.random.default_rng(20261123)
    tables = [random_table(rng) for _ in range(TABLES)]
    begun = process_time()
    safe = [protect(table) for table in tables]
    seconds = (process_time() - begun) / TABLES
    small = float(np.mean([len(each.primary) / len(each.table.counts) for each in safe]))
    lost = float(np.mean([each.lost_cells for each in safe]))
    yield Result(
        "protecting one table for publication", round(1000 * seconds, 1), "ms", 300,
        f"mean of {TABLES} tables of 3-6 by 3-5 cells, threshold 10; processor time",
    )  # fmt: skip
    yield Result(
        "cells withheld beside the small ones", round(100 * (lost - small), 1), "points of 100", None,
        f"of all cells {100 * small:.1f} % are under ten and {100 * lost:.1f} % are withheld; an attack finds none",
    )  # fmt: skip
    scenario = read_scenario(EXAMPLE)
    simulate(scenario, 800, date(2028, 12, 31))
    begun = process_time()
    simulate(scenario, 800, date(2028, 12, 31))
    yield Result(
        "how many must start for 800 lasting jobs", round(process_time() - begun, 2), "s", 5,
        "examples/simulation/welthuis.yaml: three chances, 21 starts, exact; processor time after one to warm up",
    )  # fmt: skip
