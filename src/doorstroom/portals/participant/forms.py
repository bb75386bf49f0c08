"""What a participant can tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from doorstroom.learning.selectors import PlannedDay
from doorstroom.matching.selectors.words import OwnWords

REASONS = [("sick", _("I am ill")), ("care", _("I must look after somebody")), ("other", _("Something else"))]


class CodeForm(forms.Form):
    errors_title = _("You are not in yet")
    code = forms.CharField(
        label=_("Your code"),
        max_length=12,
        help_text=_("The 6 numbers that you got with the link."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class AbsenceForm(forms.Form):
    """`days` are the planned days for which it can still be told."""

    day = forms.ChoiceField(label=_("Which day?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why?"), choices=REASONS, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Do you want to say more?"), max_length=200, required=False)

    def __init__(self, *args: Any, days: Sequence[PlannedDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {f"{each.trajectory_id}:{each.day.isoformat()}": each.day for each in days}
        self.fields["day"].choices = [(key, date_format(day, "l j F")) for key, day in names.items()]


class CorrectionForm(forms.Form):
    text = forms.CharField(label=_("What is not right?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


class YesForm(forms.Form):
    """A reason is not asked; who wants may give one."""

    willing = forms.TypedChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda value: value == "yes")
    reason = forms.CharField(max_length=500, required=False)


class OwnWordsForm(forms.Form):
    """What others may read of her, subject by subject; an empty text takes it back."""

    def __init__(self, *args: Any, words: Sequence[OwnWords], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in words:
            if each.text:
                self.fields[each.subject] = forms.CharField(
                    label=each.label, initial=each.text, max_length=300, required=False,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip
