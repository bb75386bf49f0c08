"""Who sees what, in every state, and whether a planted fault is seen: the long form of tests/trust.

The figures are those that the tests themselves record; a test that fails is a leak or a fault that nobody saw.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from bench.results import Result

PARTS = ("test_matrix_states.py", "test_planted_page_faults.py", "test_planted_database_faults.py")
FOLDER = Path(__file__).parents[1] / "tests" / "trust"


def measure() -> Iterator[Result]:
    recorded, failed = _run()
    yield Result(
        "access, cells of the matrix", recorded["cells"], "cells", 20_000,
        "every address as every role in every state of a relation, line and agreement, with both layers and with"
        " Python's alone; the oracle is docs/access.md", higher=True,
    )  # fmt: skip
    yield Result(
        "access, leaks in the matrix", failed["test_matrix_states"], "states", 0,
        "states in which the closed person showed anywhere: page, list, search, file or bulk page",
    )  # fmt: skip
    yield Result(
        "access, planted faults", recorded["planted"], "faults", 100,
        "guards forgotten, roles too many, tables unguarded, policies and the function of purposes without one of"
        " their conditions", higher=True,
    )  # fmt: skip
    yield Result(
        "access, planted faults not seen", recorded["missed"] + failed["test_planted_page_faults"], "faults", 0,
        "each fault alone, asked by the same net that finds nothing without it",
    )  # fmt: skip


def _run() -> tuple[Counter[str], Counter[str]]:
    """What the tests recorded, summed by name, and how many failed in each file."""
    recorded: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as kept:
        report = Path(kept) / "report.xml"
        words = ["-q", "-n", "0", "--show-capture=no", "-o", "junit_family=xunit1", f"--junitxml={report}"]
        words += [str(FOLDER / part) for part in PARTS]
        environment = {**os.environ, "DOORSTROOM_LONG": "1"}
        subprocess.run([sys.executable, "-m", "pytest", *words], env=environment, check=False)
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - our own report
            for each in case.iter("property"):
                recorded[each.get("name", "")] += int(each.get("value", "0"))
            if case.find("failure") is not None or case.find("error") is not None:
                failed[case.get("classname", "").rsplit(".", 1)[-1]] += 1
    return recorded, failed
