"""What somebody asks of the simulation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.monitoring.selectors.simulation import Wishes
from doorstroom.ui.forms import DateInput


class SimulationForm(forms.Form):
    """Dutch names, because they stand in the address of the page."""

    doel = forms.IntegerField(label=_("Lasting jobs in all"), min_value=1, max_value=20_000)
    op = forms.DateField(label=_("By"), widget=DateInput)
    weken = forms.IntegerField(label=_("A group starts every … weeks"), min_value=1, max_value=52)
    coaches = forms.IntegerField(label=_("Coaches there are"), min_value=1, max_value=1000, required=False)
    plekken = forms.IntegerField(label=_("Places there are"), min_value=1, max_value=10_000, required=False)
    behoud = forms.IntegerField(
        label=_("What if so many percent keep their work"), min_value=1, max_value=99, required=False
    )
    stoppen = forms.IntegerField(
        label=_("What if stopping is so many percent of now"), min_value=0, max_value=300, required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_op(self) -> date:
        """A week ahead at least, twenty years at most."""
        by: date = self.cleaned_data["op"]
        if not self.today + timedelta(weeks=1) <= by <= self.today + timedelta(weeks=52 * 20):
            raise forms.ValidationError(_("Choose a day at least a week and at most twenty years ahead."))
        return by

    def wishes(self) -> Wishes:
        asked = self.cleaned_data
        return Wishes(
            target=asked["doel"],
            deadline=asked["op"],
            every_weeks=asked["weken"],
            coaches=asked["coaches"],
            places=asked["plekken"],
            kept=asked["behoud"] / 100 if asked["behoud"] else None,
            stopped=1.0 if asked["stoppen"] is None else asked["stoppen"] / 100,
        )
