"""The closed lists of a route model.

Names of things are a model's own; what kind of thing it is, is one of these, so that calendars, figures and words of
every model can be compared and a new model needs no new code.
"""

from __future__ import annotations

from enum import StrEnum


class PhaseKind(StrEnum):
    """The closed list on which figures and words of every model can be compared."""

    ORIENTATION = "orientation"
    BRIDGING = "bridging"
    PRE_APPRENTICESHIP = "pre_apprenticeship"
    APPRENTICESHIP = "apprenticeship"
    TRAINING = "training"
    PLACEMENT = "placement"
    JOB_SEARCH = "job_search"
    EMPLOYED = "employed"
    EMPLOYMENT_SUPPORT = "employment_support"
    POST_PLACEMENT_SUPPORT = "post_placement_support"


class ActivityKind(StrEnum):
    PLACEMENT = "placement"
    SCHOOL = "school"
    TRAINING = "training"
    COACHING = "coaching"
    LANGUAGE = "language"
    JOB_SEARCH = "job_search"
    WORK = "work"


class Weekday(StrEnum):
    """In the order of `date.weekday()`."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        return list(Weekday).index(self)


class MilestoneKind(StrEnum):
    THREE_WAY_TALK = "three_way_talk"
    REVIEW = "review"
    GO_NO_GO = "go_no_go"
    ASSESSMENT = "assessment"
    EXAM = "exam"
    PLAN = "plan"


class CriterionKind(StrEnum):
    AGE = "age"
    LANGUAGE = "language"
    EDUCATION_AT_MOST = "education_at_most"
    EDUCATION_AT_LEAST = "education_at_least"
    TEXT = "text"


class LanguageLevel(StrEnum):
    """Common European Framework of Reference, lowest first."""

    A0 = "A0"
    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class EducationLevel(StrEnum):
    """Levels by what they open in Dutch education, lowest first; a foreign unrated diploma has no level."""

    NONE = "none"
    PRIMARY = "primary"
    VMBO_MBO1 = "vmbo_mbo1"
    MBO2 = "mbo2"
    MBO3_HAVO = "mbo3_havo"
    MBO4_VWO = "mbo4_vwo"
    HIGHER = "higher"


class GuardedMove(StrEnum):
    START_PHASE = "start_phase"
    FINISH = "finish"
    EXIT = "exit"


class DecisionSubject(StrEnum):
    REGISTRATION = "registration"
    SELECTION = "selection"
    START_PHASE = "start_phase"
    PLACEMENT = "placement"
    SUSPENSION = "suspension"
    EXIT = "exit"


class AwardKind(StrEnum):
    DIPLOMA = "diploma"
    VOCATIONAL_CERTIFICATE = "vocational_certificate"
    PRACTICE_CERTIFICATE = "practice_certificate"


class OutcomeKind(StrEnum):
    JOB = "job"
    JOB_IN_SECTOR = "job_in_sector"
    APPRENTICESHIP = "apprenticeship"
    AWARD = "award"
    PROGRAMME_COMPLETED = "programme_completed"


class ClockStart(StrEnum):
    OFFERED = "offered"
    TRAJECTORY_START = "trajectory_start"
    DISMISSAL_DATE = "dismissal_date"
    JOB_START = "job_start"
    EXIT = "exit"


class OutcomeBase(StrEnum):
    """Of whom the share is taken: one result is 63% of those offered and 70% of those who took part."""

    OFFERED = "offered"
    STARTED = "started"
    COMPLETED = "completed"


class EvidencePer(StrEnum):
    PARTICIPANT = "participant"
    PLACEMENT = "placement"
    ROUND = "round"
    DAY = "day"
