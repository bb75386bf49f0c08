"""Every page with what nobody should type: in its address and in each of its fields. It answers, refuses or says 404;
it never fails, and never gives a script back as a script.

One text at a fifth of the addresses; `DOORSTROOM_LONG=1`: four texts in turn at each of them.
"""

import os
import re
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from doorstroom.accounts.models import Role
from test_access_matrix import STAFF_ROWS, address_of, allowed_roles, signed_in, table, tried, world  # noqa: F401

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
EACH = 4 if LONG else 1
SCRIPT = "<script>alert('payload')</script>"
TEXTS = (
    f"\"'>{SCRIPT}", "9" * 400, "-1", "\0", "0001-01-01", "9999-12-31", "2026-02-30", "1e308", "NaN", "é" * 3000,
    "' OR 1=1; --", "{{ 7 }}{% load x %}", "%s%n%(x)s", "../../etc/passwd", "\r\nSet-Cookie: x=y",
    "\u202e\ufdd0\U0001f600", "00000000-0000-0000-0000-000000000000", "[]", "on", "=cmd|'/c x'!A1",
    "9223372036854775808", "-0.0", "٣",
)  # fmt: skip
FIELD = re.compile(r"""<(?:input|select|textarea|button)\b[^>]*?\bname=["']([^"']+)["']""")
GUESSED = ("q", "naam", "pagina", "traject", "next", "van", "tot", "dag", "sort", "person", "week")


def fields_of(page: str) -> set[str]:
    return {name for name in FIELD.findall(page.partition("<main")[2]) if name != "csrfmiddlewaretoken"}


def asked_and_undone(send):
    """The answer, and everything as it was before."""
    with transaction.atomic():
        answer = send()
        transaction.set_rollback(True)
    return answer


def faults(client: Client, address: str, text: str) -> list[str]:
    """What went wrong with this text in the address, and in every field that the page shows."""
    page = tried(client, address)
    names = fields_of(page.getvalue().decode(errors="replace"))
    found = []
    for how, send in (
        ("GET", lambda: client.get(address, dict.fromkeys({*GUESSED, *names}, text))),
        ("POST", lambda: client.post(address, dict.fromkeys(names, text))),
        ("file", lambda: client.post(address, {**dict.fromkeys(names, text), "file": SimpleUploadedFile(text, b"\0")})),
    ):
        if how == "file" and "file" not in names:
            continue
        answer = asked_and_undone(send)
        body = answer.getvalue().decode(errors="replace")
        if answer.status_code >= 500 or SCRIPT in body or "Set-Cookie: x" in str(answer.headers):
            found.append(f"{how} {answer.status_code}")
    return found


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_no_page_fails_on_or_gives_back_what_nobody_should_type(world, record_property):  # noqa: F811
    clients = {role: signed_in(member) for role, member in world["members"].items()}
    pages = [(name, min(allowed_roles(whom))) for name, whom, _about in STAFF_ROWS]
    pages += [(name, None) for name, (whom, _about) in table().items() if whom == "anyone" or "link and code" in whom]
    wrong, asked = [], 0
    for name, role in pages:
        drawn = crc32(name.encode())  # by its name, so that a new address changes nothing for the others
        first = drawn % len(TEXTS)
        texts = (TEXTS + TEXTS)[first : first + EACH] if LONG or drawn % 5 == 0 else []
        client = clients.get(role) or Client()
        client.raise_request_exception = False
        try:
            address = address_of(name, world["ids"])
        except KeyError:
            continue  # a public address of which the matrix knows no identifier
        for text in texts:
            asked += 1
            wrong += [(name, role, text[:30], fault) for fault in faults(client, address, text)]
    record_property("fuzzed", asked)
    assert wrong == []
    assert asked > (800 if LONG else 40)


ONCE_FAILED = (
    ("people", Role.CASEWORKER, {"pagina": "9" * 400}),
    ("stations", Role.SCHOOL_COORDINATOR, {"week": "0001-01-01"}),
    ("stations", Role.SCHOOL_COORDINATOR, {"week": "9999-12-31"}),
    ("round_attendance", Role.JOB_COACH, {"dag": "0001-01-01"}),
    ("result_flows", Role.PROGRAMME_MANAGER, {"op": "0001-01-01"}),
)


@pytest.mark.django_db
def test_far_days_and_long_numbers_are_as_good_as_none(world):  # noqa: F811
    for name, role, asked in ONCE_FAILED:
        answer = signed_in(world["members"][role]).get(address_of(name, world["ids"]), asked)
        assert (name, asked, answer.status_code) == (name, asked, 200)
