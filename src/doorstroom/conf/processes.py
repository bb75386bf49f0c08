"""Prints the processes of the product from the tables by which it decides: `python -m doorstroom.conf.processes`.

The output is docs/domain/processes.md; a test fails when the page and the tables differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from doorstroom.agreements.domain import course as agreement
from doorstroom.funding.domain import course as funding
from doorstroom.intake.domain import referral
from doorstroom.kernel.transitions import GuardRule, Move, Table
from doorstroom.placements.domain import moves as placement
from doorstroom.programmes.domain import issues
from doorstroom.rounds.domain import course
from doorstroom.trajectories.domain import machine

INTRODUCTION = """# Processes, printed from the code

Every move below is decided by the table from which this page is printed: `python -m doorstroom.conf.processes`. A move
that does not stand here cannot be made. *Needs* names facts; law blocks, an agreement can be let pass by name and with
a day, a norm only reminds. *Reason* says that a reason is asked. Where *who* is empty, access decides: who may see
and record there. What a phase of a programme needs stands in the programme's own model, not here.
"""


@dataclass(frozen=True)
class Process:
    """`about` is what a reader has to know before the table; `where` the module that decides."""

    name: str
    where: str
    about: str
    table: Table


PROCESSES = (
    Process(
        "Trajectory", "trajectories/domain/machine.py",
        "Phases overlap: the state is that of the most advanced open one. Skipping a phase, running phases beside each"
        " other and going back are moves like any other; they ask for a reason.",
        machine.TABLE,
    ),
    Process(
        "Referral, warm handover", "intake/domain/referral.py",
        "The sender coordinates until *accept*. *Decline*, *withdraw* and *expire* leave the coordination there;"
        " *give back* returns it at that moment.",
        referral.TABLE,
    ),
    Process(
        "Placement", "placements/domain/moves.py", "Meeting each other first is usual, not compulsory.", placement.MOVES
    ),
    Process(
        "Round", "rounds/domain/course.py",
        "Confirming also asks that every seat stands on a place and that partners signed (`rounds/domain/backing.py`).",
        course.TABLE,
    ),
    Process(
        "Agreement", "agreements/domain/course.py",
        "Signatures come in any order; the one that completes those of implementers and payers makes *conclude*. What"
        " *clock* does follows from the days themselves, without a job that could be late. A change is a next version;"
        " the present one ends on the day that one begins.",
        agreement.TABLE,
    ),
    Process(
        "Labour-market issue", "programmes/domain/issues.py", "One step at a time, each with its proof.", issues.TABLE
    ),
    Process(
        "Grant", "funding/domain/course.py", "As far as its states: amounts and proof are not kept yet.", funding.GRANT
    ),
    Process(
        "Claim", "funding/domain/course.py",
        "Whoever puts it together does not sign. *Submit* reminds of ten working days before the last day.",
        funding.CLAIM,
    ),
)  # fmt: skip


def page() -> str:
    """The whole page; ends with one newline."""
    return "\n".join([INTRODUCTION, *(line for each in PROCESSES for line in _process(each)), *_clocks()]) + "\n"


def _process(process: Process) -> Iterator[str]:
    yield f"## {process.name}\n\n{process.about} Decided in `{process.where}`.\n"
    yield "| move | from | to | who | needs | reason |\n|---|---|---|---|---|---|"
    for name, move in process.table.items():
        cells = (f"`{name}`", _named(move.sources), _target(move), _named(move.roles), _needs(move), _reason(move))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _clocks() -> Iterator[str]:
    yield "## Clocks of a warm handover\n\nWorking days; what holds where a programme sets nothing else.\n"
    yield "| clock | days |\n|---|---|"
    terms = referral.Terms()
    for each in fields(terms):
        yield f"| {each.name.replace('_', ' ')} | {getattr(terms, each.name)} |"


def _named(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _target(move: Move) -> str:
    return f"`{move.target}`" if move.target else "follows from the open phases"


def _needs(move: Move) -> str:
    return "; ".join(map(_need, move.guards))


def _need(guard: GuardRule) -> str:
    unless = f", unless {guard.unless.replace('_', ' ')}" if guard.unless else ""
    return f"{guard.fact.replace('_', ' ')}{unless} ({guard.strength.value})"


def _reason(move: Move) -> str:
    return "yes" if move.needs_reason else ""


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 the page is what is asked
