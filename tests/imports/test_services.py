"""A delivery from file to people and back: staged, repaired, applied as a whole, undone as a whole."""

import io
import json
from datetime import date

import pytest
from openpyxl import Workbook

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.models import Batch, Row, SavedMapping, Written
from doorstroom.imports.services import (
    accept_proposals,
    apply_batch,
    change_mapping,
    correct_row,
    discard_batch,
    exclude_row,
    judge_row,
    stage_file,
    undo_batch,
)
from doorstroom.imports.services.traces import trace
from doorstroom.participants.models import (
    ExternalReference,
    IncomeSituation,
    LanguageLevel,
    Person,
    PersonContact,
    PersonIdentity,
    PersonRelation,
)
from doorstroom.participants.services import set_contact
from doorstroom.rounds.models import Nomination
from factories.accounts import MembershipFactory
from factories.imports import PEOPLE, staged
from factories.rounds import round_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(as_system):
    return round_world(as_system)


@pytest.fixture
def gert(world):
    """The caseworker of the first referrer, and what she or he may do."""
    return actor_of(world.referrer, at=NOW)


def problems(batch):
    return [(p["row"], p["column"], p["code"]) for row in batch.rows.all() for p in row.problems]


def everything(*models):
    """Each row of these tables, column by column."""
    return {model.__name__: sorted(map(str, model.objects.values_list())) for model in models}


TABLES = (Person, PersonContact, PersonIdentity, PersonRelation, LanguageLevel, IncomeSituation, ExternalReference,
          Nomination)  # fmt: skip


def test_staging_writes_nobody_and_keeps_the_verdict(world, gert):
    batch = staged(world.referrer, at=NOW, round=world.round)
    assert Person.objects.count() == 0
    assert (batch.reading["rows"], batch.reading["accepted"]) == (3, 1)
    assert problems(batch) == [(3, "Postcode", "postcode_letter"), (4, "Geboortedatum", "invalid_date")]
    assert b"Samira" not in bytes(batch.sealed)


def test_repaired_in_the_grid_and_applied(world, gert):
    batch = staged(world.referrer, at=NOW, round=world.round)
    assert accept_proposals(actor=gert, batch=batch) == 1
    logged = Entry.objects.filter(subject="import", subject_id=str(batch.pk), action="change").latest("id")
    assert (logged.fields, logged.user_id) == (["proposals"], gert.user_id)
    correct_row(actor=gert, batch=batch, number=4, corrections={"Geboortedatum": "30-04-1990"})
    assert problems(batch) == []
    batch = apply_batch(actor=gert, batch=batch, at=NOW)
    assert (batch.state, batch.sealed, batch.applied_at) == (Batch.State.APPLIED, None, NOW)
    samira = Person.objects.get(given_name="Samira")
    contact = PersonContact.objects.get(person=samira)
    assert (contact.birth_date, contact.phone, contact.postcode) == (date(1985, 2, 1), "+31641558229", "5501CL")
    assert set(LanguageLevel.objects.filter(person=samira).values_list("skill", "level")) == {
        ("listening", "A2"), ("speaking", "A2"), ("reading", "A2"), ("writing", "A2")
    }  # fmt: skip
    assert IncomeSituation.objects.get(person=samira).source == "unemployment_benefit"
    reference = ExternalReference.objects.get(person=samira)
    assert (reference.organisation, reference.reference) == (world.referrer.organisation, "V-2")
    nomination = Nomination.objects.get(person=samira)
    assert (nomination.round, nomination.referrer, nomination.nominated_on) == (
        world.round, world.referrer.organisation, NOW.date()
    )  # fmt: skip
    assert set(PersonRelation.objects.filter(person=samira).values_list("source", flat=True)) == {
        f"import:{batch.pk}", f"nomination:{nomination.pk}"
    }  # fmt: skip


def test_one_bad_write_undoes_every_other(world, gert):
    """A round that takes nobody any more refuses at the end, when all people are written."""
    batch = staged(world.referrer, at=NOW, round=world.round)
    world.round.state = "running"
    world.round.save()
    before = everything(*TABLES)
    with pytest.raises(Exception, match="round_takes_nobody"):
        apply_batch(actor=gert, batch=batch, at=NOW)
    batch.refresh_from_db()
    assert (everything(*TABLES), batch.state, Written.objects.count()) == (before, Batch.State.STAGED, 0)


