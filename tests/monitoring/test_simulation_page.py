"""The simulation of a programme from its own rows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.domain.facts import Episode, ExitCause, JobSpell, TrajectoryFact
from doorstroom.monitoring.domain.simulation import Band, Group
from doorstroom.monitoring.domain.simulation_rates import measured_rates, standing_of
from doorstroom.monitoring.domain.sustained import LastingWork
from doorstroom.monitoring.models import TrajectoryFact as Row
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.programmes.models import Goal
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions

TODAY = NOW.date()
NORM = LastingWork(code="lasting_work", version=1, span=Span(6, Unit.MONTHS), hours_per_week=12, supported=False)


def fact(i: int, start: date, *, left: date | None = None, job: date | None = None, lost: date | None = None):
    cause = ExitCause.JOB if job else ExitCause.DROPOUT
    episode = Episode(start, left, cause) if left else Episode(start)
    jobs = (JobSpell(started_on=job, ended_on=lost, hours_per_week=24),) if job else ()
    return TrajectoryFact(key=str(i), programme="care", recorded_until=TODAY, episodes=(episode,), jobs=jobs)


START = date(2025, 1, 6)
PEOPLE = [
    *(fact(i, START, left=START + timedelta(days=10)) for i in range(4)),  # stopped in week 2
    *(fact(4 + i, START, job=START + timedelta(days=35)) for i in range(6)),  # work in week 6, still in the programme
    *(fact(10 + i, START + timedelta(days=14), job=START + timedelta(days=50), lost=START + timedelta(days=80))
      for i in range(2)),
    *(fact(12 + i, TODAY - timedelta(weeks=3)) for i in range(8)),  # on the way
]  # fmt: skip


def test_rates_count_the_weeks_that_everybody_was_on_the_way():
    """20 people in week 1, 4 stop in week 2; 8 began three weeks ago, the other 8 find work in week 6."""
    rates = measured_rates(PEOPLE, NORM, as_of=TODAY)
    assert (rates.people, rates.job_starters, rates.lasting_weeks) == (20, 8, 26)
    assert rates.bands == (Band(first=1, last=3, person_weeks=20 + 20 + 16, job=0, stopped=4),)
    assert rates.kept == 0.75


def test_standing_counts_lasting_jobs_and_who_may_still_get_there():
    new = fact(99, TODAY - timedelta(weeks=20), job=TODAY - timedelta(weeks=5, days=2))
    standing = standing_of([*PEOPLE, new], NORM, as_of=TODAY)
    assert (standing.reached, standing.on_the_way, standing.at_work) == (6, (Group(3, 8),), (Group(5, 1),))


def test_too_few_people_give_no_rates():
    assert measured_rates(PEOPLE[:9], NORM, as_of=TODAY) is None
    assert measured_rates([], NORM, as_of=TODAY) is None
    assert measured_rates(PEOPLE[12:] * 2, NORM, as_of=TODAY) is None  # nobody found work


@pytest.fixture
def world(as_system):
    """24 people, of whom 12 found work after eight weeks and still have it."""
    programme, older, _ = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    start = date(2025, 6, 2)
    cohort(MembershipFactory(), older, 24, start=start, stopped=(3, 4, 5))
    Goal.objects.create(
        programme=programme, quantity=60, unit="sustained", starts_on=start, deadline=date(2028, 1, 1), definition="x"
    )
    rebuild_facts(actor=as_system, at=NOW)
    job = (start + timedelta(weeks=8)).isoformat()
    for row in Row.objects.filter(exited_on=None).order_by("pk")[:12]:
        Row.objects.filter(pk=row.pk).update(jobs=[[job, None, 24, ""]], job_on=job)
    return programme, manager


def test_the_page_answers_for_the_goal_of_the_programme(world, sign_in):
    programme, manager = world
    answer = sign_in(manager).get(reverse("result_simulation", args=[programme.pk]))
    assert answer.status_code == 200
    assert answer.context["answer"].target == 60
    assert answer.context["answer"].scenario.reached == 12
    plans = [plan.people for _, plan in answer.context["needed"]]
    assert plans == sorted(plans)
    assert plans[0] > 48


def test_what_if_and_limits_change_the_answer_and_stand_in_the_address(world, sign_in):
    programme, manager = world
    client, address = sign_in(manager), reverse("result_simulation", args=[programme.pk])
    asked = {"doel": 60, "op": "2028-01-01", "weken": 4}
    plain = client.get(address, asked).context["answer"]
    fewer_stop = client.get(address, asked | {"stoppen": 0}).context["answer"]
    assert fewer_stop.needed[0.8].people < plain.needed[0.8].people
    unknown = client.get(address, asked | {"plekken": 6})
    assert (unknown.context["answer"].possible, unknown.context["no_norm"]) == (None, True)


@pytest.mark.parametrize("wrong", [{"doel": "x"}, {"op": "2026-11-24"}, {"op": "2099-01-01"}, {"weken": 0}])
def test_a_question_that_cannot_be_answered_keeps_the_form(world, sign_in, wrong):
    programme, manager = world
    asked = {"doel": 60, "op": "2028-01-01", "weken": 4} | wrong
    answer = sign_in(manager).get(reverse("result_simulation", args=[programme.pk]), asked)
    assert answer.status_code == 200
    assert answer.context["answer"] is None
    assert list(answer.context["form"].errors) == list(wrong)


def test_a_programme_of_which_too_little_is_known_says_so(as_system, sign_in):
    programme, older, _ = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    cohort(MembershipFactory(), older, 3, start=date(2026, 2, 2))
    rebuild_facts(actor=as_system, at=NOW)
    answer = sign_in(manager).get(reverse("result_simulation", args=[programme.pk]))
    assert (answer.status_code, answer.context["rates"]) == (200, None)
