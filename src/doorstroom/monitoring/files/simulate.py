"""`doorstroom simulate MODEL.yaml --target N --by DATE`: how many must start, with how many coaches and places.

The file says how things stand, which rates were measured and when groups can start (docs/formats.md). It may
name a route model, from which the caseload of the coach and the weeks at a workplace follow.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from doorstroom.monitoring.domain.simulation import Answer, Plan, Scenario, simulate, what_if
from doorstroom.monitoring.files.answers import folder, plain, write_json
from doorstroom.monitoring.files.scenario import read_scenario
from doorstroom.monitoring.files.table import BadFile


def main(words: list[str]) -> int:
    options = _parser().parse_args(words)
    try:
        scenario = _changed(read_scenario(Path(options.model)), options)
        if options.by <= scenario.as_of:
            raise BadFile(
                f"--by {options.by}: is not after {scenario.as_of}, the day of {options.model}; give a later day"
            )
        answer = simulate(scenario, options.target, options.by)
        if options.out:
            write_json(folder(options.out) / "result.json", as_data(answer))
    except BadFile as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1
    print(json.dumps(plain(as_data(answer)), indent=1) if options.json else in_words(answer))  # noqa: T201
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="doorstroom simulate", description=__doc__)
    parser.add_argument("model", metavar="MODEL.yaml")
    parser.add_argument("--target", type=_count, required=True, help="lasting jobs in all")
    parser.add_argument("--by", type=_day, required=True, metavar="DATE", help="2027-12-31")
    parser.add_argument("--coaches", type=_count, help="no more than so many; shows what they can carry")
    parser.add_argument("--places", type=_count, help="no more than so many")
    parser.add_argument("--kept", type=float, help="what if this share of jobs lasts (0.85)")
    parser.add_argument("--job", type=float, default=1.0, help="what if finding work goes so many times as fast")
    parser.add_argument("--stopped", type=float, default=1.0, help="what if stopping goes so many times as fast (0.8)")
    parser.add_argument("--out", metavar="DIR", help="write result.json in this folder")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to 100000")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2027-12-31") from None


def _changed(scenario: Scenario, options: argparse.Namespace) -> Scenario:
    if options.kept is not None and not 0 < options.kept < 1:
        raise BadFile(f"--kept {options.kept}: is a share between 0 and 1, such as 0.85")
    if min(options.job, options.stopped) < 0 or max(options.job, options.stopped) > 10:
        raise BadFile("--job and --stopped: are factors between 0 and 10, such as 0.8 for a fifth less")
    limits = {name: value for name in ("coaches", "places") if (value := getattr(options, name)) is not None}
    scenario = replace(scenario, capacity=replace(scenario.capacity, **limits))
    return what_if(scenario, kept=options.kept, job=options.job, stopped=options.stopped)


def as_data(answer: Answer) -> dict[str, Any]:
    scenario = answer.scenario
    return {
        "as_of": scenario.as_of.isoformat(),
        "target": answer.target,
        "by": answer.deadline.isoformat(),
        "reached": scenario.reached,
        "last_start_that_counts": answer.last_start.isoformat() if answer.last_start else None,
        "without_new_starts": _plan(answer.without),
        "needed": {str(chance): _plan(plan) for chance, plan in answer.needed.items()},
        "possible": _plan(answer.possible),
    }


def _plan(plan: Plan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    return {
        "people": plan.people, "a_start": plan.a_start, "starts": plan.starts, "chance": plan.chance,
        "expected": plan.expected, "range80": list(plan.range80), "coaches": plan.coaches, "places": plan.places,
        "inside": plan.inside, "busiest_on": plan.busiest_on.isoformat() if plan.busiest_on else None,
    }  # fmt: skip


def in_words(answer: Answer) -> str:
    scenario, without = answer.scenario, answer.without
    now = f"{scenario.reached} of {answer.target} on {scenario.as_of}"
    lines = [f"{now}; without new starts {_span(without)} by {answer.deadline}."]
    if answer.last_start:
        lines.append(
            f"Starts count until {answer.last_start}: {without.starts} more, every {scenario.every_weeks} weeks."
        )
    else:
        lines.append("Nobody who starts now can still count: work has to be found and to last before the deadline.")
    for chance, plan in answer.needed.items():
        lines.append(
            f"For a chance of {chance:.0%}: {plan.a_start} people a start, {plan.people} in all{_means(plan)}."
            if plan
            else f"For a chance of {chance:.0%}: no number of starts is enough."
        )
    if answer.possible:
        plan = answer.possible
        lines.append(
            f"With these coaches and places: {plan.a_start} people a start, {plan.people} in all; "
            f"{_span(plan)}, a chance of {plan.chance:.0%}."
        )
    lines.append("Rates stay as measured, and 8 times in 10 the number lies in the range.")
    return "\n".join(lines)


def _span(plan: Plan) -> str:
    low, high = plan.range80
    return f"{low} to {high} lasting jobs"


def _means(plan: Plan) -> str:
    needs = [f"{n} {what}" for n, what in ((plan.coaches, "coaches"), (plan.places, "places")) if n is not None]
    return f"; {' and '.join(needs)} in the week of {plan.busiest_on}" if needs else ""
