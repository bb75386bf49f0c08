"""Every example file is run by its command, and the answer is looked at: an example that no longer works is a lie."""

from __future__ import annotations

import json
import shlex
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from doorstroom.cli import ON_FILES
from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ImportContext

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

# Words as one types them in the folder, the file of the answer, and what stands in it.
RUNS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    (
        "evidence", "outcomes events.csv --config COHORTS.toml --as-of 2026-11-23", "summary.json",
        {"cases": 40, "events": 202, "activities": 8, "variants": 6},
    ),
    (
        "evidence", "survival spells.csv --time weeks --cause cause --group version --horizon 26", "result.json",
        {"logrank": {"df": 1}},
    ),
    (
        "evidence",
        "evaluate cohort.csv --comparison comparison.csv --treatment took_part --outcome job_in_a_year"
        " --covariates age,education,months_on_benefit --placebo worked_year_before", "result.json",
        {"estimand": "ATT", "n_treated": 140, "n_comparison": 800, "verdict": "effect"},
    ),
    (
        "evidence",
        "evaluate invited.csv --invited invited --treatment started --outcome job_in_a_year"
        " --covariates age,months_on_benefit --placebo worked_year_before", "result.json",
        {"estimand": "ITT", "n_treated": 298, "n_comparison": 302, "verdict": "no_demonstrable_difference"},
    ),
)  # fmt: skip


def holds(answer: Any, expected: Any) -> bool:
    """Whether the answer has at least what was expected."""
    if isinstance(expected, dict):
        return all(key in answer and holds(answer[key], value) for key, value in expected.items())
    return bool(answer == expected)


def test_example_of_matching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "matching")
    out = tmp_path / "out.csv"
    words = f"people.csv places.csv --on 2026-11-23 --top 2 --verify 3 --out {out}"
    assert import_module(ON_FILES["match"]).main(shlex.split(words)) == 0
    rows = [line.split(",")[:6] for line in out.read_text().splitlines()[1:]]
    assert rows == [
        ["P1", "V4", "1", "fits", "", "10000"],
        ["P1", "V1", "2", "fits", "", "6000"],
        ["P2", "V2", "1", "fits", "", "5000"],
        ["P2", "V1", "2", "fits", "", "0"],
        ["P3", "V1", "1", "fits", "", "0"],
        ["P3", "V2", "2", "fits", "", "0"],
    ]


def test_example_of_awards() -> None:
    content = (EXAMPLES / "imports" / "awards.csv").read_bytes()
    checked = check_file("awards", content, "awards.csv", ImportContext(today=date(2026, 11, 23)))
    assert [(row.ref, row.kind, row.awarded_on.isoformat(), row.number) for row in checked.rows] == [
        ("LC-1", "practice_certificate", "2026-10-15", "PV-2026-118"),
        ("LC-1", "certificate", "2026-11-12", "C-2026-031"),
        ("LC-2", "diploma", "2026-11-13", "D-2026-007"),
    ]
    assert (checked.problems, checked.unmapped) == ((), ())


def test_example_of_a_sending_list() -> None:
    content = (EXAMPLES / "imports" / "sending.csv").read_bytes()
    checked = check_file("sending", content, "sending.csv", ImportContext(today=date(2026, 11, 23)))
    assert [(row.ref, str(row.dismissal_date), row.certainty) for row in checked.rows] == [
        ("R-1", "2027-01-01", "confirmed"), ("R-2", "2027-03-01", "announced"), ("R-3", "None", "unknown"),
    ]  # fmt: skip


@pytest.mark.parametrize(("folder", "words", "file", "expected"), RUNS, ids=[run[1][:40] for run in RUNS])
def test_example(
    folder: str, words: str, file: str, expected: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES / folder)
    command, *rest = shlex.split(words)
    assert import_module(ON_FILES[command]).main([*rest, "--out", str(tmp_path)]) == 0
    answer = json.loads((tmp_path / file).read_text())
    assert holds(answer, expected), {key: answer.get(key) for key in expected}
