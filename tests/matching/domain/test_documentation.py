"""The worked numbers of the page are run, so that page and rule cannot drift apart."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "domain" / "places-for-a-person.md"


def test_worked_numbers_are_what_the_rule_gives():
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0
