"""The figures on trust that are published: each stands beside an aim and what others promise of it."""

import json
import re
from pathlib import Path

import pytest
from bench.anchors import ANCHORS, anchor
from bench.results import Result, outweighs
from bench.safety import PROOFS

BENCH = Path(__file__).parents[2] / "bench"
ROWS = {row["name"]: row for row in json.loads((BENCH / "trust.json").read_text())}


def test_each_figure_stands_beside_an_aim_and_what_others_promise():
    assert {name: row["peer"] for name, row in ROWS.items()} == {name: anchor(name) for name in ROWS}
    assert [name for name in ROWS if not re.match(r"R\d+\b.{20,}", anchor(name))] == []


def test_no_anchor_is_left_over():
    """An anchor behind another that begins the same would never be read."""
    assert {anchor(name) for name in ROWS} == set(ANCHORS.values())


def test_each_proof_was_measured():
    assert {proof.name for proof in PROOFS} - set(ROWS) == set()


def figure(value=0, *, tries=1, unit="writes", target=0, higher=False):
    return Result("kill -9, lost", value, unit, target, "x", tries=tries, higher=higher)


@pytest.mark.parametrize(
    ("found", "kept", "replaces"),
    [
        (figure(tries=6), None, True),
        (figure(tries=6), figure(tries=120), False),
        (figure(tries=120), figure(tries=120), True),
        (figure(1, tries=6), figure(tries=120), True),
        (figure(tries=6), figure(1, tries=120), False),  # a short run that finds nothing takes nothing back
        (figure(99.0, tries=6, unit="s", target=10), figure(7.0, tries=120, unit="s", target=10), False),
    ],
)
def test_the_file_keeps_the_strongest_proof_and_every_failure(found, kept, replaces):
    assert outweighs(found, kept and kept.as_data()) is replaces


def test_a_proof_breaks_the_run_and_a_time_or_a_share_does_not():
    assert [unit for unit in ("writes", "leaks", "s", "ms", "MB", "%", "open ends") if figure(1, unit=unit).broken] == [
        "writes",
        "leaks",
    ]
    assert figure(19, unit="patterns", target=20, higher=True).broken
    assert not figure(1, target=None).broken
    assert not figure(0).broken
