"""What a route model says.

A programme's approach is data: which phases there are and how they may overlap, what a week looks like, who
plays which role, whom it is for, what is asked before a phase may start, how often someone is spoken to,
what counts as success and in which stages the figures are drawn. A model is fixed once a round runs on it;
a change is a new version that names the one it came from. Weeks are counted from 1, the calendar week in
which the round or the phase starts; money and national rules are no part of a model.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated

from doorstroom.kernel.transitions import Strength
from doorstroom.programmes.domain.fields import Code, Names, Numbers
from doorstroom.programmes.domain.lineage import Include, Lineage
from doorstroom.programmes.domain.vocabulary import (
    ActivityKind,
    AwardKind,
    ClockStart,
    CriterionKind,
    DecisionSubject,
    EducationLevel,
    EvidencePer,
    GuardedMove,
    LanguageLevel,
    MilestoneKind,
    OutcomeBase,
    OutcomeKind,
    PhaseKind,
    Weekday,
)


@dataclass(frozen=True)
class InForce:
    """From its first day up to, but not including, `until`; a side that is open is left out."""

    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        return (self.since or date.min) <= on < (self.until or date.max)


@dataclass(frozen=True)
class Group:
    """The round the approach was made for; lead times count back in weeks from its start."""

    seats: Annotated[int, Numbers(1, 1000)]
    minimum_seats: Annotated[int, Numbers(1, 1000)] | None = None
    nominated: Annotated[int, Numbers(1, 5000)] | None = None
    employers: Annotated[int, Numbers(1, 1000)] | None = None
    recruit_weeks_before: Annotated[int, Numbers(0, 104)] | None = None
    places_weeks_before: Annotated[int, Numbers(0, 104)] | None = None
    confirm_weeks_before: Annotated[int, Numbers(0, 104)] | None = None


@dataclass(frozen=True)
class DecisionRight:
    subject: DecisionSubject
    roles: tuple[Code, ...]


@dataclass(frozen=True)
class Participation:
    """Whether taking part is voluntary is the approach's choice, never the software's."""

    voluntary: bool
    declining_needs_reason: bool = False
    decisions: tuple[DecisionRight, ...] = ()


@dataclass(frozen=True)
class Start:
    """When a phase begins: exactly one of a week, another phase's end or beginning, or a dated event.

    `week` counts from the start of the round and may be 0 or negative: the round's start is week 1.
    """

    week: Annotated[int, Numbers(-260, 1040)] | None = None
    after: Code | None = None
    alongside: Code | None = None
    event: Code | None = None
    offset_weeks: Annotated[int, Numbers(-260, 1040)] = 0


@dataclass(frozen=True)
class Activity:
    """One line of the weekly rhythm. Without default weekdays every round or person chooses its own."""

    code: Code
    kind: ActivityKind
    name: Names
    days_per_week: Annotated[int, Numbers(1, 7)]
    weekdays: tuple[Weekday, ...] = ()
    hours_per_week: Annotated[float, Numbers(0.5, 60)] | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    every_weeks: Annotated[int, Numbers(1, 52)] = 1
    from_week: Annotated[int, Numbers(1, 1040)] = 1
    until_week: Annotated[int, Numbers(1, 1040)] | None = None
    pauses_in_school_holidays: bool = False
    pauses_on_public_holidays: bool = True


@dataclass(frozen=True)
class Phase:
    """`length_weeks` None is open-ended: someone ends it. Going past an `optional` phase is no skipping."""

    code: Code
    kind: PhaseKind
    name: Names
    starts: Start
    length_weeks: Annotated[int, Numbers(1, 1040)] | None = None
    rhythm: tuple[Activity, ...] = ()
    optional: bool = False
    description: Names | None = None


@dataclass(frozen=True)
class Role:
    """`may_hold`: someone in this role may be the coordinating holder. Caseload and hours are for planning."""

    code: Code
    name: Names
    played_by: Names | None = None
    may_hold: bool = False
    max_caseload: Annotated[int, Numbers(1, 1000)] | None = None
    hours_per_person_week: Annotated[float, Numbers(0.01, 40)] | None = None


@dataclass(frozen=True)
class Track:
    code: Code
    name: Names


@dataclass(frozen=True)
class Criterion:
    """A condition on a person, judged by someone; without `track` it holds for every track."""

    code: Code
    kind: CriterionKind
    name: Names
    judged_by: tuple[Code, ...]
    minimum_age: Annotated[int, Numbers(0, 120)] | None = None
    maximum_age: Annotated[int, Numbers(0, 120)] | None = None
    language_level: LanguageLevel | None = None
    education_level: EducationLevel | None = None
    track: Code | None = None
    source: str | None = None
    in_force: InForce | None = None


@dataclass(frozen=True)
class FarGroup:
    """Who is at a great distance from work: at least so many of these recorded facts. Never a diagnosis.

    `education` is at most this level, `language` the lowest recorded skill in Dutch at most, `benefit_months` how long
    somebody lived on a benefit at the registration.
    """

    at_least: Annotated[int, Numbers(1, 3)] = 1
    education: EducationLevel | None = None
    language: LanguageLevel | None = None
    benefit_months: Annotated[int, Numbers(1, 240)] | None = None

    @property
    def marks(self) -> int:
        return sum(each is not None for each in (self.education, self.language, self.benefit_months))


@dataclass(frozen=True)
class PlaybookStep:
    code: Code
    name: Names
    owner: Code
    weeks_before_start: Annotated[int, Numbers(0, 104)] | None = None


@dataclass(frozen=True)
class Playbook:
    """How people are chosen: the steps, what is judged, how many people decide."""

    criteria: tuple[Criterion, ...]
    deciders: Annotated[int, Numbers(1, 9)]
    employer_has_met: bool = False
    steps: tuple[PlaybookStep, ...] = ()
    decision_workdays: Annotated[int, Numbers(1, 260)] | None = None
    answer_workdays: Annotated[int, Numbers(1, 260)] | None = None


@dataclass(frozen=True)
class FirstWeeks:
    weeks: Annotated[int, Numbers(1, 104)]
    every_weeks: Annotated[int, Numbers(1, 104)]
    margin_weeks: Annotated[int, Numbers(0, 52)] = 0


@dataclass(frozen=True)
class ContactNorm:
    """The longest silence in a phase; one that begins in the first weeks has its own, narrower norm.

    The calendar plans the contacts in `planned_weeks` and after those every norm less `margin_weeks`, so
    that a visit that falls through can be made up within the norm.
    """

    phase: Code
    role: Code
    every_weeks: Annotated[int, Numbers(1, 104)]
    first: FirstWeeks | None = None
    planned_weeks: tuple[Annotated[int, Numbers(1, 1040)], ...] = ()
    margin_weeks: Annotated[int, Numbers(0, 52)] = 0
    escalates_after_weeks: Annotated[int, Numbers(0, 52)] | None = None
    in_force: InForce | None = None


@dataclass(frozen=True)
class Milestone:
    """A dated talk or decision; weeks count from the start of the phase."""

    code: Code
    kind: MilestoneKind
    name: Names
    phase: Code
    weeks: tuple[Annotated[int, Numbers(1, 1040)], ...]
    roles: tuple[Code, ...] = ()


@dataclass(frozen=True)
class ChecklistItem:
    code: Code
    name: Names
    supplied_by: tuple[Code, ...]
    fact: Code | None = None
    in_force: InForce | None = None


@dataclass(frozen=True)
class Checklist:
    """Papers for a next step: worked on from `opens_week`, complete in `due_week`, weeks of the phase."""

    code: Code
    name: Names
    phase: Code
    opens_week: Annotated[int, Numbers(1, 1040)]
    due_week: Annotated[int, Numbers(1, 1040)]
    items: tuple[ChecklistItem, ...]
    prepares: Code | None = None


@dataclass(frozen=True)
class Guard:
    """A fact that must hold before a move; `unless` names a fact that makes it not apply."""

    code: Code
    move: GuardedMove
    fact: Code
    strength: Strength
    name: Names
    supplied_by: tuple[Code, ...]
    phase: Code | None = None
    unless: Code | None = None
    confirmed_by: tuple[Code, ...] = ()
    max_days: Annotated[int, Numbers(1, 366)] | None = None
    source: str | None = None
    in_force: InForce | None = None


@dataclass(frozen=True)
class Award:
    code: Code
    kind: AwardKind
    name: Names
    phase: Code
    issued_by: Names | None = None


@dataclass(frozen=True)
class Success:
    """The one definition behind the success figure: what, within how long, from which day, of whom."""

    outcome: OutcomeKind
    name: Names
    clock_start: ClockStart
    horizon_months: Annotated[int, Numbers(1, 120)]
    base: OutcomeBase
    sector: Code | None = None
    minimum_hours_per_week: Annotated[float, Numbers(1, 60)] | None = None


@dataclass(frozen=True)
class Stage:
    """One step of the figures, reached when a fact holds or a phase has started."""

    code: Code
    name: Names
    fact: Code | None = None
    phase: Code | None = None


@dataclass(frozen=True)
class EvidenceItem:
    code: Code
    name: Names
    per: EvidencePer
    fact: Code
    supplied_by: tuple[Code, ...]


@dataclass(frozen=True)
class Observation:
    """A moment after an event to find out how things stand; "unknown" is an answer with an owner."""

    code: Code
    name: Names
    event: Code
    owner: Code
    after_weeks: Annotated[int, Numbers(0, 1040)] | None = None
    after_months: Annotated[int, Numbers(0, 240)] | None = None


@dataclass(frozen=True)
class Thresholds:
    """When a plain rule speaks up or a term ends. None switches that rule off."""

    first_contact_workdays: Annotated[int, Numbers(1, 260)] | None = None
    no_show_minutes: Annotated[int, Numbers(0, 600)] | None = None
    attendance_last_days: Annotated[int, Numbers(1, 100)] | None = None
    attendance_below_percent: Annotated[int, Numbers(1, 100)] | None = None
    attendance_drop_points: Annotated[int, Numbers(1, 100)] | None = None
    holder_absent_workdays: Annotated[int, Numbers(1, 260)] | None = None
    contract_ending_weeks: tuple[Annotated[int, Numbers(1, 104)], ...] = ()
    dismissal_unknown_days: Annotated[int, Numbers(1, 366)] | None = None
    dismissal_near_weeks: Annotated[int, Numbers(1, 104)] | None = None
    suspension_max_weeks: Annotated[int, Numbers(1, 260)] | None = None
    suspension_contact_weeks: Annotated[int, Numbers(1, 104)] | None = None
    suspension_grace_weeks: Annotated[int, Numbers(0, 104)] | None = None
    reentry_weeks: Annotated[int, Numbers(0, 260)] | None = None
    unknown_destination_days: Annotated[int, Numbers(1, 366)] | None = None


@dataclass(frozen=True)
class RouteModel:
    """One version of an approach. `length_weeks` None: the round has no common end."""

    code: Code
    version: Annotated[int, Numbers(1, 9999)]
    name: Names
    participation: Participation
    phases: tuple[Phase, ...]
    roles: tuple[Role, ...]
    success: Success
    stages: tuple[Stage, ...]
    length_weeks: Annotated[int, Numbers(1, 1040)] | None = None
    description: Names | None = None
    derived_from: Lineage | None = None
    includes: tuple[Include, ...] = ()
    group: Group | None = None
    tracks: tuple[Track, ...] = ()
    entry: tuple[Criterion, ...] = ()
    far_group: FarGroup | None = None
    selection: Playbook | None = None
    contacts: tuple[ContactNorm, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    guards: tuple[Guard, ...] = ()
    awards: tuple[Award, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    observations: tuple[Observation, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)

    def phase(self, code: str) -> Phase:
        return next(phase for phase in self.phases if phase.code == code)

    def role(self, code: str) -> Role:
        return next(role for role in self.roles if role.code == code)

    def rank(self, code: str) -> int:
        """How far along the route a phase stands: its place in the model's own order."""
        return next(place for place, phase in enumerate(self.phases) if phase.code == code)
