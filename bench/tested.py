"""Figures that tests record themselves (`record_property`): run once more by pytest and read from its report."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
FIRST = int(os.environ.get("DOORSTROOM_SEED", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("DOORSTROOM_SEEDS", "50" if LONG else "1")))
"""What is left to chance is asked for each of these; a later run takes up where this one stopped."""
LOTS = ("-p", "randomly", "--randomly-seed=1", "--hypothesis-seed=1")
TESTS = Path(__file__).parents[1] / "tests"


@dataclass
class Ran:
    """`recorded` sums by name what tests recorded; `failed` counts by file; `passed` and `seconds` are of the run."""

    recorded: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    passed: int = 0
    seconds: float = 0.0


def run(parts: Sequence[str], *words: str, long: bool = LONG) -> Ran:
    """Run these files or tests below `tests`, by the same lots each time. What pytest says goes where our words go."""
    found = Ran()
    with tempfile.TemporaryDirectory() as kept:
        report = Path(kept) / "report.xml"
        asked = ["-q", "-n", "0", "--show-capture=no", "-o", "junit_family=xunit1", f"--junitxml={report}"]
        asked += [*LOTS, *words]
        asked += [str(TESTS / part) for part in parts]
        environment = {**os.environ, "DOORSTROOM_LONG": "1" if long else "0"}
        subprocess.run([sys.executable, "-m", "pytest", *asked], env=environment, check=False)
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - our own report
            _add(found, case)
    if not found.passed:
        raise RuntimeError(f"no test of {', '.join(parts)} passed")
    return found


def _add(found: Ran, case: ElementTree.Element) -> None:
    found.seconds += float(case.get("time", "0"))
    for each in case.iter("property"):
        found.recorded[each.get("name", "")] += int(each.get("value", "0"))
    if case.find("failure") is not None or case.find("error") is not None:
        found.failed[case.get("classname", "").rsplit(".", 1)[-1]] += 1
    elif case.find("skipped") is None:
        found.passed += 1
