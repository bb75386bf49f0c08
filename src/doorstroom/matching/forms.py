"""What is asked about a person and a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from doorstroom.matching.models import CriteriaReview, Willingness
from doorstroom.matching.selectors.planning import Asked, referrers_of
from doorstroom.matching.selectors.words import OwnWords
from doorstroom.rounds.models import Nomination


class WordForm(forms.Form):
    """`sides` are those for whom the one who asks may speak."""

    side = forms.ChoiceField(label=_("Whose word is it?"), widget=forms.RadioSelect)
    willing = forms.TypedChoiceField(
        label=_("Go on with this place?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        required=False,
        help_text=_("Your own reason, in your own words. A participant need not give one."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, sides: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(side, label) for side, label in Willingness.Side.choices if side in sides]
        self.fields["side"].choices = shown  # type: ignore[attr-defined]


class WordingsForm(forms.Form):
    """One text per subject; what stays empty is not told."""

    all_optional = True

    def __init__(self, *args: Any, words: list[OwnWords], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in words:
            self.fields[each.subject] = forms.CharField(
                label=each.label, initial=each.text, max_length=300, required=False
            )


class FindingForm(forms.Form):
    person = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.IntegerField(widget=forms.HiddenInput)
    finding = forms.ChoiceField(
        label=_("What do you find?"), choices=CriteriaReview.Finding.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(label=_("What should change?"), max_length=500, required=False)


PAIR_RULES = [("", ""), ("together", _("goes to the same place as")), ("apart", _("does not go to the same place as"))]
MOST_PAIRS = 12


class PlanForm(forms.Form):
    """What a plan for a round has to keep to besides the selected people and the backed places.

    It begins with what was asked last; `selected` are the people who can be planned here, with their referrers.
    """

    SPARE_PAIRS = 2

    coaching = forms.IntegerField(
        label=_("How many people can the coaches take on?"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("Leave it empty when there is no limit."),
    )
    school_days = forms.TypedMultipleChoiceField(
        label=_("School days"),
        choices=[(day, WEEKDAYS[day]) for day in range(5)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A place can be used when it leaves one of these days free."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, asked: Asked, selected: Sequence[Nomination], **kwargs: Any
    ) -> None:
        initial = {"coaching": asked.coaching, "school_days": asked.school_days}
        super().__init__(data, initial=initial, **kwargs)
        self._add_floors(referrers_of(selected), asked.floors)
        self._add_pairs([("", ""), *((str(each.person_id), each.person.full_name) for each in selected)], asked)

    def _add_floors(self, referrers: Mapping[str, str], floors: Mapping[str, int]) -> None:
        self._referrers = list(referrers)
        for key, name in referrers.items():
            self.fields[f"floor_{key}"] = forms.IntegerField(
                label=_("At least so many people of %(referrer)s") % {"referrer": name},
                required=False, min_value=0, max_value=1000, initial=floors.get(key),
            )  # fmt: skip

    def _add_pairs(self, people: list[tuple[str, str]], asked: Asked) -> None:
        pairs = [("together", pair) for pair in asked.together] + [("apart", pair) for pair in asked.apart]
        sent = sum(f"pair_{number}_rule" in self.data for number in range(MOST_PAIRS))
        self._pairs = max(sent, min(len(pairs) + self.SPARE_PAIRS, MOST_PAIRS)) if len(people) > 2 else 0
        for number in range(self._pairs):
            rule, pair = pairs[number] if number < len(pairs) else ("", frozenset())
            first, second = sorted(pair) or ("", "")
            for part, label, choices, initial in (
                ("first", _("Participant"), people, first),
                ("rule", _("What holds"), PAIR_RULES, rule),
                ("second", _("The other"), people, second),
            ):
                self.fields[f"pair_{number}_{part}"] = forms.ChoiceField(
                    label=label, choices=choices, required=False, initial=initial
                )

    @property
    def floors(self) -> list[forms.BoundField]:
        return [self[f"floor_{key}"] for key in self._referrers]

    @property
    def pairs(self) -> list[list[forms.BoundField]]:
        return [[self[f"pair_{n}_{part}"] for part in ("first", "rule", "second")] for n in range(self._pairs)]

    def clean(self) -> dict[str, Any]:
        for number in range(self._pairs):
            parts = {part: self.cleaned_data.get(f"pair_{number}_{part}") for part in ("first", "rule", "second")}
            missing = [part for part, value in parts.items() if not value]
            if 0 < len(missing) < len(parts):
                self.add_error(f"pair_{number}_{missing[0]}", _("Choose this too, or leave all three empty."))
            elif not missing and parts["first"] == parts["second"]:
                self.add_error(f"pair_{number}_second", _("Choose two different people."))
        return self.cleaned_data

    def asked(self) -> Asked:
        data = self.cleaned_data
        floors = {key: data[f"floor_{key}"] for key in self._referrers if data[f"floor_{key}"]}
        pairs: dict[str, list[frozenset[str]]] = {"together": [], "apart": [], "": []}
        for n in range(self._pairs):
            pairs[data[f"pair_{n}_rule"]].append(frozenset({data[f"pair_{n}_first"], data[f"pair_{n}_second"]}))
        return Asked(
            data["coaching"], tuple(data["school_days"]), floors, tuple(pairs["together"]), tuple(pairs["apart"])
        )
