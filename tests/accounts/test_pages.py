"""What every page does: tries at addresses stand in the log, pages are kept by no browser, failures keep nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from doorstroom.accounts.middleware import ActorMiddleware
from doorstroom.accounts.models import Organisation, Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.trajectories import stored_model

pytestmark = pytest.mark.django_db


def refused(system):
    with scope(system, nested=True):
        found = Entry.objects.filter(result="refused")
        return list(found.values_list("action", "subject", "subject_id", "user_id"))


def test_a_try_at_an_address_stands_in_the_log_and_an_opened_page_does_not(sign_in, as_system):
    member = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    model = stored_model()
    client = sign_in(member)
    assert client.get(reverse("model_detail", args=[model.pk])).status_code == 200
    assert client.get(reverse("today")).status_code == 200
    assert client.get("/nergens/").status_code == 404
    assert refused(as_system) == []
    assert client.get(reverse("model_detail", args=[model.pk + 1])).status_code == 404
    assert refused(as_system) == [("read", "model_detail", str(model.pk + 1), member.user_id)]


@pytest.mark.parametrize(("status", "stays"), [(200, True), (409, True), (500, False), (503, False)])
def test_a_page_that_failed_keeps_nothing_it_wrote(as_system, status, stays):
    def answer(request):
        OrganisationFactory(name="Geschreven")
        return HttpResponse(status=status)

    request = RequestFactory().get(reverse("people"))
    request.user, request.session, request.resolver_match = AnonymousUser(), {}, None
    assert ActorMiddleware(answer)(request).status_code == status
    assert Organisation.objects.filter(name="Geschreven").exists() is stays


def test_no_page_is_kept_by_a_shared_computer(sign_in, as_system):
    client = sign_in(MembershipFactory())
    assert client.get(reverse("people"))["Cache-Control"] == "private, no-store"
