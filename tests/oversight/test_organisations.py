"""A functional administrator merges and renames on a page what she administers, after a look at what goes over."""

from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.domain.errors import OrganisationRefused
from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.accounts.selectors import Hanging, hanging_on
from doorstroom.agreements.access import administered
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.oversight.services import merge_administered, rename_administered
from doorstroom.oversight.wording import HANGING
from doorstroom.partners.models import Site
from doorstroom.ui.wording import sentence
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import AgreementFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def firm(name):
    found = OrganisationFactory(name=name, kind=OrganisationKind.EMPLOYER)
    Site.objects.create(organisation=found, name="Hoofdvestiging", place="Lindevallei")
    return found


@pytest.fixture
def wendy(as_system):
    return MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR)


@pytest.fixture
def firms(wendy):
    """Two employers that no agreement names, beside an agreement that Wendy's organisation leads."""
    agreed(wendy.organisation, wendy.organisation)
    return firm("Bakkerij Smit"), firm("Bakkerij Smit B.V.")


def agreed(lead, *parties, **kwargs):
    agreement = AgreementFactory(lead=lead, **kwargs)
    for each in parties:
        agreement.parties.create(organisation=each, capacity="implementer", signed_as=each.name)
    return agreement


def test_one_administers_the_own_parties_to_what_it_leads_and_free_employers(wendy, firms):
    schools = [OrganisationFactory(kind=OrganisationKind.SCHOOL) for _ in range(3)]
    bound = firm("Gebonden B.V.")
    gone = firm("Opgegaan B.V.")
    gone.merged_into = firms[0]
    gone.save()
    agreed(wendy.organisation, schools[0])
    agreed(wendy.organisation, schools[1], valid_until=TODAY)
    agreed(schools[2], schools[2], bound)
    actor = actor_of(wendy, at=NOW)
    assert set(administered(actor)) == {wendy.organisation, schools[0], *firms}
    leads = MembershipFactory(role=Role.PROGRAMME_MANAGER, organisation=wendy.organisation)
    assert not administered(actor_of(leads, at=NOW)).exists()


KEEPING = {
    "leads one": (lambda own, other: agreed(own, other), True),
    "is party to one without a lead": (lambda own, other: agreed(None, own, other), True),
    "leads nothing": (lambda own, other: agreed(other, own, other), False),
    "led one that is over": (lambda own, other: agreed(own, own, valid_until=TODAY), False),
    "leads one that nobody signed": (lambda own, other: agreed(own, own, status="draft"), False),
}


@pytest.mark.parametrize(("kept", "both"), KEEPING.values(), ids=KEEPING)
def test_employers_that_no_agreement_names_are_merged_where_an_agreement_is_kept(wendy, kept, both, sign_in):
    former, into = firm("Bakkerij Smit"), firm("Bakkerij Smit B.V.")
    kept(wendy.organisation, OrganisationFactory(kind=OrganisationKind.MUNICIPALITY))
    answer = sign_in(wendy).post(reverse("organisation_merge", args=[former.pk]), {"into": into.pk})
    former.refresh_from_db()
    assert (answer.status_code, former.merged_into) == ((302, into) if both else (404, None))


def test_an_employer_that_leads_an_agreement_administers_no_other_employer(firms):
    chair = firm("Kring van werkgevers")
    hers = MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR, organisation=chair)
    agreed(chair, chair)
    assert set(administered(actor_of(hers, at=NOW))) == {chair}


def test_the_page_shows_what_goes_over_and_stays_and_merges_after_a_yes(wendy, firms, sign_in, system):
    former, into = firms
    browser = sign_in(wendy)
    chosen = browser.get(reverse("organisation_merge", args=[former.pk]), {"q": "smit"}).content.decode()
    assert f"?into={into.pk}" in chosen
    assert f"?into={former.pk}" not in chosen
    page = browser.get(reverse("organisation_merge", args=[former.pk]), {"into": into.pk}).content.decode()
    assert "“Bakkerij Smit” wordt deel van “Bakkerij Smit B.V.”. Dit is niet terug te draaien." in page
    assert "Vestigingen, contactpersonen, wie de werkgever onderhoudt" in page
    answer = browser.post(reverse("organisation_merge", args=[former.pk]), {"into": into.pk}, follow=True)
    assert "“Bakkerij Smit” is nu deel van “Bakkerij Smit B.V.”." in answer.content.decode()
    with scope(system, nested=True):
        former.refresh_from_db()
        assert former.merged_into == into
        logged = Entry.objects.filter(subject="organisation", action="change", subject_id=str(former.pk))
        assert list(logged.order_by("pk").values_list("role", "membership_id", "purpose")) == [
            ("functional_administrator", wendy.pk, "organisation"), ("system", None, "organisation"),
        ]  # fmt: skip


def test_another_name_is_given_on_the_page_and_the_same_one_refused(wendy, firms, sign_in, system):
    address = reverse("organisation_rename", args=[firms[0].pk])
    browser = sign_in(wendy)
    refused = browser.post(address, {"name": "Bakkerij Smit"})
    assert "Geef een naam die anders is dan “Bakkerij Smit”." in refused.content.decode()
    assert browser.post(address, {"name": "Bakkerij De Smit"}).status_code == 302
    with scope(system, nested=True):
        assert Organisation.objects.get(pk=firms[0].pk).name == "Bakkerij De Smit"


def test_what_others_administer_does_not_exist_and_the_service_refuses_it(wendy, firms, sign_in):
    other = OrganisationFactory(kind=OrganisationKind.SCHOOL)
    browser = sign_in(wendy)
    assert browser.get(reverse("organisation_merge", args=[other.pk])).status_code == 404
    for into in (other.pk, firms[0].pk, "x"):
        answer = browser.post(reverse("organisation_merge", args=[firms[0].pk]), {"into": into})
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, own, other: merge_administered(actor=actor, former=own, into=other, on=TODAY),
        lambda actor, own, other: rename_administered(actor=actor, organisation=other, name="Anders", on=TODAY),
    ],
)
def test_the_service_refuses_what_one_does_not_administer(wendy, act):
    other = OrganisationFactory(kind=wendy.organisation.kind)
    with pytest.raises(OrganisationRefused) as caught:
        act(actor_of(wendy, at=NOW), wendy.organisation, other)
    assert caught.value.code == "organisation_not_administered"
    assert sentence(caught.value).startswith("U voegt uw eigen organisatie samen")
    assert not Organisation.objects.exclude(merged_into=None).exists()


def test_what_hangs_on_it_is_counted_by_what_goes_over_and_what_stays(wendy, firms):
    firms[0].former_names.create(name="Smit", valid_until=date(2020, 1, 1))
    assert hanging_on(firms[0]) == [Hanging("accounts", moves=1), Hanging("partners", moves=1)]


def test_every_app_that_points_at_an_organisation_has_words():
    pointing = {
        model._meta.app_label
        for model in apps.get_models() if model is not Organisation
        for field in model._meta.get_fields() if field.concrete and field.related_model is Organisation
    }  # fmt: skip
    assert pointing == set(HANGING)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(wendy, sign_in, statements, number):
    for n in range(number):
        firm(f"Firma {n}")
    assert statements(sign_in(wendy), reverse("organisations")) == 7
