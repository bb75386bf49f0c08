"""Agreements that are let pass by name, facts that are recorded by hand, and items of a checklist.

A passed agreement is itself the open task: it stays on the person's page, with its term, until the fact holds.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.kernel.actor import Actor
from doorstroom.kernel.transitions import Attempt, Confirmation
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.route_model import Guard
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.machine import MoveName, decide_move
from doorstroom.trajectories.models import ChecklistTick, GuardPass, Trajectory
from doorstroom.trajectories.selectors.facts import RECORDED, answers, open_passes
from doorstroom.trajectories.services.cases import Case


@transaction.atomic
def pass_guard(*, actor: Actor, trajectory: Trajectory, confirmation: Confirmation, on: date) -> GuardPass:
    """Let a missing agreement pass: who confirms it, why, and by when it is settled. A law is never let pass."""
    case = Case.open(actor, trajectory, on=on)
    return let_pass(case=case, confirmation=confirmation, on=on)


@transaction.atomic
def settle_guards(*, actor: Actor, trajectory: Trajectory, on: date) -> int:
    """Close passed agreements whose fact holds by now; returns how many."""
    return settle(case=Case.open(actor, trajectory, on=on), on=on)


@transaction.atomic
def record_fact(*, actor: Actor, trajectory: Trajectory, fact: str, on: date, remark: str = "") -> ChecklistTick:
    """Write down that something a guard asks for is in order, and who says so."""
    case = Case.open(actor, trajectory, on=on)
    if fact not in {guard.fact for guard in case.model.guards}:
        raise TrajectoryError("unknown_fact", fact=fact)
    return _tick(case, RECORDED, fact, on, remark)


@transaction.atomic
def tick_item(
    *, actor: Actor, trajectory: Trajectory, checklist: str, item: str, on: date, remark: str = ""
) -> ChecklistTick:
    """Mark an item of the model's checklist as done."""
    case = Case.open(actor, trajectory, on=on)
    if (checklist, item) not in {(c.code, i.code) for c in case.model.checklists for i in c.items}:
        raise TrajectoryError("unknown_item", item=item)
    return _tick(case, checklist, item, on, remark)


@transaction.atomic
def untick_item(*, actor: Actor, trajectory: Trajectory, checklist: str, item: str, on: date) -> None:
    """Take back a mark; that it stood there stays on the timeline."""
    case = Case.open(actor, trajectory, on=on)
    gone, _ = case.trajectory.ticks.filter(checklist=checklist, item=item).delete()
    if gone:
        case.record("item_unticked", on, checklist=checklist, item=item)


def let_pass(*, case: Case, confirmation: Confirmation, on: date) -> GuardPass:
    """Let one missing agreement of an open case pass; a pass that still runs is kept."""
    guard = next(
        (g for g in held(case.model.guards, on) if g.fact == confirmation.fact and _still_ahead(case, g)), None
    )
    if guard is None:
        raise TrajectoryError("unknown_fact", fact=confirmation.fact)
    if (found := open_passes(case.trajectory, on).get(guard.code)) is not None:
        return found
    _require_acceptable(case, guard, confirmation, on)
    if case.actor.membership_id is None:
        raise TrajectoryError("needs_member")
    case.trajectory.guard_passes.filter(guard=guard.code, resolved_on=None).update(resolved_on=on)
    passed = GuardPass.objects.create(
        trajectory=case.trajectory, guard=guard.code, confirmed_by=confirmation.confirmed_by.strip(),
        reason=confirmation.reason.strip(), expires_on=confirmation.expires_on, passed_on=on,
        passed_by_id=case.actor.membership_id,
    )  # fmt: skip
    case.record("guard_passed", on, reason=passed.reason, guard=guard.code, confirmed_by=passed.confirmed_by,
           expires_on=passed.expires_on.isoformat())  # fmt: skip
    return passed


def settle(*, case: Case, on: date) -> int:
    """Close the passes of an open case whose fact holds that day."""
    waiting = {p.guard: p for p in case.trajectory.guard_passes.filter(resolved_on=None)}
    guards = [guard for guard in case.model.guards if guard.code in waiting]
    known = answers(case.trajectory, case.model, [each.fact for each in guards], on, case.actor) if guards else {}
    settled = [guard for guard in guards if known[guard.fact] is True]
    for guard in settled:
        passed = waiting[guard.code]
        passed.resolved_on = on
        passed.save(update_fields=["resolved_on"])
        case.record("guard_settled", on, guard=guard.code)
    return len(settled)


def _still_ahead(case: Case, guard: Guard) -> bool:
    """A guard of a phase that is open already has nothing left to guard."""
    return guard.phase is None or guard.phase not in case.position.open_phases


def _require_acceptable(case: Case, guard: Guard, confirmation: Confirmation, on: date) -> None:
    """Ask the engine about this one guard; what else blocks the move is not asked here."""
    attempt = Attempt(on=on, role=case.actor.role, reason="-", facts={}, confirmations=(confirmation,))
    name = MoveName(guard.move.value)
    decision = decide_move(case.model, case.position, name, attempt, phase=guard.phase)
    faults = tuple(r for r in decision.reasons if r.params.get("fact") == guard.fact and not r.code.startswith("fact_"))
    if faults:
        raise TrajectoryError(faults[0].code, reasons=faults, **faults[0].params)


def _tick(case: Case, checklist: str, item: str, on: date, remark: str) -> ChecklistTick:
    tick, created = ChecklistTick.objects.get_or_create(
        trajectory=case.trajectory, checklist=checklist, item=item,
        defaults={"done_on": on, "member_id": case.actor.membership_id, "remark": remark.strip()},
    )  # fmt: skip
    if created:
        case.record("item_ticked", on, reason=remark.strip(), checklist=checklist, item=item)
        settle(case=case, on=on)
    return tick
