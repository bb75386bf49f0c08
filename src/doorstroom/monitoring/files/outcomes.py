"""doorstroom outcomes: paths through a long event table, and what became of the cohorts in it.

Writes summary.json, variants.csv, directly_follows.csv and sojourn.csv; for each cohort of the config the same in
a folder of its own, and curves.csv when it names exits. Events after --as-of are not seen.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from doorstroom.monitoring.domain.eventlog import Log, directly_follows, sojourn, summary, variants
from doorstroom.monitoring.files.answers import folder, write_csv, write_json
from doorstroom.monitoring.files.cohorts import curves_of, members
from doorstroom.monitoring.files.config import Config, read_config
from doorstroom.monitoring.files.eventlog import Events, events
from doorstroom.monitoring.files.refusals import BadFile
from doorstroom.monitoring.files.table import read

BETWEEN = " > "
"""Between the activities of a variant in variants.csv."""


def main(words: list[str]) -> int:
    """0 with an answer; 2 when the file or the config has to be repaired first."""
    asked = _parser().parse_args(words)
    try:
        config = read_config(asked.config)
        as_of = _day(asked.as_of)
        found = events(read(asked.events, delimiter=config.delimiter), config, as_of)
        target = folder(asked.out)
        answer = _write(found, config, as_of, target)
    except BadFile as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 2
    print(  # noqa: T201
        f"{answer['cases']} cases, {answer['events']} events, {answer['activities']} activities,"
        f" {answer['variants']} variants. Written: {target}"
    )
    if found.later:
        print(f"Not counted: {found.later} events after {as_of}.")  # noqa: T201
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="doorstroom outcomes", description=__doc__)
    parser.add_argument("events", metavar="EVENTS.csv", help="one row an event: case, activity, time, attributes")
    parser.add_argument("--config", default="", metavar="COHORTS.toml", help="names of columns, and cohorts")
    parser.add_argument("--as-of", default="", metavar="DATE", help="the last day that counts, such as 2026-11-23")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the answers")
    return parser


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadFile(f'--as-of "{text}" is not a day; write it as 2026-11-23') from None


def _write(found: Events, config: Config, as_of: date | None, target: Path) -> dict[str, Any]:
    log = Log.of(found.cases, found.activities, found.moments)
    answer: dict[str, Any] = asdict(summary(log)) | {"as_of": as_of and str(as_of), "events_after_as_of": found.later}
    write_log(log, target)
    cohorts = []
    for cohort in config.cohorts:
        own = members(cohort, found, config)
        log = Log.of(own.cases, own.activities, own.moments)
        place = folder(str(target / cohort.name))
        write_log(log, place)
        outcomes, rows = curves_of(cohort, own, as_of, config)
        if rows:
            write_csv(place / "curves.csv", ["week", "at_risk", "open", "open_se", *outcomes["columns"]], rows)
        cohorts.append({"name": cohort.name, **asdict(summary(log)), **outcomes["summary"]})
    answer["cohorts"] = cohorts
    write_json(target / "summary.json", answer)
    return answer


def write_log(log: Log, target: Path) -> None:
    """The three tables of one log."""
    paths = ((BETWEEN.join(v.activities), v.cases, len(v.activities)) for v in variants(log))
    write_csv(target / "variants.csv", ["variant", "cases", "events"], paths)
    steps = ((s.after, s.to, s.times, s.mean_seconds, s.median_seconds) for s in directly_follows(log))
    write_csv(target / "directly_follows.csv", ["from", "to", "count", "mean_seconds", "median_seconds"], steps)
    stays = ((s.activity, s.events, s.left, s.mean_seconds, s.median_seconds, s.longest_seconds) for s in sojourn(log))
    header = ["activity", "events", "left", "mean_seconds", "median_seconds", "longest_seconds"]
    write_csv(target / "sojourn.csv", header, stays)
