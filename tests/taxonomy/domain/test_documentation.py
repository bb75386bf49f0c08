"""The page about linking tells the truth: its examples are run."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "domain" / "linking.md"


def test_every_example_on_the_page_comes_out():
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert results.attempted > 10
    assert results.failed == 0
