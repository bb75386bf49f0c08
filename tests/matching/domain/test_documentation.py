"""The worked numbers of the pages are run, so that page and rule cannot drift apart."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[3] / "docs" / "domain"


@pytest.mark.parametrize(
    "page", ["places-for-a-person.md", "matching.md", "people-for-a-place.md", "round-planning.md"]
)
def test_worked_numbers_are_what_the_rule_gives(page):
    result = doctest.testfile(str(PAGES / page), module_relative=False, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0
