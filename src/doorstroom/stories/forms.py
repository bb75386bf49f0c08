"""Forms about stories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation
from doorstroom.programmes.models import Programme
from doorstroom.stories.domain.consent import Side
from doorstroom.stories.models import SIDES, Story
from doorstroom.stories.services import Text
from doorstroom.ui.forms import DateInput


class StoryForm(forms.Form):
    """`employers` may be named, or tell. A version keeps the programme of the first."""

    programme = forms.ModelChoiceField(label=_("Of which programme?"), queryset=Programme.objects.none())
    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(
        label=_("What is told"), max_length=2000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("In the words of who tells it. No family name, day, place of work, round, number or address."),
    )  # fmt: skip
    first_name = forms.CharField(
        label=_("Name beneath it"), max_length=40, required=False,
        help_text=_("A first name, also an invented one. Leave empty for none."),
    )  # fmt: skip
    employer = forms.ModelChoiceField(
        label=_("Which employer is named, or tells?"), queryset=Organisation.objects.none(), required=False,
        help_text=_("The employer then says yes as well."),
    )  # fmt: skip
    places = forms.MultipleChoiceField(
        label=_("Where may it stand?"), choices=Story.Where.choices, widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=_("Until which day?"), widget=DateInput(), help_text=_("On that day it is gone. Two years at most.")
    )

    def __init__(
        self, *args: Any, programmes: QuerySet[Programme] | None, employers: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]
        if programmes is None:
            del self.fields["programme"]
        else:
            self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What was filled in as one text, beside the programme."""
        given = super().clean() or {}
        if self.errors:
            return given
        programme = {"programme": given.pop("programme")} if "programme" in given else {}
        return {**programme, "text": Text(**given)}


class ConsentForm(forms.Form):
    side = forms.ChoiceField(label=_("Who says yes?"), widget=forms.RadioSelect)
    given_on = forms.DateField(
        label=_("On which day was it read back, and agreed to?"), widget=DateInput(),
        help_text=_("Read the whole text aloud, and say where it will stand and until when."),
    )  # fmt: skip
    given_by = forms.CharField(
        label=_("Name of the guardian, or of who decides for the employer"), max_length=150, required=False
    )

    def __init__(self, *args: Any, asked: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked <= {Side.PERSON.value}:
            del self.fields["given_by"]
        self.fields["side"].choices = [(side, label) for side, label in SIDES if side in asked]  # type: ignore[attr-defined]
