"""Employers and their places, as an account manager writes them down."""

from datetime import date

import pytest
from django.urls import reverse

from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.demand.models import Place
from factories.accounts import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in):
    return sign_in(MembershipFactory(role=Role.ACCOUNT_MANAGER))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_size(client, statements, rows):
    for _ in range(rows):
        OrganisationFactory(kind=OrganisationKind.EMPLOYER)
    assert statements(client, reverse("employer_list")) == 9


def test_from_employer_to_place_in_two_forms(client):
    sent = client.post(
        reverse("employer_new"),
        {"name": "De Lindenhof", "registration_number": "55784893", "employees": 30, "site": "Lindervoort",
         "postcode": "5501 gd",
         "contact": "J. de Groot", "phone": "06-22502914"},
    )  # fmt: skip
    employer = Organisation.objects.get(kind=OrganisationKind.EMPLOYER)
    assert sent.headers["Location"] == reverse("place_new", args=[employer.pk])
    site = employer.sites.get()
    assert site.postcode == "5501GD"
    client.post(
        reverse("place_new", args=[employer.pk]),
        {"site": site.pk, "occupation": "Helpende", "number": 2, "tasks": "Koken\nTafel dekken", "weekdays": ["0", "2"],
         "language": "A2", "needs_task": "Tafel dekken", "starts_from": "2027-02-01", "accredited": "yes"},
    )  # fmt: skip
    place = Place.objects.get()
    requirement = place.requirements.get()
    assert (place.number, place.weekdays, place.starts_from) == (2, [0, 2], date(2027, 2, 1))
    assert (requirement.kind, requirement.value, requirement.task.text) == ("language", "A2", "Tafel dekken")
    page = client.get(reverse("employer_detail", args=[employer.pk])).content.decode()
    assert "2 × Helpende" in page


def test_a_wrong_number_is_explained_and_nothing_is_lost(client):
    page = client.post(
        reverse("employer_new"), {"name": "X", "registration_number": "123", "site": "X", "contact": "Y"}
    )
    assert page.status_code == 200
    assert page.context["form"].errors["registration_number"]
    assert 'value="123"' in page.content.decode()
    assert Organisation.objects.filter(kind=OrganisationKind.EMPLOYER).count() == 0


def test_a_caseworker_reads_employers_and_writes_none(sign_in):
    reader = sign_in(MembershipFactory())
    assert reader.get(reverse("employer_list")).status_code == 200
    assert reader.get(reverse("employer_new")).status_code == 404
