"""The sentence of each reason, filled with the words of this product's own lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.demand.models import Place
from doorstroom.matching.domain.answers import SECOND_LOOK
from doorstroom.matching.domain.assessment import Assessment
from doorstroom.matching.domain.exclusions import Exclusion
from doorstroom.matching.domain.facts import Kind
from doorstroom.matching.domain.messages import MODES, REASONS, REPAIRS, WITHHELD
from doorstroom.matching.domain.reasons import Audience, MatchReason, Outcome, Repair
from doorstroom.participants.models import CefrLevel, EducationLevel, LanguageSkill, WorkAdjustment

MODE_WORDS = {**{mode: _(text) for mode, text in MODES.items()}, "moped": _("by moped")}
LICENCE_WORDS = {"VOG": _("a certificate of conduct (VOG)"), "B": _("driving licence B")}
EDUCATION_WORDS = {0: EducationLevel.NONE, 2: EducationLevel.LOWER, 3: EducationLevel.MIDDLE, 6: EducationLevel.HIGHER}
LIFTING = "lifting_kg"
REFUSALS = {
    "not_visible": _("This participant is not open to you. Ask who guides her."),
    "not_your_word": _("Only the participant and who guides her say this. Ask her caseworker or job coach."),
    "own_reason_missing": _("Write down your own reason: what the rule found is no reason of yours."),
    "place_not_on_offer": _("The employer does not offer this place any more. Look for another place."),
    "not_in_sample": _("This refusal is not in this week's list, or somebody reviewed it. Open the list again."),
}
ASKED = {
    Kind.LANGUAGE: _("Language at work, %(code)s: %(level)s"),
    Kind.EDUCATION: _("Education: %(level)s"),
    Kind.LICENCE: _("%(code)s"),
    Kind.SHIFT: _("Shift: %(code)s"),
    Kind.LAW: _("Rule: %(code)s"),
    Kind.PHYSICAL: _("Physical work: %(code)s %(level)s"),
    Kind.SKILL: _("%(code)s"),
}
OF_PLACE_ALONE = {"learn_at_work", "rearrange_tasks", "new_start", "ask_employer", "without_shift", "other_work"}
"""Repairs that say something of the place and nothing of the person."""

ORDER = (Outcome.FAILED, Outcome.UNKNOWN, Outcome.TO_LEARN, Outcome.MET)


@dataclass(frozen=True)
class Said:
    """A reason as the component shows it."""

    outcome: str
    text: str
    repair: str


def reasons(assessment: Assessment, audience: Audience, words: Mapping[str, str]) -> list[Said]:
    """What this reader may read: what stands in the way first, then what is to be asked or learnt, then what fits."""
    shown = sorted(assessment.reasons_for(audience), key=lambda reason: ORDER.index(reason.outcome))
    said = [_said(reason, words) for reason in shown]
    if assessment.withheld_from(audience):
        said.append(Said(Outcome.UNKNOWN, gettext(WITHHELD), ""))
    return said


def approved(assessment: Assessment, texts: Mapping[str, str], words: Mapping[str, str]) -> list[Said]:
    """What an account manager may read: per subject how it came out, in the words that the person approved."""
    subjects: dict[Kind, list[MatchReason]] = {}
    for reason in sorted(assessment.reasons_for(Audience.ACCOUNT_MANAGER), key=lambda r: ORDER.index(r.outcome)):
        subjects.setdefault(reason.kind, []).append(reason)
    said = [_own_words(about, texts[kind], words) for kind, about in subjects.items() if kind in texts]
    if any(each.kind not in texts for each in assessment.refusal + assessment.questions):
        said.append(Said(Outcome.UNKNOWN, gettext(WITHHELD), ""))
    return said


def _own_words(about: list[MatchReason], text: str, words: Mapping[str, str]) -> Said:
    repairs = {_repair(r, about[0].kind, words) for each in about for r in each.repairs if r.code in OF_PLACE_ALONE}
    return Said(about[0].outcome, text, " ".join(sorted(repairs)))


@dataclass(frozen=True)
class Asked:
    """A row of what the work asks. `excludes` and `alone` are words, because some are not counted."""

    text: str
    tasks: str
    excludes: str
    alone: str


def asked(exclusion: Exclusion, place: Place) -> Asked:
    tasks = ", ".join(exclusion.tasks)
    if not exclusion.at_start:
        return Asked(_what(exclusion, place), tasks, gettext("nobody: a wish, or learnt at work"), "")
    if exclusion.kind in SECOND_LOOK:
        return Asked(_what(exclusion, place), tasks, gettext("looked at when both said yes"), "")
    return Asked(_what(exclusion, place), tasks, number_format(exclusion.excludes), number_format(exclusion.alone))


def _what(exclusion: Exclusion, place: Place) -> str:
    if exclusion.kind is Kind.HOURS:
        return gettext("%(hours)s hours a week") % {"hours": _word(Kind.HOURS, "hours", place.hours_per_week, {})}
    if exclusion.kind is Kind.DAYS:
        return _capital(_word(Kind.DAYS, "days", place.weekdays, {}))
    params = {"code": exclusion.code, "level": exclusion.level}
    return _capital(gettext(ASKED[exclusion.kind]) % _filled(exclusion.kind, params, {}))


def _said(reason: MatchReason, words: Mapping[str, str]) -> Said:
    params = _filled(reason.kind, reason.params, words)
    repairs = " ".join(_repair(repair, reason.kind, words) for repair in reason.repairs)
    text = REASONS["hours_same" if _one_number(reason) else reason.text]
    return Said(reason.outcome, _capital(gettext(text) % params), repairs)


def _one_number(reason: MatchReason) -> bool:
    return reason.text == "hours_met" and reason.params["minimum"] == reason.params["maximum"]


def _repair(repair: Repair, kind: Kind, words: Mapping[str, str]) -> str:
    return _capital(gettext(REPAIRS[repair.code]) % _filled(kind, repair.params, words))


def _capital(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def _filled(kind: Kind, params: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    filled = {name: _word(kind, name, value, words) for name, value in params.items()}
    if params.get("code") == LIFTING:
        filled |= {"code": gettext("lifting %(kilos)s kilos") % {"kilos": params["level"]}, "level": ""}
    return filled


def _word(kind: Kind, name: str, value: Any, words: Mapping[str, str]) -> str:
    match name:
        case "mode":
            return str(MODE_WORDS[value])
        case "days" | "missing":
            return ", ".join(str(WEEKDAYS[each]) for each in value)
        case "tasks":
            return ", ".join(value)
        case "wish":
            return words.get(value, value)
        case "adjustment":
            return str(WorkAdjustment.Kind(value).label)
        case "code":
            return _code(kind, value)
        case "level":
            return _level(kind, value)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        value = Decimal(f"{value.normalize():f}")
    return number_format(value)


def _code(kind: Kind, value: str) -> str:
    if kind is Kind.LANGUAGE:
        return str(LanguageSkill(value).label)
    if kind is Kind.LICENCE:
        return str(LICENCE_WORDS.get(value) or gettext("driving licence %(code)s") % {"code": value})
    return value


def _level(kind: Kind, value: int) -> str:
    if kind is Kind.LANGUAGE:
        return str(CefrLevel.values[value] if value < len(CefrLevel.values) else "C2")
    if kind is Kind.EDUCATION:
        return str(EDUCATION_WORDS[value].label)
    return str(value) if value else ""
