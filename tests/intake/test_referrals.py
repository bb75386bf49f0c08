"""Warm handovers through the services, on the real database under row-level security."""

from datetime import date, timedelta

import pytest

from doorstroom.accounts.models import Role
from doorstroom.accounts.services import merge_organisations
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.intake.access import visible_referrals
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.domain.referral import Terms
from doorstroom.intake.models import Referral
from doorstroom.intake.selectors.referrals import open_referrals
from doorstroom.intake.services import (
    accept_referral,
    close_referral,
    decline_referral,
    draft_referral,
    give_back_referral,
    plan_talk,
    receive_referral,
    record_first_contact,
    report_referral,
    send_referral,
    set_referral_terms,
    tend_referrals,
    withdraw_referral,
)
from doorstroom.notifications.models import Message
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import OwnGoal, PersonRelation
from doorstroom.trajectories.models import Event, HolderTerm, Trajectory
from doorstroom.trajectories.selectors import notes_of
from doorstroom.trajectories.services import add_team_member, exit_trajectory, hand_to, write_note
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.trajectories import acting, colleague, in_intake, moment, programme_with_model, system_on

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)
DAY = timedelta(days=1)
BASIS = "Participatiewet art. 7"
WORDS = {"question": "Begeleiding op de werkplek", "wish": "Ik wil met mensen werken.", "agreed": "Zij belt maandag."}


class World:
    """Samira of the municipality holds Abel's trajectory; Ruud of the work company may take over."""

    def __init__(self) -> None:
        self.samira = colleague(organisation=OrganisationFactory(name="Gemeente Lindervoort"))
        self.anouk = MembershipFactory(organisation=self.samira.organisation)
        self.ruud = colleague(Role.JOB_COACH, organisation=OrganisationFactory(name="Vennenwerk"))
        self.ilse = MembershipFactory(organisation=self.ruud.organisation, role=Role.JOB_COACH)
        self.programme = programme_with_model(desk=self.samira.organisation)
        self.trajectory = in_intake(self.samira, self.programme)

    def draft(self, on=MONDAY, **words):
        return draft_referral(
            actor=acting(self.samira, on), trajectory=self.trajectory, receiver=self.ruud.organisation, on=on,
            **(WORDS | words),
        )  # fmt: skip

    def sent(self, on=MONDAY):
        return send_referral(actor=acting(self.samira, on), referral=self.draft(on), seen_how="screen", on=on)

    def taken(self, on=MONDAY):
        return self.as_(self.ruud, accept_referral, self.sent(on), on, talk_held_on=on)

    def as_(self, member, service, referral, on, **more):
        """The service as this member, seeing only what the database shows her."""
        with scope(acting(member, on), nested=True):
            return service(actor=acting(member, on), referral=referral, on=on, **more)

    def holder(self):
        return HolderTerm.objects.get(trajectory=self.trajectory, ended_at=None).member


@pytest.fixture
def world(as_system):
    return World()


def refused(code):
    return pytest.raises(IntakeError, match=f"^{code}")


def test_from_draft_to_done_the_sender_coordinates_until_it_is_taken_over(world, check_constraints):
    row = world.sent()
    assert (row.state, row.basis, world.holder()) == ("sent", BASIS, world.samira)
    world.as_(world.ruud, receive_referral, row, MONDAY + DAY)
    world.as_(world.ruud, plan_talk, row, MONDAY + DAY, talk_on=MONDAY + 2 * DAY)
    assert world.holder() == world.samira
    world.as_(world.ruud, accept_referral, row, MONDAY + 2 * DAY, talk_held_on=MONDAY + 2 * DAY)
    check_constraints()
    assert world.holder() == world.ruud
    world.as_(world.ruud, record_first_contact, row, MONDAY + 3 * DAY, contact_on=MONDAY + 3 * DAY)
    world.as_(world.ruud, report_referral, row, MONDAY + 4 * DAY, outcome="Zij werkt al twee dagen mee.")
    with scope(acting(world.samira, MONDAY + 7 * DAY), nested=True):
        told = visible_referrals(acting(world.samira, MONDAY + 7 * DAY)).get()
        assert told.outcome == "Zij werkt al twee dagen mee."
    world.as_(world.samira, close_referral, row, MONDAY + 7 * DAY)
    done = Referral.objects.get()
    assert (done.state, done.receiver, done.ended_on) == ("closed", world.ruud, MONDAY + 7 * DAY)
    terms = HolderTerm.objects.filter(trajectory=world.trajectory).order_by("started_at")
    assert terms[0].ended_at == terms[1].started_at


def test_the_receiver_retypes_nothing(world):
    write_note(
        actor=acting(world.samira, MONDAY), person=world.trajectory.person, channel="talk", text="Goed gesprek",
        on=MONDAY,
    )  # fmt: skip
    world.taken()
    actor = acting(world.ruud, MONDAY)
    with scope(actor, nested=True):
        assert OwnGoal.objects.get(person=world.trajectory.person_id).text == "Ik wil met mensen werken."
        notes = notes_of(actor, world.trajectory.person_id)
        assert [what["text"] for *_, what in notes] == ["Goed gesprek"]
        assert Trajectory.objects.get().pk == world.trajectory.pk, "one trajectory, not a new one"


def test_until_it_is_taken_over_the_receiver_sees_the_shared_texts_and_nothing_of_the_file(world):
    world.sent()
    actor = acting(world.ruud, MONDAY)
    with scope(actor, nested=True):
        row = visible_referrals(actor).get()
        assert (row.name, row.question) == ("Abel Tesfay", WORDS["question"])
        assert visible_people(actor).count() == 0
        assert Trajectory.objects.count() == 0
        assert Event.objects.count() == 0


@pytest.mark.parametrize("who", ["ruud", "other"])
def test_a_draft_is_nobodys_but_the_senders(world, who):
    world.draft()
    member = world.ruud if who == "ruud" else colleague()
    with scope(acting(member, MONDAY), nested=True):
        assert Referral.objects.count() == 0
        assert visible_referrals(acting(member, MONDAY)).count() == 0


def test_database_and_selectors_show_the_same_rows(world):
    """Anouk works at the desk that received Abel, so she sees him and what goes on."""
    world.sent()
    manager = MembershipFactory(organisation=world.samira.organisation, role=Role.PROGRAMME_MANAGER)
    accounts = MembershipFactory(organisation=world.ruud.organisation, role=Role.ACCOUNT_MANAGER)
    members = {
        "samira": world.samira, "anouk": world.anouk, "ruud": world.ruud, "ilse": world.ilse, "manager": manager,
        "accounts": accounts, "other": colleague(),
    }  # fmt: skip
    seen = {}
    for name, member in members.items():
        with scope(acting(member, MONDAY), nested=True):
            seen[name] = (Referral.objects.count(), visible_referrals(acting(member, MONDAY)).count())
    assert seen == {
        "samira": (1, 1), "anouk": (1, 1), "ruud": (1, 1), "ilse": (1, 1), "manager": (1, 1), "accounts": (0, 0),
        "other": (0, 0),
    }  # fmt: skip


def test_no_empties_what_was_shared_and_tells_the_sender(world):
    row = world.sent()
    with refused("referral_reason_needed"):
        world.as_(world.ruud, decline_referral, row, MONDAY, reason=" ", alternative="elders")
    with refused("referral_alternative_given"):
        world.as_(world.ruud, decline_referral, row, MONDAY, reason="Vol tot januari.", alternative="")
    world.as_(world.ruud, decline_referral, row, MONDAY, reason="Vol tot januari.", alternative="Vraag De Schakelaar.")
    row.refresh_from_db()
    assert (row.state, row.name, row.question, row.wish, row.agreed) == ("declined", "", "", "", "")
    assert (world.holder(), row.reason) == (world.samira, "Vol tot januari.")
    told = Message.objects.filter(membership=world.samira).get()
    assert (told.template, told.context) == ("intake:referral_back", {"programme": "Proef"})


def test_one_at_a_time_and_only_by_the_organisation_that_coordinates(world):
    world.draft()
    with refused("referral_open_already"):
        world.draft()
    add_team_member(actor=acting(world.samira, MONDAY), trajectory=world.trajectory, member=world.ruud, on=MONDAY)
    with refused("referral_not_yours"):
        draft_referral(
            actor=acting(world.ruud, MONDAY), trajectory=world.trajectory, receiver=world.ruud.organisation, on=MONDAY,
            **WORDS,
        )  # fmt: skip


def test_only_to_an_organisation_for_which_an_agreement_opens_data(world):
    nowhere = MembershipFactory(organisation=OrganisationFactory(name="Zonder convenant"))
    with refused("referral_basis_there"):
        draft_referral(
            actor=acting(world.samira, MONDAY), trajectory=world.trajectory, receiver=nowhere.organisation, on=MONDAY,
            **WORDS,
        )  # fmt: skip


def test_nothing_leaves_before_the_person_has_seen_it(world):
    row = world.draft()
    with refused("referral_seen_by_person"):
        send_referral(actor=acting(world.samira, MONDAY), referral=row, seen_how="", on=MONDAY)
    assert Referral.objects.get().state == "draft"


def test_each_side_does_only_its_own_part(world):
    row = world.sent()
    with refused("referral_role_may_not"):
        world.as_(world.samira, receive_referral, row, MONDAY)
    with refused("referral_role_may_not"):
        world.as_(world.ruud, withdraw_referral, row, MONDAY, reason="x")
    with refused("referral_not_found"):
        world.as_(colleague(), receive_referral, row, MONDAY)


def test_given_back_the_sender_coordinates_from_the_same_moment(world, check_constraints):
    row = world.taken()
    world.as_(world.ruud, give_back_referral, row, MONDAY + DAY, reason="Verhuisd naar uw gemeente.")
    check_constraints()
    assert (world.holder(), Referral.objects.get().state) == (world.samira, "returned")


