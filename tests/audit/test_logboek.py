"""The log in the form of Logboek dataverwerkingen: one span a person, nobody of the staff in it."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from doorstroom.audit.domain.logboek import Processing, span
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope

KEY = UUID(int=7)
READ = Processing(12, "read", "person", "guidance", "done", datetime(2026, 11, 23, 9, 0, tzinfo=UTC), KEY)


def test_a_read_of_a_person_as_a_span():
    found = span(READ, register="https://example.org/register/", service="doorstroom")
    assert found["attributes"] == {
        "dpl.core.processing_activity_id": "https://example.org/register/guidance",
        "dpl.core.data_subject_id": str(KEY),
        "dpl.core.data_subject_id_type": "doorstroom-log-key",
    }
    assert (found["name"], found["status"], found["startTime"]) == ("read person", "Ok", 1795424400000)
    assert (len(found["traceId"]), len(found["spanId"])) == (32, 16)


def test_the_export_holds_the_period_and_nobody_of_the_staff(committed, system, tmp_path):
    person = uuid4()
    with transaction.atomic(), scope(system):
        log(system, Logged("read", "person", person, person, ["name"], "guidance", result="refused"))
    today = timezone.now().date()
    out = tmp_path / "log.jsonl"
    call_command("audit_export", start=str(today), end=str(today + timedelta(days=2)), out=str(out))
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert rows[-1]["status"] == "Error"
    assert str(person) not in out.read_text()
    assert all(set(row) == {"traceId", "spanId", "status", "name", "startTime", "endTime", "resource", "attributes"}
               for row in rows)  # fmt: skip


def test_a_period_that_ends_before_it_starts_is_refused(tmp_path):
    with pytest.raises(CommandError, match="must lie after"):
        call_command("audit_export", start="2026-11-23", end="2026-11-23", out=str(tmp_path / "x"))
