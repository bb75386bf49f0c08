"""Nobody out of sight when somebody leaves, is away for long, or nobody holds her yet."""

from datetime import date, timedelta

import pytest

from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.followup.models import Observation
from doorstroom.followup.services import record_known
from doorstroom.followup.services import show_left_alone as ask_left_alone
from doorstroom.participants.models import PersonRelation
from doorstroom.participants.services import open_relation
from doorstroom.signals.selectors import todays_list
from doorstroom.trajectories.models import HolderTerm, TrajectoryState
from doorstroom.trajectories.selectors.relations import guidance_relation
from doorstroom.trajectories.services import (
    exit_trajectory,
    hand_to,
    show_left_alone,
    write_note,
)
from factories.agreements import open_everything
from factories.learning import group_of
from factories.trajectories import (
    MODEL,
    acting,
    colleague,
    in_intake,
    programme_with_model,
    registered,
    stored_model,
    system_on,
    under_way,
)

pytestmark = pytest.mark.django_db
INTAKE = date(2026, 9, 8)
GONE = date(2026, 11, 2)
OBSERVED = """
observations:
  - {code: na-4-weken, name: Na 4 weken, event: exit, owner: caseworker, after_weeks: 4}
"""


def list_of(member, on):
    """Per person of this member's list the codes of why."""
    with scope(acting(member, on), nested=True):
        rows = todays_list(acting(member, on)).rows
    return {row.trajectory.person.given_name: [each.code for each in row.signals] for row in rows}


def leave(member, on=GONE):
    member.valid_until = on
    member.save()


def away(member, since=GONE - timedelta(days=7), until=None):
    member.absent_from, member.absent_until = since, until
    member.save()


@pytest.fixture
def office(as_system):
    """Samira and Noor of the desk, Femke who leads from another organisation, and the programme they work in."""
    samira, femke = colleague(), colleague(Role.PROGRAMME_MANAGER)
    programme = programme_with_model(desk=samira.organisation)
    programme.partners.create(organisation=samira.organisation, role=Role.CASEWORKER)
    programme.partners.create(organisation=femke.organisation, role=Role.PROGRAMME_MANAGER)
    return samira, colleague(organisation=samira.organisation), femke, programme


def test_what_a_leaver_holds_stands_with_who_leads_until_somebody_takes_over(office):
    samira, noor, femke, programme = office
    abel = in_intake(samira, programme, given_name="Abel")
    assert show_left_alone(actor=system_on(GONE), on=GONE) == (0, 0)
    assert list_of(femke, GONE) == {}
    leave(samira)
    assert show_left_alone(actor=system_on(GONE), on=GONE) == (1, 0)
    assert show_left_alone(actor=system_on(GONE), on=GONE) == (1, 0)
    assert PersonRelation.objects.filter(source__startswith="alone:").count() == 1
    assert list_of(femke, GONE) == {"Abel": ["holder_left"]}
    with scope(acting(femke, GONE), nested=True):
        hand_to(actor=acting(femke, GONE), trajectory=abel, member=noor, at=acting(femke, GONE).at, reason="vertrek")
    assert list_of(femke, GONE + timedelta(days=1)) == {}
    assert list_of(noor, GONE) == {"Abel": ["no_next_step"]}
    assert show_left_alone(actor=system_on(GONE), on=GONE) == (0, 0)


def test_a_night_writes_in_the_log_only_what_changed(office):
    samira, _, femke, programme = office
    due = left_asking(samira, programme)
    in_intake(colleague(organisation=samira.organisation), programme, given_name="Noor")
    for member in HolderTerm.objects.filter(ended_at=None).values_list("member", flat=True):
        Membership.objects.filter(pk=member).update(valid_until=due)

    def night(on):
        logged = Entry.objects.filter(subject="relation", at__date=on)
        show_left_alone(actor=system_on(on), on=on)
        ask_left_alone(actor=system_on(on), on=on)
        return list(logged.order_by("action").values_list("action", flat=True))

    day = timedelta(days=1)
    assert [night(due), night(due + day)] == [["create", "create"], []]
    away(femke, since=due - 5 * day)
    assert [night(due + 2 * day), night(due + 3 * day)] == [["change", "create", "create"], []]


