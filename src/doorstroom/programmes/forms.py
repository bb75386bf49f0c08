"""Forms about issues and approaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.models import Role as WorkRole
from doorstroom.programmes.domain.draft import Section, Shape, rows, shapes
from doorstroom.programmes.domain.fields import Names
from doorstroom.programmes.domain.lineage import Include
from doorstroom.programmes.domain.participation import PERSON
from doorstroom.programmes.domain.route_model import Role
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.models import Goal, Issue, Programme, Sector
from doorstroom.programmes.models import RouteModel as Version
from doorstroom.programmes.wording import CHOICES, FIELDS, HELP
from doorstroom.ui.forms import DateInput, TimeInput

PHASES = ("phase", "after", "alongside", "prepares")
ROLES = ("role", "owner", "roles", "judged_by", "supplied_by", "confirmed_by")
PARTNER_ROLES = (
    WorkRole.PROGRAMME_MANAGER, WorkRole.CASEWORKER, WorkRole.SCHOOL_COORDINATOR, WorkRole.ACCOUNT_MANAGER,
    WorkRole.JOB_COACH,
)  # fmt: skip
WORD_LISTS = {"fact": "known-facts", "unless": "known-facts"}
EVENTS = ("job_start", "training_start", "exit")
"""The dates that only a life can give."""

FEW = 4  # from so many lines on, one empty line is enough: a page must stay light
MAY_STAY_EMPTY = ("group", "selection")


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
        label=_("What did the board decide? (only for adopting)"),
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


class DraftStartForm(forms.Form):
    name = forms.CharField(label=_("What is the approach called?"), max_length=60)
    programme = forms.ModelChoiceField(
        label=_("For which programme?"), required=False, empty_label=_("none yet"),
        queryset=Programme.objects.filter(closed_on=None).order_by("name"),
    )  # fmt: skip


class ProgrammeForm(forms.Form):
    """A programme with its first goal, and which organisations take part in which role."""

    name = forms.CharField(label=_("What is the programme called?"), max_length=200)
    issue = forms.ModelChoiceField(
        label=_("Which issue is it about?"), required=False, queryset=Issue.objects.order_by("title")
    )
    summary = forms.CharField(label=_("What do you do together?"), widget=forms.Textarea(attrs={"rows": 3}))
    receiving_desk = forms.ModelChoiceField(
        label=_("Where do people register?"), queryset=Organisation.objects.none(),
        help_text=_("The organisation that receives who comes by itself."),
    )  # fmt: skip
    quantity = forms.IntegerField(label=_("Goal: how many people?"), min_value=1, max_value=100_000)
    unit = forms.ChoiceField(label=_("What do they reach?"), choices=Goal.Unit.choices)
    definition = forms.CharField(
        label=_("When does it count?"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("So that everybody counts the same: which contract, how many hours, how long."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("From which day?"), widget=DateInput())
    deadline = forms.DateField(label=_("By which day?"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = Organisation.objects.filter(merged_into=None).exclude(kind=OrganisationKind.EMPLOYER)
        partners = standing.order_by("name")
        self.fields["receiving_desk"].queryset = partners  # type: ignore[attr-defined]
        for role in PARTNER_ROLES:
            label = _("Takes part as: %(role)s") % {"role": role.label}
            self.fields[role.value] = forms.ModelMultipleChoiceField(label=label, required=False, queryset=partners)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if Programme.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a programme of this name already. Choose another one."))
        return name

    def values(self) -> dict[str, Any]:
        """As the service takes it."""
        given = self.cleaned_data
        about = {name: given[name] for name in ("name", "issue", "summary", "receiving_desk")}
        goal = {name: given[name] for name in ("quantity", "unit", "definition", "starts_on", "deadline")}
        partners = [(organisation, role) for role in PARTNER_ROLES for organisation in given[role.value]]
        return {**about, "goal": goal, "partners": partners}


class StartDateForm(forms.Form):
    start = forms.DateField(label=_("If it starts on"), widget=DateInput)


class RulesOnForm(forms.Form):
    op = forms.DateField(label=_("The rules on"), widget=DateInput)


class CompareForm(forms.Form):
    """Which other version of the same approach to lay beside this one."""

    other = forms.ModelChoiceField(label=_("Compare with"), queryset=Version.objects.none(), empty_label=None)

    def __init__(self, *args: Any, model: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = Version.objects.filter(pk=model.derived_from_id or 0)
        versions = Version.objects.filter(code=model.code) | source
        self.fields["other"].queryset = versions.exclude(pk=model.pk).order_by("code", "-version")  # type: ignore[attr-defined]


class NumbersField(forms.CharField):
    """Whole numbers with commas between them."""

    def __init__(self, *, shape: Shape, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shape = shape

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or []) != self.to_python(data)
        except forms.ValidationError:
            return True

    def to_python(self, value: Any) -> Any:
        parts = [part for part in str(value or "").replace(";", ",").replace(" ", ",").split(",") if part]
        if not all(part.isdecimal() for part in parts):
            raise forms.ValidationError(_("Write whole numbers with commas between them: 1, 2, 4."))
        numbers = [int(part) for part in parts]
        bounds = self.shape.bounds
        if bounds and not all(bounds.least <= number <= bounds.most for number in numbers):
            words = {"least": int(bounds.least), "most": int(bounds.most)}
            raise forms.ValidationError(_("Each number is at least %(least)s and at most %(most)s.") % words)
        return numbers


class WordsField(forms.CharField):
    """Words with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)

    def to_python(self, value: Any) -> Any:
        return [word.strip() for word in str(value or "").split(",") if word.strip()]


