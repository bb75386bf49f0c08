"""The course of one trajectory: registered, intake, selection, the phases of its model, exit, and perhaps
back.

Phases may run beside each other; the state is that of the most advanced open one. Skipping a phase, running
phases together that the model does not plan together, and going back are legal moves: they ask for a
reason, nothing more. Which facts a phase needs before it starts is the model's to say. Who was away for a
short time comes back into the same trajectory, however far it had come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from doorstroom.kernel.errors import Reason
from doorstroom.kernel.period import week_number
from doorstroom.kernel.transitions import Attempt, Decision, GuardRule, Move, decide, table
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.route_model import Phase, RouteModel
from doorstroom.programmes.domain.schedule import plan_phases
from doorstroom.programmes.domain.vocabulary import GuardedMove, PhaseKind
from doorstroom.trajectories.domain.errors import TrajectoryError


class State(StrEnum):
    REGISTERED = "registered"
    INTAKE = "intake"
    SELECTION = "selection"
    WAITING = "waiting"
    RUNNING = "running"
    EMPLOYED = "employed"
    AFTERCARE = "aftercare"
    SUSPENDED = "suspended"
    EXITED = "exited"


class MoveName(StrEnum):
    START_INTAKE = "start_intake"
    START_SELECTION = "start_selection"
    WAIT = "wait"
    START_PHASE = "start_phase"
    END_PHASE = "end_phase"
    SUSPEND = "suspend"
    RESUME = "resume"
    FINISH = "finish"
    EXIT = "exit"
    RE_ENTER = "re_enter"


ACTIVE = frozenset(State) - {State.REGISTERED, State.EXITED}
"""From intake until exit: the states in which there is exactly one coordinating holder."""

IN_PHASE = frozenset({State.RUNNING, State.EMPLOYED, State.AFTERCARE})
STATE_OF_KIND = {
    PhaseKind.EMPLOYED: State.EMPLOYED,
    PhaseKind.EMPLOYMENT_SUPPORT: State.EMPLOYED,
    PhaseKind.POST_PLACEMENT_SUPPORT: State.AFTERCARE,
}
BEFORE_PHASES = frozenset({State.INTAKE, State.SELECTION, State.WAITING})
TABLE = table(
    [
        Move(MoveName.START_INTAKE, frozenset({State.REGISTERED}) | BEFORE_PHASES - {State.INTAKE}, State.INTAKE),
        Move(MoveName.START_SELECTION, BEFORE_PHASES - {State.SELECTION}, State.SELECTION),
        Move(MoveName.WAIT, BEFORE_PHASES - {State.WAITING}, State.WAITING),
        Move(MoveName.START_PHASE, BEFORE_PHASES | IN_PHASE, None),
        Move(MoveName.END_PHASE, IN_PHASE, None),
        Move(MoveName.SUSPEND, BEFORE_PHASES | IN_PHASE, State.SUSPENDED, needs_reason=True),
        Move(MoveName.RESUME, frozenset({State.SUSPENDED}), None),
        Move(MoveName.FINISH, IN_PHASE | {State.WAITING}, State.EXITED),
        Move(MoveName.EXIT, frozenset(State) - {State.EXITED}, State.EXITED, needs_reason=True),
        Move(MoveName.RE_ENTER, frozenset({State.EXITED}), State.INTAKE, needs_reason=True),
    ]
)


@dataclass(frozen=True)
class Episode:
    """One stay in one phase; one that ended on its first day was there for no day at all."""

    phase: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class Position:
    """Where a trajectory stands. `step` is where it was last outside any phase."""

    step: State
    moved_on: date
    episodes: tuple[Episode, ...] = ()
    suspended_on: date | None = None
    exited_on: date | None = None

    @property
    def open_phases(self) -> tuple[str, ...]:
        return tuple(episode.phase for episode in self.episodes if episode.ended_on is None)


def register(on: date) -> Position:
    return Position(State.REGISTERED, on)


def state(model: RouteModel, position: Position) -> State:
    if position.exited_on is not None:
        return State.EXITED
    if position.suspended_on is not None:
        return State.SUSPENDED
    phase = most_advanced(model, position)
    return position.step if phase is None else STATE_OF_KIND.get(phase.kind, State.RUNNING)


def most_advanced(model: RouteModel, position: Position) -> Phase | None:
    open_phases = position.open_phases
    return max(
        (phase for phase in model.phases if phase.code in open_phases),
        key=lambda phase: model.rank(phase.code),
        default=None,
    )


def decide_move(
    model: RouteModel, position: Position, name: MoveName, attempt: Attempt, *, phase: str | None = None
) -> Decision:
    """Whether this move may be made now; `phase` is for the moves that start or end one."""
    refusals = tuple(_refusals(model, position, name, attempt.on, phase))
    move = TABLE[name]
    if refusals:
        return Decision(name, False, None, refusals)
    if name is MoveName.START_PHASE and phase is not None:
        move = replace(move, needs_reason=bool(deviations(model, position, phase)))
    if name is MoveName.START_INTAKE:
        move = replace(move, needs_reason=position.step is not State.REGISTERED)
    move = replace(move, guards=guard_rules(model, name, attempt.on, phase))
    return decide({**TABLE, name: move}, name, state(model, position), attempt)


def apply_move(
    model: RouteModel, position: Position, decision: Decision, on: date, *, phase: str | None = None
) -> Position:
    """The position after an allowed move. A refused one cannot be applied."""
    if not decision.allowed:
        raise TrajectoryError("move_refused", reasons=decision.reasons, move=decision.move)
    moved = replace(position, moved_on=on)
    match MoveName(decision.move):
        case MoveName.START_PHASE:
            return replace(moved, episodes=(*moved.episodes, Episode(phase or "", on)), step=State.WAITING)
        case MoveName.END_PHASE:
            return replace(moved, episodes=_ended(moved.episodes, on, phase))
        case MoveName.SUSPEND:
            return replace(moved, suspended_on=on)
        case MoveName.RESUME:
            return replace(moved, suspended_on=None)
        case MoveName.FINISH | MoveName.EXIT:
            return replace(moved, episodes=_ended(moved.episodes, on), suspended_on=None, exited_on=on)
        case MoveName.RE_ENTER:
            return replace(moved, step=State.INTAKE, exited_on=None)
        case _:
            return replace(moved, step=State(decision.target or position.step))


def guard_rules(model: RouteModel, name: MoveName, on: date, phase: str | None = None) -> tuple[GuardRule, ...]:
    """The model's guards that hold on the day of a move, in the form the transition engine reads."""
    if name.value not in list(GuardedMove):
        return ()
    return tuple(
        GuardRule(
            fact=guard.fact,
            strength=guard.strength,
            unless=guard.unless,
            supplied_by=guard.supplied_by,
            confirmed_by=guard.confirmed_by,
            max_days=guard.max_days,
            code=guard.code,
            source=guard.source or "",
        )
        for guard in held(model.guards, on)
        if guard.move.value == name.value and guard.phase == phase
    )


