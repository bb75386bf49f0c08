"""doorstroom outcomes from file to file, and what all commands on files share."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from doorstroom.monitoring.files.outcomes import main
from doorstroom.monitoring.files.refusals import BadFile
from doorstroom.monitoring.files.table import parse

EVENTS = """person;what;when;arm
b;intake;2026-03-02;v2
a;intake;2026-01-05T09:00;v1
a;start;2026-01-12T09:00;
a;job;2026-03-09T09:00;
b;start;2026-03-09;
c;start;2026-03-16;v2
c;stopped;2026-04-06;
c;job;2026-05-04;
"""
CONFIG = """
[columns]
case = "person"
activity = "what"
time = "when"

[[cohort]]
name = "v2"
where = { arm = "v2" }
clock = "start"
weeks = [3, 4]
exits = { job = ["job"], dropout = ["stopped"] }
"""


def run(folder: Path, events: str, config: str, *words: str) -> dict[str, Any]:
    (folder / "events.csv").write_text(events)
    (folder / "cohorts.toml").write_text(config)
    asked = [str(folder / "events.csv"), "--config", str(folder / "cohorts.toml"), *words, "--out", str(folder / "out")]
    assert main(asked) == 0
    found: dict[str, Any] = json.loads((folder / "out" / "summary.json").read_text())
    return found


def table(path: Path) -> list[list[str]]:
    with path.open(newline="") as file:
        return list(csv.reader(file))


def test_the_whole_log(tmp_path: Path) -> None:
    found = run(tmp_path, EVENTS, CONFIG, "--as-of", "2026-12-31")
    days = [63, 7, 49]
    assert {key: found[key] for key in ("cases", "events", "activities", "variants", "mean_events_per_case")} == {
        "cases": 3, "events": 8, "activities": 4, "variants": 3, "mean_events_per_case": 8 / 3,
    }  # fmt: skip
    assert found["mean_duration_seconds"] == pytest.approx(sum(days) / 3 * 86400)
    assert found["sd_duration_seconds"] == pytest.approx((sum((d - 119 / 3) ** 2 for d in days) / 2) ** 0.5 * 86400)
    assert table(tmp_path / "out/variants.csv") == [
        ["variant", "cases", "events"],
        ["intake > start", "1", "2"],
        ["intake > start > job", "1", "3"],
        ["start > stopped > job", "1", "3"],
    ]
    assert table(tmp_path / "out/directly_follows.csv")[1] == ["intake", "start", "2", "604800.0", "604800.0"]
    assert table(tmp_path / "out/sojourn.csv")[-1] == ["stopped", "1", "1", "2419200.0", "2419200.0", "2419200.0"]


def test_a_cohort_counts_from_its_clock_and_only_the_first_exit(tmp_path: Path) -> None:
    """c stopped after 21 days and found a job later; b is open for 297 days."""
    cohort = run(tmp_path, EVENTS, CONFIG, "--as-of", "2026-12-31")["cohorts"][0]
    assert (cohort["name"], cohort["cases"], cohort["people"]) == ("v2", 2, 2)
    assert (cohort["exits"], cohort["still_open"]) == ({"job": 0, "dropout": 1}, 1)
    assert cohort["reached"]["3"]["dropout"]["estimate"] == 0.5
    assert table(tmp_path / "out/v2/curves.csv")[1][:3] == ["3", "2", "0.5"]


def test_events_after_the_day_are_not_seen(tmp_path: Path) -> None:
    found = run(tmp_path, EVENTS, CONFIG, "--as-of", "2026-04-05")
    assert (found["events"], found["events_after_as_of"], found["cohorts"][0]["still_open"]) == (6, 2, 2)


def test_the_day_itself_counts_in_the_zone_of_the_config(tmp_path: Path) -> None:
    """23:30 UTC on the 1st of May is the 2nd in Amsterdam."""
    events = "case,activity,time\na,x,2026-05-01T23:30:00Z\na,y,2026-04-01T10:00:00+02:00\n"
    assert run(tmp_path, events, "", "--as-of", "2026-05-01")["events"] == 2
    zone = '[reading]\ntimezone = "Europe/Amsterdam"\n'
    assert run(tmp_path, events, zone, "--as-of", "2026-05-01")["events"] == 1


def test_a_clock_change_adds_no_hour_to_times_without_a_zone(tmp_path: Path) -> None:
    events = "case,activity,time\na,x,2026-03-28 12:00\na,y,2026-03-29 12:00\n"
    assert run(tmp_path, events, "")["mean_duration_seconds"] == 86400.0


def test_another_way_to_write_moments(tmp_path: Path) -> None:
    events = "case,activity,time\na,x,01/04/2026 09:15\na,y,01/04/2026 09:45\n"
    assert run(tmp_path, events, '[reading]\nformat = "%d/%m/%Y %H:%M"\n')["mean_duration_seconds"] == 1800.0


@pytest.mark.parametrize(
    ("events", "config", "words", "message"),
    [
        ("case,activity,time\na,x,soon\n", "", [], 'events.csv, line 2, column "time": "soon" is not a moment; write'),
        ("case,activity,time\na,,2026-01-01\n", "", [], 'events.csv, line 2, column "activity": "" is empty'),
        ("who,activity,time\na,x,2026-01-01\n", "", [], 'there is no column "case"; the file has who, activity, time'),
        ("case,activity,time\na,x,2026-01-01\n", "", ["--as-of", "later"], '--as-of "later" is not a day'),
        ("case,activity,time\na,x,2026-01-01\n", "", ["--as-of", "2025-01-01"], "nothing had happened by 2025-01-01"),
        (EVENTS, "[column]\n", [], '"column" is not known; choose from cohort, columns, reading'),
        (EVENTS, "[columns\n", [], "cohorts.toml: is not TOML"),
        (EVENTS, CONFIG.replace('"start"', '"begin"'), [], 'the clock of cohort "v2" is "begin", which never happens'),
        (EVENTS, CONFIG.replace("arm =", "version ="), [], 'there is no column "version"'),
        (EVENTS, CONFIG.replace('arm = "v2"', 'arm = "v3"'), [], 'cohort "v2" holds nobody'),
        (EVENTS, CONFIG.replace("[3, 4]", "[0]"), [], "weeks [0]; write whole numbers above 0"),
        (EVENTS, CONFIG.replace('name = "v2"', 'name = "../v2"'), [], 'name "../v2"; give a name of letters'),
        (EVENTS, CONFIG + "since = '2026-01-01'\n", [], "since 2026-01-01; write a day without quotes"),
        (EVENTS, CONFIG + CONFIG[CONFIG.index("[[") :], [], "two cohorts have the same name"),
        (EVENTS, '[reading]\ntimezone = "Utrecht"\n', [], 'timezone "Utrecht" is no time zone'),
    ],
)
def test_refusals(
    events: str, config: str, words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "events.csv").write_text(events)
    (tmp_path / "cohorts.toml").write_text(config)
    asked = [str(tmp_path / "events.csv"), "--config", str(tmp_path / "cohorts.toml"), *words]
    assert main([*asked, "--out", str(tmp_path / "out")]) == 2
    assert message in capsys.readouterr().err


def test_files_are_read_whatever_program_saved_them() -> None:
    assert parse("naam;uur\nZoë;7,5\n".encode("cp1252"), "x.csv").numbers("uur").tolist() == [7.5]
    assert parse("naam\tuur\r\nZoë\t7.5\r\n".encode("utf-8-sig"), "x.csv").columns["naam"] == ["Zoë"]
    with pytest.raises(BadFile, match="is not a text with columns"):
        parse(b"PK\x03\x04\x00\x00", "x.csv")


@pytest.mark.parametrize("command", ["evaluate", "outcomes", "survival"])
def test_a_command_on_files_loads_neither_django_nor_scipy(command: str) -> None:
    code = (
        f"import sys, doorstroom.monitoring.files.{command};"
        "print(*[m for m in ('django', 'scipy', 'pandas') if m in sys.modules])"
    )
    source = Path(__file__).resolve().parents[3] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )
    assert done.stdout.split() == []
