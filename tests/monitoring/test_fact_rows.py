"""The rows of facts against a plain reading of the same histories, whatever order the news came in."""

from datetime import date, datetime, time, timedelta
from importlib import import_module
from itertools import count

import numpy as np
import pytest
from django.db import connection, transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.followup.models import Observation
from doorstroom.kernel.period import Period
from doorstroom.learning.models import Award
from doorstroom.monitoring.domain.causes import cause_of
from doorstroom.monitoring.domain.columns import CAUSES, NEVER, NO_CAUSE, columns_of
from doorstroom.monitoring.domain.facts import ExitCause
from doorstroom.monitoring.domain.flows import flow, months
from doorstroom.monitoring.models import TrajectoryFact
from doorstroom.monitoring.selectors import domain_fact
from doorstroom.monitoring.selectors.columns import Which, columns_read, followups_read, with_jobs
from doorstroom.monitoring.services import rebuild_facts, refresh_facts
from doorstroom.placements.models import Placement
from doorstroom.trajectories.models import Event, ExitReason, Trajectory
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.monitoring import two_versions
from factories.participants import person_of
from factories.placements import SiteFactory
from factories.programmes import ProgrammeFactory
from factories.trajectories import registered

FIRST = date(2026, 1, 5)
DAYS = st.integers(0, 300).map(lambda n: FIRST + timedelta(days=n))
REASONS = st.sampled_from([*ExitReason.values, ""])
DESTINATIONS = st.sampled_from(["job", "education", "no_work", "unknown", ""])
FROM_JSON = import_module("doorstroom.monitoring.migrations.0010_packed_days").FROM_JSON
numbers = count()


@st.composite
def histories(draw):
    """Days in any order: late entries, corrections, exits before the start, returns nobody left for."""
    moves = draw(
        st.lists(st.tuples(st.sampled_from(["exited", "re_entered"]), DAYS, REASONS, DESTINATIONS), max_size=6)
    )
    left = [day for kind, day, *_ in moves if kind == "exited"]
    return {
        "started_on": draw(st.none() | DAYS),
        "moves": moves,
        "exited_on": draw(st.sampled_from(left)) if left and draw(st.booleans()) else None,
        "reason": draw(st.sampled_from(ExitReason.values)),
        "destination": draw(DESTINATIONS),
        "phases": draw(st.lists(DAYS, max_size=2)),
        "jobs": draw(st.lists(st.tuples(DAYS, st.none() | st.integers(0, 90)), max_size=3)),
        "awards": draw(st.lists(DAYS, max_size=2, unique=True)),
        "asked": draw(st.lists(st.tuples(DAYS, st.sampled_from(["job", "no_work", ""]), st.booleans()), max_size=2)),
    }


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def ground(as_system):
    _, model, _ = two_versions()
    return {
        "model": model, "member": MembershipFactory(), "site": SiteFactory(), "school": OrganisationFactory(),
    }  # fmt: skip


def stored(ground, history) -> Trajectory:
    left = history["exited_on"]
    person = person_of(ground["member"], given_name=f"P{next(numbers)}", on=FIRST)
    exit_fields = {"state": "exited", "exited_on": left, "exit_reason": history["reason"],
                   "destination": history["destination"] or "unknown"}  # fmt: skip
    trajectory = Trajectory.objects.create(
        person=person, programme=ground["model"].programme, model=ground["model"], intake_on=FIRST,
        desk=ground["model"].programme.receiving_desk, registered_on=FIRST, started_on=history["started_on"],
        **(exit_fields if left else {"state": "registered"}),
    )  # fmt: skip
    Event.objects.bulk_create(
        Event(trajectory=trajectory, kind=kind, occurred_on=day, recorded_at=noon(day) + timedelta(days=3),
              data={"why": why, "destination": where})
        for kind, day, why, where in history["moves"]
    )  # fmt: skip
    for day in history["phases"]:
        trajectory.phases.create(phase="proef", started_on=day, ended_on=day)
    for day, length in history["jobs"]:
        Placement.objects.create(
            person=person, trajectory=trajectory, site=ground["site"], kind="job", starts_on=day, contract="permanent",
            hours_per_week=24, ended_on=day + timedelta(days=length) if length is not None else None,
            state="active" if length is None else "ended", ended_because="" if length is None else "klaar",
        )  # fmt: skip
    for number, (day, situation, sector) in enumerate(history["asked"]):
        Observation.objects.create(
            trajectory=trajectory, person=person, point=f"moment-{number}", due_on=day, situation=situation,
            status="known" if situation else "due", observed_on=day if situation else None,
            in_target_sector=sector if situation else None,
        )  # fmt: skip
    for day in history["awards"]:
        Award.objects.create(
            trajectory=trajectory, person=person, kind="diploma", name="x", issuer=ground["school"], awarded_on=day
        )
    return trajectory


def episodes(history) -> list:
    """Day by day, as somebody would tell it: there, gone, back again."""
    rows, since, began = [], history["started_on"], history["started_on"]
    for kind, day, why, where in sorted(history["moves"], key=lambda move: move[1]):
        if began is None or day < began:
            continue
        if kind == "exited" and since is not None:
            told = (
                (history["reason"], history["destination"] or "unknown")
                if day == history["exited_on"]
                else (why, where)
            )
            rows.append([since.isoformat(), day.isoformat(), cause_of(*told).value])
            since = None
        elif kind == "re_entered" and since is None:
            since = day
    return rows + ([[since.isoformat(), None, None]] if since else [])


