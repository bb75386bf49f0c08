"""The page of a person: every link on it leads somewhere, a number can be called, what never came is not planned."""

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.database.scope import scope
from doorstroom.participants.models import PersonContact, PersonRelation
from doorstroom.trajectories.services import exit_trajectory
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import relation_of
from factories.trajectories import acting

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PARTS = (
    (Category.PROGRESS,),
    (Category.PROGRESS, Category.PLACEMENT),
    (Category.PROGRESS, Category.CONTACT),
    (Category.PROGRESS, Category.NOTES),
    tuple(Category),
)


def page_of(browser, trajectory):
    return browser.get(reverse("person", args=[trajectory.person_id]))


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.PROGRAMME_MANAGER, Role.JOB_COACH])
@pytest.mark.parametrize("categories", PARTS)
def test_every_link_leads_to_a_page_whatever_is_open(trajectory, sign_in, role, categories):
    member = MembershipFactory(role=role)
    open_everything(member.organisation, categories={Category.CORE, *categories})
    PersonRelation.objects.create(person=trajectory.person, valid_from=TODAY, **relation_of(member).__dict__)
    browser = sign_in(member)
    links = page_of(browser, trajectory).context["links"]
    assert {link.url: browser.get(link.url).status_code for link in links} == {link.url: 200 for link in links}
    assert (reverse("letters", args=[trajectory.person_id]) in {link.url for link in links}) == (
        Category.NOTES in categories
    )


def test_a_number_can_be_called_and_an_address_written_to(samira, trajectory, sign_in):
    PersonContact.objects.create(person=trajectory.person, phone="06 1234 5678", email="abel@example.org")
    known = page_of(sign_in(samira), trajectory).context["known"]
    assert [(text, url) for _label, text, url in known if url] == [
        ("06 1234 5678", "tel:0612345678"), ("abel@example.org", "mailto:abel@example.org"),
    ]  # fmt: skip


def test_phases_ahead_are_planned_while_it_goes_on_and_gone_once_it_is_over(samira, trajectory, sign_in, system):
    browser = sign_in(samira)
    states = lambda: [bar.state for bar in page_of(browser, trajectory).context["current"].phases]  # noqa: E731
    assert "planned" in states()
    with scope(system, nested=True):
        exit_trajectory(actor=acting(samira, TODAY), trajectory=trajectory, on=TODAY, reason="work",
                        initiator="participant", destination="job")  # fmt: skip
    assert set(states()) == {"done"}
