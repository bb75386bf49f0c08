"""What somebody asks of a draw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR
from doorstroom.ui.forms import DateInput


class SampleForm(forms.Form):
    """Which moment, of whom, and how many; the draw itself has nothing to choose."""

    point = forms.ChoiceField(label=_("At which moment?"), widget=forms.RadioSelect)
    left_from = forms.DateField(label=_("Of people who left from"), widget=DateInput)
    left_until = forms.DateField(label=_("until and including"), widget=DateInput)
    size = forms.IntegerField(
        label=_("How many people to ask?"), min_value=SMALLEST_DENOMINATOR, max_value=10_000,
        help_text=_("Of each education that share is drawn, rounded up, and at least two people."),
    )  # fmt: skip

    def __init__(self, *args: Any, moments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        point = self.fields["point"]
        assert isinstance(point, forms.ChoiceField)  # noqa: S101 narrows the type
        point.choices = moments
