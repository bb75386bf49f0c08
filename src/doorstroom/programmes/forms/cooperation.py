"""Forms about issues, programmes, and copying an approach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.forms import organisations_listed
from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.models import Role as WorkRole
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.models import Goal, Issue, Programme, Sector
from doorstroom.ui.forms import DateInput
from doorstroom.ui.listed import ListedField, offer

READY, MORE, MOST_LINES = 6, 6, 200
"""Lines for organisations that stand ready, that come with each press for more, and that a programme has at most."""

PARTNER_ROLES = (
    WorkRole.PROGRAMME_MANAGER, WorkRole.CASEWORKER, WorkRole.SCHOOL_COORDINATOR, WorkRole.ACCOUNT_MANAGER,
    WorkRole.JOB_COACH,
)  # fmt: skip


class IssueForm(forms.Form):
    title = forms.CharField(
        label=_("What is the issue?"), max_length=200, help_text=_("For example: too few carers in the east.")
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices)
    area = forms.CharField(label=_("Where?"), max_length=100, help_text=_("A municipality or sub-region."))
    people_short = forms.IntegerField(label=_("How many people are short?"), min_value=1, required=False)
    occupations = forms.CharField(
        label=_("Which occupations?"),
        required=False,
        max_length=300,
        help_text=_("With commas between them."),
    )
    proof = forms.CharField(
        label=_("How do we know?"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("A source, a count, a date.")
    )
    description = forms.CharField(label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class OwnerForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation that owns it too"),
        queryset=Organisation.objects.exclude(kind=OrganisationKind.EMPLOYER).filter(merged_into=None).order_by("name"),
    )


class StepForm(forms.Form):
    decision = forms.CharField(
        label=_("What did the board decide?"),
        help_text=_("Needed only for adopting the issue."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class ModelCopyForm(forms.Form):
    """The parts of an approach that a programme manager changes most, each with the value it has now."""

    code = forms.SlugField(
        label=_("Code of your own approach"), required=False, max_length=60,
        help_text=_("Leave empty to make the next version of this approach."),
    )  # fmt: skip

    def __init__(self, *args: Any, approach: Approach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nl"
        self.paths: dict[str, str] = {}
        if approach.length_weeks:
            self._number("length_weeks", _("Length in weeks"), approach.length_weeks, "length_weeks")
        for place, norm in enumerate(approach.contacts):
            names = {
                "phase": approach.phase(norm.phase).name.text(language),
                "role": approach.role(norm.role).name.text(language).lower(),
            }
            label = _("%(phase)s: contact by the %(role)s at least every … weeks") % names
            self._number(f"contact_{place}", label, norm.every_weeks, f"contacts[{norm.phase}/{norm.role}].every_weeks")
        for checklist in approach.checklists:
            label = _("%(name)s complete in week …") % {"name": checklist.name.text(language)}
            self._number(
                f"checklist_{checklist.code.replace('-', '_')}", label, checklist.due_week,
                f"checklists[{checklist.code}].due_week",
            )  # fmt: skip

    def _number(self, name: str, label: Any, now: int, path: str) -> None:
        self.fields[name] = forms.IntegerField(label=label, initial=now, min_value=1, max_value=1040)
        self.paths[name] = path

    def changes(self) -> dict[str, int]:
        """Path and new value of every number that differs from what it was."""
        return {
            path: self.cleaned_data[name]
            for name, path in self.paths.items()
            if self.cleaned_data[name] != self.fields[name].initial
        }


class ProgrammeForm(forms.Form):
    """A programme with its first goal, and a line for each organisation that takes part and its role.

    Lines that are left empty do not count.
    """

    name = forms.CharField(label=_("What is the programme called?"), max_length=200)
    issue = forms.ModelChoiceField(
        label=_("Which issue is it about?"), required=False, queryset=Issue.objects.order_by("title")
    )
    summary = forms.CharField(label=_("What do you do together?"), widget=forms.Textarea(attrs={"rows": 3}))
    receiving_desk = ListedField(
        label=_("Where do people register?"),
        help_text=_("The organisation that receives who comes by itself. Type part of its name and choose."),
    )
    quantity = forms.IntegerField(label=_("Goal: how many people?"), min_value=1, max_value=100_000)
    unit = forms.ChoiceField(label=_("What do they reach?"), choices=Goal.Unit.choices)
    definition = forms.CharField(
        label=_("When does it count?"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("So that everybody counts the same: which contract, how many hours, how long."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("From which day?"), widget=DateInput())
    deadline = forms.DateField(label=_("By which day?"), widget=DateInput())

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.lines = range(1, max(READY, _last_line(data or initial)) + 1)
        listed = organisations_listed(Organisation.objects.exclude(kind=OrganisationKind.EMPLOYER))
        offer(self, "receiving_desk", listed)
        for n in self.lines:
            self.fields[f"organisation_{n}"] = ListedField(label=_("Organisation %(n)s") % {"n": n}, required=False)
            self.fields[f"role_{n}"] = forms.TypedChoiceField(
                label=_("Role of organisation %(n)s") % {"n": n}, required=False, coerce=WorkRole,
                choices=[("", "–"), *((role.value, role.label) for role in PARTNER_ROLES)],
            )  # fmt: skip
            offer(self, f"organisation_{n}", listed, brings_list=False)

    @classmethod
    def with_more_lines(cls, data: QueryDict) -> ProgrammeForm:
        """What was typed so far, with more empty lines; nothing is judged yet."""
        typed = data.dict()
        return cls(initial={**typed, f"role_{max(READY, _last_line(typed)) + MORE}": ""})

    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"organisation_{n}"], self[f"role_{n}"]) for n in self.lines]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if Programme.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a programme of this name already. Choose another one."))
        return name

    def clean(self) -> None:
        """Each line is whole, and says something that no line above it said."""
        seen: dict[tuple[Organisation, WorkRole], int] = {}
        for n in self.lines:
            organisation, role = self.cleaned_data.get(f"organisation_{n}"), self.cleaned_data.get(f"role_{n}")
            if not self.has_error(f"role_{n}") and organisation and not role:
                words = _("Choose in which role %(organisation)s takes part, or empty this line.")
                self.add_error(f"role_{n}", words % {"organisation": organisation})
            elif not self.has_error(f"organisation_{n}") and role and not organisation:
                words = _("Write which organisation takes part as %(role)s, or choose no role.")
                self.add_error(f"organisation_{n}", words % {"role": role.label})
            elif organisation and role and (first := seen.setdefault((organisation, role), n)) != n:
                words = _("%(organisation)s stands in line %(first)s as %(role)s already. Empty one of the two.")
                self.add_error(
                    f"organisation_{n}", words % {"organisation": organisation, "role": role.label, "first": first}
                )

    def values(self) -> dict[str, Any]:
        """As the service takes it."""
        given = self.cleaned_data
        about = {name: given[name] for name in ("name", "issue", "summary", "receiving_desk")}
        goal = {name: given[name] for name in ("quantity", "unit", "definition", "starts_on", "deadline")}
        lines = [(given[f"organisation_{n}"], given[f"role_{n}"]) for n in self.lines]
        return {**about, "goal": goal, "partners": [line for line in lines if all(line)]}


def ready_for(actor: Actor) -> dict[str, Any]:
    """The first line: the organisation of who begins the programme in her role, else as the one that leads it."""
    role = actor.role if actor.role in PARTNER_ROLES else WorkRole.PROGRAMME_MANAGER
    return {"organisation_1": actor.organisation_id, "role_1": role}


def _last_line(data: Mapping[str, Any]) -> int:
    """The highest line that was sent, as far as a programme can have lines."""
    numbers = (name.removeprefix("role_") for name in data if name.startswith("role_"))
    return min(MOST_LINES, max((int(number) for number in numbers if number.isdecimal()), default=0))


class RulesOnForm(forms.Form):
    op = forms.DateField(label=_("The rules on"), widget=DateInput)
