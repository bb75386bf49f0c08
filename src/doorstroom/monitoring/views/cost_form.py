"""What somebody fills in about the cost of a cohort."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.monitoring.models import CohortCost
from doorstroom.monitoring.services.costs import Cost
from doorstroom.ui.forms import DateInput

MOST_EUROS = 10**12


class CostForm(forms.Form):
    """One amount; the field for euros stays empty when nobody knows it, so that it is named and not forgotten."""

    first_start = forms.DateField(label=_("People who started from"), widget=DateInput)
    last_start = forms.DateField(label=_("until and including"), widget=DateInput)
    kind = forms.ChoiceField(label=_("What is it?"), choices=CohortCost.KINDS, widget=forms.RadioSelect)
    name = forms.CharField(label=_("What for"), max_length=100)
    payer = forms.CharField(label=_("Who paid"), max_length=100)
    euros = forms.DecimalField(
        label=_("Euros"), required=False, min_value=0, max_value=MOST_EUROS, decimal_places=2,
        help_text=_("Leave it empty when nobody knows: the cost is then named as unknown."),
    )  # fmt: skip
    spent_until = forms.DateField(label=_("Counted until"), widget=DateInput)
    source = forms.CharField(label=_("How do we know?"), max_length=200)

    def cost(self) -> Cost:
        given: dict[str, Any] = dict(self.cleaned_data)
        euros = given.pop("euros")
        return Cost(**given, cents=None if euros is None else round(euros * 100))
