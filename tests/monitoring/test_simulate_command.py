"""`doorstroom simulate` on the example, on a route model, and on everything that can be wrong in a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from doorstroom.monitoring.domain.simulation import Band, Capacity, Group, Rates
from doorstroom.monitoring.domain.simulation_route import capacity_of
from doorstroom.monitoring.files.scenario import read_scenario
from doorstroom.monitoring.files.simulate import main
from doorstroom.programmes.domain.versions import read_model

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "simulation" / "welthuis.yaml"
MODELS = ROOT / "src" / "doorstroom" / "demo" / "models"
ASK = ["--target", "800", "--by", "2028-12-31"]


def written(tmp_path: Path, **changes) -> str:
    data = yaml.safe_load(EXAMPLE.read_text()) | changes
    target = tmp_path / "model.yaml"
    target.write_text(yaml.safe_dump({name: value for name, value in data.items() if value is not None}))
    return str(target)


def test_the_example_says_what_is_needed(capsys):
    assert main([str(EXAMPLE), *ASK]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "445 of 800 on 2026-11-23; without new starts 484 to 495 lasting jobs by 2028-12-31.",
        "Starts count until 2028-06-19: 21 more, every 4 weeks.",
        "For a chance of 50%: 52 people a start, 1092 in all; 15 coaches and 224 places in the week of 2027-08-16.",
        "For a chance of 80%: 57 people a start, 1197 in all; 16 coaches and 246 places in the week of 2027-08-16.",
        "For a chance of 95%: 61 people a start, 1281 in all; 17 coaches and 263 places in the week of 2027-08-16.",
        "Rates stay as measured, and 8 times in 10 the number lies in the range.",
    ]


def test_the_machine_readable_result_is_the_same_twice(tmp_path, capsys):
    for folder in ("a", "b"):
        assert main([str(EXAMPLE), *ASK, "--json", "--coaches", "8", "--out", str(tmp_path / folder)]) == 0
    one, other = ((tmp_path / folder / "result.json").read_bytes() for folder in ("a", "b"))
    assert one == other
    found = json.loads(one)
    assert found == json.loads(capsys.readouterr().out.split("\n}\n")[0] + "\n}")
    assert (found["needed"]["0.8"]["people"], found["possible"]["coaches"]) == (1197, 8)
    assert found["last_start_that_counts"] == "2028-06-19"


def test_the_file_is_read_as_it_stands():
    scenario = read_scenario(EXAMPLE)
    assert (scenario.as_of, scenario.reached, scenario.on_the_way) == (
        date(2026, 11, 23),
        445,
        (Group(3, 24), Group(12, 20)),
    )
    assert scenario.capacity == Capacity(caseload=24, place_from=1, place_until=20)
    assert scenario.rates == Rates(
        people=216, kept=80 / 102, job_starters=102, lasting_weeks=26,
        bands=(
            Band(first=1, last=4, person_weeks=800, job=2, stopped=20),
            Band(first=5, last=20, person_weeks=2700, job=30, stopped=25),
            Band(first=21, last=40, person_weeks=1500, job=70, stopped=12),
        ),
    )  # fmt: skip


def test_a_route_model_gives_caseload_and_weeks_at_a_workplace(tmp_path):
    """WelThuis works from its first week to its twentieth; the file's own numbers go first."""
    named = {"file": str(MODELS / "welthuis-v2.yaml"), "coach": "job_coach"}
    standard = (ROOT / "src/doorstroom/programmes/domain/standard.yaml").read_text()
    model = read_model((MODELS / "welthuis-v2.yaml").read_text(), standard)
    own = capacity_of(model, "job_coach")
    assert (own.place_from, own.place_until, own.caseload) == (1, 20, model.role("job_coach").max_caseload)
    path = written(tmp_path, route_model=named, capacity={"caseload": 11})
    assert read_scenario(Path(path)).capacity == Capacity(caseload=11, place_from=1, place_until=20)