def test_who_comes_back_holds_again_and_nobody_else_looks(office):
    samira, *_, programme = office
    in_intake(samira, programme, given_name="Abel")
    away(samira, until=GONE + timedelta(days=10))
    day_before, back = GONE - timedelta(days=1), samira.absent_until
    assert show_left_alone(actor=system_on(day_before), on=day_before) == (0, 0)
    assert show_left_alone(actor=system_on(GONE), on=GONE) == (1, 0)
    assert show_left_alone(actor=system_on(back), on=back) == (0, 1)
    assert PersonRelation.objects.get(source__startswith="alone:").valid_until == back


def test_while_who_leads_is_away_too_colleagues_of_the_holder_hear_it(office):
    samira, noor, femke, programme = office
    in_intake(samira, programme, given_name="Abel")
    back = GONE + timedelta(days=3)
    leave(samira)
    away(femke, until=back)
    assert show_left_alone(actor=system_on(GONE), on=GONE) == (1, 0)
    assert [list_of(noor, GONE), list_of(femke, GONE)] == [{"Abel": ["holder_left"]}, {}]
    assert show_left_alone(actor=system_on(back), on=back) == (1, 0)
    assert [list_of(noor, back), list_of(femke, back)] == [{}, {"Abel": ["holder_left"]}]
    shown = PersonRelation.objects.filter(source__startswith="alone:").order_by("pk")
    assert [(each.role, each.valid_until) for each in shown] == [("caseworker", back), ("programme_manager", None)]


def test_a_colleague_reads_why_she_is_asked_and_finds_another_holder(office, sign_in, now):
    samira, noor, femke, programme = office
    abel = in_intake(samira, programme, given_name="Abel")
    for each in (samira, femke):
        leave(each, now.date())
    actor = system_on(now.date())
    show_left_alone(actor=actor, on=actor.on)
    page = sign_in(noor).get("/vandaag/").content.decode()
    assert "De regiehouder werkt hier sinds 23 november niet meer." in page
    assert "U leest dit omdat er niemand is van wie het programma leidt." in page
    with scope(acting(noor, actor.on), nested=True):
        hand_to(actor=acting(noor, actor.on), trajectory=abel, member=noor, at=actor.at, reason="beiden weg")
    assert not PersonRelation.objects.filter(source__startswith="alone:", valid_until=None).exists()


def test_without_an_agreement_who_leads_sees_nobody_and_a_colleague_hears_it(office):
    samira, noor, femke, programme = office
    in_intake(samira, programme, given_name="Abel")
    leave(samira)
    femke.organisation.lines_received.all().delete()
    show_left_alone(actor=system_on(GONE), on=GONE)
    assert [list_of(femke, GONE), list_of(noor, GONE)] == [{}, {"Abel": ["holder_left"]}]


def test_whom_the_desk_handed_on_stands_there_again_when_nobody_nearer_is_left(office):
    samira, noor, femke, programme = office
    abel = in_intake(samira, programme, given_name="Abel")
    ruud = colleague(Role.JOB_COACH)
    actor = acting(samira, INTAKE)
    with scope(actor, nested=True):
        hand_to(actor=actor, trajectory=abel, member=ruud, at=actor.at + timedelta(hours=1), reason="begeleiding")
    leave(ruud)
    away(femke)
    show_left_alone(actor=system_on(GONE), on=GONE)
    assert [list_of(each, GONE) for each in (samira, noor)] == [{"Abel": ["holder_left"]}] * 2


def left_asking(samira, programme):
    """Abel is to be asked how things stand, on the day from which Samira no longer works here."""
    trajectory = under_way(samira, programme, given_name="Abel")
    trajectory.model = stored_model(MODEL.replace("proefroute", "vraagroute") + OBSERVED, programme)
    trajectory.save()
    exit_trajectory(
        actor=acting(samira, GONE), trajectory=trajectory, on=GONE, reason="work", initiator="participant",
        destination="job",
    )  # fmt: skip
    due = GONE + timedelta(weeks=4)
    leave(samira, due)
    return due


