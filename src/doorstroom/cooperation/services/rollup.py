"""Puts together afterwards what began apart: loose trajectories become a project, projects a programme."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from doorstroom.audit.services import Logged, log, log_many
from doorstroom.cooperation.access import may_lead_programme
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.domain.rollup import top_of
from doorstroom.intake.models import Referral
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event as Happening
from doorstroom.kernel.events import emit
from doorstroom.programmes.models import Programme, ProgrammePartner
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory


@transaction.atomic
def make_project(*, actor: Actor, source: Programme, name: str, trajectories: Iterable[int]) -> Programme:
    """Put trajectories that belong to no round together in a new project, with the partners of where they were.

    Nothing is entered anew: the same rows, with everything that hangs on them, stand under another name.
    """
    if not may_lead_programme(actor, source):
        raise CooperationError("may_not_group")
    if Programme.objects.filter(name=name.strip()).exists():
        raise CooperationError("programme_name_taken", name=name.strip())
    loose = visible_trajectories(actor).filter(programme=source, round=None, pk__in=list(trajectories))
    chosen = list(loose.select_for_update(of=("self",)).order_by("pk"))
    if not chosen:
        raise CooperationError("nothing_to_group")
    project = _like(source, name)
    Trajectory.objects.filter(pk__in=[each.pk for each in chosen]).update(programme=project)
    Referral.objects.filter(trajectory__in=chosen).update(programme=project)
    log(actor, Logged("create", "programme", project.pk, fields=["name", "partners"]))
    log_many(actor, (Logged("change", "trajectory", each.pk, each.person_id, ["programme"]) for each in chosen))
    for trajectory in chosen:
        trajectory.programme = project
        emit(Happening("trajectory_regrouped", actor, {"trajectory": trajectory, "on": actor.on}))
    return project


@transaction.atomic
def make_part_of(*, actor: Actor, part: Programme, whole: Programme | None) -> Programme:
    """Make a project part of a programme, or let it stand by itself again; totals stay what they were."""
    part = Programme.objects.select_for_update().get(pk=part.pk)
    if not may_lead_programme(actor, part) or (whole and not may_lead_programme(actor, whole)):
        raise CooperationError("may_not_group")
    part_of = dict(Programme.objects.values_list("pk", "part_of_id")) | {part.pk: whole.pk if whole else None}
    try:
        top_of(part.pk, part_of)
    except ValueError:
        raise CooperationError("part_of_itself", name=part.name) from None
    part.part_of = whole
    part.save(update_fields=["part_of"])
    log(actor, Logged("change", "programme", part.pk, fields=["part_of"]))
    return part


def _like(source: Programme, name: str) -> Programme:
    """A project with the desk, sector, issue and partners of its source, and whoever leads it."""
    project = Programme.objects.create(
        name=name.strip(), issue=source.issue, sector=source.sector, receiving_desk=source.receiving_desk
    )
    partners = source.partners.values_list("organisation_id", "role")
    ProgrammePartner.objects.bulk_create(
        ProgrammePartner(programme=project, organisation_id=organisation, role=role) for organisation, role in partners
    )
    return project
