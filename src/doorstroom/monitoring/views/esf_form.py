"""What people fill in for ESF+."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.monitoring.domain.esf_tables import ENTITIES, ESTIMATED
from doorstroom.monitoring.models import EsfEntry, EsfOperation
from doorstroom.monitoring.wording import ESF_STATED
from doorstroom.ui.forms import DateInput


def _known(label: Any) -> forms.TypedChoiceField:
    """Yes, no or not known; "not known" is an answer."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("not known")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class EsfEntryForm(forms.Form):
    """How things stood on the first day; each answer is needed, because an incomplete record counts nowhere."""

    gender = forms.ChoiceField(label=_("Sex"), choices=EsfEntry.GENDERS, widget=forms.RadioSelect)
    birth_date = forms.DateField(label=_("Date of birth"), widget=DateInput)
    status = forms.ChoiceField(
        label=_("How was it with work on the day before the start?"),
        choices=EsfEntry.STATUSES,
        widget=forms.RadioSelect,
    )
    education = forms.ChoiceField(
        label=_("Highest education that was finished"), choices=EsfEntry.LEVELS, widget=forms.RadioSelect
    )
    source = forms.CharField(label=_("How do we know?"), max_length=60)


class EsfLeavingForm(forms.Form):
    observed_on = forms.DateField(label=_("On which day was this so?"), widget=DateInput)
    employed = _known(_("At work, or self-employed?"))
    in_education = _known(_("In education or training?"))
    qualified = _known(_("Got a diploma or certificate after an assessment?"))
    seeks_work = _known(_("Looking for work?"))
    source = forms.CharField(label=_("How do we know?"), max_length=60)


class EsfLaterForm(forms.Form):
    observed_on = forms.DateField(label=_("On which day was this so?"), widget=DateInput)
    employed = _known(_("At work, or self-employed?"))
    improved = _known(_("Steadier, fuller or higher work than at the start?"))
    source = forms.CharField(label=_("How do we know?"), max_length=60)


class EsfStatementForm(forms.Form):
    indicator = forms.ChoiceField(
        label=_("Indicator"), choices=[(code, ESF_STATED[code]) for code in ESTIMATED + ENTITIES]
    )
    value = forms.IntegerField(
        label=_("How many"), min_value=0, max_value=1_000_000, required=False, help_text=_("Empty: not collected.")
    )
    method = forms.CharField(label=_("How was it estimated?"), widget=forms.Textarea, required=False, max_length=1000)


class EsfOperationForm(forms.ModelForm):
    class Meta:
        model = EsfOperation
        fields = ("programme", "name", "priority", "specific_objective", "region_category", "starts_on", "ends_on")
        labels = {
            "programme": _("Programme"), "name": _("Name of the project"), "priority": _("Priority"),
            "specific_objective": _("Specific objective"), "region_category": _("Category of region"),
            "starts_on": _("From"), "ends_on": _("Ends before"),
        }  # fmt: skip
        help_texts = {
            "specific_objective": _("As the grant decision names it, such as 4.a."),
            "ends_on": _("The first day that is not counted any more."),
        }  # fmt: skip
        widgets = {"starts_on": DateInput, "ends_on": DateInput}

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes
