"""The form that asks a person what words mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.taxonomy.models import Concept
from doorstroom.taxonomy.selectors import Suggestion

NONE_OF_THESE = "none"
# The word of the address for each kind of concept.
KINDS = {"beroep": "occupation", "vaardigheid": "skill"}


class LookUpForm(forms.Form):
    """Words to look up; the address keeps what is looked for and where to go back to."""

    tekst = forms.CharField(label=_("Occupation or skill"), max_length=200)
    soort = forms.ChoiceField(choices=[(word, word) for word in KINDS], required=False, widget=forms.HiddenInput)
    terug = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    @property
    def kind(self) -> str:
        return KINDS[self.cleaned_data.get("soort") or "beroep"]


class LinkForm(forms.Form):
    """The suggestions to choose from, and that none of them is meant."""

    def __init__(self, *args: Any, offered: Sequence[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(suggestion.concept.pk): suggestion.concept for suggestion in offered}
        choices = [(str(suggestion.concept.pk), _described(suggestion)) for suggestion in offered]
        known = offered and (offered[0].exact or offered[0].learned)
        self.fields["concept"] = forms.ChoiceField(
            label=_("Which of these is meant?"), widget=forms.RadioSelect, initial=choices[0][0] if known else None,
            choices=[*choices, (NONE_OF_THESE, _("none of these"))],
        )  # fmt: skip

    @property
    def chosen(self) -> Concept | None:
        return self.offered.get(self.cleaned_data["concept"])


def _described(suggestion: Suggestion) -> str:
    return f"{suggestion.name} ({suggestion.matched})" if suggestion.matched else suggestion.name
