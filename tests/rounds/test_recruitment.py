"""Who may nominate whom, who then sees whom, and that everybody reads the same totals."""

from datetime import date
from types import SimpleNamespace

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.database.scope import scope
from doorstroom.kernel.events import Event
from doorstroom.notifications.models import Message
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person, PersonRelation
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.domain.funnel import Steps
from doorstroom.rounds.models import Nomination
from doorstroom.rounds.selectors import funnel_of, own_nominations, referrers_of, rounds_running
from doorstroom.rounds.services import (
    Asked,
    Nominee,
    Outcome,
    ask_referrers,
    bulk_nominate,
    decide_nominations,
    nominate,
    nominate_self,
    note_started,
    record_came,
    record_starts,
    withdraw,
)
from factories.accounts import MembershipFactory
from factories.participants import person_of
from factories.rounds import ON, round_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def world(as_system):
    return round_world(as_system)


def refused(code):
    return pytest.raises(RoundError, match=f"^{code}")


def by(member):
    return actor_of(member, at=NOW)


def test_referrer_nominates_own_person_and_partners_see_her_from_that_day(world):
    abel = person_of(world.referrer, given_name="Abel")
    with scope(by(world.referrer), nested=True):
        nomination = nominate(actor=by(world.referrer), round=world.round, person=abel, on=TODAY)
    assert (nomination.referrer, nomination.referrer_contact) == (world.referrer.organisation, world.referrer)
    opened = PersonRelation.objects.filter(person=abel, source=f"nomination:{nomination.pk}")
    assert set(opened.values_list("organisation", "role", "purpose", "member", "valid_from")) == {
        (m.organisation_id, m.role, Purpose.RECRUITMENT, None, TODAY)
        for m in (world.manager, world.school, world.accounts)
    }
    for member in (world.manager, world.school, world.accounts, world.referrer):
        with scope(by(member), nested=True):
            assert set(Person.objects.all()) == {abel}
    with scope(by(world.other_referrer), nested=True):
        assert set(Person.objects.all()) == set()
        assert Nomination.objects.count() == 0


def test_partner_without_an_approved_line_gets_no_relation(world):
    world.school.organisation.lines_received.update(approved_on=None, approved_by=None)
    abel = person_of(world.referrer, given_name="Abel")
    nominate(actor=by(world.referrer), round=world.round, person=abel, on=TODAY)
    assert not PersonRelation.objects.filter(person=abel, organisation=world.school.organisation).exists()


def test_nobody_nominates_people_of_somebody_else(world, as_system):
    noor = person_of(world.other_referrer, given_name="Noor")
    with refused("person_not_yours"):
        nominate(actor=by(world.referrer), round=world.round, person=noor, on=TODAY)
    abel = person_of(world.referrer, given_name="Abel")
    with refused("may_not_nominate"):
        nominate(
            actor=by(world.referrer), round=world.round, person=abel, on=TODAY,
            referrer=world.other_referrer.organisation,
        )  # fmt: skip
    with refused("may_not_nominate"):
        nominate(actor=by(MembershipFactory()), round=world.round, person=abel, on=TODAY)
    with refused("referrer_not_asked"):
        nominate(actor=as_system, round=world.round, person=abel, on=TODAY, referrer=MembershipFactory().organisation)
    assert Nomination.objects.count() == 0
    assert not PersonRelation.objects.filter(source__startswith="nomination:").exists()


def test_person_is_nominated_once_and_not_for_a_round_that_runs(world, as_system):
    [nomination] = world.put_forward(as_system, "Abel")
    with refused("nominated_already"):
        nominate(actor=by(world.referrer), round=world.round, person=nomination.person, on=TODAY)
    type(world.round).objects.filter(pk=world.round.pk).update(state="running")
    noor = person_of(world.referrer, given_name="Noor")
    with refused("round_takes_nobody"):
        nominate(actor=by(world.referrer), round=world.round, person=noor, on=TODAY)


def test_many_are_nominated_in_a_fixed_number_of_statements(world, as_system, django_assert_num_queries):
    people = [person_of(world.referrer, given_name=f"P{n}") for n in range(12)]
    nominees = [Nominee(p.pk, world.referrer.organisation_id, world.referrer.pk) for p in people]
    with django_assert_num_queries(13):
        bulk_nominate(actor=as_system, round=world.round, nominees=nominees[:2], on=TODAY)
    with django_assert_num_queries(13):
        bulk_nominate(actor=as_system, round=world.round, nominees=nominees[2:], on=TODAY)
    assert funnel_of(world.round).total.nominated == 12


