"""Forms about employers' places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation, OrganisationKind
from doorstroom.demand.models import EmployerTalk, Place, PlaceRequirement, Vacancy, WorkProcess
from doorstroom.demand.services import PlaceDetails, Requirement
from doorstroom.partners.models import Contact, Site
from doorstroom.ui.forms import DateInput, TimeInput


class EmployerForm(forms.Form):
    name = forms.CharField(label=_("Name of the employer"), max_length=200)
    registration_number = forms.RegexField(
        label=_("KvK number"), regex=r"^\d{8}$", required=False,
        error_messages={"invalid": _("A KvK number has 8 digits. Look it up; zeros at the front count.")},
    )  # fmt: skip
    employees = forms.IntegerField(label=_("How many people work there?"), min_value=1, required=False)
    site = forms.CharField(label=_("Name of the site"), max_length=200)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.RegexField(
        label=_("Postcode"), regex=r"^\s*\d{4}\s?[A-Za-z]{2}\s*$", required=False,
        error_messages={"invalid": _("Write a postcode as 5501 AB.")},
    )  # fmt: skip
    place = forms.CharField(label=_("Town"), max_length=100, required=False)
    contact = forms.CharField(label=_("Whom do we call there?"), max_length=150)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)


class PlaceForm(forms.Form):
    """One offer. Tasks stand one a line; a requirement names the task that needs it after “for”."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none())
    contact = forms.ModelChoiceField(label=_("Contact"), queryset=Contact.objects.none(), required=False)
    occupation = forms.CharField(label=_("Work"), max_length=150)
    number = forms.IntegerField(label=_("How many places"), min_value=1, max_value=99)
    tasks = forms.CharField(
        label=_("Tasks"), widget=forms.Textarea(attrs={"rows": 4}), required=False,
        help_text=_("One task on each line."),
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"), coerce=int, choices=[(n, WEEKDAYS[n]) for n in range(7)], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    hours_per_week = forms.DecimalField(label=_("Hours a week"), min_value=1, max_value=60, required=False)
    day_starts_at = forms.TimeField(label=_("Starts at"), widget=TimeInput, required=False)
    day_ends_at = forms.TimeField(label=_("Ends at"), widget=TimeInput, required=False)
    starts_from = forms.DateField(label=_("Can start from"), widget=DateInput, required=False)
    starts_until = forms.DateField(label=_("Until"), widget=DateInput, required=False)
    language = forms.ChoiceField(
        label=_("Dutch that the work asks"), required=False,
        choices=[("", _("nothing in particular")), ("A1", "A1"), ("A2", "A2"), ("B1", "B1"), ("B2", "B2")],
    )  # fmt: skip
    licence = forms.BooleanField(label=_("Driving licence B is needed"), required=False)
    conduct_certificate = forms.BooleanField(label=_("A certificate of conduct (VOG) is needed"), required=False)
    needs_task = forms.CharField(
        label=_("For which task?"), max_length=200, required=False,
        help_text=_("The task that needs this. Without a task it counts as a wish, and excludes nobody."),
    )  # fmt: skip
    travel = forms.CharField(label=_("How to get there"), max_length=200, required=False)
    conditions = forms.CharField(label=_("What you offer"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    accredited = forms.ChoiceField(label=_("Accredited training company"), choices=Place.Accredited.choices)

    def __init__(self, *args: Any, employer: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = employer.sites.order_by("name")  # type: ignore[attr-defined]
        self.fields["contact"].queryset = employer.contacts.order_by("name")  # type: ignore[attr-defined]
        self.fields["accredited"].initial = Place.Accredited.UNKNOWN

    def details(self) -> PlaceDetails:
        """The offer as the service takes it. Which occupation it is follows when somebody confirmed the words."""
        values = self.cleaned_data
        task = values["needs_task"].strip()
        tasks = [line.strip() for line in values["tasks"].splitlines() if line.strip()]
        if task and task not in tasks:
            tasks.append(task)
        kinds = PlaceRequirement.Kind
        asked = [
            (kinds.LANGUAGE, values["language"]),
            (kinds.LICENCE, "B" if values["licence"] else ""),
            (kinds.CONDUCT_CERTIFICATE, "VOG" if values["conduct_certificate"] else ""),
        ]
        return PlaceDetails(
            occupation=values["occupation"], number=values["number"], weekdays=values["weekdays"],
            hours_per_week=values["hours_per_week"], starts_from=values["starts_from"],
            starts_until=values["starts_until"],
            day_starts_at=values["day_starts_at"], day_ends_at=values["day_ends_at"], travel=values["travel"],
            conditions=values["conditions"], accredited=values["accredited"], tasks=tasks,
            requirements=[Requirement(kind, value, task) for kind, value in asked if value],
        )  # fmt: skip


class VacancyForm(PlaceForm):
    """The work first: all its tasks, and those that stay with colleagues. Who takes how many comes afterwards."""

    told_by = forms.CharField(label=_("Who told us?"), max_length=150)
    stays = forms.CharField(
        label=_("Which of these tasks stay with colleagues?"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("One on each line, in the same words. What only such a task asks is not asked any more."),
    )  # fmt: skip
    field_order: Sequence[str] = ("told_by", "occupation", "number", "tasks", "stays")

    def __init__(self, *args: Any, employer: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, employer=employer, **kwargs)
        for name in ("site", "contact", "starts_until", "travel", "day_starts_at", "day_ends_at", "accredited"):
            del self.fields[name]
        self.fields["number"].label = _("How many people are wanted?")
        self.fields["tasks"].required = True

    def clean(self) -> dict[str, Any]:
        """What belongs to a site is asked of who takes people."""
        cleaned = super().clean() or self.cleaned_data
        empty = {"starts_until": None, "travel": "", "day_starts_at": None, "day_ends_at": None}
        return {**cleaned, **empty, "accredited": Place.Accredited.UNKNOWN}

    def values(self) -> dict[str, Any]:
        """As the service takes it."""
        stays = [line.strip() for line in self.cleaned_data["stays"].splitlines() if line.strip()]
        return {"told_by": self.cleaned_data["told_by"], "details": self.details(), "stays": stays}


AS_THEY_ARE = ("told_by", "occupation", "weekdays", "hours_per_week", "starts_from", "conditions")


class VacancyChangeForm(VacancyForm):
    """The work as it stands, described anew. What is asked is kept unless it is unticked; one more can be added."""

    kept = forms.MultipleChoiceField(
        label=_("What the work asks"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Untick what is not asked any more. What only a task asks that you take away goes with it."),
    )  # fmt: skip
    field_order = ("told_by", "occupation", "number", "tasks", "stays", "kept")

    def __init__(self, *args: Any, vacancy: Vacancy, **kwargs: Any) -> None:
        tasks, self.needs = list(vacancy.tasks.all()), list(vacancy.needs.select_related("task"))
        said = {name: getattr(vacancy, name) for name in AS_THEY_ARE}
        initial = {
            **said, "number": vacancy.wanted, "tasks": "\n".join(task.text for task in tasks),
            "stays": "\n".join(task.text for task in tasks if task.stays), "kept": [each.pk for each in self.needs],
        }  # fmt: skip
        super().__init__(*args, employer=vacancy.asked_by, initial=initial, **kwargs)
        self.fields["kept"].choices = [(each.pk, str(each)) for each in self.needs]  # type: ignore[attr-defined]

    def details(self) -> PlaceDetails:
        added = super().details()
        kept = [
            Requirement(each.kind, each.value, each.task.text if each.task else "")
            for each in self.needs
            if str(each.pk) in self.cleaned_data["kept"] and (each.task is None or each.task.text in added.tasks)
        ]
        return replace(added, requirements=[*kept, *added.requirements])


class SiteOfEmployer(forms.ModelChoiceField):
    def label_from_instance(self, site: Any) -> str:
        return str(site.full_name)


class ShareForm(forms.Form):
    site = SiteOfEmployer(label=_("Which site takes people?"), queryset=Site.objects.none())
    number = forms.IntegerField(label=_("How many?"), min_value=1, max_value=99)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = Site.objects.filter(organisation__kind=OrganisationKind.EMPLOYER, organisation__merged_into=None)
        field = self.fields["site"]
        field.queryset = sites.select_related("organisation").order_by("organisation__name", "name")  # type: ignore[attr-defined]


class TalkForm(forms.Form):
    """One contact with an employer. Why in spite of others is asked only when others were there lately."""

    on = forms.DateField(label=_("When"), widget=DateInput)
    manner = forms.ChoiceField(label=_("How"), choices=EmployerTalk.Manner)
    about = forms.CharField(label=_("What about, in one line"), max_length=200)
    asked_for = forms.BooleanField(label=_("The employer asked for it"), required=False)
    because = forms.CharField(
        label=_("Why can it not wait?"), max_length=200, required=False,
        help_text=_("Only needed when partners spoke with this employer twice or more in two weeks."),
    )  # fmt: skip


class PlanForm(forms.Form):
    text = forms.CharField(
        label=_("What do we do with this employer?"), widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For all partners together: what the employer wants, what we promised, who does what."),
    )  # fmt: skip


class ManagerForm(forms.Form):
    member = forms.ModelChoiceField(label=_("Account manager"), queryset=Membership.objects.none())

    def __init__(self, *args: Any, managers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = managers  # type: ignore[attr-defined]


class AskedForm(forms.Form):
    processes = forms.ModelMultipleChoiceField(
        label=_("What does this employer ask people to learn?"), queryset=WorkProcess.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ProcessesForm(forms.Form):
    qualification = forms.CharField(label=_("Qualification"), max_length=150)
    level = forms.IntegerField(label=_("Level, from 1 to 8"), min_value=1, max_value=8)
    text = forms.CharField(
        label=_("Parts"), widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One on each line, the code first: B1-K1-W1 Prepares food."),
    )  # fmt: skip


class QuestionForm(forms.Form):
    """What an employer asks, without an account. `website` is hidden: whoever fills it in is a machine."""

    employer_name = forms.CharField(label=_("Name of your company"), max_length=200)
    asked_by = forms.CharField(label=_("Your name"), max_length=150)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    text = forms.CharField(
        label=_("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Name no employees or participants here: we talk about people by telephone."),
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("phone") and not values.get("email"):
            self.add_error("phone", _("Write a telephone number or an e-mail address, so that we can answer."))
        return values


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What did you answer?"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You answer by telephone or mail yourself; here it stands for your colleagues."),
    )  # fmt: skip
