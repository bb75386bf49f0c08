"""Putting a signal aside."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.placements.models import NextPath
from doorstroom.ui.forms import DateInput


class PutAsideForm(forms.Form):
    until = forms.DateField(label=_("Until which day?"), widget=DateInput)
    reason = forms.CharField(label=_("Why can it wait?"), max_length=200)


class NextPathForm(forms.Form):
    path = forms.ChoiceField(label=_("What comes next?"), choices=NextPath.Path, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What was agreed?"), max_length=300, required=False, help_text=_("With whom, and what follows.")
    )
