"""One row of facts per trajectory, rebuilt from events and kept up to date on write. No names."""

from __future__ import annotations

from django.db import models

from doorstroom.programmes.models import Programme


class TrajectoryFact(models.Model):
    """Dates are days; an empty date means: not happened, as far as known at `recorded_at`."""

    trajectory_id = models.BigIntegerField(primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    round_id = models.BigIntegerField(null=True)
    round_name = models.CharField(max_length=100, blank=True)
    arm = models.CharField(max_length=80, blank=True)
    registered_on = models.DateField()
    started_on = models.DateField(null=True)
    exited_on = models.DateField(null=True)
    exit_cause = models.CharField(max_length=20, blank=True)
    exit_week = models.PositiveSmallIntegerField(null=True)
    destination = models.CharField(max_length=20, blank=True)
    finished_on = models.DateField(null=True)
    progressed_on = models.DateField(null=True)
    job_from = models.DateField(null=True)
    job_until = models.DateField(null=True)
    job_in_sector = models.BooleanField(null=True)
    award_on = models.DateField(null=True)
    followups = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["programme", "arm", "started_on"])]
