"""Who works with whole rounds: facts are read only of some people, and the list is that of everybody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, DataLine
from doorstroom.database.scope import scope
from doorstroom.followup.models import Observation
from doorstroom.learning.models import Appointment, Attendance
from doorstroom.placements.models import InstrumentTerm, OfferSide
from doorstroom.rounds.models import RoundPartner
from doorstroom.signals.access import WHOLE_ROUND, caseload
from doorstroom.signals.models import Snooze, WeeklySignal
from doorstroom.signals.selectors import own_row, snoozable, todays_list
from doorstroom.signals.selectors.facts import with_facts
from doorstroom.signals.selectors.reach import reach
from doorstroom.signals.selectors.today import list_of
from doorstroom.trajectories.models import ChecklistTick, GuardPass, HolderTerm, Note, Task, TeamMember, Trajectory
from factories.accounts import MembershipFactory
from factories.learning import group_of
from factories.placements import PlacementFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SCHOOL_DAY = TODAY + timedelta(days=1)
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


@pytest.fixture(params=WHOLE_ROUND)
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


def papers_in(trajectory, member):
    ticks = [
        ChecklistTick(trajectory=trajectory, checklist=each["code"], item=item["code"], done_on=TODAY)
        for each in trajectory.model.definition["checklists"]
        for item in each["items"]
    ]
    ChecklistTick.objects.bulk_create(ticks)


def put_aside(trajectory, member):
    until = TODAY + timedelta(days=60)
    Snooze.objects.create(
        person=trajectory.person, code="checklist_incomplete", until=until, reason="x", member=member, created_at=NOW
    )


def suspended(trajectory, member):
    Trajectory.objects.filter(pk=trajectory.pk).update(state="suspended", suspended_from=TODAY)


def missed_at_school(trajectory, member):
    at_school(trajectory, member, "absent")


def seen_at_school(trajectory, member):
    at_school(trajectory, member, "present")


def at_school(trajectory, member, status):
    Attendance.objects.create(
        trajectory=trajectory, person=trajectory.person, day=SCHOOL_DAY, activity="school", status=status,
        recorded_by=member, recorded_at=NOW,
    )  # fmt: skip


REASONS = {
    "Noor": holder_away, "Emre": let_pass, "Sanne": contract, "Bilal": trial, "Ilse": sheet, "Omar": instrument,
    "Lotte": silent, "Daan": own_step, "Fatima": own_talk, "Ruben": held, "Zoë": helped, "Mees": to_ask,
    "Anouk": holder_gone, "Tijn": to_ask_by_who_is_gone,
    "Amir": missed_at_school, "Lena": seen_at_school, "Jip": papers_in, "Loes": put_aside, "Kees": suspended,
}  # fmt: skip
HEARD = {
    Role.PROGRAMME_MANAGER: {"Noor", "Anouk", "Tijn", "Emre", "Omar", "Mees", "Ruben"},
    Role.SCHOOL_COORDINATOR: {"Emre", "Ruben", "Mees"},
    Role.ACCOUNT_MANAGER: {"Emre", "Sanne", "Bilal", "Ilse", "Omar", "Mees", "Ruben"},
}


@pytest.mark.parametrize("days", [0, 1, 3, 20, WEEK_16, 70])
def test_the_list_is_that_of_everybody(manager, days):
    actor = actor_of(manager, at=NOW + timedelta(days=days, hours=3))
    with scope(actor, nested=True):
        everybody = with_facts(caseload(actor), actor)
        whole = list_of(everybody, actor, number=20)
        assert todays_list(actor) == whole
        for rows in (1, 3):
            assert todays_list(actor, rows=rows) == replace(whole, rows=whole.rows[:rows])
        assert reach(actor, own_row(actor)).people == len(everybody) == 20


def test_each_is_told_for_the_own_reason_and_facts_of_abel_are_read_only_where_silence_is_told(manager):
    """To who leads, for people whose notes are open."""
    actor = actor_of(manager, at=NOW)
    with scope(actor, nested=True):
        found = todays_list(actor)
        read = names_of(reach(actor, own_row(actor)).whose)
    assert {row.trajectory.person.given_name for row in found.rows} == HEARD[manager.role]
    planned = {each.trajectory.person.given_name for each in found.appointments}
    assert planned == {"Daan", "Fatima", "Ruben", "Zoë"}
    assert ("Abel" in read) == (manager.role == Role.PROGRAMME_MANAGER)


def names_of(keys):
    return set(Trajectory.objects.filter(pk__in=keys).values_list("person__given_name", flat=True))


@pytest.mark.parametrize(("hour", "noted"), [(12, True), (12, False), (9, True)])
def test_the_school_reads_who_was_not_seen_when_the_register_was_taken(as_system, hour, noted):
    """A blank counts some time after the start, and only when somebody wrote down that others were there."""
    group = group_of("Abel", "Noor", "Hanna")
    school = manager_of(group, Role.SCHOOL_COORDINATOR)
    noor = seen_at_school if noted else suspended
    noor(group.trajectories[1], school)
    actor = actor_of(school, at=NOW.replace(day=SCHOOL_DAY.day, hour=hour))
    with scope(actor, nested=True):
        found = todays_list(actor)
        assert names_of(reach(actor, own_row(actor)).whose) == ({"Abel", "Hanna"} if noted else set())
    told = {(row.trajectory.person.given_name, *(each.code for each in row.signals)) for row in found.rows}
    missed = {("Abel", "no_show_today"), ("Hanna", "no_show_today")}
    assert told == (missed if noted and hour == 12 else set())


@pytest.mark.parametrize("role", [Role.SCHOOL_COORDINATOR, Role.JOB_COACH])
def test_who_was_not_seen_can_be_put_aside(as_system, role):
    """Although it is the register of others that says so."""
    group = group_of("Abel", "Noor")
    member = group.coach if role == Role.JOB_COACH else manager_of(group, role)
    seen_at_school(group.trajectories[1], member)
    actor = actor_of(member, at=NOW.replace(day=SCHOOL_DAY.day, hour=12))
    abel, noor = group.trajectories
    with scope(actor, nested=True):
        told = [row for row in todays_list(actor).rows if "no_show_today" in {each.code for each in row.signals}]
        assert [row.trajectory for row in told] == [abel]
        assert snoozable(actor, abel.person_id, "no_show_today") == abel
        assert snoozable(actor, noor.person_id, "no_show_today") is None


def papers_of_two(role, *, days=WEEK_16):
    """What somebody in this role hears of Abel and Noor, whose papers are due in week 16."""
    group = group_of("Abel", "Noor")
    DataLine.objects.filter(category=Category.NOTES).delete()
    actor = actor_of(manager_of(group, role), at=NOW + timedelta(days=days))
    with scope(actor, nested=True):
        return reach(actor, own_row(actor))


@pytest.mark.parametrize(
    ("role", "days", "heard"),
    [
        (Role.ACCOUNT_MANAGER, WEEK_16 - 1, 0), (Role.ACCOUNT_MANAGER, WEEK_16, 2),
        (Role.PROGRAMME_MANAGER, WEEK_16 - 1, 0), (Role.PROGRAMME_MANAGER, WEEK_16, 0),
    ],
)  # fmt: skip
def test_in_the_week_of_the_papers_only_the_role_that_supplies_them_hears_of_everybody(as_system, role, days, heard):
    assert len(papers_of_two(role, days=days).whose) == heard


def test_of_whom_only_papers_speak_facts_are_read_when_the_row_is_shown(as_system):
    found = papers_of_two(Role.ACCOUNT_MANAGER)
    assert [len(found.unread(rows)) for rows in (1, 2, None)] == [1, 0, 0]


@pytest.mark.parametrize("first", ["Abel", "Noor"])
def test_of_one_day_who_was_registered_first_comes_first_whoevers_facts_are_read(as_system, first):
    group = group_of("Abel", "Noor")
    earlier = Trajectory.objects.get(person__given_name=first).registered_on - timedelta(days=1)
    Trajectory.objects.filter(person__given_name=first).update(registered_on=earlier)
    actor = actor_of(manager_of(group, Role.ACCOUNT_MANAGER), at=NOW + timedelta(days=WEEK_16))
    with scope(actor, nested=True):
        lists = [[row.trajectory.person.given_name for row in todays_list(actor, rows=rows).rows] for rows in (1, None)]
    assert lists == [[first], [first, {"Abel": "Noor", "Noor": "Abel"}[first]]]


def test_papers_shown_once_a_week_are_not_told_from_the_light_question(as_system):
    WeeklySignal.objects.create(code="checklist_incomplete", since=TODAY)
    found = papers_of_two(Role.ACCOUNT_MANAGER)
    assert (len(found.whose), found.papers) == (2, {})


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(
    ("role", "reason", "expected"),
    [(Role.PROGRAMME_MANAGER, instrument, 11), (Role.ACCOUNT_MANAGER, instrument, 10),
     (Role.SCHOOL_COORDINATOR, to_ask, 12)],
)  # fmt: skip
def test_the_page_costs_the_same_for_one_and_for_three(as_system, sign_in, statements, role, reason, expected, people):
    group = group_of(*"ABC"[:people])
    member = manager_of(group, role)
    for each in group.trajectories:
        reason(each, member)
    client = sign_in(member)
    assert len(client.get("/vandaag/").context["found"].rows) == people
    assert statements(client, "/vandaag/") == expected
