"""Who sees what, in every state, and whether a planted fault is seen: the long form of tests/trust.

The figures are those that the tests themselves record; a test that fails is a leak or a fault that nobody saw. The
short form asks three runs of the matrix (tests ask the whole table in the open state) and draws among the faults.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.results import Result
from bench.tested import LONG, run

FAULTS = tuple(f"trust/test_planted_{where}_faults.py" for where in ("page", "python", "database"))

MATRIX, CLOSED = "trust/test_matrix_states.py", "test_a_closed_person_shows_nowhere"
SOME = (
    f"{CLOSED}[relation ended today]", f"{CLOSED}_when_the_database_shows_everything[relation ended today]",
    f"{CLOSED}_when_the_database_shows_everything[file restricted to others]",
    "test_the_person_shows_when_nothing_is_closed", "test_an_ended_membership_opens_nothing",
)  # fmt: skip
"""What the short form asks."""


def measure() -> Iterator[Result]:
    matrix = run([MATRIX] if LONG else [f"{MATRIX}::{each}" for each in SOME], long=True)
    yield Result(
        "access, cells of the matrix", matrix.recorded["cells"], "cells", 20_000 if LONG else None,
        f"{matrix.recorded['states']} of 28 runs: 14 states of a relation, line, agreement and restriction, each with"
        " both layers (every address, every role) and with Python's alone (the roles that may); oracle: docs/access.md",
        higher=True, tries=matrix.recorded["states"],
    )  # fmt: skip
    yield Result(
        "access, leaks in the matrix", matrix.failed.total(), "states", 0,
        f"runs in which the closed person showed anywhere: page, list, search, file or bulk page;"
        f" {matrix.recorded['states']} of 28 were asked", tries=matrix.recorded["states"],
    )  # fmt: skip
    faults = run(FAULTS)
    yield Result(
        "access, planted faults", faults.recorded["planted"], "faults", 100,
        "guards forgotten, roles too many, tables unguarded, policies and the function of purposes without one of"
        " their conditions, filters dropped in Python's own scoping", higher=True, tries=faults.recorded["planted"],
    )  # fmt: skip
    yield Result(
        "access, planted faults not seen",
        faults.recorded["missed"]
        + faults.failed["test_planted_page_faults"]
        + faults.failed["test_planted_python_faults"],
        "faults", 0, "each fault alone, asked by the same net that finds nothing without it",
        tries=faults.recorded["planted"],
    )  # fmt: skip
