"""Placements that already stand: a job, an apprenticeship, or many at once from a partner's list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.participants.access import visible_people
from doorstroom.participants.services import RelationSpec, open_relations
from doorstroom.partners.models import Site
from doorstroom.placements.access import may_record
from doorstroom.placements.domain.bookings import Booking, clashes
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import Placement

BASIS = "Afspraak over de werkplek tussen deelnemer, werkgever en begeleider"
EMPLOYER_GUIDES = (Placement.Kind.WORK_EXPERIENCE, Placement.Kind.TRIAL, Placement.Kind.APPRENTICESHIP)


@dataclass(frozen=True)
class NewPlacement:
    """A placement that has begun, and perhaps ended. By `agreed_on` participant, employer and guide had said yes."""

    person_id: UUID
    kind: Placement.Kind | str
    site: Site
    starts_on: date
    ends_on: date | None = None
    trajectory_id: int | None = None
    place_id: int | None = None
    trainer_id: int | None = None
    weekdays: tuple[int, ...] = ()
    hours_per_week: Decimal | None = None
    contract: Placement.Contract | str = Placement.Contract.NONE
    occupation: str = ""
    in_target_sector: bool | None = None
    ended_on: date | None = None
    ended_because: str = ""
    ended_by: str = ""
    agreed_on: date | None = None


@transaction.atomic
def record_job(
    *,
    actor: Actor,
    person_id: UUID,
    site: Site,
    starts_on: date,
    contract: Placement.Contract | str,
    hours_per_week: Decimal | None,
    ends_on: date | None = None,
    in_target_sector: bool | None = None,
    occupation: str = "",
    trajectory_id: int | None = None,
    weekdays: tuple[int, ...] = (),
    on: date,
) -> Placement:
    """Record a job: permanent, with its end date, or with a contract that is not known yet."""
    job = NewPlacement(
        person_id=person_id, kind=Placement.Kind.JOB, site=site, starts_on=starts_on, ends_on=ends_on,
        contract=contract, hours_per_week=hours_per_week, in_target_sector=in_target_sector,
        occupation=occupation, trajectory_id=trajectory_id, weekdays=weekdays,
    )  # fmt: skip
    return record_placements(actor=actor, drafts=[job], on=on)[0]


@transaction.atomic
def record_apprenticeship(
    *,
    actor: Actor,
    person_id: UUID,
    site: Site,
    starts_on: date,
    hours_per_week: Decimal | None,
    contract: Placement.Contract | str = Placement.Contract.FIXED,
    ends_on: date | None = None,
    occupation: str = "",
    trajectory_id: int | None = None,
    trainer_id: int | None = None,
    weekdays: tuple[int, ...] = (),
    in_target_sector: bool | None = None,
    on: date,
) -> Placement:
    """Record an apprenticeship with an employment contract; the employer gets its relation."""
    apprenticeship = NewPlacement(
        person_id=person_id, kind=Placement.Kind.APPRENTICESHIP, site=site, starts_on=starts_on, ends_on=ends_on,
        contract=contract, hours_per_week=hours_per_week, occupation=occupation, trajectory_id=trajectory_id,
        trainer_id=trainer_id, weekdays=weekdays, in_target_sector=in_target_sector,
    )  # fmt: skip
    return record_placements(actor=actor, drafts=[apprenticeship], on=on)[0]


@transaction.atomic
def record_placements(*, actor: Actor, drafts: Iterable[NewPlacement], on: date) -> list[Placement]:
    """Record placements that have begun, many at once: all of them or none."""
    given = list(drafts)
    _authorise(actor, {draft.person_id for draft in given})
    for draft in given:
        check_contract(draft)
    _check_weekdays(given)
    made = Placement.objects.bulk_create((_row(draft) for draft in given), batch_size=500)
    open_employer_relations(actor=actor, placements=[p for p in made if p.state == Placement.State.ACTIVE], on=on)
    log_many(actor, (Logged("create", "placement", p.pk, p.person_id, [p.kind]) for p in made))
    emit(Event("placements_recorded", actor, {"placements": made}))
    return made


def check_contract(draft: NewPlacement) -> None:
    """What can be said about the contract before the database is asked."""
    if draft.ends_on and draft.ends_on < draft.starts_on:
        raise PlacementError("ends_before_start", starts_on=draft.starts_on, ends_on=draft.ends_on)
    if draft.contract == Placement.Contract.PERMANENT and draft.ends_on:
        raise PlacementError("permanent_has_no_end", ends_on=draft.ends_on)
    undated = draft.contract not in (Placement.Contract.PERMANENT, Placement.Contract.UNKNOWN) and not draft.ends_on
    if draft.kind == Placement.Kind.JOB and undated:
        raise PlacementError("end_date_missing")
    if draft.agreed_on and draft.agreed_on > draft.starts_on:
        raise PlacementError("agreed_after_start", agreed_on=draft.agreed_on, starts_on=draft.starts_on)
    if draft.ended_on and not draft.ended_because.strip():
        raise PlacementError("reason_missing")


def refuse_clash(placement: Placement) -> None:
    """Stop when another active placement of the person claims one of these weekdays. Locks those placements."""
    standing = Placement.objects.select_for_update().filter(person_id=placement.person_id, state="active")
    found = clashes(booking(placement), [booking(other) for other in standing if other.pk != placement.pk])
    if found:
        raise PlacementError("weekday_taken", weekdays=found[0].weekdays, placement=found[0].placement)


def booking(placement: Placement) -> Booking:
    return Booking(placement.pk, placement.starts_on, placement.ends_on, frozenset(placement.weekdays))


def open_employer_relations(*, actor: Actor, placements: Iterable[Placement], on: date) -> None:
    """Let the employers of these active placements see whom they guide, from their first day or today."""
    by_day: dict[date, list[tuple[UUID, RelationSpec]]] = {}
    for placement in placements:
        if placement.kind in EMPLOYER_GUIDES:
            spec = RelationSpec(
                organisation_id=placement.site.organisation_id, role=Role.EMPLOYER, purpose=Purpose.PLACEMENT,
                basis=BASIS, source=source_of(placement),
            )  # fmt: skip
            by_day.setdefault(min(on, placement.starts_on), []).append((placement.person_id, spec))
    for day, opened in by_day.items():
        open_relations(actor=actor, opened=opened, on=day)


def source_of(placement: Placement) -> str:
    return f"placement:{placement.pk}"


def _authorise(actor: Actor, people: set[UUID]) -> None:
    if not may_record(actor):
        raise PlacementError("may_not_record")
    seen = visible_people(actor, Category.PLACEMENT).filter(pk__in=people).count()
    if seen != len(people):
        raise PlacementError("not_visible")


def _check_weekdays(given: list[NewPlacement]) -> None:
    """As `refuse_clash`, in one query for many, also among themselves."""
    active = [draft for draft in given if not draft.ended_on]
    people = {draft.person_id for draft in active}
    standing: dict[UUID, list[Booking]] = {}
    for other in Placement.objects.select_for_update().filter(person_id__in=people, state="active"):
        standing.setdefault(other.person_id, []).append(booking(other))
    for draft in active:
        wanted = Booking(None, draft.starts_on, draft.ends_on, frozenset(draft.weekdays))
        others = standing.setdefault(draft.person_id, [])
        if found := clashes(wanted, others):
            raise PlacementError("weekday_taken", weekdays=found[0].weekdays, placement=found[0].placement)
        others.append(wanted)


def _row(draft: NewPlacement) -> Placement:
    return Placement(
        person_id=draft.person_id, trajectory_id=draft.trajectory_id, place_id=draft.place_id, site=draft.site,
        trainer_id=draft.trainer_id, kind=draft.kind, starts_on=draft.starts_on, ends_on=draft.ends_on,
        state=Placement.State.ENDED if draft.ended_on else Placement.State.ACTIVE,
        ended_on=draft.ended_on, ended_because=draft.ended_because, ended_by=draft.ended_by,
        weekdays=sorted(set(draft.weekdays)), hours_per_week=draft.hours_per_week, contract=draft.contract,
        occupation=draft.occupation, in_target_sector=draft.in_target_sector,
        person_agreed_on=draft.agreed_on, employer_agreed_on=draft.agreed_on, guide_agreed_on=draft.agreed_on,
    )  # fmt: skip
