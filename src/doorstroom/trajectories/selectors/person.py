"""What stands on the page of one person, read once: own goal first, then the next step and who helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Concat, JSONObject
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.period import week_number
from doorstroom.participants.access import open_categories, visible_people
from doorstroom.participants.models import (
    CorrectionRequest,
    IncomeSituation,
    LanguageLevel,
    OwnGoal,
    Person,
    WorkAdjustment,
)
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import HolderTerm, Task, TeamMember, Trajectory, TrajectoryState
from doorstroom.trajectories.selectors.facts import RECORDED
from doorstroom.trajectories.selectors.people import current_of
from doorstroom.trajectories.selectors.positions import approach_of

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class PhaseBar:
    label: str
    state: str
    detail: str
    code: str
    open: bool


@dataclass(frozen=True)
class OpenPass:
    """An agreement that was let pass and still has to be settled."""

    guard: str
    fact: str
    name: str
    confirmed_by: str
    reason: str
    expires_on: date
    overdue: bool


@dataclass(frozen=True)
class ChecklistLine:
    code: str
    name: str
    supplied_by: str
    done_on: date | None


@dataclass(frozen=True)
class ChecklistState:
    """`open` from the model's week on; `due_on` is the Monday of the week in which it must be complete."""

    code: str
    name: str
    lines: Sequence[ChecklistLine]
    due_on: date
    open: bool

    @property
    def done(self) -> int:
        return sum(line.done_on is not None for line in self.lines)


@dataclass(frozen=True)
class TrajectoryPage:
    trajectory: Trajectory
    model: RouteModel | None
    holder: HolderTerm | None
    team: Sequence[TeamMember]
    phases: Sequence[PhaseBar]
    passes: Sequence[OpenPass]
    checklists: Sequence[ChecklistState]
    moves: frozenset[str]


@dataclass(frozen=True)
class Goal:
    """What the person wants, in own words."""

    text: str
    recorded_on: date


@dataclass(frozen=True)
class Remark:
    """“This is not right”, said by the person and not answered yet."""

    id: int
    text: str


@dataclass(frozen=True)
class PersonPage:
    """`current` is None for somebody without a trajectory that this actor may see."""

    person: Person
    categories: frozenset[str]
    own_goal: Goal | None
    remarks: Sequence[Remark]
    current: TrajectoryPage | None
    others: Sequence[Trajectory]
    tasks: Sequence[Task]

    @property
    def trajectories(self) -> list[Trajectory]:
        return [self.current.trajectory, *self.others] if self.current else []

    @property
    def has_next_step(self) -> bool:
        return any(task.done_on is None for task in self.tasks)

    @property
    def closed(self) -> list[Category]:
        return [category for category in Category if category.value not in self.categories]


def person_page(
    actor: Actor, person_id: UUID, *, trajectory_id: int | None = None, beside: Mapping[str, Any] = NOTHING
) -> PersonPage | None:
    """In a fixed number of queries; None for a person whom the actor may not see. Closed categories stay empty.

    `beside` annotates each trajectory with what apps above know of it.
    """
    categories = frozenset(open_categories(actor, person_id))
    person = _with_details(visible_people(actor), categories, actor.on).filter(pk=person_id).first()
    if person is None:
        return None
    trajectories = list(_trajectories(actor, person_id).annotate(**beside)) if Category.PROGRESS in categories else []
    chosen = next((t for t in trajectories if t.pk == trajectory_id), None) or current_of(trajectories)
    notes_open = Category.NOTES in categories
    return PersonPage(
        person=person,
        categories=categories,
        own_goal=_goal(person),
        remarks=[Remark(**each) for each in getattr(person, "known_remarks", [])],
        current=trajectory_page(chosen, actor.on) if chosen else None,
        others=[each for each in trajectories if chosen and each.pk != chosen.pk],
        tasks=list(_tasks(person_id, actor.on)) if notes_open else [],
    )


def trajectory_page(trajectory: Trajectory, on: date) -> TrajectoryPage:
    """Holder, team, phases and papers of one trajectory, in the words of its model."""
    model = approach_of(trajectory.model) if trajectory.model else None
    stays = sorted(trajectory.phases.all(), key=lambda stay: stay.pk)
    return TrajectoryPage(
        trajectory=trajectory,
        model=model,
        holder=next((term for term in trajectory.holder_terms.all() if term.ended_at is None), None),
        team=[each for each in trajectory.team.all() if each.valid_until is None or each.valid_until > on],
        phases=_phase_bars(model, stays, on, over=trajectory.state == TrajectoryState.EXITED) if model else [],
        passes=_passes(trajectory, model, on) if model else [],
        checklists=_checklists(trajectory, model, stays, on) if model else [],
        moves=frozenset(_moves(trajectory)),
    )


def load_trajectory(actor: Actor, person_id: UUID, pk: int) -> Trajectory | None:
    """One trajectory of this person with all that its pages show; None when it may not be seen."""
    return _trajectories(actor, person_id).filter(pk=pk).first()


