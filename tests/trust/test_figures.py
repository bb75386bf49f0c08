"""The figures on trust that are published: each stands beside an aim and what others promise of it."""

import json
import re
from pathlib import Path

from bench.anchors import ANCHORS, anchor
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
