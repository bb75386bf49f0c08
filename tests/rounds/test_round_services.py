"""Planning, backing and confirming a round."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.database.scope import scope
from doorstroom.notifications.models import Message
from doorstroom.participants.access import visible_people
from doorstroom.partners.models import AccountManagement
from doorstroom.programmes.models import RouteModel
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import Backing, ReferrerRequest, Round
from doorstroom.rounds.selectors import employers_of, seats_of
from doorstroom.rounds.services import (
    Asked,
    add_partner,
    ask_referrers,
    back_places,
    cancel_round,
    change_seats,
    confirm_round,
    evaluate_round,
    finish_round,
    note_hint,
    plan_round,
    remove_partner,
    sign_promise,
    sign_round,
    start_round,
    withdraw_backing,
)
from doorstroom.ui.wording import sentence
from factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from factories.agreements import open_everything
from factories.demand import PlaceFactory, SiteFactory
from factories.programmes import ProgrammeFactory
from factories.rounds import round_world

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture
def world(as_system):
    return round_world(as_system, seats=4)


def refused(code):
    return pytest.raises(RoundError, match=f"^{code}")


def test_model_of_a_planned_round_can_no_longer_change(world):
    model = RouteModel.objects.get(pk=world.round.model_id)
    assert model.used_on == date(2026, 10, 1)
    model.definition = {}
    with pytest.raises(IntegrityError, match="is in use"), transaction.atomic():
        model.save()


def test_round_of_another_programmes_model_is_refused(as_system, world):
    with refused("model_of_other_programme"):
        plan_round(
            actor=as_system, programme=ProgrammeFactory(), model=world.round.model, name="x",
            starts_on=date(2027, 2, 1), seats=2, on=ON,
        )  # fmt: skip


def test_name_is_free_in_its_programme_only_once(as_system, world):
    plan = {"actor": as_system, "programme": world.round.programme, "model": world.round.model, "seats": 2, "on": ON}
    with refused("name_taken"):
        plan_round(**plan, name=" ronde 9 ", starts_on=date(2027, 9, 1))
    assert plan_round(**plan, name="ronde 10", starts_on=date(2027, 9, 1)).state == "planned"


def test_only_a_programme_manager_plans_and_becomes_partner(as_system, world):
    plan = {"programme": world.round.programme, "model": world.round.model, "starts_on": date(2027, 9, 1), "on": ON}
    with refused("may_not_plan"):
        plan_round(actor=actor_of(world.school, at=NOW), name="a", seats=2, **plan)
    made = plan_round(actor=actor_of(world.manager, at=NOW), name="b", seats=2, **plan)
    partner = made.partners.get()
    assert (partner.organisation, partner.role) == (world.manager.organisation, Role.PROGRAMME_MANAGER)


def test_asked_referrer_hears_it_once_per_request_without_a_name(world):
    message = Message.objects.get(membership=world.referrer)
    assert message.context == {"round": str(world.round), "people": 3}
    assert message.path == f"/rondes/{world.round.pk}/werving/"


def test_asking_again_changes_the_number_and_not_the_count_of_requests(as_system, world):
    asked = [Asked(world.referrer.organisation, 5, date(2026, 12, 8))]
    ask_referrers(actor=as_system, round=world.round, asked=asked, on=ON)
    found = ReferrerRequest.objects.filter(round=world.round).order_by("id").values_list("asked", "due_on")
    assert list(found) == [(5, date(2026, 12, 8)), (2, date(2026, 12, 1))]
    with refused("due_in_the_past"):
        ask_referrers(
            actor=as_system, round=world.round, on=ON, asked=[Asked(world.referrer.organisation, 5, date(2026, 11, 1))]
        )


def test_confirming_short_of_places_names_the_shortfall_and_whom_to_call(as_system, world):
    world.back(as_system, signed=1, promised=1)
    employer = SiteFactory().organisation
    chantal = MembershipFactory(role=Role.ACCOUNT_MANAGER, user=UserFactory(name="Chantal", phone="06-12345678"))
    AccountManagement.objects.create(employer=employer, member=chantal, valid_from=ON)
    note_hint(actor=as_system, round=world.round, employer=employer, seats=4, said_on=date(2026, 9, 14))
    with scope(actor_of(world.manager, at=NOW), nested=True), refused("places_short") as caught:
        confirm_round(actor=actor_of(world.manager, at=NOW), round=world.round, on=ON)
    assert caught.value.params == {"short": 2, "seats": 4, "backed": 2, "call": "Chantal 06-12345678"}
    assert "Chantal 06-12345678" in sentence(caught.value)
    world.round.refresh_from_db()
    assert (world.round.state, world.round.confirmed_on) == ("recruiting", None)


def test_school_and_account_manager_sign_for_the_seats_before_it_is_confirmed(as_system, world):
    world.back(as_system, signed=4)
    manager, school, accounts = (actor_of(m, at=NOW) for m in (world.manager, world.school, world.accounts))
    sign_round(actor=school, round=world.round, on=ON)
    with refused("signatures_missing") as caught:
        confirm_round(actor=manager, round=world.round, on=ON)
    assert caught.value.params == {"partners": world.accounts.organisation.name}
    sign_round(actor=accounts, round=world.round, on=ON)
    change_seats(actor=manager, round=world.round, seats=3)
    with refused("signatures_missing"):  # they signed for four
        confirm_round(actor=manager, round=world.round, on=ON)
    for actor in (school, accounts):
        sign_round(actor=actor, round=world.round, on=ON)
    assert confirm_round(actor=manager, round=world.round, on=ON).state == "confirmed"
    with refused("signs_too_late"):
        sign_round(actor=school, round=world.round, on=ON)


def test_only_partners_in_those_roles_sign(world):
    other_school = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    for member in (world.manager, world.referrer, other_school):
        with refused("may_not_sign"):
            sign_round(actor=actor_of(member, at=NOW), round=world.round, on=ON)


def test_a_new_partner_sees_who_was_nominated_and_one_that_leaves_no_longer(as_system, world):
    [nomination] = world.put_forward(as_system, "Abel")
    coach = MembershipFactory(role=Role.JOB_COACH)
    open_everything(coach.organisation, purpose=Purpose.RECRUITMENT, categories=(Category.CORE, Category.PROGRESS))
    manager, actor = actor_of(world.manager, at=NOW), actor_of(coach, at=NOW)
    assert set(visible_people(actor)) == set()
    partner = add_partner(
        actor=manager, round=world.round, organisation=coach.organisation, role=Role.JOB_COACH, on=NOW.date()
    )
    assert set(visible_people(actor)) == {nomination.person}
    with refused("partner_already"):
        add_partner(
            actor=manager, round=world.round, organisation=coach.organisation, role=Role.JOB_COACH, on=NOW.date()
        )
    remove_partner(actor=manager, partner=partner, on=NOW.date())
    assert set(visible_people(actor)) == set()
    own = world.round.partners.get(organisation=world.manager.organisation)
    with refused("leads_the_round"):
        remove_partner(actor=manager, partner=own, on=NOW.date())
    with refused("may_not_lead"):
        remove_partner(actor=actor_of(world.school, at=NOW), partner=own, on=NOW.date())


def test_without_hint_the_refusal_names_the_round_s_account_manager(as_system, world):
    with refused("places_short") as caught:
        confirm_round(actor=as_system, round=world.round, on=ON)
    assert caught.value.params["call"] == world.accounts.user.name


def test_database_refuses_too(as_system, world, check_constraints):
    world.back(as_system, signed=3)
    with transaction.atomic():
        Round.objects.filter(pk=world.round.pk).update(state="confirmed", confirmed_on=ON)
        with pytest.raises(IntegrityError, match="has 4 seats and only 3 backed places"), transaction.atomic():
            check_constraints()
        transaction.set_rollback(True)


def test_round_with_enough_places_is_confirmed_and_stands_on_them(as_system, world, check_constraints):
    world.back(as_system, signed=3, promised=1)
    confirmed = confirm_round(actor=as_system, round=world.round, on=ON)
    assert (confirmed.state, confirmed.confirmed_on) == ("confirmed", ON)
    check_constraints()
    promised = Backing.objects.get(status="promised")
    with refused("places_short") as caught:
        withdraw_backing(actor=as_system, backing=promised)
    assert caught.value.params["short"] == 1
    assert Backing.objects.filter(pk=promised.pk).exists()
    with refused("places_short"):
        change_seats(actor=as_system, round=world.round, seats=5)
    assert change_seats(actor=as_system, round=world.round, seats=3).seats == 3
    withdraw_backing(actor=as_system, backing=promised)
    assert seats_of(world.round).backed == 3


def test_making_the_round_smaller_makes_it_possible_to_confirm(as_system, world):
    world.back(as_system, signed=3)
    change_seats(actor=actor_of(world.manager, at=NOW), round=world.round, seats=3)
    assert confirm_round(actor=as_system, round=world.round, on=ON).state == "confirmed"


@pytest.mark.parametrize(
    ("seats", "code"), [(1, "seats_below_minimum"), (2, "more_selected_than_seats"), (0, "seats_below_minimum")]
)
def test_round_is_not_smaller_than_its_minimum_or_its_people(as_system, world, seats, code):
    for nomination in world.put_forward(as_system, "Abel", "Noor", "Emre"):
        type(nomination).objects.filter(pk=nomination.pk).update(outcome="selected")
    with refused(code):
        change_seats(actor=as_system, round=world.round, seats=seats)


def test_place_backs_no_more_seats_than_it_offers(as_system, world):
    place = PlaceFactory(number=2)
    give = {"actor": as_system, "round": world.round, "place": place, "given_on": ON}
    back_places(**give, seats=1, status=Backing.Status.PROMISED, given_by="Joost Vink")
    with refused("place_offers_fewer") as caught:
        back_places(**give, seats=2, status=Backing.Status.SIGNED, given_by="Joost Vink")
    assert caught.value.params == {"number": 2, "used": 1, "seats": 2}
    with refused("backing_needs_a_name"):
        back_places(**give, seats=1, status=Backing.Status.PROMISED, given_by="  ")
    with refused("given_in_the_future"):
        back_places(
            **{**give, "given_on": date(2026, 11, 24)}, seats=1, status=Backing.Status.SIGNED, given_by="J. Vink"
        )
    assert seats_of(world.round).backed == 1


def test_promise_that_is_signed_counts_once(as_system, world):
    place = PlaceFactory(number=3)
    give = {"actor": as_system, "round": world.round, "place": place, "given_by": "Joost Vink", "given_on": ON}
    back_places(**give, seats=1, status=Backing.Status.SIGNED)
    promise = back_places(**give, seats=2, status=Backing.Status.PROMISED)
    sign_promise(actor=as_system, backing=promise, signed_by="Joost Vink", on=ON)
    assert list(world.round.backings.values_list("status", "seats")) == [("signed", 3)]
    with refused("signed_already"):
        sign_promise(actor=as_system, backing=promise, signed_by="Joost Vink", on=ON)


def test_employers_are_counted_once_and_small_ones_by_staff(as_system, world):
    small = SiteFactory(organisation=OrganisationFactory(employees=49))
    large, unknown = SiteFactory(organisation=OrganisationFactory(employees=50)), SiteFactory()
    for site in (small, small, large, unknown):
        back_places(
            actor=as_system, round=world.round, place=PlaceFactory(site=site), seats=1,
            status=Backing.Status.SIGNED, given_by="J. Vink", given_on=ON,
        )  # fmt: skip
    found = employers_of(world.round)
    assert (found.employers, found.small, found.size_unknown) == (3, 1, 1)


def test_course_from_confirmed_to_evaluated(as_system, world):
    world.back(as_system, signed=4)
    confirm_round(actor=as_system, round=world.round, on=ON)
    with refused("starts_later"):
        start_round(actor=as_system, round=world.round, on=date(2027, 1, 31))
    for step, on, state in (
        (start_round, date(2027, 2, 1), "running"),
        (finish_round, date(2027, 6, 21), "finishing"),
        (evaluate_round, date(2027, 8, 1), "evaluated"),
    ):
        assert step(actor=as_system, round=world.round, on=on).state == state
    with refused("seats_stand_fast"):
        change_seats(actor=as_system, round=world.round, seats=3)


def test_what_was_offered_for_a_round_that_is_over_is_offered_no_longer_unless_another_stands_on_it(as_system, world):
    world.back(as_system, signed=3)
    shared, last_year = PlaceFactory(number=1), PlaceFactory(withdrawn_on=date(2026, 10, 1))
    other = plan_round(
        actor=as_system, programme=world.round.programme, model=world.round.model, name="ronde 10", seats=1,
        starts_on=date(2027, 6, 1), on=ON,
    )  # fmt: skip
    signed = {"actor": as_system, "status": Backing.Status.SIGNED, "given_by": "J. Vink", "given_on": ON}
    for each in (world.round, other):
        back_places(round=each, place=shared, seats=1, **signed)
    Backing.objects.create(
        round=world.round, place=last_year, seats=1, status="signed", given_by="J. Vink", given_on=ON
    )
    Round.objects.filter(pk=world.round.pk).update(state="running")
    finish_round(actor=as_system, round=world.round, on=date(2027, 6, 21))
    withdrawn = world.round.backings.order_by("pk").values_list("place__withdrawn_on", flat=True)
    assert list(withdrawn) == [date(2027, 6, 21), None, date(2026, 10, 1)]
    Round.objects.filter(pk=other.pk).update(state="running")
    finish_round(actor=as_system, round=other, on=date(2027, 8, 1))
    shared.refresh_from_db()
    assert shared.withdrawn_on == date(2027, 8, 1)


def test_cancelled_round_leaves_nobody_waiting(as_system, world):
    [nomination] = world.put_forward(as_system, "Abel")
    with refused("people_wait") as caught:
        cancel_round(actor=as_system, round=world.round, why="Te weinig plekken.", on=ON)
    assert caught.value.params == {"people": 1}
    type(nomination).objects.filter(pk=nomination.pk).update(outcome="withdrawn")
    with refused("why_needed"):
        cancel_round(actor=as_system, round=world.round, why=" ", on=ON)
    cancelled = cancel_round(actor=as_system, round=world.round, why="Te weinig plekken.", on=ON)
    cancelled.refresh_from_db()
    assert (cancelled.state, cancelled.cancelled_because) == ("cancelled", "Te weinig plekken.")


@pytest.mark.parametrize("act", [confirm_round, partial(cancel_round, why="Te duur."), finish_round])
def test_nobody_but_the_programme_manager_of_the_round_leads_it(as_system, world, act):
    strangers = [world.school, world.referrer, MembershipFactory(role=Role.PROGRAMME_MANAGER)]
    for member in strangers:
        with refused("may_not_lead"):
            act(actor=actor_of(member, at=NOW), round=world.round, on=ON)


def test_every_refusal_has_a_sentence():
    import re
    from pathlib import Path

    import doorstroom.rounds
    from doorstroom.rounds.wording import REFUSALS

    codes = set()
    for path in Path(doorstroom.rounds.__file__).parent.rglob("*.py"):
        codes |= set(re.findall(r'RoundError\(\s*"(\w+)"|Reason\("(\w+)"', path.read_text()))
    raised = {code for pair in codes for code in pair if code}
    assert raised == set(REFUSALS)
