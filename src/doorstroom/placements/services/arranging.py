"""From a proposal to a workplace, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.demand.models import Place
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.kernel.transitions import Attempt, decide
from doorstroom.participants.access import may_see
from doorstroom.participants.services import close_relations
from doorstroom.partners.models import Contact, Site
from doorstroom.placements.access import may_arrange, may_guide, visible_placements
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.domain.moves import BEFORE_START, MOVES
from doorstroom.placements.models import Placement
from doorstroom.placements.services.recording import (
    NewPlacement,
    check_contract,
    open_employer_relations,
    refuse_clash,
    source_of,
)
from doorstroom.placements.services.stations import free_stations
from doorstroom.trajectories.models import Initiator


@transaction.atomic
def propose_placement(
    *,
    actor: Actor,
    person_id: UUID,
    kind: Placement.Kind | str,
    starts_on: date,
    place: Place | None = None,
    site: Site | None = None,
    ends_on: date | None = None,
    trajectory_id: int | None = None,
    trainer: Contact | None = None,
    weekdays: Sequence[int] = (),
    hours_per_week: Decimal | None = None,
) -> Placement:
    """Propose a person for a place; what is not given is taken from the place. Shows the person to nobody."""
    if not may_arrange(actor):
        raise PlacementError("may_not_arrange")
    if not may_see(actor, person_id, Category.PLACEMENT):
        raise PlacementError("not_visible")
    where = site or (place.site if place else None)
    if where is None:
        raise PlacementError("site_missing")
    check_contract(
        NewPlacement(person_id=person_id, kind=Placement.Kind.TRIAL, site=where, starts_on=starts_on, ends_on=ends_on)
    )
    placement = Placement.objects.create(
        person_id=person_id, trajectory_id=trajectory_id, place=place, site=where, kind=kind,
        trainer=trainer or (place.contact if place else None), starts_on=starts_on, ends_on=ends_on,
        weekdays=sorted(set(weekdays or (place.weekdays if place else ()))),
        hours_per_week=hours_per_week or (place.hours_per_week if place else None),
        occupation=place.occupation if place else "",
    )  # fmt: skip
    log(actor, Logged("create", "placement", placement.pk, person_id, [kind]))
    return placement


@transaction.atomic
def introduce_placement(*, actor: Actor, placement: Placement, on: date) -> Placement:
    """Record that the person and the employer met."""
    locked = _moved(actor, placement, "introduce", on)
    locked.introduced_on = on
    return _saved(actor, locked, "introduced_on")


@transaction.atomic
def agree_placement(*, actor: Actor, placement: Placement, side: Placement.Side | str, on: date) -> Placement:
    """Record the yes of one side; with both it is agreed. The first yes of a side stands."""
    before = placement.state
    locked = _moved(actor, placement, "agree", on)
    field = f"{Placement.Side(side).value}_agreed_on"
    setattr(locked, field, getattr(locked, field) or on)
    if not (locked.person_agreed_on and locked.employer_agreed_on):
        locked.state = before
    return _saved(actor, locked, field)


@transaction.atomic
def say_yes_as_guide(*, actor: Actor, placement: Placement, on: date) -> Placement:
    """Record the yes of who guides the participant: without it no placement starts. The first yes stands."""
    if not may_guide(actor):
        raise PlacementError("may_not_guide")
    locked = _locked(actor, placement)
    if locked.state not in BEFORE_START:
        raise PlacementError("guide_yes_not_possible", state=locked.get_state_display())
    locked.guide_agreed_on = locked.guide_agreed_on or on
    return _saved(actor, locked, "guide_agreed_on")


@transaction.atomic
def activate_placement(*, actor: Actor, placement: Placement, on: date) -> Placement:
    """Start the agreed placement: the employer may see the person from now on, by first name on its page."""
    locked = _moved(actor, placement, "activate", on)
    if locked.ends_on and locked.ends_on < on:
        raise PlacementError("already_over", ends_on=locked.ends_on)
    if locked.guide_agreed_on is None:
        raise PlacementError("guide_yes_missing")
    refuse_clash(locked)
    _saved(actor, locked)
    open_employer_relations(actor=actor, placements=[locked], on=on)
    emit(Event("placement_activated", actor, {"placement": locked}))
    return locked


@transaction.atomic
def end_placement(
    *, actor: Actor, placement: Placement, because: str, by: Initiator | str, last_day: date, on: date
) -> Placement:
    """End or break off: the last day, who wanted it and why. The employer's relation closes today."""
    if not placement.starts_on <= last_day <= on:
        raise PlacementError("last_day_not_in_term", starts_on=placement.starts_on, today=on)
    return _stopped(actor, placement, "end", because, by, last_day, on)


@transaction.atomic
def cancel_placement(*, actor: Actor, placement: Placement, because: str, by: Initiator | str, on: date) -> Placement:
    """Withdraw a placement that has not started."""
    return _stopped(actor, placement, "cancel", because, by, on, on)


def _stopped(
    actor: Actor, placement: Placement, move: str, because: str, by: Initiator | str, last_day: date, on: date
) -> Placement:
    locked = _moved(actor, placement, move, on, reason=because)
    locked.ended_on, locked.ended_because, locked.ended_by = last_day, because.strip(), Initiator(by)
    _saved(actor, locked, "ended_on", "ended_because", "ended_by")
    free_stations(placement=locked, after=last_day + timedelta(days=1) if move == "end" else locked.starts_on)
    close_relations(actor=actor, source=source_of(locked), on=on, person_id=locked.person_id)
    emit(Event(f"placement_{locked.state}", actor, {"placement": locked}))
    return locked


def _moved(actor: Actor, placement: Placement, move: str, on: date, reason: str = "") -> Placement:
    """The placement, locked and in its new state, not saved yet."""
    if not may_arrange(actor):
        raise PlacementError("may_not_arrange")
    locked = _locked(actor, placement)
    decision = decide(MOVES, move, locked.state, Attempt(on=on, role=actor.role, reason=reason))
    if not decision.allowed:
        first = decision.reasons[0]
        code = "reason_missing" if first.code == "reason_needed" else f"{move}_not_possible"
        raise PlacementError(code, reasons=decision.reasons, state=locked.get_state_display())
    assert decision.target is not None  # noqa: S101 every move of the table has one
    locked.state = decision.target
    return locked


def _locked(actor: Actor, placement: Placement) -> Placement:
    locked = visible_placements(actor).select_for_update(of=["self"]).filter(pk=placement.pk).first()
    if locked is None:
        raise PlacementError("not_visible")
    return locked


def _saved(actor: Actor, placement: Placement, *fields: str) -> Placement:
    placement.save(update_fields=["state", *fields])
    log(actor, Logged("change", "placement", placement.pk, placement.person_id, ["state", *fields]))
    return placement
