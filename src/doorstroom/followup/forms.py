"""How things stand with somebody after the exit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership
from doorstroom.followup.models import Observation
from doorstroom.ui.forms import DateInput

NOT_FOUND_OUT = "unknown"


class MemberField(forms.ModelChoiceField):
    def label_from_instance(self, member: Any) -> str:
        return f"{member.user.name}, {member.get_role_display()}"


class ObservationForm(forms.Form):
    """One question with its details; "not found out" asks only who goes on looking."""

    situation = forms.ChoiceField(
        label=_("How do things stand?"),
        choices=[*Observation.Situation.choices, (NOT_FOUND_OUT, _("not found out"))],
        widget=forms.RadioSelect,
    )
    observed_on = forms.DateField(label=_("On which day was this so?"), widget=DateInput)
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=60, required=False)
    in_target_sector = forms.TypedChoiceField(
        label=_("In the sector of the programme?"),
        choices=[("", _("not known yet")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    source = forms.CharField(label=_("How do we know?"), max_length=60, required=False)
    owner = MemberField(
        label=_("Who goes on looking?"),
        queryset=Membership.objects.none(),
        required=False,
        help_text=_("Only when it was not found out."),
    )

    def __init__(self, *args: Any, owners: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, MemberField)  # noqa: S101 narrows the type
        owner.queryset = owners

    def clean(self) -> dict[str, Any]:
        """Hours and sector belong to work: prefilled from the file, they go when there is none any more."""
        given = super().clean() or self.cleaned_data
        if given.get("situation") not in (Observation.Situation.JOB, Observation.Situation.APPRENTICESHIP):
            given |= {"hours_per_week": None, "in_target_sector": None}
        return given