def first(days):
    return min(days, default=None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(histories(), min_size=1, max_size=4))
def test_rows_say_what_the_histories_say_and_both_ways_agree(ground, as_system, told):
    with transaction.atomic():
        made = [stored(ground, history) for history in told]
        rebuild_facts(actor=as_system, at=NOW)
        rebuilt = [model_to_dict(row) for row in TrajectoryFact.objects.order_by("pk")]
        for row, history in zip(rebuilt, told, strict=True):
            jobs = [day for day, _ in history["jobs"]]
            began = history["started_on"]
            assert row["episodes"] == episodes(history)
            assert row["job_on"] == first(day for day in jobs if began and day >= began)
            assert row["award_on"] == first(history["awards"])
            assert row["stages"] == ({"proef": min(history["phases"]).isoformat()} if history["phases"] else {})
            assert [job[0] for job in row["jobs"]] == sorted(day.isoformat() for day in jobs)
        for trajectory in reversed(made):
            refresh_facts(actor=as_system, trajectory_ids=[trajectory.pk], at=NOW + timedelta(days=1))
        assert [model_to_dict(row) for row in TrajectoryFact.objects.order_by("pk")] == rebuilt
        books_balance()
        the_packed_days_are_those_of_the_rows(ground["model"])
        transaction.set_rollback(True)


def the_packed_days_are_those_of_the_rows(model) -> None:
    """Read as numbers, and packed again from the JSON as the migration does."""
    last, packed = date(2027, 1, 1), ("packed_stages", "packed_jobs", "packed_followups")
    rows = TrajectoryFact.objects.order_by("pk")
    expected = columns_of([domain_fact(row, last) for row in rows], recorded_until=last)
    which = Which([model.programme_id], last)
    arms = [f"{each.code}/{each.version}" for each in model.programme.models.all()]
    read = with_jobs(which, columns_read(which, arms, stages=["proef"]))
    order = np.argsort(read.key)
    for name in ("registered", "started", "withdrawn", "awarded", "dismissed"):
        assert getattr(read, name)[order].tolist() == getattr(expected, name).tolist(), name
    out = [(r.exited_on, CAUSES.index(ExitCause(r.exit_cause))) if r.exited_on and r.started_on else None for r in rows]
    assert read.exited[order].tolist() == [each[0].toordinal() if each else NEVER for each in out]
    assert read.cause[order].tolist() == [each[1] if each else NO_CAUSE for each in out]
    assert [read.arms[a] for a in read.arm[order]] == [expected.arms[a] for a in expected.arm]
    never = [NEVER] * len(expected)
    assert read.stages["proef"][order].tolist() == list(expected.stages.get("proef", never))
    assert sorted(read.returns) == sorted(int(order[place]) for place in expected.returns)
    at = np.argsort(order)
    jobs = sorted(zip(at[read.jobs.who], read.jobs.started, read.jobs.ended, read.jobs.hours, strict=True))
    told = expected.jobs
    assert jobs == sorted(zip(told.who, told.started, told.ended, told.hours, strict=True))
    assert followups_read(which, read).who.size == sum(len(row.followups) for row in rows)
    before = list(rows.values_list(*packed))
    with connection.cursor() as cursor:
        cursor.execute(FROM_JSON.format(table="trajectoryfact"))
    assert list(rows.values_list(*packed)) == before


def books_balance() -> None:
    """Stock at the end = stock at the start + in - out, every month of every set of rows."""
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    facts = [domain_fact(row, date(2027, 1, 1)) for row in TrajectoryFact.objects.all()]
    flows = [flow(facts, month) for month in months(year)]
    assert flows[0].opening + sum(f.inflow - f.outflow for f in flows) == flows[-1].closing


def test_rows_of_people_who_were_let_go_stay_through_a_rebuild(ground, as_system):
    history = {"started_on": FIRST, "moves": [], "exited_on": None, "reason": "work", "destination": "",
               "phases": [], "jobs": [], "awards": [], "asked": []}  # fmt: skip
    gone, kept = stored(ground, history), stored(ground, history)
    Event.objects.create(trajectory=kept, kind="registered", occurred_on=FIRST, recorded_at=noon(FIRST))
    rebuild_facts(actor=as_system, at=NOW)
    before = list(TrajectoryFact.objects.order_by("pk").values())
    gone.person.delete()
    assert rebuild_facts(actor=as_system, at=NOW) == 1
    assert list(TrajectoryFact.objects.order_by("pk").values()) == before
    assert kept.pk == before[1]["trajectory_id"]


def test_a_row_is_as_fresh_as_the_last_event_of_its_timeline(ground, as_system):
    history = {"started_on": FIRST, "moves": [("exited", FIRST + timedelta(days=9), "travel", "unknown")],
               "exited_on": FIRST + timedelta(days=9), "reason": "travel", "destination": "unknown",
               "phases": [], "jobs": [], "awards": [], "asked": []}  # fmt: skip
    stored(ground, history)
    rebuild_facts(actor=as_system, at=NOW)
    assert TrajectoryFact.objects.get().recorded_at == noon(FIRST + timedelta(days=12))


@pytest.mark.django_db
def test_somebody_registers_for_a_programme_that_has_no_approach_yet(as_system):
    trajectory = registered(MembershipFactory(), ProgrammeFactory())
    assert TrajectoryFact.objects.values_list("trajectory_id", "stages").get() == (trajectory.pk, {})
