"""The approach decides when a signal appears: another norm in a copied model, and nothing else, moves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from doorstroom.programmes.domain.norms import Progress, due
from doorstroom.programmes.domain.route_model import (
    Checklist,
    ChecklistItem,
    ClockStart,
    ContactNorm,
    OutcomeBase,
    OutcomeKind,
    Participation,
    Phase,
    PhaseKind,
    Role,
    RouteModel,
    Stage,
    Start,
    Success,
    Thresholds,
)
from doorstroom.signals.domain.facts import PersonSituation
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.rules import person_signals
from doorstroom.signals.domain.signal import Promises

NAME = {"nl": "naam", "en": "name"}
MODEL = RouteModel(
    "model",
    1,
    NAME,
    Participation(voluntary=True),
    (Phase("phase", PhaseKind.TRAINING, NAME, Start(week=1), 20),),
    (Role("guide", NAME, may_hold=True), Role("teacher", NAME)),
    Success(OutcomeKind.JOB, NAME, ClockStart.TRAJECTORY_START, 6, OutcomeBase.STARTED),
    (Stage("started", NAME, phase="phase"),),
    contacts=(ContactNorm("phase", "guide", 3),),
    checklists=(Checklist("papers", NAME, "phase", 1, 4, (ChecklistItem("form", NAME, ("teacher",)),)),),
    thresholds=Thresholds(),
)
FASTER = replace(MODEL, version=2, contacts=(ContactNorm("phase", "guide", 2),))
EARLIER = replace(MODEL, version=2, checklists=(replace(MODEL.checklists[0], due_week=3),))
PROGRESS = Progress(phases={"phase": date(2026, 11, 2)}, contacts={"guide": date(2026, 11, 4)})


def codes(model: RouteModel, on: date) -> list[str]:
    situation = PersonSituation("person-1", due=due(model, PROGRESS, on))
    measure = Measure(datetime(on.year, on.month, on.day, 10, tzinfo=UTC), model.thresholds, Promises())
    return [signal.code for signal in person_signals(situation, measure)]


@pytest.mark.parametrize(
    ("model", "on", "expected"),
    [
        (MODEL, date(2026, 11, 18), []),
        (FASTER, date(2026, 11, 17), []),
        (FASTER, date(2026, 11, 18), ["no_contact"]),
        (EARLIER, date(2026, 11, 15), []),
        (EARLIER, date(2026, 11, 16), ["checklist_incomplete"]),
        (MODEL, date(2026, 11, 22), []),
        (MODEL, date(2026, 11, 23), ["checklist_incomplete"]),
        (MODEL, date(2026, 11, 25), ["no_contact", "checklist_incomplete"]),
    ],
)
def test_signals_follow_from_the_model_alone(model, on, expected):
    assert codes(model, on) == expected
