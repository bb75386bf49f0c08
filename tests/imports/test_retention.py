"""The rows of a delivered file go after two years, applied or not; that there was a delivery stays."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from doorstroom.imports.models import Batch, Row, Written
from doorstroom.imports.privacy import batches_past_term, let_go_of_batches
from doorstroom.wiring import RETENTION
from factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db


def at(day):
    return datetime(2024, 11, day, 23, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def batch(as_system):
    organisation = MembershipFactory().organisation
    batch = Batch.objects.create(
        kind="participants", partner=organisation, organisation=organisation, file_name="lijst.csv", sha256="ab",
        sealed=b"file", mapping={"Naam": "name"}, created_at=at(20),
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


def test_the_nightly_run_knows_it():
    assert batches_past_term in {each.due for each in RETENTION}
