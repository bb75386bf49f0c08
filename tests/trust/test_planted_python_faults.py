"""Faults planted in Python's own scoping, while the database shows everything: each must show somebody too many or few.

The net asks as people who have almost a relation, all but one condition, and as people who still have one in another
way. Planted are the faults of `bench.mutants` in the functions below: a filter dropped, a condition turned.
`DOORSTROOM_LONG=1` plants all of them, otherwise the dropped filters.
"""

import os
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from bench.mutants import mutants
from django.db import transaction

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import Role
from doorstroom.agreements import access as agreements
from doorstroom.agreements.models import Agreement, AgreementStatus, Category, DataLine, Purpose
from doorstroom.kernel.actor import participant_actor
from doorstroom.participants import access as participants
from doorstroom.participants.models import PersonContact, PersonRelation, Restriction, StewardMandate
from doorstroom.participants.services import set_contact
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db
LONG = os.environ.get("DOORSTROOM_LONG") == "1"
ON, DAY = NOW.date(), timedelta(days=1)
PLANTED = {
    participants: (
        "restrictions_in_force", "relations_of", "open_relations", "visible_to", "marks_of", "visible_people",
        "everybody_visible", "may_see", "open_categories", "categories_open", "purpose_of", "has_mandate",
    ),
    agreements: ("lines_in_force", "open_lines"),
}  # fmt: skip
NUMBER_OF_NOBODY = re.compile(r"\bor 0\b")
"""Where who asks has no membership or organisation, any number that no row has says the same."""


@dataclass(frozen=True)
class Case:
    """What differs from an ordinary relation: columns of the one row of each table, or who asks."""

    name: str
    changes: dict = field(default_factory=dict)
    asks: dict = field(default_factory=dict)
    mandate: bool = True


def colleague(world):
    return {"member": world["colleague"]}


ALMOST = (
    Case("another organisation", asks={"organisation_id": 0}),
    Case("nobody's organisation", asks={"organisation_id": None, "membership_id": None}, mandate=False),
    Case("another role", asks={"role": Role.JOB_COACH}),
    Case("a colleague's relation", {PersonRelation: colleague}),
    Case("to another person", {PersonRelation: lambda world: {"person": world["other"]}}),
    Case("ended today", {PersonRelation: {"valid_until": ON}}),
    Case("begins tomorrow", {PersonRelation: {"valid_from": ON + DAY}}),
    Case("closed this moment", {PersonRelation: {"closes_at": NOW}}),
    Case("for another purpose", {PersonRelation: {"purpose": Purpose.PLACEMENT}}),
    Case("restricted to others", {Restriction: {"until": ON + DAY}}),
    Case("a line to another", {DataLine: lambda world: {"recipient": world["colleague"].organisation_id}}),
    Case("a line that waits", {DataLine: {"approved_on": None, "approved_by": None}}),
    Case("a line approved tomorrow", {DataLine: {"approved_on": ON + DAY}}),
    Case("a line withdrawn today", {DataLine: {"withdrawn_on": ON}}),
    Case("a line for another kind of data", {DataLine: {"category": Category.INCOME}}),
    Case("an agreement being signed", {Agreement: {"status": AgreementStatus.SIGNING}}, mandate=False),
    Case("an agreement that ends today", {Agreement: {"valid_until": ON}}, mandate=False),
    Case("an agreement from tomorrow", {Agreement: {"valid_from": ON + DAY}}),
)
STILL = (
    Case("an ordinary relation"),
    Case("for everybody in the role", {PersonRelation: {"member": None}}),
    Case("until tomorrow", {PersonRelation: {"valid_until": ON + DAY, "valid_from": ON}}),
    Case("one moment left", {PersonRelation: {"closes_at": NOW + timedelta(seconds=1)}}),
    Case("restricted, and admitted", {Restriction: lambda world: {
        "until": ON + DAY, "admitted": [world["member"].pk]}}),
    Case("a restriction of another file", {Restriction: lambda world: {"until": ON + DAY, "person": world["other"]}}),
    Case("a restriction that was lifted", {Restriction: {"until": ON + DAY, "lifted_at": NOW}}),
    Case("a line withdrawn tomorrow", {DataLine: {"withdrawn_on": ON + DAY, "approved_on": ON}}),
    Case("an agreement until tomorrow", {Agreement: {"valid_until": ON + DAY, "valid_from": ON}}),
    Case("an agreement without end", {Agreement: {"valid_until": None}}),
    Case("a mandate of a colleague", {StewardMandate: colleague}, mandate=False),
    Case("a mandate from tomorrow", {StewardMandate: {"valid_from": ON + DAY}}, mandate=False),
    Case("a mandate that ends today", {StewardMandate: {"valid_until": ON}}, mandate=False),
    Case("a mandate until tomorrow", {StewardMandate: {"valid_until": ON + DAY}}),
)  # fmt: skip


