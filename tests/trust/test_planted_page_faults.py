"""Faults planted in the pages, one at a time: a guard that was forgotten, a role too many.

The first net compares each page's mark with docs/access.md; the second asks the pages. `DOORSTROOM_LONG=1` asks all.
"""

import os
from collections.abc import Callable

import pytest

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from test_access_matrix import (  # noqa: F401 - the world is a fixture
    STAFF_ROWS,
    address_of,
    addresses,
    allowed_roles,
    body,
    marked_otherwise,
    missing_page,
    roles_of,
    signed_in,
    tried,
    world,
)

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
PAGES = {item.name: item for item in addresses()}
NARROW = [(name, whom) for name, whom, _about in STAFF_ROWS if not whom.startswith("everyone")]


def bare(name: str) -> Callable:
    """The view as it would be without its mark."""
    view = PAGES[name].callback
    while hasattr(view, "audience"):
        view = view.__wrapped__
    return view


@pytest.mark.parametrize(("name", "whom"), NARROW)
def test_a_role_too_many_is_seen(name, whom, monkeypatch, record_property):
    record_property("planted", 1)
    allowed = roles_of(name, whom)
    extra = min(set(Role.values) - allowed)
    monkeypatch.setattr(PAGES[name], "callback", staff_page(*allowed, extra)(bare(name)))
    assert marked_otherwise() == {name}


@pytest.mark.parametrize("name", [name for name, *_rest in STAFF_ROWS])
def test_a_forgotten_guard_is_seen(name, monkeypatch, record_property):
    record_property("planted", 1)
    monkeypatch.setattr(PAGES[name], "callback", bare(name))
    assert marked_otherwise() == {name}


@pytest.mark.django_db
def test_a_forgotten_guard_lets_in_who_should_not_be_there(world, monkeypatch):  # noqa: F811
    """The mark is not all: the answers differ too. Asked of pages that a role not in their row could read."""
    client = signed_in(world["members"][Role.BOARD_MEMBER])
    nothing, seen = missing_page(client), 0
    readable = [name for name, whom in NARROW if Role.BOARD_MEMBER not in allowed_roles(whom)]
    for name in readable if LONG else readable[::6]:
        address = address_of(name, world["ids"])
        assert body(tried(client, address)) == nothing, name
        monkeypatch.setattr(PAGES[name], "callback", bare(name))
        client.raise_request_exception = False
        seen += body(tried(client, address)) != nothing
        monkeypatch.undo()
    assert seen >= len(readable if LONG else readable[::6]) * 0.6
