"""Adding a document."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from doorstroom.documents.domain.files import MIME, MOST_BYTES
from doorstroom.documents.wording import REFUSALS
from doorstroom.trajectories.models import Note

ACCEPTED = ",".join([*MIME.values(), *(f".{kind}" for kind in MIME)])


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("File or photo"), max_length=250,
        help_text=_(
            "Drag a file to this field, choose one, or take a photo with your phone. PDF, photo, Word or Excel."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "ds-drop"}),
    )  # fmt: skip
    title = forms.CharField(
        label=_("What is it?"), max_length=150, required=False, help_text=_("Empty: the name of the file.")
    )
    visibility = forms.ChoiceField(label=_("Who may read it?"), choices=Note.Visibility.choices)

    def clean_file(self) -> UploadedFile:
        """Too large is known before anything is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(REFUSALS["file_too_large"] % {"most": MOST_BYTES // 1024 // 1024})
        return file
