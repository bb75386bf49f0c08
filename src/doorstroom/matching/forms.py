"""What is asked about a person and a place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from doorstroom.matching.models import CriteriaReview, Willingness
from doorstroom.matching.selectors.words import OwnWords


class WordForm(forms.Form):
    """`sides` are those for whom the one who asks may speak."""

    side = forms.ChoiceField(label=_("Whose word is it?"), widget=forms.RadioSelect)
    willing = forms.TypedChoiceField(
        label=_("Go on with this place?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        required=False,
        help_text=_("Your own reason, in your own words. A participant need not give one."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, sides: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(side, label) for side, label in Willingness.Side.choices if side in sides]
        self.fields["side"].choices = shown  # type: ignore[attr-defined]


class WordingsForm(forms.Form):
    """One text per subject; what stays empty is not told."""

    def __init__(self, *args: Any, words: list[OwnWords], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in words:
            self.fields[each.subject] = forms.CharField(
                label=each.label, initial=each.text, max_length=300, required=False
            )


class FindingForm(forms.Form):
    person = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.IntegerField(widget=forms.HiddenInput)
    finding = forms.ChoiceField(
        label=_("What do you find?"), choices=CriteriaReview.Finding.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(label=_("What should change?"), max_length=500, required=False)


class PlanForm(forms.Form):
    """What a plan for a round has to keep to besides the selected people and the backed places."""

    coaching = forms.IntegerField(
        label=_("How many people can the coaches take on?"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("Leave it empty when there is no limit."),
    )
    school_days = forms.TypedMultipleChoiceField(
        label=_("School days"),
        choices=[(day, WEEKDAYS[day]) for day in range(5)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A place can be used when it leaves one of these days free."),
    )
