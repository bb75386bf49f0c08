"""Forms about working together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.forms import organisations_listed
from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.agreements.access import visible_agreements
from doorstroom.agreements.models import Agreement
from doorstroom.cooperation.models import Experiment, Idea, Lesson
from doorstroom.cooperation.wording import PULSE, PULSE_STEPS, STEP_NAMES
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Issue, Programme, RouteModel
from doorstroom.ui.forms import DateInput
from doorstroom.ui.listed import TYPE_A_PART, ListedField, offer


def partners() -> Any:
    """Organisations that work together; employers are found elsewhere."""
    found = Organisation.objects.exclude(kind=OrganisationKind.EMPLOYER).filter(merged_into=None)
    return found.order_by("name")


class ExperimentForm(forms.Form):
    title = forms.CharField(label=_("What do you try?"), max_length=200)
    hypothesis = forms.CharField(
        label=_("What do you expect?"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: whoever works along for a day first, stops less often."),
    )  # fmt: skip
    measure = forms.CharField(
        label=_("How do you see it?"), max_length=300, help_text=_("What is counted, where, and compared with what.")
    )
    starts_on = forms.DateField(label=_("It starts on"), widget=DateInput())
    decide_on = forms.DateField(
        label=_("We decide on"), widget=DateInput(), help_text=_("The day on which you go on, change it or stop.")
    )
    owner = forms.ModelChoiceField(label=_("Who is responsible?"), queryset=Organisation.objects.none())
    issue = forms.ModelChoiceField(label=_("For which issue?"), queryset=Issue.objects.none(), required=False)
    agreement = forms.ModelChoiceField(
        label=_("Under which agreement?"), queryset=Agreement.objects.none(), required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = partners()  # type: ignore[attr-defined]
        self.fields["issue"].queryset = Issue.objects.order_by("title")  # type: ignore[attr-defined]
        self.fields["agreement"].queryset = visible_agreements(actor).order_by("title", "pk")  # type: ignore[attr-defined]


class ExperimentDecisionForm(forms.Form):
    found = forms.CharField(label=_("What did you see?"), widget=forms.Textarea(attrs={"rows": 3}))
    outcome = forms.ChoiceField(
        label=_("What do you decide?"), choices=Experiment.Outcome.choices, widget=forms.RadioSelect
    )


class IdeaForm(forms.Form):
    text = forms.CharField(label=_("What is the idea?"), widget=forms.Textarea(attrs={"rows": 3}))
    issue = forms.ModelChoiceField(
        label=_("For which issue?"), queryset=Issue.objects.order_by("title"), required=False
    )
    meeting = forms.CharField(label=_("At which meeting?"), max_length=150, required=False)
    said_by = forms.CharField(
        label=_("Who said it?"), max_length=150, required=False,
        help_text=_("Leave empty for an idea of your own. Somebody without an account gets a link to follow it."),
    )  # fmt: skip


class FateForm(forms.Form):
    fate = forms.ChoiceField(label=_("What becomes of it?"), choices=Idea.Fate.choices[1:], widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why?"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Who gave the idea reads this.")
    )
    owner = forms.ModelChoiceField(
        label=_("Who looks after it?"), queryset=Organisation.objects.none(), required=False,
        help_text=_("Needed for what you are going to do."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = partners()  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    text = forms.CharField(label=_("What was decided?"), widget=forms.Textarea(attrs={"rows": 3}))
    meeting = forms.CharField(label=_("At which meeting?"), max_length=150, required=False)
    on = forms.DateField(label=_("On which day?"), widget=DateInput())


class ActionForm(forms.Form):
    text = forms.CharField(label=_("What has to be done?"), max_length=300)
    owner = forms.ModelChoiceField(label=_("By whom?"), queryset=Organisation.objects.none())
    due_on = forms.DateField(label=_("Ready on"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = partners()  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    result = forms.CharField(label=_("What came of it?"), widget=forms.Textarea(attrs={"rows": 2}))


class LessonForm(forms.Form):
    text = forms.CharField(label=_("What did you learn?"), widget=forms.Textarea(attrs={"rows": 3}))
    issue = forms.ModelChoiceField(
        label=_("For which issue?"), queryset=Issue.objects.order_by("title"), required=False
    )
    experiment = forms.ModelChoiceField(
        label=_("From which trial?"), queryset=Experiment.objects.exclude(outcome="").order_by("title"), required=False,
        help_text=_("Or choose figures below: a lesson stands on a trial or on figures."),
    )  # fmt: skip
    programme = forms.ModelChoiceField(
        label=_("Figures of which programme?"), queryset=Programme.objects.order_by("name"), required=False
    )
    figure = forms.ChoiceField(label=_("Which figures?"), choices=[("", "–"), *Lesson.Figure.choices], required=False)
    as_of = forms.DateField(label=_("As they stood on"), widget=DateInput(), required=False)
    finding = forms.CharField(
        label=_("What do the figures say?"), widget=forms.Textarea(attrs={"rows": 2}), required=False,
        help_text=_("In words with the numbers: 19 of 120 stopped, in the first version 16 of 40."),
    )  # fmt: skip


class LessonUseForm(forms.Form):
    what = forms.CharField(label=_("What changed by it?"), max_length=300)
    model = forms.ModelChoiceField(
        label=_("In which approach?"), queryset=RouteModel.objects.order_by("code", "-version"), required=False
    )
    place = forms.CharField(
        label=_("Or where else?"),
        max_length=200,
        required=False,
        help_text=_("Another region, a policy paper, a firm."),
    )


class ClosingForm(forms.Form):
    ends_on = forms.DateField(label=_("Last day"), widget=DateInput())
    successor = forms.ModelChoiceField(
        label=_("Who succeeds the programme?"), queryset=Organisation.objects.none(), required=False,
        help_text=_("Leave empty if each partner goes on by itself."),
    )  # fmt: skip
    network_keeper = forms.ModelChoiceField(
        label=_("Who keeps the network and the approach?"), queryset=Organisation.objects.none(),
        help_text=_("Contacts, agreements, lessons and the approach stay; one organisation keeps them up."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("successor", "network_keeper"):
            self.fields[name].queryset = partners()  # type: ignore[attr-defined]


class NextOwnerForm(forms.Form):
    """For the people who were ticked beside it."""

    organisation = forms.TypedChoiceField(label=_("Who goes on with them?"))
    funder = forms.TypedChoiceField(label=_("Who pays?"))
    basis = forms.CharField(
        label=_("By which law or agreement?"), max_length=200, help_text=_("For example: Participatiewet art. 7.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = {str(each.pk): each for each in partners()}
        for name in ("organisation", "funder"):
            field = self.fields[name]
            field.choices = [("", "–"), *((pk, each.name) for pk, each in found.items())]  # type: ignore[attr-defined]
            field.coerce = found.__getitem__  # type: ignore[attr-defined]


class ProjectForm(forms.Form):
    """For the trajectories that were ticked beside it."""

    name = forms.CharField(label=_("What is the project called?"), max_length=200)


class PartForm(forms.Form):
    whole = forms.ModelChoiceField(
        label=_("Part of"), queryset=Programme.objects.filter(closed_on=None).order_by("name"), required=False,
        empty_label=_("stands by itself"),
    )  # fmt: skip

    def __init__(self, *args: Any, part: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["whole"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 for the type checker
        assert field.queryset is not None  # noqa: S101 given above
        field.queryset = field.queryset.exclude(pk=part.pk)


class TieForm(forms.Form):
    organisation = ListedField(label=_("At which organisation?"), help_text=TYPE_A_PART)
    name = forms.CharField(label=_("Whom do you know there?"), max_length=150)
    function = forms.CharField(label=_("What does she or he do?"), max_length=100, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    topic = forms.CharField(
        label=_("About what?"), max_length=150, help_text=_("For example: wage subsidy, BBL in care.")
    )
    last_contact_on = forms.DateField(label=_("Last contact"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations_listed(Organisation.objects.all()))


class PulseForm(forms.Form):
    """One field a question, from 1 to 5."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in PULSE.items():
            self.fields[name] = forms.TypedChoiceField(
                label=words, choices=PULSE_STEPS, coerce=int, widget=forms.RadioSelect
            )

    @property
    def answers(self) -> list[int]:
        return [self.cleaned_data[name] for name in PULSE]


class StepWordsForm(forms.Form):
    """What the own organisation calls each shared step; empty keeps the shared word."""

    all_optional = True

    def __init__(self, *args: Any, own: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step, label in STEP_NAMES.items():
            self.fields[step] = forms.CharField(label=label, max_length=80, required=False, initial=own.get(step, ""))

    @property
    def words(self) -> dict[str, str]:
        return {step: self.cleaned_data[step] for step in STEP_NAMES}
