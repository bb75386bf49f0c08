"""What is asked about an arrangement and about a type of them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.arrangements.models import Arrangement, ArrangementType
from doorstroom.arrangements.services import TypeRules
from doorstroom.programmes.models import Programme
from doorstroom.ui.forms import DateInput

SAID = {"yes": True, "no": False}


class ArrangementForm(forms.Form):
    """Days, employer, and a question for each condition that only people can answer."""

    starts_on = forms.DateField(label=_("First day"), widget=DateInput)
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=DateInput,
        help_text=_("Of a voucher or grant the last day on which it can be used."),
    )
    employer = forms.ModelChoiceField(label=_("Employer"), queryset=Organisation.objects.none(), required=False)
    go_ahead_reason = forms.CharField(
        label=_("Why it goes ahead although something is not known yet"), max_length=300, required=False
    )

    def __init__(self, *args: Any, type: ArrangementType, standing: Arrangement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employer = self.fields["employer"]
        assert isinstance(employer, forms.ModelChoiceField)  # noqa: S101 narrows the type
        employer.queryset = Organisation.objects.filter(
            kind=OrganisationKind.EMPLOYER, merged_into=None
        ).order_by("name")  # fmt: skip
        employer.required = type.needs_employer
        said = list(standing.said) if standing else []
        self.questions = [f"condition_{place}" for place in range(len(type.conditions))]
        for place, (name, text) in enumerate(zip(self.questions, type.conditions, strict=True)):
            known = said[place] if place < len(said) else None
            self.fields[name] = forms.ChoiceField(
                label=text, choices=[("", _("not known yet")), ("yes", _("yes")), ("no", _("no"))], required=False,
                initial={None: "", True: "yes", False: "no"}[known], widget=forms.RadioSelect,
            )  # fmt: skip
        if type.terms.open_to_all:
            del self.fields["go_ahead_reason"]
        self.order_fields(["starts_on", "ends_on", "employer", *self.questions, "go_ahead_reason"])
        if standing:
            own = ("starts_on", "ends_on", "employer", "go_ahead_reason")
            self.initial = {name: getattr(standing, name) for name in own if name in self.fields}

    def values(self) -> dict[str, Any]:
        """The answers together, in the order of the conditions."""
        given = dict(self.cleaned_data)
        return {"said": [SAID.get(given.pop(name)) for name in self.questions], **given}


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"), widget=DateInput, required=False, help_text=_("Leave it empty when it never began.")
    )
    reason = forms.CharField(label=_("Why?"), max_length=300)


class TypeForm(forms.Form):
    """A type with its conditions; one condition a line."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())
    name = forms.CharField(label=_("What people get"), max_length=120)
    planned = forms.IntegerField(label=_("How many are planned"), min_value=0, max_value=1_000_000)
    valid_from = forms.DateField(
        label=_("Given from"),
        widget=DateInput,
        help_text=_("One of the same name that is given now ends on this day: so conditions change from a day."),
    )
    minimum_age = forms.IntegerField(label=_("From age"), min_value=0, max_value=120, required=False)
    maximum_age = forms.IntegerField(label=_("Up to and including age"), min_value=0, max_value=120, required=False)
    young_below = forms.IntegerField(label=_("Young is younger than"), min_value=15, max_value=120, initial=27)
    conditions = forms.CharField(
        label=_("Conditions that are asked"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, so that the answer is yes or no."),
    )
    needs_employer = forms.BooleanField(label=_("An employer takes part"), required=False)

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = self.fields["programme"]
        assert isinstance(programme, forms.ModelChoiceField)  # noqa: S101 narrows the type
        programme.queryset = programmes

    def clean_conditions(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["conditions"].splitlines() if line.strip())
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("A condition has at most 200 characters. Make it shorter."))
        return lines

    def values(self) -> dict[str, Any]:
        """The rules apart from what may change later."""
        given = dict(self.cleaned_data)
        return {"rules": TypeRules(**{field.name: given.pop(field.name) for field in fields(TypeRules)}), **given}


class PlanForm(forms.Form):
    planned = TypeForm.base_fields["planned"]
    valid_until = forms.DateField(
        label=_("First day on which it is not given any more"), widget=DateInput, required=False
    )
