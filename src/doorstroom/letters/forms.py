"""Writing a letter, and its text."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class OwnWordsForm(forms.Form):
    own_words = forms.CharField(
        label=_("Do you want to add something?"), required=False, max_length=1000, widget=forms.Textarea({"rows": 4}),
        help_text=_("It stands above the greeting. Short sentences, words that everybody knows."),
    )  # fmt: skip


class LetterTextForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(
        label=_("Text"), max_length=6000, widget=forms.Textarea({"rows": 24}),
        help_text=_("An empty line begins a paragraph, “# ” a heading, “- ” a line of a list."),
    )  # fmt: skip
