"""The only writes of what was spent on a cohort."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from doorstroom.accounts.access import has_role
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.access import COST_KEEPERS, open_programmes, visible_costs
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.models import CohortCost
from doorstroom.programmes.models import Programme


@dataclass(frozen=True, kw_only=True)
class Cost:
    """On the people who started from `first_start` to `last_start`, both included; `cents` None: nobody knows."""

    first_start: date
    last_start: date
    name: str
    kind: str
    payer: str
    cents: int | None
    spent_until: date
    source: str


@transaction.atomic
def record_cost(*, actor: Actor, programme: Programme, cost: Cost) -> CohortCost:
    """Write down one amount; the same amount again, under its name, takes the place of the earlier one."""
    member = _keeper(actor, programme)
    if cost.last_start < cost.first_start or cost.spent_until < cost.first_start:
        raise MonitoringError("cost_period_in_order", first_start=cost.first_start)
    if cost.spent_until > actor.on:
        raise MonitoringError("cost_not_spent_yet", today=actor.on)
    row, _ = CohortCost.objects.update_or_create(
        programme=programme, first_start=cost.first_start, last_start=cost.last_start, kind=cost.kind,
        name=cost.name.strip(), payer=cost.payer.strip(),
        defaults={"cents": cost.cents, "spent_until": cost.spent_until, "source": cost.source.strip(),
                  "recorded_at": actor.at, "recorded_by_id": member},
    )  # fmt: skip
    log(actor, Logged("change", "cohort_cost", row.pk, fields=["cents", "source", "spent_until"]))
    return row


@transaction.atomic
def drop_cost(*, actor: Actor, programme: Programme, cost: int) -> None:
    """Take an amount away that should not have been there."""
    _keeper(actor, programme)
    found = visible_costs(actor).filter(programme=programme, pk=cost).first()
    if found is not None:
        log(actor, Logged("delete", "cohort_cost", found.pk, fields=[found.name]))
        found.delete()


def _keeper(actor: Actor, programme: Programme) -> int:
    may = has_role(actor, *COST_KEEPERS) and open_programmes(actor).filter(pk=programme.pk).exists()
    if not may or actor.membership_id is None:
        raise MonitoringError("may_not_record_costs")
    return actor.membership_id
