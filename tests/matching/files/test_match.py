"""The command on two files: columns, order, refusals and the check by hand."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from doorstroom.cli import main as doorstroom
from doorstroom.matching.files import match
from doorstroom.matching.files.match import main, read_tree
from doorstroom.matching.files.rows import PEOPLE_COLUMNS, PLACES_COLUMNS

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "matching"
DATA = Path(os.environ.get("DOORSTROOM_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
ON = ["--on", "2026-11-23"]
PERSON = {"person_id": "P1", "lat": "51.5", "lon": "5.5", "max_km": "20"}
PLACE = {"place_id": "V1", "lat": "51.5", "lon": "5.5"}


def write(path: Path, columns: tuple[str, ...], *rows: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(tmp_path: Path, people: list[dict], places: list[dict], *words: str) -> tuple[int, list[dict[str, str]]]:
    files = (
        write(tmp_path / "people.csv", PEOPLE_COLUMNS, *people),
        write(tmp_path / "places.csv", PLACES_COLUMNS, *places),
    )
    out = tmp_path / "out.csv"
    code = main([str(files[0]), str(files[1]), "--out", str(out), *ON, *words])
    return code, read(out) if out.exists() else []


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def example(tmp_path: Path, *words: str) -> list[dict[str, str]]:
    out = tmp_path / "out.csv"
    files = [str(EXAMPLES / "people.csv"), str(EXAMPLES / "places.csv")]
    assert main([*files, "--out", str(out), *ON, "--verify", "4", *words]) == 0
    return read(out)


def test_example_from_person_to_places(tmp_path):
    rows = example(tmp_path)
    assert list(rows[0]) == [
        "person_id", "place_id", "position", "group", "failed", "score", "carries_over", "to_learn", "unknown",
    ]  # fmt: skip
    assert [(r["person_id"], r["place_id"], r["position"], r["group"], r["failed"], r["score"]) for r in rows] == [
        ("P1", "V4", "1", "fits", "", "10000"),
        ("P1", "V1", "2", "fits", "", "6000"),
        ("P1", "V3", "3", "nearly", "language", "9999"),
        ("P1", "V2", "4", "nearly", "licence:B", "0"),
        ("P2", "V2", "1", "fits", "", "5000"),
        ("P2", "V1", "2", "fits", "", "0"),
        ("P3", "V1", "1", "fits", "", "0"),
        ("P3", "V2", "2", "fits", "", "0"),
        ("P3", "V3", "3", "fits", "", "0"),
        ("P3", "V4", "4", "fits", "", "0"),
    ]
    assert rows[1]["carries_over"] == "doorstroom:skill/listen doorstroom:skill/wash"
    assert rows[1]["to_learn"] == "doorstroom:skill/cook"
    assert rows[2]["unknown"] == "start"
    assert rows[8]["unknown"] == "travel days hours start language shift:day doorstroom:skill/serve"


def test_reasons_say_share_source_who_is_asked_and_what_a_repair_opens(tmp_path):
    rows = example(tmp_path, "--reasons")
    assert rows[0]["carries_over"] == "doorstroom:skill/listen;skill;10000;doorstroom:skill/listen"
    assert rows[1]["to_learn"] == "doorstroom:skill/cook;4000"
    assert rows[3]["failed"] == "licence:B;opens 1"
    assert rows[8]["unknown"].split()[-2:] == ["shift:day;person", "doorstroom:skill/serve;6666;person"]


def test_top_counts_those_that_fit_and_then_those_that_nearly_do(tmp_path):
    rows = [row for row in example(tmp_path, "--top", "3") if row["person_id"] == "P1"]
    assert [(row["place_id"], row["group"]) for row in rows] == [("V4", "fits"), ("V1", "fits"), ("V3", "nearly")]


def test_from_place_to_people_there_is_no_score_and_no_position(tmp_path):
    rows = example(tmp_path, "--direction", "place", "--reasons")
    assert list(rows[0]) == ["person_id", "place_id", "group", "failed", "carries_over", "to_learn", "unknown"]
    assert [(row["place_id"], row["person_id"], row["group"]) for row in rows] == [
        ("V1", "P3", "fits"), ("V1", "P1", "fits"), ("V1", "P2", "fits"),
        ("V2", "P2", "fits"), ("V2", "P3", "fits"), ("V2", "P1", "nearly"),
        ("V3", "P3", "fits"), ("V3", "P1", "nearly"),
        ("V4", "P3", "fits"), ("V4", "P1", "fits"),
    ]  # fmt: skip
    assert rows[1]["carries_over"].split()[0] == "doorstroom:skill/listen;skill;doorstroom:skill/listen"


def test_lot_follows_the_seed_and_not_what_people_can(tmp_path):
    people = [PERSON | {"person_id": f"P{number}", "skills": "a " * number or "none"} for number in range(6)]
    place = PLACE | {"essential": "a"}
    orders = {
        seed: [row["person_id"] for row in run(tmp_path, people, [place], "--direction", "place", "--seed", seed)[1]]
        for seed in ("one", "two")
    }
    assert sorted(orders["one"]) == sorted(orders["two"])
    assert orders["one"] != orders["two"]


BAD_PEOPLE = [
    ({"person_id": ""}, "person_id", "'' is empty; give every row an id of its own"),
    ({"lat": "51,5"}, "lat", "'51,5' is no number in range; write a number from -90 to 90"),
    ({"lon": ""}, "lon", "'' is empty while the other half is there; fill both lat and lon, or neither"),
    ({"max_km": "-1"}, "max_km", "'-1' is no number in range; write a number from 0 to 20100"),
    ({"max_km": "nan"}, "max_km", "'nan' is no number in range; write a number from 0 to 20100"),
    ({"education": "2.5"}, "education", "'2.5' is no whole number; write 0 to 8 without a fraction"),
    ({"language": "B3"}, "language", "'B3' is no level of language; use A0, A1, A2, B1, B2, C1, C2"),
    ({"days": "mon|ma"}, "days", "'ma' is not known here; use mon, tue, wed, thu, fri, sat, sun, separated by |"),
    ({"hours_min": "30", "hours_max": "20"}, "hours_min", "'30' is above hours_max; swap them"),
    ({"start_from": "1-2-2027"}, "start_from", "'1-2-2027' is no day; write it as 2027-02-01"),
]


@pytest.mark.parametrize(("cells", "column", "says"), BAD_PEOPLE)
def test_bad_row_of_people_is_named_and_the_rest_goes_on(tmp_path, capsys, cells, column, says):
    code, rows = run(tmp_path, [PERSON | {"person_id": "P0"}, PERSON | cells], [PLACE])
    assert code == 1
    assert [row["person_id"] for row in rows] == ["P0"]
    assert capsys.readouterr().err == f"people.csv, line 3, column {column}: {says}\n"


BAD_PLACES = [
    ({"hours": "24-20"}, "hours", "'24-20' is no number of hours a week; write 24, or 24-32"),
    ({"capacity": "two"}, "capacity", "'two' is no number in range; write a number from 0 to 1e+06"),
    (
        {"start_from": "2027-02-01", "start_until": "2027-01-01"}, "start_until",
        "'2027-01-01' is before start_from; swap them",
    ),
    ({"place_id": "V0"}, "place_id", "'V0' was given before; give every row an id of its own"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "column", "says"), BAD_PLACES)
def test_bad_row_of_places_is_named_and_the_rest_goes_on(tmp_path, capsys, cells, column, says):
    code, rows = run(tmp_path, [PERSON], [PLACE | {"place_id": "V0"}, PLACE | cells])
    assert (code, [row["place_id"] for row in rows]) == (1, ["V0"])
    assert capsys.readouterr().err == f"places.csv, line 3, column {column}: {says}\n"


def test_file_without_its_columns_is_refused_as_a_whole(tmp_path, capsys):
    people = write(tmp_path / "people.csv", PEOPLE_COLUMNS[:-1], {"person_id": "P1"})
    places = write(tmp_path / "places.csv", PLACES_COLUMNS, PLACE)
    assert main([str(people), str(places), "--out", str(tmp_path / "out.csv")]) == 2
    assert capsys.readouterr().err.startswith("people.csv: no column skills; name all of person_id, lat,")
    assert not (tmp_path / "out.csv").exists()


def test_file_that_is_not_there_is_refused(tmp_path, capsys):
    places = write(tmp_path / "places.csv", PLACES_COLUMNS, PLACE)
    assert main([str(tmp_path / "no.csv"), str(places), "--out", str(tmp_path / "out.csv")]) == 2
    assert "no.csv: cannot be read" in capsys.readouterr().err


EMPTY_IS_UNKNOWN = [
    ({"licences": "B"}, {"licences": ""}, "licence:B"),
    ({"licences": ""}, {"licences": "B"}, "licence"),
    ({"shifts": "night"}, {"shifts": ""}, "shift:night"),
    ({"education_min": "2"}, {"education": ""}, "education"),
    ({"language_min": ""}, {"language": "B1"}, "language"),
    ({"days": "mon"}, {"days": ""}, "days"),
    ({"hours": "20"}, {"hours_min": "", "hours_max": "24"}, "hours"),
    ({"essential": "a"}, {"skills": ""}, "a"),
    ({"essential": ""}, {"skills": "a"}, "skill"),
]


@pytest.mark.parametrize(("place", "person", "asked"), EMPTY_IS_UNKNOWN)
def test_empty_cell_is_a_question_and_never_met(tmp_path, place, person, asked):
    code, (row,) = run(tmp_path, [PERSON | person], [PLACE | place])
    assert (code, row["group"], row["score"]) == (0, "fits", "0")
    assert asked in row["unknown"].split()


def test_none_is_known_and_fails(tmp_path):
    _, (row,) = run(tmp_path, [PERSON | {"licences": "none"}], [PLACE | {"licences": "B"}])
    assert (row["group"], row["failed"]) == ("nearly", "licence:B")


def test_check_by_hand_finds_a_difference(tmp_path, capsys, monkeypatch):
    """A loop that forgets the last place of everybody."""
    honest = match._places_for_people

    def forgetful(task, top):
        return {person: pairs[:-1] for person, pairs in honest(task, top).items()}

    monkeypatch.setattr(match, "_places_for_people", forgetful)
    assert run(tmp_path, [PERSON], [PLACE], "--verify", "1")[0] == 3
    assert capsys.readouterr().err == "differs from the rule by hand: P1\n"


def test_command_starts_without_django(tmp_path):
    files = [str(EXAMPLES / "people.csv"), str(EXAMPLES / "places.csv")]
    with pytest.raises(SystemExit) as ended:
        doorstroom(["match", *files, "--out", str(tmp_path / "out.csv"), *ON])
    assert ended.value.code == 0


@pytest.mark.skipif(not (DATA / "esco").is_dir(), reason=f"no ESCO files at {DATA}; set DOORSTROOM_DATA")
def test_hierarchy_of_esco_gives_a_group_and_a_division_to_nearly_every_skill():
    tree = read_tree(DATA / "esco" / "v1.1.1" / "en")
    assert len([skill for skill in tree.group if "/esco/skill/" in skill]) > 13_800
    assert len(set(tree.group.values())) > 400
    assert set(tree.group.values()) - tree.division.keys() == set()
