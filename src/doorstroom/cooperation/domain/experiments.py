"""When a trial asks for a decision. A trial without a day on which somebody decides becomes a habit nobody chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DUE = "due"
    DECIDED = "decided"


@dataclass(frozen=True)
class Trial:
    starts_on: date
    decide_on: date
    outcome: str = ""


def stage(trial: Trial, on: date) -> Stage:
    if trial.outcome:
        return Stage.DECIDED
    if on >= trial.decide_on:
        return Stage.DUE
    return Stage.RUNNING if on >= trial.starts_on else Stage.PLANNED


def days_left(trial: Trial, on: date) -> int:
    """Days until somebody has to decide; negative when that day has passed."""
    return (trial.decide_on - on).days
