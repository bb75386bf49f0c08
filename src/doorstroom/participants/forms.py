"""Registering a person by hand: as little as needed to call back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import Agreement, AgreementStatus
from doorstroom.kernel.identifiers import read_phone
from doorstroom.participants.domain.duplicates import Described
from doorstroom.participants.domain.names import split_infix
from doorstroom.ui.forms import DateInput
from doorstroom.ui.languages import LANGUAGES


class PersonForm(forms.Form):
    """Name, one way to reach the person, and the birth date for the age rule of a programme."""

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(
        label=_("Last name"),
        max_length=100,
        help_text=_("Write “van”, “de” and the like in front."),
    )
    birth_date = forms.DateField(label=_("Date of birth"), widget=DateInput)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False,
        help_text=_("A phone number or an e-mail address is enough."),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language in which we can best reach the person"), choices=LANGUAGES)

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"].strip()
        if not text:
            return ""
        reading = read_phone(text)
        if reading.value is None:
            raise forms.ValidationError(
                _("This is no phone number that we can call. Write it as 06 12345678, or begin with +32.")
            )
        return reading.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("phone") and not cleaned.get("email") and "phone" not in self.errors:
            self.add_error("phone", _("Give a phone number or an e-mail address: somebody will call back."))
        return cleaned

    def names(self) -> dict[str, str]:
        infix, family_name = split_infix(self.cleaned_data["family_name"])
        return {"given_name": self.cleaned_data["given_name"], "infix": infix, "family_name": family_name}

    def described(self) -> Described:
        """What was filled in, to compare with people who are known already."""
        given = self.cleaned_data
        name = f"{given['given_name']} {given['family_name']}"
        return Described(name, given["birth_date"], given["phone"], given["email"])


class DetailsForm(forms.Form):
    """How somebody is called and reached."""

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(
        label=_("Last name"), max_length=100, required=False, help_text=_("Write “van”, “de” and the like in front.")
    )
    birth_date = forms.DateField(label=_("Date of birth"), widget=DateInput, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    place = forms.CharField(label=_("Place of residence"), max_length=100, required=False)

    def texts(self) -> dict[str, str]:
        """Each field as text, as it is compared with what was seen."""
        born = self.cleaned_data["birth_date"]
        texts = {name: str(value or "").strip() for name, value in self.cleaned_data.items()}
        return {**texts, "birth_date": born.isoformat() if born else ""}


class MandateForm(forms.Form):
    """Who may answer questions about doubles, and which agreement says so."""

    member = forms.ModelChoiceField(label=_("Functional administrator"), queryset=Membership.objects.none())
    agreement = forms.ModelChoiceField(label=_("On the ground of"), queryset=Agreement.objects.none())

    def __init__(self, data: Any = None, *, organisation_id: int) -> None:
        super().__init__(data)
        administrators = Membership.objects.filter(role=Role.FUNCTIONAL_ADMINISTRATOR, organisation=organisation_id)
        in_force = Agreement.objects.filter(status=AgreementStatus.IN_FORCE, parties__organisation=organisation_id)
        for name, rows in (("member", administrators.select_related("user", "organisation")), ("agreement", in_force)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 for the type checker
            field.queryset = rows.distinct().order_by("pk")
