"""Why and how: labour-market issues, programmes with their goals, and the approach as executable data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.taxonomy.models import Concept


class IssueState(models.TextChoices):
    SIGNALLED = "signalled", _("signalled")
    EXPLORED = "explored", _("explored")
    ADOPTED = "adopted", _("adopted")
    APPROACH_CHOSEN = "approach_chosen", _("approach chosen")
    EXECUTING = "executing", _("executing")
    EVALUATING = "evaluating", _("evaluating")
    CLOSED = "closed", _("closed")


class Sector(models.TextChoices):
    CARE = "care", _("care and welfare")
    LOGISTICS = "logistics", _("logistics")
    TECHNOLOGY = "technology", _("technology and construction")
    SERVICES = "services", _("services and catering")


class Issue(models.Model):
    """A labour-market issue: who is short of whom, where, how many, and how we know."""

    title = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector)
    area = models.CharField(max_length=100)
    people_short = models.PositiveIntegerField(null=True, blank=True)
    description = models.TextField(blank=True)
    proof = models.TextField(help_text=_("How we know: a source, a count, a date."))
    occupations = models.ManyToManyField(Concept, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=IssueState, default=IssueState.SIGNALLED)
    signalled_on = models.DateField()
    signalled_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="issues_signalled")
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class IssueOwner(models.Model):
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="issues_owned")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "organisation"], name="issue_owner_once")]


class Programme(models.Model):
    """What partners do about an issue. A project is a programme that is `part_of` another, even if made later."""

    name = models.CharField(max_length=200, unique=True)
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes")
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    summary = models.TextField(blank=True)
    open_for_registration = models.BooleanField(default=False)
    receiving_desk = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes_received")
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(open_for_registration=False), name="closed_programme_takes_nobody"
            ),
            models.CheckConstraint(condition=~Q(part_of=models.F("id")), name="programme_not_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def newest_model(self) -> RouteModel | None:
        """The version of the approach on which somebody who comes today begins."""
        return self.models.order_by("-created_on", "-version").first()


class ProgrammePartner(models.Model):
    """What an organisation does in a programme; `role` is the role in which its people act there."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programme_partners")
    role = models.CharField(max_length=30, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation", "role"], name="programme_partner_once")
        ]


class Goal(models.Model):
    """How many of what by when, with the words that say what counts."""

    class Unit(models.TextChoices):
        FINISHED = "finished", _("finished the programme")
        JOB = "job", _("started a job")
        SUSTAINED = "sustained", _("lasting job")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="goals")
    quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=20, choices=Unit)
    starts_on = models.DateField()
    deadline = models.DateField()
    definition = models.TextField()


class RouteModel(models.Model):
    """A programme's approach as executable data, versioned. `definition` is read by `programmes.domain`.

    Once a round runs on it (`used_on`), the database refuses to change it; a change is a new version.
    """

    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="models")
    code = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    definition = models.JSONField()
    checksum = models.CharField(max_length=64)
    derived_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    created_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="model_version_once")]
        ordering = ["code", "version"]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class ModelDraft(models.Model):
    """An approach that is still being written: its data need not be complete and no round can run on it.

    `source` is the version it changes, empty for an approach from nothing; `published` the version it became.
    """

    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    definition = models.JSONField(default=dict)
    source = models.ForeignKey(RouteModel, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    started_on = models.DateField()
    published = models.OneToOneField(
        RouteModel, null=True, blank=True, on_delete=models.PROTECT, related_name="drafted_as"
    )

    def __str__(self) -> str:
        return self.name


class SchoolHoliday(models.Model):
    """A week or more without school; the operator loads the region's own."""

    region = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text=_("The first day that school is on again."))
    source = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="holiday_ends_after_start")
        ]
