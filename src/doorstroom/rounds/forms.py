"""Forms about rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.forms import organisations_listed
from doorstroom.accounts.models import Organisation, Role
from doorstroom.demand.models import Place
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.rounds.access import WITH_PEOPLE
from doorstroom.rounds.models import Backing, Nomination, Round
from doorstroom.rounds.selectors import places_to_back, referrers_to_ask
from doorstroom.ui.forms import DateInput
from doorstroom.ui.listed import TYPE_A_PART, ListedField, offer


class ModelChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: RouteModel) -> str:
        return f"{obj} ({obj.programme})" if obj.programme else str(obj)


class RoundForm(forms.Form):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.order_by("name"))
    model = ModelChoice(
        label=_("Approach"),
        queryset=RouteModel.objects.select_related("programme").order_by("name", "-version"),
        help_text=_("The version cannot change any more once a round is planned on it."),
    )
    name = forms.CharField(label=_("Name of the round"), max_length=100)
    starts_on = forms.DateField(label=_("Starts on"), widget=DateInput())
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000)
    minimum_seats = forms.IntegerField(
        label=_("Smallest number with which it goes on"), min_value=0, initial=0, max_value=1000
    )
    holiday_region = forms.CharField(
        label=_("Region of the school holidays"), max_length=60, required=False,
        help_text=_("Empty: no school holidays are taken into account."),
    )  # fmt: skip


class SeatsForm(forms.Form):
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000)


class AskForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Referrer"), queryset=Organisation.objects.none())
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=500)
    due_on = forms.DateField(label=_("Before which day"), widget=DateInput())

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = referrers_to_ask(round)  # type: ignore[attr-defined]


class PlaceChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Place) -> str:
        return f"{obj.site.full_name} · {obj.occupation} ({obj.free})"  # type: ignore[attr-defined]


class BackForm(forms.Form):
    place = PlaceChoice(
        label=_("Place"), queryset=Place.objects.none(),
        help_text=_("Between brackets: how many places are still free for this round."),
    )  # fmt: skip
    seats = forms.IntegerField(label=_("How many seats"), min_value=1, max_value=99)
    status = forms.ChoiceField(
        label=_("How certain"), widget=forms.RadioSelect, choices=Backing.Status.choices,
        initial=Backing.Status.PROMISED,
    )  # fmt: skip
    given_by = forms.CharField(label=_("Who signed or promised"), max_length=150)
    given_on = forms.DateField(label=_("On which day"), widget=DateInput())

    def __init__(self, *args: Any, round: Round, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_to_back(round, on)  # type: ignore[attr-defined]


class SignForm(forms.Form):
    signed_by = forms.CharField(label=_("Who signed"), max_length=150)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class PartnerForm(forms.Form):
    organisation = ListedField(label=_("Organisation"), help_text=TYPE_A_PART)
    role = forms.TypedChoiceField(
        label=_("Works in the round as"), coerce=Role,
        choices=[(role.value, role.label) for role in WITH_PEOPLE],
    )  # fmt: skip
    pays = forms.BooleanField(
        label=_("Pays, and sees only for whom it pays"),
        required=False,
        help_text=_(
            "For an organisation that does not refer people itself. Its caseworkers look; say afterwards for whom it"
            " pays."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations_listed(Organisation.objects.all()))


NOBODY_ELSE = 0


class PayersForm(forms.Form):
    """One choice for each person that was put forward: the referrer, or an organisation that pays."""

    def __init__(self, *args: Any, nominations: Sequence[Nomination], payers: Sequence[Organisation], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for each in nominations:
            referrer = _("%(name)s, who referred") % {"name": each.referrer} if each.referrer else _("nobody was named")
            self.fields[str(each.pk)] = forms.TypedChoiceField(
                label=each.person.full_name, initial=each.payer_id or NOBODY_ELSE, coerce=int,
                choices=[(NOBODY_ELSE, referrer), *((payer.pk, payer.name) for payer in payers)],
            )  # fmt: skip

    @property
    def payers(self) -> dict[int, int | None]:
        return {int(name): payer or None for name, payer in self.cleaned_data.items()}
