"""Places for a person and people for a place: exact groups and reasons, what stays closed, and what a page costs."""

import re
from datetime import date

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.selectors import entries_about
from doorstroom.database.scope import scope
from doorstroom.demand.models import Place
from doorstroom.demand.services import PlaceDetails, offer_place
from doorstroom.matching.access import people_looking, reader_of
from doorstroom.matching.domain.assessment import Group
from doorstroom.matching.domain.facts import Kind
from doorstroom.matching.selectors import (
    TravelSummary,
    people_of_place,
    places_facts,
    places_of_person,
    travel_summary,
)
from doorstroom.matching.wording import reasons
from doorstroom.participants.models import PersonOccupation
from doorstroom.participants.services import open_relations
from doorstroom.placements.models import Placement
from doorstroom.rounds.models import Backing, Nomination, Round, RoundState
from doorstroom.taxonomy.models import Concept, Label
from doorstroom.taxonomy.services import confirm_link
from factories.accounts import MembershipFactory
from factories.matching import area, needs, place, seeker
from factories.participants import relation_of
from factories.placements import PlacementFactory
from factories.trajectories import MODEL, colleague, stored_model

pytestmark = pytest.mark.django_db


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
    for hidden in ("rustige", "10 kilo"):
        assert hidden not in page


def test_who_has_a_workplace_that_stands_ready_is_no_longer_looking(samira, programme, system):
    people = {state: seeker(samira, programme, system, given_name=state).person for state in Placement.State.values}
    told = {"person_agreed_on": NOW, "employer_agreed_on": NOW, "ended_on": NOW, "ended_because": "done"}
    for state, person in people.items():
        PlacementFactory(person=person, state=state, **told)
    looking = {person.given_name for person in people_looking(actor_of(samira, at=NOW))}
    assert looking == set(people) - {"agreed", "active"}


def test_who_guides_knows_all_and_an_account_manager_what_was_approved(as_system):
    for role, guide in ((Role.JOB_COACH, True), (Role.ACCOUNT_MANAGER, False)):
        reader = reader_of(actor_of(MembershipFactory(role=role), at=NOW))
        assert (reader.knows_all, reader.knows_adjustments) == (guide, guide)


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
        last = entries_about(abel.pk).order_by("pk").last()
    assert (last.action, last.purpose, sorted(last.fields)) == (
        "read", Purpose.GUIDANCE, ["contact", "core", "profile"],
    )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_places_cost_the_same_for_one_and_for_three(samira, abel, sign_in, statements, rows):
    for number in range(rows):
        place(employer=f"Werkgever {number}", asks={"language": "A2"})
    assert statements(sign_in(samira), reverse("person_places", args=[abel.pk])) == 11


@pytest.mark.parametrize("rows", [1, 3])
def test_people_cost_the_same_for_one_and_for_three(samira, programme, system, sign_in, statements, rows):
    for number in range(rows):
        seeker(samira, programme, system, given_name=f"Deelnemer {number}")
    assert statements(sign_in(samira), reverse("place_people", args=[place().pk])) == 11


def test_places_stand_in_the_order_of_the_own_wishes_then_of_the_journey(samira, abel):
    concepts = [
        Concept.objects.create(uri=f"test:{name}", scheme="own", kind="occupation", version="1")
        for name in ("verzorgende", "kok")
    ]
    for concept, name in zip(concepts, ("verzorgende", "kok"), strict=True):
        Label.objects.create(concept=concept, language="nl", kind="preferred", text=name, normalised=name)
    for position, concept in enumerate(reversed(concepts), start=1):
        PersonOccupation.objects.create(person=abel, concept=concept, kind="wish", position=position)
    area("9002", 52.01)
    place(employer="Dichtbij", asks={"language": "A2"})
    place("9002 AA", employer="Verder weg", asks={"language": "A2"})
    place("9002 AA", employer="Tweede wens", asks={"language": "A2"}, concept=concepts[0])
    place("9002 AA", employer="Eerste wens", asks={"language": "A2"}, concept=concepts[1])
    found = [name for name, _ in judged(samira, abel)]
    assert found == ["Eerste wens", "Tweede wens", "Dichtbij", "Verder weg"]
    assert ("met", "Eigen wens: kok.", "") in said(samira, abel)[0]


