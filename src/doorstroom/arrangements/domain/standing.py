"""Where an arrangement stands on a day; its last day is the last on which it runs. Called off, it counts nowhere."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    TO_BEGIN = "to_begin"
    RUNNING = "running"
    ENDED = "ended"
    CALLED_OFF = "called_off"


def standing(*, starts_on: date, ends_on: date, called_off: bool, on: date) -> Standing:
    if called_off:
        return Standing.CALLED_OFF
    if on < starts_on:
        return Standing.TO_BEGIN
    return Standing.RUNNING if on <= ends_on else Standing.ENDED
