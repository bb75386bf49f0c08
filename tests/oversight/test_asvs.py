"""The table of ASVS is honest: every test that it names is there, levels one and two are answered whole."""

import re
from collections import Counter
from pathlib import Path

from doorstroom.oversight.evidence import asvs_rows

TESTS = Path(__file__).parents[2]


def test_every_row_has_an_answer_and_stands_there_once():
    rows = asvs_rows()
    assert max(Counter(row["id"] for row in rows).values()) == 1
    assert {row["answer"] for row in rows} <= {"yes", "partly", "no", "not applicable"}
    assert [row["id"] for row in rows if not (row["where"] and re.fullmatch(r"\d+\.\d+\.\d+", row["id"]))] == []


def test_levels_one_and_two_are_answered_whole_and_most_of_it_by_tests():
    """253 requirements of ASVS 5.0.0; more are not applicable only where the product has nothing of the kind."""
    rows = [row for row in asvs_rows() if row["level"] in "12"]
    assert len(rows) == 253
    assert {row["id"].split(".")[0] for row in rows} == {str(chapter) for chapter in range(1, 18)}
    assert sum(bool(row["tests"]) for row in rows) >= 140
    assert [row["id"] for row in rows if row["answer"] == "not applicable" and row["tests"]] == []


def test_authorisation_and_logging_are_answered_whole():
    """13 requirements of chapter 8 and 17 of chapter 16, all levels."""
    chapters = Counter(row["id"].split(".")[0] for row in asvs_rows())
    assert (chapters["8"], chapters["16"]) == (13, 17)
    assert [row["id"] for row in asvs_rows() if row["id"].startswith("8.") and not row["tests"]] == []


def test_every_named_test_is_there():
    missing = []
    for row in asvs_rows():
        for name in row["tests"].split():
            path, function = name.split("::")
            if f"def {function}(" not in (TESTS / path).read_text():
                missing.append((row["id"], name))
    assert missing == []
