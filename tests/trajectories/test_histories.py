"""Random histories through the services, on the real database: exactly one holder while active, no gaps, a
state that follows from the facts, and the same end whether written move by move or all at once.

`DOORSTROOM_LONG=1` runs 200 of them."""

import os
import random
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from doorstroom.accounts.models import Role
from doorstroom.accounts.services import merge_organisations
from doorstroom.kernel.transitions import legal_moves
from doorstroom.participants.models import PersonRelation
from doorstroom.trajectories.domain import holders as rules
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.leaving import Leaving
from doorstroom.trajectories.domain.machine import ACTIVE, TABLE, MoveName, state
from doorstroom.trajectories.models import HolderTerm, Note, Trajectory
from doorstroom.trajectories.selectors import approach_of, position_of
from doorstroom.trajectories.selectors.positions import terms_of
from doorstroom.trajectories.services import (
    ContactLine,
    History,
    IntakeTalk,
    Step,
    bulk_histories,
    bulk_start,
    enter_phase,
    exit_trajectory,
    hand_to,
    hold_intake,
    leave_phase,
    move_to_selection,
    move_to_waiting,
    re_enter,
    record_fact,
    resume_trajectory,
    start_trajectory,
    suspend_trajectory,
)
from factories.participants import person_of
from factories.trajectories import acting, colleague, in_intake, programme_with_model, registered, system_on

pytestmark = pytest.mark.django_db
HISTORIES, MOVES = (200 if os.environ.get("DOORSTROOM_LONG") == "1" else 60), 5
FIRST = date(2026, 1, 5)
TALK = IntakeTalk(own_goal="Werk")


class World:
    """One trajectory and the moves that chance may try on it; refused ones must leave everything as it was."""

    def __init__(self, chance: random.Random, programme, members) -> None:
        self.chance, self.members, self.on = chance, members, FIRST
        self.trajectory = registered(members[0], programme, on=FIRST)

    def anyone(self):
        return self.chance.choice(self.members)

    def phase(self) -> str:
        return self.chance.choice(["proef", "les", "steun"])

    def try_one(self) -> bool:
        self.on += timedelta(days=self.chance.choice([0, 0, 1, 9, 40]))
        step = {"actor": acting(self.members[0], self.on), "trajectory": self.trajectory, "on": self.on}
        back = self.on + timedelta(days=self.chance.randint(0, 200))
        leaving = {
            "reason": self.chance.choice(["work", "completed"]),
            "initiator": "participant",
            "destination": "job",
        }
        tries = {
            MoveName.START_INTAKE: lambda: hold_intake(**step, holder=self.anyone(), talk=TALK, reason="weer"),
            MoveName.START_SELECTION: lambda: move_to_selection(**step),
            MoveName.WAIT: lambda: move_to_waiting(**step),
            MoveName.START_PHASE: lambda: enter_phase(**step, phase=self.phase(), reason="verder"),
            MoveName.END_PHASE: lambda: leave_phase(**step, phase=self.phase()),
            MoveName.SUSPEND: lambda: suspend_trajectory(**step, reason="health", expected_back_on=back),
            MoveName.RESUME: lambda: resume_trajectory(**step),
            MoveName.EXIT: lambda: exit_trajectory(**step, **leaving),
            MoveName.RE_ENTER: lambda: re_enter(**step, holder=self.anyone(), reason="terug"),
            "start": lambda: start_trajectory(**step, reason="begin"),
            "hand_to": lambda: hand_to(actor=step["actor"], trajectory=self.trajectory, member=self.anyone(),
                                       at=step["actor"].at, reason="ruil"),
        }  # fmt: skip
        self.trajectory.refresh_from_db(fields=["state"])
        likely = [name for name in legal_moves(TABLE, self.trajectory.state) if name in tries] + ["hand_to", "start"]
        try:
            tries[self.chance.choice(likely)]()
        except TrajectoryError:
            return False
        return True


