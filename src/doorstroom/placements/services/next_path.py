"""What comes after a placement that ends."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.placements.access import may_record, visible_placements
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import NextPath, Placement


@transaction.atomic
def agree_next_path(
    *, actor: Actor, placement: Placement, path: NextPath.Path | str, note: str = "", on: date
) -> NextPath:
    """Write down what follows after the last day; saying it again replaces what was said."""
    if not may_record(actor) or actor.membership_id is None:
        raise PlacementError("may_not_record")
    locked = visible_placements(actor).select_for_update().filter(pk=placement.pk).first()
    if locked is None:
        raise PlacementError("not_visible")
    if locked.state != Placement.State.ACTIVE or locked.ends_on is None:
        raise PlacementError("no_end_to_prepare")
    told = {"path": path, "note": note.strip(), "agreed_on": on, "member_id": actor.membership_id}
    row, created = NextPath.objects.update_or_create(
        placement=locked, defaults=told, create_defaults={**told, "person_id": locked.person_id}
    )
    log(actor, Logged("create" if created else "change", "next_path", row.pk, locked.person_id, ["path", "note"]))
    return row
