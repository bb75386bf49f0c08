"""A later delivery of five thousand people beside what stands here: read, judged and compared field by field.

A temporary database of the embedded server, filled by bulk. One in five people moved at the partner, one in ten got
another telephone here.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from openpyxl import Workbook

from bench.results import Result
from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Organisation, Role
from doorstroom.agreements.models import Purpose
from doorstroom.database.scope import scope
from doorstroom.database.testing import temporary_database
from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.services import stage_file
from doorstroom.kernel.actor import Actor
from doorstroom.participants.services import RelationSpec
from doorstroom.participants.services.bulk import NewPerson, bulk_register

ROWS, LETTERS = 5_000, "bcdfghjklmnprstvwxyz"
HEADERS = ["Klantnr", "Voornaam", "Achternaam", "Geboortedatum", "Postcode", "Woonplaats", "Telefoon", "E-mail"]


def measure() -> Iterator[Result]:
    actor = system_actor(at=settings.CLOCK.now(), purpose="bench")
    with temporary_database(), transaction.atomic(), scope(actor):
        partner = Organisation.objects.create(name="Partner", kind="municipality")
        _fill(actor, partner)
        content = _workbook()
        begun = time.process_time()
        accepted = check_file("participants", content, "first.xlsx", ImportContext(today=actor.on)).report.accepted
        yield Result(
            "imports, a workbook checked", round(time.process_time() - begun, 1), "CPU-s", 10,
            f"{ROWS:,} rows read and judged without a database, {accepted:,} of them accepted",
        )  # fmt: skip
        started = time.perf_counter()
        batch, _checked = stage_file(
            actor=replace(actor, organisation_id=partner.pk), kind="participants", partner=partner, round=None,
            content=content, file_name="later.xlsx", at=actor.at,
        )  # fmt: skip
        seconds = time.perf_counter() - started
        changed = sum(len(row.differences) for row in batch.rows.all())
    yield Result(
        "imports, a later delivery compared", round(seconds, 1), "s", 30,
        f"{ROWS:,} rows of a workbook read, judged, compared with people who are known and kept; "
        f"{changed:,} fields differ",
    )  # fmt: skip


def _person(number: int) -> tuple[str, str, date, str, str, str]:
    """Given and family name, date of birth, postcode, telephone and e-mail; no two people resemble each other."""
    given = "".join(LETTERS[number // 20**place % 20] + "a" for place in range(3)).title()
    family = "".join(LETTERS[number * 7919 // 20**place % 20] + "o" for place in range(4)).title()
    born = date(1960, 1, 1) + timedelta(days=number * 3 % 16_000)
    return given, family, born, f"{5500 + number % 400}AB", f"+316{41_000_000 + number}", f"p{number}@example.org"


def _fill(actor: Actor, partner: Organisation) -> None:
    relation = RelationSpec(
        organisation_id=partner.pk, role=Role.CASEWORKER, purpose=Purpose.GUIDANCE, basis="bench", source="bench:1"
    )
    people = []
    for number in range(ROWS):
        given, family, born, postcode, phone, email = _person(number)
        about = {"birth_date": born, "phone": phone if number % 10 else "+31600000000", "email": email,
                 "postcode": postcode, "place": "Heiwijk"}  # fmt: skip
        people.append(
            NewPerson(given, family, actor.on, relation, contact=about, references={partner.pk: f"K-{number}"})
        )
    bulk_register(actor=actor, people=people)


def _workbook() -> bytes:
    book = Workbook()
    book.active.append(HEADERS)
    for number in range(ROWS):
        given, family, born, postcode, phone, email = _person(number)
        place = "Lindervoort" if number % 5 == 0 else "Heiwijk"
        phone = f"0{phone[3:]}"
        book.active.append([f"K-{number}", given, family, f"{born:%d-%m-%Y}", postcode, place, phone, email])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