def spans(trajectory) -> list[rules.ActiveSpan]:
    """From the timeline: active from each intake or return until the exit that follows."""
    found: list[rules.ActiveSpan] = []
    terms = list(trajectory.holder_terms.order_by("started_at"))
    starts = trajectory.events.filter(kind__in=["intake_held", "re_entered"]).count()
    ends = trajectory.events.filter(kind="exited").count()
    assert (starts > 0) == bool(terms)
    for term in terms:  # terms that touch belong to one stretch
        if found and found[-1].ended_at == term.started_at:
            found[-1] = rules.ActiveSpan(found[-1].started_at, term.ended_at)
        else:
            found.append(rules.ActiveSpan(term.started_at, term.ended_at))
    assert len(found) <= ends + 1
    return found


def test_over_random_histories_an_active_trajectory_has_exactly_one_holder(as_system, check_constraints):
    chance = random.Random(20261123)
    members = [colleague(), colleague(Role.JOB_COACH), colleague()]
    programme = programme_with_model(desk=members[0].organisation)
    model, reached, made = approach_of(programme.models.get()), set(), 0
    for _ in range(HISTORIES):
        world = World(chance, programme, members)
        for _ in range(MOVES):
            if world.try_one():
                made += 1
                check_constraints()
        trajectory = Trajectory.objects.get(pk=world.trajectory.pk)
        terms = terms_of(trajectory)
        assert rules.faults(terms, spans(trajectory)) == ()
        assert sum(term.ended_at is None for term in terms) == (trajectory.state in ACTIVE)
        assert state(model, position_of(trajectory)).value == trajectory.state
        reached.add(trajectory.state)
    assert reached >= {"registered", "intake", "selection", "waiting", "running", "suspended", "exited"}
    assert made > HISTORIES * 2


