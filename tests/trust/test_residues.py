"""After letting go nothing of a person is left anywhere: every table that can hold something of her is filled first."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.audit.services import Logged, log
from doorstroom.drafts.models import Submission
from doorstroom.imports.models import Batch, Row, Written
from doorstroom.matching.models import MatchAnswer
from doorstroom.notifications.models import Message
from doorstroom.oversight.models import ErasureNotice
from doorstroom.oversight.selectors.letting_go import hanging_on_a_person
from doorstroom.oversight.services import let_go_of_files
from doorstroom.participants.models import ExternalReference, Person
from doorstroom.wiring import RETENTION

pytestmark = pytest.mark.django_db
LONG_AGO, ON = date(2020, 1, 6), NOW.date()
NAMES = ("qabelmerk", "qnoormerk", "qselammerk")
# Columns whose value a constraint of the table asks for; everything else is filled by its kind.
ASKED = {
    "trajectories.Trajectory": {"state": "exited", "exited_on": LONG_AGO, "exit_reason": "work"},
    "oversight.FileRequest": {"outcome": "waiting"},
    "rounds.Nomination": {"source": "self"},
    "trajectories.HolderTerm": {"ended_at": NOW},
    "learning.Appointment": {"minutes": 60},
    "monitoring.EsfEntry": {"birth_date": date(1990, 5, 1)},
    "stories.Story": {"until": ON, "places": ["public"]},
}
numbers = count(1)


def plain(field: models.Field):
    """A value of the right kind that says nothing of anybody."""
    kinds = (
        (models.BooleanField, False),
        (models.DateTimeField, datetime.combine(LONG_AGO, time(9), UTC)),
        (models.DateField, LONG_AGO),
        (models.TimeField, time(9)),
        (models.DecimalField, Decimal(1)),
        (models.FloatField, 1.0),
    )
    if isinstance(field, models.IntegerField):
        return next(numbers) if field.unique or field.name in {"number", "version", "position"} else 1
    return next(value for kind, value in kinds if isinstance(field, kind))


def filled(field: models.Field, mark: str):
    """A value that holds the mark where the column can hold words."""
    if field.choices:
        return next(key for key, _label in field.flatchoices if key != "")
    if isinstance(field, models.EmailField):
        return f"{mark}@voorbeeld.example"
    if isinstance(field, models.CharField | models.TextField):
        return mark if (field.max_length or 99) >= len(mark) else mark[: field.max_length]
    if isinstance(field, models.JSONField):
        return {"x": mark}
    if isinstance(field, ArrayField):
        text = isinstance(field.base_field, models.CharField) and not field.base_field.choices
        return [mark[: field.base_field.max_length]] if text else []
    if isinstance(field, models.BinaryField):
        return mark.encode()
    return uuid4() if isinstance(field, models.UUIDField) else plain(field)


def made(model: type[models.Model], mark: str, own: dict) -> models.Model:
    """A row of this table; `own` holds the rows of the same person by table."""
    values = {}
    for field in model._meta.local_fields:
        if isinstance(field, models.AutoField) or (field.null and not own):
            continue
        if isinstance(field, models.ForeignKey):
            related = field.related_model
            if related in own:
                values[field.attname] = own[related].pk
            elif not field.null:
                values[field.attname] = anything(related).pk
        else:
            values[field.name] = filled(field, mark)
    values |= ASKED.get(model._meta.label, {})
    pair = [f.attname for f in model._meta.local_fields if f.related_model is Person]
    if len(pair) == 2 and Person in own:
        values |= dict(zip(pair, sorted((own[Person].pk, neighbour().pk)), strict=True))
    return model._default_manager.bulk_create([model(**values)])[0]


def attempted(model: type[models.Model], mark: str, own: dict) -> models.Model | None:
    try:
        with transaction.atomic():
            return made(model, mark, own)
    except DatabaseError:
        return None


def neighbour() -> Person:
    return Person.objects.create(given_name="Bo", sort_name="bo", search_name="bo", registered_on=date(2099, 1, 1))


def anything(model: type[models.Model]) -> models.Model:
    """Some row of a table that is about nobody."""
    return model._default_manager.first() or made(model, f"niets{next(numbers)}", {})


def parents_first() -> list[type[models.Model]]:
    waiting = list(dict.fromkeys(each.model for each in hanging_on_a_person()))
    order: list[type[models.Model]] = []
    while ready := [model for model in waiting if not needs(model) & set(waiting)]:
        order += ready
        waiting = [model for model in waiting if model not in ready]
    return order


def needs(model: type[models.Model]) -> set:
    return {f.related_model for f in model._meta.local_fields if isinstance(f, models.ForeignKey)} - {model}


def somebody(mark: str, actor) -> Person:
    """A person with a row in every table that hangs on her, in a delivery, in mail, in the log, behind a button."""
    person = Person.objects.create(
        given_name=mark, family_name=mark, sort_name=mark, search_name=mark, registered_on=LONG_AGO
    )
    own: dict = {Person: person}
    for model in parents_first():
        if model is not ErasureNotice and (row := attempted(model, mark, own)):
            own[model] = row
    batch = made(Batch, f"niets{next(numbers)}", {})
    organisation = own[ExternalReference].organisation_id
    Batch.objects.filter(pk=batch.pk).update(sealed=None, partner=organisation, applied_at=NOW, created_at=NOW)
    Row.objects.create(batch=batch, number=1, reference=mark, values={"Naam": mark})
    Row.objects.create(batch=batch, number=2, values={"Naam": mark}, same_as=person.pk)
    for label, key in (("participants.Person", person.pk), ("participants.PersonContact", own_pk(own))):
        Written.objects.create(batch=batch, model=label, object_id=str(key), before={"x": mark}, position=1)
    Message.objects.create(to_email=f"{mark}@voorbeeld.example", template="oversight:own_file_goes", created_at=NOW)
    Submission.objects.create(fingerprint=mark[::-1], led_to=f"/deelnemers/{person.pk}/", made_at=NOW)
    MatchAnswer.objects.create(
        direction="places", subject=str(person.pk), people=[person.pk], answered_on=ON, rule_version="x",
        inputs=mark.encode(), inputs_digest="x", answer_digest=mark[::-1], counts={},
    )  # fmt: skip
    log(actor, Logged("read", "person", person.pk, person.pk, ["core"]))
    return person


def own_pk(own: dict):
    return own[apps.get_model("participants.PersonContact")].pk


def left_of(mark: str, person: UUID) -> list[str]:
    """Tables with a row in which the name, the number or an address of this person stands, read as text or as bytes."""
    sought = "|".join((mark, mark.encode().hex(), str(person)))
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM {t} WHERE {t}::text ~ %s)" for t in tables),
            [sought] * len(tables),
        )
        return sorted(row[0] for row in cursor.fetchall())


@pytest.fixture
def people(as_system):
    return {mark: somebody(mark, as_system).pk for mark in NAMES}


def test_the_net_has_something_in_nearly_every_table(people, record_property):
    """A net with holes would prove nothing. A table whose constraints the filler does not meet stays empty."""
    tables = {each.model._meta.db_table for each in hanging_on_a_person() if says_something(each.model)}
    elsewhere = {"audit_personkey", "imports_row", "imports_written", "notifications_message", "drafts_submission"}
    for mark, person in people.items():
        found = set(left_of(mark, person))
        assert elsewhere | {"participants_person", "matching_matchanswer", "trajectories_note"} <= found
        record_property("tables with a trace", len(found))
        assert len(tables & found) >= 0.9 * len(tables), sorted(tables - found)


def says_something(model: type[models.Model]) -> bool:
    """Does a row name the person itself, or hold words long enough for the mark?"""
    words = (models.TextField, models.CharField, models.JSONField, models.BinaryField)
    held = [f for f in model._meta.local_fields if isinstance(f, words) and not f.choices]
    names_her = any(f.related_model is Person for f in model._meta.local_fields)
    return names_her or any((f.max_length or 99) >= 10 for f in held)


@given(gone=st.sets(st.sampled_from(NAMES), min_size=1))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_left_of_whoever_is_let_go_and_everything_of_the_others(people, as_system, gone):
    with transaction.atomic():
        stays = [people[mark] for mark in NAMES if mark not in gone]
        Person.objects.filter(pk__in=stays).update(registered_on=ON)
        apps.get_model("trajectories.Trajectory").objects.filter(person__in=stays).update(exited_on=ON)
        before = {mark: left_of(mark, people[mark]) for mark in NAMES if mark not in gone}
        assert let_go_of_files(actor=as_system, on=ON) == 0
        rules = [rule for rule in RETENTION if rule.kind in {"file", "match_answer"}]
        let_go = {rule.kind: rule.let_go(actor=as_system, on=ON + timedelta(days=30)) for rule in rules}
        assert (let_go["file"], let_go["match_answer"]) == (len(gone), len(gone))
        assert [left_of(mark, people[mark]) for mark in sorted(gone)] == [[]] * len(gone)
        assert {mark: left_of(mark, people[mark]) for mark in before} == before
        transaction.set_rollback(True)
