"""Random histories of access: granted, revoked, transferred, restricted or expired, nobody sees a foreign row.

Both layers are held against a third one that knows only this page: sets of plain tuples. Python's scoping is asked
while the database shows everything, the database while Python asks for everything: each must hold alone.
`DOORSTROOM_LONG=1` runs a hundred histories of 30 steps; `python -m bench histories` does so for fifty seeds.
"""

import os
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import AgreementStatus, Category, Purpose
from doorstroom.agreements.services import terminate_agreement, withdraw_lines
from doorstroom.database.scope import scope
from doorstroom.participants.access import categories_open, open_categories, visible_to
from doorstroom.participants.models import (
    IncomeSituation,
    LanguageLevel,
    OwnGoal,
    Person,
    PersonContact,
    PersonRelation,
    Restriction,
    WorkAdjustment,
)
from doorstroom.participants.services.relations import RelationSpec, close_relations, open_relation
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import AgreementFactory, DataLineFactory

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
RUNS, STEPS = (100, 30) if LONG else (8, 15)
TABLES = {
    Person: Category.CORE, PersonContact: Category.CONTACT, LanguageLevel: Category.PROFILE,
    WorkAdjustment: Category.ADJUSTMENTS, IncomeSituation: Category.INCOME, OwnGoal: Category.PROGRESS,
}  # fmt: skip
COLUMNS = {table: "pk" if table is Person else "person_id" for table in TABLES}
START = NOW.date()
PURPOSES = (Purpose.GUIDANCE, Purpose.LEARN_WORK)

steps = st.one_of(
    st.tuples(st.just("grant"), st.integers(0, 3), st.integers(0, 8), st.booleans(), st.sampled_from(PURPOSES)),
    st.tuples(st.just("revoke"), st.integers(0, 30)),
    st.tuples(st.just("transfer"), st.integers(0, 30), st.integers(0, 8)),
    st.tuples(st.just("line"), st.integers(0, 2), st.sampled_from(PURPOSES), st.sampled_from(sorted(Category.values)),
              st.booleans()),
    st.tuples(st.just("withdraw"), st.integers(0, 30)),
    st.tuples(st.just("terminate"), st.integers(0, 30)),
    st.tuples(st.just("later"), st.integers(1, 400)),
    st.tuples(st.just("restrict"), st.integers(0, 3), st.sets(st.integers(0, 8), max_size=3), st.integers(1, 500)),
    st.tuples(st.just("reopen"), st.integers(0, 3)),
)  # fmt: skip


@dataclass
class Known:
    """The third layer. Days count from START; `until` is the first day that no longer holds."""

    day: int = 0
    relations: list[dict] = field(default_factory=list)
    lines: list[dict] = field(default_factory=list)
    restricted: dict[int, tuple[frozenset[int], int]] = field(default_factory=dict)  # person: who, until which day

    def open_to(self, member) -> set[tuple[int, str]]:
        """(person, category) pairs open to this member today."""
        found = set()
        for relation in self.relations:
            admitted, until = self.restricted.get(relation["person"], (frozenset(), 0))
            if self.day < until and member.pk not in admitted:
                continue
            own = relation["member"] in (None, member.pk) and relation["role"] == member.role
            held = relation["from"] <= self.day < relation["until"]
            if own and held and relation["organisation"] == member.organisation_id:
                for line in self.lines:
                    same = (line["organisation"], line["purpose"]) == (relation["organisation"], relation["purpose"])
                    if same and line["approved"] and line["from"] <= self.day < line["until"]:
                        found.add((relation["person"], line["category"]))
        return found


@pytest.fixture
def world(as_system, record_property):
    """Three organisations with two caseworkers and a job coach each, and four people with a row in every table."""
    record_property("histories", RUNS)
    record_property("steps", STEPS)
    organisations = [OrganisationFactory() for _ in range(3)]
    members = [
        MembershipFactory(organisation=organisation, role=role)
        for organisation in organisations
        for role in (Role.CASEWORKER, Role.CASEWORKER, Role.JOB_COACH)
    ]
    people = [
        Person.objects.create(given_name=f"P{n}", family_name="X", registered_on=START, language="nl") for n in range(4)
    ]
    for person in people:
        PersonContact.objects.create(person=person)
        LanguageLevel.objects.create(person=person, skill="speaking", level="A2")
        WorkAdjustment.objects.create(person=person, kind="quiet")
        IncomeSituation.objects.create(person=person, source="wage", valid_from=START)
        OwnGoal.objects.create(person=person, text="x", recorded_on=START)
    return organisations, members, people