class RowForm(forms.Form):
    """One row of a section of a draft; its fields are made from the model's own schema by `row_form`."""

    section: Section

    def often(self) -> list[forms.BoundField]:
        return [self[shape.name] for shape in shapes(self.section) if self._often(shape)] + [
            self[name] for name in ("ORDER", "DELETE") if name in self.fields
        ]

    def seldom(self) -> list[forms.BoundField]:
        fields = [self[shape.name] for shape in shapes(self.section) if not self._often(shape)]
        return [field for field in fields if not field.is_hidden]

    def seldom_filled(self) -> bool:
        return any(field.errors or field.value() not in (None, "", [], field.field.initial) for field in self.seldom())

    def _often(self, shape: Shape) -> bool:
        return shape.required or shape.name in self.section.often or shape.name.startswith(("starts__week", "code"))

    def row(self) -> dict[str, Any]:
        """What was filled in, as the data of a model holds it."""
        return {shape.name: _as_data(self.cleaned_data.get(shape.name)) for shape in shapes(self.section)}


def row_form(section: Section, data: Mapping[str, Any]) -> type[RowForm]:
    fields = {shape.name: _field(shape, section, data) for shape in shapes(section)}
    return type("DraftRow", (RowForm,), {"section": section, **fields})


def row_forms(
    section: Section, data: Mapping[str, Any], posted: Any, known: Mapping[str, Any]
) -> forms.BaseFormSet[RowForm] | RowForm:
    """The section as it can be filled in: one form for a block, rows with a few empty ones for a list.

    Phases and roles are chosen from `known`: the draft with the approaches that it contains.
    """
    form, now = row_form(section, known), rows(data, section)
    if section.single:
        return form(posted, initial=now[0], prefix=section.code)
    extra = 1 if len(now) > FEW else 3
    kind = forms.formset_factory(form, extra=extra, can_delete=True, can_order=section.ordered, max_num=200)
    return kind(posted, initial=now, prefix=section.code)


def filled_rows(bound: forms.BaseFormSet[RowForm] | RowForm) -> list[dict[str, Any]]:
    """The rows of a valid section, without what is deleted or left empty."""
    if isinstance(bound, RowForm):
        return [bound.row()]
    kept = [form for form in bound.forms if form not in bound.deleted_forms and _used(form)]
    if bound.can_order:
        last = len(kept) + 1
        kept.sort(key=lambda form: form.cleaned_data.get("ORDER") or last)
    return [form.row() for form in kept]


