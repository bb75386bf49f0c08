"""What became of someone: observations that are due at exit, after 4 weeks, 6 and 12 months."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership
from doorstroom.participants.models import Person
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.models import Trajectory


class Observation(models.Model):
    """“Unknown” is an answer with an owner who goes on looking, not a gap."""

    class Status(models.TextChoices):
        DUE = "due", _("still to ask")
        KNOWN = "known", _("known")
        UNKNOWN = "unknown", _("unknown")
        ENDED = "ended", _("no longer asked")

    class Situation(models.TextChoices):
        JOB = "job", _("in a job")
        APPRENTICESHIP = "apprenticeship", _("in an apprenticeship")
        EDUCATION = "education", _("in education")
        NO_WORK = "no_work", _("no work")

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="observations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    point = models.CharField(max_length=40)
    name = models.CharField(max_length=100, blank=True)
    due_on = models.DateField()
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    attempts = models.PositiveSmallIntegerField(default=0, help_text=_("How often somebody tried to find out."))
    situation = models.CharField(max_length=16, choices=Situation, blank=True)
    in_target_sector = models.BooleanField(null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)
    observed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_on"], condition=Q(status="due"), name="observation_due")]
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "point"], name="observed_once_per_point"),
            models.CheckConstraint(
                condition=~Q(status="unknown") | Q(owner__isnull=False), name="unknown_observation_has_owner"
            ),
            models.CheckConstraint(
                condition=~Q(status="known") | (~Q(situation="") & Q(observed_on__isnull=False)),
                name="known_observation_has_situation_and_date",
            ),
        ]


class LookBackSample(models.Model):
    """Who of a programme was drawn to be asked at one moment after leaving. Drawn once, and never changed.

    `strata` are [[education, how many could be drawn, [numbers of trajectories that were]]]; no name is in it. Both
    days are included.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="look_back_samples")
    point = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    left_from = models.DateField()
    left_until = models.DateField()
    size = models.PositiveIntegerField()
    strata = models.JSONField()
    drawn_on = models.DateField()
    drawn_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "point", "left_from", "left_until"], name="look_back_sample_once"
            ),
            models.CheckConstraint(
                condition=models.Q(left_until__gte=models.F("left_from")), name="look_back_sample_period_in_order"
            ),
        ]
        ordering = ["-drawn_on", "-pk"]

    @property
    def drawn(self) -> list[int]:
        return [number for *_, numbers in self.strata for number in numbers]
