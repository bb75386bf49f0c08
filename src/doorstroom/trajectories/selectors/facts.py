"""Whether what a model asks is there.

A fact is known by the function that `wiring` gives it, or because somebody recorded it: an item of a
checklist that proves it, or the fact itself. So a model may name a fact that nobody coded for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q

from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Fact, fact_holds, known_facts
from doorstroom.participants.access import open_categories
from doorstroom.participants.models import IncomeSituation, IncomeSource, PersonContact
from doorstroom.programmes.domain.entry import age_on
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.route_model import Guard, RouteModel
from doorstroom.programmes.domain.schedule import plan_phases
from doorstroom.trajectories.domain.guardians import ADULT, OF_AGE
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import GuardPass, Trajectory

RECORDED = "facts"
"""The checklist under which facts themselves are recorded; a model's own codes start with a letter of their own."""

BELONGS = {
    "placement_active": Category.PLACEMENT, "benefit_decision": Category.INCOME, "no_benefit": Category.INCOME,
    ADULT: Category.CONTACT,
}  # fmt: skip
"""Of which category a fact tells: to whom that is closed, it is not known, and never missing."""

WITHOUT_BENEFIT = frozenset({IncomeSource.WAGE, IncomeSource.NONE})


def recorded_facts(trajectory: Trajectory, model: RouteModel) -> set[str]:
    """What somebody recorded by hand: facts as such, and ticked items that prove one."""
    proofs = {(c.code, item.code): item.fact for c in model.checklists for item in c.items if item.fact}
    ticks = {(tick.checklist, tick.item) for tick in trajectory.ticks.all()}
    named = {item for checklist, item in ticks if checklist == RECORDED}
    return named | {fact for place, fact in proofs.items() if place in ticks}


def closed_facts(trajectory: Trajectory, names: Iterable[str], actor: Actor) -> set[str]:
    """Those of which no agreement lets this reader know whether they hold."""
    asked = {name for name in names if name in BELONGS}
    opened = open_categories(actor, trajectory.person_id) if asked else set()
    return {name for name in asked if BELONGS[name] not in opened}


def answers(
    trajectory: Trajectory, model: RouteModel, names: Collection[str], on: date, actor: Actor
) -> dict[str, bool | None]:
    """True, False or (not known) None for each fact."""
    recorded = recorded_facts(trajectory, model)
    known = known_facts() - closed_facts(trajectory, names, actor)
    return {
        name: True if name in recorded else fact_holds(name, trajectory, on) if name in known else None
        for name in set(names)
    }


def open_passes(trajectory: Trajectory, on: date) -> dict[str, GuardPass]:
    """Agreements that were let pass and are still within their term, by guard."""
    return {p.guard: p for p in trajectory.guard_passes.all() if p.resolved_on is None and p.expires_on > on}


def guards_on(model: RouteModel, name: MoveName, on: date, phase: str | None = None) -> list[Guard]:
    """The guards of a move that hold that day."""
    return [guard for guard in held(model.guards, on) if guard.move.value == name.value and guard.phase == phase]


def attempt_facts(
    trajectory: Trajectory, model: RouteModel, name: MoveName, phase: str | None, on: date, actor: Actor
) -> Mapping[str, bool | None]:
    """What is known for a move; a passed agreement counts as long as its term runs."""
    guards = guards_on(model, name, on, phase)
    names = [guard.fact for guard in guards] + [guard.unless for guard in guards if guard.unless]
    known = answers(trajectory, model, names, on, actor) if names else {}
    passed = open_passes(trajectory, on) if guards else {}
    return {**known, **{guard.fact: True for guard in guards if guard.code in passed}}


def first_phases(model: RouteModel, on: date) -> list[str]:
    """The phases with which a trajectory that starts that day begins."""
    return [span.phase for span in plan_phases(model, on) if span.period.start <= on] or [model.phases[0].code]


def guard_lacks(trajectory: Trajectory, model: RouteModel, phase: str, on: date, actor: Actor) -> list[Guard]:
    """Guards on the start of a phase that do not hold yet, passed ones left out; in the model's order."""
    known = attempt_facts(trajectory, model, MoveName.START_PHASE, phase, on, actor)
    return [
        guard
        for guard in guards_on(model, MoveName.START_PHASE, on, phase)
        if known.get(guard.fact) is not True and not (guard.unless and known.get(guard.unless) is True)
    ]


def benefit_decision(trajectory: Trajectory, on: date) -> bool | None:
    """The payer decided that the benefit is kept, from this day or earlier."""
    income = _income(trajectory, on)
    if income is None or income.source == IncomeSource.UNKNOWN:
        return None
    return bool(income.benefit_kept_decision) and (income.benefit_kept_from is None or income.benefit_kept_from <= on)


def no_benefit(trajectory: Trajectory, on: date) -> bool | None:
    """Nothing has to be decided about a benefit that somebody does not have."""
    income = _income(trajectory, on)
    return None if income is None or income.source == IncomeSource.UNKNOWN else income.source in WITHOUT_BENEFIT


def coach_assigned(trajectory: Trajectory, on: date) -> bool:
    """A job coach holds the trajectory or stands in the team that day."""
    current = Q(valid_until=None) | Q(valid_until__gt=on)
    return (
        trajectory.holder_terms.filter(ended_at=None, member__role=Role.JOB_COACH).exists()
        or trajectory.team.filter(current, role=Role.JOB_COACH, valid_from__lte=on).exists()
    )


def dismissal_date_known(trajectory: Trajectory, on: date) -> bool:
    return trajectory.dismissal_date is not None


def of_age(trajectory: Trajectory, on: date) -> bool | None:
    """Old enough to agree for oneself; not known when the day of birth is not, or is closed to who asks."""
    born = PersonContact.objects.filter(person=trajectory.person_id).values_list("birth_date", flat=True).first()
    return None if born is None else age_on(born, on) >= OF_AGE


def _income(trajectory: Trajectory, on: date) -> IncomeSituation | None:
    current = Q(valid_until=None) | Q(valid_until__gt=on)
    return IncomeSituation.objects.filter(current, person_id=trajectory.person_id, valid_from__lte=on).first()


FACTS: dict[str, Fact] = {
    "benefit_decision": benefit_decision,
    "no_benefit": no_benefit,
    "coach_assigned": coach_assigned,
    "dismissal_date_known": dismissal_date_known,
    ADULT: of_age,
}
