"""Many people at once: the same rows as one by one, each with a first relation."""

from datetime import date

import pytest

from doorstroom.agreements.models import Purpose
from doorstroom.audit.selectors import entries_about
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import ExternalReference, Person, PersonRelation
from doorstroom.participants.services import RelationSpec
from doorstroom.participants.services.bulk import NewPerson, bulk_refer, bulk_register
from factories.accounts import MembershipFactory

DAY = date(2026, 9, 1)


@pytest.fixture
def relation(as_system):
    organisation = MembershipFactory().organisation_id
    return RelationSpec(organisation, "caseworker", Purpose.GUIDANCE, "wet", "register:1")


def test_every_category_gets_its_rows(as_system, relation):
    new = NewPerson(
        given_name="Noor", infix="van", family_name="Dijk", registered_on=DAY, relation=relation,
        contact={"phone": "06-30000001"}, profile={"education": "lower"}, levels={"speaking": "A2"},
        income={"source": "none"}, own_goal="Ik wil werken.", adjustments=["quiet"],
    )  # fmt: skip
    (person,) = bulk_register(actor=as_system, people=[new])
    person = Person.objects.get(pk=person.pk)
    assert (person.full_name, person.contact.phone, person.profile.education) == (
        "Noor van Dijk",
        "06-30000001",
        "lower",
    )
    assert [(level.skill, level.level) for level in person.language_levels.all()] == [("speaking", "A2")]
    assert [(income.source, income.valid_from) for income in person.incomes.all()] == [("none", DAY)]
    assert [goal.text for goal in person.own_goals.all()] == ["Ik wil werken."]
    assert [adjustment.kind for adjustment in person.work_adjustments.all()] == ["quiet"]
    assert PersonRelation.objects.get(person=person).valid_from == DAY
    assert entries_about(person.pk).filter(subject="person", action="create").count() == 1


def test_number_of_statements_stays_the_same(as_system, relation, django_assert_num_queries):
    def several(number):
        return [NewPerson(f"P{i}", "Jansen", DAY, relation, contact={"phone": f"06-{i}"}) for i in range(number)]

    bulk_register(actor=as_system, people=several(1))
    with django_assert_num_queries(STATEMENTS):
        bulk_register(actor=as_system, people=several(1))
    with django_assert_num_queries(STATEMENTS):
        bulk_register(actor=as_system, people=several(40))


STATEMENTS = 9


def test_a_diagnosis_is_refused_and_then_nobody_is_registered(as_system, relation):
    people = [NewPerson("A", "B", DAY, relation), NewPerson("C", "D", DAY, relation, adjustments=["reuma"])]
    with pytest.raises(ParticipantError) as refused:
        bulk_register(actor=as_system, people=people)
    assert refused.value.code == "adjustment_not_in_list"
    assert not Person.objects.exists()


def test_nobody_registers_for_another_organisation(as_system, relation):
    from doorstroom.accounts.access import actor_of

    who = actor_of(MembershipFactory(), at=as_system.at)
    with pytest.raises(ParticipantError):
        bulk_register(actor=who, people=[NewPerson("A", "B", DAY, relation)])


def test_a_partners_number_finds_the_person(as_system, relation):
    (person,) = bulk_register(actor=as_system, people=[NewPerson("A", "B", DAY, relation)])
    bulk_refer(actor=as_system, organisation_id=relation.organisation_id, references={person.pk: "LC-2200"})
    assert ExternalReference.objects.get(reference="LC-2200").person_id == person.pk


@pytest.mark.parametrize("numbers", [["K-1", "K-1"], ["K-0"]], ids=["twice in the list", "known already"])
def test_a_number_leads_to_one_person(as_system, relation, numbers):
    partner = relation.organisation_id
    bulk_register(actor=as_system, people=[NewPerson("A", "B", DAY, relation, references={partner: "K-0"})])
    people = [NewPerson("C", f"D{n}", DAY, relation, references={partner: n}) for n in numbers]
    with pytest.raises(ParticipantError) as refused:
        bulk_register(actor=as_system, people=people)
    assert (refused.value.code, refused.value.params["reference"]) == ("reference_of_another", numbers[0])
    assert Person.objects.count() == 1
