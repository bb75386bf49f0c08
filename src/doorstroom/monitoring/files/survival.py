"""doorstroom survival: when people leave, and to what, with other ways to leave as exits of their own.

Writes result.json: for each group the share still open (Kaplan-Meier) and the share gone to each cause
(Aalen-Johansen), with standard errors; and the log-rank test between the groups.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.logrank import LogRank, log_rank
from doorstroom.monitoring.domain.survival import Ints, Spells
from doorstroom.monitoring.domain.weighted import Observed, WeightedCurves, mean_times, weighted_curves
from doorstroom.monitoring.files.answers import folder, write_json
from doorstroom.monitoring.files.refusals import BadFile
from doorstroom.monitoring.files.table import MISSING, Table, number, read

EVERYBODY = "all"


@dataclass(frozen=True, eq=False)
class Study:
    """`cause` counts from 1 in the order of `causes`; 0 is still open. `group` likewise points into `groups`."""

    seen: Observed
    causes: tuple[str, ...]
    group: Ints
    groups: tuple[str, ...]
    weighted: bool


def main(words: list[str]) -> int:
    """0 with an answer; 2 when the file has to be repaired first."""
    asked = _parser().parse_args(words)
    try:
        study = _study(read(asked.spells), asked)
        target = folder(asked.out)
        answer = result(study, asked.horizon)
        write_json(target / "result.json", answer)
    except BadFile as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 2
    for each in answer["groups"]:
        gone = ", ".join(f"{cause}: {n}" for cause, n in each["exits"].items())
        print(f"{each['name']}: {each['people']} people; left by cause: {gone or 'nobody'}")  # noqa: T201
    print(f"Written: {target / 'result.json'}")  # noqa: T201
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="doorstroom survival", description=__doc__)
    parser.add_argument("spells", metavar="SPELLS.csv", help="one row a person")
    parser.add_argument("--time", required=True, metavar="T", help="column: how long each person was followed")
    parser.add_argument("--cause", required=True, metavar="C", help="column: why it ended; empty or 0 is not ended")
    parser.add_argument("--entry", default="", metavar="E", help="column: from when each person was followed")
    parser.add_argument("--group", default="", metavar="G", help="column: curves for each value of it")
    parser.add_argument("--weights", default="", metavar="W", help="column: for how many people each row counts")
    parser.add_argument("--horizon", type=float, metavar="H", help="also the mean time in each state up to H")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for result.json")
    return parser


def _study(table: Table, asked: argparse.Namespace) -> Study:
    until = table.numbers(asked.time)
    _refuse(table, asked.time, until < 0, "is below zero", "count time from the moment the clock starts")
    entry = table.numbers(asked.entry) if asked.entry else None
    if entry is not None:
        _refuse(table, asked.time, until <= entry, "does not lie after the entry", "a person is followed after entry")
    weights = table.numbers(asked.weights) if asked.weights else None
    if weights is not None:
        _refuse(table, asked.weights, weights <= 0, "is not above zero", "take rows out that count for nobody")
    codes = [_code(table, asked.cause, row) for row in range(len(table))]
    causes = _ordered([code for code in codes if code])
    place = {code: i + 1 for i, code in enumerate(causes)} | {"": 0}
    names = table.column(asked.group) if asked.group else [EVERYBODY] * len(table)
    if asked.group:
        missing = np.array([name in MISSING for name in names])
        _refuse(table, asked.group, missing, "names no group", "fill it in, or take the row out yourself")
    groups = _ordered(names)
    return Study(
        Observed.of(until, np.array([place[code] for code in codes], dtype=np.int64), entry, weights),
        causes,
        np.array([groups.index(name) for name in names], dtype=np.int64),
        groups,
        weights is not None,
    )


def _code(table: Table, name: str, row: int) -> str:
    """Empty when the spell was still open; a whole number as such, so that 1 and 1.0 are one cause."""
    cell = table.column(name)[row]
    if cell in MISSING - {""}:
        raise table.bad(row, name, "does not say whether the spell ended", "leave it empty when it was still open")
    value = number(cell)
    if value is None:
        return cell
    return "" if value == 0 else f"{value:g}"


def _ordered(codes: list[str]) -> tuple[str, ...]:
    """Numbers by size before words by alphabet."""

    def key(code: str) -> tuple[bool, float, str]:
        value = number(code)
        return (value is None, value or 0.0, code)

    return tuple(sorted(set(codes), key=key))


def _refuse(table: Table, column: str, wrong: NDArray[np.bool_], reason: str, repair: str) -> None:
    if wrong.any():
        raise table.bad(int(np.flatnonzero(wrong)[0]), column, reason, repair)


def result(study: Study, horizon: float | None) -> dict[str, Any]:
    """The answer for machines; docs/formats.md names every field."""
    answer: dict[str, Any] = {"groups": [_group(study, i, horizon) for i in range(len(study.groups))]}
    answer["logrank"], answer["logrank_by_cause"] = None, {}
    if len(study.groups) > 1 and study.seen.whole:
        spells = _spells(study)
        anything = [Spells(each.until, np.minimum(each.cause, 1), each.entry) for each in spells]
        answer["logrank"] = _test(log_rank(anything))
        answer["logrank_by_cause"] = {name: _test(log_rank(spells, cause=i + 1)) for i, name in enumerate(study.causes)}
    return answer


def _group(study: Study, i: int, horizon: float | None) -> dict[str, Any]:
    seen = study.seen
    rows = study.group == i
    curves = weighted_curves(
        Observed(seen.until[rows], seen.cause[rows], seen.entry[rows], seen.weights[rows]), len(study.causes)
    )
    answer = {
        "name": study.groups[i],
        "people": int(rows.sum()),
        "exits": {name: int((seen.cause[rows] == k + 1).sum()) for k, name in enumerate(study.causes)},
        "time": curves.times.tolist(),
        "at_risk": _counts(curves.at_risk, study.weighted),
        "survival": curves.open_share.tolist(),
        "survival_se": np.sqrt(curves.open_variance).tolist(),
        "incidence": {
            name: {
                "estimate": curves.reached[k].tolist(),
                "se": np.sqrt(curves.reached_variance[k]).tolist(),
            }
            for k, name in enumerate(study.causes)
        },
        "median": _median(curves),
    }
    if horizon is not None:
        means = mean_times(curves, horizon)
        answer["restricted_mean"] = {"horizon": horizon, "open": means[0]} | dict(
            zip(study.causes, means[1:], strict=True)
        )
    return answer


def _counts(values: NDArray[np.float64], weighted: bool) -> list[float] | list[int]:
    return values.tolist() if weighted else [int(n) for n in values]


def _median(curves: WeightedCurves) -> float | None:
    """The first time at which half or fewer are open; null is "not reached"."""
    below = np.flatnonzero(curves.open_share <= 0.5 + 1e-12)
    return float(curves.times[below[0]]) if below.size else None


def _spells(study: Study) -> list[Spells]:
    """Times by their rank, which is all a rank test sees; a row of weight n is n people."""
    seen = study.seen
    grid = np.unique(np.concatenate([seen.until, seen.entry[np.isfinite(seen.entry)]]))
    until = np.searchsorted(grid, seen.until)
    entry = np.where(np.isfinite(seen.entry), np.searchsorted(grid, seen.entry), -1)
    times = np.round(seen.weights).astype(np.int64)
    found = []
    for i in range(len(study.groups)):
        rows = study.group == i
        found.append(Spells(*(np.repeat(each[rows], times[rows]) for each in (until, seen.cause, entry))))
    return found


def _test(found: LogRank) -> dict[str, float | int]:
    return {"chi2": found.chi_square, "df": found.freedom, "p": found.p}
