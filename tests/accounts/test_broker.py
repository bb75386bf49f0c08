"""Signing in through a broker that runs on this machine: who gets in, how far, and who does not."""

import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.broker import OTHER_KEY, Provider
from conftest import NOW
from doorstroom.accounts.domain.broker import Attempt, address_to_ask, broker_from, challenge
from doorstroom.accounts.models import BrokerAccount, Membership, Role, User
from doorstroom.audit.models import Entry
from doorstroom.conf.brokers import brokers_in
from factories.accounts import MembershipFactory, OrganisationFactory

HIGH = "urn:etoegang:core:assurance-class:loa3"
SURE = {"sub": "s-1", "email": "Fatma@Lindervoort.example", "name": "Fatma Kaya", "acr": HIGH}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider():
    running = Provider()
    yield running
    running.close()


@pytest.fixture
def row(provider, settings):
    """The broker as configured, as production asks it; a test that changes it calls `configure`."""
    settings.STRONG_SIGN_IN = True
    provider.exchanged.clear()
    return {
        "key": "regio", "name": "Inloggen bij de regio", "issuer": provider.issuer, "client_id": provider.client_id,
        "secret": provider.secret, "levels": [HIGH], "domains": ["lindervoort.example"],
    }  # fmt: skip


@pytest.fixture
def configure(row, settings):
    def with_changes(**changes):
        settings.BROKERS = [broker_from(row | changes)]

    with_changes()
    return with_changes


@pytest.fixture
def member(as_system):
    organisation = OrganisationFactory(registration_number="12345678")
    return MembershipFactory(user__email="fatma@lindervoort.example", organisation=organisation, role=Role.CASEWORKER)


def sign_in(provider, client, *, query="", **claims):
    """To the broker and back; the answer of the page to which she comes back."""
    start = client.get(reverse("broker_start", args=["regio"]) + query)
    return client.get(provider.signed_in(start.headers["Location"], **SURE | claims))


def opens(client) -> bool:
    return client.get(reverse("people")).status_code == 200


def refused(answer, words) -> bool:
    return answer.status_code == 403 and words in answer.content.decode()


def test_who_is_vouched_for_at_the_level_that_is_asked_needs_no_other_second_step(provider, configure, member):
    client = Client()
    answer = sign_in(provider, client, query="?next=/deelnemers/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/deelnemers/")
    assert provider.exchanged == [200]
    tied = BrokerAccount.objects.values_list("user", "issuer", "subject").get()
    assert tied == (member.user_id, provider.issuer, "s-1")
    rows = Entry.objects.order_by("id").values_list("action", "subject", "user_id", "fields", "result")
    assert list(rows)[:2] == [
        ("create", "broker_account", None, ["issuer", "subject"], "done"),
        ("sign_in", "account", member.user_id, ["regio"], "done"),
    ]
    assert opens(client)


def test_the_browser_is_sent_with_pkce_state_and_nonce_and_never_back_to_elsewhere(provider, configure):
    client = Client()
    first, second = (
        parse_qs(urlsplit(client.get(reverse("broker_start", args=["regio"]) + q).headers["Location"]).query)
        for q in ("", "?next=https://elders.example/")
    )
    assert first["scope"] == ["openid email"]
    assert first["acr_values"] == [HIGH]
    assert min(len(first[name][0]) for name in ("state", "nonce", "code_challenge")) == 43
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))
    assert client.session["broker_attempt"]["onward"] == ""
    # RFC 7636 appendix B
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


REFUSED = [
    ({"acr": "urn:etoegang:core:assurance-class:loa2"}, "te eenvoudig"),
    ({"acr": None}, "te eenvoudig"),
    ({"email": "fatma@elders.example"}, "mag niet spreken"),
    ({"email": "fatma@lindervoort.example@elders.example"}, "mag niet spreken"),
    ({"email": "onbekend@lindervoort.example"}, "nog geen account"),
    ({"nonce": "another"}, "hoorde niet bij"),
    ({"aud": "another"}, "hoorde niet bij"),
    ({"aud": ["doorstroom", "another"]}, "hoorde niet bij"),
    ({"iss": "https://elders.example"}, "hoorde niet bij"),
    ({"exp": 1}, "hoorde niet bij"),
]


