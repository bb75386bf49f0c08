"""Days before which a subsidy, a job coach or a grant is asked for, accounted for or renewed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.placements.access import may_record, visible_placements
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import InstrumentTerm, Placement

SUBJECT, FIELDS = "instrument_term", ["kind", "act", "due_on", "how"]


@transaction.atomic
def note_instrument_term(
    *, actor: Actor, placement: Placement, kind: InstrumentTerm.Kind | str, act: InstrumentTerm.Act | str,
    due_on: date, how: str = "",
) -> InstrumentTerm:  # fmt: skip
    """Write down before which day it must be done; the same day twice is one. It may be over: then it is late."""
    locked = _locked(actor, placement)
    if due_on < locked.starts_on:
        raise PlacementError("term_before_start", due_on=due_on, starts_on=locked.starts_on)
    row, created = InstrumentTerm.objects.get_or_create(
        placement=locked, kind=kind, act=act, due_on=due_on,
        defaults={"person_id": locked.person_id, "how": how.strip()},
    )  # fmt: skip
    if created:
        log(actor, Logged("create", SUBJECT, row.pk, row.person_id, FIELDS))
    return row


@transaction.atomic
def settle_instrument_term(
    *, actor: Actor, term: InstrumentTerm, next_due_on: date | None = None, on: date
) -> InstrumentTerm:
    """It was done today. With a next day the same is asked again then; doing it twice changes nothing."""
    placement = _locked(actor, term.placement)
    row = InstrumentTerm.objects.get(pk=term.pk)
    if row.done_on is not None:
        return row
    if next_due_on is not None and next_due_on <= row.due_on:
        raise PlacementError("next_term_not_later", due_on=row.due_on)
    row.done_on = on
    row.save(update_fields=["done_on"])
    log(actor, Logged("change", SUBJECT, row.pk, row.person_id, ["done_on"]))
    if next_due_on is not None:
        note_instrument_term(
            actor=actor, placement=placement, kind=row.kind, act=row.act, due_on=next_due_on, how=row.how
        )
    return row


def _locked(actor: Actor, placement: Placement) -> Placement:
    """After the end as well: the last declaration is often sent in later."""
    if not may_record(actor):
        raise PlacementError("may_not_record")
    found = visible_placements(actor).select_for_update(of=("self",)).filter(pk=placement.pk).first()
    if found is None:
        raise PlacementError("not_visible")
    if found.state == Placement.State.CANCELLED:
        raise PlacementError("term_of_cancelled")
    return found
