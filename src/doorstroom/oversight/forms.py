"""Forms of the log review, of requests for files and of holds."""

from __future__ import annotations

import re
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.access import GIVEN
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.oversight.domain.file_requests import DAYS_AT_MOST, Known
from doorstroom.oversight.domain.helpdesk import HOURS_AT_MOST
from doorstroom.oversight.domain.holds import HOLDS, HoldKind
from doorstroom.oversight.models import WorksCouncilDecision
from doorstroom.oversight.wording import EMERGENCY_VERDICTS, VERDICTS
from doorstroom.programmes.models import Programme
from doorstroom.ui.forms import DateInput


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(label=_("What did you find?"), choices=list(VERDICTS.items()), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whom you asked and what the ground was. Needed unless it is in order."),
    )


class SignForm(forms.Form):
    conclusion = forms.CharField(
        label=_("Conclusion of the month"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WorksCouncilForm(forms.ModelForm):
    class Meta:
        model = WorksCouncilDecision
        fields = ("decided_on", "reference")
        widgets = {"decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class RenameForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=200)


class ColleagueForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("Mail address at work"), help_text=_("Who has an account already keeps it, and gets this role as well.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=[(each.value, each.label) for each in GIVEN])
    valid_from = forms.DateField(label=_("First day in this role"), widget=DateInput())


class AbsenceForm(forms.Form):
    absent_from = forms.DateField(
        label=_("First day away"), widget=DateInput(), required=False, help_text=_("Leave both empty: there again.")
    )
    absent_until = forms.DateField(
        label=_("Back on"), widget=DateInput(), required=False, help_text=_("Leave it empty when nobody knows yet.")
    )


class LeavingForm(forms.Form):
    last_day = forms.DateField(label=_("Last day in this role"), widget=DateInput())


class KnownForm(forms.Form):
    """What one knows of the person; nothing is suggested."""

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(
        label=_("Last name"), max_length=100, help_text=_("Without van, de or other words before it.")
    )
    birth_date = forms.DateField(label=_("Date of birth"), widget=DateInput())
    reason = forms.CharField(
        label=_("Why do you need this file?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def known(self) -> Known:
        values = self.cleaned_data
        return Known(values["given_name"], values["family_name"], values["birth_date"])


class HelpdeskForm(forms.Form):
    """Which file, by its number alone: who asks knows no name and finds none."""

    organisation = forms.TypedChoiceField(label=_("Whose data is it?"), coerce=int)
    file = forms.CharField(
        label=_("Number of the file"), max_length=300,
        help_text=_("The address of its page, as the colleague who reported the problem sent it."),
    )  # fmt: skip
    case = forms.CharField(label=_("Number of the report"), max_length=60)
    reason = forms.CharField(
        label=_("Why is this file needed?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What goes wrong, and why it cannot be solved without looking. No details about the person."),
    )  # fmt: skip
    hours = forms.IntegerField(label=_("For how many hours?"), min_value=1, max_value=HOURS_AT_MOST, initial=2)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = cast(forms.TypedChoiceField, self.fields["organisation"])
        chooser.choices = [(each.pk, each.name) for each in organisations]

    def clean_file(self) -> UUID:
        """The number in an address, or the number itself."""
        found = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", self.cleaned_data["file"].lower())
        if found is None:
            raise forms.ValidationError(_("This holds no number of a file. Copy the whole address of its page."))
        return UUID(found[0])


class AnswerForm(forms.Form):
    agreed = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Open the file")), ("no", _("Decline"))],
        widget=forms.RadioSelect,
        coerce=lambda given: given == "yes",
    )
    days = forms.IntegerField(label=_("For how many days?"), min_value=1, max_value=DAYS_AT_MOST, initial=7)
    basis = forms.CharField(
        label=_("On what ground?"), max_length=200, help_text=_("The law or task on which you decide.")
    )


class EmergencyForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Was it an emergency?"), choices=list(EMERGENCY_VERDICTS.items()), widget=forms.RadioSelect
    )
    judgement = forms.CharField(
        label=_("What did you find?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whom you asked and what the ground was. Needed unless it is in order."),
    )


class ProgrammeHoldForm(forms.Form):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())
    reference = forms.CharField(label=_("Number of the grant"), max_length=100)
    last_day = forms.DateField(
        label=_("Up to and with"), widget=DateInput(), initial=HOLDS[HoldKind.ESF].not_before,
        help_text=_("Evidence for ESF+ 2021-2027 stays at least up to and with 31 December 2036."),
    )  # fmt: skip

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["programme"]).queryset = programmes


class FileHoldForm(KnownForm):
    """Whose file, as for a request; here a number of the case stands instead of a reason."""

    reference = forms.CharField(label=_("Number of the case"), max_length=100)
    last_day = forms.DateField(
        label=_("Up to and with"), widget=DateInput(),
        help_text=_("Three years at most. Set it again when the case goes on."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class RestrictForm(forms.Form):
    members = forms.ModelMultipleChoiceField(
        label=_("Who else may open this file?"), queryset=Membership.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Who coordinates it keeps opening it. Name only who must."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why is it restricted?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("No details about the person: that a known person works here is enough."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Open again on"), widget=DateInput(), help_text=_("A year away at most. From this day it is as before.")
    )

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = cast(forms.ModelMultipleChoiceField, self.fields["members"])
        chooser.queryset = members

    def chosen(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {
            "members": [each.pk for each in values["members"]], "reason": values["reason"], "until": values["until"]
        }  # fmt: skip


class RestrictKnownForm(RestrictForm, KnownForm):
    """Whose file, as for a request, and who may open it."""

    field_order = ("given_name", "family_name", "birth_date", "members", "reason", "until")


class ReopenForm(forms.Form):
    because = forms.CharField(
        label=_("Why may it be open again?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class LiftForm(forms.Form):
    because = forms.CharField(
        label=_("Why may it go now?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is past its term is erased the next night."),
    )  # fmt: skip
