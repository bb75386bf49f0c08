"""Whether someone meets the criteria of a model, one by one.

Each criterion is met, not met or unknown, with the value that was looked at. What is unknown is asked,
never taken for a no; what only a person can judge stays unknown until someone has. Nothing is added up: the
criteria are no score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from doorstroom.kernel.errors import Reason
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.route_model import Criterion
from doorstroom.programmes.domain.vocabulary import CriterionKind, EducationLevel, LanguageLevel


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class EntryFacts:
    """`language` is the level per skill, None where unknown. `judged` is what people decided by criterion."""

    birth_date: date | None = None
    language: Mapping[str, LanguageLevel | None] | None = None
    education: EducationLevel | None = None
    judged: Mapping[str, bool] | None = None


@dataclass(frozen=True)
class Judgement:
    criterion: str
    outcome: Outcome
    reason: Reason


def judge(
    criteria: Iterable[Criterion], facts: EntryFacts, on: date, *, track: str | None = None
) -> tuple[Judgement, ...]:
    """By the criteria that hold on the day someone would start; those of another track are left out."""
    return tuple(_judge(criterion, facts, on) for criterion in held(criteria, on) if criterion.track in (None, track))


def age_on(birth_date: date, on: date) -> int:
    """Whole years; someone born on 29 February turns a year older on 1 March in years without that day."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def _judge(criterion: Criterion, facts: EntryFacts, on: date) -> Judgement:
    judged = (facts.judged or {}).get(criterion.code)
    if judged is not None:
        return _outcome(criterion, "criterion_judged", judged, judged_by=criterion.judged_by)
    found = None
    match criterion.kind:
        case CriterionKind.AGE:
            found = _age(criterion, facts.birth_date, on)
        case CriterionKind.LANGUAGE:
            found = _language(criterion, facts.language or {})
        case CriterionKind.EDUCATION_AT_LEAST | CriterionKind.EDUCATION_AT_MOST:
            found = _education(criterion, facts.education)
    return found or _outcome(criterion, "criterion_unknown", None, judged_by=criterion.judged_by)


def _age(criterion: Criterion, birth_date: date | None, on: date) -> Judgement | None:
    if birth_date is None:
        return None
    age, least, most = age_on(birth_date, on), criterion.minimum_age, criterion.maximum_age
    met = (least is None or age >= least) and (most is None or age <= most)
    code = "age_at_least" if most is None else "age_at_most" if least is None else "age_between"
    return _outcome(criterion, code, met, age=age, on=on, least=least, most=most)


def _language(criterion: Criterion, levels: Mapping[str, LanguageLevel | None]) -> Judgement | None:
    """One skill below the level is enough for a no; a yes needs every skill to be known."""
    assert criterion.language_level is not None  # noqa: S101 held by checks.py
    order = list(LanguageLevel)
    known = {skill: order.index(level) for skill, level in levels.items() if level is not None}
    if not known:
        return None
    skill = min(known, key=lambda name: (known[name], name))
    met = known[skill] >= order.index(criterion.language_level)
    if met and len(known) < len(levels):
        return None
    return _outcome(criterion, "language_level", met, skill=skill, level=levels[skill], least=criterion.language_level)


def _education(criterion: Criterion, level: EducationLevel | None) -> Judgement | None:
    assert criterion.education_level is not None  # noqa: S101 held by checks.py
    if level is None:
        return None
    order = list(EducationLevel)
    distance = order.index(level) - order.index(criterion.education_level)
    met = distance >= 0 if criterion.kind is CriterionKind.EDUCATION_AT_LEAST else distance <= 0
    return _outcome(criterion, criterion.kind.value, met, level=level, bound=criterion.education_level)


def _outcome(criterion: Criterion, code: str, met: bool | None, **params: Any) -> Judgement:
    outcome = Outcome.UNKNOWN if met is None else Outcome.MET if met else Outcome.NOT_MET
    return Judgement(criterion.code, outcome, Reason(code, params, criterion.source or ""))