@pytest.fixture
def world(as_system):
    """One member with one relation to one person under one line, a restriction that is over, and a mandate."""
    member = MembershipFactory()
    noor = person_of(member, given_name="Noor")
    other = person_of(MembershipFactory(), given_name="Bo")
    PersonRelation.objects.exclude(person=noor).delete()
    set_contact(actor=as_system, person_id=noor.pk, phone="06-12345678")
    (line,) = open_everything(member.organisation, categories=(Category.CONTACT,))
    Restriction.objects.create(
        person=noor, organisation=member.organisation, admitted=[], reason="x", set_at=NOW, set_by=member, until=ON
    )
    StewardMandate.objects.create(member=member, agreement=line.agreement, valid_from=ON)
    return {"member": member, "noor": noor, "other": other, "colleague": MembershipFactory()}


def shown(world, case: Case) -> list:
    """All that Python says of the person to who asks: nothing, empty and False where it is closed."""
    actor, noor = replace(actor_of(world["member"], at=NOW), **case.asks), world["noor"].pk
    contact = PersonContact.objects.filter(person=noor).annotate(opened=participants.categories_open(actor)).get()
    return [
        participants.may_see(actor, noor, Category.CONTACT),
        participants.everybody_visible(actor, Category.CONTACT).filter(pk=noor).exists(),
        participants.open_categories(actor, noor),
        list(contact.opened),
        participants.purpose_of(actor, noor),
        participants.has_mandate(actor),
    ]


def asked(world, case: Case) -> list:
    """The same after the change, which is taken back."""
    with transaction.atomic():
        for model, change in case.changes.items():
            model.objects.update(**(change(world) if callable(change) else change))
        found = shown(world, case)
        transaction.set_rollback(True)
    return found


def right(case: Case, answer: list) -> bool:
    """Is this what this case should be told? Who has a relation without a line still has a purpose."""
    *opened, purpose, mandate = answer
    if mandate != case.mandate or not isinstance(purpose, str):
        return False
    if case in STILL:
        return opened == [True, True, {"contact"}, ["contact"]] and purpose == "guidance"
    return opened in CLOSED and (bool(purpose) == (DataLine in case.changes or Agreement in case.changes
                                                   or case.name == "for another purpose"))  # fmt: skip


CLOSED = (
    [False, False, set(), []],
    [False, False, {"income"}, ["income"]],  # the line for another kind of data opens just that
)


def wrong(world) -> list[str]:
    """The first case that is not answered as it should."""
    for case in (*ALMOST, *STILL):
        if not right(case, asked(world, case)):
            return [case.name]
    own, system = participant_actor(at=NOW, person_id=world["noor"].pk), system_actor(at=NOW, purpose="test")
    for actor, people, theirs in ((own, 1, 0), (system, 2, len(Category))):
        seen = {participants.visible_people(actor).count(), participants.everybody_visible(actor).count()}
        opened = [len(participants.open_categories(actor, world[name].pk)) for name in ("noor", "other")]
        if (seen, opened, participants.has_mandate(actor)) != ({people}, [len(Category), theirs], actor is system):
            return [actor.role]
    contact = PersonContact.objects.annotate(opened=participants.categories_open(system)).get()
    return [] if set(contact.opened) == set(Category.values) else ["all at once"]


def test_almost_a_relation_shows_nothing_and_a_relation_in_any_way_shows_the_person(world):
    assert wrong(world) == []


def faults():
    for module, names in PLANTED.items():
        for each in mutants(Path(module.__file__)):
            dropped = each.what.startswith("without") and not NUMBER_OF_NOBODY.search(each.source)
            if each.function in names and (LONG or dropped):
                yield module, each


def test_every_dropped_filter_shows(world, record_property):
    unseen, planted = [], 0
    for module, fault in faults():
        function = getattr(module, fault.function)
        kept, planted = function.__code__, planted + 1
        function.__code__ = fault.code()
        forget()
        try:
            with transaction.atomic():
                if not wrong(world):
                    unseen.append(fault.key)
        except Exception:  # noqa: S110 a fault that falls over is seen
            pass
        finally:
            function.__code__ = kept
            forget()
    record_property("planted", planted)
    assert planted >= 20
    assert "\n".join(each for each in unseen if not NUMBER_OF_NOBODY.search(each)) == ""


def forget() -> None:
    """Texts that were written before the fault."""
    participants._opening.cache_clear()
    participants._opened.cache_clear()
