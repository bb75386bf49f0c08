"""Partners' files: staged, looked at, corrected, applied as a whole and undone as a whole."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.placements.models import SendingList
from doorstroom.rounds.models import Round


class Batch(models.Model):
    """One delivery of one file. The file itself is kept sealed until it is applied or thrown away."""

    class Kind(models.TextChoices):
        PARTICIPANTS = "participants", _("participants")
        PLACES = "places", _("places")
        ATTENDANCE = "attendance", _("attendance")
        AWARDS = "awards", _("awards")
        SENDING = "sending", _("people of a sending employer")

    class State(models.TextChoices):
        STAGED = "staged", _("checked, not applied")
        APPLIED = "applied", _("applied")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("thrown away")

    kind = models.CharField(max_length=12, choices=Kind)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sending = models.ForeignKey(SendingList, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.STAGED)
    created_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="sending", sending__isnull=False) | (~Q(kind="sending") & Q(sending=None)),
                name="people_of_an_employer_have_a_list",
            )
        ]

    @property
    def numbered_by(self) -> Organisation:
        """Whose own numbers for people stand in the file: an employer's list holds the employer's."""
        return self.sending.employer if self.sending else self.partner


class Row(models.Model):
    """A row of the file as it will be shown: citizen numbers masked, corrections beside the original.

    `judged` is what a person said of a possible duplicate; `same_as` the key of whom or what it turned out to
    be. `told` is what the row says in the form in which it is kept, `differences` where that is not what stands here,
    and `choices` which of both somebody chose, by field.
    """

    class Choice(models.TextChoices):
        PARTNER = "partner", _("what the partner says")
        HERE = "here", _("what stands here")

    class Judged(models.TextChoices):
        OPEN = "", _("not judged")
        SAME = "same", _("the same")
        OTHER = "other", _("another")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=60, blank=True)
    values = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    excluded = models.BooleanField(default=False)
    told = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    judged = models.CharField(max_length=5, choices=Judged, default=Judged.OPEN, blank=True)
    same_as = models.CharField(max_length=40, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="row_once_per_batch")]
        ordering = ["number"]


class SavedMapping(models.Model):
    """How this partner's columns are read; corrected once, remembered for the next delivery."""

    partner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Batch.Kind)
    mapping = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "organisation", "kind"], name="mapping_once_per_partner")
        ]


class Written(models.Model):
    """What applying a batch wrote, so that undoing it removes exactly that.

    `before` is empty for a new row; `after` is a checksum, by which a later change of the row is seen.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="written")
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.CharField(max_length=64, blank=True)
    position = models.PositiveIntegerField()
