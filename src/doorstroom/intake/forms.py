"""Forms about recruitment, selection and warm handovers."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation
from doorstroom.intake.domain.referral import Terms
from doorstroom.intake.models import Judgement, Referral, ReferralTerms
from doorstroom.intake.selectors import Choice, CriterionRow
from doorstroom.rounds.models import Nomination
from doorstroom.ui.forms import DateInput, TimeInput
from doorstroom.ui.languages import LANGUAGES

SPOKEN = [*LANGUAGES, ("xx", _("another language"))]


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
    language = forms.ChoiceField(label=_("Which language do you like to speak?"), choices=SPOKEN, initial="nl")
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(choice.key, _choice_words(choice)) for choice in choices]  # type: ignore[attr-defined]


def _choice_words(choice: Choice) -> str:
    if choice.round is None:
        return choice.programme.name
    day = date_format(choice.round.starts_on, "j F Y")
    return gettext("%(programme)s, starts on %(day)s") % {"programme": choice.programme.name, "day": day}


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=2000, widget=forms.Textarea({"rows": 3})
    )


SEEN = [("", _("not yet; keep it without sending")), *Referral.Seen.choices]


class ReferralForm(forms.Form):
    receiver = forms.ModelChoiceField(label=_("To which organisation?"), queryset=Organisation.objects.none())
    question = _text(_("What do you ask them to do?"))
    wish = _text(_("What does the participant want?"), help_text=_("In the own words; not your summary."))
    agreed = _text(_("What did you agree on?"), required=False, help_text=_("The next step, and when."))
    seen_how = forms.ChoiceField(
        label=_("How did the participant see what you share?"), choices=SEEN, required=False,
        help_text=_("They read the name and these three texts, nothing else, until they take over."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["receiver"]).queryset = organisations


class SeenForm(forms.Form):
    seen_how = forms.ChoiceField(
        label=_("How did the participant see what you share?"), choices=Referral.Seen.choices
    )  # fmt: skip


class TalkForm(forms.Form):
    talk_on = forms.DateField(label=_("On which day do you talk together?"), widget=DateInput)


class AcceptForm(forms.Form):
    talk_held_on = forms.DateField(label=_("On which day did you talk together?"), widget=DateInput, required=False)
    talk_waived = forms.CharField(
        label=_("Or: why did the participant not want that talk?"), required=False, max_length=200
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The day that was planned stands filled in; a talk that was not wanted was not held on it."""
        given = super().clean() or self.cleaned_data
        return {**given, "talk_held_on": None} if given.get("talk_waived") else given


class DeclineForm(forms.Form):
    reason = _text(_("Why do you not take over?"))
    alternative = _text(_("What can the sender do instead?"))


class ContactForm(forms.Form):
    contact_on = forms.DateField(label=_("When did you speak with the participant?"), widget=DateInput)


class OutcomeForm(forms.Form):
    outcome = _text(_("How does it go?"), help_text=_("A few words for the sender, who cannot open the file any more."))


class ReasonForm(forms.Form):
    reason = _text(_("Why?"))


class TermsForm(forms.ModelForm):
    """Working days."""

    class Meta:
        model = ReferralTerms
        fields = ("receipt", "remind", "managers", "talk", "expiry", "first_contact", "report")

    def values(self) -> dict[str, Any]:
        return {"terms": Terms(**self.cleaned_data)}

    def _post_clean(self) -> None:
        """The order of the days is the rules' to judge, with a sentence of their own."""
