"""What a model asks for on a day: contacts, talks, papers and moments to look back.

Everything here is computed from the model, the day a phase started and what has been done; nothing is
stored, so a corrected fact corrects the list. A contact norm is a longest silence: the next contact is due
that many weeks after the last one or after the start of the phase, whichever is later. A talk belongs to a
week of its phase and is late when that week is over. Papers are due from the Monday of their week.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from doorstroom.kernel.period import week_number
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.route_model import (
    Checklist,
    ChecklistItem,
    ContactNorm,
    Milestone,
    Observation,
    RouteModel,
)
from doorstroom.programmes.domain.schedule import WEEK, week_window


@dataclass(frozen=True)
class Progress:
    """The facts of one trajectory that norms look at.

    `phases` are the open phases and the day each started; `contacts` the last contact per role;
    `milestones` the talks held as (code, week); `items` the papers that are in as (checklist, item);
    `events` dated facts such as the exit; `facts` other facts that hold.
    """

    phases: Mapping[str, date]
    contacts: Mapping[str, date] = field(default_factory=dict)
    milestones: Collection[tuple[str, int]] = ()
    items: Collection[tuple[str, str]] = ()
    observations: Collection[str] = ()
    events: Mapping[str, date] = field(default_factory=dict)
    facts: Collection[str] = ()


@dataclass(frozen=True)
class ContactDue:
    """`due_on` is the last day that keeps the norm; from `escalates_on` a second person hears of it."""

    phase: str
    role: str
    due_on: date
    weeks: int
    since: date
    overdue_days: int
    escalates_on: date | None


@dataclass(frozen=True)
class MilestoneDue:
    """`opens_on` is the Monday of its week, `due_on` the Monday after it."""

    milestone: Milestone
    week: int
    opens_on: date
    due_on: date
    late: bool


class ChecklistState(StrEnum):
    LATER = "later"
    OPEN = "open"
    DUE = "due"
    LATE = "late"
    COMPLETE = "complete"


@dataclass(frozen=True)
class ChecklistDue:
    """`total` counts the papers that are asked, which is what held when the phase began."""

    checklist: Checklist
    state: ChecklistState
    missing: tuple[ChecklistItem, ...]
    total: int
    opens_on: date
    due_on: date
    late_on: date


@dataclass(frozen=True)
class ObservationDue:
    observation: Observation
    due_on: date
    overdue_days: int


@dataclass(frozen=True)
class Due:
    """All that is open on a day; contacts not yet due are in it, because the next one is always asked for."""

    contacts: tuple[ContactDue, ...]
    milestones: tuple[MilestoneDue, ...]
    checklists: tuple[ChecklistDue, ...]
    observations: tuple[ObservationDue, ...]


def due(model: RouteModel, progress: Progress, today: date) -> Due:
    return replace(
        contacts_and_papers(model, progress, today),
        milestones=tuple(m for m in milestones(model, progress, today) if m.opens_on <= today),
        observations=tuple(o for o in observations(model, progress, today) if o.due_on <= today),
    )


def contacts_and_papers(model: RouteModel, progress: Progress, today: date) -> Due:
    """Only these, for who asks it of hundreds of people at once."""
    papers = checklists(model, progress, today)
    closed = (ChecklistState.LATER, ChecklistState.COMPLETE)
    contacts = tuple(next_contacts(model, progress, today))
    return Due(contacts, (), tuple(each for each in papers if each.state not in closed), ())


def next_contacts(model: RouteModel, progress: Progress, today: date) -> Iterator[ContactDue]:
    """One per norm of an open phase that held when the silence began, the next contact at the latest."""
    for norm in model.contacts:
        started = progress.phases.get(norm.phase)
        if started is None:
            continue
        since = max(started, progress.contacts.get(norm.role, started))
        if not held([norm], since):
            continue
        weeks = norm_weeks(norm, week_number(start=started, on=since))
        due_on = since + weeks * WEEK
        wait = norm.escalates_after_weeks
        yield ContactDue(
            phase=norm.phase,
            role=norm.role,
            due_on=due_on,
            weeks=weeks,
            since=since,
            overdue_days=max(0, (today - due_on).days),
            escalates_on=None if wait is None else due_on + wait * WEEK,
        )


def norm_weeks(norm: ContactNorm, week: int) -> int:
    """The longest silence that may begin in this week of the phase."""
    return norm.first.every_weeks if norm.first and week <= norm.first.weeks else norm.every_weeks


def planned_contact_weeks(norm: ContactNorm, last_week: int) -> tuple[int, ...]:
    """The weeks for which contacts are planned: those the model names, then every norm less its margin."""
    weeks = [week for week in norm.planned_weeks if week <= last_week] or [1]
    if norm.planned_weeks[len(weeks) :]:
        return tuple(weeks)
    while (following := weeks[-1] + _planned_step(norm, weeks[-1])) <= last_week:
        weeks.append(following)
    return tuple(weeks)


def _planned_step(norm: ContactNorm, week: int) -> int:
    if norm.first and week <= norm.first.weeks:
        return max(1, norm.first.every_weeks - norm.first.margin_weeks)
    return max(1, norm.every_weeks - norm.margin_weeks)


def milestones(model: RouteModel, progress: Progress, today: date) -> Iterator[MilestoneDue]:
    """The talks of the open phases that have not been held, past and to come."""
    for milestone in model.milestones:
        started = progress.phases.get(milestone.phase)
        if started is None:
            continue
        for week in milestone.weeks:
            if (milestone.code, week) not in progress.milestones:
                window = week_window(started, week)
                due_on = window.end or window.start
                yield MilestoneDue(milestone, week, window.start, due_on, today >= due_on)


def checklists(model: RouteModel, progress: Progress, today: date) -> Iterator[ChecklistDue]:
    for checklist in model.checklists:
        started = progress.phases.get(checklist.phase)
        if started is not None:
            yield _checklist(checklist, started, progress, today)


def _checklist(checklist: Checklist, started: date, progress: Progress, today: date) -> ChecklistDue:
    asked = held(checklist.items, started)
    missing = tuple(
        item for item in asked if (checklist.code, item.code) not in progress.items and item.fact not in progress.facts
    )
    opens_on = week_window(started, checklist.opens_week).start
    window = week_window(started, checklist.due_week)
    late_on = window.end or window.start
    if not missing:
        state = ChecklistState.COMPLETE
    elif today >= window.start:
        state = ChecklistState.LATE if today >= late_on else ChecklistState.DUE
    else:
        state = ChecklistState.OPEN if today >= opens_on else ChecklistState.LATER
    return ChecklistDue(checklist, state, missing, len(asked), opens_on, window.start, late_on)


def observations(model: RouteModel, progress: Progress, today: date) -> Iterator[ObservationDue]:
    """The moments to look back whose event has happened and whose answer is not in."""
    for observation in model.observations:
        event = progress.events.get(observation.event)
        if event is not None and observation.code not in progress.observations:
            due_on = observed_on(observation, event)
            yield ObservationDue(observation, due_on, max(0, (today - due_on).days))


def observed_on(observation: Observation, event: date) -> date:
    if observation.after_months is None:
        return event + (observation.after_weeks or 0) * WEEK
    return add_months(event, observation.after_months)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
