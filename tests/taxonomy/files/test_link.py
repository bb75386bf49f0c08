"""`doorstroom link` on files alone."""

import csv
import sys
from pathlib import Path

import pytest
from django.conf import settings

from doorstroom.taxonomy.files.link import main

ESCO = settings.DATA / "esco"
EXAMPLE = Path(__file__).parents[3] / "examples" / "linking"


def linked(tmp_path: Path, text: str, *words: str) -> tuple[int, list[dict[str, str]]]:
    (tmp_path / "titles.csv").write_text(text, encoding="utf-8")
    out = tmp_path / "out.csv"
    code = main([str(tmp_path / "titles.csv"), "--out", str(out), *words])
    return code, list(csv.DictReader(out.open(encoding="utf-8"))) if out.exists() else []


def test_titles_are_linked_to_the_own_vocabulary(tmp_path, capsys):
    code, rows = linked(tmp_path, "id;title\n1;Kok (m/v)\n2;heftruck chauffeur\n", "--top", "1", "--names-in", "en")
    assert code == 0
    assert [(row["line"], row["uri"], row["preferred_name"], row["exact"]) for row in rows] == [
        ("2", "doorstroom:occupation/cook", "cook", "1"),
        ("3", "doorstroom:occupation/forklift-driver", "forklift driver", "0"),
    ]
    assert capsys.readouterr().out.startswith("2 titles: 1 bear the name of a concept, 0 resemble none; 0 rows refused")


def test_a_bad_row_is_refused_with_its_place_and_the_rest_goes_on(tmp_path, capsys):
    code, rows = linked(tmp_path, f'id,title\n1,kok\n2,\n3,"---"\n4,{"x" * 201}\n5,lasser\n', "--top", "1")
    assert code == 1
    assert [row["line"] for row in rows] == ["2", "6"]
    assert capsys.readouterr().err.splitlines() == [
        'titles.csv, line 3, column "title": "" is empty; fill it in or take the row out',
        'titles.csv, line 4, column "title": "---" holds no words; write a title',
        f'titles.csv, line 5, column "title": "{"x" * 40}" is longer than 200 letters; write the title alone',
    ]


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("beroep\nkok\n", (), 'line 1: there is no column "title"; name the column with the titles so'),
        ("title\n", (), "there are no rows under the header; give one row for each title"),
        ("title\nkok\n", ("--taxonomy", "nowhere"), "nowhere: esco folder missing; give the folder with the CSV files"),
        ("title\nkok\n", ("--language", "fi", "--kind", "skill", "--out", "/nowhere/x.csv"), "/nowhere/x.csv: cannot"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path, capsys, text, words, sentence):
    assert linked(tmp_path, text, *words)[0] == 2
    assert sentence in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path, capsys):
    assert main([str(tmp_path / "no.csv"), "--out", str(tmp_path / "o.csv")]) == 2
    assert "no.csv: cannot be read (No such file or directory); check the name" in capsys.readouterr().err


def test_the_command_needs_no_django():
    """Checked in a fresh interpreter: the test run itself has Django loaded."""
    import subprocess

    code = "import doorstroom.taxonomy.files.link, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_example_gives_the_answer_beside_it(tmp_path):
    """All but the likeness, whose last digit may follow the processor."""
    code, rows = linked(tmp_path, (EXAMPLE / "titles.csv").read_text(encoding="utf-8"), "--top", "2")
    with (EXAMPLE / "links.csv").open(encoding="utf-8") as stream:
        expected = list(csv.DictReader(stream))
    assert code == 0
    assert [row | {"likeness": ""} for row in rows] == [row | {"likeness": ""} for row in expected]


@pytest.mark.skipif(not ESCO.is_dir(), reason=f"no ESCO files at {ESCO} (set DOORSTROOM_DATA)")
def test_real_titles_cross_over_to_another_language(tmp_path):
    text = "title\nheftruckchauffeur\nmagazijnmedewerkster (m/v)\n"
    code, rows = linked(tmp_path, text, "--taxonomy", str(ESCO), "--names-in", "en", "--top", "1")
    assert code == 0
    assert [row["preferred_name"] for row in rows] == ["forklift operator", "warehouse worker"]
