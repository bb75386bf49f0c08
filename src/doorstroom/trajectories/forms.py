"""Forms about trajectories. Dates start at today; choices of people are those who may do it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership
from doorstroom.agreements.models import Category
from doorstroom.kernel.transitions import Confirmation
from doorstroom.participants.forms import PersonForm
from doorstroom.participants.models import (
    CefrLevel,
    EducationLevel,
    IncomeSource,
    LanguageSkill,
    WorkAdjustment,
)
from doorstroom.programmes.domain.route_model import Guard, RouteModel
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.models import Destination, ExitReason, Initiator, JointAct, Note, Trajectory
from doorstroom.trajectories.selectors.together import Choice
from doorstroom.trajectories.services import IntakeTalk, Newcomer
from doorstroom.trajectories.services.together import Wanted
from doorstroom.trajectories.wording import named
from doorstroom.ui.forms import DateInput

READINESS = [("", _("not asked")), *((n, str(n)) for n in range(1, 6))]
SUSPENSION = [ExitReason.HEALTH, ExitReason.CARE_DUTIES, ExitReason.TRAVEL, ExitReason.MONEY, ExitReason.WORKPLACE,
              ExitReason.SCHOOL, ExitReason.OTHER]  # fmt: skip
CERTAINTY = [("unknown", _("not known yet")), ("announced", _("announced")), ("confirmed", _("confirmed"))]


class MemberField(forms.ModelChoiceField):
    def label_from_instance(self, member: Membership) -> str:
        return f"{member.user.name} · {member.get_role_display()}, {member.organisation.name}"


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput, required=required)


class NewcomerForm(PersonForm):
    """Somebody who is not known here yet."""

    basis_told = forms.BooleanField(
        label=_("I told the person why we keep this, who sees it, and how to look it up or correct it.")
    )

    def newcomer(self) -> Newcomer:
        contact = {name: self.cleaned_data[name] for name in ("birth_date", "phone", "email")}
        return Newcomer(self.names(), contact, self.described(), self.cleaned_data["language"])


class RegistrationForm(NewcomerForm):
    programme = forms.ModelChoiceField(
        label=_("For which programme?"), queryset=Programme.objects.order_by("name"), required=False,
        help_text=_("Leave open when that is not clear yet."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("How did the person come to us?"), max_length=100, help_text=_("A referrer, a poster, a friend.")
    )
    field_order = ("given_name", "family_name", "birth_date", "phone", "email", "language", "programme", "source")


class IntakeForm(forms.Form):
    """Own goal first, in own words. Parts that are closed to the actor are left out."""

    own_goal = forms.CharField(
        label=_("What does the person want? In her or his own words"), widget=forms.Textarea(attrs={"rows": 3})
    )
    education = forms.ChoiceField(label=_("Education"), choices=EducationLevel.choices, initial=EducationLevel.UNKNOWN)
    income_source = forms.ChoiceField(
        label=_("Source of income"), choices=IncomeSource.choices, initial=IncomeSource.UNKNOWN
    )
    adjustments = forms.MultipleChoiceField(
        label=_("What makes work possible?"), choices=WorkAdjustment.Kind.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("No diagnoses: choose only what helps at work."),
    )  # fmt: skip
    readiness_person = forms.TypedChoiceField(
        label=_("How ready does the person feel?"), choices=READINESS, coerce=int, empty_value=None, required=False,
        help_text=_("1 is not yet, 5 is fully. A difference with your own view is something to talk about."),
    )  # fmt: skip
    readiness_professional = forms.TypedChoiceField(
        label=_("How ready do you think the person is?"),
        choices=READINESS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    agreed_next = forms.CharField(
        label=_("What did you agree?"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    holder = MemberField(label=_("Who coordinates from now on?"), queryset=Membership.objects.none())
    on = day_field(_("Day of the talk"))
    reason = forms.CharField(label=_("Why is the intake held again?"), max_length=300)

    CATEGORY = {
        "education": Category.PROFILE,
        "income_source": Category.INCOME,
        "adjustments": Category.ADJUSTMENTS,
    }

    def __init__(
        self,
        *args: Any,
        categories: Iterable[str],
        goal: str,
        members: QuerySet[Membership],
        again: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        opened = set(categories)
        for name, category in self.CATEGORY.items():
            if category not in opened:
                del self.fields[name]
        if Category.PROFILE in opened:
            self._add_languages()
        if goal:
            self.fields["own_goal"].required = False
            self.fields["own_goal"].help_text = _("Written down before: “%(goal)s”. Add only what is new.") % {
                "goal": goal
            }
        self.fields["holder"].queryset = members  # type: ignore[attr-defined]
        del self.fields["holder" if again else "reason"]

    def _add_languages(self) -> None:
        levels = [("", _("not known yet")), *CefrLevel.choices]
        order = list(self.fields)
        for skill in LanguageSkill:
            label = _("Dutch: %(skill)s") % {"skill": skill.label}
            self.fields[f"level_{skill.value}"] = forms.ChoiceField(label=label, choices=levels, required=False)
        self.order_fields([order[0], *(f"level_{skill.value}" for skill in LanguageSkill), *order[1:]])

    def talk(self) -> IntakeTalk:
        """Only what differs from what was known: a field that was left alone says nothing new."""
        given = {name: value for name, value in self.cleaned_data.items() if name in self.changed_data}
        levels = {s.value: given[f"level_{s.value}"] for s in LanguageSkill if given.get(f"level_{s.value}")}
        return IntakeTalk(
            own_goal=given.get("own_goal", ""), levels=levels, education=given.get("education", ""),
            income_source=given.get("income_source", ""),
            adjustments=tuple(given["adjustments"]) if "adjustments" in given else None,
            readiness_person=given.get("readiness_person"),
            readiness_professional=given.get("readiness_professional"), agreed_next=given.get("agreed_next", ""),
        )  # fmt: skip


class StartForm(forms.Form):
    on = day_field(_("Day of the start"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Only when this differs from the usual course.")
    )


class PassForm(forms.Form):
    """Lets one missing agreement pass: who confirms it, in which role, why, and by when it is settled."""

    confirmed_by = forms.CharField(label=_("Who confirms that we can go on?"), max_length=150)
    role = forms.ChoiceField(label=_("In which role?"))
    reason = forms.CharField(label=_("Why can it wait?"), max_length=300)
    expires_on = day_field(_("Settled by"))

    def __init__(self, *args: Any, guard: Guard, model: RouteModel, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": guard.code})
        self.guard = guard
        self.fields["role"].choices = [(code, named(code, model)) for code in guard.confirmed_by]  # type: ignore[attr-defined]
        self.initial["expires_on"] = on + timedelta(days=min(14, guard.max_days or 14))

    def confirmation(self) -> Confirmation:
        return Confirmation(fact=self.guard.fact, **self.cleaned_data)


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(label=_("Which phase?"))
    on = day_field(_("From which day?"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False,
        help_text=_("Needed when you skip a phase, go back, or let phases run beside each other."),
    )  # fmt: skip

    def __init__(self, *args: Any, phases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = phases  # type: ignore[attr-defined]


class LeavePhaseForm(forms.Form):
    on = day_field(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class MemberForm(forms.Form):
    """Choose a colleague; with a reason where somebody else steps back."""

    member = MemberField(label=_("Who?"), queryset=Membership.objects.none())
    reason = forms.CharField(label=_("Why?"), max_length=300)

    def __init__(self, *args: Any, members: QuerySet[Membership], with_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        if not with_reason:
            del self.fields["reason"]


class SuspendForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=[(r.value, r.label) for r in SUSPENSION])
    on = day_field(_("From which day?"))
    expected_back_on = day_field(_("When do you expect the person back?"))
    text = forms.CharField(label=_("What did you agree about contact?"), max_length=300, required=False)


NOT_CHOSEN = ("", "–")


class ExitForm(forms.Form):
    """Begins with nothing chosen: an answer that stood there already tells nothing."""

    reason = forms.ChoiceField(label=_("Why does it end?"), choices=[NOT_CHOSEN, *ExitReason.choices])
    text = forms.CharField(
        label=_("In a few words"), max_length=500, required=False, help_text=_("Needed for another reason.")
    )
    initiator = forms.ChoiceField(label=_("Who wanted it?"), choices=[NOT_CHOSEN, *Initiator.choices])
    destination = forms.ChoiceField(label=_("Where does the person go?"), choices=[NOT_CHOSEN, *Destination.choices])
    next_owner = forms.CharField(
        label=_("To whom can the person turn from now on?"), max_length=150, required=False,
        help_text=_("Needed when it is not known yet where the person goes: who finds out?"),
    )  # fmt: skip
    exit_talk_on = day_field(_("Day of the closing talk"), required=False)
    seen_by = MemberField(
        label=_("Who else looked at it?"), queryset=Membership.objects.none(), required=False,
        help_text=_("Needed when an organisation ends it."),
    )  # fmt: skip
    on = day_field(_("Last day"))

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_by"].queryset = members  # type: ignore[attr-defined]


class ReEnterForm(forms.Form):
    holder = MemberField(label=_("Who coordinates?"), queryset=Membership.objects.none())
    reason = forms.CharField(label=_("Why does the person come back?"), max_length=300)
    on = day_field(_("From which day?"))

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = members  # type: ignore[attr-defined]


class DismissalForm(forms.Form):
    certainty = forms.ChoiceField(label=_("How sure is it?"), choices=CERTAINTY)
    day = day_field(_("Dismissal date"), required=False)


class NoteForm(forms.Form):
    """Made for the keyboard: a letter chooses the channel, Tab, the text, Ctrl+Enter."""

    channel = forms.ChoiceField(
        label=_("How?"), choices=Note.Channel.choices, widget=forms.Select(attrs={"autofocus": True})
    )
    text = forms.CharField(label=_("What was said or agreed?"), widget=forms.Textarea(attrs={"rows": 4}))
    on = day_field(_("Day"))
    visibility = forms.ChoiceField(label=_("Who may read it?"), choices=Note.Visibility.choices)


class TaskForm(forms.Form):
    text = forms.CharField(label=_("What is the next step?"), max_length=200)
    due_on = day_field(_("By when?"), required=False)
    mine = forms.BooleanField(label=_("I do this instead of the participant"), required=False)
    reason = forms.CharField(
        label=_("Why do you take it over?"), max_length=200, required=False,
        help_text=_("A step is the participant's, unless there is a reason."),
    )  # fmt: skip


class JoinForm(forms.Form):
    """Register somebody who is known here already for a programme."""

    programme = forms.ModelChoiceField(label=_("For which programme?"), queryset=Programme.objects.order_by("name"))
    source = forms.CharField(label=_("How did the person come to us?"), max_length=100)


class TakeOverForm(forms.Form):
    reason = forms.CharField(label=_("Why do you take it over?"), max_length=200)


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, trajectory: Trajectory) -> str:
        return f"{trajectory.person.full_name} · {trajectory.round or trajectory.programme}"


class TogetherForm(forms.Form):
    """Who, what, with whom or where to, and why; what does not belong to the act may stay empty."""

    people = PeopleField(
        label=_("Who?"), queryset=Trajectory.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What?"), choices=JointAct.Kind.choices, widget=forms.RadioSelect)
    member = MemberField(
        label=_("With or to whom?"), queryset=Membership.objects.none(), required=False,
        help_text=_("Needed for the team and for handing over."),
    )  # fmt: skip
    phase = forms.ChoiceField(label=_("To which phase?"), required=False, help_text=_("Needed for going on."))
    reason = forms.CharField(label=_("Why?"), max_length=300)

    def __init__(self, *args: Any, choice: Choice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = choice.trajectories  # type: ignore[attr-defined]
        self.fields["member"].queryset = choice.members  # type: ignore[attr-defined]
        self.fields["phase"].choices = [NOT_CHOSEN, *choice.phases]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        needed = "phase" if given.get("kind") == JointAct.Kind.PHASE else "member"
        if given.get("kind") and not given.get(needed) and needed not in self.errors:
            self.add_error(needed, _("Choose one; this act needs it."))
        return given

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        kind = JointAct.Kind(given["kind"])
        if kind is JointAct.Kind.PHASE:
            phases = dict(self.fields["phase"].choices)  # type: ignore[attr-defined]
            return Wanted(kind, given["reason"], phase=given["phase"], phase_name=phases[given["phase"]])
        return Wanted(kind, given["reason"], member=given["member"])

    def says(self) -> str:
        """The act in words, as the preview names it."""
        wanted = self.wanted()
        return f"{wanted.kind.label}: {wanted.subject}"
