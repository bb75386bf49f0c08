"""What is asked about a workplace, a job and its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.demand.models import Place, Station, WorkProcess
from doorstroom.partners.models import Site
from doorstroom.placements.models import InstrumentTerm, OfferSide, Placement, SendingList
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.forms import DismissalForm, NewcomerForm
from doorstroom.trajectories.models import Initiator, Trajectory
from doorstroom.ui.forms import DateInput
from doorstroom.ui.listed import TYPE_A_PART, Listed, ListedField, offer


def choose_from(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Offer these rows in a field whose choices depend on who asks."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 narrows the type
    field.queryset = rows


class ProgrammeField(forms.ModelChoiceField):
    def label_from_instance(self, trajectory: Any) -> str:
        return str(trajectory.programme)


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, place: Any) -> str:
        return f"{place.occupation}: {place.site.full_name}"


def employer_sites() -> Listed:
    sites = Site.objects.filter(organisation__kind=OrganisationKind.EMPLOYER)
    rows = sites.select_related("organisation").order_by("organisation__name", "name")
    return Listed("employer-sites", rows, name=lambda site: str(site.full_name))


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Weekdays as numbers, Monday is 0."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Days"), "required": False, "widget": forms.CheckboxSelectMultiple, **kwargs}
        super().__init__(choices=list(WEEKDAYS.items()), coerce=int, **kwargs)

    def clean(self, value: Any) -> tuple[int, ...]:
        return tuple(super().clean(value))


class WorkForm(forms.Form):
    """What a job and an apprenticeship share; `trajectory` is chosen when there is more than one."""

    site = ListedField(label=_("Employer"), help_text=TYPE_A_PART)
    occupation = forms.CharField(label=_("What work"), max_length=150, required=False)
    starts_on = forms.DateField(label=_("First day"), widget=DateInput)
    contract = forms.ChoiceField(
        label=_("Contract"),
        choices=[choice for choice in Placement.Contract.choices if choice[0] != Placement.Contract.NONE],
        widget=forms.RadioSelect,
    )
    ends_on = forms.DateField(
        label=_("End date of the contract"),
        required=False,
        widget=DateInput,
        help_text=_("Leave it empty for a permanent contract."),
    )
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"), min_value=1, max_value=60, decimal_places=1, required=False
    )
    weekdays = WeekdaysField()
    in_target_sector = forms.TypedChoiceField(
        label=_("Is this work in the sector of the programme?"),
        choices=[("", _("not known yet")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, trajectories: QuerySet[Trajectory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "site", employer_sites())
        self.fields["trajectory"] = ProgrammeField(
            label=_("Part of"), queryset=trajectories, required=False, initial=trajectories.first()
        )

    def values(self) -> dict[str, Any]:
        """As the services take it."""
        given = dict(self.cleaned_data)
        trajectory = given.pop("trajectory")
        return given | {"trajectory_id": trajectory.pk if trajectory else None}


class ProposalForm(forms.Form):
    """A place with its days and hours, or only the site of an employer."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[c for c in Placement.Kind.choices if c[0] in ("work_experience", "trial")],
        widget=forms.RadioSelect,
    )
    place = PlaceField(label=_("Place"), queryset=Place.objects.none(), required=False)
    site = ListedField(label=_("Or another employer"), required=False, help_text=TYPE_A_PART)
    starts_on = forms.DateField(label=_("First day"), widget=DateInput)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DateInput)
    weekdays = WeekdaysField(help_text=_("Leave this empty to take over the days of the place."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Place.objects.filter(withdrawn_on=None).select_related("site__organisation")
        choose_from(self, "place", places.order_by("occupation", "id"))
        offer(self, "site", employer_sites())


class StopForm(forms.Form):
    """Who wanted it and why; the last day only where it had begun."""

    by = forms.ChoiceField(label=_("Who wanted this?"), choices=Initiator.choices, widget=forms.RadioSelect)
    because = forms.CharField(label=_("Why?"), max_length=200, help_text=_("The next round learns from it."))
    last_day = forms.DateField(label=_("Last day"), widget=DateInput)

    def __init__(self, *args: Any, started: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not started:
            del self.fields["last_day"]


class StationForm(forms.Form):
    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none())
    name = forms.CharField(label=_("Name of the station"), max_length=100)
    capacity = forms.IntegerField(label=_("How many people fit in on one day"), min_value=1, max_value=99)
    processes = forms.ModelMultipleChoiceField(
        label=_("What is practised there?"), queryset=WorkProcess.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, employer: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "site", employer.sites.order_by("name"))


class StationField(forms.ModelChoiceField):
    def label_from_instance(self, station: Any) -> str:
        return f"{station.name} ({station.site.name})"


class BookingForm(forms.Form):
    station = StationField(label=_("Station"), queryset=Station.objects.none())
    first = forms.DateField(label=_("First day"), widget=DateInput)
    last = forms.DateField(label=_("Last day"), widget=DateInput)
    weekdays = WeekdaysField(required=True)

    def __init__(self, *args: Any, employer: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = Station.objects.filter(site__organisation=employer, closed_on=None).select_related("site")
        choose_from(self, "station", open_ones)


class ClockForm(forms.Form):
    """From which moment how many months count; nothing is filled in, because every choice makes another figure."""

    clock = forms.ChoiceField(
        label=_("Count from"), choices=SendingList.Clock.choices, widget=forms.RadioSelect,
        help_text=_("Work found before the dismissal date counts as in time."),
    )  # fmt: skip
    months = forms.IntegerField(label=_("How many months"), min_value=1, max_value=36)


class SendingForm(ClockForm):
    employer = forms.ModelChoiceField(label=_("Whose people lose their work?"), queryset=Organisation.objects.none())
    programme = forms.ModelChoiceField(label=_("What is offered to them?"), queryset=Programme.objects.none())
    told_by = forms.CharField(label=_("Who of the employer gave the list?"), max_length=150)
    received_on = forms.DateField(label=_("On which day?"), widget=DateInput)
    field_order = ("employer", "programme", "told_by", "received_on", "clock", "months")

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employers = Organisation.objects.filter(kind=OrganisationKind.EMPLOYER, merged_into=None)
        choose_from(self, "employer", employers.order_by("name"))
        choose_from(self, "programme", programmes)


class ListedForm(NewcomerForm, DismissalForm):
    """Somebody of the list: only what is needed to call, and when the job ends as far as that is known."""

    field_order = (
        "given_name", "family_name", "birth_date", "phone", "email", "language", "certainty", "day", "basis_told",
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """As the service takes it."""
        return {"newcomer": self.newcomer(), **{name: self.cleaned_data[name] for name in ("certainty", "day")}}


class NoForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]


class SheetForm(forms.Form):
    """What each side promises; in words that the other side can hold it to."""

    employer_gives = forms.CharField(
        label=_("What does the employer promise?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who guides, which tasks, days and hours, what comes after when it goes well."),
    )  # fmt: skip
    partners_give = forms.CharField(
        label=_("What do we promise?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How often the job coach comes, whom to call, which papers and money we arrange."),
    )  # fmt: skip


class ReviewForm(forms.Form):
    kept = forms.ChoiceField(
        label=_("Did both keep their word?"), choices=OfferSide.Kept.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("What is not done yet, and who does it when?"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class InstrumentForm(forms.Form):
    kind = forms.ChoiceField(label=_("For what?"), choices=InstrumentTerm.Kind.choices, widget=forms.RadioSelect)
    act = forms.ChoiceField(
        label=_("What is to be done?"), choices=InstrumentTerm.Act.choices, widget=forms.RadioSelect
    )
    due_on = forms.DateField(label=_("On which day at the latest?"), widget=DateInput)
    how = forms.CharField(
        label=_("Where and how?"), max_length=200, required=False,
        help_text=_("For instance which form, at which desk. Never why this person comes under it."),
    )  # fmt: skip


class SettleForm(forms.Form):
    next_due_on = forms.DateField(
        label=_("Is it asked again? On which day at the latest?"), required=False, widget=DateInput,
        help_text=_("Leave it empty when this was the last time."),
    )  # fmt: skip
