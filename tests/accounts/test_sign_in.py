"""Signing in as production asks it: a password alone opens nothing, guessing is stopped, and everything is logged."""

import json
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings as current
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter
from django.utils import translation
from django.utils.translation import gettext

from accounts.passkey import Passkey
from doorstroom.accounts.models import Role
from doorstroom.accounts.wording import BORROWED
from doorstroom.audit.models import Entry
from doorstroom.conf import base
from factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db
PASSWORD = "paarse fietsbel 7"
ANY = {IntConverter: 1, UUIDConverter: uuid4()}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def as_in_production(settings, monkeypatch):
    settings.STRONG_SIGN_IN = True
    # A code holds for half a minute: on a busy machine a test would cross its border.
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: 1_795_424_400))
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


@pytest.fixture
def member(as_system):
    found = MembershipFactory(role=Role.RESEARCHER)
    found.user.set_password(PASSWORD)
    found.user.save()
    return found


@pytest.fixture
def browser():
    return Client(headers={"host": "testserver"}, follow=False)


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password}, secure=True)


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def confirm(client):
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, secure=True)


def opens(client) -> bool:
    return client.get(reverse("people"), secure=True).status_code == 200


def shown_data(answer) -> dict:
    return json.loads(re.search(r'id="js_data" type="application/json">(.*?)</script>', answer.content.decode())[1])


def test_production_asks_a_second_step_and_the_demo_does_not():
    assert base.STRONG_SIGN_IN is True
    assert "STRONG_SIGN_IN" not in (base.PACKAGE / "conf" / "production.py").read_text()


def test_a_password_alone_opens_no_page_of_staff(browser, member, record_property):
    """Whoever is not proven gets there before anything is looked for: any identifier will do."""
    assert sign_in(browser, member.user.email).status_code == 302
    opened, asked = [], 0
    for item in all_patterns(get_resolver()):
        if getattr(getattr(item.callback, "audience", None), "kind", "") != "staff":
            continue
        given = {part: ANY.get(type(kind), "x") for part, kind in item.pattern.converters.items()}
        address, asked = reverse(item.name, kwargs=given), asked + 1
        found = [browser.get(address, secure=True), browser.post(address, secure=True)]
        shut = [each for each in found if each.headers.get("Location") == reverse("mfa_index")]
        if shut != [each for each in found if each.status_code != 405] or not shut:
            opened.append((item.name, [each.status_code for each in found]))
    assert opened == []
    assert asked > 200
    record_property("pages of staff", asked)


def test_after_the_password_one_lands_where_the_second_step_is_set_up(browser, member):
    answer = browser.post(
        reverse("account_login"), {"login": member.user.email, "password": PASSWORD}, secure=True, follow=True
    )
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, reverse("mfa_index"))
    assert "Een app instellen" in answer.content.decode()


def test_behind_a_proxy_the_log_holds_the_address_that_the_proxy_saw(browser, member, as_system, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    said = {"x-forwarded-for": "10.9.9.9, 192.0.2.7"}  # the first one was written by who asks
    form = {"login": member.user.email, "password": "verkeerd"}
    browser.post(reverse("account_login"), form, headers=said, secure=True)
    assert Entry.objects.latest("id").network.startswith("192.0.2.7 ")


def test_with_an_app_the_session_starts_only_after_the_code(browser, member):
    TOTP.activate(member.user, SECRET)
    answer = sign_in(browser, member.user.email)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert browser.get(reverse("people"), secure=True).headers["Location"].startswith(reverse("account_login"))
    wrong = browser.post(reverse("mfa_authenticate"), {"code": "000000"}, secure=True)
    assert wrong.status_code == 200
    assert not opens(browser)
    browser.post(reverse("mfa_authenticate"), {"code": code_now()}, secure=True)
    assert opens(browser)


def test_a_code_works_once(browser, member):
    TOTP.activate(member.user, SECRET)
    code = code_now()
    for client, fine in ((browser, True), (Client(), False)):
        sign_in(client, member.user.email)
        client.post(reverse("mfa_authenticate"), {"code": code}, secure=True)
        assert opens(client) is fine


def test_a_passkey_signs_in_without_a_password_and_only_for_its_own_challenge(
    browser, member, django_capture_on_commit_callbacks
):
    sign_in(browser, member.user.email)
    confirm(browser)
    passkey = Passkey()
    options = shown_data(browser.get(reverse("mfa_add_webauthn"), secure=True))["creation_options"]
    form = {"name": "telefoon", "passwordless": "on", "credential": passkey.create(options)}
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("mfa_add_webauthn"), form, secure=True)
    assert Authenticator.objects.filter(type="webauthn").count() == 1

    other = Client()
    asked = other.get(
        reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"}, secure=True
    ).json()["request_options"]
    signed = passkey.sign(asked)
    other.post(reverse("mfa_login_webauthn"), {"credential": signed}, secure=True)
    assert opens(other)

    thief = Client()
    thief.get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"}, secure=True)
    thief.post(reverse("mfa_login_webauthn"), {"credential": signed}, secure=True)
    assert not opens(thief)


def test_of_many_wrong_passwords_five_are_looked_at_and_then_the_right_one_opens_nothing(
    browser, member, record_property
):
    assert current.ACCOUNT_RATE_LIMITS["login_failed"].startswith("5/15m/key")
    with looked_at() as passwords:
        for _each in range(25):
            sign_in(browser, member.user.email, "verkeerd")
        answer = sign_in(browser, member.user.email)
    assert answer.status_code == 200, "the right password no longer helps"
    assert "_auth_user_id" not in browser.session
    assert passwords == ["verkeerd"] * 5
    record_property("wrong tries let through", len(passwords))


def test_an_unknown_address_costs_the_same_work_as_a_known_one(browser, member):
    """Comparing a password is what takes time: whoever measures the answers learns nothing."""
    work = {}
    for email in (member.user.email, "niemand@example.org"):
        with looked_at() as work[email]:
            sign_in(Client(), email, "verkeerd")
    assert list(work.values()) == [["verkeerd"], ["verkeerd"]]


@contextmanager
def looked_at():
    """The passwords that were hashed to be compared."""
    found, encode = [], MD5PasswordHasher.encode

    def kept(hasher, password, salt):
        found.append(password)
        return encode(hasher, password, salt)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(MD5PasswordHasher, "encode", kept)
        yield found


def test_an_unknown_address_gets_the_answer_of_a_wrong_password(browser, member):
    def text(answer):
        return re.sub(r'value="[^"]*"|Token": "[^"]*"', "", answer.content.decode())

    assert text(sign_in(browser, member.user.email, "x")) == text(sign_in(Client(), "niemand@example.org", "x"))
    known, unknown = (
        Client().post(reverse("account_reset_password"), {"email": email}, secure=True)
        for email in (member.user.email, "niemand@example.org")
    )
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_nobody_signs_up_alone(browser):
    answer = browser.get(reverse("account_signup"), secure=True)
    assert "password1" not in answer.content.decode()


def test_before_data_leave_one_proves_again_who_one_is(browser, member, as_system):
    TOTP.activate(member.user, SECRET)
    sign_in(browser, member.user.email)
    browser.post(reverse("mfa_authenticate"), {"code": code_now()}, secure=True)
    answer = browser.get(reverse("research_export", args=[1]), secure=True)
    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer.headers["Location"]
    assert opens(browser), "pages from which nothing leaves ask nothing more"
    confirm(browser)
    assert browser.get(reverse("research_export", args=[1]), secure=True).status_code == 404, "no such programme"


def test_every_page_that_hands_data_about_people_to_others_asks_again():
    asks = {
        name
        for name in (
            "esf_file", "research_export", "batch_return", "document", "organisation_merge", "colleague_leaving",
            "colleague_new", "person", "today",
        )
        if view_of(name).audience.data_leave
    }  # fmt: skip
    assert asks == {
        "esf_file", "research_export", "batch_return", "document", "organisation_merge", "colleague_leaving",
        "colleague_new",
    }  # fmt: skip


def view_of(name: str):
    """The view behind a named address."""
    return next(item.callback for item in all_patterns(get_resolver()) if item.name == name)


def all_patterns(resolver):
    for item in resolver.url_patterns:
        yield from all_patterns(item) if isinstance(item, URLResolver) else [item]


def test_one_sees_where_one_is_signed_in_and_ends_it_elsewhere(browser, member):
    TOTP.activate(member.user, SECRET)
    other = Client()
    for client in (browser, other):
        sign_in(client, member.user.email)
        client.post(reverse("mfa_authenticate"), {"code": code_now()}, secure=True)
        cache.clear()  # a code works once; here it may work in two browsers
    assert opens(browser)
    assert opens(other)
    assert len(browser.get(reverse("usersessions_list"), secure=True).context["sessions"]) == 2
    browser.post(reverse("usersessions_list"), secure=True)
    assert opens(browser)
    assert not opens(other)


def test_signing_in_and_failing_stand_in_the_log_without_what_was_typed(browser, member, as_system):
    sign_in(browser, member.user.email, "verkeerd")
    sign_in(browser, "niemand@example.org", "verkeerd")
    sign_in(browser, member.user.email)
    browser.post(reverse("account_logout"), secure=True)
    rows = list(Entry.objects.order_by("id").values_list("action", "result", "user_id", "fields", "purpose"))
    pk = member.user.pk
    assert rows == [
        ("sign_in", "refused", pk, [], "sign_in"),
        ("sign_in", "refused", None, [], "sign_in"),
        ("sign_in", "done", pk, ["password"], "sign_in"),
        ("sign_out", "done", pk, [], "sign_in"),
    ]


def test_who_stays_away_too_long_is_signed_out_and_who_works_is_not(browser, member, settings):
    settings.STRONG_SIGN_IN, clock = False, settings.CLOCK
    browser.force_login(member.user)
    for minutes, fine in ((29, True), (58, True), (89, False)):
        settings.CLOCK = replace(clock, standing=clock.standing + timedelta(minutes=minutes))
        assert opens(browser) is fine, minutes
    assert "_auth_user_id" not in browser.session
    assert "was een tijd weg" in browser.get(reverse("account_login"), secure=True).content.decode()


@pytest.mark.parametrize("text", BORROWED)
def test_what_the_library_says_is_said_in_our_words(text):
    """Our catalogue comes before that of the library, and says “u”."""
    with translation.override("en"):
        source = str(text)
    with translation.override("nl"):
        ours, theirs = str(text), gettext(source)
    assert ours == theirs != source
    assert not re.search(r"\bje\b|\bjouw\b|authenti", ours, re.IGNORECASE)
