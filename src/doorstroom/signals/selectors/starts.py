"""What the planned start still needs, told two weeks ahead; from the facts of the caseload, without a query.

The list must cost the same for one person and for a hundred, so the facts that trajectories ask one by one are
answered here from what was loaded at once; a test holds both answers equal. A fact that only another question can
answer raises no signal here: the start itself asks it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from doorstroom.accounts.models import Role
from doorstroom.kernel.events import known_facts
from doorstroom.participants.models import IncomeSource
from doorstroom.placements.models import Placement
from doorstroom.programmes.domain.route_model import Guard, RouteModel
from doorstroom.rounds.models import RoundState
from doorstroom.signals.domain.facts import MissingFact
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import TrajectoryState
from doorstroom.trajectories.selectors.facts import RECORDED, WITHOUT_BENEFIT, first_phases, guards_on

STARTING = (TrajectoryState.SELECTION, TrajectoryState.WAITING)
AFTER_CHOICE = (RoundState.SELECTING, RoundState.CONFIRMED, RoundState.RUNNING)
BY_INCOME = frozenset({"benefit_decision", "no_benefit"})


def missing_for_start(trajectory: Any, model: RouteModel) -> Iterator[MissingFact]:
    """The guards of the first phases that do not hold, for who waits for the start of a round."""
    round = trajectory.round
    if trajectory.state not in STARTING or round is None or round.state not in AFTER_CHOICE:
        return
    known = loaded_facts(trajectory, round.starts_on)
    recorded = _recorded({(each["checklist"], each["item"]) for each in trajectory.ticked}, model)
    passed = {each["guard"] for each in trajectory.let_pass}
    for phase in first_phases(model, round.starts_on):
        for guard in guards_on(model, MoveName.START_PHASE, round.starts_on, phase):
            if guard.code not in passed and not _holds(guard, known, recorded):
                yield MissingFact(guard.code, guard.supplied_by, round.starts_on)


def _holds(guard: Guard, known: Mapping[str, bool | None], recorded: set[str]) -> bool:
    names = {guard.fact, *([guard.unless] if guard.unless else [])}
    if names & recorded or any(known.get(name) is True for name in names):
        return True
    return any(name in known_facts() and name not in known for name in names)


def _recorded(ticked: Collection[tuple[str, str]], model: RouteModel) -> set[str]:
    """What somebody recorded by hand: facts as such, and papers that prove one."""
    papers = {(c.code, item.code): item.fact for c in model.checklists for item in c.items if item.fact}
    named = {item for checklist, item in ticked if checklist == RECORDED}
    return named | {fact for place, fact in papers.items() if place in ticked}


def loaded_facts(trajectory: Any, on: date) -> dict[str, bool | None]:
    """The facts that the loaded rows answer; those of a closed category are left out."""
    people: Sequence[Mapping[str, Any]] = (*trajectory.held_by, *trajectory.helped_by)
    ready = (Placement.State.AGREED, Placement.State.ACTIVE)
    facts: dict[str, bool | None] = {
        "coach_assigned": any(each["role"] == Role.JOB_COACH for each in people),
        "dismissal_date_known": trajectory.dismissal_date is not None,
    }
    if trajectory.placements_open:
        facts["placement_active"] = any(
            each["state"] in ready
            and each["trajectory"] == trajectory.pk
            and (each["ends_on"] is None or each["ends_on"] >= on.isoformat())
            for each in trajectory.placed
        )
    return facts | (_benefit(trajectory.income, on) if trajectory.income_open else {})


def _benefit(income: Mapping[str, Any] | None, on: date) -> dict[str, bool | None]:
    if income is None or income["source"] == IncomeSource.UNKNOWN:
        return dict.fromkeys(BY_INCOME)
    kept_from = income["kept_from"]
    decided = bool(income["decision"]) and (kept_from is None or kept_from <= on.isoformat())
    return {"benefit_decision": decided, "no_benefit": income["source"] in WITHOUT_BENEFIT}
