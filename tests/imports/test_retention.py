"""The rows of a delivered file go after two years, applied or not; that there was a delivery stays."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from doorstroom.audit.models import Entry
from doorstroom.imports.models import Batch, Row, Written
from doorstroom.imports.privacy import batches_past_term, let_go_of_batches, let_go_of_traces
from doorstroom.participants.models import ExternalReference
from doorstroom.wiring import RETENTION
from factories.accounts import MembershipFactory
from factories.participants import person_of

pytestmark = pytest.mark.django_db


def at(day):
    return datetime(2024, 11, day, 23, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def batch(as_system):
    organisation = MembershipFactory().organisation
    batch = Batch.objects.create(
        kind="participants", partner=organisation, organisation=organisation, file_name="lijst.csv", sha256="ab",
        sealed=b"file", mapping={"Naam": "name"}, reading={"sheet": "1"}, created_at=at(20),
    )  # fmt: skip
    Row.objects.create(batch=batch, number=1, values={"name": "Abel"})
    Written.objects.create(batch=batch, model="participants.Person", object_id="1", position=1)
    return batch


def test_a_file_that_lies_waiting_is_kept_two_years_after_it_was_delivered(batch):
    assert list(batches_past_term(on=date(2026, 11, 19))) == []
    assert list(batches_past_term(on=date(2026, 11, 20))) == [batch]


def test_an_applied_file_is_kept_two_years_after_it_was_applied(batch):
    Batch.objects.update(state="applied", applied_at=at(23))
    assert list(batches_past_term(on=date(2026, 11, 22))) == []
    assert list(batches_past_term(on=date(2026, 11, 23))) == [batch]


def test_the_delivery_stays_without_a_name_and_is_let_go_once(batch, as_system):
    assert let_go_of_batches(actor=as_system, on=date(2026, 11, 20)) == 1
    assert (Row.objects.count(), Written.objects.count()) == (0, 0)
    left = Batch.objects.values_list("file_name", "sha256", "sealed", "mapping", "reading").get()
    assert left == ("lijst.csv", "ab", None, {}, {})
    assert let_go_of_batches(actor=as_system, on=date(2026, 11, 20)) == 0
    logged = Entry.objects.filter(action="delete").values_list("subject", "subject_id", "fields")
    assert list(logged) == [("batch", str(batch.pk), ["rows"])]


def test_rows_traces_and_the_sealed_file_are_each_reason_enough(batch):
    Batch.objects.update(sealed=None)
    Written.objects.all().delete()
    assert batches_past_term(on=date(2026, 11, 20)).count() == 1, "rows"
    Row.objects.all().delete()
    assert batches_past_term(on=date(2026, 11, 20)).count() == 0
    Written.objects.create(batch=batch, model="participants.Person", object_id="1", position=1)
    assert batches_past_term(on=date(2026, 11, 20)).count() == 1, "traces"
    Written.objects.all().delete()
    Batch.objects.update(sealed=b"file")
    assert batches_past_term(on=date(2026, 11, 20)).count() == 1, "the file"


def test_of_deliveries_goes_what_speaks_of_her_and_nothing_of_others(batch, as_system):
    """Her number at this partner, whom somebody took for her, and rows without a number where she was written."""
    member = MembershipFactory(organisation=batch.partner)
    abel, bea = (person_of(member, on=date(2024, 1, 1)) for _each in range(2))
    other = Batch.objects.create(
        kind="participants", partner=MembershipFactory().organisation, organisation=batch.organisation,
        file_name="b", sha256="cd", created_at=at(20),
    )  # fmt: skip
    for person, reference in ((abel, "K1"), (bea, "K2")):
        ExternalReference.objects.create(person=person, organisation=batch.partner, reference=reference)
    for where, number, more in (
        (batch, 2, {"reference": "K1"}), (batch, 3, {"reference": "K2"}), (batch, 4, {"reference": "K9"}),
        (other, 1, {"reference": "K1"}), (other, 2, {}), (other, 3, {"reference": "Q3", "same_as": abel.pk}),
    ):  # fmt: skip
        Row.objects.create(batch=where, number=number, **more)
    wrote = (
        (batch, "participants.Person", abel.pk), (other, "participants.Person", bea.pk),
        (batch, "trajectories.Note", 5), (batch, "trajectories.Note", 6), (batch, "trajectories.Task", 5),
    )  # fmt: skip
    for position, (where, model, key) in enumerate(wrote, 2):
        Written.objects.create(batch=where, model=model, object_id=str(key), position=position)
    for position, person in enumerate((abel, bea), 7):  # rows that a delivery took away
        Written.objects.create(
            batch=batch, model="participants.PersonOccupation", object_id=str(position), position=position,
            before={"person_id": str(person.pk)},
        )  # fmt: skip
    let_go_of_traces(people=[abel.pk], rows={"trajectories.Note": [5]})
    assert set(Row.objects.values_list("batch", "number")) == {
        (batch.pk, 3), (batch.pk, 4), (other.pk, 1), (other.pk, 2),
    }  # fmt: skip
    assert set(Written.objects.values_list("model", "object_id")) == {
        ("participants.Person", "1"), ("participants.Person", str(bea.pk)),
        ("trajectories.Note", "6"), ("trajectories.Task", "5"), ("participants.PersonOccupation", "8"),
    }  # fmt: skip


def test_the_nightly_run_knows_it():
    assert batches_past_term in {each.due for each in RETENTION}
