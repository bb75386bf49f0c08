"""One row of facts per trajectory, kept up to date on write; copies of all rows under a lock; forecasts as made."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership
from doorstroom.monitoring.domain.cost import Kind
from doorstroom.monitoring.domain.esf import Gender, Isced, LabourStatus
from doorstroom.participants.models import EducationLevel, Person
from doorstroom.programmes.models import Goal, Programme
from doorstroom.trajectories.models import Trajectory


class FactColumns(models.Model):
    """Dates are days; an empty date means: not happened, as far as known at `recorded_at`.

    `referred_by` nominated the person, `guided_by` is the organisation of the first holder.
    `arm` is code/version of the route model, `job_on` the first day of the first job since the start. Days inside
    JSON are ISO texts: `stages` {stage: first day}, `episodes` [[start, exit, cause]], `jobs` [[start, first day
    without, hours, sector]] and `followups` [[moment, due, observed, in work, in target sector]]. `recorded_at` is
    when the last event on the timeline of this trajectory was recorded.

    The packed fields say the same in numbers of four bytes for whoever counts over everybody: [trajectory, stage, day],
    [trajectory, start, first day without, hours x 10] and [trajectory, moment, due, observed, 0 not known, 1 no work,
    2 work, 3 work in the target sector]. A fourth, `packed`, is made by the database from the plain columns.

    The database looks no programme up for each row: rows are made from trajectories, whose own programme it holds.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    round_id = models.BigIntegerField(null=True)
    round_name = models.CharField(max_length=100, blank=True)
    arm = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=100, blank=True)
    target_sector = models.CharField(max_length=20, blank=True)
    education = models.CharField(max_length=20, choices=EducationLevel, default=EducationLevel.UNKNOWN)
    referred_by = models.CharField(max_length=150, blank=True)
    guided_by = models.CharField(max_length=150, blank=True)
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
    packed_stages = models.BinaryField(default=bytes)
    packed_jobs = models.BinaryField(default=bytes)
    packed_followups = models.BinaryField(default=bytes)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class TrajectoryFact(FactColumns):
    """What is known now."""

    trajectory_id = models.BigIntegerField(primary_key=True)

    class Meta:
        indexes = [
            models.Index(fields=["programme", "arm", "started_on"]),
            models.Index(
                fields=["programme", "exited_on"], condition=models.Q(destination="unknown"), name="destination_unknown"
            ),
        ]


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


class FarCount(models.Model):
    """Of the people referred in the year up to `on`: how many came to a moment, and how many of them were far.

    Counted once a night, without names; of whom it is not known stands apart.
    """

    class Moment(models.TextChoices):
        REFERRED = "referred", _("referred")
        NOMINATED = "nominated", _("nominated")
        SELECTED = "selected", _("selected")
        FINISHED = "finished", _("finished the programme")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="far_counts")
    on = models.DateField()
    moment = models.CharField(max_length=10, choices=Moment)
    far = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "moment"], name="far_counted_once"),
            models.CheckConstraint(condition=models.Q(far__lte=models.F("known")), name="far_are_known"),
        ]


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


