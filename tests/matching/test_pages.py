"""Places for a person and people for a place: exact groups and reasons, what stays closed, and what a page costs."""

import re

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.matching.domain.assessment import Group
from doorstroom.matching.selectors import people_of_place, places_of_person
from doorstroom.matching.wording import reasons
from doorstroom.participants.services import open_relations
from factories.matching import area, needs, place, seeker
from factories.participants import relation_of
from factories.trajectories import colleague, programme_with_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def samira(as_system):
    area("9001", 52.0)
    area("9009", 52.2)
    return colleague()


@pytest.fixture
def programme(samira):
    return programme_with_model(desk=samira.organisation)


@pytest.fixture
def abel(samira, programme, system):
    return seeker(samira, programme, system).person


def sees(member, person, *, without=()):
    """A relation through which this colleague sees this person."""
    from doorstroom.accounts.access import system_actor

    member.organisation.lines_received.filter(category__in=without).delete()
    open_relations(
        actor=system_actor(at=NOW, purpose="test"), opened=[(person.pk, relation_of(member))], on=NOW.date()
    )  # fmt: skip
    return member


def body(response):
    """The page without what is new for each request: the token and the address itself."""
    text = re.sub(r'("X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]+', "", response.content.decode())
    return text.replace(response.wsgi_request.path, "")


def judged(member, person):
    with scope(actor_of(member, at=NOW), nested=True):
        found = places_of_person(actor_of(member, at=NOW), person.pk)
    return [(place.site.organisation.name, assessment.group) for place, assessment in found.found]


def said(member, person):
    with scope(actor_of(member, at=NOW), nested=True):
        found = places_of_person(actor_of(member, at=NOW), person.pk)
        return [
            [(s.outcome, s.text, s.repair) for s in reasons(each, found.reader.audience, found.words)]
            for _, each in found.found
        ]


def test_a_place_fits_nearly_fits_or_does_not_yet_each_with_its_reasons(samira, abel):
    needs(abel, "quiet")
    place(employer="Past", asks={"language": "A2"})
    place(employer="Bijna", asks={"language": "B1"})
    place("9009 XX", employer="Nog niet", asks={"language": "B1"})
    assert judged(samira, abel) == [("Past", Group.FITS), ("Bijna", Group.NEARLY), ("Nog niet", Group.NOT_YET)]
    assert said(samira, abel)[1] == [
        ("failed", "Taal op het werk, spreken: niveau B1 is nodig op de eerste dag.",
         "Haal niveau B1 in de taal op het werk, spreken. Vraag de werkgever of het op het werk te leren is."),
        ("unknown", "De eigen wensen, of het werk van deze plek, zijn nog niet bekend.",
         "Vraag het de deelnemer. Vraag het de werkgever."),
        ("unknown", "Werkt het best met een rustige werkplek; het is nog niet bekend of de plek dat biedt.",
         "Bespreek het met de werkgever, als de deelnemer dat goed vindt."),
        ("met", "Ongeveer 0 minuten met de fiets, binnen de eigen grens.", ""),
        ("met", "De dagen van deze plek kunnen: maandag, dinsdag.", ""),
        ("met", "16 uur per week past voor allebei.", ""),
        ("met", "Kan beginnen vanaf 1 februari 2027.", ""),
    ]  # fmt: skip


def test_what_is_closed_stays_unknown_and_refuses_nobody(samira, abel):
    """Without contact data the journey is a question, not a refusal."""
    place("9009 XX", employer="Ver weg", asks={"language": "A2"})
    assert judged(samira, abel) == [("Ver weg", Group.NEARLY)]
    samira.organisation.lines_received.filter(category=Category.CONTACT).delete()
    assert judged(samira, abel) == [("Ver weg", Group.FITS)]
    assert "De reis is nog niet bekend." in [text for _, text, _ in said(samira, abel)[0]]


def test_a_requirement_without_a_task_is_a_wish_and_refuses_nobody(samira, abel):
    offered = place(employer="Wens", asks={"language": "B1"})
    offered.requirements.update(task=None)
    assert judged(samira, abel) == [("Wens", Group.FITS)]


def test_an_account_manager_neither_reads_nor_sorts_by_work_adjustments(samira, abel, sign_in):
    chantal = sees(colleague(Role.ACCOUNT_MANAGER), abel)
    offered = place(employer="Past", asks={"language": "A2", "lifting": "15 kg"})
    needs(abel, "light_loads")
    needs(abel, "quiet")
    assert judged(samira, abel) == [("Past", Group.NEARLY)]
    assert judged(chantal, abel) == [("Past", Group.FITS)]
    page = sign_in(chantal).get(reverse("place_people", args=[offered.pk])).content.decode()
    assert "Abel Tesfay" in page
    for hidden in ("rustige", "tillen", "10 kilo"):
        assert hidden not in page


def test_people_stand_in_one_neutral_order_for_everyone(samira, programme, system):
    people = [seeker(samira, programme, system, given_name=f"Deelnemer {n}").person for n in range(5)]
    offered = place(asks={"language": "A2"})
    coach = colleague(Role.JOB_COACH)
    for person in people:
        sees(coach, person)

    def order(member):
        with scope(actor_of(member, at=NOW), nested=True):
            return [a.person_id for a in people_of_place(actor_of(member, at=NOW), offered.pk, seed="x").groups.fits]

    assert sorted(order(samira)) == sorted(str(person.pk) for person in people)
    assert order(samira) == order(coach)


@pytest.mark.parametrize("change", ["stranger", "profile_closed", "school"])
def test_a_person_one_may_not_see_has_no_places(samira, abel, sign_in, change):
    offered = place()
    member = {"stranger": colleague(), "profile_closed": samira, "school": colleague(Role.SCHOOL_COORDINATOR)}[change]
    if change == "profile_closed":
        samira.organisation.lines_received.filter(category=Category.PROFILE).delete()
    client = sign_in(member)
    missing = client.get("/deelnemers/00000000-0000-4000-8000-000000000000/plekken/")
    answer = client.get(reverse("person_places", args=[abel.pk]))
    assert (answer.status_code, body(answer)) == (404, body(missing))
    people = client.get(reverse("place_people", args=[offered.pk]))
    assert "Abel" not in people.content.decode()


def test_looking_is_logged_for_each_person_on_the_page(samira, abel, sign_in, system):
    offered = place()
    sign_in(samira).get(reverse("place_people", args=[offered.pk]))
    with scope(system, nested=True):
        last = Entry.objects.filter(person_id=abel.pk).order_by("pk").last()
    assert (last.action, last.purpose, sorted(last.fields)) == (
        "read", Purpose.GUIDANCE, ["adjustments", "contact", "core", "profile"],
    )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_places_cost_the_same_for_one_and_for_three(samira, abel, sign_in, statements, rows):
    for number in range(rows):
        place(employer=f"Werkgever {number}", asks={"language": "A2"})
    assert statements(sign_in(samira), reverse("person_places", args=[abel.pk])) == 10


@pytest.mark.parametrize("rows", [1, 3])
def test_people_cost_the_same_for_one_and_for_three(samira, programme, system, sign_in, statements, rows):
    for number in range(rows):
        seeker(samira, programme, system, given_name=f"Deelnemer {number}")
    assert statements(sign_in(samira), reverse("place_people", args=[place().pk])) == 10
