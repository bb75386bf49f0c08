"""A later delivery of five thousand rows beside what stands here: read, judged and compared field by field.

A temporary database of the embedded server, filled by bulk. One in five people moved at the partner, one in ten got
another telephone here; places and days differ likewise.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from openpyxl import Workbook

from bench.results import Result
from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.agreements.models import Purpose
from doorstroom.database.scope import scope
from doorstroom.database.testing import temporary_database
from doorstroom.demand.models import Place, PlaceReference
from doorstroom.imports.domain.check import Kind, check_file
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.services import stage_file
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import planned_days
from doorstroom.participants.models import ExternalReference
from doorstroom.participants.services import RelationSpec
from doorstroom.participants.services.bulk import NewPerson, bulk_register
from doorstroom.partners.models import Site
from doorstroom.programmes.models import Programme
from doorstroom.programmes.services import load_model
from doorstroom.rounds.models import Round, RoundState
from doorstroom.trajectories.models import PhaseEpisode, Trajectory, TrajectoryState

ROWS, DAYS, LETTERS = 5_000, 20, "bcdfghjklmnprstvwxyz"
OFFERED = date(2026, 1, 5)
HEADERS = ["Klantnr", "Voornaam", "Achternaam", "Geboortedatum", "Postcode", "Woonplaats", "Telefoon", "E-mail"]


def measure() -> Iterator[Result]:
    actor = system_actor(at=settings.CLOCK.now(), purpose="bench")
    people = _workbook()
    begun = time.process_time()
    accepted = check_file("participants", people, "first.xlsx", ImportContext(today=actor.on)).report.accepted
    yield Result(
        "imports, a workbook checked", round(time.process_time() - begun, 1), "CPU-s", 10,
        f"{ROWS:,} rows read and judged without a database, {accepted:,} of them accepted",
    )  # fmt: skip
    with temporary_database(), transaction.atomic(), scope(actor):
        partner = Organisation.objects.create(name="Partner", kind="school")
        own = replace(actor, organisation_id=partner.pk)
        _fill(actor, partner)
        yield _compared(own, "a later delivery compared", "participants", people, "people who are known")
        _fill_places(partner)
        yield _compared(own, "later places compared", "places", _list_of_places(), "places that are known")
        group = _fill_days(actor, partner)
        days = f"{DAYS} days of {ROWS // DAYS} people"
        yield _compared(own, "later attendance compared", "attendance", _list_of_days(), days, group)
        transaction.set_rollback(True)


def _compared(
    actor: Actor, name: str, kind: Kind, content: bytes, with_what: str, group: Round | None = None
) -> Result:
    started = time.perf_counter()
    batch, _checked = stage_file(
        actor=actor, kind=kind, partner=Organisation.objects.get(pk=actor.organisation_id), round=group,
        content=content, file_name="later", at=actor.at,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    changed = sum(len(row.differences) for row in batch.rows.all())
    return Result(
        f"imports, {name}", round(seconds, 1), "s", 30,
        f"{ROWS:,} rows read, judged, compared with {with_what} and kept; {changed:,} fields differ",
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


def _fill_places(partner: Organisation) -> None:
    """Five places with each of a thousand employers; one in ten offers more here than the partner knows."""
    employers = Organisation.objects.bulk_create(
        Organisation(name=f"Firma {_person(number)[1]}", kind=OrganisationKind.EMPLOYER) for number in range(ROWS // 5)
    )
    sites = Site.objects.bulk_create(Site(organisation=each, name=each.name, place="Heiwijk") for each in employers)
    places = Place.objects.bulk_create(
        Place(
            site=sites[number // 5], occupation=f"werk {number}", number=1 if number % 10 else 9, offered_on=OFFERED,
            weekdays=[0, 2, 4], hours_per_week=24,
        )
        for number in range(ROWS)
    )  # fmt: skip
    PlaceReference.objects.bulk_create(
        PlaceReference(place=place, organisation=partner, reference=f"W-{number}")
        for number, place in enumerate(places)
    )


def _list_of_places() -> bytes:
    lines = ["Nummer;Werkgever;Plaats;Functie;Aantal;Dagen;Uren"]
    for number in range(ROWS):
        employer, days = f"Firma {_person(number // 5)[1]}", "ma/di" if number % 5 == 0 else "ma/wo/vr"
        lines.append(f"W-{number};{employer};Heiwijk;werk {number};1;{days};24")
    return "\n".join(lines).encode()


def _fill_days(actor: Actor, partner: Organisation) -> Round:
    """The first people of the register in a round, for whom some days are marked otherwise here."""
    programme = Programme.objects.create(name="Programma", receiving_desk=partner)
    text = (Path(settings.PACKAGE) / "demo" / "models" / "welthuis-v2.yaml").read_text()
    model = load_model(actor=actor, text=text, programme=programme, on=OFFERED)
    start = actor.on - timedelta(weeks=10, days=actor.on.weekday())
    group = Round.objects.create(
        programme=programme, model=model, name="ronde 1", starts_on=start, seats=ROWS // DAYS, state=RoundState.RUNNING
    )
    numbers = [f"K-{number}" for number in range(ROWS // DAYS)]
    known = ExternalReference.objects.filter(organisation=partner, reference__in=numbers)
    trajectories = Trajectory.objects.bulk_create(
        Trajectory(
            person_id=person, programme=programme, round=group, model=model, desk=partner,
            state=TrajectoryState.RUNNING, registered_on=start, intake_on=start, started_on=start,
        )
        for person in known.values_list("person_id", flat=True)
    )  # fmt: skip
    first = model.definition["phases"][0]["code"]
    PhaseEpisode.objects.bulk_create(PhaseEpisode(trajectory=t, phase=first, started_on=start) for t in trajectories)
    planned = planned_days(trajectories, start, actor.on)
    Attendance.objects.bulk_create(
        Attendance(
            trajectory=trajectory, person_id=trajectory.person_id, day=day.day, activity=day.activity,
            status="late", recorded_at=actor.at,
        )
        for trajectory in trajectories for day in planned[trajectory.pk][::10]
    )  # fmt: skip
    return group


def _list_of_days() -> bytes:
    monday = settings.CLOCK.now().date()
    monday -= timedelta(weeks=4, days=monday.weekday())
    lines = ["Studentnr;Naam;Datum;Status"]
    for number in range(ROWS // DAYS):
        given, family, *_ = _person(number)
        for day in range(DAYS):
            on = monday + timedelta(weeks=day // 5, days=day % 5)
            lines.append(f"K-{number};{family}, {given};{on:%d-%m-%Y};aanwezig")
    return "\n".join(lines).encode()