class PublishedTable(models.Model):
    """A table that anybody may read, as it was printed. Never changed: each later table is read beside it.

    `cells` are [["started=2025", "now=job"], printed number or null where it is withheld]; [] is everybody.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="published_tables")
    counted = models.CharField(max_length=60)
    as_of = models.DateField()
    threshold = models.PositiveSmallIntegerField()
    base = models.PositiveSmallIntegerField()
    cells = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "counted", "as_of"], name="published_once_a_day"),
            models.CheckConstraint(condition=models.Q(threshold__gte=5), name="published_threshold_five_or_more"),
        ]
        ordering = ["-as_of", "-pk"]


class CohortCost(models.Model):
    """What was spent until a day on the people who started in a period; an empty amount is a cost that nobody knows."""

    KINDS = (
        (Kind.COST.value, _("a cost")),
        (Kind.SUBSIDY.value, _("a subsidy that was received")),
        (Kind.EMPLOYER.value, _("what employers put in")),
    )

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohort_costs")
    first_start = models.DateField()
    last_start = models.DateField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=KINDS, default=Kind.COST.value)
    payer = models.CharField(max_length=100)
    cents = models.BigIntegerField(null=True, blank=True)
    spent_until = models.DateField()
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "first_start", "last_start", "kind", "name", "payer"], name="cohort_cost_once"
            ),
            models.CheckConstraint(
                condition=models.Q(last_start__gte=models.F("first_start")), name="cohort_cost_period_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(cents=None) | models.Q(cents__gte=0), name="cohort_cost_not_negative"
            ),
        ]
        ordering = ["-first_start", "-last_start", "kind", "payer", "name"]


class EsfOperation(models.Model):
    """A programme, or a part of its time, for which ESF+ pays. Who starts in it from then on takes part in it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="esf_operations")
    name = models.CharField(max_length=200)
    priority = models.CharField(max_length=20)
    specific_objective = models.CharField(max_length=20)
    region_category = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="esf_operation_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="esf_operation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EsfEntry(models.Model):
    """How things stood when somebody first began in an operation. Never changed, also not after a return."""

    GENDERS = (
        (Gender.WOMEN.value, _("woman")),
        (Gender.MEN.value, _("man")),
        (Gender.NON_BINARY.value, _("non-binary")),
    )
    STATUSES = (
        (LabourStatus.UNEMPLOYED.value, _("unemployed, shorter than a year")),
        (LabourStatus.LONG_TERM_UNEMPLOYED.value, _("unemployed for a year or longer")),
        (LabourStatus.INACTIVE.value, _("not working and not looking for work")),
        (LabourStatus.EMPLOYED.value, _("at work, or self-employed")),
    )
    LEVELS = (
        (Isced.LOWER.value, _("primary school, vmbo or mbo level 1 (ISCED 0-2)")),
        (Isced.MIDDLE.value, _("havo, vwo or mbo level 2 to 4 (ISCED 3-4)")),
        (Isced.HIGHER.value, _("higher education (ISCED 5-8)")),
    )

    operation = models.ForeignKey(EsfOperation, on_delete=models.PROTECT, related_name="entries")
    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="esf_entry")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    gender = models.CharField(max_length=20, choices=GENDERS)
    birth_date = models.DateField()
    status = models.CharField(max_length=30, choices=STATUSES)
    education = models.CharField(max_length=20, choices=LEVELS)
    started_on = models.DateField()
    source = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operation", "person"], name="esf_entry_once"),
            models.CheckConstraint(
                condition=models.Q(birth_date__lt=models.F("started_on")), name="esf_entry_born_before_start"
            ),
        ]


class EsfResult(models.Model):
    """How things stood on leaving (within four weeks) or six months later. A later row corrects an earlier one.

    It belongs to the leaving on `left_on`: after a return the results of an earlier leaving no longer count.
    """

    class Moment(models.TextChoices):
        LEAVING = "leaving", _("on leaving")
        LATER = "later", _("six months after leaving")

    entry = models.ForeignKey(EsfEntry, on_delete=models.CASCADE, related_name="results")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    moment = models.CharField(max_length=10, choices=Moment)
    left_on = models.DateField()
    observed_on = models.DateField()
    source = models.CharField(max_length=60)
    seeks_work = models.BooleanField(null=True)
    in_education = models.BooleanField(null=True)
    qualified = models.BooleanField(null=True)
    employed = models.BooleanField(null=True)
    improved = models.BooleanField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["entry", "moment", "recorded_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(observed_on__gte=models.F("left_on")), name="esf_result_after_leaving"
            )
        ]


class EsfStatement(models.Model):
    """What a project says of itself and asks of nobody (EECO12-19): a number with its method, or not collected."""

    operation = models.ForeignKey(EsfOperation, on_delete=models.CASCADE, related_name="statements")
    indicator = models.CharField(max_length=10)
    value = models.PositiveIntegerField(null=True, blank=True)
    method = models.TextField(blank=True)
    stated_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operation", "indicator"], name="esf_stated_once"),
            models.CheckConstraint(
                condition=models.Q(value=None) | ~models.Q(method=""), name="esf_statement_has_method"
            ),
        ]


class ResearchObjection(models.Model):
    """Somebody who does not want her record used for research: no file made from then on holds it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    objected_on = models.DateField()
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
