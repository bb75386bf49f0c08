"""One row of facts per trajectory, kept up to date on write; copies of all rows under a lock; forecasts as made."""

from __future__ import annotations

from django.db import models

from doorstroom.accounts.models import Membership
from doorstroom.participants.models import EducationLevel
from doorstroom.programmes.models import Goal, Programme


class FactColumns(models.Model):
    """Dates are days; an empty date means: not happened, as far as known at `recorded_at`.

    `arm` is code/version of the route model, `job_on` the first day of the first job since the start. Days inside
    JSON are ISO texts: `stages` {stage: first day}, `episodes` [[start, exit, cause]], `jobs` [[start, first day
    without, hours, sector]] and `followups` [[moment, due, observed, in work, in target sector]]. `recorded_at` is
    when the last event on the timeline of this trajectory was recorded.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    round_id = models.BigIntegerField(null=True)
    round_name = models.CharField(max_length=100, blank=True)
    arm = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=100, blank=True)
    target_sector = models.CharField(max_length=20, blank=True)
    education = models.CharField(max_length=20, choices=EducationLevel, default=EducationLevel.UNKNOWN)
    registered_on = models.DateField()
    started_on = models.DateField(null=True)
    exited_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    exit_cause = models.CharField(max_length=20, blank=True)
    exit_reason = models.CharField(max_length=20, blank=True)
    exit_phase = models.CharField(max_length=40, blank=True)
    exit_week = models.PositiveSmallIntegerField(null=True)
    destination = models.CharField(max_length=20, blank=True)
    finished_on = models.DateField(null=True)
    award_on = models.DateField(null=True)
    job_on = models.DateField(null=True)
    dismissal_on = models.DateField(null=True)
    stages = models.JSONField(default=dict)
    episodes = models.JSONField(default=list)
    jobs = models.JSONField(default=list)
    followups = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class TrajectoryFact(FactColumns):
    """What is known now."""

    trajectory_id = models.BigIntegerField(primary_key=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "arm", "started_on"])]


class DataLock(models.Model):
    """A name for what was known of a programme at one moment: figures under a lock come out the same for ever.

    `checksum` is the SHA-256 of its rows in their order, so that a copy elsewhere can be recognised.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="locks")
    name = models.CharField(max_length=100)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="lock_name_once")]

    def __str__(self) -> str:
        return self.name


class LockedFact(FactColumns):
    """A row as it was when the lock was taken; never changed. With the person gone nothing leads back from it."""

    lock = models.ForeignKey(DataLock, on_delete=models.CASCADE, related_name="facts")
    trajectory_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lock", "trajectory_id"], name="locked_once")]


class ArchivedForecast(models.Model):
    """What was expected of a goal for a later day, kept as it was said, to be held against what came.

    `low` and `high` bound eight cases in ten; `chance` is that of reaching the goal by its deadline.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="forecasts")
    made_on = models.DateField()
    recorded_at = models.DateTimeField()
    for_day = models.DateField()
    done = models.PositiveIntegerField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    chance = models.FloatField(null=True)
    definition = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "made_on", "for_day"], name="forecast_made_once"),
            models.CheckConstraint(condition=models.Q(for_day__gt=models.F("made_on")), name="forecast_looks_ahead"),
            models.CheckConstraint(condition=models.Q(high__gte=models.F("low")), name="forecast_range_in_order"),
        ]
