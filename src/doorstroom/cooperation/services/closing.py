"""Closes a programme: who goes on with each person, who pays, by which law, and the yes of who receives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.cooperation.access import may_confirm_transfer, may_lead_programme
from doorstroom.cooperation.domain.closing import missing_to_close
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.models import ClosingPlan, NextOwner
from doorstroom.cooperation.selectors.closing import groups_of, under_way
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.access import may_record


@transaction.atomic
def plan_closing(
    *, actor: Actor, programme: Programme, ends_on: date, network_keeper: Organisation,
    successor: Organisation | None = None, on: date,
) -> ClosingPlan:  # fmt: skip
    """Begin to close a programme: its last day, who keeps the network and the approach, and who succeeds it."""
    if not may_lead_programme(actor, programme):
        raise CooperationError("may_not_close")
    if ends_on < on:
        raise CooperationError("ends_in_the_past", ends_on=ends_on)
    plan, _ = ClosingPlan.objects.update_or_create(
        programme=programme,
        defaults={"ends_on": ends_on, "network_keeper": network_keeper, "successor": successor},
        create_defaults={
            "ends_on": ends_on, "network_keeper": network_keeper, "successor": successor, "opened_on": on,
        },
    )  # fmt: skip
    log(actor, Logged("change", "closing_plan", plan.pk, fields=["ends_on", "network_keeper", "successor"]))
    return plan


@transaction.atomic
def name_next_owner(
    *, actor: Actor, plan: ClosingPlan, trajectories: Iterable[int], organisation: Organisation, funder: Organisation,
    basis: str, on: date,
) -> int:  # fmt: skip
    """Say for these people, as far as the actor sees them, who goes on, who pays and by which law. Returns how many.

    Whoever receives has to agree, unless it is the actor's own organisation. Naming again asks again.
    """
    if not may_record(actor):
        raise CooperationError("may_not_name_next_owner")
    if plan.closed_on:
        raise CooperationError("programme_is_closed", closed_on=plan.closed_on)
    if not basis.strip():
        raise CooperationError("transfer_without_basis")
    people = under_way(actor, plan.programme).filter(pk__in=list(trajectories)).values_list("pk", "person_id")
    own = organisation.pk == actor.organisation_id
    rows = [
        NextOwner(
            plan=plan, trajectory_id=trajectory, person_id=person, organisation=organisation, funder=funder,
            basis=basis.strip(), named_on=on, confirmed_on=on if own else None,
            confirmed_by_id=actor.membership_id if own else None,
        )
        for trajectory, person in people
    ]  # fmt: skip
    NextOwner.objects.filter(trajectory__in=[row.trajectory_id for row in rows]).delete()
    NextOwner.objects.bulk_create(rows)
    log_many(
        actor, (Logged("create", "next_owner", r.trajectory_id, r.person_id, ["organisation", "funder"]) for r in rows)
    )
    return len(rows)


@transaction.atomic
def confirm_transfer(*, actor: Actor, plan: ClosingPlan, on: date) -> int:
    """Agree to everybody who comes to the actor's organisation; returns how many."""
    if not may_confirm_transfer(actor):
        raise CooperationError("may_not_confirm")
    coming = NextOwner.objects.filter(plan=plan, organisation_id=actor.organisation_id or 0, confirmed_on=None)
    rows = list(coming.select_for_update().values_list("trajectory_id", "person_id"))
    coming.update(confirmed_on=on, confirmed_by_id=actor.membership_id)
    log_many(actor, (Logged("change", "next_owner", pk, person, ["confirmed_on"]) for pk, person in rows))
    return len(rows)


@transaction.atomic
def close_programme(*, actor: Actor, plan: ClosingPlan, on: date) -> ClosingPlan:
    """End a programme, once everybody under way has a next owner who agreed; approach, network and lessons stay."""
    plan = ClosingPlan.objects.select_for_update().select_related("programme").get(pk=plan.pk)
    programme = Programme.objects.select_for_update().get(pk=plan.programme_id)
    if not may_lead_programme(actor, programme):
        raise CooperationError("may_not_close")
    if plan.closed_on:
        raise CooperationError("programme_is_closed", closed_on=plan.closed_on)
    missing = missing_to_close(groups_of(programme))
    if missing:
        raise CooperationError(f"lacks_{missing[0].code}", people=missing[0].people)
    plan.closed_on = programme.closed_on = on
    programme.open_for_registration = False
    plan.save(update_fields=["closed_on"])
    programme.save(update_fields=["closed_on", "open_for_registration"])
    log(actor, Logged("change", "programme", programme.pk, fields=["closed_on", "open_for_registration"]))
    return plan
