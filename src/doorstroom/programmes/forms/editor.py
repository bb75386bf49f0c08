"""Forms in which an approach is written, made from the schema of a model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Role as WorkRole
from doorstroom.programmes.domain.draft import Page, Section, Shape, fact_code, rows, shapes
from doorstroom.programmes.domain.fields import Names
from doorstroom.programmes.domain.lineage import Include
from doorstroom.programmes.domain.participation import PERSON
from doorstroom.programmes.domain.route_model import Role
from doorstroom.programmes.models import Programme, Sector
from doorstroom.programmes.models import RouteModel as Version
from doorstroom.programmes.selectors.contents import parts_of
from doorstroom.programmes.selectors.drafts import Known
from doorstroom.programmes.wording import CHOICES, FIELDS, HELP
from doorstroom.ui.forms import DateInput, TimeInput

PHASES = ("phase", "after", "alongside", "prepares")
ROLES = ("role", "owner", "roles", "judged_by", "supplied_by", "confirmed_by")
FACTS = ("fact", "unless")
EVENTS = [(code, CHOICES[code]) for code in ("job_start", "training_start", "exit")]
"""The dates that only a life can give."""

FEW = 4  # from so many lines on, one empty line is enough: a page must stay light
MAY_STAY_EMPTY = ("group", "selection")


class DraftStartForm(forms.Form):
    name = forms.CharField(label=_("What is the approach called?"), max_length=60)
    programme = forms.ModelChoiceField(
        label=_("For which programme?"), required=False, empty_label=_("none yet"),
        queryset=Programme.objects.filter(closed_on=None).order_by("name"),
    )  # fmt: skip


class StartDateForm(forms.Form):
    start = forms.DateField(label=_("If it starts on"), widget=DateInput)


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


class FactField(forms.CharField):
    """A fact by its name, from the list or in own words: those become the code of a new fact."""

    widget = forms.TextInput(attrs={"list": "known-facts"})

    def __init__(self, *, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)
        self.names = names
        self.codes = {name.casefold(): code for code, name in names.items()}

    def prepare_value(self, value: Any) -> Any:
        return self.names.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "") != self.to_python(data)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value))
        return self.codes.get(text.casefold()) or (fact_code(text) if text else "")


class RowForm(forms.Form):
    """One row of a section of a draft; its fields are made from the model's own schema by `row_form`."""

    section: Section

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "without" in self.fields:
            self._offer_parts(self.fields["without"])

    def _offer_parts(self, field: Any) -> None:
        """What stands in the chosen version, and what was left out and stands there no more."""
        offered = parts_of(self["code"].value(), self["version"].value())
        known = {path for _, items in offered for path, _ in items}
        field.choices = [*offered, *((path, path) for path in self["without"].value() or () if path not in known)]

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
        return {shape.name: self._filled(shape.name) for shape in shapes(self.section)}

    def _filled(self, name: str) -> Any:
        """The same choices keep the order in which they stood: a browser sends them in that of the page."""
        value, before = _as_data(self.cleaned_data.get(name)), self.get_initial_for_field(self.fields[name], name)
        same = isinstance(value, list) and isinstance(before, list) and sorted(value) == sorted(before)
        return before if same else value


def row_form(section: Section, known: Known) -> type[RowForm]:
    fields = {shape.name: _field(shape, section, known) for shape in shapes(section)}
    return type("DraftRow", (RowForm,), {"section": section, **fields})


def row_forms(
    section: Section, data: Mapping[str, Any], posted: Any, known: Known
) -> forms.BaseFormSet[RowForm] | RowForm:
    """The section as it can be filled in: one form for a block, rows with a few empty ones for a list.

    Phases, roles and facts are chosen from what is `known`.
    """
    form, now = row_form(section, known), rows(data, section)
    if section.single:
        return form(posted, initial=now[0], prefix=section.code)
    extra = 1 if len(now) > FEW else 3
    kind = forms.formset_factory(form, extra=extra, can_delete=True, can_order=section.ordered, max_num=200)
    return kind(posted, initial=now, prefix=section.code)


def asks_facts(page: Page) -> bool:
    return any(shape.leaf in FACTS for section in page.sections for shape in shapes(section))


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


def _field(shape: Shape, section: Section, known: Known) -> forms.Field:
    optional_block = section.single and section.path[:1] and section.path[0] in MAY_STAY_EMPTY
    common: dict[str, Any] = {
        "label": _label(shape, section),
        "help_text": HELP.get(shape.leaf, ""),
        "required": shape.required and not optional_block,
        "initial": shape.default,
    }
    if shape.leaf == "code" and section.kind not in (Role, Include):
        return forms.CharField(**{**common, "required": False}, widget=forms.HiddenInput)
    if shape.leaf in FACTS:
        return FactField(**common, names=known.facts)
    choices = _choices(shape, section, known.data)
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
        return _and_named(EVENTS, shape, section, data)
    if shape.leaf == "sector":
        return _and_named(Sector.choices, shape, section, data)
    if shape.leaf == "without":
        return []
    if shape.leaf == "code" and section.kind is Include:
        return list(dict(Version.objects.order_by("version").values_list("code", "name")).items())
    if shape.leaf == "code":
        return [(PERSON, _("participant")), *WorkRole.choices, ("workplace_trainer", _("workplace trainer"))]
    lists = {"track": "tracks", section.parent: {"phase": "phases", "checklist": "checklists"}.get(section.parent, "")}
    lists |= dict.fromkeys(PHASES, "phases") | dict.fromkeys(ROLES, "roles")
    found = lists.get(shape.leaf)
    return [(each["code"], each["name"]["nl"]) for each in data.get(found, ())] if found else None


def _and_named(
    usual: Iterable[tuple[str, Any]], shape: Shape, section: Section, data: Mapping[str, Any]
) -> list[tuple[str, Any]]:
    """The usual ones, and those that the draft names itself."""
    named = filter(None, (row.get(shape.name) for row in rows(data, section)))
    return list({**{code: CHOICES.get(code, code) for code in named}, **dict(usual)}.items())


def _plain_field(shape: Shape, common: dict[str, Any]) -> forms.Field:
    if shape.many:
        return NumbersField(shape=shape, **common)
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
    long = shape.kind is Names and shape.leaf == "description"
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return forms.CharField(**common, max_length=1000 if long else 200, widget=widget)
