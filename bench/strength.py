"""Branch coverage of the modules that must not fail: `make coverage`. `bench.mutation` builds on what it keeps.

Each line is kept with the tests that reached it (`.var/strength.*`), so that a mutant asks only the tests that can
see it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.results import Result

if TYPE_CHECKING:
    import coverage

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "doorstroom"
MODULES = {
    "rights": (
        "*/access.py", "accounts/pages.py", "accounts/middleware.py", "accounts/selectors.py", "accounts/sign_in.py",
        "agreements/domain/course.py", "agreements/services/lines.py", "database/scope.py",
        "oversight/domain/file_requests.py", "oversight/domain/restrictions.py", "oversight/domain/helpdesk.py",
        "oversight/services/file_requests.py", "oversight/services/restrictions.py", "oversight/services/helpdesk.py",
        "participants/services/relations.py", "participants/services/restrictions.py",
        "participants/services/stewardship.py",
    ),
    "import": ("imports/domain/*.py", "imports/services/*.py"),
    "retention": (
        "*/privacy.py", "oversight/domain/holds.py", "oversight/services/holds.py", "oversight/services/letting_go.py",
        "oversight/selectors/letting_go.py",
    ),
    "log": (
        "audit/services.py", "audit/selectors.py", "audit/domain/*.py", "oversight/domain/review.py",
        "oversight/domain/odd_access.py", "oversight/services/reviews.py",
    ),
}  # fmt: skip
"""What `make coverage` and `make mutation` look at. Guards are SQL in migrations: tests/trust plants their faults."""
KEPT = Path(os.environ.get("DOORSTROOM_VAR", ROOT / ".var"))
DATA = KEPT / "strength.coverage"


def modules(group: str) -> list[Path]:
    """The files of one group that hold code, in order."""
    found = {path for pattern in MODULES[group] for path in SOURCE.glob(pattern)}
    return sorted(path for path in found if path.name != "__init__.py")


def kept() -> coverage.Coverage:
    """The measurement as `make coverage` left it, or an empty one."""
    import coverage  # not among the tools of `make trust`, which only reads what there is

    include = [str(path) for group in MODULES for path in modules(group)]
    return coverage.Coverage(branch=True, include=include, data_file=str(DATA), config_file=False)


class Contexts:
    """Pytest: tells the measurement which test runs, and keeps how long each took that passed."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured, self.seconds, self.failed = measured, dict[str, float](), set[str]()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.measured.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed.add(report.nodeid)

    @property
    def passed(self) -> dict[str, float]:
        """Without those that fail when there is no fault: they would notice any."""
        return {name: took for name, took in self.seconds.items() if name not in self.failed}


def run(words: list[str]) -> int:
    """The suite once, in one process; nothing of the product may be imported before."""
    measured = kept()
    measured.erase()
    contexts = Contexts(measured)
    measured.start()
    failed = pytest.main(["-q", "-n", "0", "-m", "not e2e", "--show-capture=no", *words], plugins=[contexts])
    measured.stop()
    measured.save()
    (KEPT / "strength.seconds.json").write_text(json.dumps(contexts.passed))
    return int(failed)


def measure() -> Iterator[Result]:
    """Branches and statements reached, of each group; what was not stands in the method."""
    if not DATA.exists():
        print("branches reached: not measured, `make coverage` was not run here")
        return
    measured = kept()
    measured.load()
    for group in MODULES:
        reached = there = 0
        missed = []
        for path in modules(group):
            numbers = measured._analyze(str(path)).numbers
            done, of = numbers.ratio_covered
            reached, there = reached + done, there + of
            if done < of:
                missed.append(f"{path.relative_to(SOURCE)} {done}/{of}")
        yield Result(
            f"test strength, branches of {group} reached", round(100 * reached / there, 1), "%", 95,
            f"{reached} of {there} statements and branches of {len(modules(group))} modules, whole suite without"
            f" browser; not all of: {', '.join(missed) or 'none'}", higher=True,
        )  # fmt: skip


if __name__ == "__main__":
    code = run(sys.argv[1:])
    for result in measure():
        print(result.line())
    sys.exit(code)
