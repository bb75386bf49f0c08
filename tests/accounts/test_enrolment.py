"""Setting up a second step, in a database that really commits: the library tells of it when the request is done."""

from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction
from django.test import Client
from django.urls import reverse

from doorstroom.accounts.adapter import SecondFactorAdapter
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from factories.accounts import MembershipFactory

PASSWORD = "paarse fietsbel 7"


@pytest.fixture
def browser(committed, system, settings, monkeypatch):
    """Somebody who gave her password, and gave it again to change how she signs in."""
    settings.STRONG_SIGN_IN = True
    # A code holds for half a minute: on a busy machine a test would cross its border.
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: 1_795_424_400))
    with transaction.atomic(), scope(system):
        user = MembershipFactory().user
        user.set_password(PASSWORD)
        user.save()
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, secure=True)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, secure=True)
    return client


def test_setting_up_an_app_opens_the_pages_and_keeps_the_secret_sealed(browser, system):
    assert browser.get(reverse("people"), secure=True).status_code == 302
    secret = browser.get(reverse("mfa_activate_totp"), secure=True).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    done = browser.post(reverse("mfa_activate_totp"), {"code": code}, secure=True)
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert browser.get(reverse("people"), secure=True).status_code == 200
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret
    with transaction.atomic(), scope(system):
        noted = list(Entry.objects.filter(subject="second_factor").values_list("action", "fields"))
    assert sorted(noted) == [("change", ["recovery_codes"]), ("change", ["totp"])]
