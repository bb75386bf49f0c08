"""plan-round on the example files, and what it says about files that are not in order."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from doorstroom.matching.files.plan_round import main

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "planning"
FILES = ("CANDIDATES.csv", "PLACES.csv", "RULES.toml")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).write_text((EXAMPLE / name).read_text())
    return tmp_path


def run(files: Path) -> int:
    out = ["--out", str(files / "PLAN.csv"), "--explain", str(files / "EXPLAIN.csv"), "--on", "2026-11-23"]
    return main([*(str(files / name) for name in FILES), *out])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_example_is_planned_with_proof_and_reasons(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files) == 0
    placed = {row["candidate_id"]: row["place_id"] for row in rows(files / "PLAN.csv")}
    assert placed == {"abel": "tea", "cor": "gardens", "dina": "gardens", "esra": "bikes"}
    why = {row["candidate_id"]: (row["why"], row["what"], row["gives_way"]) for row in rows(files / "EXPLAIN.csv")}
    assert why == {"bea": ("gives_way", "", "abel|dina"), "fons": ("no_place", "language alone", "")}
    out = capsys.readouterr()
    assert (out.err, out.out.splitlines()[:3]) == (
        "", ["4 of 6 candidates placed at 3 places", "  placed: 4 (proven)", "  worst_off: 1/2 (proven)"],
    )  # fmt: skip


def test_bad_cell_names_file_line_column_and_repair_and_the_rest_goes_on(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(files / "CANDIDATES.csv", ",thu|fri,gardens,yes", ",thu|fri,,yes")
    assert run(files) == 1
    assert capsys.readouterr().err == (
        "CANDIDATES.csv, line 4, column current: '' is empty while keep is yes; name the place that is kept\n"
    )
    assert "cor" not in {row["candidate_id"] for row in rows(files / "PLAN.csv")}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("north = 7", "north = -7", "RULES.toml: coach_hours.north is -7; write a whole number from 0 up\n"),
        ("seats = 6", "seets = 6", "RULES.toml: seets is no rule; use apart, coach_hours, employer_limit, floors, "
         "school_seats, seats, sector_limit, together\n"),
        ("together = []", 'together = "abel"', 'RULES.toml: together is no list of people; write together = '
         '[["c1", "c2"]]\n'),
        ('[["abel", "bea"]]', '[["abel", "zoe"]]', "apart: nobody is called zoe; add the candidate or remove the "
         "name\n"),
        ('older = "50%"', 'older = "half"', "RULES.toml: floors.older is 'half'; write a whole number from 0 up\n"),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_used_stop_everything(
    files: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    change(files / "RULES.toml", old, new)
    assert run(files) == 2
    assert capsys.readouterr().err == said
    assert not (files / "PLAN.csv").exists()


def test_floors_that_nobody_can_keep_are_named(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(files / "RULES.toml", "young = 1", "young = 3")
    assert run(files) == 0
    assert "  floor of young: 1 instead of 3; no plan keeps all floors" in capsys.readouterr().out.splitlines()
