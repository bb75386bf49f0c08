"""doorstroom survival from file to file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from doorstroom.monitoring.files.survival import main


def run(folder: Path, content: str, *words: str) -> dict[str, Any]:
    (folder / "spells.csv").write_text(content)
    asked = [str(folder / "spells.csv"), "--time", "t", "--cause", "c", *words, "--out", str(folder / "out")]
    assert main(asked) == 0
    found: dict[str, Any] = json.loads((folder / "out" / "result.json").read_text())
    return found


def test_four_people_two_exits(tmp_path: Path) -> None:
    """As worked out on docs/domain/evidence.md; times need not be whole."""
    found = run(tmp_path, "t,c\n0.5,stopped\n1.0,job\n1.0,\n1.5,stopped\n")
    assert found == {
        "groups": [
            {
                "name": "all",
                "people": 4,
                "exits": {"job": 1, "stopped": 2},
                "time": [0.5, 1.0, 1.5],
                "at_risk": [4, 3, 1],
                "survival": pytest.approx([0.75, 0.5, 0.0]),
                "survival_se": pytest.approx([(0.75 * 0.25 / 4) ** 0.5, (0.25 * (1 / 12 + 1 / 6)) ** 0.5, 0.0]),
                "incidence": {
                    "job": {
                        "estimate": pytest.approx([0, 0.25, 0.25]),
                        "se": found["groups"][0]["incidence"]["job"]["se"],
                    },
                    "stopped": {
                        "estimate": pytest.approx([0.25, 0.25, 0.75]),
                        "se": found["groups"][0]["incidence"]["stopped"]["se"],
                    },
                },
                "median": 1.0,
            }
        ],
        "logrank": None,
        "logrank_by_cause": {},
    }


def test_zero_and_empty_are_open_and_numbers_are_ordered_as_numbers(tmp_path: Path) -> None:
    found = run(tmp_path, "t,c\n1,0\n2,\n3,10\n4,2.0\n5,0.0\n")
    assert found["groups"][0]["exits"] == {"2": 1, "10": 1}


def test_groups_with_the_log_rank_of_the_textbook(tmp_path: Path) -> None:
    """Freireich et al. 1963: 16.79 on one degree of freedom."""
    treated = [(6, 1)] * 3 + [(6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0)]
    treated += [(20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]
    placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    rows = [f"{t},{c},6-MP" for t, c in treated] + [f"{t},1,placebo" for t in placebo]
    found = run(tmp_path, "t,c,g\n" + "\n".join(rows) + "\n", "--group", "g")
    assert [group["name"] for group in found["groups"]] == ["6-MP", "placebo"]
    assert (round(found["logrank"]["chi2"], 2), found["logrank"]["df"]) == (16.79, 1)
    assert found["logrank_by_cause"]["1"] == found["logrank"]
    assert [group["median"] for group in found["groups"]] == [23.0, 8.0]


def test_late_entry_whole_weights_and_mean_times(tmp_path: Path) -> None:
    found = run(tmp_path, "t,c,e,w\n2,1,0,2\n3,1,0,1\n4,0,2,3\n", "--entry", "e", "--weights", "w", "--horizon", "4")
    group = found["groups"][0]
    assert group["at_risk"] == [3.0, 4.0, 3.0]
    assert group["survival"] == pytest.approx([1 / 3, 1 / 4, 1 / 4])
    assert group["restricted_mean"] == {
        "horizon": 4.0,
        "open": pytest.approx(2 + 1 / 3 + 1 / 4),
        "1": pytest.approx(2 / 3 + 3 / 4),
    }


def test_a_row_of_weight_two_is_two_people_in_the_log_rank(tmp_path: Path) -> None:
    short = run(tmp_path, "t,c,g,w\n1,1,a,2\n3,0,a,1\n2,1,b,3\n4,1,b,1\n", "--group", "g", "--weights", "w")
    long = run(tmp_path, "t,c,g\n1,1,a\n1,1,a\n3,0,a\n2,1,b\n2,1,b\n2,1,b\n4,1,b\n", "--group", "g")
    assert short["logrank"] == long["logrank"]
    uneven = run(tmp_path, "t,c,g,w\n1,1,a,2.5\n3,0,a,1\n2,1,b,3\n", "--group", "g", "--weights", "w")
    assert uneven["logrank"] is None


@pytest.mark.parametrize(
    ("content", "words", "message"),
    [
        ("t,c\n1,1\nlong,0\n", [], 'spells.csv, line 3, column "t": "long" is not a number; write digits'),
        ("t,c\n1,1\n,0\n", [], 'spells.csv, line 3, column "t": "" is empty; fill it in'),
        ("t,c\n-1,1\n", [], 'column "t": "-1" is below zero'),
        ("t,c,e\n1,1,1\n", ["--entry", "e"], 'column "t": "1" does not lie after the entry'),
        ("t,c,w\n1,1,0\n", ["--weights", "w"], 'column "w": "0" is not above zero'),
        ("t,c,g\n1,1,\n", ["--group", "g"], 'column "g": "" names no group'),
        ("t,c\n1,NA\n", [], 'column "c": "NA" does not say whether the spell ended'),
        ("t,c\n", [], "there are no rows under the header"),
        ("", [], "is empty; the first line names the columns"),
        ("t,c,t\n1,1,1\n", [], '"t" stands there twice'),
        ("t,c\n1,1\n", ["--group", "g"], 'there is no column "g"; the file has t, c'),
        ('t,c\n"1,1\n', [], "look for a quote that is not closed"),
    ],
)
def test_refusals(
    content: str, words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "spells.csv").write_text(content)
    asked = [str(tmp_path / "spells.csv"), "--time", "t", "--cause", "c", *words, "--out", str(tmp_path / "out")]
    assert main(asked) == 2
    assert message in capsys.readouterr().err