def test_undo_restores_every_table_exactly(world, gert, as_system):
    world.put_forward(as_system, "Noor")
    known = world.people[0]
    set_contact(actor=as_system, person_id=known.pk, birth_date=date(1990, 5, 31))
    before = everything(*TABLES)
    content = "Klantnr;Naam;Geboortedatum;Telefoon\nV-9;Tesfay, Noor;31-05-1990;06-41558228\nV-8;Bos, Jan;1-4-1990;\n"
    batch = staged(world.referrer, at=NOW, round=world.round, content=content)
    assert problems(batch) == [(2, "", "possibly_same_person"), (3, "", "not_reachable")]
    judge_row(actor=gert, batch=batch, number=2, same=True)
    batch = apply_batch(actor=gert, batch=batch, at=NOW)
    known.contact.refresh_from_db()
    assert (known.contact.phone, known.external_references.get().reference) == ("+31641558228", "V-9")
    assert Person.objects.count() == 2
    undo_batch(actor=gert, batch=batch, at=NOW)
    assert everything(*TABLES) == before
    batch.refresh_from_db()
    assert (batch.state, batch.undone_at, Written.objects.count()) == (Batch.State.UNDONE, NOW, 0)


def test_what_is_known_is_never_overwritten(world, gert, as_system):
    world.put_forward(as_system, "Noor")
    known = world.people[0]
    set_contact(actor=as_system, person_id=known.pk, birth_date=date(1990, 5, 31), phone="+31611111111")
    content = "Klantnr;Naam;Geboortedatum;Telefoon;Email\nV-9;Tesfay, Noor;31-05-1990;06-41558228;n@example.org\n"
    batch = staged(world.referrer, at=NOW, round=world.round, content=content)
    judge_row(actor=gert, batch=batch, number=2, same=True)
    apply_batch(actor=gert, batch=batch, at=NOW)
    known.contact.refresh_from_db()
    assert (known.contact.phone, known.contact.email) == ("+31611111111", "n@example.org")


def test_another_person_is_a_new_file(world, gert, as_system):
    world.put_forward(as_system, "Noor")
    set_contact(actor=as_system, person_id=world.people[0].pk, birth_date=date(1990, 5, 31))
    content = "Klantnr;Naam;Geboortedatum;Telefoon\nV-9;Tesfay, Noor;31-05-1990;06-41558228\n"
    batch = staged(world.referrer, at=NOW, round=world.round, content=content)
    judge_row(actor=gert, batch=batch, number=2, same=False)
    apply_batch(actor=gert, batch=batch, at=NOW)
    assert Person.objects.filter(given_name="Noor").count() == 2


def test_undo_refuses_with_the_names_of_what_was_built_on_it(world, gert, as_system):
    batch = apply_batch(actor=gert, batch=staged(world.referrer, at=NOW, round=world.round), at=NOW)
    person = Person.objects.get()
    set_contact(actor=as_system, person_id=person.pk, phone="+31612345678")
    before = everything(*TABLES)
    with pytest.raises(ImportsError, match="built_on_since") as refusal:
        undo_batch(actor=gert, batch=batch, at=NOW)
    assert refusal.value.params == {"number": 1, "names": "Fatma de Vries (person contact)"}
    assert everything(*TABLES) == before


def test_undo_refuses_when_something_new_hangs_on_a_new_person(world, gert, as_system):
    batch = apply_batch(actor=gert, batch=staged(world.referrer, at=NOW, round=world.round), at=NOW)
    person = Person.objects.get()
    ExternalReference.objects.create(person=person, organisation=world.school.organisation, reference="LC-1")
    with pytest.raises(ImportsError, match="built_on_since") as refusal:
        undo_batch(actor=gert, batch=batch, at=NOW)
    assert refusal.value.params == {"number": 1, "names": "Fatma de Vries (external reference)"}


def test_citizen_numbers_stand_nowhere_in_the_clear(world, gert):
    number = "999990019"
    content = f"Klantnr;Naam;Geboortedatum;BSN;Telefoon\nV-1;Vries, Fatma de;31-05-1990;{number};06-41558228\n"
    world.referrer.organisation.identity_number_ground = "Participatiewet art. 7"
    world.referrer.organisation.save()
    batch = staged(world.referrer, at=NOW, round=world.round, content=content)
    correct_row(actor=gert, batch=batch, number=2, corrections={"BSN": number})
    kept = json.dumps(
        [
            list(Batch.objects.values_list("reading", "mapping")),
            list(Row.objects.values_list("values", "corrections", "problems")),
        ]
    )
    assert number not in kept
    assert number.encode() not in bytes(Batch.objects.get().sealed)
    batch.refresh_from_db()
    code = [p["code"] for p in batch.rows.get().problems]
    assert code in ([], ["identifier_check"])


