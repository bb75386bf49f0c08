"""Putting a signal aside."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.ui.forms import DateInput


class PutAsideForm(forms.Form):
    until = forms.DateField(label=_("Until which day?"), widget=DateInput)
    reason = forms.CharField(label=_("Why can it wait?"), max_length=200)
