"""Earlier deliveries of a partner, and what it said in them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from doorstroom.accounts.models import Organisation
from doorstroom.imports.models import Batch, Row
from doorstroom.kernel.identifiers import MASK
from doorstroom.rounds.models import Round


def latest_delivery(batch: Batch) -> Batch | None:
    """The delivery of the same partner for the same round that was applied before this one."""
    same = _applied(batch.partner_id, batch.kind, batch.organisation_id).filter(round=batch.round_id)
    return same.exclude(pk=batch.pk).order_by("-applied_at", "-pk").first()


def latest_applied(
    partner: Organisation, kind: str, round: Round | None, *, organisation_id: int | None
) -> Batch | None:
    """The delivery of this partner that this organisation applied last for this round."""
    same = _applied(partner.pk, kind, organisation_id).filter(round=round).select_related("partner")
    return same.order_by("-applied_at", "-pk").first()


def told_before(batch: Batch) -> dict[str, dict[str, str]]:
    """What the partner said under each of its numbers in all its deliveries, later over earlier; one query. A hidden
    number names nobody."""
    others = _applied(batch.partner_id, batch.kind, batch.organisation_id).exclude(pk=batch.pk)
    rows = Row.objects.filter(batch__in=others).exclude(told={}).exclude(Q(reference="") | Q(reference__contains=MASK))
    before: dict[str, dict[str, str]] = {}
    for reference, told in rows.order_by("batch__applied_at", "batch_id", "number").values_list("reference", "told"):
        before.setdefault(reference, {}).update(told)
    return before


def _applied(partner_id: int, kind: str, organisation_id: int | None) -> QuerySet[Batch]:
    return Batch.objects.filter(
        partner=partner_id, organisation=organisation_id, kind=kind, state=Batch.State.APPLIED
    ).defer("sealed")
