"""Forms of the log review."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.oversight.domain.file_requests import DAYS_AT_MOST, Known
from doorstroom.oversight.models import WorksCouncilDecision
from doorstroom.oversight.wording import EMERGENCY_VERDICTS, VERDICTS
from doorstroom.ui.forms import DateInput


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


class KnownForm(forms.Form):
    """What one knows of the person; nothing is suggested."""

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(
        label=_("Last name"), max_length=100, help_text=_("Without van, de or other words before it.")
    )
    birth_date = forms.DateField(label=_("Date of birth"), widget=DateInput())
    reason = forms.CharField(
        label=_("Why do you need this file?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def known(self) -> Known:
        values = self.cleaned_data
        return Known(values["given_name"], values["family_name"], values["birth_date"])


class AnswerForm(forms.Form):
    agreed = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Open the file")), ("no", _("Decline"))],
        widget=forms.RadioSelect,
        coerce=lambda given: given == "yes",
    )
    days = forms.IntegerField(label=_("For how many days?"), min_value=1, max_value=DAYS_AT_MOST, initial=7)
    basis = forms.CharField(
        label=_("On what ground?"), max_length=200, help_text=_("The law or task on which you decide.")
    )


class EmergencyForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Was it an emergency?"), choices=list(EMERGENCY_VERDICTS.items()), widget=forms.RadioSelect
    )
    judgement = forms.CharField(
        label=_("What did you find?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whom you asked and what the ground was. Needed unless it is in order."),
    )
