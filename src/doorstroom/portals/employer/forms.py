"""The three questions, for one person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.placements.models import EmployerAnswer
from doorstroom.placements.services import WeekAnswer


class AnswerForm(forms.Form):
    """`most` is the number of days that were planned; nothing has to be answered."""

    days_present = forms.TypedChoiceField(
        label=_("Days at work this week"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    going = forms.ChoiceField(
        label=_("How is it going?"), choices=EmployerAnswer.Going.choices, required=False, widget=forms.RadioSelect
    )
    call_me = forms.BooleanField(label=_("Call me about this"), required=False)
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, data: Any, *, placement_id: int, most: int, initial: Any = None) -> None:
        super().__init__(data, initial=initial, prefix=f"p{placement_id}")
        self.placement_id = placement_id
        self.fields["days_present"].choices = [(number, str(number)) for number in range(most + 1)]

    def answer(self) -> WeekAnswer | None:
        """What was filled in; None when nothing was."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}
        return WeekAnswer(self.placement_id, **given) if given else None
