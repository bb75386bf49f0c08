"""Forms about agreements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation
from doorstroom.agreements.models import Agreement, AgreementParty, Category, LegalGround, Purpose
from doorstroom.ui.forms import DateInput


def _organisations() -> Any:
    return Organisation.objects.filter(merged_into=None).order_by("name")


class AgreementForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = forms.CharField(
        label=_("What do the parties want to reach together?"), widget=forms.Textarea(attrs={"rows": 3})
    )
    valid_from = forms.DateField(label=_("Holds from"), widget=DateInput())
    valid_until = forms.DateField(
        label=_("Holds until"),
        widget=DateInput(),
        required=False,
        help_text=_("The first day on which it no longer holds. Empty: until somebody ends it."),
    )


class TermForm(forms.Form):
    valid_from = forms.DateField(label=_("The next version holds from"), widget=DateInput())
    valid_until = forms.DateField(label=_("Holds until"), widget=DateInput(), required=False)


class PartyForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    capacity = forms.ChoiceField(label=_("What does it do?"), choices=AgreementParty.Capacity.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _organisations()  # type: ignore[attr-defined]


class _PartiesForm(forms.Form):
    """Choices of organisations are the parties of the agreement."""

    of_parties: tuple[str, ...] = ()

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = _organisations().filter(agreement_parties__agreement=agreement)
        for name in self.of_parties:
            self.fields[name].queryset = parties  # type: ignore[attr-defined]


class CommitmentForm(_PartiesForm):
    of_parties = ("owner",)
    owner = forms.ModelChoiceField(label=_("Who promises it?"), queryset=Organisation.objects.none())
    text = forms.CharField(label=_("What?"), max_length=200, help_text=_("For example: 40 places to learn in care."))
    measure = forms.CharField(
        label=_("What is counted?"), max_length=200, help_text=_("And where one can see it: a list, a report.")
    )
    target = forms.IntegerField(label=_("How many?"), min_value=1)
    starts_on = forms.DateField(label=_("Counted from"), widget=DateInput())
    due_on = forms.DateField(label=_("By"), widget=DateInput())


class LineForm(_PartiesForm):
    of_parties = ("controller", "recipient")
    controller = forms.ModelChoiceField(label=_("Who gives the data?"), queryset=Organisation.objects.none())
    recipient = forms.ModelChoiceField(label=_("Who receives them?"), queryset=Organisation.objects.none())
    purpose = forms.ChoiceField(label=_("What for?"), choices=Purpose.choices)
    categories = forms.MultipleChoiceField(
        label=_("Which data?"), choices=Category.choices, widget=forms.CheckboxSelectMultiple
    )
    ground = forms.ChoiceField(label=_("Legal ground"), choices=LegalGround.choices)
    legal_basis = forms.CharField(
        label=_("By which article?"), max_length=200, help_text=_("For example: Wet SUWI art. 62.")
    )
    secrecy_exception = forms.CharField(
        label=_("Which law lifts the duty of secrecy?"),
        max_length=200,
        required=False,
        help_text=_("Only where a duty of secrecy holds."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class SignatureForm(_PartiesForm):
    of_parties = ("organisation",)
    organisation = forms.ModelChoiceField(label=_("For which organisation?"), queryset=Organisation.objects.none())
    signed_by = forms.CharField(label=_("Who signs?"), max_length=150, help_text=_("Name and function."))
    kept_at = forms.CharField(
        label=_("Where is the signed paper kept?"),
        max_length=200,
        required=False,
        help_text=_("Needed when you record a signature of another organisation."),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, agreement=agreement, **kwargs)
        waiting = _organisations().filter(
            agreement_parties__agreement=agreement, agreement_parties__signed_on__isnull=True
        )
        self.fields["organisation"].queryset = waiting  # type: ignore[attr-defined]


class ProgressForm(forms.Form):
    value = forms.IntegerField(label=_("How many are there by now?"), min_value=0)
    on = forms.DateField(label=_("Counted on"), widget=DateInput())
    note = forms.CharField(label=_("What happened?"), max_length=300, required=False)
