"""The texts of a draft in one other language, and which of them to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.programmes.domain.texts import Text
from doorstroom.programmes.selectors.drafts import place_of
from doorstroom.programmes.selectors.texts import FIRST, language_choices, part_choices

LONG = 80  # characters of the Dutch text from which on its translation needs more than a line


class TextFilterForm(forms.Form):
    """What is not given, or not known, is the first language and every part."""

    taal = forms.ChoiceField(label=_("Language"))
    deel = forms.ChoiceField(label=_("Part"), required=False)

    def __init__(self, data: Mapping[str, Any], texts: list[Text]) -> None:
        languages = language_choices(texts)
        self.language = str(data.get("taal") if data.get("taal") in dict(languages) else FIRST)
        parts = part_choices(texts, self.language)
        self.part = str(data.get("deel") if data.get("deel") in dict(parts) else "")
        super().__init__(initial={"taal": self.language, "deel": self.part})
        self.fields["taal"].choices = languages  # type: ignore[attr-defined]
        self.fields["deel"].choices = [("", _("everything")), *parts]  # type: ignore[attr-defined]


class TextsForm(forms.Form):
    """One field for each text, called by the Dutch one; below it where that stands."""

    def __init__(
        self, data: Any, *, texts: Sequence[Text], language: str, definition: Mapping[str, Any]
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.paths = {f"text_{number}": text.path for number, text in enumerate(texts)}
        for name, text in zip(self.paths, texts, strict=True):
            attrs = {"lang": language, "dir": "auto"}
            long = len(text.dutch) > LONG
            self.fields[name] = forms.CharField(
                label=text.dutch, help_text=place_of(text.path, definition), initial=text.texts.get(language, ""),
                required=False, max_length=1000,
                widget=forms.Textarea(attrs={**attrs, "rows": 3}) if long else forms.TextInput(attrs=attrs),
            )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """As the service takes it."""
        return {"texts": {path: self.cleaned_data[name] for name, path in self.paths.items()}}
