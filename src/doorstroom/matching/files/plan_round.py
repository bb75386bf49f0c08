"""doorstroom plan-round CANDIDATES.csv PLACES.csv RULES.toml: who goes where, and why somebody does not.

    doorstroom plan-round CANDIDATES.csv PLACES.csv RULES.toml --out PLAN.csv --explain EXPLAIN.csv
                          [--on DATE] [--seconds 60]

Candidates and places have the columns of `doorstroom match` and some more: docs/formats.md. Exit code: 0 all rows used
and every stage proven, 1 some rows were refused or a stage has a gap, 2 nothing was done.
"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from doorstroom.kernel.clock import Clock
from doorstroom.matching.domain.planning.isolated import Proposal, Request, propose
from doorstroom.matching.domain.planning.options import Options, options_from
from doorstroom.matching.domain.planning.plans import Stage
from doorstroom.matching.domain.planning.problem import InvalidProblem, Option, Problem
from doorstroom.matching.domain.planning.reasons import Unplaced
from doorstroom.matching.files.planning_rows import PlanningFiles, read_planning
from doorstroom.matching.files.rows import ESTIMATES, UnusableFile

PLAN = ("candidate_id", "place_id", "points", "km")
EXPLAIN = ("candidate_id", "why", "what", "places", "more", "gain", "at", "gives_way", "stage", "loss", "checked")
HOUR = 60


def main(words: list[str]) -> int:
    asked = _arguments(words)
    try:
        files = read_planning(asked.candidates, asked.places, asked.rules, asked.on)
        for refusal in files.refused:
            sys.stderr.write(f"{refusal}\n")
        problem = problem_of(files, asked.on)
        proposal = propose(Request(problem, asked.seconds))
    except (UnusableFile, InvalidProblem) as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    _write_plan(asked.out, problem, proposal)
    _write_reasons(asked.explain, proposal)
    sys.stdout.write(_summary(problem, proposal))
    return 0 if proposal.plan.proven and not files.refused else 1


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="doorstroom plan-round", description="Who of a round could go where.")
    parser.add_argument("candidates", type=Path, metavar="CANDIDATES.csv")
    parser.add_argument("places", type=Path, metavar="PLACES.csv")
    parser.add_argument("rules", type=Path, metavar="RULES.toml")
    parser.add_argument("--out", type=Path, required=True, metavar="PLAN.csv")
    parser.add_argument("--explain", type=Path, required=True, metavar="EXPLAIN.csv")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=Clock(ZoneInfo("Europe/Amsterdam")).today(), metavar="DATE"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="for the plan; as much again for the reasons")
    return parser.parse_args(words)


def problem_of(files: PlanningFiles, on: date) -> Problem:
    found = options_from(files.people, files.offers, on, estimates=ESTIMATES, said=files.said)
    candidates = [files.candidate(person, found) for person in files.people]
    return Problem.of(candidates, files.seats, _with_kept(found, files), files.rules)


def _with_kept(found: Options, files: PlanningFiles) -> list[Option]:
    """What is kept is possible, whatever the rule says of it."""
    known = {(each.candidate_id, each.place_id) for each in found.options}
    offered = {each.place_id for each in files.seats}
    missing = {(person, place) for person, place in files.kept.items() if place in offered} - known
    return [*found.options, *(Option(*pair) for pair in sorted(missing))]


def _write_plan(path: Path, problem: Problem, proposal: Proposal) -> None:
    worth = {
        (problem.candidates[i].candidate_id, problem.places[j].place_id): (int(score), int(minutes) / HOUR)
        for i, j, score, minutes in zip(problem.person, problem.place, problem.score, problem.minutes, strict=True)
    }
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(PLAN)
        for pair in sorted(proposal.plan.placed.items()):
            points, kilometres = worth[pair]
            writer.writerow([*pair, points, f"{kilometres:.1f}"])


def _write_reasons(path: Path, proposal: Proposal) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(EXPLAIN)
        writer.writerows(_reason(each) for each in proposal.reasons)


def _reason(reason: Unplaced) -> list[object]:
    limit = reason.limit
    what = f"{limit.kind} {limit.key}".strip() if limit else reason.constraint
    return [
        reason.candidate_id, reason.why.value, what + (" alone" if reason.alone else ""), reason.places or "",
        reason.units or "", reason.gain or "", reason.at, "|".join(reason.people), reason.stage or "",
        reason.loss or "", "yes" if reason.checked else "no",
    ]  # fmt: skip


def _summary(problem: Problem, proposal: Proposal) -> str:
    """A line for each stage with its proof, the floors that could not be kept, and the price of fairness."""
    plan = proposal.plan
    lines = [f"{len(plan.placed)} of {len(problem.candidates)} candidates placed at {len(problem.places)} places"]
    for each in plan.stages:
        proof = "proven" if each.proven else f"at best {each.bound}, gap {each.gap:.4%}"
        lines.append(f"  {each.stage.value}: {each.value} ({proof})")
    lines += [
        f"  floor of {group}: {possible} instead of {asked}; no plan keeps all floors"
        for group, (asked, possible) in sorted(plan.relaxed_floors.items())
    ]
    if proposal.unfair is not None:
        price = proposal.unfair.value(Stage.FIT) - plan.value(Stage.FIT)
        people = proposal.unfair.value(Stage.PLACED) - plan.value(Stage.PLACED)
        lines.append(f"  price of floors and worst-off group: {people} people, {price} points of fit")
    if not proposal.finished:
        lines.append("  stopped before the end: the best plan until then; give more --seconds")
    return "\n".join(lines) + "\n"
