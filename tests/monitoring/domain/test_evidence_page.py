"""The worked numbers in the documentation are what the engine computes, and what it says is shown is shown."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "domain" / "evidence.md"


def test_every_worked_number_on_the_page_is_right() -> None:
    results = doctest.testfile(str(PAGE), module_relative=False)
    assert results.failed == 0
    assert results.attempted >= 80


def test_every_goal_names_tests_and_figures_that_are_there() -> None:
    table = PAGE.read_text().partition("## What is shown by which test")[2].partition("\n## ")[0]
    assert [f"E{n} " in table for n in range(1, 15)] == [True] * 14
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", table)
    assert len(named) > 30
    assert [each for each in named if f"def {each[1]}(" not in (ROOT / each[0]).read_text()] == []
    printed = {row["name"] for row in json.loads((ROOT / "bench" / "results.json").read_text())}
    assert set(re.findall("“(.+?)”", table)) <= printed
