"""A proposal in words: what each stage came to, and why somebody has no place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from doorstroom.matching.domain.facts import Kind
from doorstroom.matching.models import RoundPlan
from doorstroom.matching.wording import KINDS

STAGES = {
    "placed": _("People with a place"),
    "worst_off": _("Placed people of the referrer with the fewest, as a part of one"),
    "fit": _("Points for wishes and fit"),
    "moved": _("People who go to another place than was begun with"),
    "travel": _("Minutes of travel, one way, together"),
}
CONSTRAINTS = {"no": _("a no of the participant or from the employer's side"), "school_day": _("the school day")}
RULES = {
    "floors": _("The least numbers per referrer leave no room for this person. Ask for fewer and make the plan again."),
    "together": _("Who must go together leaves no room for this person. Let that go and make the plan again."),
    "kept": _("Workplaces that were agreed before leave no room for this person."),
}
COMPANY = {
    "together": _("This person has a place when the pair need not go to the same place."),
    "apart": _("This person has a place when the pair may go to the same place."),
}
LOSES = {
    "placed": _("fewer people would have a place"),
    "worst_off": _("the referrer with the fewest places would have fewer still"),
    "fit": _("wishes and fit would come out lower"),
}


@dataclass(frozen=True)
class StageRow:
    """`other` is what the same stage comes to in a plan set beside it."""

    label: str
    value: str
    proof: str
    other: str = ""


def stage_rows(stages: list[dict[str, Any]], beside: list[dict[str, Any]] | None = None) -> list[StageRow]:
    others = {each["stage"]: _number(each["value"]) for each in beside or []}
    return [
        StageRow(
            str(STAGES[each["stage"]]), _number(each["value"]),
            gettext("proven: nothing better is possible") if each["proven"]
            else gettext("not proven; at best %(bound)s") % {"bound": _number(each["bound"])},
            others.get(each["stage"], ""),
        )
        for each in stages
    ]  # fmt: skip


def _number(value: list[int]) -> str:
    fraction = Fraction(*value)
    whole = fraction.denominator == 1
    return number_format(fraction.numerator) if whole else f"{fraction.numerator}/{fraction.denominator}"


def reason_sentence(reason: Mapping[str, Any], names: Mapping[str, str], places: Mapping[str, str]) -> str:
    """`names` are people whom the reader may see here; others stay unnamed."""
    why = reason["why"]
    if why == "no_place":
        return _no_place(reason)
    if why == "limit":
        return _limit(reason, places)
    if why == "gives_way":
        return _gives_way(reason, names)
    if why == "rules":
        return str(RULES[reason["constraint"]])
    return gettext("The reason was not ready in time. Make the plan again.")


def _constraint(code: str) -> str:
    return str(CONSTRAINTS.get(code) or KINDS.get(Kind(code), code))


def _no_place(reason: Mapping[str, Any]) -> str:
    if "constraint" not in reason:
        return gettext("None of the places of this round fits, and no single thing stands in the way.")
    words = {"what": _constraint(reason["constraint"]), "n": reason.get("places", 0)}
    if reason.get("alone"):
        return ngettext(
            "No place fits. Only %(what)s stands in the way of %(n)s place.",
            "No place fits. Only %(what)s stands in the way of %(n)s places.", words["n"],
        ) % words  # fmt: skip
    return ngettext(
        "No place fits. %(what)s stands most often in the way, at %(n)s place, but not alone.",
        "No place fits. %(what)s stands most often in the way, at %(n)s places, but not alone.", words["n"],
    ) % words  # fmt: skip


def _limit(reason: Mapping[str, Any], places: Mapping[str, str]) -> str:
    if reason["limit"]["kind"] in COMPANY:
        return str(COMPANY[reason["limit"]["kind"]])
    gain = reason.get("gain", 1)
    words = {"n": gain, "what": _one_more(reason["limit"]["kind"], reason["limit"]["key"], places)}
    return ngettext(
        "With %(what)s this person has a place, and %(n)s person more in all.",
        "With %(what)s this person has a place, and %(n)s people more in all.", gain,
    ) % words  # fmt: skip


def _one_more(kind: str, key: str, places: Mapping[str, str]) -> str:
    if kind == "place":
        return gettext("one more seat at %(place)s") % {"place": places.get(key, key)}
    if kind == "day":
        return gettext("one more school seat on %(day)s") % {"day": WEEKDAYS[int(key)]}
    return gettext("coaching for one person more") if kind == "region" else gettext("one more seat in the round")


def _gives_way(reason: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if not reason.get("checked"):
        return gettext("The reason was not ready in time. Make the plan again.")
    people = reason.get("people", [])
    who = ", ".join(sorted(names.get(each, gettext("somebody who is not open to you")) for each in people))
    if stage := reason.get("stage"):
        return gettext("For this person %(who)s would have no place, and %(loss)s.") % {
            "who": who, "loss": LOSES[stage],
        }  # fmt: skip
    return gettext("For this person %(who)s would have no place. Both plans are equally good.") % {"who": who}


def plan_sentence(plan: RoundPlan, placed: int, people: int) -> str:
    return ngettext(
        "%(placed)s of %(people)s selected person could have a place. Nothing is arranged until somebody confirms it.",
        "%(placed)s of %(people)s selected people could have a place. Nothing is arranged until somebody confirms it.",
        people,
    ) % {"placed": placed, "people": people}  # fmt: skip


def envy_sentences(envy: Mapping[str, int]) -> list[str]:
    """Counts of people; who they are is nobody's business but their own."""
    return [
        ngettext(
            "%(n)s person with a place would rather have had the place of somebody else, by own wishes and skills.",
            "%(n)s people with a place would rather have had the place of somebody else, by own wishes and skills.",
            envy["placed"],
        ) % {"n": envy["placed"]},
        ngettext(
            "%(n)s person without a place could have worked at a place that somebody else has.",
            "%(n)s people without a place could have worked at a place that somebody else has.",
            envy["waiting"],
        ) % {"n": envy["waiting"]},
        ngettext(
            "%(n)s pair would both be better off with each other's place.",
            "%(n)s pairs would both be better off with each other's place.",
            envy["exchanges"],
        ) % {"n": envy["exchanges"]},
    ]  # fmt: skip