def test_partner_without_ground_delivers_no_citizen_numbers(world, gert):
    content = "Klantnr;Naam;Geboortedatum;BSN;Telefoon\nV-1;Vries, Fatma de;31-05-1990;123456782;06-41558228\n"
    batch = staged(world.referrer, at=NOW, round=world.round, content=content)
    assert [p["code"] for p in batch.reading["problems"]] == ["column_refused_identity"]
    apply_batch(actor=gert, batch=batch, at=NOW)
    assert PersonIdentity.objects.count() == 0


def test_mapping_is_corrected_and_remembered(world, gert):
    content = "Klantnr;Naam;Geboortedatum;Bereik\nV-1;Vries, Fatma de;31-05-1990;bellen\n"
    batch = staged(world.referrer, at=NOW, round=world.round, content=content)
    fields = {column["header"]: column["field"] for column in batch.reading["columns"]} | {"Bereik": "wish"}
    change_mapping(actor=gert, batch=batch, fields=fields, marks={}, remember=True, at=NOW)
    assert SavedMapping.objects.get().mapping["fields"]["Bereik"] == "wish"
    again = staged(world.referrer, at=NOW, round=world.round, content=content)
    assert [c["field"] for c in again.reading["columns"]] == ["reference", "full_name", "birth_date", "wish"]


@pytest.mark.parametrize(
    ("fields", "marks", "strange"),
    [({"Bereik": "nonsense", "Naam": "full_name"}, {}, "nonsense"), ({"Naam": "full_name"}, {"A": "there"}, "there")],
)
def test_a_meaning_that_does_not_exist_is_refused_by_name(world, gert, fields, marks, strange):
    batch = staged(world.referrer, at=NOW, round=world.round)
    with pytest.raises(ImportsError) as refused:
        change_mapping(actor=gert, batch=batch, fields=fields, marks=marks, remember=False, at=NOW)
    assert (refused.value.code, refused.value.params) == ("field_not_known", {"field": strange})
    assert SavedMapping.objects.count() == 0


def test_excluded_row_is_not_written_and_may_come_back(world, gert):
    batch = staged(world.referrer, at=NOW, round=world.round)
    exclude_row(actor=gert, batch=batch, number=2)
    with pytest.raises(ImportsError, match="nothing_to_apply"):
        apply_batch(actor=gert, batch=batch, at=NOW)
    exclude_row(actor=gert, batch=batch, number=2, excluded=False)
    apply_batch(actor=gert, batch=batch, at=NOW)
    assert Person.objects.get().full_name == "Fatma de Vries"


def test_discarded_delivery_leaves_no_file_and_no_rows(world, gert):
    batch = discard_batch(actor=gert, batch=staged(world.referrer, at=NOW), at=NOW)
    assert (batch.state, batch.sealed, Row.objects.count()) == (Batch.State.DISCARDED, None, 0)
    with pytest.raises(ImportsError, match="not_in_this_state"):
        apply_batch(actor=gert, batch=batch, at=NOW)


@pytest.mark.parametrize("role", [Role.JOB_COACH, Role.PRIVACY_OFFICER, Role.ACCOUNT_MANAGER])
def test_other_roles_bring_in_nobody(world, role):
    member = MembershipFactory(organisation=world.referrer.organisation, role=role)
    with pytest.raises(ImportsError, match="may_not_import"):
        staged(member, at=NOW, round=world.round)


def test_programme_manager_brings_in_for_a_referrer_of_the_round(world):
    batch = staged(world.manager, at=NOW, round=world.round, partner=world.referrer.organisation)
    apply_batch(actor=actor_of(world.manager, at=NOW), batch=batch, at=NOW)
    relation = PersonRelation.objects.get(source=f"import:{batch.pk}")
    assert (relation.organisation, relation.role, relation.member) == (world.referrer.organisation, "caseworker", None)
    assert Nomination.objects.get().referrer == world.referrer.organisation


def test_another_organisation_sees_nothing_of_a_delivery(world):
    staged(world.referrer, at=NOW, round=world.round)
    with scope(actor_of(world.other_referrer, at=NOW), nested=True):
        assert (Batch.objects.count(), Row.objects.count()) == (0, 0)
    with scope(actor_of(world.referrer, at=NOW), nested=True):
        assert (Batch.objects.count(), Row.objects.count()) == (1, 3)


