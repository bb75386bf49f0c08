"""Who works with whole rounds: facts are read only of some people, and the list is that of everybody."""

from datetime import timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, DataLine
from doorstroom.database.scope import scope
from doorstroom.followup.models import Observation
from doorstroom.learning.models import Appointment
from doorstroom.placements.models import InstrumentTerm, OfferSide
from doorstroom.rounds.models import RoundPartner
from doorstroom.signals.access import caseload
from doorstroom.signals.selectors import todays_list
from doorstroom.signals.selectors.facts import with_facts
from doorstroom.signals.selectors.reach import reach
from doorstroom.signals.selectors.today import list_of
from doorstroom.trajectories.models import GuardPass, HolderTerm, Note, Task, TeamMember
from factories.accounts import MembershipFactory
from factories.learning import group_of
from factories.placements import PlacementFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WEEK_16 = 35
"""Days from now to the Monday on which papers of the round are due."""


def manager_of(group, role):
    """Somebody who works with the whole round and may see everybody in it."""
    member = MembershipFactory(role=role, organisation=group.coach.organisation)
    RoundPartner.objects.create(round=group.round, organisation=member.organisation, role=role)
    for person in group.people:
        person.relations.create(
            organisation=member.organisation, role=role, purpose="guidance", basis="x", source="x",
            valid_from=TODAY - timedelta(days=90),
        )  # fmt: skip
    return member


@pytest.fixture(params=[Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER])
def manager(as_system, request):
    """One person for each reason for which somebody can be on the list, and Abel, of whom nothing is asked."""
    group = group_of("Abel", *REASONS)
    for each in group.trajectories:
        Note.objects.create(
            person=each.person, trajectory=each, author=group.coach, organisation=group.coach.organisation,
            channel=Note.Channel.PHONE, occurred_on=TODAY, recorded_at=NOW,
        )  # fmt: skip
    member = manager_of(group, request.param)
    for trajectory, reason in zip(group.trajectories[1:], REASONS.values(), strict=True):
        reason(trajectory, member)
    return member


def holder_away(trajectory, member):
    away = MembershipFactory(organisation=member.organisation, absent_from=TODAY - timedelta(days=20))
    HolderTerm.objects.filter(trajectory=trajectory).update(member=away)


def holder_gone(trajectory, member):
    gone = MembershipFactory(organisation=member.organisation, valid_until=TODAY - timedelta(days=2))
    HolderTerm.objects.filter(trajectory=trajectory).update(member=gone)


def let_pass(trajectory, member):
    guard = next(each for each in trajectory.model.definition["guards"] if member.role in each["supplied_by"])
    GuardPass.objects.create(
        trajectory=trajectory, guard=guard["code"], confirmed_by="Joost Vink", reason="komt", passed_by=member,
        passed_on=TODAY, expires_on=TODAY + timedelta(days=9),
    )  # fmt: skip


def placed(trajectory, **given):
    return PlacementFactory(**{"person": trajectory.person, "trajectory": trajectory, "weekdays": [0]} | given)


def contract(trajectory, member):
    placed(trajectory, kind="job", contract="fixed", ends_on=TODAY + timedelta(weeks=11))


def trial(trajectory, member):
    placed(trajectory, kind="trial", starts_on=TODAY - timedelta(weeks=8))


def sheet(trajectory, member):
    place = placed(trajectory, starts_on=TODAY - timedelta(weeks=5))
    for side in OfferSide.Side.values:
        given = {"written_on": TODAY - timedelta(weeks=5), "confirmed_on": TODAY - timedelta(weeks=5)}
        OfferSide.objects.create(
            placement=place, person=trajectory.person, side=side, gives="x", confirmed_by="Joost Vink", **given
        )


def instrument(trajectory, member):
    InstrumentTerm.objects.create(
        placement=placed(trajectory), person=trajectory.person, kind="job_coach", act="renew",
        due_on=TODAY + timedelta(days=8),
    )  # fmt: skip


def silent(trajectory, member):
    placed(trajectory, kind="job", state="introduced", introduced_on=TODAY, starts_on=TODAY + timedelta(days=9))


def own_step(trajectory, member):
    Task.objects.create(
        person=trajectory.person, text="bellen", created_on=TODAY, due_on=TODAY, owner=member, taken_over_reason="x"
    )


