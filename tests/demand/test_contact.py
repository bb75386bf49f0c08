"""One contact and one plan for all partners, and the question desk."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.models import EmployerPlan, EmployerQuestion, EmployerTalk
from doorstroom.demand.privacy import let_go_of_questions, questions_past_term
from doorstroom.demand.selectors import promise_of_desk
from doorstroom.demand.services import (
    Question,
    answer_question,
    ask_question,
    name_account_manager,
    note_talk,
)
from factories.accounts import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def employer(as_system):
    return OrganisationFactory(kind=OrganisationKind.EMPLOYER, name="De Lindenhof")


@pytest.fixture
def manager(as_system):
    return MembershipFactory(role=Role.ACCOUNT_MANAGER)


def stands(read):
    with scope(system_actor(at=NOW, purpose="test"), nested=True):
        return read()


def asked(at=NOW, name="De Lindenhof"):
    question = Question(name, "Mieke", "Kan dat?", phone="06-12345678")
    return ask_question(actor=system_actor(at=at, purpose="test"), question=question, at=at)


def test_the_third_partner_hears_who_was_there_and_says_why(employer, manager):
    other = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    for member, days in ((manager, 3), (other, 1)):
        day = TODAY - timedelta(days=days)
        note_talk(actor=actor_of(member, at=NOW), employer=employer, about="x", on=day)
    third = actor_of(MembershipFactory(role=Role.JOB_COACH), at=NOW)
    with pytest.raises(DemandError, match="talked_too_often") as refusal:
        note_talk(actor=third, employer=employer, about="y", on=TODAY)
    assert other.user.name in refusal.value.params["names"]
    note_talk(actor=third, employer=employer, about="y", on=TODAY, asked_for=True)
    note_talk(actor=third, employer=employer, about="y", on=TODAY, because="ongeval")
    assert EmployerTalk.objects.count() == 4


def test_one_account_manager_at_a_time(employer, manager, as_system):
    name_account_manager(actor=as_system, employer=employer, member=manager, on=date(2026, 1, 1))
    other = MembershipFactory(role=Role.ACCOUNT_MANAGER)
    name_account_manager(actor=as_system, employer=employer, member=other, on=TODAY)
    standing = list(employer.account_managements.order_by("pk").values_list("member", "valid_until"))
    assert standing == [(manager.pk, TODAY), (other.pk, None)]
    with pytest.raises(DemandError, match="not_an_account_manager"):
        name_account_manager(actor=as_system, employer=employer, member=MembershipFactory(), on=TODAY)


def test_a_question_goes_to_the_account_manager_and_its_clock_stops(employer, manager, as_system):
    name_account_manager(actor=as_system, employer=employer, member=manager, on=TODAY)
    question = asked(name="de lindenhof ")
    assert (question.employer, question.handler) == (employer, manager)
    assert question.due_at == NOW + timedelta(days=1)
    answer_question(actor=actor_of(manager, at=NOW), question=question, answer="Ja", at=NOW + timedelta(hours=1))
    assert (lambda found: (found.kept, found.counted))(promise_of_desk(at=NOW + timedelta(days=3))) == (1, 1)
    with pytest.raises(DemandError, match="already_answered"):
        answer_question(actor=as_system, question=question, answer="Nee", at=NOW)


def test_a_question_is_erased_after_two_years(as_system):
    old = asked(at=NOW.replace(year=2024))
    asked(at=NOW.replace(year=2025))
    assert let_go_of_questions(actor=as_system, on=TODAY - timedelta(days=1)) == 0
    assert questions_past_term(on=TODAY).count() == 1
    assert let_go_of_questions(actor=as_system, on=TODAY) == 1
    assert EmployerQuestion.objects.count() == 1
    logged = Entry.objects.filter(action="delete").values_list("subject", "subject_id")
    assert list(logged) == [("employer_question", str(old.pk))]


def test_from_the_public_page_to_the_answer(client, employer, manager, sign_in):
    assert f'href="{reverse("question_ask")}"' in client.get(reverse("join")).content.decode()
    page = client.get(reverse("question_ask")).content.decode()
    assert "uiterlijk dinsdag 24 november om 10:00" in page
    sent = {"employer_name": "Bakkerij", "asked_by": "Ria", "phone": "06-1", "email": "", "text": "Wie komt?"}
    assert client.post(reverse("question_ask"), {**sent, "phone": ""}).status_code == 200
    assert client.post(reverse("question_ask"), {**sent, "website": "x"}).url == reverse("question_asked")
    assert stands(EmployerQuestion.objects.count) == 0
    client.post(reverse("question_ask"), sent)
    question = stands(EmployerQuestion.objects.get)
    staff = sign_in(manager)
    assert "Bakkerij" in staff.get(reverse("question_list")).content.decode()
    staff.post(reverse("question_detail", args=[question.pk]), {"answer": "Chantal komt morgen."})
    found = stands(EmployerQuestion.objects.get)
    assert (found.answer, found.handler_id) == ("Chantal komt morgen.", manager.pk)


def test_plan_and_talk_stand_on_the_page_of_the_employer(employer, manager, sign_in):
    staff = sign_in(manager)
    staff.post(reverse("employer_plan", args=[employer.pk]), {"text": "Elke maand bellen"})
    sent = {"on": "2026-11-23", "manner": "visit", "about": "Rondleiding"}
    staff.post(reverse("employer_talk", args=[employer.pk]), sent)
    staff.post(reverse("employer_manager", args=[employer.pk]), {"member": manager.pk})
    assert stands(EmployerPlan.objects.count) == 1
    page = staff.get(reverse("employer_detail", args=[employer.pk])).content.decode()
    wanted = ("Elke maand bellen", "Rondleiding", manager.user.name)
    assert [text for text in wanted if text not in page] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_at_any_size(employer, manager, sign_in, statements, rows):
    for number in range(rows):
        asked()
        note_talk(actor=actor_of(manager, at=NOW), employer=employer, about="x", on=TODAY, because=f"{number}")
    staff = sign_in(manager)
    assert statements(staff, reverse("question_list")) == 8
    assert statements(staff, reverse("employer_detail", args=[employer.pk])) == 11


@pytest.mark.parametrize(
    ("answered", "promise", "running"),
    [(9, "minder dan 10 vragen, dus geen percentage", "1 open vraag is nog"), (15, "(100 %, tussen 80 en 100 %)", "")],
)
def test_the_promise_is_counts_with_a_percentage_from_ten_on(
    employer, manager, as_system, sign_in, answered, promise, running
):
    for number in range(answered + bool(running)):
        due = NOW + timedelta(hours=3)
        EmployerQuestion.objects.create(
            employer_name="Bakkerij", asked_by="Ria", phone="06-1", text="Wie komt?", asked_at=NOW - timedelta(hours=3),
            due_at=due, **({"answered_at": NOW, "answer": "Ja."} if number < answered else {}),
        )  # fmt: skip
    page = " ".join(sign_in(manager).get(reverse("question_list")).content.decode().split())
    assert f"<strong>{answered} van {answered}</strong>" in page
    assert promise in page
    assert running in page
    assert "1 open vragen" not in page
