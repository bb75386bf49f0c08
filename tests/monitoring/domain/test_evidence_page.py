"""The worked numbers in the documentation are what the engine computes."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs" / "domain" / "evidence.md"


def test_every_worked_number_on_the_page_is_right() -> None:
    results = doctest.testfile(str(PAGE), module_relative=False)
    assert results.failed == 0
    assert results.attempted >= 80
