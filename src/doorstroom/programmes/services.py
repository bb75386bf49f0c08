"""The only writes of issues, programmes and route models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from doorstroom.accounts.models import Organisation, Role
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.access import may_adopt_issue, may_change_models, may_own_issue, may_signal_issue
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.domain.issues import missing_for, next_step
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.versions import change_model, checksum, copy_model, parse_model, read_yaml, to_data
from doorstroom.programmes.models import Goal, Issue, IssueOwner, Programme, ProgrammePartner, RouteModel
from doorstroom.programmes.selectors import approach_of, issue_facts, standard_thresholds
from doorstroom.taxonomy.models import Concept


@transaction.atomic
def signal_issue(
    *,
    actor: Actor,
    title: str,
    sector: str,
    area: str,
    proof: str,
    owner: Organisation,
    people_short: int | None = None,
    description: str = "",
    occupations: Iterable[Concept] = (),
    signalled_by_id: int | None = None,
    on: date,
) -> Issue:
    """Write down a labour-market issue; the organisation that signals it is its first owner."""
    if not may_signal_issue(actor):
        raise ProgrammeError("may_not_signal")
    issue = Issue.objects.create(
        title=title,
        sector=sector,
        area=area,
        people_short=people_short,
        description=description,
        proof=proof,
        signalled_on=on,
        signalled_by_id=signalled_by_id or actor.membership_id or 0,
    )
    issue.occupations.set(occupations)
    IssueOwner.objects.create(issue=issue, organisation=owner, since=on)
    log(actor, Logged("create", "issue", issue.pk, fields=["title", "proof"]))
    return issue


@transaction.atomic
def add_issue_owner(*, actor: Actor, issue: Issue, organisation: Organisation, on: date) -> None:
    """Let another organisation own the issue too."""
    if not may_own_issue(actor, issue):
        raise ProgrammeError("may_not_own")
    IssueOwner.objects.get_or_create(issue=issue, organisation=organisation, defaults={"since": on})
    log(actor, Logged("change", "issue", issue.pk, fields=["owners"]))


@transaction.atomic
def advance_issue(*, actor: Actor, issue: Issue, decision: str = "", on: date) -> Issue:
    """Take the next step; refused with what is missing. Adopting needs two owners and a decision."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    step = next_step(issue.state)
    if step is None:
        raise ProgrammeError("issue_is_closed")
    allowed = may_adopt_issue(actor) if step in {"adopted", "closed"} else may_own_issue(actor, issue)
    if not allowed:
        raise ProgrammeError("may_not_advance")
    if decision.strip():
        issue.decision, issue.decided_on = decision.strip(), on
    missing = missing_for(step, issue_facts(issue))
    if missing:
        raise ProgrammeError(f"issue_lacks_{missing[0]}", owners=_owner_names(issue))
    issue.state = step
    issue.save(update_fields=["state", "decision", "decided_on"])
    log(actor, Logged("change", "issue", issue.pk, fields=["state"]))
    return issue


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
    if not may_change_models(actor):
        raise ProgrammeError("may_not_change_models")
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
    if not may_change_models(actor):
        raise ProgrammeError("may_not_change_models")
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
    approach = parse_model(read_yaml(text), standard=standard_thresholds())
    known = RouteModel.objects.filter(code=approach.code, version=approach.version).first()
    if known:
        if known.checksum != checksum(approach):
            raise ProgrammeError("model_version_exists", model=approach.code, version=approach.version)
        return known
    source = approach.derived_from
    derived = RouteModel.objects.filter(code=source.code, version=source.version).first() if source else None
    if programme is None and derived is not None:
        programme = derived.programme
    return _store(actor, approach, programme=programme, derived=derived, on=on)


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
    return _store(actor, approach, programme=model.programme, derived=model, on=on)


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


def _store(
    actor: Actor, approach: Approach, *, programme: Programme | None, derived: RouteModel | None, on: date
) -> RouteModel:
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


def _owner_names(issue: Issue) -> str:
    return ", ".join(issue.owners.values_list("organisation__name", flat=True))