def test_withdrawal_closes_what_the_nomination_opened_and_keeps_the_referrer(world, as_system):
    [nomination] = world.put_forward(as_system, "Abel")
    with refused("may_not_withdraw"), scope(by(world.accounts), nested=True):
        withdraw(actor=by(world.accounts), nomination=nomination, why="Verhuisd.", on=TODAY)
    with scope(by(world.referrer), nested=True):
        withdraw(actor=by(world.referrer), nomination=nomination, why="Verhuisd.", on=TODAY)
    assert funnel_of(world.round).total == Steps(asked=5, nominated=1, withdrawn=1)
    assert set(visible_people(by(world.school))) == set()
    assert set(visible_people(by(world.referrer))) == {nomination.person}
    with refused("decided_already"):
        withdraw(actor=as_system, nomination=nomination, why="Verhuisd.", on=TODAY)


def test_after_the_start_only_who_was_never_decided_about_is_let_go(world, as_system):
    undecided, reserve = world.put_forward(as_system, "Abel", "Noor")
    chosen = [Outcome(reserve.pk, Nomination.Outcome.RESERVE)]
    decide_nominations(actor=as_system, round=world.round, outcomes=chosen, on=TODAY)
    type(world.round).objects.filter(pk=world.round.pk).update(state="running")
    with scope(by(world.referrer), nested=True):
        with refused("started_already"):
            withdraw(actor=by(world.referrer), nomination=reserve, why="Verhuisd.", on=TODAY)
        withdraw(actor=by(world.referrer), nomination=undecided, why="Kwam niet.", on=TODAY)
    assert funnel_of(world.round).total == Steps(asked=5, nominated=2, reserve=1, withdrawn=1)


def test_outcomes_reach_the_referrer_and_close_the_file_of_who_is_not_selected(world, as_system):
    first, second, third = world.put_forward(as_system, "Abel", "Noor", "Emre")
    [other] = world.put_forward(as_system, "Hanna", by=world.other_referrer)
    Message.objects.all().delete()
    chosen = [
        Outcome(first.pk, Nomination.Outcome.SELECTED),
        Outcome(second.pk, Nomination.Outcome.NOT_NOW),
        Outcome(other.pk, Nomination.Outcome.RESERVE),
    ]
    with scope(by(world.school), nested=True):
        decide_nominations(actor=by(world.school), round=world.round, outcomes=chosen, on=TODAY)
    assert {p.given_name for p in visible_people(by(world.school))} == {"Abel", "Emre", "Hanna"}
    assert {p.given_name for p in visible_people(by(world.referrer))} == {"Abel", "Noor", "Emre"}
    news = Message.objects.order_by("id").values_list("membership", "template", "context")
    assert list(news) == [
        (world.referrer.pk, "rounds:outcomes_known", {"round": str(world.round), "people": 2}),
        (world.other_referrer.pk, "rounds:outcomes_known", {"round": str(world.round), "people": 1}),
    ]
    second.refresh_from_db()
    assert (second.outcome, second.decided_on) == ("not_now", TODAY)
    with refused("decided_already"):
        decide_nominations(
            actor=as_system, round=world.round, on=TODAY, outcomes=[Outcome(second.pk, Nomination.Outcome.SELECTED)]
        )
    third.refresh_from_db()
    assert third.outcome == "open"


def test_no_more_are_selected_than_there_are_seats(world, as_system):
    nominations = world.put_forward(as_system, "A", "B", "C", "D", "E")
    chosen = [Outcome(n.pk, Nomination.Outcome.SELECTED) for n in nominations]
    with refused("more_selected_than_seats") as caught:
        decide_nominations(actor=as_system, round=world.round, outcomes=chosen, on=TODAY)
    assert caught.value.params == {"seats": 4, "selected": 5}
    decide_nominations(actor=as_system, round=world.round, outcomes=chosen[:4], on=TODAY)
    decide_nominations(
        actor=as_system, round=world.round, outcomes=chosen[:4], on=TODAY
    )  # the same again changes nothing
    assert funnel_of(world.round).total.selected == 4