def test_applied_under_the_members_own_database_scope(world, gert, check_constraints):
    """The whole way with only what row-level security gives this member."""
    with scope(gert, nested=True):
        batch = staged(world.referrer, at=NOW, round=world.round)
        apply_batch(actor=gert, batch=batch, at=NOW)
        assert Person.objects.count() == 1
        undo_batch(actor=gert, batch=batch, at=NOW)
        check_constraints()
        assert Person.objects.count() == 0


def test_ugly_workbook(world, gert):
    book = Workbook()
    sheet = book.active
    for row in (
        ["Aanmeldingen ronde 9", None, None, None], [], ["Dossier nr.", "Kandidaat", "Geb. dat.", "Mobiel"],
        ["W-1", "Vries, F. de", date(1990, 5, 31), "06-41558228"], ["W-2", "Samira el Amrani", "31/02/1985", 641558229],
        ["W-1", "Bos, J.", "12-3-1991", "06-41558231"], ["Totaal", 3, None, None],
    ):  # fmt: skip
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    batch = staged(world.referrer, at=NOW, round=world.round, content=stream.getvalue())
    assert problems(batch) == [(5, "Geb. dat.", "invalid_date"), (6, "Dossier nr.", "same_reference")]
    correct_row(actor=gert, batch=batch, number=5, corrections={"Geb. dat.": "28-02-1985"})
    correct_row(actor=gert, batch=batch, number=6, corrections={"Dossier nr.": "W-3"})
    assert apply_batch(actor=gert, batch=batch, at=NOW).reading["accepted"] == 3
    assert set(ExternalReference.objects.values_list("reference", flat=True)) == {"W-1", "W-2", "W-3"}


PLACES = """Werkgever;KvK;Vestiging;Postcode;Functie;Aantal;Dagen;Uren;Start;Eisen;Contactpersoon;Telefoon;Erkend
Zorghuis De Linde;12345678;Lindehof;;helpende zorg en welzijn;2;ma/wo/vr;24;1-2-2027;VOG, B1;Anna Bos;0475-123456;ja
"""


def test_places_become_employer_site_contact_and_place(world):
    batch = staged(world.accounts, at=NOW, kind="places", content=PLACES, round=world.round)
    actor = actor_of(world.accounts, at=NOW)
    from doorstroom.accounts.models import Organisation
    from doorstroom.demand.models import Place, PlaceRequirement, PlaceTask
    from doorstroom.partners.models import Contact, Site

    tables = (Organisation, Site, Contact, Place, PlaceTask, PlaceRequirement)
    before = everything(*tables)
    assert batch.reading["accepted"] == 1, batch.reading
    apply_batch(actor=actor, batch=batch, at=NOW)
    place = Place.objects.get()
    assert (place.site.organisation.name, place.site.name, place.contact.name, place.number) == (
        "Zorghuis De Linde", "Lindehof", "Anna Bos", 2
    )  # fmt: skip
    assert (place.occupation, place.concept.code, place.weekdays, place.starts_from) == (
        "helpende zorg en welzijn", "care-assistant", [0, 2, 4], date(2027, 2, 1)
    )  # fmt: skip
    assert set(place.requirements.values_list("kind", "value")) == {("conduct_certificate", "VOG"), ("language", "B1")}
    again = staged(world.accounts, at=NOW, kind="places", content=PLACES, round=world.round)
    assert problems(again) == [(2, "", "same_place")]
    undo_batch(actor=actor, batch=batch, at=NOW)
    assert everything(*tables) == before


def test_trace_follows_references_backwards(world, as_system):
    world.put_forward(as_system, "Noor")
    labels = {label for label, _ in trace({Person: [world.people[0].pk]})}
    assert {"participants.Person", "participants.PersonRelation", "rounds.Nomination"} <= labels
    assert "accounts.Organisation" not in labels


def test_file_that_cannot_be_read_is_not_kept(world, gert):
    with pytest.raises(Exception, match="file_empty"):
        stage_file(actor=gert, kind="participants", partner=world.referrer.organisation, round=None, content=b" ",
                   file_name="leeg.csv", at=NOW)  # fmt: skip
    assert Batch.objects.count() == 0
    assert PEOPLE.count("\n") == 4
