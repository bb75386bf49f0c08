"""Money, vouchers and short courses for people: which types a programme gives, and to whom they went."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.arrangements.domain.eligibility import Terms
from doorstroom.arrangements.domain.standing import Standing, standing
from doorstroom.participants.models import Person
from doorstroom.programmes.models import Programme


class ArrangementType(models.Model):
    """What a programme gives, for whom and how many, from a day up to but not including `valid_until`.

    Other conditions are another row under the same name, from the day on which they hold.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="arrangement_types")
    name = models.CharField(max_length=120)
    planned = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    young_below = models.PositiveSmallIntegerField(default=27)
    conditions = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    needs_employer = models.BooleanField(default=False)

    class Meta:
        ordering = ["programme", "name", "valid_from"]
        constraints = [
            ExclusionConstraint(
                name="arrangement_type_once_at_a_time",
                expressions=[
                    (F("programme"), RangeOperators.EQUAL),
                    (F("name"), RangeOperators.EQUAL),
                    (
                        Func(F("valid_from"), F("valid_until"), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="arrangement_type_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def terms(self) -> Terms:
        return Terms(self.minimum_age, self.maximum_age, tuple(self.conditions), self.young_below)

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


class Arrangement(models.Model):
    """One type of arrangement for one person. It needs no trajectory, intake or holder, and is no job.

    `said` answers the conditions of the type in their order; `young` is what was known of the age when it was written.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="arrangements")
    type = models.ForeignKey(ArrangementType, on_delete=models.PROTECT, related_name="arrangements")
    employer = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="arrangements"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    said = ArrayField(models.BooleanField(null=True), default=list, blank=True)
    young = models.BooleanField(null=True)
    go_ahead_reason = models.CharField(max_length=300, blank=True)
    called_off_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["type", "-starts_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "type", "starts_on"], condition=Q(called_off_on=None), name="arrangement_once_a_day"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="arrangement_ends_after_start"),
            models.CheckConstraint(
                condition=Q(called_off_on=None) | ~Q(ended_because=""), name="called_off_arrangement_has_reason"
            ),
        ]

    def standing(self, on: date) -> Standing:
        return standing(
            starts_on=self.starts_on, ends_on=self.ends_on, called_off=self.called_off_on is not None, on=on
        )
