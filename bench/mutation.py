"""Plants a fault in each function that must not fail and asks the tests that reach it: `make mutation`.

    python -m bench.mutation                     every mutant
    python -m bench.mutation --sample 400        as many of each group, drawn by lot (--seed)
    python -m bench.mutation --only imports/domain/dates.py

An own small driver, because the tools at hand start the tests anew for each mutant (a database and Django: five
seconds) or copy the tree, with which the migrations and catalogues do not come along. Here the suite is collected
once; each mutant gets a fork of that process in which the code of one function is swapped, and its tests run there, the
quickest first, until one fails. A mutant that no test reaches lives. Needs what `make coverage` kept.
"""

from __future__ import annotations

import argparse
import functools
import gc
import json
import os
import random
import re
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from bench.mutants import Mutant, mutants
from bench.results import Result
from bench.strength import KEPT, MODULES, ROOT, SOURCE, kept, modules
from doorstroom.monitoring.domain.proportions import wilson

Functions = dict[tuple[str, str, int], list[FunctionType]]
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.json")
SECONDS = 20.0
"""So many seconds of tests are asked of one mutant; who lives longer lives."""
PATIENCE = 60
KEEPS = re.compile(r"^@(lru_)?cache\b", re.MULTILINE)


def report_of(group: str) -> Path:
    """The fate of each mutant of the last run."""
    return KEPT / f"mutation.{group}.jsonl"


@functools.cache
def equivalent() -> frozenset[tuple[str, str]]:
    """Module and key of the mutants that change nothing anybody could see; the file says why."""
    said = json.loads(EQUIVALENT.read_text())
    return frozenset((module, key) for module, reasons in said.items() for key in reasons)


def drawn(group: str, sample: int = 0, seed: int = 0, only: str = "") -> list[Mutant]:
    """The mutants to try, in order; without those that change nothing."""
    found = [
        each
        for path in modules(group)
        if (name := str(path.relative_to(SOURCE))).startswith(only)
        for each in mutants(path)
        if (name, each.key) not in equivalent()
    ]
    if not sample or sample >= len(found):
        return found
    places = random.Random(f"{seed} {group}").sample(range(len(found)), sample)  # noqa: S311
    return [found[place] for place in sorted(places)]


class Reached:
    """Which tests reached a line, the quickest first, those of the module's own app before others."""

    def __init__(self) -> None:
        self.measured = kept()
        self.measured.load()
        self.seconds: dict[str, float] = json.loads((KEPT / "strength.seconds.json").read_text())
        self.passed = self.seconds.keys()
        self.lines: dict[str, dict[int, list[str]]] = {}

    def tests(self, mutant: Mutant) -> list[str]:
        path = str(mutant.path)
        if path not in self.lines:
            self.lines[path] = self.measured.get_data().contexts_by_lineno(path)
        first, last = mutant.lines
        here = {name for line in range(first, last + 1) for name in self.lines[path].get(line, [])} & self.passed
        found = self._module(path) if here and KEEPS.search(mutant.path.read_text()) else here
        own = f"tests/{mutant.path.relative_to(SOURCE).parts[0]}/"

        def order(name: str) -> tuple[bool, bool, float]:
            return name not in here, not name.startswith(own), self.seconds[name]

        return _within(sorted(found, key=order), self)

    def _module(self, path: str) -> set[str]:
        """Where a process keeps what it made once, only the first test reached the lines that made it."""
        return {name for names in self.lines[path].values() for name in names} & self.passed


def _within(names: Sequence[str], reached: Reached) -> list[str]:
    """As many of these as fit in the time, and at least five."""
    spent, taken = 0.0, []
    for name in names:
        spent += reached.seconds[name] + 0.01
        if spent > SECONDS and len(taken) >= 5:
            break
        taken.append(name)
    return taken


