"""Both layers of access: each must hold with the other switched off."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import Exists, OuterRef, Subquery

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import AgreementStatus, Category, Purpose
from doorstroom.agreements.services import terminate_agreement
from doorstroom.database.ready import PERSON, written
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import participant_actor
from doorstroom.participants.access import categories_open, open_categories, open_relations, visible_people, visible_to
from doorstroom.participants.models import Person, PersonContact, PersonRelation
from doorstroom.participants.services import close_relations, set_contact
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(as_system):
    """Two caseworkers at two municipalities, each with one person whose phone is known."""
    mine, other = MembershipFactory(), MembershipFactory()
    people = {}
    for member, name in ((mine, "Abel"), (other, "Noor")):
        open_everything(member.organisation)
        people[name] = person_of(member, given_name=name)
        set_contact(actor=as_system, person_id=people[name].pk, phone="06-12345678")
    return mine, other, people


def by_name(people):
    return set(people.values_list("given_name", flat=True))


def by_python(actor, category=Category.CORE):
    return by_name(visible_people(actor, category))


def by_database():
    return set(Person.objects.values_list("given_name", flat=True))


@pytest.mark.parametrize("category", Category.values)
def test_a_text_written_once_is_what_django_writes_for_this_member(world, category):
    mine, other, _ = world
    for member in (mine, other):
        actor = actor_of(member, at=NOW)
        afresh = written(Exists(open_relations(actor, category).filter(person_id=PERSON)))
        (kept,) = [each.lhs for each in visible_people(actor, category).query.where.children]
        own = [PERSON if hasattr(value, "as_sql") else value for value in kept.values]
        assert (kept.text.keyword, kept.text.parts, tuple(own)) == ("EXISTS", afresh.parts, afresh.values)


def test_the_row_around_a_text_is_never_taken_for_one_inside_it(world):
    """Rows of the very table that opens, and rows in a query of their own, whose names Django begins with U."""
    mine, _other, people = world
    actor = actor_of(mine, at=NOW)
    rows = visible_to(PersonRelation.objects.all(), actor, Category.CORE)
    assert {row.person_id for row in rows} == {people["Abel"].pk}
    nested = visible_to(PersonContact.objects.filter(person_id=OuterRef("pk")), actor, Category.CONTACT)
    assert by_name(Person.objects.filter(Exists(nested))) == {"Abel"}
    opened = PersonContact.objects.filter(person_id=OuterRef("pk")).annotate(opened=categories_open(actor))
    asked = Person.objects.annotate(opened=Subquery(opened.values("opened")))
    assert {person.given_name: bool(person.opened) for person in asked} == {"Abel": True, "Noor": False}


def test_without_scope_the_database_shows_nobody(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('doorstroom.role', '', true)")
    assert Person.objects.count() == 0
    assert PersonContact.objects.count() == 0
    assert PersonRelation.objects.count() == 0


def test_each_layer_alone_shows_only_own_people(world):
    mine, _, _ = world
    actor = actor_of(mine, at=NOW)
    assert by_python(actor) == {"Abel"}  # the system scope is still open: only Python holds
    with scope(actor, nested=True):
        assert by_database() == {"Abel"}
        assert set(PersonContact.objects.values_list("person__given_name", flat=True)) == {"Abel"}


@pytest.mark.parametrize(
    "change",
    [
        "role",
        "member",
        "relation_ended",
        "line_withdrawn",
        "not_approved",
        "agreement_ended",
        "agreement_expired",
        "agreement_draft",
        "other_purpose",
    ],
)
def test_every_missing_condition_closes_both_layers(world, system, change):
    mine, _, people = world
    abel = people["Abel"]
    lines = mine.organisation.lines_received
    agreement = lines.first().agreement
    actor = actor_of(mine, at=NOW)
    if change == "role":
        mine.role = Role.JOB_COACH
        actor = actor_of(mine, at=NOW)
    elif change == "member":
        actor = actor_of(MembershipFactory(organisation=mine.organisation), at=NOW)
    elif change == "relation_ended":
        close_relations(actor=system, source="test", person_id=abel.pk, on=NOW.date())
    elif change == "line_withdrawn":
        lines.update(withdrawn_on=NOW.date())
    elif change == "not_approved":
        lines.update(approved_on=None, approved_by=None)
    elif change == "agreement_ended":
        terminate_agreement(actor=system, agreement=agreement, reason="Opgezegd.", on=NOW.date())
    elif change == "agreement_expired":
        actor = actor_of(mine, at=NOW + timedelta(days=800))
    elif change == "agreement_draft":
        type(agreement).objects.filter(pk=agreement.pk).update(status=AgreementStatus.DRAFT)
    else:
        lines.update(purpose=Purpose.EVALUATION)
    assert by_python(actor) == set()
    with scope(actor, nested=True):
        assert by_database() == set()
        assert PersonContact.objects.count() == 0


def test_a_category_without_line_stays_closed(world):
    mine, _, people = world
    mine.organisation.lines_received.filter(category=Category.CONTACT).delete()
    actor = actor_of(mine, at=NOW)
    assert by_python(actor, Category.CONTACT) == set()
    assert Category.CONTACT not in open_categories(actor, people["Abel"].pk)
    with scope(actor, nested=True):
        assert by_database() == {"Abel"}
        assert PersonContact.objects.count() == 0


def test_a_relation_for_the_role_is_shared_by_colleagues_in_that_role_only(world, as_system):
    mine, _, people = world
    PersonRelation.objects.filter(person=people["Abel"]).update(member=None)
    colleague = MembershipFactory(organisation=mine.organisation, role=mine.role)
    coach = MembershipFactory(organisation=mine.organisation, role=Role.JOB_COACH)
    assert by_python(actor_of(colleague, at=NOW)) == {"Abel"}
    assert by_python(actor_of(coach, at=NOW)) == set()


def test_writing_about_somebody_else_is_refused_by_the_database(world):
    mine, other, people = world
    with scope(actor_of(mine, at=NOW), nested=True):
        assert PersonContact.objects.filter(person=people["Noor"]).update(phone="0") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            PersonRelation.objects.create(
                person=people["Noor"], organisation=other.organisation,
                role=mine.role, purpose=Purpose.GUIDANCE, basis="x", source="x", valid_from=date(2026, 1, 1),
            )  # fmt: skip


def test_scope_ends_with_its_block(world):
    mine, _, _ = world
    with scope(actor_of(mine, at=NOW)):
        assert by_database() == {"Abel"}
    assert by_database() == set()


def test_the_system_and_a_participant_of_herself_know_every_category(world, as_system):
    mine, _, people = world
    abel, noor = people["Abel"].pk, people["Noor"].pk
    assert open_categories(as_system, abel) == open_categories(participant_actor(at=NOW, person_id=abel), abel)
    assert open_categories(as_system, abel) == set(Category.values)
    assert open_categories(participant_actor(at=NOW, person_id=abel), noor) == set()
    assert open_categories(actor_of(mine, at=NOW), noor) == set()