def own_talk(trajectory, member):
    Appointment.objects.create(trajectory=trajectory, person=trajectory.person, member=member, starts_at=NOW)


def held(trajectory, member):
    HolderTerm.objects.filter(trajectory=trajectory).update(member=member)
    Task.objects.create(person=trajectory.person, text="langsgaan", created_on=TODAY, due_on=TODAY)


def helped(trajectory, member):
    TeamMember.objects.create(trajectory=trajectory, member=member, role=member.role, valid_from=TODAY)
    Task.objects.create(person=trajectory.person, text="meegaan", created_on=TODAY, due_on=TODAY)


def to_ask(trajectory, member):
    asked = {"trajectory": trajectory, "person": trajectory.person, "point": "na-4-weken", "due_on": TODAY}
    Observation.objects.create(**asked, owner=member)


def to_ask_by_who_is_gone(trajectory, member):
    gone = MembershipFactory(organisation=member.organisation, valid_until=TODAY - timedelta(days=2))
    asked = {"trajectory": trajectory, "person": trajectory.person, "point": "na-4-weken", "due_on": TODAY}
    Observation.objects.create(**asked, owner=gone)


REASONS = {
    "Noor": holder_away, "Emre": let_pass, "Sanne": contract, "Bilal": trial, "Ilse": sheet, "Omar": instrument,
    "Lotte": silent, "Daan": own_step, "Fatima": own_talk, "Ruben": held, "Zoë": helped, "Mees": to_ask,
    "Anouk": holder_gone, "Tijn": to_ask_by_who_is_gone,
}  # fmt: skip
HEARD = {
    Role.PROGRAMME_MANAGER: {"Noor", "Anouk", "Tijn", "Emre", "Omar", "Mees", "Ruben"},
    Role.ACCOUNT_MANAGER: {"Emre", "Sanne", "Bilal", "Ilse", "Omar", "Mees", "Ruben"},
}


@pytest.mark.parametrize("days", [0, 3, 20, WEEK_16, 70])
def test_the_list_is_that_of_everybody(manager, days):
    actor = actor_of(manager, at=NOW + timedelta(days=days))
    with scope(actor, nested=True):
        everybody = with_facts(caseload(actor), actor)
        assert todays_list(actor) == list_of(everybody, actor, number=15)
        assert reach(actor).people == len(everybody) == 15


def test_each_is_told_for_the_own_reason_and_facts_of_abel_are_read_only_where_silence_is_told(manager):
    """To who leads, for people whose notes are open."""
    actor = actor_of(manager, at=NOW)
    with scope(actor, nested=True):
        found = todays_list(actor)
        read = set(reach(actor).trajectories.values_list("person__given_name", flat=True))
    assert {row.trajectory.person.given_name for row in found.rows} == HEARD[manager.role]
    planned = {each.trajectory.person.given_name for each in found.appointments}
    assert planned == {"Daan", "Fatima", "Ruben", "Zoë"}
    assert ("Abel" in read) == (manager.role == Role.PROGRAMME_MANAGER)


def test_in_the_week_of_the_papers_only_the_role_that_supplies_them_reads_everybody(as_system):
    group = group_of("Abel", "Noor")
    DataLine.objects.filter(category=Category.NOTES).delete()
    supplies, leads = manager_of(group, Role.ACCOUNT_MANAGER), manager_of(group, Role.PROGRAMME_MANAGER)
    counts = []
    for member in (supplies, leads):
        for days in (WEEK_16 - 1, WEEK_16):
            actor = actor_of(member, at=NOW + timedelta(days=days))
            with scope(actor, nested=True):
                counts.append(reach(actor).trajectories.count())
    assert counts == [0, 2, 0, 0]


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(("role", "expected"), [(Role.PROGRAMME_MANAGER, 11), (Role.ACCOUNT_MANAGER, 11)])
def test_the_page_costs_the_same_for_one_and_for_three(as_system, sign_in, statements, role, expected, people):
    group = group_of(*"ABC"[:people])
    member = manager_of(group, role)
    for each in group.trajectories:
        instrument(each, member)
    client = sign_in(member)
    assert len(client.get("/vandaag/").context["found"].rows) == people
    assert statements(client, "/vandaag/") == expected
