"""How much of ASVS 5.0.0 is answered, and how much of that an automated test holds: read from our own table."""

from __future__ import annotations

from collections.abc import Iterator

from bench.results import Result
from doorstroom.oversight.evidence import asvs_rows

LEVEL_2, LEVEL_3_OF_8_AND_16 = 253, 7
"""Requirements of levels 1 and 2, and those of level 3 about authorisation and logging."""


def measure() -> Iterator[Result]:
    rows = [row for row in asvs_rows() if row["level"] in "12" or row["id"].startswith(("8.", "16."))]
    tested = sum(bool(row["tests"]) for row in rows)
    yield Result(
        "ASVS 5, requirements answered", len(rows), "requirements", LEVEL_2 + LEVEL_3_OF_8_AND_16,
        "levels 1 and 2, and level 3 of chapters 8 and 16; not applicable says what there is not", higher=True,
    )  # fmt: skip
    yield Result(
        "ASVS 5, requirements held by a test", tested, "requirements", 140,
        "rows that name a test; a test checks that it exists", higher=True,
    )  # fmt: skip
    yield Result(
        "ASVS 5, answered with no or partly", sum(row["answer"] in {"no", "partly"} for row in rows), "open ends", 0,
        ", ".join(row["id"] for row in rows if row["answer"] in {"no", "partly"}),
    )  # fmt: skip
