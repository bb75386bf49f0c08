"""Every code of this app's decisions has a sentence, and every sentence a code."""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path

from doorstroom.trajectories.domain.messages import REASONS

SOURCE = Path(str(files("doorstroom")))
SPEAKERS = {"Reason", "TrajectoryError", "codes"}


def codes_in(path):
    """The texts in the first argument of what raises or gives a reason."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS:
            first = node.args[0]
            parts = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            yield from (part.value for part in parts if isinstance(part, ast.Constant))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "code":
            yield from (part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant))


def test_every_code_has_a_sentence_and_every_sentence_a_code():
    paths = [SOURCE / "kernel" / "transitions.py", *(SOURCE / "trajectories" / "domain").glob("*.py")]
    assert {code for path in paths for code in codes_in(path)} == set(REASONS)
