"""The list answers facts of many people at once; each answer equals that of the question for one."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.kernel.events import fact_holds
from doorstroom.participants.models import IncomeSituation
from doorstroom.placements.models import Placement
from doorstroom.rounds.models import RoundState
from doorstroom.signals.selectors import todays_list
from doorstroom.signals.selectors.facts import with_facts
from doorstroom.signals.selectors.starts import loaded_facts
from doorstroom.trajectories.models import GuardPass, TeamMember, Trajectory, TrajectoryState
from factories.learning import group_of
from factories.placements import PlacementFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BENEFIT = {"source": "social_assistance"}
INCOMES = {
    "nothing known": {},
    "decided": {**BENEFIT, "benefit_kept_decision": "Z-12", "benefit_kept_from": date(2026, 11, 1)},
    "decided for later": {**BENEFIT, "benefit_kept_decision": "Z-12", "benefit_kept_from": date(2027, 1, 1)},
    "not decided": BENEFIT,
    "wage": {"source": "wage"},
    "unknown": {"source": "unknown"},
}  # fmt: skip


@pytest.mark.parametrize("income", INCOMES)
@pytest.mark.parametrize("placed", ["", "agreed", "active", "proposed", "over"])
@pytest.mark.parametrize("coached", [True, False])
def test_many_at_once_equals_one_by_one(as_system, income, placed, coached):
    group = group_of("Abel")
    (abel,) = group.trajectories
    if INCOMES[income]:
        IncomeSituation.objects.create(person=abel.person, valid_from=date(2026, 1, 1), **INCOMES[income])
    if placed:
        ends_on = TODAY - timedelta(days=1) if placed == "over" else None
        state = Placement.State.ACTIVE if placed == "over" else placed
        agreed = {"person_agreed_on": TODAY, "employer_agreed_on": TODAY}
        PlacementFactory(person=abel.person, trajectory=abel, state=state, ends_on=ends_on, **agreed)
    if not coached:
        TeamMember.objects.update(role=Role.CASEWORKER)
        group.coach.role = Role.CASEWORKER
        group.coach.save()
    actor = actor_of(group.coach, at=NOW)
    (found,) = with_facts(Trajectory.objects.filter(pk=abel.pk), as_system)
    loaded = loaded_facts(found, TODAY)
    assert actor.role == (Role.JOB_COACH if coached else Role.CASEWORKER)
    assert loaded == {name: fact_holds(name, abel, TODAY) for name in loaded}


@pytest.fixture
def starting(as_system):
    """Abel waits for a round that starts in two weeks."""
    group = group_of("Abel")
    group.round.state, group.round.starts_on = RoundState.SELECTING, TODAY + timedelta(days=14)
    group.round.save()
    abel = group.trajectories[0]
    abel.phases.all().delete()
    abel.state, abel.started_on = TrajectoryState.WAITING, None
    abel.save()
    return group


def missing(member, at=NOW):
    found = todays_list(actor_of(member, at=at))
    rows = {s.params["fact"] for row in found.rows for s in row.signals if s.code == "fact_missing"}
    return rows | {each.what for each in found.waiting}


def test_what_the_start_needs_is_told_two_weeks_ahead_and_not_sooner(starting):
    assert missing(starting.coach) == {"besluit-uitkering", "werkplek-toegezegd"}
    assert missing(starting.coach, NOW - timedelta(days=1)) == set()


def test_what_is_settled_or_let_pass_is_no_longer_missing(starting):
    abel = starting.trajectories[0]
    PlacementFactory(
        person=abel.person, trajectory=abel, state="agreed", person_agreed_on=TODAY, employer_agreed_on=TODAY,
    )  # fmt: skip
    assert missing(starting.coach) == {"besluit-uitkering"}
    GuardPass.objects.create(
        trajectory=abel, guard="besluit-uitkering", confirmed_by="Ineke Vos", reason="Komt eraan.",
        expires_on=TODAY + timedelta(days=9), passed_on=TODAY, passed_by=starting.coach,
    )  # fmt: skip
    assert missing(starting.coach) == {"besluit-uitkering"}  # now as an open agreement
    waits = [each.until for each in todays_list(actor_of(starting.coach, at=NOW)).waiting]
    assert waits == [TODAY + timedelta(days=9)]


def test_a_closed_category_says_nothing_instead_of_missing(starting):
    lines = starting.coach.organisation.lines_received
    lines.filter(category__in=["income", "placement"]).delete()
    assert missing(starting.coach) == set()
