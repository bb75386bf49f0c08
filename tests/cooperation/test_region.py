"""The shared steps in own words, and supply and demand, as partners see them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.cooperation.domain.supply import Gap
from doorstroom.cooperation.models import StepWord
from doorstroom.cooperation.selectors.region import supply
from doorstroom.cooperation.services import name_steps
from doorstroom.database.scope import scope
from doorstroom.participants.models import PersonContact, PersonOccupation, PersonRelation
from doorstroom.partners.models import Municipality, PostcodeArea
from doorstroom.taxonomy.models import Concept, Label
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.demand import PlaceFactory
from factories.trajectories import in_intake, programme_with_model, under_way

pytestmark = pytest.mark.django_db
ON = NOW.date()


def acting(member):
    return actor_of(member, at=NOW)


@pytest.fixture
def samira(as_system):
    organisation = OrganisationFactory(name="Gemeente Lindervoort")
    for purpose in (Purpose.GUIDANCE, Purpose.LEARN_WORK):
        open_everything(organisation, purpose=purpose)
    return MembershipFactory(organisation=organisation)


def test_two_organisations_with_different_names_for_a_step_read_one_timeline(samira, sign_in):
    femke = MembershipFactory(organisation=samira.organisation, role=Role.PROGRAMME_MANAGER)
    marleen = MembershipFactory(organisation=OrganisationFactory(name="Lindecollege"), role=Role.PROGRAMME_MANAGER)
    trajectory = under_way(samira, programme_with_model(samira.organisation))
    open_everything(marleen.organisation)
    PersonRelation.objects.create(
        person=trajectory.person, organisation=marleen.organisation, role=marleen.role, purpose=Purpose.GUIDANCE,
        basis="x", source="test", valid_from=ON - timedelta(days=9),
    )  # fmt: skip
    name_steps(actor=acting(femke), words={"intake": "eerste gesprek", "placement": ""})
    name_steps(actor=acting(marleen), words={"intake": "kennismaking", "training": "lesperiode"})
    address = reverse("person_steps", args=[trajectory.person_id])
    mine, theirs = (sign_in(member).get(address) for member in (samira, marleen))
    days = [[(line.step, line.on) for line, _ in page.context["rows"]] for page in (mine, theirs)]
    assert days[0] == days[1]
    assert [step for step, _ in days[0]] == ["registered", "intake", "training", "placement"]
    assert [line.own for line, _ in mine.context["rows"]] == ["", "eerste gesprek", "", ""]
    assert [line.own for line, _ in theirs.context["rows"]] == ["", "kennismaking", "lesperiode", ""]
    assert "kennismaking" in mine.content.decode()
    assert sign_in(MembershipFactory()).get(address).status_code == 404


def test_who_manages_names_the_steps_of_the_own_organisation(samira, sign_in):
    wendy = MembershipFactory(organisation=samira.organisation, role=Role.FUNCTIONAL_ADMINISTRATOR)
    client = sign_in(wendy)
    client.post(reverse("step_words"), {"intake": "eerste gesprek", "exited": "uitstroom"})
    client.post(reverse("step_words"), {"intake": "startgesprek"})
    assert list(StepWord.objects.values_list("organisation", "step", "words")) == [
        (samira.organisation_id, "intake", "startgesprek")
    ]
    assert "startgesprek" in client.get(reverse("step_map")).content.decode()
    assert sign_in(samira).get(reverse("step_words")).status_code == 404


@pytest.fixture
def care(as_system):
    """An occupation, and a town in the east with eleven places for it."""
    concept = Concept.objects.create(uri="test:carer", kind="occupation")
    Label.objects.create(concept=concept, language="nl", kind="preferred", text="verzorgende")
    Municipality.objects.create(name="Oosterwade", inhabitants=94_000, sub_region="Oost")
    PostcodeArea.objects.create(
        code="5503", place="Oosterwade", municipality="Oosterwade", latitude=51, longitude=5, source="test"
    )
    place = PlaceFactory(number=11, concept=concept, offered_on=ON - timedelta(days=3), withdrawn_on=None)
    type(place.site).objects.filter(pk=place.site_id).update(postcode="5503 AB")
    return concept


def waiting(samira, programme, concept, number):
    people = [in_intake(samira, programme, given_name=f"Naam {n}") for n in range(number)]
    Trajectory.objects.filter(pk__in=[each.pk for each in people]).update(state="waiting", step="waiting")
    PersonOccupation.objects.bulk_create(
        PersonOccupation(person=each.person, concept=concept, kind="wish") for each in people
    )
    for each in people:
        PersonContact.objects.update_or_create(person=each.person, defaults={"postcode": "5503CD"})


def test_places_people_ready_and_the_gap_by_occupation_and_area(samira, care, sign_in):
    waiting(samira, programme_with_model(samira.organisation), care, 3)
    stranger = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    shown = {}
    for member in (samira, stranger):
        with scope(acting(member), nested=True):
            (row,) = supply(ON).rows
            shown[member.pk] = (row.occupation, row.area, row.gap)
    assert shown == {
        samira.pk: ("verzorgende", "Oost", Gap(11, 3, 8, 8)),
        stranger.pk: ("verzorgende", "Oost", Gap(11, None, 2, 10)),
    }
    page = sign_in(stranger).get(reverse("supply_demand")).content.decode()
    assert "1 tot 9" in page
    assert "20 november 2026" in page
    assert "Naam 0" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_at_any_size(samira, care, sign_in, statements, rows):
    programme = programme_with_model(samira.organisation)
    waiting(samira, programme, care, rows)
    first = Trajectory.objects.filter(programme=programme).first()
    client = sign_in(samira)
    costs = [statements(client, address) for address in (
        reverse("supply_demand"), reverse("step_map"), reverse("person_steps", args=[first.person_id])
    )]  # fmt: skip
    assert costs == [12, 7, 11]
