"""The engine against figures that others published. The data stay outside; without them these tests skip."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from doorstroom.monitoring.domain.logrank import log_rank
from doorstroom.monitoring.domain.proportions import newcombe, wilson
from doorstroom.monitoring.domain.survival import Spells, aalen_johansen, mean_time, median

CHECKOUT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("DOORSTROOM_DATA", CHECKOUT.parent / "shared" / "data")) / "evaluation"

pytestmark = pytest.mark.skipif(
    not (DATA / "expected.json").exists(),
    reason=f"no published data in {DATA}; set DOORSTROOM_DATA to the folder that holds evaluation/",
)


def rows(name: str, **where: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[k] == v for k, v in where.items())]


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "expected.json").read_text())[name]
    return found


def mgus2(**where: str) -> Spells:
    people = rows("mgus2.csv", **where)
    return Spells.of([int(p["etime"]) for p in people], [int(p["event"]) for p in people])


def lung(**where: str) -> Spells:
    people = rows("lung.csv", **where)
    return Spells.of([int(p["time"]) for p in people], [int(p["status"]) for p in people])


def within(value: float, target: list[float]) -> bool:
    return abs(value - target[0]) <= target[1]


def test_mgus2_counts() -> None:
    cause = mgus2().cause.tolist()
    assert {"censor": cause.count(0), "pcm": cause.count(1), "death": cause.count(2)} == expected("mgus2.csv")["events"]


@pytest.mark.parametrize("sex", ["F", "M"])
def test_mgus2_mean_time_in_state_over_twenty_years(sex: str) -> None:
    targets = expected("mgus2.csv")["rmean_years_tau240"][sex]
    means = [months / 12 for months in mean_time(aalen_johansen(mgus2(sex=sex)), 240)]
    got = dict(zip(("none", "pcm", "death"), means, strict=True))
    assert {state: within(got[state], targets[state]) for state in targets} == dict.fromkeys(targets, True)


def test_mgus2_aalen_johansen_and_the_wrong_answer_beside_it() -> None:
    target = expected("mgus2.csv")
    curves, naive = aalen_johansen(mgus2()), aalen_johansen(mgus2().only(1))
    for month, value in target["aj_all_pcm"].items():
        reading = curves.reached_at(1, int(month))
        assert reading is not None
        assert within(reading.value, value), month
    for month, value in target["naive_1_minus_km_pcm"].items():
        reading = naive.open_at(int(month))
        assert reading is not None
        assert within(1 - reading.value, value), month


def test_lung_median_with_its_interval_and_the_share_at_a_year() -> None:
    target, curves = expected("lung.csv"), aalen_johansen(lung())
    middle, year = median(curves, scale="log"), curves.open_at(365)
    assert (middle.time, [middle.low, middle.high]) == (target["median"], target["log_ci"])
    assert year is not None
    assert within(year.value, target["S365"])
    assert within(year.variance**0.5, target["se365"])


def test_lung_log_rank_and_medians_by_sex() -> None:
    target, groups = expected("lung.csv"), [lung(sex="1"), lung(sex="2")]
    assert within(log_rank(groups).chi_square, target["logrank_sex_chi2"])
    assert {s: median(aalen_johansen(lung(sex=s))).time for s in "12"} == target["median_by_sex"]


def test_rossi_counts_and_ties() -> None:
    people, target = rows("rossi.csv"), expected("rossi.csv")
    curves = aalen_johansen(Spells.of([int(p["week"]) for p in people], [int(p["arrest"]) for p in people]))
    reading = curves.reached_at(1, 52)
    assert reading is not None
    assert (len(people), int(curves.exits.sum())) == (target["n"], target["events"])
    assert reading.value == pytest.approx(target["events"] / target["n"], abs=1e-12)


def test_newcombe_tables() -> None:
    for row in rows("newcombe1998_single.csv"):
        interval = wilson(int(row["k"]), int(row["n"]))
        assert (round(interval.low, 4), round(interval.high, 4)) == (
            float(row["wilson_lo"]),
            float(row["wilson_hi"]),
        )
    for row in rows("newcombe1998_diff.csv"):
        interval = newcombe((int(row["a"]), int(row["m"])), (int(row["b"]), int(row["n"])))
        assert (round(interval.low, 4), round(interval.high, 4)) == (float(row["lo"]), float(row["hi"]))
