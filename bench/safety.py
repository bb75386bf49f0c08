"""What tests of trust prove with a number: each figure is what the test recorded, or how many of its cases failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.results import Result
from bench.tested import LONG, Ran, run

ROUNDS = 50 if LONG else 2
ORDERED = ("imports/test_services.py", "imports/test_pages.py", "imports/test_retention.py", "audit", "agreements",
           "oversight/test_reviews.py", "oversight/test_restrictions.py", "oversight/test_letting_go.py",
           "participants/test_access.py", "participants/test_bulk.py", "database/test_guards.py",
           "database/test_scope.py", "accounts")  # fmt: skip
"""Tests of rights, import, retention and log that use a database: those of pure functions share nothing."""


@dataclass(frozen=True)
class Proof:
    """`method` may name what the test recorded; `recorded` is the figure itself, without it failed cases are."""

    name: str
    tests: tuple[str, ...]
    unit: str
    target: float
    method: str
    recorded: str = ""
    higher: bool = False


PROOFS = (
    Proof("log, attacks not found at their place", ("audit/test_chain.py",), "attacks", 0,
          "{attacks} edits, deletions, insertions, reorderings and truncations of a log of 500 rows",
          recorded="attacks not found"),
    Proof("log review, planted patterns found", ("oversight/domain/test_odd_access.py",), "patterns", 18,
          "20 planted among {looks} looks of 200 users in a month", recorded="patterns found", higher=True),
    Proof("log review, users flagged wrongly", ("oversight/domain/test_odd_access.py",), "users", 2,
          "of the 180 who did their work", recorded="users flagged wrongly"),
    Proof("retention, traces of who was let go", ("trust/test_residues.py",), "cases", 0,
          "every table searched as text and as bytes for name, number and address of three people who stood in"
          " {tables with a trace} places; the others keep theirs"),
    Proof("access, histories with a foreign row", ("trust/test_access_histories.py",), "cases", 0,
          "{histories} random histories of up to {steps} steps (grant, revoke, transfer, restrict, expire), each layer"
          " held alone against a third that knows only sets"),
    Proof("hostile files, not neutralised", ("trust/test_hostile_files.py",), "cases", 0,
          "{hostile files} different files, as document and as delivery: refused with a reason or kept without harm"),
    Proof("fuzzed forms, pages that failed", ("trust/test_hostile_forms.py",), "cases", 0,
          "{fuzzed} pages with a hostile text in the address and in each field; none fails or gives a script back"),
    Proof("double click within 50 ms, more than one effect", ("drafts/test_once.py",), "cases", 0,
          "{double clicks} buttons pressed twice by two connections, 0 to 50 ms apart"),
    Proof("restore drill, faults not noticed", ("database/test_backup.py",), "cases", 0,
          "backups with another dump, file, number of rows, end of the log or key: each drill says what is wrong"),
)  # fmt: skip


def measure() -> Iterator[Result]:
    ran: dict[tuple[str, ...], Ran] = {}
    for proof in PROOFS:
        if proof.tests not in ran:
            ran[proof.tests] = run(proof.tests)
        yield _figure(proof, ran[proof.tests])
    yield _in_random_order()


def _figure(proof: Proof, ran: Ran) -> Result:
    failed = ran.failed.total()
    value = ran.recorded[proof.recorded] if proof.recorded and not failed else failed
    method = proof.method.format(**{name: f"{number:,}" for name, number in ran.recorded.items()})
    how = f"{method}; {ran.passed} tests passed, {failed} failed"
    return Result(proof.name, value, proof.unit, proof.target, how, higher=proof.higher)


def _in_random_order() -> Result:
    failed, passed = 0, 0
    for seed in range(1, ROUNDS + 1):
        ran = run(ORDERED, "-p", "randomly", f"--randomly-seed={seed}", long=False)
        failed, passed = failed + ran.failed.total(), ran.passed
    return Result(
        "random order, tests that failed", failed, "tests", 0,
        f"{ROUNDS} runs, each in another order, of {passed} tests of rights, import, retention and log",
    )  # fmt: skip
