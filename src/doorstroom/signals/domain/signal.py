"""What a signal is, and the promises of the partnership that no route model states."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class SubjectKind(StrEnum):
    PERSON = "person"
    ROUND = "round"
    COMMITMENT = "commitment"
    AGREEMENT = "agreement"
    ISSUE = "issue"
    ACTION = "action"
    TIE = "tie"
    VACANCY = "vacancy"
    PROGRAMME = "programme"
    PROJECT = "project"
    LOG_REVIEW = "log_review"
    FILE_REQUEST = "file_request"
    DOUBLES = "doubles"


@dataclass(frozen=True, order=True)
class Subject:
    kind: SubjectKind
    id: str


class Addressee(StrEnum):
    """Who acts where no route model names a role; the interface finds the person behind it."""

    CASE_HOLDER = "case_holder"
    COACH = "coach"
    LEAD = "lead"
    ACCOUNT_MANAGER = "account_manager"
    PROGRAMME_MANAGER = "programme_manager"
    EMPLOYER = "employer"
    PARTNER = "partner"
    BOARD = "board_member"
    PRIVACY_OFFICER = "privacy_officer"
    RESEARCHER = "researcher"
    CONTROLLER = "project_controller"
    ADMINISTRATOR = "functional_administrator"


@dataclass(frozen=True)
class Signal:
    """`due_on` is the promised or legal day, never an estimate; `same_day` was promised for the day itself.

    `code` names the sentences in `messages.py` and `params` fill them; `informed` hear of it but need not act.
    `instead`: whoever it is for is not there, and the reader hears it in her place.
    """

    code: str
    subject: Subject
    owner_role: str
    due_on: date
    expected_act: str
    params: Mapping[str, Any] = field(default_factory=dict)
    informed: tuple[str, ...] = ()
    same_day: bool = False
    instead: bool = False


@dataclass(frozen=True)
class Promises:
    """What the partnership promised beside the models. None switches that signal off.

    `remind_days` is how long before its day a promise starts to show.
    """

    remind_days: int = 0
    attendance_talk_days: int | None = None
    next_step_days: int | None = None
    progress_talk_days: int | None = None
    legal_term_percent: int | None = None
    sheet_review_days: int | None = None
    instrument_days: int | None = None
    instrument_last_days: int | None = None
    second_owner_days: int | None = None
    double_days: int | None = None
    drift_points: int | None = None
    unknown_days: int | None = None
    weekly_percent: int | None = None


STANDARD = Promises(
    remind_days=14, attendance_talk_days=7, next_step_days=7, progress_talk_days=14, legal_term_percent=75,
    sheet_review_days=0, instrument_days=30, instrument_last_days=10,
    second_owner_days=42, double_days=14, drift_points=15,
    unknown_days=30, weekly_percent=30,
)  # fmt: skip
"""What holds until a partnership sets its own: a talk within a week after a dip, a next step within a week, the talk
of every three months within two weeks, a look back at an offer sheet on its day, a subsidy or a coach asked for in the
thirty days before its last (in the last ten whoever guides hears it too), a second owner for an issue within
six weeks, doubles compared within two, an unknown destination found out within thirty days."""


def workdays_after(day: date, number: int, holidays: Collection[date]) -> date:
    """The day on which so many working days have passed: Monday to Friday without public holidays."""
    while number > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            number -= 1
    return day
