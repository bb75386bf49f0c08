"""What is asked about an award, an appointment, a talk and the place of an activity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.demand.models import WorkProcess
from doorstroom.documents.models import Document
from doorstroom.learning.domain.progress import Said
from doorstroom.learning.models import Award, SignOff
from doorstroom.learning.wording import LEVELS, STEPS
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


class RoundProcessesForm(forms.Form):
    processes = forms.ModelMultipleChoiceField(
        label=_("What does this group learn?"), queryset=WorkProcess.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class SignOffForm(forms.Form):
    """`processes` are those not signed yet by this side; `documents` those of the person that are open."""

    processes = forms.ModelMultipleChoiceField(
        label=_("What can this person do now?"), queryset=WorkProcess.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    side = forms.ChoiceField(label=_("Who says so?"), widget=forms.RadioSelect)
    signed_by = forms.CharField(label=_("Name of who says so"), max_length=150)
    evidence = forms.CharField(
        label=_("What was seen?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where and when, and what the person did; or what the document shows."),
    )  # fmt: skip
    document = forms.ModelChoiceField(label=_("Document"), queryset=Document.objects.none(), required=False)
    on = forms.DateField(label=_("Day"), widget=DateInput)

    def __init__(self, *args: Any, processes: Any, documents: Any, sides: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["processes"].queryset = processes  # type: ignore[attr-defined]
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]
        self.fields["document"].label_from_instance = lambda document: document.title  # type: ignore[attr-defined]
        choices = [choice for choice in SignOff.Side.choices if choice[0] in sides]
        self.fields["side"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["side"].initial = choices[0][0]


class LevelForm(forms.Form):
    moment = forms.ChoiceField(
        label=_("Which level is it?"), widget=forms.RadioSelect,
        choices=[("in", _("with which the person came in")), ("out", _("that the person has reached now"))],
    )  # fmt: skip
    level = forms.TypedChoiceField(label=_("Level"), choices=list(LEVELS.items()), coerce=int)
    source = forms.CharField(
        label=_("What shows it?"), max_length=200, help_text=_("A paper, a test, or the person’s own word.")
    )
    on = forms.DateField(label=_("Day"), widget=DateInput)