def test_a_model_that_nobody_coded_for_gives_its_own_weeks():
    standard = (ROOT / "src/doorstroom/programmes/domain/standard.yaml").read_text()
    text = (ROOT / "tests/programmes/domain/models/eerst-de-plek.yaml").read_text()
    assert capacity_of(read_model(text, standard), "nobody").caseload is None


def test_what_if_changes_the_answer(capsys):
    assert main([str(EXAMPLE), *ASK, "--kept", "0.9", "--stopped", "0.5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["needed"]["0.8"]["people"] < 1197


RATES = {"people": 10, "weeks": [], "lasting": {"weeks": 26, "kept": 1, "of": 2}}
LINE = {"from": 1, "until": 4, "person_weeks": 10, "job": 1, "stopped": 1}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rates": None}, 'model.yaml: "rates" is missing; docs/formats.md shows an example'),
        ({"colour": "red"}, 'model.yaml: "colour" is not a field; it holds as_of, at_work, capacity, name, on_the_way, '
                            "rates, reached, route_model, starts"),
        ({"as_of": "soon"}, 'model.yaml, as_of: "soon" is not a day; write it as 2026-12-31'),
        ({"reached": -1}, 'model.yaml, reached: "-1" is not a whole number of 0 or more'),
        ({"reached": True}, 'model.yaml, reached: "True" is not a whole number of 0 or more'),
        ({"on_the_way": 3}, 'model.yaml, on_the_way: "3" is not a list; put a dash before each line'),
        ({"on_the_way": [{"people": 3}]},
         'model.yaml, on_the_way: "weeks_ago" is missing; docs/formats.md shows an example'),
        ({"starts": [1]}, 'model.yaml, starts: "[1]" holds no fields; docs/formats.md shows an example'),
        ({"rates": RATES}, "model.yaml, rates.weeks: is empty; give one line or more with what was measured"),
        ({"rates": RATES | {"weeks": [LINE | {"from": 2}]}},
         "model.yaml, rates.weeks: 2-4 does not follow; the next weeks begin at 1"),
        ({"rates": RATES | {"weeks": [LINE | {"job": 10}]}},
         "model.yaml, rates.weeks 1-4: 11 people left in 10 person-weeks"),
        ({"rates": RATES | {"weeks": [LINE], "lasting": {"weeks": 26, "kept": 3, "of": 2}}},
         "model.yaml, rates.lasting.kept: 3 is more than the 2 people who began to work"),
        ({"route_model": {"file": str(MODELS / "welthuis-v2.yaml"), "coach": "chef"}},
         'model.yaml, route_model.coach: "chef" is no role; the model has '),
        ({"route_model": {"file": "none.yaml", "coach": "job_coach"}},
         "none.yaml cannot be read (No such file or directory)"),
        ({"route_model": {"file": "model.yaml", "coach": "job_coach"}}, "model.yaml is no route model; "),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_place_reason_and_repair(tmp_path, capsys, changes, message):
    assert main([written(tmp_path, **changes), *ASK]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1", "line 1, column 6: is not YAML; look for a missing colon, quote or indent"),
        ("", "holds no fields; docs/formats.md shows an example"),
        ("- 1", "holds no fields; docs/formats.md shows an example"),
    ],
)
def test_a_file_that_is_no_yaml_is_refused(tmp_path, capsys, text, message):
    path = tmp_path / "x.yaml"
    path.write_text(text)
    assert main([str(path), *ASK]) == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--by", "2026-11-23"], "is not after 2026-11-23"),
        (["--kept", "2"], "--kept 2.0: is a share between 0 and 1"),
        (["--stopped", "-1"], "factors between 0 and 10"),
    ],
)
def test_impossible_options_are_refused(capsys, words, message):
    assert main([str(EXAMPLE), *ASK, *words]) == 1
    assert message in capsys.readouterr().err


def test_options_of_the_wrong_kind_are_refused_by_name(capsys):
    with pytest.raises(SystemExit) as stopped:
        main([str(EXAMPLE), "--target", "many", "--by", "2028-12-31"])
    assert stopped.value.code == 2
    assert "many is not a whole number from 1 to 100000" in capsys.readouterr().err