def _with_details(people: Any, categories: frozenset[str], on: date) -> Any:
    """What is known of the person, of the open categories only, in the query of the person itself."""
    if Category.PROGRESS in categories:
        goals = OwnGoal.objects.filter(person=OuterRef("pk")).order_by("-recorded_on", "-id")
        said = goals.values_list(JSONObject(text="text", recorded_on="recorded_on"))[:1]
        asked = CorrectionRequest.objects.filter(person=OuterRef("pk"), answered_at=None).order_by("id")
        remarks = asked.values_list(JSONObject(id="id", text="text"))
        people = people.annotate(known_goals=ArraySubquery(said), known_remarks=ArraySubquery(remarks))
    if Category.CONTACT in categories:
        people = people.select_related("contact")
    if Category.PROFILE in categories:
        levels = LanguageLevel.objects.filter(person=OuterRef("pk")).order_by("skill")
        pairs = levels.annotate(pair=Concat(F("skill"), Value(":"), F("level")))
        people = people.select_related("profile").annotate(known_levels=ArraySubquery(pairs.values("pair")))
    if Category.ADJUSTMENTS in categories:
        kinds = WorkAdjustment.objects.filter(person=OuterRef("pk")).order_by("kind").values("kind")
        people = people.annotate(known_adjustments=ArraySubquery(kinds))
    if Category.INCOME in categories:
        current = IncomeSituation.objects.filter(person=OuterRef("pk"), valid_until=None).values("source")
        people = people.annotate(known_income=ArraySubquery(current))
    return people


def _goal(person: Person) -> Goal | None:
    known = getattr(person, "known_goals", [])
    return Goal(known[0]["text"], date.fromisoformat(known[0]["recorded_on"])) if known else None


def _trajectories(actor: Actor, person_id: UUID) -> QuerySet[Trajectory]:
    return (
        visible_trajectories(actor)
        .filter(person_id=person_id)
        .select_related("programme", "round", "model", "desk", "person")
        .prefetch_related(
            "phases",
            "ticks",
            "guard_passes",
            Prefetch(
                "holder_terms",
                HolderTerm.objects.filter(ended_at=None).select_related("member__user", "member__organisation"),
            ),
            Prefetch("team", TeamMember.objects.select_related("member__user", "member__organisation")),
        )
        .order_by("-registered_on", "-id")
    )


def _tasks(person_id: UUID, on: date) -> Any:
    """Steps that are open, and after them those that were done today and can be taken back."""
    wanted = Q(done_on=None) | Q(done_on=on)
    tasks = Task.objects.filter(wanted, person_id=person_id).select_related("owner__user", "person")
    return tasks.order_by(F("done_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "id")


def _phase_bars(model: RouteModel, stays: Sequence[Any], on: date, *, over: bool) -> list[PhaseBar]:
    """Every phase of the model, several of which may be going on; once it is over, those that were entered."""
    language, bars = get_language() or "nl", []
    for phase in model.phases:
        own = [stay for stay in stays if stay.phase == phase.code]
        if over and not own:
            continue
        last = own[-1] if own else None
        is_open = last is not None and last.ended_on is None
        detail = _phase_dates(last) if last else ""
        if last is not None and is_open:
            week = week_number(start=last.started_on, on=on)
            detail += f" · week {week}/{phase.length_weeks}" if phase.length_weeks else f" · week {week}"
        state = "now" if is_open else "done" if last else "planned"
        bars.append(PhaseBar(phase.name.text(language), state, detail, phase.code, is_open))
    return bars


def _phase_dates(stay: Any) -> str:
    """From when to when; what is still going on has only a first day."""
    first = date_format(stay.started_on, "j N Y")
    if stay.ended_on is None:
        return gettext("from %(day)s") % {"day": first}
    return f"{first} – {date_format(stay.ended_on, 'j N Y')}"


def _passes(trajectory: Trajectory, model: RouteModel, on: date) -> list[OpenPass]:
    language = get_language() or "nl"
    waiting = {each.guard: each for each in trajectory.guard_passes.all() if each.resolved_on is None}
    return [
        OpenPass(
            guard.code, guard.fact, guard.name.text(language), waiting[guard.code].confirmed_by,
            waiting[guard.code].reason, waiting[guard.code].expires_on, waiting[guard.code].expires_on <= on,
        )
        for guard in model.guards
        if guard.code in waiting
    ]  # fmt: skip


def _checklists(trajectory: Trajectory, model: RouteModel, stays: Sequence[Any], on: date) -> list[ChecklistState]:
    """The checklists of phases that are open, from the week on which the model opens them."""
    language = get_language() or "nl"
    begun = {stay.phase: stay.started_on for stay in stays if stay.ended_on is None}
    ticks = {(tick.checklist, tick.item): tick.done_on for tick in trajectory.ticks.all() if tick.checklist != RECORDED}
    roles = {role.code: role.name.text(language) for role in model.roles}
    found = []
    for each in model.checklists:
        if each.phase not in begun:
            continue
        lines = [
            ChecklistLine(
                item.code, item.name.text(language), ", ".join(roles.get(code, code) for code in item.supplied_by),
                ticks.get((each.code, item.code)),
            )
            for item in held(each.items, begun[each.phase])
        ]  # fmt: skip
        started = begun[each.phase]
        monday = started - timedelta(days=started.weekday())
        due_on = monday + timedelta(weeks=each.due_week - 1)
        is_open = week_number(start=started, on=on) >= each.opens_week
        found.append(ChecklistState(each.code, each.name.text(language), lines, due_on, is_open))
    return found


BEFORE_START = (TrajectoryState.INTAKE, TrajectoryState.SELECTION, TrajectoryState.WAITING)


def _moves(trajectory: Trajectory) -> list[str]:
    """What can be done from here; the page offers nothing else."""
    match trajectory.state:
        case TrajectoryState.REGISTERED:
            return [MoveName.START_INTAKE, MoveName.EXIT]
        case TrajectoryState.EXITED:
            return [MoveName.RE_ENTER]
        case TrajectoryState.SUSPENDED:
            return [MoveName.RESUME, MoveName.EXIT, "hand_to"]
    start = "start" if trajectory.state in BEFORE_START else MoveName.START_PHASE
    return [start, MoveName.SUSPEND, MoveName.EXIT, "hand_to"]
