"""The sentence of each reason, filled with the words of this product's own lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from doorstroom.matching.models import FairnessReport
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
    "may_not_plan": _("Only who arranges workplaces in this round plans it. Ask the programme manager of the round."),
    "nobody_to_plan": _("Nobody who was selected is open to you for planning. Ask who selects to decide first."),
    "plan_contradicts": _("The workplaces that stand already do not fit the limits. Raise a limit or end one first."),
    "plan_line_done": _("This placement was proposed before. Look at the workplaces of the participant."),
    "made_by_the_product": _("The product makes this report itself, every night."),
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
KINDS = {
    Kind.TRAVEL: _("the journey"),
    Kind.DAYS: _("working days"),
    Kind.HOURS: _("hours a week"),
    Kind.START: _("when to start"),
    Kind.LANGUAGE: _("language at work"),
    Kind.EDUCATION: _("education"),
    Kind.LICENCE: _("licences and certificates"),
    Kind.SHIFT: _("evenings, nights or weekends"),
    Kind.LAW: _("what the rules allow"),
    Kind.PHYSICAL: _("physical work"),
    Kind.SKILL: _("what somebody can do"),
    Kind.ADJUSTMENT: _("what helps to work well"),
    Kind.WISH: _("wishes"),
}
PERSON_FIELDS = {
    "location": _("the middle of the postcode area"),
    "travel": _("ways of travelling and the own limit"),
    "weekdays": KINDS[Kind.DAYS],
    "hours": KINDS[Kind.HOURS],
    "start": KINDS[Kind.START],
    "languages": KINDS[Kind.LANGUAGE],
    "education": KINDS[Kind.EDUCATION],
    "licences": KINDS[Kind.LICENCE],
    "capacities": KINDS[Kind.PHYSICAL],
    "skills": KINDS[Kind.SKILL],
    "shifts": KINDS[Kind.SHIFT],
    "law": KINDS[Kind.LAW],
    "adjustments": KINDS[Kind.ADJUSTMENT],
    "wishes": KINDS[Kind.WISH],
}
"""Every fact that the rule may know of a person, in words; ids and flags of completeness say nothing of her."""

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


def requirements(failed: Iterable[MatchReason]) -> list[Said]:
    return [_said(reason, {}) for reason in failed]


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
    return _capital(str(ASKED[exclusion.kind]) % _filled(exclusion.kind, params, {}))


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


ATTRIBUTES = {"age": _("age"), "education": _("education"), "language": _("speaking Dutch")}
GROUPS = {
    "age_under_27": _("under 27"),
    "age_27_44": _("27 to 44"),
    "age_45_54": _("45 to 54"),
    "age_55_over": _("55 and over"),
    **{f"education_{level.value}": level.label for level in EducationLevel},
    **{f"language_{level.value}": level.label for level in CefrLevel},
}
MEASURES = {"selection": _("chosen"), "exposure": _("shown among the first five")}


def not_shown() -> list[str]:
    """What a fairness report opens with: what it cannot show, and which other ways there are."""
    return [
        gettext("Origin is not recorded, and neither is sex, so this report says nothing about them."),
        gettext(
            "Other ways: a comparison by the national statistics office on coded data, a test with pairs of "
            "invented profiles, complaints and the yearly talk with participants."
        ),
    ]


@dataclass(frozen=True)
class FairnessRow:
    attribute: str
    group: str
    measure: str
    figures: str
    interval: str
    power: str
    alarm: bool


def fairness_rows(report: FairnessReport) -> list[FairnessRow]:
    return [_fairness_row(each) for each in report.content["comparisons"]]


def _fairness_row(each: Mapping[str, Any]) -> FairnessRow:
    names = (str(ATTRIBUTES[each["attribute"]]), str(GROUPS[each["group"]]), str(MEASURES[each["measure"]]))
    if each["ratio"] is None:
        return FairnessRow(*names, gettext("too few people to show"), "", "", False)
    ratio = {name: "∞" if end is None else number_format(end, 2) for name, end in each["ratio"].items()}
    digits = 1 if each["measure"] == "exposure" else 0
    shares = {"own": _percent(each["share"], digits), "rest": _percent(each["rest_share"], digits), "n": each["people"]}
    return FairnessRow(
        *names,
        gettext("%(own)s %% of %(n)s people, others %(rest)s %%") % shares,
        gettext("%(value)s (%(low)s to %(high)s)") % ratio,
        gettext("%(percent)s %% chance") % {"percent": _percent(each["power"])},
        each["alarm"],
    )


def _percent(share: float, digits: int = 0) -> str:
    return number_format(100 * share, digits)
