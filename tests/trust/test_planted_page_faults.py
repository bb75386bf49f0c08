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
    missing_page,
    signed_in,
    table,
    tried,
    world,
)

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
PAGES = {item.name: item for item in addresses()}
NARROW = [(name, whom) for name, whom, _about in STAFF_ROWS if whom != "everyone"]


def bare(name: str) -> Callable:
    """The view as it would be without its mark."""
    view = PAGES[name].callback
    while hasattr(view, "audience"):
        view = view.__wrapped__
    return view


def roles_of(name: str, whom: str) -> set[str]:
    """Pages of a delivery open to whoever may deliver something; the kind of the delivery narrows that further."""
    return allowed_roles(table()["batch_list"][0] if name.startswith("batch_") else whom)


def marked_as_the_table_says() -> list[str]:
    """Pages whose mark in the code differs from what docs/access.md says of them."""
    wrong = []
    for name, (whom, _about) in table().items():
        audience = getattr(PAGES[name].callback, "audience", None) if name in PAGES else None
        if audience is None:
            wrong.append(name)
        elif "link and code" in whom or whom == "anyone":
            wrong += [name] if audience.kind == "staff" else []
        elif audience.kind != "staff" or (set(audience.roles) or set(Role.values)) != roles_of(name, whom):
            wrong.append(name)
    return wrong


def test_every_page_is_marked_as_the_table_says():
    assert marked_as_the_table_says() == []


@pytest.mark.parametrize(("name", "whom"), NARROW)
def test_a_role_too_many_is_seen(name, whom, monkeypatch, record_property):
    record_property("planted", 1)
    allowed = roles_of(name, whom)
    extra = min(set(Role.values) - allowed)
    monkeypatch.setattr(PAGES[name], "callback", staff_page(*allowed, extra)(bare(name)))
    assert marked_as_the_table_says() == [name]


@pytest.mark.parametrize("name", [name for name, *_rest in STAFF_ROWS])
def test_a_forgotten_guard_is_seen(name, monkeypatch, record_property):
    record_property("planted", 1)
    monkeypatch.setattr(PAGES[name], "callback", bare(name))
    assert marked_as_the_table_says() == [name]


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
