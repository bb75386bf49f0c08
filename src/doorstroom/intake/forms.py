"""Forms about recruitment and selection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.intake.models import Judgement
from doorstroom.intake.selectors import Choice, CriterionRow
from doorstroom.rounds.models import Nomination
from doorstroom.ui.forms import DateInput, TimeInput

LANGUAGES = [
    ("nl", _("Dutch")), ("ar", _("Arabic")), ("ti", _("Tigrinya")), ("tr", _("Turkish")), ("pl", _("Polish")),
    ("uk", _("Ukrainian")), ("en", _("English")), ("so", _("Somali")), ("fa", _("Farsi or Dari")),
    ("es", _("Spanish")), ("fr", _("French")), ("xx", _("another language")),
]  # fmt: skip


class MeetingForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=DateInput())
    at = forms.TimeField(label=_("Time"), widget=TimeInput())
    location = forms.CharField(label=_("Where"), max_length=200)


class EmployerMetForm(forms.Form):
    met_with = forms.CharField(label=_("Who of the employer"), max_length=150)
    on = forms.DateField(label=_("On which day"), widget=DateInput())


class JudgeForm(forms.Form):
    """A verdict and, where it is not met or not known, the reason, for each criterion of the playbook."""

    def __init__(self, *args: Any, rows: list[CriterionRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            code = row.criterion.code
            self.fields[f"verdict-{code}"] = forms.ChoiceField(
                label=row.name, widget=forms.RadioSelect, choices=Judgement.Verdict.choices, required=False,
                initial=row.verdict,
            )  # fmt: skip
            self.fields[f"reason-{code}"] = forms.CharField(
                label=gettext("Why is this not met or not known: %(criterion)s") % {"criterion": row.name},
                max_length=300, required=False, initial=row.reason,
            )  # fmt: skip

    @property
    def blocks(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """(name, verdict, reason) of each criterion, in the order of the playbook."""
        codes = [(row.name, row.criterion.code) for row in self.rows]
        return [(name, self[f"verdict-{code}"], self[f"reason-{code}"]) for name, code in codes]

    def verdicts(self) -> dict[str, tuple[str, str]]:
        values = self.cleaned_data
        codes = [row.criterion.code for row in self.rows]
        return {c: (values[f"verdict-{c}"], values[f"reason-{c}"]) for c in codes if values[f"verdict-{c}"]}


class ChoiceForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What do you choose?"),
        widget=forms.RadioSelect,
        choices=[
            (Nomination.Outcome.SELECTED, _("selected")),
            (Nomination.Outcome.RESERVE, _("reserve")),
            (Nomination.Outcome.NOT_NOW, _("not now")),
        ],
    )
    reason_for_person = forms.CharField(
        label=_("Reason, in words for the participant"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("Needed for “not now”. The participant may read it."),
    )  # fmt: skip
    alternative = forms.CharField(
        label=_("What you offer instead"), widget=forms.Textarea(attrs={"rows": 2}), required=False,
        help_text=_("Needed for “not now”."),
    )  # fmt: skip


class JoinForm(forms.Form):
    """What a visitor fills in. `website` is hidden from people; only a machine fills it in."""

    choice = forms.ChoiceField(label=_("What would you like to do?"), widget=forms.RadioSelect)
    given_name = forms.CharField(label=_("Your first name"), max_length=100)
    family_name = forms.CharField(label=_("Your last name"), max_length=100, required=False)
    birth_date = forms.DateField(label=_("Your date of birth"), widget=DateInput())
    phone = forms.CharField(
        label=_("Your phone number"), max_length=30, required=False, widget=forms.TextInput(attrs={"type": "tel"}),
        help_text=_("A phone number or an e-mail address is enough."),
    )  # fmt: skip
    email = forms.EmailField(label=_("Your e-mail address"), required=False)
    language = forms.ChoiceField(label=_("Which language do you like to speak?"), choices=LANGUAGES, initial="nl")
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(choice.key, _choice_words(choice)) for choice in choices]  # type: ignore[attr-defined]


def _choice_words(choice: Choice) -> str:
    if choice.round is None:
        return choice.programme.name
    day = date_format(choice.round.starts_on, "j F Y")
    return gettext("%(programme)s, starts on %(day)s") % {"programme": choice.programme.name, "day": day}
