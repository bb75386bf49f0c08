"""What every page sends along, asked of every address: policy, headers, and cookies that scripts cannot read."""

import pytest
from django.conf import settings
from django.test import Client

from doorstroom.accounts.models import Role
from doorstroom.conf import base
from test_access_matrix import (  # noqa: F401 - the world is a fixture
    address_of,
    addresses,
    signed_in,
    tried,
    world,
)

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "manifest-src 'self'",
}  # fmt: skip
HEADERS = {
    "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip


@pytest.mark.django_db
def test_every_address_sends_the_strict_policy_and_headers(world):  # noqa: F811
    client, wrong = signed_in(world["members"][Role.PROGRAMME_MANAGER]), []
    for item in addresses():
        try:
            answer = tried(client, address_of(item.name, world["ids"]))
        except KeyError:
            continue  # a public address of which the matrix knows no identifier
        policy = {part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")}
        headers = {name: answer.headers.get(name) for name in HEADERS}
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        strict = policy == POLICY if is_page else "default-src 'none'" in policy
        if not strict or headers != HEADERS:
            wrong.append((item.name, policy ^ POLICY, headers))
    assert wrong == []


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
