"""Two files become one and two again: every row stands where it stood. `DOORSTROOM_LONG=1` runs 5,000 cases."""

import os
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.agreements.models import Purpose
from doorstroom.database.selectors import person_tables
from doorstroom.oversight.services import let_go_of_files
from doorstroom.participants.access import visible_people
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import (
    IncomeSituation,
    LanguageLevel,
    OwnGoal,
    Person,
    PersonContact,
    PersonIdentity,
    PersonMerge,
    PersonOccupation,
    PersonProfile,
    PersonRelation,
    WorkAdjustment,
)
from doorstroom.participants.services import join_files, record_identity, set_contact, split_files
from doorstroom.participants.services.merging import links
from doorstroom.trajectories.models import Note, Task
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.participants import person_of, relation_of
from factories.trajectories import colleague, in_intake, programme_with_model

pytestmark = pytest.mark.django_db
CASES = 5000 if os.environ.get("DOORSTROOM_LONG") == "1" else 12
ON = NOW.date()


def everything(*people):
    """Every row that leads to these people, as the database has it; sealed numbers by what they say is tested apart."""
    found = {}
    with connection.cursor() as cursor:
        for link in links():
            columns = f"to_jsonb(t){' - %s' if link.table == 'participants_personidentity' else ''}"
            sealed = ["sealed"] if link.table == "participants_personidentity" else []
            cursor.execute(
                f'SELECT ({columns})::text FROM "{link.table}" t WHERE "{link.column}" = ANY(%s)',  # noqa: S608
                [*sealed, [person.pk for person in people]],
            )
            found[link.table, link.column] = sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT to_jsonb(t)::text FROM participants_person t WHERE id = ANY(%s)",
                       [[person.pk for person in people]])  # fmt: skip
        found["person"] = sorted(row[0] for row in cursor.fetchall())
    return found


texts = st.sampled_from(["", "0612345678", "0687654321"])
half = st.fixed_dictionaries({
    "contact": st.none() | st.fixed_dictionaries({
        "phone": texts, "postcode": st.sampled_from(["", "5501 AB"]),
        "birth_date": st.none() | st.just(date(1990, 1, 2)),
    }),
    "profile": st.none() | st.fixed_dictionaries({
        "education": st.sampled_from(["unknown", "lower"]), "licences": st.none() | st.just(["B"]),
        "hours_minimum": st.none() | st.integers(8, 40),
    }),
    "levels": st.sets(st.sampled_from(["listening", "speaking", "reading"])),
    "adjustments": st.sets(st.sampled_from(["seated", "quiet"])),
    "goals": st.integers(0, 2), "notes": st.integers(0, 2), "tasks": st.integers(0, 2),
    "income": st.sampled_from([None, "wage", "none"]),
    "relations": st.sets(
        st.tuples(st.integers(0, 2), st.sampled_from(["registration", "nomination:1"]), st.booleans())
    ),
    "number": st.booleans(),
})  # fmt: skip


def fill(person, given_half, members, number):
    if given_half["contact"] is not None:
        PersonContact.objects.create(person=person, **given_half["contact"])
    if given_half["profile"] is not None:
        PersonProfile.objects.create(person=person, **given_half["profile"])
    for skill in given_half["levels"]:
        LanguageLevel.objects.create(person=person, skill=skill, level="A2")
    for kind in given_half["adjustments"]:
        WorkAdjustment.objects.create(person=person, kind=kind)
    for n in range(given_half["goals"]):
        OwnGoal.objects.create(person=person, text=f"doel {n}", recorded_on=ON)
    for n in range(given_half["notes"]):
        Note.objects.create(person=person, author=members[0], organisation=members[0].organisation, channel="phone",
                            text=f"notitie {n}", occurred_on=ON, recorded_at=NOW)  # fmt: skip
    for n in range(given_half["tasks"]):
        Task.objects.create(person=person, text=f"stap {n}", created_on=ON)
    if given_half["income"]:
        IncomeSituation.objects.create(person=person, source=given_half["income"], valid_from=ON)
    for member, source, ended in given_half["relations"]:
        until = ON + timedelta(days=3) if ended else None
        PersonRelation.objects.create(person=person, valid_from=ON - timedelta(days=9), valid_until=until,
                                      **relation_of(members[member], source=source).__dict__)  # fmt: skip
    if given_half["number"]:
        PersonIdentity.objects.create(
            person=person, organisation=members[number].organisation, kind="bsn", fingerprint=str(number) * 64,
            sealed=sealed(person, "123456782"),
        )  # fmt: skip


def sealed(person, number):
    from django.conf import settings as configured

    from doorstroom.kernel.sealing import seal

    return seal(number, keys=configured.IDENTITY_KEYS, context=str(person.pk))


@settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=half, other=half)
def test_joining_and_taking_apart_restores_every_row(as_system, one, other):
    with transaction.atomic():
        members = [MembershipFactory() for _ in range(3)]
        kept, absorbed = (person_of(members[0], given_name=name) for name in ("Abel", "A."))
        fill(kept, one, members, 1)
        fill(absorbed, other, members, 2)
        before = everything(kept, absorbed)
        merge = join_files(actor=as_system, kept_id=kept.pk, absorbed_id=absorbed.pk, reason="x")
        assert everything(kept, absorbed) != before
        assert PersonRelation.objects.filter(person=absorbed).count() == 0
        assert Note.objects.filter(person=absorbed).count() == 0
        split_files(actor=as_system, merge=merge)
        assert everything(kept, absorbed) == before
        assert [unsealed(row) for row in PersonIdentity.objects.filter(person__in=[kept, absorbed])] == (
            ["123456782"] * (one["number"] + other["number"])
        )
        transaction.set_rollback(True)


def unsealed(row):
    from django.conf import settings as configured

    from doorstroom.kernel.sealing import unseal

    return unseal(bytes(row.sealed), keys=configured.IDENTITY_KEYS, context=str(row.person_id))


def test_every_table_that_leads_to_a_person_is_joined():
    named = {link.table for link in links()}
    by_person = {table for table in person_tables() if "person_id" in columns_of(table)}
    assert by_person - named == {"audit_personkey"}, "the log keeps speaking of two keys"


def columns_of(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def two(as_system):
    member = colleague()
    return member, person_of(member, given_name="Abel"), person_of(member, given_name="A.")


def joined(actor, kept, absorbed):
    return join_files(actor=actor, kept_id=kept.pk, absorbed_id=absorbed.pk, reason="zelfde mens")


def test_what_the_kept_file_misses_is_filled_and_what_it_has_stays(two, as_system):
    _, abel, double = two
    set_contact(actor=as_system, person_id=abel.pk, phone="06-11111111")
    set_contact(actor=as_system, person_id=double.pk, phone="06-22222222", email="a@example.org")
    merge = joined(as_system, abel, double)
    contact = PersonContact.objects.get(person=abel)
    assert (contact.phone, contact.email) == ("06-11111111", "a@example.org")
    set_contact(actor=as_system, person_id=abel.pk, email="nieuw@example.org")
    split_files(actor=as_system, merge=merge)
    assert PersonContact.objects.get(person=abel).email == "nieuw@example.org", "changed since, so it stays"
    assert PersonContact.objects.get(person=double).email == "a@example.org"


def test_whoever_saw_the_absorbed_file_now_sees_the_kept_one(two, as_system):
    member, abel, double = two
    other = colleague()
    PersonRelation.objects.create(person=double, valid_from=ON, **relation_of(other).__dict__)
    joined(as_system, abel, double)
    assert list(visible_people(actor_of(other, at=NOW))) == [abel]
    assert list(visible_people(actor_of(member, at=NOW))) == [abel]


def test_what_was_written_since_stays_with_the_kept_file(two, as_system):
    _, abel, double = two
    OwnGoal.objects.create(person=double, text="vroeger", recorded_on=ON)
    merge = joined(as_system, abel, double)
    OwnGoal.objects.create(person=abel, text="later", recorded_on=ON)
    split_files(actor=as_system, merge=merge)
    assert list(OwnGoal.objects.filter(person=abel).values_list("text", flat=True)) == ["later"]
    assert list(OwnGoal.objects.filter(person=double).values_list("text", flat=True)) == ["vroeger"]


def refused(code, actor, kept, absorbed):
    before = everything(kept, absorbed)
    with pytest.raises(ParticipantError) as caught, transaction.atomic():
        joined(actor, kept, absorbed)
    assert caught.value.code == code
    assert everything(kept, absorbed) == before
    assert PersonMerge.objects.filter(undone_at=None, absorbed=absorbed).count() <= 1


def test_two_open_trajectories_in_one_programme_stop_the_merge(as_system):
    member = colleague()
    programme = programme_with_model(desk=member.organisation)
    one, other = in_intake(member, programme, given_name="Abel"), in_intake(member, programme, given_name="A.")
    refused("both_have_this", as_system, one.person, other.person)


def test_two_numbers_at_one_organisation_are_two_people(two, as_system):
    _, abel, double = two
    organisation = OrganisationFactory(identity_number_ground="Participatiewet art. 7")
    open_everything(organisation, purpose=Purpose.GUIDANCE)
    for person, number in ((abel, "123456782"), (double, "111222333")):
        record_identity(actor=as_system, person_id=person.pk, organisation=organisation, kind="bsn", number=number)
    refused("different_numbers", as_system, abel, double)


def test_nobody_is_joined_twice_or_with_herself(two, as_system):
    _, abel, double = two
    refused("merged_already", as_system, abel, abel)
    merge = joined(as_system, abel, double)
    refused("merged_already", as_system, abel, double)
    split_files(actor=as_system, merge=merge)
    with pytest.raises(ParticipantError, match="split_already"):
        split_files(actor=as_system, merge=merge)


def test_a_file_that_was_taken_in_goes_with_the_one_that_took_it(two, as_system):
    _, abel, double = two
    joined(as_system, abel, double)
    assert let_go_of_files(actor=as_system, on=ON + timedelta(days=470)) == 0
    assert let_go_of_files(actor=as_system, on=ON + timedelta(days=500)) == 1
    assert (Person.objects.count(), PersonMerge.objects.count(), PersonOccupation.objects.count()) == (0, 0, 0)