def _used(form: RowForm) -> bool:
    return form.has_changed() or not form.empty_permitted


def _as_data(value: Any) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def _field(shape: Shape, section: Section, data: Mapping[str, Any]) -> forms.Field:
    optional_block = section.single and section.path[:1] and section.path[0] in MAY_STAY_EMPTY
    common: dict[str, Any] = {
        "label": _label(shape, section),
        "help_text": HELP.get(shape.leaf, ""),
        "required": shape.required and not optional_block,
        "initial": shape.default,
    }
    if shape.leaf == "code" and section.kind not in (Role, Include):
        return forms.CharField(**{**common, "required": False}, widget=forms.HiddenInput)
    choices = _choices(shape, section, data)
    if choices is not None and shape.many:
        return forms.MultipleChoiceField(**common, choices=choices, widget=forms.CheckboxSelectMultiple)
    if choices is not None:
        return forms.ChoiceField(**common, choices=[("", "–"), *choices])
    if shape.kind is bool and common["required"]:
        answers = [(True, _("yes")), (False, _("no"))]
        return forms.TypedChoiceField(**common, choices=answers, coerce=lambda v: v == "True", widget=forms.RadioSelect)
    return _plain_field(shape, common)


def _label(shape: Shape, section: Section) -> str:
    """The words for this field of this kind of part, else of this block, else for the field wherever it stands."""
    ways = (f"{section.kind.__name__}.{shape.leaf}", shape.name.replace("__", "."), shape.leaf)
    return capfirst(str(next(FIELDS[way] for way in ways if way in FIELDS)))


def _choices(shape: Shape, section: Section, data: Mapping[str, Any]) -> Sequence[tuple[str, Any]] | None:
    if isinstance(shape.kind, type) and issubclass(shape.kind, StrEnum):
        return [(member.value, CHOICES.get(member.value, member.value)) for member in shape.kind]
    if shape.leaf == "event":
        named = (row.get(shape.name) for row in rows(data, section))
        return [(code, CHOICES.get(code, code)) for code in dict.fromkeys([*EVENTS, *filter(None, named)])]
    if shape.leaf == "code" and section.kind is Include:
        return list(Version.objects.order_by("code").values_list("code", "code").distinct())
    if shape.leaf == "code":
        return [(PERSON, _("participant")), *WorkRole.choices, ("workplace_trainer", _("workplace trainer"))]
    lists = {"track": "tracks", section.parent: {"phase": "phases", "checklist": "checklists"}.get(section.parent, "")}
    lists |= dict.fromkeys(PHASES, "phases") | dict.fromkeys(ROLES, "roles")
    found = lists.get(shape.leaf)
    return [(each["code"], each["name"]["nl"]) for each in data.get(found, ())] if found else None


def _plain_field(shape: Shape, common: dict[str, Any]) -> forms.Field:
    if shape.many:
        return WordsField(**common) if shape.kind is str else NumbersField(shape=shape, **common)
    if shape.kind is bool:
        return forms.BooleanField(**common)
    if shape.kind is time:
        return forms.TimeField(**common, widget=TimeInput)
    if shape.kind is date:
        return forms.DateField(**common, widget=DateInput)
    if shape.kind in (int, float):
        bounds: dict[str, Any] = (
            {"min_value": shape.bounds.least, "max_value": shape.bounds.most} if shape.bounds else {}
        )
        return forms.IntegerField(**common, **bounds) if shape.kind is int else forms.FloatField(**common, **bounds)
    words = WORD_LISTS.get(shape.leaf)
    attrs = {"list": words} if words else {}
    long = shape.kind is Names and shape.leaf == "description"
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(attrs=attrs)
    return forms.CharField(**common, max_length=1000 if long else 200, widget=widget)
