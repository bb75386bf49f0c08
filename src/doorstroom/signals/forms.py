"""Putting a signal aside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.placements.models import NextPath
from doorstroom.signals.domain.signal import Promises
from doorstroom.signals.wording import PROMISED
from doorstroom.ui.forms import DateInput


class PutAsideForm(forms.Form):
    until = forms.DateField(label=_("Until which day?"), widget=DateInput)
    reason = forms.CharField(label=_("Why can it wait?"), max_length=200)


class PromisesForm(forms.Form):
    """One number a promise; an empty one switches its signal off, except how early one is reminded."""

    valid_from = forms.DateField(label=_("From which day?"), widget=DateInput)
    because = forms.CharField(label=_("Who decided this, and when?"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, least, most) in PROMISED.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=least, max_value=most, required=name == "remind_days"
            )
        self.order_fields([*PROMISED, "valid_from", "because"])

    def promises(self) -> Promises:
        return Promises(**{name: self.cleaned_data[name] for name in PROMISED})


class NextPathForm(forms.Form):
    path = forms.ChoiceField(label=_("What comes next?"), choices=NextPath.Path, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What was agreed?"), max_length=300, required=False, help_text=_("With whom, and what follows.")
    )
