"""The question that somebody puts to the data lab, with its files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.imports.domain.sensitive import refused_category
from doorstroom.monitoring.domain.impact.pseudonyms import identifying
from doorstroom.monitoring.files.cohort import Question
from doorstroom.monitoring.files.refusals import BadFile
from doorstroom.monitoring.files.table import Table, parse

LARGEST_FILE = 20_000_000
CELLS_LOOKED_AT = 500
"""So many cells of a column tell what it holds."""


class EvaluationForm(forms.Form):
    """One cohort, who it is compared with, and which columns hold what."""

    cohort = forms.FileField(
        label=_("The cohort"), help_text=_("A text with columns (.csv), one row a person, at most 20 MB.")
    )
    comparison = forms.FileField(
        label=_("The comparison group"), required=False,
        help_text=_("The same columns of people who did not take part. Without it: the others in the first file."),
    )  # fmt: skip
    treatment = forms.CharField(label=_("Column: took part"), help_text=_("1 for yes, 0 for no."), max_length=100)
    outcome = forms.CharField(label=_("Column: the outcome"), max_length=100)
    covariates = forms.CharField(
        label=_("Columns: known before the start"), max_length=2000,
        help_text=_("With commas between them. At least age, schooling and what somebody did in the year before."),
    )  # fmt: skip
    placebo = forms.CharField(
        label=_("Column: the same outcome before the start"), required=False, max_length=100,
        help_text=_("No difference can be there yet. If there is one, the groups are not comparable."),
    )  # fmt: skip
    invited = forms.CharField(
        label=_("Column: was invited"), required=False, max_length=100,
        help_text=_("When people were invited, all of them are the cohort, whether they started or not."),
    )  # fmt: skip
    euros = forms.IntegerField(
        label=_("What the cohort cost in all, in euros"), required=False, min_value=1,
        help_text=_("Only when the outcome is a job, yes or no: what an additional job cost follows from it."),
    )  # fmt: skip
    registered = forms.BooleanField(label=_("The outcome was fixed before anybody saw results"), required=False)

    def clean_cohort(self) -> Table:
        return _table(self.cleaned_data["cohort"])

    def clean_comparison(self) -> Table | None:
        upload = self.cleaned_data["comparison"]
        return _table(upload) if upload else None

    def question(self) -> Question:
        data: dict[str, Any] = self.cleaned_data
        return Question(
            treatment=data["treatment"],
            outcome=data["outcome"],
            covariates=[term.strip() for term in data["covariates"].split(",") if term.strip()],
            invited=data["invited"],
            placebo=data["placebo"],
            registered=data["registered"],
        )


def _table(upload: UploadedFile) -> Table:
    """Read in memory; refused when it says who somebody is, or what is kept of nobody."""
    if (upload.size or 0) > LARGEST_FILE:
        raise forms.ValidationError(_("The file is larger than 20 MB; leave out rows or columns that are not needed."))
    try:
        table = parse(upload.read(), upload.name or "CSV")
    except BadFile as refusal:
        raise forms.ValidationError(refusal.said(get_language() or "nl")) from None
    named = identifying(table.columns)
    if named:
        text = gettext(
            "The file says who people are ({columns}). Take these columns out and give each person a pseudonym."
        )
        raise forms.ValidationError(text.format(columns=", ".join(named)))
    kept_of_nobody = [name for name, cells in table.columns.items() if refused_category(name, cells[:CELLS_LOOKED_AT])]
    if kept_of_nobody:
        text = gettext("Origin, health, belief and offences are not used here ({columns}). Take these columns out.")
        raise forms.ValidationError(text.format(columns=", ".join(kept_of_nobody)))
    return table
