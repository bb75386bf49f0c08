"""ESF+ indicators against cases from the rules, and against sums that must always hold."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.esf import (
    Entry,
    Gender,
    Isced,
    LabourStatus,
    Later,
    Leaving,
    Participation,
    ToDo,
    merge_re_entries,
    outputs,
    results,
    to_do,
)
from doorstroom.monitoring.domain.esf_tables import (
    Finding,
    Indicators,
    Operation,
    Outcome,
    ProjectEstimate,
    aggregate_csv,
    findings,
    indicators,
    participant_rows,
    participants_csv,
)
from doorstroom.programmes.domain.norms import add_months

START, LEFT = date(2026, 1, 5), date(2026, 3, 31)
ON = date(2026, 11, 23)
OPERATION = Operation(name="WelThuis", priority="1", specific_objective="h", region_category="more developed")


def entry(**changes) -> Entry:
    known = Entry(
        gender=Gender.WOMEN, birth_date=date(1990, 6, 1), status=LabourStatus.UNEMPLOYED, education=Isced.LOWER,
        source="intake",
    )  # fmt: skip
    return replace(known, **changes)


def person(ref: str = "p1", **changes) -> Participation:
    return replace(Participation(ref=ref, started_on=START, entry=entry()), **changes)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, {"EECO01", "EECO02", "EECO09"}),
        ({"status": LabourStatus.LONG_TERM_UNEMPLOYED}, {"EECO01", "EECO02", "EECO03", "EECO09"}),
        ({"status": LabourStatus.INACTIVE, "education": Isced.MIDDLE}, {"EECO01", "EECO04", "EECO10"}),
        ({"status": LabourStatus.EMPLOYED, "education": Isced.HIGHER}, {"EECO01", "EECO05", "EECO11"}),
        ({"birth_date": date(2008, 1, 6)}, {"EECO01", "EECO02", "EECO09", "EECO06"}),  # 17, 18 tomorrow
        ({"birth_date": date(2008, 1, 5)}, {"EECO01", "EECO02", "EECO09", "EECO07"}),  # 18 today
        ({"birth_date": date(1996, 1, 6)}, {"EECO01", "EECO02", "EECO09", "EECO07"}),  # 29
        ({"birth_date": date(1996, 1, 5)}, {"EECO01", "EECO02", "EECO09"}),  # 30: no code
        ({"birth_date": date(1971, 1, 5)}, {"EECO01", "EECO02", "EECO09", "EECO08"}),  # 55
        ({"gender": None}, set()),
        ({"education": None}, set()),
    ],
)
def test_output_indicators_of_one_start(changes, codes):
    assert outputs(person(entry=entry(**changes))) == codes


def left(**changes) -> Participation:
    seen = Leaving(
        observed_on=LEFT + timedelta(days=28), source="job coach",
        seeks_work=True, in_education=False, qualified=True, employed=False,
    )  # fmt: skip
    return person(left_on=LEFT, leaving=seen, **changes)


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        (LabourStatus.UNEMPLOYED, {"EECR02": False, "EECR03": True, "EECR04": False}),
        (LabourStatus.INACTIVE, {"EECR01": True, "EECR02": False, "EECR03": True, "EECR04": False}),
        (LabourStatus.EMPLOYED, {"EECR02": False, "EECR03": True}),
    ],
)
def test_results_on_leaving_are_for_those_who_can_reach_them(status, codes):
    assert results(left(entry=entry(status=status)), LEFT + timedelta(days=40)) == codes


def test_a_state_seen_on_day_29_is_no_state_on_leaving():
    late = replace(left().leaving, observed_on=LEFT + timedelta(days=29))
    assert results(replace(left(), leaving=late), date(2026, 6, 1)) == {"EECR02": None, "EECR03": None, "EECR04": None}


def test_results_wait_for_their_day():
    running = person(left_on=LEFT)
    assert results(running, LEFT + timedelta(days=28)) == {}
    assert results(running, LEFT + timedelta(days=29)) == {"EECR02": None, "EECR03": None, "EECR04": None}
    assert "EECR05" not in results(running, date(2026, 9, 29))
    assert results(running, date(2026, 9, 30))["EECR05"] is None


def test_six_months_later_is_that_state_and_not_an_earlier_one():
    early = Later(observed_on=date(2026, 9, 1), source="register", employed=True)
    on_time = Later(observed_on=date(2026, 9, 30), source="register", employed=True)
    assert results(person(left_on=LEFT, later=early), ON)["EECR05"] is None
    assert results(person(left_on=LEFT, later=on_time), ON)["EECR05"] is True


def test_better_work_is_a_result_of_who_worked_at_the_start():
    later = Later(observed_on=date(2026, 10, 1), source="employee", employed=True, improved=True)
    worked = person(entry=entry(status=LabourStatus.EMPLOYED), left_on=LEFT, later=later)
    assert results(worked, ON)["EECR06"] is True
    assert "EECR05" not in results(worked, ON)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
    ],
)
def test_six_months_end_on_the_last_day_of_a_shorter_month(day, months, found):
    assert add_months(day, months) == found


def test_who_comes_back_keeps_the_first_start_and_gets_the_last_results():
    first = left(ref="p7")
    again = replace(
        first, started_on=date(2026, 6, 1), entry=entry(status=LabourStatus.EMPLOYED, source="second intake"),
        left_on=None, leaving=None,
    )  # fmt: skip
    (one,) = merge_re_entries([again, first])
    assert (one.entry, one.left_on, results(one, ON)) == (first.entry, None, {})


def test_what_is_still_to_find_out():
    waiting = [
        person("a", entry=entry(education=None)), person("b", left_on=ON - timedelta(days=3)),
        person("c", left_on=LEFT), left(ref="d", later=Later(observed_on=ON, source="x", employed=False)),
    ]  # fmt: skip
    assert to_do(waiting, ON) == [
        ToDo("a", "education", START, late=True),
        ToDo("c", "leaving", date(2026, 4, 28), late=True),
        ToDo("c", "later", date(2026, 9, 30), late=True),
        ToDo("b", "leaving", ON + timedelta(days=25), late=False),
    ]  # fmt: skip


# A whole operation


def world() -> list[Participation]:
    man = entry(gender=Gender.MEN, status=LabourStatus.INACTIVE, education=Isced.MIDDLE)
    later = Later(observed_on=date(2026, 10, 1), source="register", employed=True)
    return [
        left(ref="p1", later=later), left(ref="p2"), person("p3", entry=man, left_on=LEFT), person("p4", entry=man),
        person("p5", entry=entry(education=None)),
    ]  # fmt: skip


def test_indicators_of_an_operation():
    found = indicators(world(), [ProjectEstimate(indicator="EECO12", value=1, method="register of the school")], on=ON)
    assert {code: found.value(code) for code in ("EECO01", "EECO02", "EECO04", "EECO09", "EECO10")} == {
        "EECO01": 4, "EECO02": 2, "EECO04": 2, "EECO09": 2, "EECO10": 2,
    }  # fmt: skip
    assert (found.value("EECO01", Gender.MEN), found.value("EECO01", Gender.NON_BINARY)) == (2, 0)
    assert found.outcomes["total", "EECR04"] == Outcome(reached=0, eligible=3, unknown=1)
    assert found.outcomes["total", "EECR05"] == Outcome(reached=1, eligible=3, unknown=2)
    assert found.outcomes["men", "EECR01"] == Outcome(reached=0, eligible=1, unknown=1)
    assert (found.incomplete, found.inside, findings(found)) == (1, 2, [])


def test_checks_name_the_rule_the_gender_and_both_sides():
    counts = {("women", "EECO01"): 3, ("women", "EECO02"): 2, ("women", "EECO03"): 4, ("women", "EECO09"): 3}
    broken = Indicators(counts, {("women", "EECR06"): Outcome(1, 1, 0)}, (), 0, inside=0)
    assert findings(broken) == [
        Finding("EECO01 = EECO02 + EECO04 + EECO05", "women", 3, 2),
        Finding("EECO03 <= EECO02", "women", 4, 2),
        Finding("EECR06 <= EECO05", "women", 1, 0),
    ]
    running = replace(broken, inside=5)
    assert [f.rule for f in findings(running) if f.warning] == ["EECR06 <= EECO05"]


def test_a_project_estimates_only_what_is_asked_of_nobody_and_says_how():
    with pytest.raises(ValueError, match="EECO09 is counted from records"):
        ProjectEstimate(indicator="EECO09", value=3, method="guess")
    with pytest.raises(ValueError, match="EECO13: an estimate is 0 or more and says by which method"):
        ProjectEstimate(indicator="EECO13", value=3)
    assert ProjectEstimate(indicator="EECO13", value=None).value is None


def test_the_file_of_participants_has_a_line_for_each_indicator_with_its_day_and_source():
    rows = participant_rows(world()[:1], on=ON)
    assert rows == [
        ("p1", "EECO01", 1, START, "intake"),
        ("p1", "EECO02", 1, START, "intake"),
        ("p1", "EECO09", 1, START, "intake"),
        ("p1", "EECR02", 0, date(2026, 4, 28), "job coach"),
        ("p1", "EECR03", 1, date(2026, 4, 28), "job coach"),
        ("p1", "EECR04", 0, date(2026, 4, 28), "job coach"),
        ("p1", "EECR05", 1, date(2026, 10, 1), "register"),
    ]


def test_files_cannot_run_as_formulas():
    spiteful = person("=cmd|'/c calc'!A0", entry=entry(source="@SUM(A1)"))
    assert participants_csv([spiteful], on=ON).splitlines()[:2] == [
        "participant_ref;indicator;value;observation_date;source",
        "'=cmd|'/c calc'!A0;EECO01;1;2026-01-05;'@SUM(A1)",
    ]


def test_the_aggregate_file_adds_up_by_itself():
    """Read back: the reserved sums, and the genders, give the totals; what is not collected has no line."""
    estimates = [
        ProjectEstimate(indicator="EECO13", value=None), ProjectEstimate(indicator="EECO19", value=4, method="list")
    ]  # fmt: skip
    text = aggregate_csv(OPERATION, indicators(world(), estimates, on=ON))
    rows = {(r["gender"], r["indicator"]): int(r["value"]) for r in csv.DictReader(StringIO(text), delimiter=";")}
    assert rows["total", "EECO02+04"] == rows["total", "EECO02"] + rows["total", "EECO04"] == 4
    assert rows["total", "EECO19"] == 4
    assert ("total", "EECO13") not in rows
    for code in ("EECO01", "EECO02", "EECO09", "EECR03"):
        assert rows["total", code] == sum(rows[gender.value, code] for gender in Gender)
    assert text.splitlines()[1] == "1;h;more developed;women;EECO01;2"


people = st.builds(
    lambda i, gender, born, status, education, started, stay, seen, answers: Participation(
        ref=f"p{i}",
        started_on=started,
        entry=Entry(gender=gender, birth_date=born, status=status, education=education, source="x"),
        left_on=started + timedelta(days=stay) if stay else None,
        leaving=Leaving(
            observed_on=started + timedelta(days=(stay or 0) + seen), source="y", seeks_work=answers[0],
            in_education=answers[1], qualified=answers[2], employed=answers[3],
        ),
        later=Later(observed_on=started + timedelta(days=(stay or 0) + 190), source="z", employed=answers[4]),
    ),
    st.integers(0, 30), st.sampled_from([*Gender, None]), st.dates(date(1960, 1, 1), date(2010, 1, 1)) | st.none(),
    st.sampled_from([*LabourStatus, None]), st.sampled_from([*Isced, None]),
    st.dates(date(2025, 1, 1), date(2026, 9, 1)),
    st.none() | st.integers(1, 300), st.integers(0, 60), st.tuples(*[st.none() | st.booleans()] * 5),
)  # fmt: skip


@given(st.lists(people, max_size=25))
def test_no_set_of_records_breaks_a_check(records):
    found = indicators(records, (), on=ON)
    assert findings(found) == []
    assert found.value("EECO01") + found.incomplete == len({r.ref for r in records})
    for outcome in found.outcomes.values():
        assert 0 <= outcome.reached + outcome.unknown <= outcome.eligible