class Trial:
    """Pytest: instead of running the suite, fork it once for each mutant."""

    def __init__(self, groups: dict[str, list[Mutant]]) -> None:
        self.groups, self.in_child = groups, False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        reached = Reached()
        items = {item.nodeid: item for item in session.items}
        self._open_database(session.items)
        functions = _functions()
        for group, found in self.groups.items():
            with report_of(group).open("w") as report:
                for mutant in found:
                    tests = [items[name] for name in reached.tests(mutant) if name in items]
                    began = time.monotonic()
                    fate = self._fate(mutant, functions, tests)
                    row = {
                        "module": str(mutant.path.relative_to(SOURCE)), "line": mutant.lines[0], "key": mutant.key,
                        "fate": fate, "tests": len(tests), "seconds": round(time.monotonic() - began, 1),
                    }  # fmt: skip
                    report.write(json.dumps(row, ensure_ascii=False) + "\n")
                    report.flush()
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self.in_child and report.failed:
            os._exit(1)

    def _open_database(self, items: list[pytest.Item]) -> None:
        """Run one test, so that the database of the session is there for every fork."""
        first = next(item for item in items if "participants/test_access" in item.nodeid)
        other = next(item for item in items if "audit/test_log" in item.nodeid)
        first.config.hook.pytest_runtest_protocol(item=first, nextitem=other)
        from django.db import connections

        connections.close_all()

    def _fate(self, mutant: Mutant, functions: Functions, tests: list[pytest.Item]) -> str:
        if not tests or (str(mutant.path), mutant.function.split(".")[-1], mutant.first) not in functions:
            return "not reached"
        child = os.fork()
        if child == 0:
            self._child(mutant, functions, tests)
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return {0: "lives", 1: "killed"}.get(os.waitstatus_to_exitcode(status), "killed")
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "killed"  # it runs on for ever

    def _child(self, mutant: Mutant, functions: Functions, tests: list[pytest.Item]) -> None:
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            self.in_child = True
            for part in _parts(mutant.code()):
                for function in functions.get((str(mutant.path), part.co_name, part.co_firstlineno), []):
                    if function.__code__.co_freevars == part.co_freevars:
                        function.__code__ = part
            for each in gc.get_objects():
                if type(each) is functools._lru_cache_wrapper:
                    each.cache_clear()
            for item, following in zip(tests, [*tests[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following or item)
            os._exit(0)
        except BaseException:
            os._exit(1)


def _parts(code: CodeType) -> Iterator[CodeType]:
    """The code of a function and of what it defines: a decorator has made its functions long ago."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _parts(inner)


def _functions() -> Functions:
    """Every function of the measured modules that lives in this process, by where its code stands."""
    for group in MODULES:
        for path in modules(group):
            import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
    found = defaultdict(list)
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename.startswith(str(SOURCE)):
            found[each.__code__.co_filename, each.__code__.co_name, each.__code__.co_firstlineno].append(each)
    return found


def measure() -> Iterator[Result]:
    """The share of mutants that some test kills, of each group, from its last run."""
    for group in MODULES:
        if not report_of(group).exists():
            print(f"mutants of {group}: not measured, `make mutation` was not run here")
            continue
        rows = [json.loads(line) for line in report_of(group).read_text().splitlines()]
        fates = Counter(row["fate"] for row in rows if (row["module"], row["key"]) not in equivalent())
        of, there = fates.total(), len(drawn(group))
        between = wilson(fates["killed"], of)
        yield Result(
            f"test strength, mutants of {group} killed", round(100 * fates["killed"] / of, 1), "%", 85,
            f"{fates['killed']} of {of} drawn by lot from {there} mutants, 95 % interval {100 * between.low:.1f} to"
            f" {100 * between.high:.1f};"
            f" {fates['not reached']} reached by no test; at most {SECONDS:.0f} s of tests each", higher=True, tries=of,
        )  # fmt: skip


def main() -> None:
    words = argparse.ArgumentParser(description="Plant faults and see which tests notice.")
    words.add_argument("--sample", type=int, default=0, help="so many of each group; 0 is every one")
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--only", default="", help="modules whose path begins so")
    words.add_argument("--group", default="", choices=["", *MODULES])
    given = words.parse_args()
    chosen = [given.group] if given.group else list(MODULES)
    groups = {group: drawn(group, given.sample, given.seed, given.only) for group in chosen}
    print({group: len(found) for group, found in groups.items()}, flush=True)
    os.chdir(ROOT)
    quiet = ["-q", "-n", "0", "-p", "no:randomly", "-m", "not e2e", "--show-capture=no"]
    pytest.main([*quiet, "tests"], plugins=[Trial(groups)])
    for result in measure():
        print(result.line())


if __name__ == "__main__":
    sys.setrecursionlimit(5000)
    main()