def test_work_whose_occupation_nobody_confirmed_counts_as_unknown(samira, abel, system):
    """The words are the label's own: until a person said that they mean it, no wish is met by them. Then at once."""
    concept = Concept.objects.create(uri="test:kok", scheme="own", kind="occupation", version="1")
    Label.objects.create(concept=concept, language="nl", kind="preferred", text="kok", normalised="kok")
    PersonOccupation.objects.create(person=abel, concept=concept, kind="wish", position=1)
    offered = offer_place(
        actor=system, site=place(employer="Keuken").site, contact=None,
        details=PlaceDetails(occupation="Kok", number=1), on=NOW.date(),
    )  # fmt: skip
    wish = ("unknown", "De eigen wensen, of het werk van deze plek, zijn nog niet bekend.")
    assert [wish in [each[:2] for each in reasons] for reasons in said(samira, abel)] == [True, True]
    confirm_link(actor=system, text="kok", kind="occupation", language="nl", concept=concept)
    offered.refresh_from_db()
    assert (offered.concept, ("met", "Eigen wens: kok.", "") in said(samira, abel)[0]) == (concept, True)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("language", "Nederlands B1 schrijven", (Kind.LANGUAGE, "writing", 3)),
        ("language", "a2", (Kind.LANGUAGE, "speaking", 2)),
        ("language", "goed Nederlands", (Kind.SKILL, "goed Nederlands", 0)),
        ("licence", "rijbewijs B", (Kind.LICENCE, "B", 0)),
        ("conduct_certificate", "", (Kind.LICENCE, "VOG", 0)),
        ("lifting", "tot 15 kg", (Kind.PHYSICAL, "lifting_kg", 15)),
        ("standing", "de hele dag", (Kind.PHYSICAL, "de hele dag", 0)),
        ("education", "mbo-2", (Kind.EDUCATION, "education", 3)),
        ("education", "vmbo", (Kind.EDUCATION, "education", 2)),
        ("education", "iets technisch", (Kind.SKILL, "iets technisch", 0)),
        ("shifts", "", (Kind.SHIFT, "avond, nacht of weekend", 0)),
    ],
)
def test_a_requirement_is_read_as_a_level_or_stays_the_employers_own_words(samira, kind, value, expected):
    offered = place(asks={kind: value})
    ((_, facts),) = places_facts(Place.objects.filter(pk=offered.pk))
    (needed,) = facts.requirements
    assert (needed.kind, needed.code, needed.level) == expected


def test_travel_counts_people_with_enough_places_and_tells_of_whom_nothing_is_known(samira, programme, system):
    """Of three selected people one lives near both places, one far away, and of one the address is not known."""
    area("9003", 52.01)
    round = Round.objects.create(
        programme=programme, model=stored_model(programme=programme, text=MODEL.replace("proefroute", "reisroute")),
        name="ronde 9", starts_on=date(2027, 2, 1), seats=3, state=RoundState.SELECTING,
    )  # fmt: skip
    for postcode in ("9001 AA", "9003 AA"):
        Backing.objects.create(
            round=round, place=place(postcode, employer=f"Werkgever {postcode}"), seats=1, status="signed",
            given_by="x", given_on=NOW.date(),
        )  # fmt: skip
    for name, postcode in (("Dichtbij", "9001 AB"), ("Ver", "9009 AB"), ("Onbekend", "")):
        person = seeker(samira, programme, system, postcode=postcode, given_name=name).person
        Nomination.objects.create(
            round=round, person=person, nominated_on=NOW.date(), source="self", outcome="selected"
        )
    actor = actor_of(samira, at=NOW)
    assert travel_summary(actor, round, places=2, minutes=40) == TravelSummary(3, 1, 1, 2, 40)
    assert travel_summary(actor, round, places=3, minutes=40) == TravelSummary(3, 0, 1, 3, 40)
    assert travel_summary(actor_of(colleague(), at=NOW), round, places=2, minutes=40) == TravelSummary(0, 0, 0, 2, 40)
