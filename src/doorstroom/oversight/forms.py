"""Forms of the log review."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.oversight.models import WorksCouncilDecision
from doorstroom.oversight.wording import VERDICTS


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(label=_("What did you find?"), choices=list(VERDICTS.items()), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whom you asked and what the ground was. Needed unless it is in order."),
    )


class SignForm(forms.Form):
    conclusion = forms.CharField(
        label=_("Conclusion of the month"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WorksCouncilForm(forms.ModelForm):
    class Meta:
        model = WorksCouncilDecision
        fields = ("decided_on", "reference")
        widgets = {"decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