def deviations(model: RouteModel, position: Position, phase: str) -> tuple[Reason, ...]:
    """How starting this phase now differs from the model's own order; each is legal and asks for a reason."""
    return (
        *_skips(model, position, phase),
        *_goes_back(model, position, phase),
        *_parallel(model, position, phase),
    )


def exit_point(model: RouteModel, position: Position, on: date) -> tuple[str, int] | None:
    """In which phase and in which of its weeks someone leaves; None before the first phase."""
    phase = most_advanced(model, position)
    if phase is None:
        return None
    started = next(e.started_on for e in position.episodes if e.phase == phase.code and e.ended_on is None)
    return phase.code, week_number(start=started, on=on)


def _refusals(model: RouteModel, position: Position, name: MoveName, on: date, phase: str | None) -> Iterator[Reason]:
    known = tuple(each.code for each in model.phases)
    if on < position.moved_on:
        yield Reason("move_before_earlier_move", {"on": on, "earlier": position.moved_on})
    if name is MoveName.RE_ENTER and position.exited_on is not None:
        weeks = model.thresholds.reentry_weeks
        if weeks is not None and on > position.exited_on + timedelta(weeks=weeks):
            yield Reason("reentry_too_late", {"exited_on": position.exited_on, "weeks": weeks})
    if name not in (MoveName.START_PHASE, MoveName.END_PHASE):
        return
    if phase not in known:
        yield Reason("unknown_phase", {"phase": phase, "known": known})
    elif name is MoveName.START_PHASE and phase in position.open_phases:
        yield Reason("phase_already_open", {"phase": phase})
    elif name is MoveName.END_PHASE and phase not in position.open_phases:
        yield Reason("phase_not_open", {"phase": phase, "open": position.open_phases})


def _ended(episodes: tuple[Episode, ...], on: date, phase: str | None = None) -> tuple[Episode, ...]:
    return tuple(
        replace(episode, ended_on=on) if episode.ended_on is None and phase in (None, episode.phase) else episode
        for episode in episodes
    )


def _skips(model: RouteModel, position: Position, phase: str) -> Iterator[Reason]:
    been = {episode.phase for episode in position.episodes}
    before = model.phases[: model.rank(phase)]
    passed = [p.code for p in before if p.code not in been and not p.optional and p.starts.event is None]
    if not been and model.selection is not None and position.step is State.INTAKE:
        passed.insert(0, State.SELECTION.value)
    if passed:
        yield Reason("skips", {"phase": phase, "skipped": tuple(passed)})


def _goes_back(model: RouteModel, position: Position, phase: str) -> Iterator[Reason]:
    further = [e.phase for e in position.episodes if model.rank(e.phase) >= model.rank(phase)]
    if further:
        yield Reason("goes_back", {"phase": phase, "came_from": max(further, key=model.rank)})


def _parallel(model: RouteModel, position: Position, phase: str) -> Iterator[Reason]:
    beside = [other for other in position.open_phases if not _planned_together(model, other, phase)]
    if beside:
        yield Reason("parallel", {"phase": phase, "beside": tuple(beside)})


def _planned_together(model: RouteModel, one: str, other: str) -> bool:
    """Whether the model itself lets these two overlap; any first day gives the same answer."""
    if model.phase(one).starts.alongside == other or model.phase(other).starts.alongside == one:
        return True
    spans = {span.phase: span.period for span in plan_phases(model, date(2001, 1, 1))}
    return one in spans and other in spans and spans[one].overlaps(spans[other])
