"""What somebody asks of a figure: the day, what was known, the clock, the term and the version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django import forms
from django.core.validators import MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from doorstroom.monitoring.domain.definitions import ClockStart
from doorstroom.monitoring.models import DataLock
from doorstroom.monitoring.selectors.evidence import Question
from doorstroom.monitoring.wording import CLOCKS
from doorstroom.programmes.models import RouteModel
from doorstroom.ui.forms import DateInput

KNOWN_THEN = ("op", "vastlegging")
OF_VERSION = ("op", "versie", "vastlegging")
EVERYTHING = ("op", "klok", "maanden", "versie", "vastlegging")


FIRST = date(2000, 1, 1)
"""No figure is asked for a day before this one."""


class QuestionForm(forms.Form):
    """Every field may stay empty. A day beyond today, or beyond the lock, is refused with what to do.

    A page `asks` for the fields that move its figures.
    """

    op = forms.DateField(label=_("On the day"), required=False, widget=DateInput, validators=[MinValueValidator(FIRST)])
    klok = forms.ChoiceField(label=_("The clock starts"), required=False)
    maanden = forms.IntegerField(label=_("Months"), required=False, min_value=1, max_value=60)
    versie = forms.ChoiceField(label=_("Version"), required=False)
    vastlegging = forms.ModelChoiceField(
        DataLock.objects.none(), label=_("As recorded"), required=False, empty_label=_("as known now")
    )

    def __init__(
        self,
        *args: object,
        today: date,
        models: Iterable[RouteModel],
        locks: object,
        asks: Sequence[str],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["klok"].choices = [("", CLOCKS[ClockStart.STARTED])] + [
            (clock.value, CLOCKS[clock]) for clock in (ClockStart.REGISTERED, ClockStart.DISMISSED)
        ]
        self.fields["versie"].choices = [("", _("all versions"))] + [
            (f"{model.code}/{model.version}", str(model)) for model in models
        ]
        self.fields["vastlegging"].queryset = locks
        for name in set(self.fields) - set(asks):
            del self.fields[name]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        lock, on = cleaned.get("vastlegging"), cleaned.get("op")
        last = lock.taken_at.date() if lock else self.today
        if on and on > last:
            told = _("Nothing is known yet of a day after %(day)s. Choose that day or an earlier one.")
            self.add_error("op", forms.ValidationError(told, params={"day": date_format(last, "j F Y")}))
        return cleaned

    def question(self) -> Question:
        """What was asked, as far as it holds; fields in error fall back to what is usual."""
        self.is_valid()
        asked = self.cleaned_data
        lock = asked.get("vastlegging")
        return Question(
            on=asked.get("op") or (lock.taken_at.date() if lock else self.today),
            clock=ClockStart(asked.get("klok") or ClockStart.STARTED), months=asked.get("maanden"),
            arm=asked.get("versie") or "", lock=lock,
        )  # fmt: skip
