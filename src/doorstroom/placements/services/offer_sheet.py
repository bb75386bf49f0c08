"""What employer and partners promise each other at a placement, and whether it was kept."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Role
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.placements.access import may_arrange, may_guide, visible_placements
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.domain.offer_sheet import Stage
from doorstroom.placements.models import OfferSide, Placement
from doorstroom.placements.selectors import sheet_of

Side = OfferSide.Side
CLOSED = (Placement.State.ENDED, Placement.State.CANCELLED)


@transaction.atomic
def write_offer_sheet(
    *, actor: Actor, placement: Placement, employer_gives: str, partners_give: str, on: date
) -> list[OfferSide]:
    """Write down what each side promises. A word that changes takes away what either side confirmed and reviewed."""
    locked = _locked(actor, placement)
    given = {Side.EMPLOYER: employer_gives.strip(), Side.PARTNERS: partners_give.strip()}
    if not all(given.values()):
        raise PlacementError("offer_needs_both")
    standing = {Side(row.side): row for row in locked.offer_sides.all()}
    if {side: row.gives for side, row in standing.items()} == given:
        return list(standing.values())
    locked.offer_sides.all().delete()
    made = OfferSide.objects.bulk_create(
        OfferSide(placement=locked, person_id=locked.person_id, side=side, gives=text, written_on=on)
        for side, text in given.items()
    )
    log(actor, Logged("change" if standing else "create", "offer_sheet", locked.pk, locked.person_id, ["gives"]))
    return made


@transaction.atomic
def confirm_offer(*, actor: Actor, placement: Placement, side: OfferSide.Side | str, by: str, on: date) -> OfferSide:
    """This side agrees to the whole sheet; staff may write down the word of an employer who said so by telephone."""
    row, stage, _review = _side(actor, placement, side, on)
    if stage is not Stage.CONFIRM:
        return row
    if not by.strip():
        raise PlacementError("offer_needs_name")
    row.confirmed_on, row.confirmed_by = on, by.strip()
    row.save(update_fields=["confirmed_on", "confirmed_by"])
    log(actor, Logged("change", "offer_sheet", row.placement_id, row.person_id, ["confirmed", row.side]))
    return row


@transaction.atomic
def review_offer(
    *, actor: Actor, placement: Placement, side: OfferSide.Side | str, kept: OfferSide.Kept | str, remark: str = "",
    on: date,
) -> OfferSide:  # fmt: skip
    """This side says whether both kept their word; what is not kept needs a word about it."""
    row, stage, review = _side(actor, placement, side, on)
    if stage in (Stage.CONFIRM, Stage.RESTS):
        raise PlacementError("review_to_come", on=review) if review else PlacementError("offer_not_confirmed")
    if kept != OfferSide.Kept.YES and not remark.strip():
        raise PlacementError("review_needs_words")
    row.kept, row.remark, row.reviewed_on = kept, remark.strip(), on
    row.save(update_fields=["kept", "remark", "reviewed_on"])
    log(actor, Logged("change", "offer_sheet", row.placement_id, row.person_id, ["kept", row.side]))
    return row


def _side(
    actor: Actor, placement: Placement, side: OfferSide.Side | str, on: date
) -> tuple[OfferSide, Stage, date | None]:
    locked = _locked(actor, placement)
    if actor.role == Role.EMPLOYER and side != Side.EMPLOYER:
        raise PlacementError("not_visible")
    sheet = sheet_of(locked, on=on)
    found = sheet.side(Side(side))
    if found is None:
        raise PlacementError("offer_not_written")
    return found.row, found.stage, sheet.review_on


def _locked(actor: Actor, placement: Placement) -> Placement:
    if not (may_arrange(actor) or may_guide(actor) or actor.role == Role.EMPLOYER):
        raise PlacementError("may_not_arrange")
    found = visible_placements(actor).select_for_update(of=("self",)).filter(pk=placement.pk).first()
    if found is None:
        raise PlacementError("not_visible")
    if found.state in CLOSED:
        raise PlacementError("offer_after_end", state=found.get_state_display())
    return found
