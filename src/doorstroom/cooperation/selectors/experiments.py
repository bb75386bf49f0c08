"""Trials with where they stand today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from doorstroom.cooperation.domain.experiments import Stage, Trial, days_left, stage
from doorstroom.cooperation.models import Experiment


@dataclass(frozen=True)
class ExperimentRow:
    experiment: Experiment
    stage: Stage
    days_left: int

    @property
    def due(self) -> bool:
        return self.stage is Stage.DUE


def experiments() -> QuerySet[Experiment]:
    """What has to be decided first comes first; what is decided comes last."""
    return Experiment.objects.select_related("owner", "issue")


def experiment_row(experiment: Experiment, on: date) -> ExperimentRow:
    trial = Trial(experiment.starts_on, experiment.decide_on, experiment.outcome)
    return ExperimentRow(experiment, stage(trial, on), days_left(trial, on))
