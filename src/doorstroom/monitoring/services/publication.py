"""Publishing: the only way in which figures become open to everybody."""

from __future__ import annotations

from django.db import transaction

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.models import PublishedTable
from doorstroom.monitoring.selectors.publication import COUNTED, proposal_of
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.programmes.models import Programme


@transaction.atomic
def publish_table(*, actor: Actor, programme: Programme) -> PublishedTable:
    """Open today's protected table of this programme to everybody, if that gives nobody away."""
    if not has_role(actor, Role.PROGRAMME_MANAGER) or actor.membership_id is None:
        raise MonitoringError("may_not_publish")
    Programme.objects.select_for_update().get(pk=programme.pk)
    results = results_of(actor, actor.on, programme.pk, parts=False)
    if not results:
        raise MonitoringError("may_not_publish")
    proposal = proposal_of(results[0])
    if proposal.obstacles:
        raise MonitoringError("gives_people_away", reasons=proposal.obstacles)
    if PublishedTable.objects.filter(programme=programme, counted=COUNTED, as_of=actor.on).exists():
        raise MonitoringError("published_today")
    release = proposal.release
    cells = {**release.shown, **dict.fromkeys(release.withheld)}
    table = PublishedTable.objects.create(
        programme=programme,
        counted=COUNTED,
        as_of=release.as_of,
        threshold=release.threshold,
        base=release.base,
        cells=[[list(key), cells[key]] for key in sorted(cells)],
        published_at=actor.at,
        published_by_id=actor.membership_id,
    )
    log(actor, Logged("export", "published_table", table.pk, fields=[COUNTED]))
    return table
