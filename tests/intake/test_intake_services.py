"""Meetings, the choice by more than one, and the public registration, against the database."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import doorstroom.intake
from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.intake.access import may_choose
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.domain.playbook import Verdict
from doorstroom.intake.domain.referral import TABLE
from doorstroom.intake.models import Decider, InformationMeeting, Intake, Invitation, Judgement, Selection
from doorstroom.intake.selectors import absences_of
from doorstroom.intake.services import (
    Decided,
    Registration,
    Show,
    bulk_decide,
    decide,
    invite,
    judge,
    judge_open_as_met,
    plan_meeting,
    record_employer_met,
    record_shows,
    register_oneself,
)
from doorstroom.intake.wording import REFUSALS
from doorstroom.notifications.models import Message
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person
from doorstroom.rounds.models import Nomination
from doorstroom.rounds.selectors import funnel_of
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.services import IntakeTalk, hold_intake, register_trajectory
from factories.accounts import MembershipFactory
from factories.intake import all_met
from factories.rounds import round_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
MEETING = datetime(2026, 11, 17, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def world(as_system):
    return round_world(as_system)


def refused(code):
    return pytest.raises(IntakeError, match=f"^{code}")


def by(member):
    return actor_of(member, at=NOW)


def meeting_of(world, system, *nominations):
    meeting = plan_meeting(actor=by(world.school), round=world.round, starts_at=MEETING, location="Lindecollege")
    invite(actor=system, meeting=meeting, nominations=nominations, on=TODAY)
    return meeting


def ready(world, system, nomination):
    """A candidate about whom everything is known."""
    judge(actor=system, nomination=nomination, verdicts=all_met(world.round))
    record_employer_met(actor=system, nomination=nomination, met_with="Joost Vink", on=TODAY)


def test_invited_twice_is_invited_once(world, as_system):
    nominations = world.put_forward(as_system, "Abel", "Noor")
    meeting = meeting_of(world, as_system, nominations[0])
    assert [i.nomination for i in invite(actor=as_system, meeting=meeting, nominations=nominations, on=TODAY)] == [
        nominations[1]
    ]
    assert Invitation.objects.count() == 2


def test_who_came_and_why_others_did_not(world, as_system):
    abel, noor, emre, hanna = world.put_forward(as_system, "Abel", "Noor", "Emre", "Hanna")
    meeting = meeting_of(world, as_system, abel, noor, emre, hanna)
    away = Invitation.Attended.STAYED_AWAY
    shows = {
        abel.pk: Show("came"),
        noor.pk: Show(away, "work"),
        emre.pk: Show(away, "ill"),
        hanna.pk: Show(away, "ill"),
    }
    with scope(by(world.school), nested=True):
        assert record_shows(actor=by(world.school), meeting=meeting, shows=shows) == 4
    assert funnel_of(world.round).total.came == 1
    for member in world.everyone:
        with scope(by(member), nested=True):
            assert absences_of(world.round) == {"ill": 2, "work": 1}
    with scope(by(MembershipFactory()), nested=True):
        assert absences_of(world.round) == {}


def test_tick_that_was_wrong_is_taken_back(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    meeting = meeting_of(world, as_system, abel)
    record_shows(actor=as_system, meeting=meeting, shows={abel.pk: Show("came")})
    abel.refresh_from_db()
    assert abel.came_on == MEETING.date()
    record_shows(actor=as_system, meeting=meeting, shows={abel.pk: Show("stayed_away", "unknown")})
    abel.refresh_from_db()
    assert (abel.came_on, abel.invitations.get().reason) == (None, "unknown")


def test_meeting_refuses_what_is_not_known_and_who_may_not(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    meeting = meeting_of(world, as_system)
    with refused("not_invited"):
        record_shows(actor=as_system, meeting=meeting, shows={abel.pk: Show("came")})
    invite(actor=as_system, meeting=meeting, nominations=[abel], on=TODAY)
    with refused("absence_needs_reason"):
        record_shows(actor=as_system, meeting=meeting, shows={abel.pk: Show("stayed_away")})
    with refused("may_not_recruit"):
        record_shows(actor=by(world.accounts), meeting=meeting, shows={abel.pk: Show("came")})
    InformationMeeting.objects.update(starts_at=NOW + timedelta(hours=1))
    meeting.refresh_from_db()
    with refused("meeting_to_come"):
        record_shows(actor=as_system, meeting=meeting, shows={abel.pk: Show("came")})
    assert abel.invitations.get().attended == "unknown"


def test_two_people_decide_and_then_the_referrer_hears_it(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    ready(world, as_system, abel)
    Message.objects.all().delete()
    with scope(by(world.school), nested=True):
        proposal = decide(actor=by(world.school), nomination=abel, outcome="selected")
    assert (proposal.outcome, Message.objects.count()) == ("open", 0)
    assert funnel_of(world.round).total.selected == 0
    with scope(by(world.accounts), nested=True):
        final = decide(actor=by(world.accounts), nomination=abel, outcome="selected")
    assert (final.outcome, final.decided_on) == ("selected", TODAY)
    assert funnel_of(world.round).total.selected == 1
    assert list(Message.objects.values_list("membership", flat=True)) == [world.referrer.pk]
    trajectory = Trajectory.objects.get(person=abel.person)
    assert (trajectory.round, trajectory.state, trajectory.programme) == (
        world.round, "registered", world.round.programme,
    )  # fmt: skip


def test_who_had_the_intake_is_in_selection_and_then_waits_for_the_start(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    trajectory = register_trajectory(
        actor=as_system, person=abel.person, programme=world.round.programme, round=world.round, source="test",
        on=TODAY,
    )  # fmt: skip
    talk = IntakeTalk(own_goal="Ik wil in de zorg werken.")
    hold_intake(actor=as_system, trajectory=trajectory, holder=world.referrer, talk=talk, on=TODAY)
    states = []
    with scope(by(world.accounts), nested=True):
        judge(actor=by(world.accounts), nomination=abel, verdicts=all_met(world.round))
        record_employer_met(actor=by(world.accounts), nomination=abel, met_with="Joost Vink", on=TODAY)
        states.append(Trajectory.objects.get().state)
        decide(actor=by(world.accounts), nomination=abel, outcome="reserve")
        states.append(Trajectory.objects.get().state)
    with scope(by(world.school), nested=True):
        decide(actor=by(world.school), nomination=abel, outcome="reserve")
        states.append(Trajectory.objects.get().state)
    assert states == ["selection", "selection", "waiting"]


def test_who_was_selected_follows_the_round_and_the_talk_is_kept(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    trajectory = register_trajectory(
        actor=as_system, person=abel.person, programme=world.round.programme, source="test", on=TODAY
    )
    talk = IntakeTalk(own_goal="Ik wil in de zorg werken.", readiness_person=4, readiness_professional=3)
    hold_intake(actor=by(world.referrer), trajectory=trajectory, holder=world.referrer, talk=talk, on=TODAY)
    held = Intake.objects.get(trajectory=trajectory)
    assert (held.held_by, held.readiness_person, held.readiness_professional) == (world.referrer, 4, 3)
    for member in (world.accounts, world.school):
        with scope(by(member), nested=True):
            if member == world.accounts:
                judge(actor=by(member), nomination=abel, verdicts=all_met(world.round))
                record_employer_met(actor=by(member), nomination=abel, met_with="Joost Vink", on=TODAY)
            decide(actor=by(member), nomination=abel, outcome="selected")
    trajectory.refresh_from_db()
    assert (trajectory.round, trajectory.model, trajectory.state) == (world.round, world.round.model, "waiting")


def talked(world, trajectory, reason="") -> Trajectory:
    talk, referrer = IntakeTalk(own_goal="Ik wil in de zorg werken."), world.referrer
    with scope(by(referrer), nested=True):
        hold_intake(
            actor=by(referrer), trajectory=trajectory, holder=referrer, talk=talk, on=TODAY, reason=reason
        )  # fmt: skip
    trajectory.refresh_from_db()
    return trajectory


def from_file(world, system, outcome) -> Trajectory:
    """Registered in the round, and the outcome of the choice was in the file: the talk is still to come."""
    [abel] = world.put_forward(system, "Abel")
    Nomination.objects.filter(pk=abel.pk).update(outcome=outcome, decided_on=TODAY)
    return register_trajectory(
        actor=system, person=abel.person, programme=world.round.programme, round=world.round, source="file", on=TODAY
    )


@pytest.mark.parametrize(("outcome", "state"), [("selected", "waiting"), ("reserve", "waiting"), ("not_now", "intake")])
def test_who_was_chosen_before_the_intake_waits_for_the_start_after_it(world, as_system, outcome, state):
    assert talked(world, from_file(world, as_system, outcome)).state == state


def test_who_goes_back_to_the_intake_on_purpose_stays_there(world, as_system):
    trajectory = talked(world, from_file(world, as_system, "selected"))
    assert talked(world, trajectory, reason="Nog eens samen kijken").state == "intake"


def test_one_person_in_two_roles_is_one_decider(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    ready(world, as_system, abel)
    twice = MembershipFactory(
        user=world.school.user, organisation=world.accounts.organisation, role=Role.ACCOUNT_MANAGER
    )
    decide(actor=by(world.school), nomination=abel, outcome="selected")
    assert decide(actor=by(twice), nomination=abel, outcome="selected").outcome == "open"
    assert Decider.objects.filter(selection__nomination=abel).count() == 1


def test_deciders_who_disagree_choose_nothing_until_one_changes(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    ready(world, as_system, abel)
    decide(actor=by(world.school), nomination=abel, outcome="selected")
    assert decide(actor=by(world.accounts), nomination=abel, outcome="reserve").outcome == "open"
    assert decide(actor=by(world.school), nomination=abel, outcome="reserve").outcome == "reserve"
    abel.refresh_from_db()
    assert abel.outcome == "reserve"


def test_not_now_closes_the_file_for_the_partners_that_day(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    ready(world, as_system, abel)
    no = {"outcome": "not_now", "reason_for_person": "De reis is nu te lang.", "alternative": "Ronde 10, dichterbij."}
    for member in (world.school, world.accounts):
        with scope(by(member), nested=True):
            final = decide(actor=by(member), nomination=abel, **no)
    assert (final.outcome, final.reason_for_person) == ("not_now", "De reis is nu te lang.")
    assert set(visible_people(by(world.school))) == set(visible_people(by(world.accounts))) == set()
    assert set(visible_people(by(world.referrer))) == {abel.person}
    with scope(by(world.referrer), nested=True):
        assert Selection.objects.get().alternative == "Ronde 10, dichterbij."
    assert not Trajectory.objects.exists()
    with refused("decided_already"):
        decide(actor=by(world.referrer), nomination=abel, outcome="selected")


@pytest.mark.parametrize(
    ("verdicts", "met", "code"),
    [
        ({}, True, "criteria_open"),
        (None, False, "employer_has_not_met"),
    ],
)
def test_choice_without_playbook_is_refused_and_changes_nothing(world, as_system, verdicts, met, code):
    [abel] = world.put_forward(as_system, "Abel")
    judge(actor=as_system, nomination=abel, verdicts=all_met(world.round) if verdicts is None else verdicts)
    if met:
        record_employer_met(actor=as_system, nomination=abel, met_with="Joost Vink", on=TODAY)
    with refused(code):
        decide(actor=by(world.school), nomination=abel, outcome="selected")
    assert Decider.objects.count() == 0


def test_not_met_needs_a_reason_and_met_keeps_none(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    with refused("verdict_needs_reason"):
        judge(actor=as_system, nomination=abel, verdicts={"dagen": Verdict("not_met")})
    assert Judgement.objects.count() == 0
    judge(actor=as_system, nomination=abel, verdicts={"dagen": Verdict("unknown", "Vraagt het na")})
    judge(actor=as_system, nomination=abel, verdicts={"dagen": Verdict("met", "Vraagt het na")})
    assert Judgement.objects.values_list("criterion", "verdict", "reason").get() == ("dagen", "met", "")


def test_bulk_met_leaves_what_was_judged(world, as_system):
    abel, noor = world.put_forward(as_system, "Abel", "Noor")
    judge(actor=as_system, nomination=abel, verdicts={"dagen": Verdict("not_met", "Nog geen oppas")})
    assert judge_open_as_met(actor=as_system, nominations=[abel, noor]) == 9
    assert Judgement.objects.filter(selection__nomination=abel, verdict="not_met").count() == 1
    assert Judgement.objects.filter(verdict="met").count() == 9


def test_only_roles_of_the_model_inside_the_round_choose(world, as_system):
    [abel] = world.put_forward(as_system, "Abel")
    for member in (world.manager, MembershipFactory(role=Role.SCHOOL_COORDINATOR)):
        with pytest.raises(IntakeError, match=r"^(may_not_choose|nomination_not_found)"):
            judge(actor=by(member), nomination=abel, verdicts=all_met(world.round))
    assert Selection.objects.count() == 0
    outside = MembershipFactory(role=world.school.role)
    assert [may_choose(by(each), abel) for each in (world.school, world.manager, outside)] == [True, False, False]


def test_choices_that_were_made_elsewhere_follow_the_same_rules(world, as_system):
    abel, noor, emre = world.put_forward(as_system, "Abel", "Noor", "Emre")
    deciders = (world.school, world.accounts)
    known = {"verdicts": all_met(world.round), "met_with": "Joost Vink", "met_on": TODAY, "deciders": deciders}
    chosen = [
        Decided(abel.pk, Nomination.Outcome.SELECTED, **known),
        Decided(noor.pk, Nomination.Outcome.RESERVE, **known),
        Decided(emre.pk, Nomination.Outcome.NOT_NOW, reason_for_person="Reis", alternative="Ronde 10", **known),
    ]
    made = bulk_decide(actor=as_system, round=world.round, decided=chosen, on=TODAY)
    assert [selection.outcome for selection in made] == ["selected", "reserve", "not_now"]
    total = funnel_of(world.round).total
    assert (total.selected, total.reserve, total.not_now) == (1, 1, 1)
    [late] = world.put_forward(as_system, "Hanna")
    with refused("deciders_missing"):
        bulk_decide(
            actor=as_system, round=world.round, on=TODAY,
            decided=[Decided(late.pk, Nomination.Outcome.SELECTED, **{**known, "deciders": (world.school,)})],
        )  # fmt: skip
    with refused("not_now_needs_reason"):
        bulk_decide(
            actor=as_system,
            round=world.round,
            decided=[Decided(late.pk, Nomination.Outcome.NOT_NOW, **known)],
            on=TODAY,
        )


@pytest.fixture
def open_programme(world):
    programme = world.round.programme
    programme.open_for_registration = True
    programme.save()
    return programme


def register(world, system, round="own", **given):
    registration = Registration(**{
        "given_name": "Kim", "birth_date": date(2000, 5, 5), "phone": "06 12345678", "language": "ti", **given,
    })  # fmt: skip
    return register_oneself(
        actor=system, programme=world.round.programme, round=world.round if round == "own" else round,
        registration=registration, on=TODAY,
    )  # fmt: skip


def test_visitor_who_registers_stands_at_the_desk_and_in_the_round(world, as_system, open_programme):
    trajectory = register(world, as_system)
    assert (trajectory.state, trajectory.desk, trajectory.round) == (
        "registered", open_programme.receiving_desk, world.round,
    )  # fmt: skip
    nomination = Nomination.objects.get(person=trajectory.person)
    assert (nomination.source, nomination.referrer) == ("self", None)
    contact = trajectory.person.contact
    assert (contact.phone, contact.birth_date, trajectory.person.language) == ("+31612345678", date(2000, 5, 5), "ti")
    assert trajectory.person in set(visible_people(by(world.school)))


def test_registering_again_makes_no_second_person(world, as_system, open_programme):
    first = register(world, as_system)
    assert register(world, as_system, phone="0612345678", given_name="kim ") == first
    assert Person.objects.count() == 1
    assert register(world, as_system, given_name="Lee") != first


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"birth_date": date(2009, 2, 2)}, "too_young"),
        ({"birth_date": date(2027, 1, 1)}, "birth_date_not_possible"),
        ({"phone": ""}, "phone_or_email_needed"),
        ({"phone": "06 1234"}, "phone_not_readable"),
    ],
)
def test_refused_registration_says_why_and_keeps_nothing(world, as_system, open_programme, given, code):
    with refused(code):
        register(world, as_system, **given)
    assert (Person.objects.count(), Trajectory.objects.count()) == (0, 0)


def test_seventeen_today_and_eighteen_at_the_start_is_welcome(world, as_system, open_programme):
    assert register(world, as_system, birth_date=date(2009, 2, 1)).state == "registered"
    with refused("too_young"):
        register(world, as_system, birth_date=date(2009, 2, 1), given_name="Lee", round=None)


def test_closed_programme_takes_nobody(world, as_system):
    with refused("not_open_for_registration"):
        register(world, as_system)


def test_every_refusal_has_a_sentence():
    found = set()
    for path in Path(doorstroom.intake.__file__).parent.rglob("*.py"):
        found |= set(re.findall(r'(?:IntakeError|Reason)\(\s*"(\w+)"', path.read_text()))
    built = {f"referral_{guard.fact}" for move in TABLE.values() for guard in move.guards}
    built |= {f"referral_{code}" for code in ("reason_needed", "role_may_not", "move_not_from_this_state")}
    assert found | built | {"too_young", "too_old"} == set(REFUSALS)