def test_given_back_to_somebody_who_left_is_refused(world):
    row = world.taken()
    world.samira.valid_until = MONDAY
    world.samira.save()
    with refused("referral_sender_left"):
        world.as_(world.ruud, give_back_referral, row, MONDAY + DAY, reason="x")


def tended(on):
    return tend_referrals(actor=system_on(on), on=on)


def test_silence_is_reminded_then_told_to_managers_then_returned_each_once(world):
    manager = MembershipFactory(organisation=world.samira.organisation, role=Role.PROGRAMME_MANAGER)
    world.sent()
    Message.objects.all().delete()
    quiet, reminder, managers, back = (MONDAY + n * DAY for n in (4, 7, 14, 28))
    assert [tended(day) for day in (quiet, reminder, reminder, managers, managers)] == [
        {"reminded": n, "returned": 0} for n in (0, 1, 0, 1, 0)
    ]
    waits = Message.objects.filter(template="intake:referral_waits")
    assert waits.filter(membership=manager).count() == 1
    assert waits.filter(membership=world.ruud).count() == 2
    assert tended(back) == {"reminded": 0, "returned": 1}
    assert (Referral.objects.get().state, world.holder()) == ("returned", world.samira)
    assert Message.objects.filter(template="intake:referral_back").get().membership == world.samira
    assert tended(back + DAY) == {"reminded": 0, "returned": 0}


def test_a_clock_that_skips_weeks_returns_it_at_once(world):
    world.sent()
    assert tended(date(2027, 3, 1)) == {"reminded": 0, "returned": 1}


def test_a_programme_sets_its_own_days_also_for_what_is_under_way(world):
    world.sent()
    manager = MembershipFactory(organisation=world.samira.organisation, role=Role.PROGRAMME_MANAGER)
    quick = Terms(receipt=1, remind=1, managers=2, expiry=3)
    with refused("referral_terms_not_yours"):
        set_referral_terms(actor=acting(world.ruud, MONDAY), programme=world.programme, terms=quick)
    with refused("referral_terms_order"):
        wrong = Terms(managers=30)
        set_referral_terms(actor=acting(manager, MONDAY), programme=world.programme, terms=wrong)
    set_referral_terms(actor=acting(manager, MONDAY), programme=world.programme, terms=quick)
    assert tended(MONDAY + 3 * DAY)["returned"] == 1


def test_a_merged_receiver_keeps_what_waits_and_merging_with_the_sender_returns_it(world):
    world.sent()
    successor = OrganisationFactory(name="Vennenwerk en Schakelaar", kind=world.ruud.organisation.kind)
    system, on = system_on(MONDAY), MONDAY + DAY
    merge_organisations(actor=system, former=world.ruud.organisation, into=successor, on=on)
    assert Referral.objects.get().receiver_organisation == successor
    merge_organisations(actor=system, former=successor, into=world.samira.organisation, on=on)
    assert (Referral.objects.get().state, world.holder()) == ("returned", world.samira)


def test_a_colleague_who_takes_over_becomes_the_sender_and_an_outsider_ends_it(world):
    world.sent()
    karin = colleague()
    for member in (world.anouk, karin):
        hand_to(
            actor=acting(world.samira, MONDAY) if member == world.anouk else acting(world.anouk, MONDAY),
            trajectory=world.trajectory, member=member, at=moment(MONDAY), reason="ruil",
        )  # fmt: skip
        row = Referral.objects.get()
        expected = ("sent", world.anouk) if member == world.anouk else ("withdrawn", world.anouk)
        assert (row.state, row.sender) == expected


def test_who_leaves_is_not_waited_for(world):
    world.sent()
    exit_trajectory(
        actor=acting(world.samira, MONDAY), trajectory=world.trajectory, on=MONDAY, reason="work",
        initiator="participant", destination="job",
    )  # fmt: skip
    assert (Referral.objects.get().state, Referral.objects.get().name) == ("withdrawn", "")


def test_lists_put_what_is_due_first_on_top_and_say_whose_turn_it_is(world):
    world.sent()
    on = MONDAY + 9 * DAY
    with scope(acting(world.ruud, on), nested=True):
        received, sent = open_referrals(acting(world.ruud, on))
    assert ([(line.mine, line.overdue, line.due.on) for line in received], sent) == (
        [(True, True, date(2026, 11, 4))], [],
    )  # fmt: skip
    with scope(acting(world.samira, on), nested=True):
        received, sent = open_referrals(acting(world.samira, on))
    assert ([(line.mine, line.overdue) for line in sent], received) == ([(False, True)], [])


def test_every_step_is_in_the_log_and_the_relation_follows_who_coordinates(world):
    row = world.taken()
    steps = Entry.objects.filter(subject="referral", subject_id=str(row.pk)).order_by("id")
    assert [entry.fields[-1] for entry in steps] == ["agreed", "send", "accept"]
    held = PersonRelation.objects.filter(source=f"trajectory:{world.trajectory.pk}:holder:{world.ruud.pk}")
    assert [(r.valid_from, r.valid_until) for r in held] == [(MONDAY, None)]