def test_the_question_of_a_leaver_is_asked_by_who_leads(as_system, office):
    samira, _, femke, programme = office
    due = left_asking(samira, programme)
    assert ask_left_alone(actor=system_on(due - timedelta(days=1)), on=due - timedelta(days=1)) == 0
    assert ask_left_alone(actor=system_on(due), on=due) == 1
    assert list_of(femke, due) == {"Abel": ["observation_due"]}
    with scope(acting(femke, due), nested=True):
        record_known(
            actor=acting(femke, due), observation=Observation.objects.get(), situation="job", observed_on=due, on=due
        )
    assert list_of(femke, due + timedelta(days=1)) == {}


def test_the_question_of_a_leaver_is_a_colleagues_while_who_leads_is_away(as_system, office):
    samira, noor, femke, programme = office
    due = left_asking(samira, programme)
    away(femke, since=GONE)
    assert ask_left_alone(actor=system_on(due), on=due) == 1
    assert [list_of(femke, due), list_of(noor, due)] == [{}, {"Abel": ["observation_due"]}]


def test_who_came_to_the_desk_stands_with_everybody_there_until_the_intake(office):
    samira, noor, femke, programme = office
    registered(samira, programme, given_name="Abel")
    on = date(2026, 9, 2)
    assert [list_of(each, on) for each in (samira, noor, femke)] == [{"Abel": ["no_next_step"]}] * 2 + [{}]


def test_who_registered_hears_somebody_within_five_working_days(office):
    """Registered on Tuesday 1 September: Tuesday the 8th is the fifth. A contact of before answers nothing."""
    samira, noor, _, programme = office
    trajectory = registered(samira, programme, given_name="Abel")
    person, promised = trajectory.person, MODEL.replace("thresholds: {", "thresholds: {first_contact_workdays: 5, ")
    trajectory.model = stored_model(promised.replace("proefroute", "belroute"), programme)
    trajectory.save()
    monday, tuesday = date(2026, 9, 7), date(2026, 9, 8)
    write_note(actor=acting(samira, tuesday), person=person, channel="phone", text="Zei toe", on=date(2026, 8, 31))
    assert "first_contact" not in list_of(noor, monday)["Abel"]
    assert "first_contact" in list_of(noor, tuesday)["Abel"]
    write_note(actor=acting(samira, tuesday), person=person, channel="phone", text="Gebeld", on=tuesday)
    assert "first_contact" not in list_of(noor, tuesday)["Abel"]


@pytest.fixture
def abel(as_system):
    """In week 11 of a round; Samira holds him and there is no coach."""
    group = group_of("Abel")
    (trajectory,) = group.trajectories
    samira = colleague(organisation=group.coach.organisation)
    HolderTerm.objects.update(member=samira)
    trajectory.team.all().delete()
    open_everything(samira.organisation, purpose=Purpose.LEARN_WORK)
    relation = guidance_relation(samira, "test", INTAKE)
    open_relation(actor=system_on(INTAKE), person_id=trajectory.person_id, spec=relation, on=INTAKE)
    return trajectory, samira


def test_without_a_coach_the_contacts_of_who_holds_keep_the_norm(abel):
    trajectory, samira = abel
    assert "no_contact" in list_of(samira, GONE)["Abel"]
    write_note(
        actor=acting(samira, GONE), person=trajectory.person, channel="phone", text="Gebeld",
        on=GONE,
    )  # fmt: skip
    assert "no_contact" not in list_of(samira, GONE).get("Abel", [])


def test_who_went_through_a_round_and_stands_in_no_phase_waits_for_nothing(abel):
    trajectory, samira = abel
    trajectory.phases.update(ended_on=GONE)
    trajectory.state = trajectory.step = TrajectoryState.WAITING
    trajectory.save()
    assert "no_next_step" in list_of(samira, GONE)["Abel"]


def test_what_nobody_could_find_out_is_left_at_that_after_three_tries_and_thirty_days(abel):
    trajectory, samira = abel
    asked = Observation.objects.create(
        trajectory=trajectory, person=trajectory.person, point="na-4-weken", name="Na 4 weken", due_on=INTAKE,
        owner=samira, status="unknown", attempts=2,
    )  # fmt: skip
    last = INTAKE + timedelta(days=29)
    assert "observation_unknown" in list_of(samira, last + timedelta(days=30))["Abel"]
    asked.attempts = 3
    asked.save()
    assert "observation_unknown" in list_of(samira, last)["Abel"]
    assert "observation_unknown" not in list_of(samira, last + timedelta(days=1)).get("Abel", [])