def test_a_merger_in_the_middle_leaves_everybody_with_the_holder_they_had(as_system, check_constraints):
    """Random histories before and after two of three organisations become one."""
    chance = random.Random(20271002)
    members = [colleague(), colleague(Role.JOB_COACH), colleague()]
    programme = programme_with_model(desk=members[1].organisation)
    worlds = [World(chance, programme, members) for _ in range(HISTORIES // 10)]
    made = sum(world.try_one() for world in worlds for _ in range(MOVES))
    open_terms = HolderTerm.objects.filter(ended_at=None).order_by("pk")
    before = list(open_terms.values_list("trajectory", "member"))
    first, second, _ = (each.organisation for each in members)
    merge_organisations(actor=system_on(FIRST), former=second, into=first, on=FIRST)
    check_constraints()
    assert list(open_terms.values_list("trajectory", "member")) == before
    assert set(Trajectory.objects.values_list("desk", flat=True)) == {first.pk}
    assert not PersonRelation.objects.filter(organisation=second, valid_until=None).exists()
    made += sum(world.try_one() for world in worlds for _ in range(MOVES))
    check_constraints()
    for trajectory in Trajectory.objects.filter(pk__in=[world.trajectory.pk for world in worlds]):
        assert rules.faults(terms_of(trajectory), spans(trajectory)) == ()
        assert trajectory.holder_terms.filter(ended_at=None).count() == (trajectory.state in ACTIVE)
    assert before
    assert made > len(worlds) * 2


def test_the_database_itself_refuses_an_active_trajectory_without_holder(as_system, check_constraints):
    samira = colleague()
    trajectory = in_intake(samira, programme_with_model(desk=samira.organisation))
    check_constraints()
    term = trajectory.holder_terms.get()
    second = HolderTerm(trajectory=trajectory, member=colleague(), started_at=term.started_at)
    with pytest.raises(IntegrityError, match="one_coordinating_holder"), transaction.atomic():
        second.save()

    def leave_it_alone():
        with transaction.atomic():
            term.delete()
            check_constraints()

    with pytest.raises(IntegrityError, match="0 coordinating holders"):
        leave_it_alone()


LEFT = date(2026, 3, 30)
LEAVING = Leaving(LEFT, "work", "baan gevonden", "participant", "job")
STEPS = (
    Step(date(2026, 1, 12), MoveName.START_INTAKE),
    Step(date(2026, 1, 26), MoveName.WAIT),
    Step(date(2026, 2, 2), MoveName.START_PHASE, "proef", facts=frozenset({"decision_there"})),
    Step(date(2026, 2, 2), MoveName.START_PHASE, "les"),
    Step(date(2026, 2, 23), MoveName.SUSPEND, reason="health", back_on=date(2026, 3, 9)),
    Step(date(2026, 3, 9), MoveName.RESUME),
)
LEFT_TOO = (*STEPS, Step(LEFT, MoveName.EXIT, reason="work", leaving=LEAVING))


@pytest.fixture
def told(as_system):
    samira, coach = colleague(), colleague(Role.JOB_COACH)
    programme = programme_with_model(desk=samira.organisation)
    people = [person_of(samira, on=FIRST) for _ in range(3)]

    def history(person, steps):
        return History(
            person_id=person.pk, programme=programme, registered_on=FIRST, holder=coach, steps=steps, team=(samira,),
            contacts=[ContactLine(date(2026, 2, 10), coach, text="Goed gesprek"),
                      ContactLine(date(2026, 2, 11), coach, "remark", "Let op")],
        )  # fmt: skip

    return people, history, (samira, coach)


def test_histories_written_at_once_stand_as_if_made_move_by_move(told, system, check_constraints):
    people, history, (_, coach) = told
    made = bulk_histories(actor=system, histories=[history(people[0], STEPS), history(people[1], LEFT_TOO)])
    check_constraints()
    running, left = (Trajectory.objects.get(pk=each.pk) for each in made)
    assert (running.state, running.intake_on, running.started_on) == ("running", STEPS[0].on, STEPS[2].on)
    assert (left.state, left.exited_on, left.exit_reason, left.exit_phase, left.exit_week) == (
        "exited", LEFT, "work", "les", 9,
    )  # fmt: skip
    assert list(left.phases.order_by("id").values_list("phase", "started_on", "ended_on")) == [
        ("proef", date(2026, 2, 2), LEFT), ("les", date(2026, 2, 2), LEFT),
    ]  # fmt: skip
    assert list(left.events.order_by("id").values_list("kind", flat=True)) == [
        "registered", "intake_held", "waiting_started", "phase_started", "started", "phase_started", "suspended",
        "resumed", "exited", "contact",
    ]  # fmt: skip
    assert running.holder_terms.get().ended_at is None
    assert left.holder_terms.get().ended_at == datetime.fromisoformat("2026-03-30T12:00+02:00")
    assert Note.objects.filter(trajectory=running).count() == 2
    assert set(PersonRelation.objects.filter(person=people[0], member=coach).values_list("source", flat=True)) == {
        f"trajectory:{running.pk}:holder:{coach.pk}"
    }
    assert state(approach_of(left.model), position_of(left)).value == "exited"


def test_one_impossible_history_stops_all_of_them(told, system):
    people, history, _ = told
    impossible = (STEPS[0], Step(date(2026, 2, 2), MoveName.START_PHASE, "proef"))
    with pytest.raises(TrajectoryError) as caught:
        bulk_histories(actor=system, histories=[history(people[0], STEPS), history(people[1], impossible)])
    assert (caught.value.code, Trajectory.objects.count()) == ("fact_unknown", 0)


def test_histories_are_written_in_a_number_of_statements_that_does_not_grow(told, system):
    people, history, _ = told
    counts = []
    for some in (people[:1], people[1:]):
        with CaptureQueriesContext(connection) as captured:
            bulk_histories(actor=system, histories=[history(person, STEPS) for person in some])
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_of_a_group_those_who_can_start_do_and_the_others_are_named(as_system):
    samira = colleague()
    programme = programme_with_model(desk=samira.organisation)
    on = date(2026, 10, 5)
    ready, waiting = in_intake(samira, programme), in_intake(samira, programme)
    record_fact(actor=acting(samira, on), trajectory=ready, fact="decision_there", on=on)
    started, refused = bulk_start(actor=acting(samira, on), trajectories=[waiting, ready], on=on)
    assert [each.pk for each in started] == [ready.pk]
    assert [(each.pk, error.code) for each, error in refused] == [(waiting.pk, "fact_unknown")]
