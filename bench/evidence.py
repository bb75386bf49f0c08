"""What the evidence engine costs on files alone: event tables, curves with weights, and one comparison of groups.

Processor time of this process, one run; people, events and weights are drawn with a fixed seed. Wall clock stands
beside it in the method.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.results import Result
from doorstroom.monitoring.domain.impact.covariates import Covariates
from doorstroom.monitoring.domain.impact.study import Study, evaluate
from doorstroom.monitoring.domain.shrinkage import shrunk
from doorstroom.monitoring.domain.weighted import Observed, weighted_curves
from doorstroom.monitoring.files.outcomes import main as outcomes

SEED = 20261123
STEPS = ("Registered", "Interview", "Started", "Placement", "Diploma", "Started work", "Stopped")


def measure() -> Iterator[Result]:
    yield _cold_import()
    with TemporaryDirectory() as folder:
        path = _events(Path(folder), cases=100_000, each=5)
        words = [str(path), "--out", str(Path(folder) / "out")]
        yield _timed(
            "outcomes of 500,000 events", lambda: outcomes(words), 10.0, "100,000 cases: read the file, 3 tables"
        )
    rng = np.random.default_rng(SEED)
    people = 1_000_000
    seen = Observed.of(
        rng.integers(1, 730, people).astype(float),
        rng.integers(0, 4, people),
        None,
        rng.uniform(0.5, 2.0, people),
    )
    yield _timed(
        "weighted curves, 1,000,000 people", lambda: weighted_curves(seen, 3), 5.0,
        "3 exits, 729 days, variance by everybody's influence",
    )  # fmt: skip
    study = _study(16_000)
    yield _timed(
        "evaluation, 16,000 people", lambda: evaluate(study), 2.0, "12 covariates, 7 estimators, placebo and gate"
    )
    small = rng.integers(20, 31, 35)
    reached = rng.binomial(small, 0.55)
    yield _timed(
        "shrunken shares of 35 regions", lambda: shrunk(reached.tolist(), small.tolist()), 1.0,
        "20-30 people each; mean and spread averaged over a grid",
    )  # fmt: skip


def _cold_import() -> Result:
    """The engines behind the commands, beyond Python and NumPy themselves."""
    code = (
        "import time, numpy; begun = time.process_time();"
        "import doorstroom.monitoring.files.evaluate, doorstroom.monitoring.files.outcomes,"
        " doorstroom.monitoring.files.survival; print(time.process_time() - begun)"
    )
    took = float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    return Result(
        "evidence engine, cold import", round(took, 3), "s", 0.5, "processor time beyond NumPy; no SciPy, no Django"
    )


def _timed(name: str, run: Callable[[], object], target: float, method: str) -> Result:
    begun, wall = time.process_time(), time.perf_counter()
    with redirect_stdout(io.StringIO()):
        run()
    took, wall = time.process_time() - begun, time.perf_counter() - wall
    return Result(name, round(took, 3), "s", target, f"{method}; processor time ({wall:.2f} s by the clock)")


def _events(folder: Path, *, cases: int, each: int) -> Path:
    rng = np.random.default_rng(SEED)
    steps, days = rng.integers(0, len(STEPS), (cases, each)), np.sort(rng.integers(0, 365, (cases, each)), axis=1)
    moments = np.datetime64("2025-01-01") + days
    path = folder / "events.csv"
    with path.open("w") as file:
        file.write("case,activity,time\n")
        for case in range(cases):
            file.writelines(f"T{case},{STEPS[steps[case, i]]},{moments[case, i]}\n" for i in range(each))
    return path


def _study(people: int) -> Study:
    rng = np.random.default_rng(SEED)
    facts = rng.normal(size=(people, 12))
    cohort = rng.random(people) < 1 / (1 + np.exp(3 - 0.4 * facts[:, :4].sum(axis=1)))
    outcome = facts.sum(axis=1) + 0.3 * cohort + rng.normal(size=people)
    covariates = Covariates(tuple(f"fact {i}" for i in range(12)), facts)
    return Study(cohort, outcome, covariates, rng.normal(size=people), covariates)