def test_all_five_partners_read_the_same_totals_and_only_own_names(world, as_system):
    mine = world.put_forward(as_system, "Abel", "Noor")
    theirs = world.put_forward(as_system, "Hanna", by=world.other_referrer)
    nominate_self(actor=as_system, round=world.round, person=person_of(world.manager, given_name="Kim"), on=ON)
    record_came(actor=as_system, nominations=[*mine, *theirs], on=ON)
    decide_nominations(
        actor=as_system, round=world.round, outcomes=[Outcome(mine[0].pk, Nomination.Outcome.SELECTED)], on=TODAY
    )
    record_starts(actor=as_system, round=world.round, person_ids=[mine[0].person_id], on=date(2027, 2, 1))
    expected = Steps(asked=5, nominated=4, came=3, selected=1, waiting=3, started=1)
    seen = {}
    for member in world.everyone:
        with scope(by(member), nested=True):
            counts = funnel_of(world.round)
            assert counts.total == expected
            assert [(line.referrer, line.steps.nominated) for line in counts.lines] == [
                (world.referrer.organisation_id, 2), (world.other_referrer.organisation_id, 1), (None, 1),
            ]  # fmt: skip
            assert [row.funnel.total for row in rounds_running(by(member), running=True)] == [expected]
            seen[member] = {n.person.given_name for n in own_nominations(by(member), world.round)}
    assert seen[world.referrer] == {"Abel", "Noor"}
    assert seen[world.other_referrer] == {"Hanna"}
    assert seen[world.school] == seen[world.manager] == seen[world.accounts] == {"Abel", "Noor", "Hanna", "Kim"}


def test_stranger_does_not_see_the_round_nor_its_totals(world, as_system):
    world.put_forward(as_system, "Abel")
    stranger = by(MembershipFactory(role=world.manager.role))
    assert not visible_rounds(stranger).exists()
    with scope(stranger, nested=True):
        assert funnel_of(world.round).total.nominated == 0


def test_referrer_rows_follow_the_order_of_the_funnel(world, as_system):
    world.put_forward(as_system, "Hanna", by=world.other_referrer)
    counts, rows = referrers_of(by(world.referrer), world.round)
    assert counts == funnel_of(world.round)
    assert [(row.organisation, row.request.asked, row.steps.nominated, row.own) for row in rows] == [
        (world.other_referrer.organisation, 2, 1, False),
        (world.referrer.organisation, 3, 0, True),
    ]


def test_without_a_contact_everyone_who_refers_there_hears_it(world, as_system):
    colleague = MembershipFactory(organisation=world.referrer.organisation, role=Role.JOB_COACH)
    MembershipFactory(organisation=world.referrer.organisation, role=Role.PRIVACY_OFFICER)
    Message.objects.all().delete()
    asked = [Asked(world.referrer.organisation, 3, date(2026, 12, 1))]
    ask_referrers(actor=as_system, round=world.round, asked=asked, on=TODAY)
    [nomination] = world.put_forward(as_system, "Abel")
    Nomination.objects.filter(pk=nomination.pk).update(referrer_contact=None)
    chosen = [Outcome(nomination.pk, Nomination.Outcome.SELECTED)]
    decide_nominations(actor=as_system, round=world.round, outcomes=chosen, on=TODAY)
    news = Message.objects.order_by("id").values_list("template", "membership")
    assert list(news) == [
        ("rounds:people_asked", world.referrer.pk),
        ("rounds:people_asked", colleague.pk),
        ("rounds:outcomes_known", world.referrer.pk),
        ("rounds:outcomes_known", colleague.pk),
    ]


def test_start_of_a_trajectory_shows_in_the_round(world, as_system):
    chosen, reserve = world.put_forward(as_system, "Abel", "Noor")
    Nomination.objects.filter(pk=chosen.pk).update(outcome="selected")
    for nomination in (chosen, reserve):
        trajectory = SimpleNamespace(
            round=world.round, person_id=nomination.person_id, started_on=date(2027, 2, 1)
        )  # fmt: skip
        note_started(Event("trajectory_started", as_system, {"trajectory": trajectory}))
    assert funnel_of(world.round).total.started == 1
    chosen.refresh_from_db()
    assert chosen.started_on == date(2027, 2, 1)