@pytest.mark.parametrize(("claims", "words"), REFUSED)
def test_an_answer_that_says_too_little_or_is_not_meant_for_us_opens_nothing(
    provider, configure, member, claims, words
):
    client = Client()
    assert refused(sign_in(provider, client, **claims), words)
    assert not opens(client)
    last = Entry.objects.filter(action="sign_in").latest("id")
    assert (last.result, last.user_id, last.fields) == ("refused", None, ["regio"])


@pytest.mark.parametrize(
    ("key", "algorithm"), [(OTHER_KEY, "RS256"), ("geheim:met/tekens, lang genoeg voor HS256", "HS256"), (None, "none")]
)
def test_a_token_that_the_broker_did_not_sign_opens_nothing(provider, configure, member, monkeypatch, key, algorithm):
    monkeypatch.setattr(provider, "signed_with", key)
    monkeypatch.setattr(provider, "algorithm", algorithm)
    client = Client()
    assert refused(sign_in(provider, client), "hoorde niet bij")
    assert not opens(client)


def test_an_answer_works_once_and_only_in_the_browser_that_asked(provider, configure, member):
    client, thief = Client(), Client()
    start = client.get(reverse("broker_start", args=["regio"]))
    back = provider.signed_in(start.headers["Location"], **SURE)
    assert refused(thief.get(back), "hoorde niet bij")
    thief.get(reverse("broker_start", args=["regio"]))
    assert refused(thief.get(back), "hoorde niet bij")
    assert client.get(back).status_code == 302
    assert refused(client.get(back), "hoorde niet bij")
    assert provider.exchanged == [200]


def test_a_code_without_the_right_verifier_buys_nothing(provider, configure, member):
    client = Client()
    start = client.get(reverse("broker_start", args=["regio"]))
    back = provider.signed_in(start.headers["Location"], **SURE)
    session = client.session
    session["broker_attempt"] = session["broker_attempt"] | {"verifier": "x" * 64}
    session.save()
    assert refused(client.get(back), "geeft geen antwoord")
    assert provider.exchanged == [400]


def test_who_stops_at_the_broker_reads_what_to_do(provider, configure):
    client = Client()
    address = client.get(reverse("broker_start", args=["regio"])).headers["Location"]
    state = parse_qs(urlsplit(address).query)["state"][0]
    answer = client.get(reverse("broker_return", args=["regio"]), {"error": "access_denied", "state": state})
    assert refused(answer, "afgebroken")


def test_a_broker_that_does_not_answer_or_is_another_is_said_so(provider, configure, row):
    for issuer in ("http://127.0.0.1:9", provider.issuer + "/", "http://elders.example", "file:///etc"):
        configure(issuer=issuer)
        assert refused(Client().get(reverse("broker_start", args=["regio"])), "geeft geen antwoord")
    assert Client().get(reverse("broker_start", args=["onbekend"])).status_code == 404


def test_afterwards_the_number_counts_and_not_the_address(provider, configure, member):
    sign_in(provider, Client())
    other = MembershipFactory(user__email="andere@lindervoort.example")
    moved = Client()
    sign_in(provider, moved, email=other.user.email)
    assert moved.session["_auth_user_id"] == str(member.user_id), "her own account, whatever her address is now"
    assert refused(sign_in(provider, Client(), sub="s-2"), "hoort bij een ander account")
    call_command("untie_broker", member.user.email)
    again = Client()
    sign_in(provider, again, sub="s-2")
    assert opens(again)


def test_an_account_that_was_closed_stays_closed(provider, configure, member):
    User.objects.update(is_active=False)
    assert refused(sign_in(provider, Client()), "nog geen account")


PLACES = [
    {"claim": ["groups"], "value": "ds-consulent", "organisation": "12345678", "role": "caseworker"},
    {"claim": ["groups"], "value": "ds-beheer", "organisation": "12345678", "role": "functional_administrator"},
]


def test_a_session_acts_only_in_the_roles_that_the_claims_name(provider, configure, member):
    MembershipFactory(user=member.user, organisation=member.organisation, role=Role.PRIVACY_OFFICER)
    configure(places=PLACES)
    client = Client()
    sign_in(provider, client, groups=["iets", "ds-consulent"])
    page = client.get(reverse("roles")).content.decode()
    assert "Klantmanager" in page
    assert "Privacy officer" not in page
    hers = Membership.objects.get(role=Role.PRIVACY_OFFICER).pk
    assert client.post(reverse("roles"), {"membership": hers}).status_code == 404
    assert client.get(reverse("keeping")).status_code == 404
    assert refused(sign_in(provider, Client(), groups=["iets"]), "niet in welke rol")
    assert refused(sign_in(provider, Client(), groups=["ds-beheer"]), "geen rol die past")


