"""The table of docs/access.md in every state of a relation, with both layers and with Python's layer alone.

Each state closes a person: her pages do not exist for anybody then, and her name stands on no list, in no search, no
file and no bulk page. Runs with `DOORSTROOM_LONG=1` (`make trust`): a quarter of an hour.
"""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from doorstroom.accounts import middleware
from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import Agreement, AgreementStatus, DataLine, Purpose
from doorstroom.database.scope import scope
from doorstroom.participants.models import Person, PersonRelation, Restriction
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from test_access_matrix import (  # noqa: F401 - the world is a fixture
    ON,
    STAFF_ROWS,
    address_of,
    allowed_roles,
    body,
    missing_page,
    signed_in,
    tried,
    world,
)

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
pytestmark = pytest.mark.skipif(not LONG, reason="the long form of the matrix: make trust")
GIVEN, FAMILY = "Xanthippe", "Zwaluwstaart"
DAY = timedelta(days=1)
ABOUT_A_PERSON = "a person one sees"


def relations(**change) -> Callable[[], None]:
    return lambda: PersonRelation.objects.filter(source="matrix").update(**change) and None


def lines(**change) -> Callable[[], None]:
    return lambda: DataLine.objects.update(**change) and None


def agreements(**change) -> Callable[[], None]:
    return lambda: Agreement.objects.update(**change) and None


def approved_tomorrow() -> None:
    DataLine.objects.exclude(approved_by=None).update(approved_on=ON + DAY)


def without_approval() -> None:
    DataLine.objects.update(approved_on=None, approved_by=None)


def of_a_colleague() -> None:
    """Every relation belongs to another member in the same role at the same organisation."""
    for relation in PersonRelation.objects.filter(source="matrix").select_related("organisation"):
        relation.member = MembershipFactory(organisation=relation.organisation, role=relation.role)
        relation.save()


def of_another_organisation() -> None:
    elsewhere = OrganisationFactory()
    open_everything(elsewhere)
    relations(organisation=elsewhere)()


STATES: dict[str, Callable[[], None]] = {
    "relation removed": lambda: PersonRelation.objects.all().delete() and None,
    "relation ended today": relations(valid_until=ON),
    "relation starts tomorrow": relations(valid_from=ON + DAY),
    "relation of a colleague": of_a_colleague,
    "relation of another organisation": of_another_organisation,
    "relation for a purpose without a line": relations(purpose=Purpose.PLACEMENT),
    "file restricted to others": lambda: (
        Restriction.objects.update(person=Person.objects.get(given_name=GIVEN)) and None
    ),
    "line not approved": without_approval,
    "line approved tomorrow": approved_tomorrow,
    "line withdrawn today": lines(withdrawn_on=ON),
    "line to another organisation": lambda: lines(recipient=OrganisationFactory())(),
    "agreement ended today": agreements(valid_until=ON),
    "agreement starts tomorrow": agreements(valid_from=ON + DAY),
    "agreement not in force": agreements(status=AgreementStatus.DRAFT),
}


@pytest.fixture
def named(world):  # noqa: F811
    """The matrix' world, in which the person has a name that nobody else has."""
    Person.objects.filter(pk=world["person"].pk).update(
        given_name=GIVEN, family_name=FAMILY, search_name=f"{GIVEN} {FAMILY}".lower(), sort_name=FAMILY.lower()
    )
    return world


@pytest.fixture
def python_alone(monkeypatch):
    """The database shows everything to everybody: only the filters of Python hold."""
    monkeypatch.setattr(
        middleware, "scope", lambda actor: scope(system_actor(at=actor.at, purpose="layer switched off"))
    )


def asked(client: Client, name: str, ids: dict):
    """The page as somebody would ask it who knows whom she looks for."""
    return tried(
        client, address_of(name, ids) + (f"?q={FAMILY[:8]}&naam={FAMILY[:8]}" if name in {"search", "people"} else "")
    )


def leaks(ids: dict, member_in: Callable[[str], Membership], *, every_role: bool) -> tuple[list, int]:
    """Cells in which the closed person still shows, and how many cells were asked."""
    wrong, cells, clients = [], 0, {}
    for name, whom, about in STAFF_ROWS:
        allowed = sorted(allowed_roles(whom))
        for role in Role.values if every_role else allowed:
            if role not in clients:
                client = signed_in(member_in(role))
                clients[role] = (client, missing_page(client))
            client, nothing = clients[role]
            answer = asked(client, name, ids)
            cells += 1
            text = answer.getvalue().decode(errors="replace")
            shows = any(part in text for part in (GIVEN, FAMILY))
            absent = answer.status_code == 404 and body(answer) == nothing
            if shows or ((about == ABOUT_A_PERSON or role not in allowed) and not absent):
                wrong.append((name, role, answer.status_code))
    return wrong, cells


def in_state(state: str, ids: dict, members: dict, *, every_role: bool = True) -> tuple[list, int]:
    with transaction.atomic():
        STATES[state]()
        found = leaks(ids, members.__getitem__, every_role=every_role)
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_a_closed_person_shows_nowhere(named, state, record_property):
    wrong, cells = in_state(state, named["ids"], named["members"])
    record_property("cells", cells)
    record_property("states", 1)
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_a_closed_person_shows_nowhere_when_the_database_shows_everything(named, state, python_alone, record_property):
    """Asked of who may: other roles are stopped by the mark of the page, before any filter."""
    wrong, cells = in_state(state, named["ids"], named["members"], every_role=False)
    record_property("cells", cells)
    record_property("states", 1)
    assert wrong == []


@pytest.mark.django_db
def test_the_person_shows_when_nothing_is_closed(named):
    """Without this, the tests above could pass because nobody ever shows."""
    shown = {name for name, *_rest in leaks(named["ids"], named["members"].__getitem__, every_role=False)[0]}
    assert {"person", "people", "search", "work", "trajectory_exit"} <= shown


@pytest.mark.django_db
def test_an_ended_membership_opens_nothing(named):
    Membership.objects.update(valid_until=ON)
    client = signed_in(named["members"][Role.CASEWORKER])
    assert [name for name, *_rest in STAFF_ROWS if asked(client, name, named["ids"]).status_code != 404] == []
