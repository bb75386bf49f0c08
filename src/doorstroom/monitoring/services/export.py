"""Files for research, and who does not want to be in them."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.domain.export import Export, research_export
from doorstroom.monitoring.domain.export_anonymity import TooFew
from doorstroom.monitoring.models import ResearchObjection
from doorstroom.monitoring.selectors.export import has_ground, order_of, project_key, subjects_of
from doorstroom.monitoring.selectors.results import Results
from doorstroom.participants.access import may_see

EXPORTERS = (Role.RESEARCHER, Role.PROGRAMME_MANAGER)


@transaction.atomic
def make_export(*, actor: Actor, results: Results) -> Export:
    """Make the file of a programme, without names or dates, and log that it left."""
    if not has_role(actor, *EXPORTERS):
        raise MonitoringError("may_not_export")
    if not has_ground(actor):
        raise MonitoringError("export_needs_ground")
    order = order_of(results)
    try:
        export = research_export(subjects_of(actor, results), order, project_key(results))
    except TooFew:
        raise MonitoringError("too_few_to_export", k=order.k) from None
    log(actor, Logged("export", "research_file", results.programme.pk, fields=sorted(export.files)))
    return export


@transaction.atomic
def object_to_research(*, actor: Actor, person_id: UUID, objects: bool) -> None:
    """Keep this person out of every later file, or let her in again."""
    if actor.membership_id is None or not may_see(actor, person_id, Category.PROGRESS):
        raise MonitoringError("may_not_object_for")
    if objects:
        given = {"objected_on": actor.on, "recorded_by_id": actor.membership_id}
        ResearchObjection.objects.get_or_create(person_id=person_id, defaults=given)
    else:
        ResearchObjection.objects.filter(person_id=person_id).delete()
    log(actor, Logged("change", "research_objection", person_id, person_id, ["objects" if objects else "none"]))
