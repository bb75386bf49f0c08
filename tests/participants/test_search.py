"""Finding people, employers and rounds however they are typed, and nobody whom one may not see."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.database.scope import scope
from doorstroom.participants.domain.duplicates import Described
from doorstroom.participants.models import Person
from doorstroom.participants.selectors import find_people, possible_duplicates
from doorstroom.participants.services import register_person, set_contact
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.participants import relation_of
from factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db
NAMES = (
    ("Fatima", "el", "Amrani"), ("Jan", "van den", "Berg"), ("Jan", "van", "Berg"), ("Chloé", "", "Steenbergen"),
    ("Özgür", "", "Yılmaz"), ("Kees", "in 't", "Veld"), ("Wilhelmina", "", "Jansen-de Groot"),
)  # fmt: skip


def register(member, names=NAMES):
    return [
        register_person(
            actor=actor_of(member, at=NOW), given_name=given, infix=infix, family_name=family,
            relation=relation_of(member), on=NOW.date(),
        )
        for given, infix, family in names
    ]  # fmt: skip


@pytest.fixture
def samira(as_system):
    member = MembershipFactory(role=Role.CASEWORKER)
    open_everything(member.organisation, purpose=Purpose.GUIDANCE)
    with scope(as_system, nested=True):
        register(member)
    return member


def found(member, text, most=3):
    actor = actor_of(member, at=NOW)
    with scope(actor, nested=True):
        return [person.full_name for person in find_people(actor=actor, text=text, most=most)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("fatima amrani", "Fatima el Amrani"), ("Amrani, F.", "Fatima el Amrani"),
        ("fatmia amrani", "Fatima el Amrani"), ("chloe steenbregen", "Chloé Steenbergen"),
        ("jan v.d. berg", "Jan van den Berg"), ("Jan van Berg", "Jan van Berg"),
        ("STEENBERGEN", "Chloé Steenbergen"), ("ozgur yilmas", "Özgür Yılmaz"), ("kes veld", "Kees in 't Veld"),
        ("mina groot", "Wilhelmina Jansen-de Groot"), ("Kwes Veld", "Kees in 't Veld"),
    ],
)  # fmt: skip
def test_slips_accents_particles_and_order_are_forgiven(samira, text, first):
    assert found(samira, text)[0] == first


@pytest.mark.parametrize("text", ["", "a", "x y", "!!", "qqqq", "'; DROP TABLE participants_person; --", "100%_"])
def test_what_resembles_nobody_finds_nobody(samira, text):
    assert found(samira, text) == []


def test_a_person_of_somebody_else_is_never_found(samira, as_system):
    other = MembershipFactory(role=Role.CASEWORKER)
    open_everything(other.organisation, purpose=Purpose.GUIDANCE)
    with scope(as_system, nested=True):
        register(other, [("Fatima", "el", "Amrani"), ("Abel", "", "Tesfay")])
    assert found(samira, "abel tesfay") == []
    assert found(samira, "fatima amrani", most=10) == ["Fatima el Amrani"]
    assert found(other, "jan berg") == []


def test_the_function_of_the_database_itself_keeps_the_guard(samira):
    stranger = MembershipFactory(role=Role.CASEWORKER)
    with scope(actor_of(stranger, at=NOW), nested=True), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doorstroom_find_people(%s, 0.1, 40)", [["berg"]])
        assert cursor.fetchall() == []
    with scope(actor_of(samira, at=NOW), nested=True), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doorstroom_find_people(%s, 0.3, 40)", [["berg"]])
        assert len(cursor.fetchall()) == 3


def test_without_an_open_line_for_names_nobody_is_found(samira):
    samira.organisation.lines_received.filter(category=Category.CORE).delete()
    assert found(samira, "fatima amrani") == []


def test_the_page_shows_each_kind_and_costs_the_same_at_any_size(samira, sign_in, statements):
    client = sign_in(samira)
    firm = OrganisationFactory(kind=OrganisationKind.EMPLOYER, name="Bergzicht Zorg")
    page = client.get(reverse("search", query={"q": "Berg"}))
    people, employers, rounds = (rows for _, rows in page.context["groups"])
    assert [row.name for row in people] == ["Jan van Berg", "Jan van den Berg"]
    assert [(row.name, row.url) for row in employers] == [
        ("Bergzicht Zorg", reverse("employer_detail", args=[firm.pk]))
    ]
    assert rounds == []
    assert statements(client, reverse("search", query={"q": "fatima"})) == 10
    assert statements(client, reverse("search", query={"q": "berg"})) == 10
    assert statements(client, reverse("search")) == 5


def test_odd_text_is_no_fault(samira, sign_in):
    client = sign_in(samira)
    for text in ("%", "\\", "é" * 500, "'", "<i>x"):
        page = client.get(reverse("search"), {"q": text})
        assert page.status_code == 200
    assert "<i>x" not in page.content.decode()


def test_today_is_not_asked(samira):
    """People past a relation's end are not found: the scope carries the day."""
    later = actor_of(samira, at=NOW.replace(year=2027))
    samira.person_relations.update(valid_until=date(2026, 12, 31))
    with scope(later, nested=True):
        assert find_people(actor=later, text="fatima amrani") == []


def test_who_may_be_registered_already_is_asked_before_saving(samira, as_system):
    actor, born = actor_of(samira, at=NOW), date(1990, 3, 12)
    stranger = MembershipFactory(role=Role.CASEWORKER)
    open_everything(stranger.organisation, purpose=Purpose.GUIDANCE)
    described = Described("Ozgur Yilmaz", born)
    with scope(as_system, nested=True):
        set_contact(actor=as_system, person_id=Person.objects.get(family_name="Yılmaz").pk, birth_date=born)
    with scope(actor, nested=True):
        found = possible_duplicates(actor=actor, described=described)
        assert [(person.full_name, agreed) for person, agreed in found] == [("Özgür Yılmaz", ("name", "birth_date"))]
        assert possible_duplicates(actor=actor, described=Described("Ozgur Yilmaz", date(1971, 1, 1))) == []
    other = actor_of(stranger, at=NOW)
    with scope(other, nested=True):
        assert possible_duplicates(actor=other, described=described) == []
    samira.organisation.lines_received.filter(category=Category.CONTACT).delete()
    with scope(actor, nested=True):
        assert possible_duplicates(actor=actor, described=described) == []


def test_while_one_types_only_what_is_found_comes_back_from_three_letters_on(samira, sign_in):
    client, typing = sign_in(samira), {"HX-Request": "true"}
    found = client.get(reverse("search", query={"q": "Ber"}), headers=typing).content.decode()
    assert ">Jan van Berg</a>" in found
    assert "<html" not in found
    assert client.get(reverse("search", query={"q": "Be"}), headers=typing).content.decode().strip() == ""
    nothing = client.get(reverse("search", query={"q": "Qqqq"}), headers=typing).content.decode()
    assert nothing.strip() == "<p>Niets gevonden</p>"


def test_two_of_one_name_are_told_apart_by_their_programme(samira, sign_in):
    client = sign_in(samira)
    both = register(samira, [("Noor", "", "Twee")] * 2)
    for person, name in zip(both, ("Achtkracht", "WelThuis in Zorg"), strict=True):
        Trajectory.objects.create(
            person=person, programme=ProgrammeFactory(name=name), desk=samira.organisation, registered_on=NOW.date()
        )
    people = client.get(reverse("search", query={"q": "Noor Twee"})).context["groups"][0][1]
    assert {row.meta for row in people} == {"Achtkracht", "WelThuis in Zorg"}
