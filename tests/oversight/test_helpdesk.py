"""The helpdesk looks into one file for some hours: asked, agreed by whose data it is, closed by itself or at once."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Agreement, Category, DataLine, Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.notifications.models import Message
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.helpdesk import HelpdeskState, state_of
from doorstroom.oversight.domain.odd_access import find_odd_access
from doorstroom.oversight.models import HelpdeskAccess
from doorstroom.oversight.privacy import let_go_of_helpdesk, questions_to_nobody
from doorstroom.oversight.selectors import looks_of
from doorstroom.oversight.services import answer_helpdesk, ask_helpdesk_access, end_helpdesk
from doorstroom.participants.access import open_categories, purpose_of, visible_people
from doorstroom.participants.models import Person, PersonRelation, Restriction
from doorstroom.portals.participant.sight import who_looked, who_may_see
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = "De tijdlijn blijft leeg na het opslaan van een notitie."


@pytest.fixture
def world(as_system):
    """Wendy keeps the system for a municipality; Kim of the supplier solves its problems, under an agreement."""
    own, supplier = OrganisationFactory(name="Gemeente Lindervoort"), OrganisationFactory(name="Beheer")
    open_everything(own)
    lines = open_everything(supplier, purpose=Purpose.HELPDESK, categories=(Category.CORE, Category.PROGRESS))
    DataLine.objects.filter(pk__in=[line.pk for line in lines]).update(controller=own)
    samira = MembershipFactory(organisation=own, role=Role.CASEWORKER)
    return {
        "own": own,
        "samira": samira,
        "wendy": MembershipFactory(organisation=own, role=Role.FUNCTIONAL_ADMINISTRATOR),
        "kim": MembershipFactory(organisation=supplier, role=Role.HELPDESK, user__name="Kim"),
        "noor": person_of(samira, given_name="Noor"),
        "bo": person_of(samira, given_name="Bo"),
    }


def acting(world, name, at=NOW):
    return actor_of(world[name], at=at)


def asked(world, file=None, at=NOW, hours=2, **changed):
    given = {"organisation": world["own"].pk, "case": "HD-12", "reason": REASON, **changed}
    with scope(kim := acting(world, "kim", at), nested=True):
        return ask_helpdesk_access(actor=kim, file=file or world["noor"].pk, hours=hours, **given)


def agreed(world, access, at=NOW, answer=True):
    with scope(wendy := acting(world, "wendy", at), nested=True):
        return answer_helpdesk(actor=wendy, access_id=access.pk, agreed=answer)


def seen(world, at=NOW) -> tuple[set[str], set[str]]:
    """By Python alone, and by the database alone."""
    kim = acting(world, "kim", at)
    by_python = set(visible_people(kim).values_list("given_name", flat=True))
    with scope(kim, nested=True):
        return by_python, set(Person.objects.values_list("given_name", flat=True))


def test_one_file_opens_for_some_hours_in_both_layers_and_closes_by_itself(world):
    access = asked(world)
    assert seen(world) == (set(), set())
    access = agreed(world, access, NOW + HOUR)
    assert access.until == NOW + 3 * HOUR
    assert seen(world, NOW + HOUR) == ({"Noor"}, {"Noor"})
    assert seen(world, NOW + 3 * HOUR - timedelta(seconds=1)) == ({"Noor"}, {"Noor"})
    assert seen(world, NOW + 3 * HOUR) == (set(), set())
    kim = acting(world, "kim", NOW + HOUR)
    assert open_categories(kim, world["noor"].pk) == {"core", "progress"}
    assert purpose_of(kim, world["noor"].pk) == "helpdesk"
    assert open_categories(acting(world, "kim", NOW + 3 * HOUR), world["noor"].pk) == set()


def test_nobody_else_sees_it_and_nothing_but_that_file(world):
    agreed(world, asked(world))
    colleague = MembershipFactory(organisation=world["kim"].organisation, role=Role.HELPDESK)
    with scope(actor_of(colleague, at=NOW), nested=True):
        assert Person.objects.count() == HelpdeskAccess.objects.count() == 0
    with scope(acting(world, "wendy"), nested=True):
        assert (Person.objects.count(), HelpdeskAccess.objects.count()) == (0, 1)
    with scope(acting(world, "samira"), nested=True):
        assert HelpdeskAccess.objects.count() == 0


def test_over_midnight_it_holds_its_hours_and_no_more(world):
    late = NOW.replace(hour=23)
    agreed(world, asked(world, at=late), late)
    assert seen(world, late + HOUR) == ({"Noor"}, {"Noor"})
    assert seen(world, late + 2 * HOUR) == (set(), set())


@pytest.mark.parametrize("who", ["wendy", "kim"])
def test_closed_at_once_by_either(world, who):
    access = agreed(world, asked(world))
    with scope(actor := acting(world, who, NOW + HOUR), nested=True):
        end_helpdesk(actor=actor, access_id=access.pk)
    assert seen(world, NOW + HOUR) == (set(), set())
    with pytest.raises(ReviewRefused) as refused:
        end_helpdesk(actor=acting(world, who, NOW + HOUR), access_id=access.pk)
    assert refused.value.code == "no_such_helpdesk"


def test_when_the_agreement_ends_it_closes(world):
    agreed(world, asked(world))
    Agreement.objects.update(valid_until=NOW.date())
    assert seen(world) == (set(), set())


def test_a_restricted_file_stays_shut(world):
    Restriction.objects.create(
        person=world["noor"], organisation=world["own"], admitted=[world["samira"].pk], reason="x", set_at=NOW,
        set_by=world["wendy"], until=NOW.date() + timedelta(days=9),
    )  # fmt: skip
    agreed(world, asked(world))
    assert seen(world) == (set(), set())


class TestWhoAnswers:
    def test_never_who_asked_not_even_with_another_hat(self, world):
        access = asked(world)
        hat = MembershipFactory(user=world["kim"].user, organisation=world["own"], role=Role.FUNCTIONAL_ADMINISTRATOR)
        for member in (hat, world["samira"], world["kim"], MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR)):
            with pytest.raises(ReviewRefused) as refused:
                answer_helpdesk(actor=actor_of(member, at=NOW), access_id=access.pk, agreed=True)
            assert refused.value.code == "no_such_helpdesk"
        assert seen(world) == (set(), set())

    def test_declined_nothing_opens_and_it_is_not_answered_twice(self, world):
        access = agreed(world, asked(world), answer=False)
        assert (access.state(NOW), access.until) == (HelpdeskState.DECLINED, None)
        with pytest.raises(ReviewRefused):
            agreed(world, access)
        assert seen(world) == (set(), set())

    def test_after_five_days_without_an_answer_it_lapsed(self, world):
        access = asked(world)
        with pytest.raises(ReviewRefused):
            agreed(world, access, NOW + timedelta(days=5))
        assert agreed(world, access, NOW + timedelta(days=4, hours=23)).agreed

    def test_a_number_that_leads_to_no_file_of_the_organisation_is_only_declined(self, world):
        elsewhere = person_of(MembershipFactory(), given_name="Cas")
        for number in (elsewhere.pk, uuid4()):
            access = asked(world, file=number)
            assert access.person_id is None
            with pytest.raises(ReviewRefused) as refused:
                agreed(world, access)
            assert refused.value.code == "helpdesk_of_no_file"
            assert agreed(world, access, answer=False).agreed is False


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"case": " "}, "case_needed"),
        ({"reason": "Fout"}, "helpdesk_says_too_little"),
        ({"hours": 9}, "helpdesk_too_long"),
        ({"hours": 0}, "helpdesk_too_long"),
    ],
)
def test_a_question_says_what_for_and_how_long(world, changed, code):
    with pytest.raises(ReviewRefused) as refused:
        asked(world, **changed)
    assert refused.value.code == code


def test_without_an_agreement_nothing_can_be_asked(world):
    DataLine.objects.filter(purpose=Purpose.HELPDESK).update(withdrawn_on=NOW.date())
    with pytest.raises(ReviewRefused) as refused:
        asked(world)
    assert refused.value.code == "no_line_for_helpdesk"
    with pytest.raises(ReviewRefused):
        ask_helpdesk_access(
            actor=acting(world, "samira"), organisation=world["own"].pk, file=world["noor"].pk, case="x",
            reason=REASON, hours=1,
        )  # fmt: skip


def test_a_relation_of_the_helpdesk_without_an_hour_is_no_relation(world):
    relation = PersonRelation.objects.filter(person=world["noor"]).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonRelation.objects.filter(pk=relation.pk).update(role=Role.HELPDESK)


def test_asking_tells_the_administrator_a_number_and_nobody_s_name(world):
    asked(world)
    message = Message.objects.get(template="oversight:helpdesk_asks")
    assert (message.membership, message.context) == (world["wendy"], {"case": "HD-12"})


def test_the_participant_sees_who_may_look_and_who_looked(world, sign_in, system):
    agreed(world, asked(world))
    helpers = [each for each in who_may_see(world["noor"].pk, NOW) if each.role == "helpdesk"]
    assert [(each.name, each.organisation) for each in helpers] == [("Kim", "Beheer")]
    assert [each for each in who_may_see(world["noor"].pk, NOW + 2 * HOUR) if each.role == "helpdesk"] == []
    client = sign_in(world["kim"])
    assert client.get(reverse("person", args=[world["noor"].pk])).status_code == 200
    with scope(system):
        (look,) = [each for each in who_looked(world["noor"].pk) if each.viewer.role == "helpdesk"]
    assert (look.viewer.name, look.viewer.why) == ("Kim", "om een fout in dit systeem te herstellen")


def test_each_look_stands_in_the_review_of_whose_data_it_is(world, sign_in, system):
    agreed(world, asked(world))
    sign_in(world["kim"]).get(reverse("person", args=[world["noor"].pk]))
    month = NOW.date().replace(day=1)
    with scope(system):
        found = [each for each in find_odd_access(looks_of(world["own"].pk, month)) if each.rule == "helpdesk"]
        assert [(each.user_id, each.counted) for each in found] == [(world["kim"].user_id, 1)]
        assert [each for each in looks_of(OrganisationFactory().pk, month) if each.role == "helpdesk"] == []


class TestPages:
    def test_from_question_to_file_to_closing(self, world, sign_in, system):
        kim, wendy = sign_in(world["kim"]), sign_in(world["wendy"])
        file = reverse("person", args=[world["noor"].pk])
        values = {"organisation": world["own"].pk, "file": f"https://x.example{file}?traject=1", "case": "HD-12"}
        answer = kim.post(reverse("helpdesk_ask"), {**values, "reason": REASON, "hours": 2})
        assert answer.url == reverse("helpdesk")
        assert kim.get(file).status_code == 404
        shown = wendy.get(reverse("helpdesk")).content.decode()
        assert "HD-12" in shown
        assert "Noor" not in shown
        with scope(system):
            access = HelpdeskAccess.objects.get().pk
        wendy.post(reverse("helpdesk_answer", args=[access]), {"answer": "yes"})
        page = kim.get(file)
        assert page.status_code == 200
        assert "Melding HD-12: één dossier staat voor u open" in page.content.decode()
        wendy.post(reverse("helpdesk_end", args=[access]))
        gone = kim.get(file)
        assert gone.status_code == 404
        assert "HD-12" not in gone.content.decode()

    def test_what_is_typed_must_hold_a_number(self, world, sign_in):
        values = {"organisation": world["own"].pk, "file": "Noor", "case": "HD-12", "reason": REASON, "hours": 2}
        page = sign_in(world["kim"]).post(reverse("helpdesk_ask"), values)
        assert "Hier staat geen dossiernummer in." in page.content.decode()

    def test_every_link_on_the_pages_of_the_helpdesk_leads_somewhere(self, world, sign_in):
        agreed(world, asked(world))
        client = sign_in(world["kim"])
        for page in (reverse("helpdesk"), reverse("roles"), reverse("person", args=[world["noor"].pk])):
            main = client.get(page).content.decode()
            for address in set(re.findall(r'href="(/[^"#?]*)', main)):
                if not address.startswith(("/static/", "/account/")):
                    assert client.get(address).status_code in {200, 302}, (page, address)

    @pytest.mark.parametrize("name", ["helpdesk", "helpdesk_ask"])
    def test_not_without_a_second_step(self, world, sign_in, name):
        with override_settings(STRONG_SIGN_IN=True):
            answer = sign_in(world["kim"]).get(reverse(name))
        assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_costs_the_same_at_any_size(self, world, sign_in, statements, number):
        for _ in range(number):
            asked(world)
        assert statements(sign_in(world["wendy"]), reverse("helpdesk")) == 7


def test_what_led_to_nobody_goes_after_a_year_the_rest_with_the_person(world, as_system):
    lost = asked(world, file=UUID(int=7))
    asked(world)
    today = NOW.date()
    assert questions_to_nobody(on=today.replace(year=today.year + 1) - timedelta(days=1)).count() == 0
    assert let_go_of_helpdesk(actor=as_system, on=today.replace(year=today.year + 1)) == 1
    logged = Entry.objects.filter(action="delete").values_list("subject", "subject_id")
    assert list(logged) == [("helpdesk_access", str(lost.pk))]
    world["noor"].delete()
    assert HelpdeskAccess.objects.count() == 0


def test_the_looking_stands_in_the_log_with_its_purpose(world, sign_in, system):
    agreed(world, asked(world))
    sign_in(world["kim"]).get(reverse("person", args=[world["noor"].pk]))
    with scope(system):
        entry = Entry.objects.get(subject="person", action="read", role="helpdesk")
    assert (entry.purpose, sorted(entry.fields)) == ("helpdesk", ["core", "progress"])


@pytest.mark.parametrize(
    ("agreed", "until", "after", "state"),
    [
        (None, None, timedelta(days=5) - timedelta(seconds=1), "waiting"),
        (None, None, timedelta(days=5), "lapsed"),
        (False, None, HOUR, "declined"),
        (True, NOW + HOUR, HOUR - timedelta(seconds=1), "open"),
        (True, NOW + HOUR, HOUR, "over"),
    ],
)
def test_states(agreed, until, after, state):
    assert state_of(asked_at=NOW, agreed=agreed, until=until, at=NOW + after) == state
