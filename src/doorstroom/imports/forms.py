"""Forms about deliveries: a new file, what its columns mean, one row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation
from doorstroom.imports.access import kinds_for, partners_for
from doorstroom.imports.domain.attendance import DAY_COLUMN
from doorstroom.imports.domain.fields import FIELDS
from doorstroom.imports.models import Batch, Row
from doorstroom.imports.wording import column_reason, field_name, mark_choices
from doorstroom.kernel.actor import Actor
from doorstroom.placements.models import SendingList
from doorstroom.placements.selectors import sending_lists
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.models import Round, RoundState


class SendingField(forms.ModelChoiceField):
    def label_from_instance(self, sending: Any) -> str:
        return f"{sending.employer}, {date_format(sending.received_on, 'j F Y')}"


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is in the file"))
    partner = forms.ModelChoiceField(label=_("Whose file is it"), queryset=Organisation.objects.none())
    round = forms.ModelChoiceField(
        label=_("For which round"), queryset=Round.objects.none(), required=False, empty_label=_("no round")
    )
    sending = SendingField(
        label=_("For which list of a sending employer"), queryset=SendingList.objects.none(), required=False,
        empty_label=_("no list"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"), help_text=_("A workbook (.xlsx) or a text with columns (.csv), at most 20 MB.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(Batch.Kind.choices)
        self.fields["kind"].choices = [(kind, names[kind]) for kind in kinds_for(actor)]  # type: ignore[attr-defined]
        self._choices("partner", partners_for(actor))
        closed = (RoundState.EVALUATED, RoundState.CANCELLED)
        rounds = visible_rounds(actor).exclude(state__in=closed).select_related("programme")
        self._choices("round", rounds.order_by("-starts_on", "pk"))
        self.initial.setdefault("partner", actor.organisation_id)
        if Batch.Kind.SENDING in kinds_for(actor):
            self._choices("sending", sending_lists(actor))
        else:
            del self.fields["sending"]

    def _choices(self, name: str, queryset: QuerySet[Any]) -> None:
        self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class MappingForm(forms.Form):
    """One choice per column, and per code of an attendance list. Columns that are refused cannot be chosen."""

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        meanings = [
            ("", field_name("")),
            *sorted(((f.code, field_name(f.code)) for f in FIELDS[batch.kind]), key=_named),
        ]
        for number, column in enumerate(batch.reading.get("columns", [])):
            if column["field"] == DAY_COLUMN or column["reason"].startswith("refused_"):
                continue
            self.headers[f"column_{number}"] = column["header"]
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column["header"], choices=meanings, initial=column["field"], required=False,
                help_text=column_reason(column["reason"]),
            )  # fmt: skip
        for number, (code, status) in enumerate(_codes(batch).items()):
            self.codes[f"code_{number}"] = code
            self.fields[f"code_{number}"] = forms.ChoiceField(
                label=_("Code “%(code)s”") % {"code": code}, choices=[("", "–"), *mark_choices()], initial=status,
                required=False,
            )  # fmt: skip
        self.fields["remember"] = forms.BooleanField(
            label=_("Remember this for the next file of this partner"), required=False, initial=True
        )

    def chosen_fields(self) -> dict[str, str]:
        return {header: self.cleaned_data[name] for name, header in self.headers.items()}

    def chosen_marks(self) -> dict[str, str]:
        return {code: self.cleaned_data[name] for name, code in self.codes.items() if self.cleaned_data[name]}


class RowForm(forms.Form):
    """Every cell of one row as it reads now; only what was changed is kept."""

    def __init__(self, *args: Any, row: Row, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers: dict[str, str] = {}
        for number, (header, text) in enumerate(row.values.items()):
            self.headers[f"cell_{number}"] = header
            self.fields[f"cell_{number}"] = forms.CharField(label=header, initial=text, required=False, max_length=500)

    def corrections(self) -> dict[str, str]:
        return {self.headers[name]: self.cleaned_data[name] for name in self.changed_data}


def _codes(batch: Batch) -> dict[str, str]:
    asked = {p["value"]: "" for p in batch.reading.get("problems", []) if p["code"] == "code_without_meaning"}
    return {**asked, **batch.reading.get("marks", {})} if batch.kind == Batch.Kind.ATTENDANCE else {}


def _named(choice: tuple[str, str]) -> str:
    return choice[1].lower()
