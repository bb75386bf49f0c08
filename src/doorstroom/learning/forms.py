"""What is asked about an award, an appointment, a talk and the place of an activity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.learning.domain.progress import Said
from doorstroom.learning.models import Award
from doorstroom.learning.wording import STEPS
from doorstroom.ui.forms import DateInput, TimeInput


class AwardForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Award.Kind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=200)
    issuer = forms.ModelChoiceField(
        label=_("Given by"), queryset=Organisation.objects.filter(kind=OrganisationKind.SCHOOL).order_by("name")
    )
    awarded_on = forms.DateField(label=_("Day"), widget=DateInput)
    number = forms.CharField(label=_("Number on the paper"), max_length=60, required=False)


class AppointmentForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=DateInput)
    time = forms.TimeField(label=_("Time"), widget=TimeInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480, initial=30)
    location = forms.CharField(
        label=_("Where"), max_length=200, required=False, help_text=_("Leave it empty when you visit the workplace.")
    )


class ActivityPlaceForm(forms.Form):
    """`activities` are those of the round's approach, as (code, name)."""

    activity = forms.ChoiceField(label=_("Activity"), widget=forms.RadioSelect)
    location = forms.CharField(label=_("Where"), max_length=200)
    ask_for = forms.CharField(label=_("Whom to ask for"), max_length=150, required=False)
    bring = forms.CharField(label=_("What to bring along"), max_length=200, required=False)

    def __init__(self, *args: Any, activities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activity = self.fields["activity"]
        assert isinstance(activity, forms.ChoiceField)  # noqa: S101 narrows the type
        activity.choices = activities


class ProgressTalkForm(forms.Form):
    """The participant speaks first."""

    SILENT = [("", _("does not say"))]

    person_step = forms.TypedChoiceField(
        label=_("How ready for work does the participant feel?"), choices=[*STEPS.items(), *SILENT], coerce=int,
        empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    person_words = forms.CharField(
        label=_("In the participant's own words"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("In any language. What stands here is not changed afterwards."),
    )  # fmt: skip
    professional_step = forms.TypedChoiceField(
        label=_("How ready for work do you think the participant is?"), choices=[*STEPS.items(), *SILENT], coerce=int,
        empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    professional_words = forms.CharField(
        label=_("In your own words"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("Write it so that the participant may read it."),
    )  # fmt: skip
    on = forms.DateField(label=_("Day of the talk"), widget=DateInput)

    def said(self, side: str) -> Said:
        return Said(self.cleaned_data[f"{side}_step"], self.cleaned_data[f"{side}_words"])