def test_accounts_and_roles_are_made_only_where_that_is_configured(provider, configure, member):
    new = {"sub": "s-9", "email": "nieuw@lindervoort.example", "name": "Nieuwe Collega", "groups": ["ds-consulent"]}
    configure(places=PLACES)
    assert refused(sign_in(provider, Client(), **new), "nog geen account")
    configure(places=PLACES, creates=True)
    client = Client()
    sign_in(provider, client, **new)
    assert opens(client)
    made = Membership.objects.get(user__email="nieuw@lindervoort.example")
    assert (made.role, made.organisation_id, made.valid_from) == ("caseworker", member.organisation_id, NOW.date())
    assert not made.user.has_usable_password()
    sign_in(provider, Client(), **new)
    assert Membership.objects.filter(user=made.user).count() == 1


def test_a_level_that_is_no_longer_enough_closes_the_session_at_the_next_page(provider, configure, member):
    client = Client()
    sign_in(provider, client)
    configure(levels=["urn:etoegang:core:assurance-class:loa4"])
    assert client.get(reverse("people")).headers["Location"] == reverse("mfa_index")


def test_before_data_leave_the_broker_asks_once_more(provider, configure, as_system, settings):
    organisation = OrganisationFactory(registration_number="12345678")
    MembershipFactory(user__email="fatma@lindervoort.example", organisation=organisation, role=Role.RESEARCHER)
    client = Client()
    sign_in(provider, client)
    leaving = reverse("research_export", args=[1])
    assert client.get(leaving).status_code == 404, "just signed in; no such programme"
    settings.CLOCK = type(settings.CLOCK)(settings.CLOCK.timezone, standing=NOW + timedelta(minutes=6))
    sent = client.get(leaving)
    assert sent.headers["Location"].startswith(reverse("broker_start", args=["regio"]) + "?opnieuw=1&next=")
    asked = client.get(sent.headers["Location"]).headers["Location"]
    assert parse_qs(urlsplit(asked).query)["prompt"] == ["login"]
    old, fresh = ((NOW + timedelta(minutes=minutes)).timestamp() for minutes in (0, 5))
    assert refused(client.get(provider.signed_in(asked, **SURE, auth_time=old)), "nog een keer wie u bent")
    asked = client.get(sent.headers["Location"]).headers["Location"]
    back = client.get(provider.signed_in(asked, **SURE, auth_time=fresh))
    assert back.headers["Location"] == leaving
    assert client.get(leaving).status_code == 404


def test_the_page_for_signing_in_names_the_brokers(configure):
    page = Client().get(reverse("account_login")).content.decode()
    assert reverse("broker_start", args=["regio"]) in page
    assert "Inloggen bij de regio" in page


def test_the_configuration_says_what_it_lacks(row, tmp_path):
    path = tmp_path / "brokers.json"
    path.write_text(json.dumps([row, row | {"key": "b", "email": ["urn:x", "mail"], "places": PLACES}]))
    first, second = brokers_in(str(path))
    assert (first.email, second.email, len(second.places)) == (("email",), ("urn:x", "mail"), 2)
    assert brokers_in("") == []
    for wrong, words in (
        ([row | {"secret": ""}], "'regio' lacks secret"),
        ([{}], r"'\?' lacks key, name"),
        ([row, row], "same key"),
        ([row | {"places": [{"claim": "x"}]}], "lacks value"),
    ):
        path.write_text(json.dumps(wrong))
        with pytest.raises(ValueError, match=words):
            brokers_in(str(path))
    with pytest.raises(ValueError, match="cannot be read"):
        brokers_in(str(tmp_path / "none.json"))


def test_an_endpoint_may_have_a_question_mark_of_its_own(row):
    address = address_to_ask(broker_from(row), "https://x.example/a?tenant=1", attempt=Attempt("s", "n", "v"), back="b")
    assert re.match(r"https://x\.example/a\?tenant=1&response_type=code", address)