class History:
    def __init__(self, world):
        self.organisations, self.members, self.people = world
        self.known = Known()
        self.agreements: list[tuple] = []
        self.granted = 0

    @property
    def on(self) -> date:
        return START + timedelta(days=self.known.day)

    @property
    def system(self):
        return system_actor(at=NOW + timedelta(days=self.known.day), purpose="test")

    def grant(self, person, member, shared, purpose):
        member = self.members[member]
        self.granted += 1
        to = None if shared else member.pk
        kept = {"person": person, "organisation": member.organisation_id, "role": member.role, "member": to,
                "purpose": purpose, "source": f"test:{self.granted}", "from": self.known.day,
                "until": 10**6}  # fmt: skip
        open_relation(
            actor=self.system, person_id=self.people[person].pk, on=self.on,
            spec=RelationSpec(organisation_id=member.organisation_id, role=member.role, purpose=purpose, basis="x",
                              source=kept["source"], member_id=to),
        )  # fmt: skip
        if PersonRelation.objects.filter(source=kept["source"]).exists():
            self.known.relations.append(kept)

    def revoke(self, number):
        if self.known.relations:
            relation = self.known.relations[number % len(self.known.relations)]
            close_relations(actor=self.system, source=relation["source"], on=self.on)
            relation["until"] = min(relation["until"], self.known.day)

    def transfer(self, number, to):
        if self.known.relations:
            relation = self.known.relations[number % len(self.known.relations)]
            self.revoke(number)
            self.grant(relation["person"], to, False, relation["purpose"])

    def line(self, organisation, purpose, category, approved):
        organisation = self.organisations[organisation]
        agreement = AgreementFactory(status=AgreementStatus.IN_FORCE, valid_from=START, valid_until=None)
        given = {} if approved else {"approved_on": None, "approved_by": None}
        DataLineFactory(agreement=agreement, controller=organisation, recipient=organisation, purpose=purpose,
                        category=category, **given)  # fmt: skip
        kept = {"organisation": organisation.pk, "purpose": purpose, "category": category, "approved": approved,
                "from": 0, "until": 10**6, "ended": False}  # fmt: skip
        self.known.lines.append(kept)
        self.agreements.append((agreement, organisation, kept))

    def withdraw(self, number):
        if self.agreements:
            agreement, organisation, kept = self.agreements[number % len(self.agreements)]
            withdraw_lines(actor=self.system, agreement=agreement, recipient=organisation, on=self.on)
            kept["until"] = min(kept["until"], self.known.day)

    def terminate(self, number):
        if self.agreements:
            agreement, _organisation, kept = self.agreements[number % len(self.agreements)]
            if kept["ended"]:  # an agreement ends once
                return
            terminate_agreement(actor=self.system, agreement=agreement, reason="Opgezegd.", on=self.on)
            kept["ended"] = True
            kept["until"] = min(kept["until"], self.known.day)

    def restrict(self, person, named, days):
        self.reopen(person)
        admitted = [self.members[number].pk for number in named]
        Restriction.objects.create(
            person=self.people[person], organisation=self.organisations[0], admitted=admitted, reason="x", set_at=NOW,
            set_by=self.members[0], until=self.on + timedelta(days=days),
        )  # fmt: skip
        self.known.restricted[person] = (frozenset(admitted), self.known.day + days)

    def reopen(self, person):
        Restriction.objects.filter(person=self.people[person], lifted_at=None).update(lifted_at=NOW)
        self.known.restricted.pop(person, None)

    def later(self, days):
        self.known.day += days

    def check(self, member, asked):
        """Of everybody each table in each layer and each category; of one person also what her own page asks."""
        actor = actor_of(member, at=NOW + timedelta(days=self.known.day))
        numbers = {person.pk: number for number, person in enumerate(self.people)}
        wanted = self.known.open_to(member)
        with scope(self.system, nested=True):
            python = rows_in(
                {
                    table: visible_to(table.objects.all(), actor, TABLES[table], person=COLUMNS[table])
                    for table in TABLES
                }
            )
            everybody = Person.objects.filter(pk__in=numbers).annotate(open=categories_open(actor, person="pk"))
            opened = {(numbers[pk], each) for pk, found in everybody.values_list("pk", "open") for each in found}
        with scope(actor, nested=True):
            database = rows_in({table: table.objects.all() for table in TABLES})
            assert open_categories(actor, self.people[asked].pk) == {each for who, each in wanted if who == asked}
        assert opened == wanted
        for layer, found in (("Python", python), ("database", database)):
            shown = {(numbers[person], category) for person, category in found if person in numbers}
            assert shown == {each for each in wanted if each[1] in TABLES.values()}, (layer, member.role, self.known)


def rows_in(tables):
    """(person, category of the table) of each row, in one statement."""
    first, *others = (
        rows.annotate(category=Value(TABLES[table])).values_list(COLUMNS[table], "category")
        for table, rows in tables.items()
    )
    return list(first.union(*others, all=True))


@settings(
    max_examples=RUNS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(history=st.lists(steps, min_size=STEPS // 2, max_size=STEPS), look=st.lists(st.integers(0, 8), min_size=STEPS))
def test_nobody_sees_a_foreign_row_after_any_history(world, history, look):
    with transaction.atomic():
        told = History(world)
        for number, (step, member) in enumerate(zip(history, look, strict=False)):
            getattr(told, step[0])(*step[1:])
            told.check(told.members[member], number % len(told.people))
        for number, member in enumerate(told.members):
            told.check(member, number % len(told.people))
        transaction.set_rollback(True)
