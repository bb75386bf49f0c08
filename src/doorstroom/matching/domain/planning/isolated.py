"""Planning in a process of its own, with a limit on time and memory, so that a solver can never take the product down.

Two solver libraries that cannot share a process stay apart by this too. The process sends the best plan after every
stage; when it is stopped, runs out of memory or dies, the last plan that came is the answer, with the gaps known then.
"""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from doorstroom.matching.domain.planning.greedy import greedy_plan
from doorstroom.matching.domain.planning.plans import Plan, measured
from doorstroom.matching.domain.planning.problem import InvalidProblem, Problem
from doorstroom.matching.domain.planning.reasons import Unplaced, explain
from doorstroom.matching.domain.planning.stages import plan_round
from doorstroom.matching.domain.planning.whatif import without_fairness

MEGABYTES = 3000
SECONDS_TO_START = 20.0
BUSY = 3
"""So many times the processor time may pass by the clock on the wall before the process is stopped."""


@dataclass(frozen=True)
class Request:
    """`seconds` of processor time for each step. `explained`: also a reason for everybody unplaced, and the plan
    without fairness."""

    problem: Problem
    seconds: float
    explained: bool = True
    megabytes: int = MEGABYTES


@dataclass(frozen=True)
class Proposal:
    """`finished` is False when the process was stopped or died: the plan is the best that came until then."""

    plan: Plan
    reasons: tuple[Unplaced, ...] = ()
    unfair: Plan | None = None
    finished: bool = False


def propose(request: Request) -> Proposal:
    """Raises InvalidProblem when the input contradicts itself; nothing else that happens inside comes out."""
    steps = 3 if request.explained else 1
    worker = subprocess.Popen(  # noqa: S603 our own module, without a shell
        [sys.executable, "-c", f"from {__name__} import serve; serve()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        answer, _ = worker.communicate(pickle.dumps(request), timeout=SECONDS_TO_START + BUSY * steps * request.seconds)
    except subprocess.TimeoutExpired:
        worker.kill()
        answer, _ = worker.communicate()
    proposal = Proposal(measured(request.problem, greedy_plan(request.problem), {}))
    for each in _messages(answer):
        if isinstance(each, InvalidProblem):
            raise each
        proposal = each
    return proposal


def _messages(answer: bytes) -> Iterator[Any]:
    """What came whole; a message that was cut off is left out."""
    while answer:
        size = int.from_bytes(answer[:8], "big")
        if len(answer) < 8 + size:
            return
        yield pickle.loads(answer[8 : 8 + size])  # noqa: S301 written by our own process
        answer = answer[8 + size :]


def _send(out: BinaryIO, message: Proposal | InvalidProblem) -> None:
    data = pickle.dumps(message)
    out.write(len(data).to_bytes(8, "big") + data)
    out.flush()


def work(request: Request, out: BinaryIO) -> None:
    """Inside the process: a message after each stage, the last one with the reasons."""
    limit = request.megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        plan = plan_round(request.problem, seconds=request.seconds, so_far=lambda each: _send(out, Proposal(each)))
    except InvalidProblem as refused:
        _send(out, refused)
        return
    _send(out, Proposal(plan, finished=not request.explained))
    if request.explained:
        reasons = explain(request.problem, plan, seconds=request.seconds)
        unfair = without_fairness(request.problem, seconds=request.seconds)
        _send(out, Proposal(plan, reasons, unfair, finished=True))


def serve() -> None:
    work(pickle.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S301 sent by `propose` of this module
