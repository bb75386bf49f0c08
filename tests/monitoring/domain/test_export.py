"""A reader with only the files makes every indicator again, finds nobody, and gets the same bytes twice."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.export import Order, Subject, pseudonym, research_export
from doorstroom.monitoring.domain.export_anonymity import LADDERS, TooFew, age_band, anonymous, coarser
from doorstroom.monitoring.domain.facts import Episode, ExitCause, FollowUp, JobSpell, TrajectoryFact

AS_OF = date(2026, 11, 23)
KEY = b"sixteen bytes and more"
FIRST = Definition(
    code="first_exits", version=1,
    outcomes=(Outcome("stopped", causes=frozenset({ExitCause.DROPOUT})),
              Outcome("job", causes=frozenset({ExitCause.JOB}), job=True)),
    clock=Clock(ClockStart.STARTED), horizon=Span(20, Unit.WEEKS),
)  # fmt: skip
JOB = Definition(
    code="job_in_time", version=2, outcomes=(Outcome("job", job=True),), clock=Clock(ClockStart.STARTED),
    horizon=Span(6, Unit.MONTHS),
)  # fmt: skip
ORDER = Order(programme="WelThuis", as_of=AS_OF, lock="2026-11", definitions=(FIRST, JOB))
CAUSES = [None, ExitCause.DROPOUT, ExitCause.JOB, ExitCause.EDUCATION, ExitCause.UNKNOWN]


def subject(i: int, rng: np.random.Generator) -> Subject:
    start = date(2024, 1, 8) + timedelta(days=int(rng.integers(0, 1030)))
    cause = CAUSES[int(rng.integers(0, 5))]
    left = start + timedelta(days=int(rng.integers(0, 300)))
    ended = cause if cause and left <= AS_OF else None
    job = start + timedelta(days=int(rng.integers(0, 400)))
    fact = TrajectoryFact(
        key=str(i), programme="care", recorded_until=AS_OF, arm=f"v{1 + i % 2}", region=["Noord", "Zuid"][i % 3 == 0],
        episodes=(Episode(start, left if ended else None, ended),), stages={"started": start},
        jobs=(JobSpell(started_on=job),) if job <= AS_OF and i % 3 else (),
        followups=(FollowUp(moment="na-6", due_on=left, observed_on=left, in_work=bool(i % 2)),) if ended else (),
    )  # fmt: skip
    born = date(1965 + int(rng.integers(0, 40)), 1 + i % 12, 1)
    return Subject(
        person=f"person {i // 2 if i < 10 else i}", fact=fact, birth_date=born, education=["lower", "middle"][i % 2]
    )


def subjects(n: int = 240, seed: int = 3) -> list[Subject]:
    rng = np.random.default_rng(seed)
    return [subject(i, rng) for i in range(n)]


# The university: knows the files and the codebook, none of the code.


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[name].decode())))


def recomputed(files: dict[str, bytes]) -> dict[tuple[str, str, str, str], str]:
    """Every indicator, made again from spells and people alone, by counting."""
    book = json.loads(files["datapackage.json"])
    arms = {row["case"]: row["arm"] for row in table(files, "people.csv")}
    found = {}
    for definition in book["definitions"]:
        label, horizon = definition["definition"], definition["horizon_days"]
        all_spells = [row for row in table(files, "spells.csv") if row["definition"] == label]
        for arm in ["", *sorted(set(arms.values()))]:
            spells = [row for row in all_spells if arm in ("", arms[row["case"]])]
            mature = [row for row in spells if row["horizon_passed"] == "1"]
            curves = by_hand(spells, book["period_days"], definition["exits"])
            for outcome in definition["exits"]:
                ends = [row for row in mature if row["cause"] == outcome and int(row["day"]) <= horizon]
                found[label, arm, outcome, "numerator"] = str(len(ends))
                found[label, arm, outcome, "denominator"] = str(len(mature))
                found[label, arm, outcome, "running"] = str(len(spells) - len(mature))
                for period, share in curves[outcome]:
                    found[label, arm, outcome, f"curve_{period}"] = share
    return found


def by_hand(spells: list[dict[str, str]], days: int, exits: list[str]) -> dict[str, list[tuple[int, float]]]:
    """Share there before the period, times the part of those present who left for this reason in it."""
    ended = [(int(row["day"]) // days + 1, row["cause"]) for row in spells if row["cause"]]
    seen = [int(row["periods"]) for row in spells if not row["cause"]]
    there, reached, steps = 1.0, dict.fromkeys(exits, 0.0), {code: [] for code in exits}
    for period in sorted({p for p, _ in ended}):
        at_risk = sum(p >= period for p, _ in ended) + sum(p >= period for p in seen)
        left = Counter(cause for p, cause in ended if p == period)
        for code in exits:
            reached[code] += there * left[code] / at_risk
            steps[code].append((period, reached[code]))
        there *= 1 - left.total() / at_risk
    return steps


def test_every_indicator_comes_out_again_from_the_files_alone():
    files = research_export(subjects(), ORDER, KEY).files
    printed = {
        (r["definition"], r["arm"], r["outcome"], r["measure"]): r["value"] for r in table(files, "indicators.csv")
    }
    again = recomputed(files)
    assert set(printed) == set(again)
    counts = {key for key in printed if not key[3].startswith("curve")}
    assert {key: printed[key] for key in counts} == {key: again[key] for key in counts}
    assert max(abs(float(printed[key]) - again[key]) for key in set(printed) - counts) < 1e-12
    assert len(counts) == (5 - 1) * 3 * 3 + 3 * 3 * 3  # four exits and three, three groups, three counts each


def test_two_runs_give_the_same_bytes_whatever_the_order_of_the_rows():
    people = subjects()
    one, other = (research_export(each, ORDER, KEY) for each in (people, people[::-1]))
    assert one.archive() == other.archive()
    assert ZipFile(BytesIO(one.archive())).namelist() == [
        "datapackage.json", "events.csv", "indicators.csv", "people.csv", "spells.csv"
    ]  # fmt: skip


def test_the_codebook_explains_every_column_and_seals_every_file():
    files = research_export(subjects(), ORDER, KEY).files
    book = json.loads(files["datapackage.json"])
    assert (book["lock"], book["as_of"]) == ("2026-11", "2026-11-23")
    for resource in book["resources"]:
        content = files[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [f["name"] for f in resource["schema"]["fields"]] == content.decode().splitlines()[0].split(",")
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_no_date_name_or_number_of_the_product_leaves():
    people = subjects()
    text = b"".join(
        research_export(people, ORDER, KEY).files[f"{n}.csv"] for n in ("people", "events", "spells")
    ).decode()
    days = {s.fact.started_on.isoformat() for s in people} | {s.birth_date.isoformat() for s in people}
    assert [day for day in days if day in text] == []
    assert [s.person for s in people if s.person in text] == []


def test_five_people_or_more_share_every_combination_that_may_be_known():
    files = research_export(subjects(), ORDER, KEY)
    classes = Counter(tuple(row[name] for name in LADDERS) for row in table(files.files, "people.csv"))
    assert min(classes.values()) >= 5
    assert files.anonymity.smallest == min(classes.values())
    assert files.anonymity.lines == 240


def test_another_key_gives_other_codes_and_one_person_has_one_code():
    people = subjects()
    rows = table(research_export(people, ORDER, KEY).files, "people.csv")
    others = table(research_export(people, ORDER, b"another key of the project").files, "people.csv")
    assert {r["person"] for r in rows}.isdisjoint({r["person"] for r in others})
    assert (len(rows), len({r["person"] for r in rows})) == (240, 235)
    assert pseudonym(KEY, "person x") == hashlib_hmac(KEY, "person x")
    with pytest.raises(ValueError, match="16 bytes or more"):
        pseudonym(b"short", "x")


def hashlib_hmac(key: bytes, text: str) -> str:
    """RFC 2104 written out."""
    block = key.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in block) + text.encode()).digest()
    return hashlib.sha256(bytes(b ^ 0x5C for b in block) + inner).hexdigest()[:32]


def test_who_withdraws_is_not_in_the_next_file():
    people = subjects()
    rows = table(research_export(people[1:], ORDER, KEY).files, "people.csv")
    assert pseudonym(KEY, "case 0") not in {row["case"] for row in rows}


def test_events_stop_at_the_day_of_the_export():
    late = replace(
        subjects(1)[0].fact, jobs=(JobSpell(started_on=AS_OF + timedelta(days=1)),), recorded_until=date(2027, 1, 1)
    )
    people = [*subjects()[1:], replace(subjects()[0], fact=late)]
    events = table(research_export(people, ORDER, KEY).files, "events.csv")
    assert [e for e in events if e["case"] == pseudonym(KEY, "case 0") and e["activity"] == "job_started"] == []


# k-anonymity


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("age_band", "25-29", "20-29"), ("age_band", "30-34", "30-39"), ("age_band", "20-29", "*"),
        ("age_band", "unknown", "*"), ("start_month", "2026-02", "2026"), ("start_month", "2026", "*"),
        ("region", "Noord", "*"), ("education", "lower", "*"),
    ],
)  # fmt: skip
def test_one_step_coarser(name, value, found):
    assert coarser(name, value) == found


def test_age_is_written_in_fives():
    assert [age_band(age) for age in (18, 24, 25, 60)] == ["15-19", "20-24", "25-29", "60-64"]


def test_fewer_people_than_k_are_never_exported():
    with pytest.raises(TooFew, match="4 people are fewer than 5"):
        anonymous([dict.fromkeys(LADDERS, "x")] * 4)
    with pytest.raises(TooFew):
        research_export(subjects(4), ORDER, KEY)


lines = st.lists(
    st.fixed_dictionaries({
        "age_band": st.sampled_from(["15-19", "20-24", "25-29", "30-34", "unknown"]),
        "education": st.sampled_from(["lower", "middle", "higher"]),
        "start_month": st.sampled_from(["2025-01", "2025-02", "2026-01"]),
        "region": st.sampled_from(["Noord", "Zuid"]),
        "arm": st.sampled_from(["v1", "v2"]),
    }),
    min_size=7, max_size=60,
)  # fmt: skip


@settings(deadline=None)
@given(lines, st.integers(2, 7))
def test_every_combination_fits_k_lines_whatever_they_are(given_lines, k):
    made, report = anonymous(given_lines, k)
    classes = Counter(tuple(line[name] for name in LADDERS) for line in made)
    assert min(classes.values()) == report.smallest >= k
    assert len(made) == len(given_lines)
    for before, after in zip(given_lines, made, strict=True):
        for name in LADDERS:
            steps = [before[name], coarser(name, before[name]), "*"]
            assert after[name] in steps
