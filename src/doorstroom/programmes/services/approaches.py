"""The only writes of programmes and route models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from doorstroom.accounts.models import Organisation, Role
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.access import may_change_models, may_lead_programmes
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.versions import (
    change_model,
    checksum,
    copy_model,
    diff,
    parse_model,
    read_yaml,
    to_data,
)
from doorstroom.programmes.models import Goal, Issue, Programme, ProgrammePartner, RouteModel
from doorstroom.programmes.selectors import approach_of, standard_thresholds, stored_model


@transaction.atomic
def create_programme(
    *,
    actor: Actor,
    name: str,
    receiving_desk: Organisation,
    partners: Iterable[tuple[Organisation, Role]],
    issue: Issue | None = None,
    sector: str = "",
    summary: str = "",
    open_for_registration: bool = False,
) -> Programme:
    """Start a programme with its partners, each in the role in which its people act there."""
    if not may_lead_programmes(actor):
        raise ProgrammeError("may_not_lead")
    programme = Programme.objects.create(
        name=name,
        receiving_desk=receiving_desk,
        issue=issue,
        sector=sector,
        summary=summary,
        open_for_registration=open_for_registration,
    )
    ProgrammePartner.objects.bulk_create(
        (ProgrammePartner(programme=programme, organisation=o, role=role) for o, role in partners),
        ignore_conflicts=True,
    )
    log(actor, Logged("create", "programme", programme.pk, fields=["name", "partners"]))
    return programme


@transaction.atomic
def begin_programme(*, actor: Actor, goal: Mapping[str, Any], **about: Any) -> Programme:
    """Start a programme together with its first goal, or neither."""
    programme = create_programme(actor=actor, **about)
    set_goal(actor=actor, programme=programme, **goal)
    return programme


@transaction.atomic
def set_goal(
    *,
    actor: Actor,
    programme: Programme,
    quantity: int,
    unit: Goal.Unit,
    starts_on: date,
    deadline: date,
    definition: str,
) -> Goal:
    """Give the programme a goal: how many of what, by when, and what counts."""
    if not may_lead_programmes(actor):
        raise ProgrammeError("may_not_lead")
    if deadline <= starts_on:
        raise ProgrammeError("goal_ends_before_start", starts_on=starts_on, deadline=deadline)
    goal = Goal.objects.create(
        programme=programme, quantity=quantity, unit=unit, starts_on=starts_on, deadline=deadline, definition=definition
    )
    log(actor, Logged("create", "goal", goal.pk, fields=["quantity", "unit", "deadline"]))
    return goal


@transaction.atomic
def load_model(*, actor: Actor, text: str, programme: Programme | None = None, on: date) -> RouteModel:
    """Bring in a route model from the text of its file. The same version again is fine when nothing differs.

    Raises ModelError with every problem in the file, ProgrammeError when that version exists and differs.
    """
    if not may_change_models(actor):
        raise ProgrammeError("may_not_change_models")
    approach = parse_model(read_yaml(text), standard=standard_thresholds(), lookup=stored_model)
    known = RouteModel.objects.filter(code=approach.code, version=approach.version).first()
    if known:
        if known.checksum != checksum(approach):
            raise ProgrammeError("model_version_exists", model=approach.code, version=approach.version)
        return known
    source = approach.derived_from
    derived = RouteModel.objects.filter(code=source.code, version=source.version).first() if source else None
    if programme is None and derived is not None:
        programme = derived.programme
    return store_model(actor=actor, approach=approach, programme=programme, derived=derived, on=on)


@transaction.atomic
def copy_route_model(
    *, actor: Actor, model: RouteModel, changes: Mapping[str, Any], code: str = "", on: date
) -> RouteModel:
    """Make the next version of a model, or with another `code` a model of one's own, with these changes.

    `changes` are paths of the definition and their new values. The source stays as it is, and so do rounds on it.
    """
    if not may_change_models(actor):
        raise ProgrammeError("may_not_change_models")
    new_code = code or model.code
    newest = RouteModel.objects.filter(code=new_code).aggregate(newest=Max("version"))["newest"] or 0
    approach = copy_model(approach_of(model), code=new_code, version=newest + 1, changes=changes)
    return store_model(actor=actor, approach=approach, programme=model.programme, derived=model, on=on)


@transaction.atomic
def restore_model(*, actor: Actor, model: RouteModel, on: date) -> RouteModel:
    """Bring an older version back as the newest one; what came in between stays to be read.

    Restoring twice gives one version: the newest that already says the same is returned.
    """
    if not may_change_models(actor):
        raise ProgrammeError("may_not_change_models")
    newest = RouteModel.objects.filter(code=model.code).order_by("-version")[0]
    if not diff(approach_of(model), approach_of(newest)):
        return newest
    return copy_route_model(actor=actor, model=model, changes={}, on=on)


@transaction.atomic
def change_unused_model(*, actor: Actor, model: RouteModel, changes: Mapping[str, Any]) -> RouteModel:
    """Change a model on which no round runs yet. A model in use is refused: copy it."""
    if not may_change_models(actor):
        raise ProgrammeError("may_not_change_models")
    model = RouteModel.objects.select_for_update().get(pk=model.pk)
    if model.used_on:
        raise ProgrammeError("model_in_use", model=str(model), used_on=model.used_on)
    approach = change_model(approach_of(model), changes)
    model.definition, model.checksum, model.name = to_data(approach), checksum(approach), approach.name.text()
    model.save(update_fields=["definition", "checksum", "name"])
    log(actor, Logged("change", "route_model", model.pk, fields=sorted(changes)))
    return model


@transaction.atomic
def mark_model_used(*, actor: Actor, model: RouteModel, on: date) -> None:
    """From the first round on, the model is fixed; the database refuses every change."""
    if model.used_on is None:
        RouteModel.objects.filter(pk=model.pk, used_on=None).update(used_on=on)
        model.used_on = on
        log(actor, Logged("change", "route_model", model.pk, fields=["used_on"]))


def store_model(
    *, actor: Actor, approach: Approach, programme: Programme | None, derived: RouteModel | None, on: date
) -> RouteModel:
    """Write a model that has been checked, and fix the versions it contains; the caller has authorised."""
    for part in approach.includes:
        mark_model_used(actor=actor, model=RouteModel.objects.get(code=part.code, version=part.version), on=on)
    model = RouteModel.objects.create(
        programme=programme,
        code=approach.code,
        version=approach.version,
        name=approach.name.text(),
        definition=to_data(approach),
        checksum=checksum(approach),
        derived_from=derived,
        created_on=on,
    )
    log(actor, Logged("create", "route_model", model.pk, fields=["definition"]))
    return model
