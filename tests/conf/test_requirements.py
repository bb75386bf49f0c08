"""The page that says which test holds what the programmes ask names only tests that exist, and every row once."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.PACKAGE).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("| \n").split(" | ")]
    for line in (ROOT / "docs" / "domain" / "requirements.md").read_text().splitlines()
    if re.match(r"\| S\d", line)
]
ASKED = [
    *(f"S0.{n}" for n in range(1, 15)), *(f"S1.{n}" for n in range(1, 16)),
    *(f"S2.{n}" for n in (*range(1, 7), *range(10, 15))), *(f"S3.{n}" for n in (*range(1, 14), 15, 16)),
    "S4.2", "S4.4", "S4.5", "S4.8", *(f"S4.{n}" for n in range(9, 14)),
]  # fmt: skip
NAMED = sorted({each for row in ROWS for each in re.findall(r"`(tests/[\w/.]+::\w+)`", row[2])})


def test_every_row_stands_there_once_in_order():
    assert [row[0] for row in ROWS] == ASKED


def test_every_row_names_a_test_or_says_why_not():
    assert [row[0] for row in ROWS if not (row[2].startswith("left: ") or "::" in row[2])] == []


@pytest.mark.parametrize("named", NAMED)
def test_the_test_exists(named):
    path, name = named.split("::")
    assert re.search(rf"^ *def {name}\(", (ROOT / path).read_text(), re.MULTILINE)
