"""The words in which an organisation writes its letters. What was written to a person is a document."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.documents.models import Document


class LetterText(models.Model):
    """One version of a text; the newest is used, the older ones stay readable."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    letter = models.CharField(max_length=24, choices=Document.Letter)
    subject = models.CharField(max_length=150)
    text = models.TextField(help_text=_("Paragraphs with an empty line between them."))
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "letter", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(subject="") & ~models.Q(text=""), name="letter_text_says_something"
            )
        ]
