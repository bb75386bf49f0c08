"""doorstroom evaluate from file to file: the answer's fields, the report, and refusals that say where and how."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstroom.monitoring.files.evaluate import main

FIELDS = {
    "estimand", "n_treated", "n_comparison", "unadjusted", "estimate", "se", "interval", "estimators", "gate",
    "verdict", "text_nl", "text_en",
}  # fmt: skip
ASK = ["--treatment", "t", "--outcome", "y", "--covariates", "age,sort"]


def people(count: int, *, treated: bool, seed: int) -> list[str]:
    rng = np.random.default_rng(seed)
    age = rng.integers(20, 60, count)
    before, outcome = rng.normal(10, 2, count), age / 10 + rng.normal(0, 1, count) + 2 * treated
    sort = rng.choice(["north", "south"], count)
    return [
        f"{int(treated)},{y:.3f},{a},{s},{b:.3f}" for y, a, s, b in zip(outcome, age, sort, before, strict=True)
    ]  # fmt: skip


def file(folder: Path, name: str, rows: list[str], header: str = "t,y,age,sort,before") -> str:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n")
    return str(path)


@pytest.fixture
def cohort(tmp_path: Path) -> str:
    return file(tmp_path, "all.csv", people(80, treated=True, seed=1) + people(300, treated=False, seed=2))


def answer(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out" / "result.json").read_text())
    return found


def test_the_answer_has_its_fields_and_the_report_no_script(cohort: str, tmp_path: Path) -> None:
    assert main([cohort, *ASK, "--placebo", "before", "--out", str(tmp_path / "out")]) == 0
    found = answer(tmp_path)
    assert FIELDS - set(found) == set()
    assert (found["estimand"], found["n_treated"], found["n_comparison"], found["verdict"]) == (
        "ATT",
        80,
        300,
        "effect",
    )
    assert found["interval"][0] < 2 < found["interval"][1]
    assert [check["passed"] for check in found["gate"]] == [True] * 8
    assert set(found["estimators"]) == {"aipw", "ipw", "nn5", "nn1", "stratified", "ols", "unadjusted"}
    report = (tmp_path / "out" / "report.html").read_text()
    assert found["text_en"] in report
    assert re.findall(r"<script|https?://(?!www\.w3\.org/2000/svg)|url\(", report) == []
    assert report.count("<svg") == 6


def test_the_same_file_gives_the_same_answer(cohort: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main([cohort, *ASK, "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "one/result.json").read_bytes() == (tmp_path / "two/result.json").read_bytes()
    assert (tmp_path / "one/report.html").read_bytes() == (tmp_path / "two/report.html").read_bytes()


def test_a_comparison_file_takes_the_place_of_the_cohorts_own_others(cohort: str, tmp_path: Path) -> None:
    other = file(tmp_path, "other.csv", people(200, treated=False, seed=3))
    assert main([cohort, *ASK, "--comparison", other, "--out", str(tmp_path / "out")]) == 0
    found = answer(tmp_path)
    assert (found["n_treated"], found["n_comparison"]) == (80, 200)
    assert found["left_out"] == [{"people": 300, "why": "t is 0 in all.csv; other.csv is the comparison group"}]


def test_a_closed_gate_says_no_number_of_effect(tmp_path: Path) -> None:
    """Nineteen of twenty-seven people at work, and a comparison group: too few for any statement."""
    rows = [f"1,{int(i < 19)},{20 + i % 30},a,{i % 3}" for i in range(27)]
    rows += [f"0,{int(i % 2)},{20 + i % 31},a,{i % 3}" for i in range(200)]
    small = file(tmp_path, "small.csv", rows)
    asked = [small, "--treatment", "t", "--outcome", "y", "--covariates", "age", "--placebo", "before"]
    assert main([*asked, "--out", str(tmp_path / "out"), "--language", "nl"]) == 0
    found, report = answer(tmp_path), (tmp_path / "out/report.html").read_text()
    assert found["verdict"] == "no_statement"
    assert found["text_nl"] == (
        "Oordeel: geen uitspraak mogelijk. De groep telt 27 mensen met een bekende uitkomst;"
        " er zijn er minstens 60 nodig."
    )
    assert "Zijn andere rekenwijzen het eens?" not in report
    assert f"{found['estimate'] * 100:.1f}".replace(".", ",") not in report


def test_groups_that_the_facts_tell_apart_get_an_answer_and_no_estimate(tmp_path: Path) -> None:
    rows = [f"1,{i % 7},{50 + i % 9},a,{i % 5}" for i in range(80)] + [
        f"0,{i % 6},{20 + i % 9},a,{i % 5}" for i in range(90)
    ]
    apart = file(tmp_path, "apart.csv", rows)
    asked = [apart, "--treatment", "t", "--outcome", "y", "--covariates", "age", "--placebo", "before"]
    assert main([*asked, "--out", str(tmp_path / "out")]) == 0
    found = answer(tmp_path)
    assert (found["verdict"], found["estimate"], found["interval"]) == ("no_statement", None, None)
    assert found["text_en"].startswith("Verdict: no statement possible. The covariates tell the two groups apart")


def test_with_invitations_the_invited_are_compared_started_or_not(tmp_path: Path) -> None:
    rng = np.random.default_rng(8)
    rows = []
    for i in range(600):
        invited = i % 2
        started = int(invited and rng.random() < 0.6)
        rows.append(f"{started},{rng.normal(started, 1):.3f},{rng.integers(20, 60)},a,{rng.normal():.3f},{invited}")
    both = file(tmp_path, "both.csv", rows, "t,y,age,sort,before,z")
    asked = [both, "--treatment", "t", "--outcome", "y", "--covariates", "age", "--invited", "z", "--placebo", "before"]
    assert main([*asked, "--out", str(tmp_path / "out")]) == 0
    found = answer(tmp_path)
    assert (found["estimand"], found["n_treated"], found["n_comparison"]) == ("ITT", 300, 300)
    assert found["itt"] == {key: found[key] for key in ("estimate", "se", "interval")}
    assert found["itt"]["interval"][0] < 0.6 < found["itt"]["interval"][1]
    assert found["iv"]["interval"][0] < 1.0 < found["iv"]["interval"][1]
    assert found["first_stage"]["estimate"] == pytest.approx(0.6, abs=0.08)
    assert "300 people who were invited, whether they started or not" in found["text_en"]


GOOD = ["1,2,30,a,1", "1,3,40,b,2", "0,1,35,a,1", "0,2,45,b,3"]


@pytest.mark.parametrize(
    ("change", "extra", "message"),
    [
        ((1, "1,3,,b,2"), [], 'file.csv, line 3: the covariate “age” is empty; fill it in'),
        ((1, "1,3,4o,b,2"), [], 'file.csv, line 3, column "age": "4o" is not a number like the other cells'),
        ((1, "1,much,40,b,2"), [], 'file.csv, line 3, column "y": "much" is not a number'),
        ((1, "maybe,3,40,b,2"), [], 'file.csv, line 3, column "t": "maybe" is neither 1 nor 0'),
        ((1, "1,3,40,b"), [], "file.csv, line 3: 4 cells under 5 columns"),
        ((1, "1,inf,40,b,2"), [], 'column "y": "inf" is not a number'),
        ((0, GOOD[0]), ["--covariates", "age,length"], 'file.csv: there is no column "length"; the file has t, y, age'),
        ((0, GOOD[0]), ["--covariates", "age,y"], '"y" is the treatment, the outcome or the invitation and cannot'),
        ((0, GOOD[0]), ["--placebo", "y"], '"y" is given twice, as two different things'),
        ((0, GOOD[0]), ["--covariates", "before", "--placebo", "before"], "no covariates are left (placebo before)"),
        ((0, GOOD[0]), ["--comparison", "nowhere.csv"], "nowhere.csv: cannot be read (No such file or directory)"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_place_and_repair(
    change: tuple[int, str], extra: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [*GOOD]
    rows[change[0]] = change[1]
    path = file(tmp_path, "file.csv", rows)
    assert main([path, *ASK, *extra, "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert (said.out, (tmp_path / "out").exists()) == ("", False)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["1,1,30,a,1", "1,2,40,b,2"], "nobody in the comparison group has a known outcome"),
        (["0,1,30,a,1", "0,2,40,b,2"], "nobody in the cohort has a known outcome"),
        (["1,,30,a,1", "0,2,40,b,2", "0,2,44,a,2"], "nobody in the cohort has a known outcome"),
        ([f"{i % 2},{i},{20 + i},a,1" for i in range(9)], "the covariate “sort” is a for everybody"),
        ([], "there are no rows under the header"),
    ],
)
def test_groups_and_columns_that_say_nothing_are_refused(
    rows: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "file.csv", rows)
    assert main([path, *ASK, "--out", str(tmp_path / "out")]) == 2
    assert message in capsys.readouterr().err


def test_a_treated_person_in_the_comparison_file_is_refused(
    cohort: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = file(tmp_path, "other.csv", [*GOOD[2:], GOOD[0]])
    assert main([cohort, *ASK, "--comparison", other, "--out", str(tmp_path / "out")]) == 2
    assert 'other.csv, line 4, column "t": "1" stands in the comparison group' in capsys.readouterr().err


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 1), st.sampled_from(["0", "1", "", "2.5"]), st.integers(18, 30), st.sampled_from("abc"),
            st.integers(0, 2),
        ),
        min_size=1,
        max_size=40,
    ),
    terms=st.sampled_from(["age", "age,sort", "sort", "age,age^2", "age,sort,age*sort", "age=20"]),
    placebo=st.booleans(),
)  # fmt: skip
def test_any_small_file_gets_an_answer_or_a_refusal(
    rows: list[tuple[object, ...]], terms: str, placebo: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings are errors here: no figure may come from a division by nothing."""
    path = file(tmp_path, "any.csv", [",".join(map(str, row)) for row in rows])
    asked = [path, "--treatment", "t", "--outcome", "y", "--covariates", terms, "--out", str(tmp_path / "out")]
    code = main([*asked, *(["--placebo", "before"] if placebo else [])])
    said = capsys.readouterr()
    assert (code, bool(said.err)) in {(0, False), (2, True)}
    if code == 0:
        assert answer(tmp_path)["verdict"] == "no_statement"
