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

from doorstroom.matching.domain.assessment import Assessment
from doorstroom.matching.domain.facts import Kind
from doorstroom.matching.domain.messages import MODES, REASONS, REPAIRS, WITHHELD
from doorstroom.matching.domain.reasons import Audience, MatchReason, Outcome, Repair
from doorstroom.participants.models import CefrLevel, EducationLevel, LanguageSkill, WorkAdjustment

MODE_WORDS = {**{mode: _(text) for mode, text in MODES.items()}, "moped": _("by moped")}
LICENCE_WORDS = {"VOG": _("a certificate of conduct (VOG)"), "B": _("driving licence B")}
EDUCATION_WORDS = {0: EducationLevel.NONE, 2: EducationLevel.LOWER, 3: EducationLevel.MIDDLE, 6: EducationLevel.HIGHER}
LIFTING = "lifting_kg"
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
