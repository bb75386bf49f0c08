"""Files about a person: the row that lists show, and the bytes beside it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.participants.models import Person
from doorstroom.trajectories.models import Note


class Document(models.Model):
    """A file, as visible as a note. `name` and `kind` are ours, made from the bytes."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        JPG = "jpg", _("photo")
        PNG = "png", _("picture")
        DOCX = "docx", _("Word")
        XLSX = "xlsx", _("Excel")
        ODT = "odt", _("text")
        ODS = "ods", _("spreadsheet")

    class Letter(models.TextChoices):
        """What this product wrote itself, in the words of an organisation."""

        INVITATION = "invitation", _("invitation")
        SELECTION_OUTCOME = "selection_outcome", _("outcome of the selection")
        PRACTICE_CERTIFICATE = "practice_certificate", _("certificate of practice")
        TRAJECTORY_OVERVIEW = "trajectory_overview", _("overview of the trajectory")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=150)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=Kind)
    letter = models.CharField(max_length=24, choices=Letter, blank=True, default="")
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    visibility = models.CharField(max_length=12, choices=Note.Visibility, default=Note.Visibility.TEAM)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["person", "-added_on"])]
        constraints = [models.UniqueConstraint(fields=["person", "organisation", "digest"], name="document_kept_once")]


class DocumentContent(models.Model):
    """The bytes, apart, so that a list never carries them."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="content")
    data = models.BinaryField()
