"""One row of facts per trajectory, rebuilt from events and kept up to date on write. No names."""

from __future__ import annotations

from django.db import models

from doorstroom.programmes.models import Programme


class TrajectoryFact(models.Model):
    """Dates are days; an empty date means: not happened, as far as known at `recorded_at`.

    `arm` is code/version of the route model. Days inside JSON are ISO texts: `stages` {stage: first day},
    `episodes` [[start, exit, cause]], `jobs` [[start, first day without, hours, sector]] and
    `followups` [[moment, due, observed, in work, in target sector]].
    """

    trajectory_id = models.BigIntegerField(primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    round_id = models.BigIntegerField(null=True)
    round_name = models.CharField(max_length=100, blank=True)
    arm = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=100, blank=True)
    target_sector = models.CharField(max_length=20, blank=True)
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
    stages = models.JSONField(default=dict)
    episodes = models.JSONField(default=list)
    jobs = models.JSONField(default=list)
    followups = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["programme", "arm", "started_on"])]
