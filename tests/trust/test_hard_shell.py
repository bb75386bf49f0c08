"""What every page sends along, asked of every address: policy, headers, and cookies that scripts cannot read."""

import pytest
from django.conf import settings
from django.test import Client

from doorstroom.accounts.models import Role
from doorstroom.conf import base
from test_access_matrix import (  # noqa: F401 - the world is a fixture
    STAFF_ROWS,
    address_of,
    signed_in,
    table,
    tried,
    weak_headers,
    world,
)


@pytest.mark.django_db
def test_every_page_without_an_account_sends_the_strict_policy_and_headers(world, record_property):  # noqa: F811
    """The matrix of access asks it of the pages of staff."""
    asked, wrong, staff = 0, [], {name for name, *_ in STAFF_ROWS}
    for name in sorted(set(table()) - staff):
        try:
            answer = tried(Client(), address_of(name, world["ids"]))
        except KeyError:
            continue  # a public address of which the matrix knows no identifier
        asked += 1
        if weak_headers(answer):
            wrong.append((name, weak_headers(answer)))
    assert wrong == []
    assert asked > 20
    record_property("addresses", asked)


@pytest.mark.django_db
def test_no_cookie_can_be_read_by_a_script(world):  # noqa: F811
    client = signed_in(world["members"][Role.CASEWORKER])
    client.get("/deelnemers/")
    answer = Client().get("/inloggen/login/")
    for cookie in (*client.cookies.values(), *answer.cookies.values()):
        assert cookie["httponly"] or cookie.key == settings.SESSION_COOKIE_NAME, cookie.key


def test_production_sends_cookies_over_tls_only_and_says_so_to_browsers():
    text = (base.PACKAGE / "conf" / "production.py").read_text()
    for line in ("SECURE_SSL_REDIRECT = True", "SECURE_HSTS_SECONDS = 31536000", "SESSION_COOKIE_SECURE = True",
                 "CSRF_COOKIE_SECURE = True", "DEBUG = False"):  # fmt: skip
        assert f"\n{line}\n" in text
    assert base.SESSION_COOKIE_HTTPONLY
    assert base.CSRF_COOKIE_HTTPONLY


@pytest.mark.django_db
def test_who_finds_a_leak_reads_where_to_tell_it():
    lines = Client().get("/.well-known/security.txt").content.decode().splitlines()
    assert lines[0] == f"Contact: {settings.SECURITY_CONTACT}"
    assert lines[1] == "Expires: 2027-02-21T10:00:00+01:00"
