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
from doorstroom.programmes.domain.route_model import Criterion
from doorstroom.programmes.domain.vocabulary import CriterionKind, EducationLevel, LanguageLevel


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class EntryFacts:
    """`language` holds the level per skill; the lowest counts. `judged` is what people decided by criterion."""

    birth_date: date | None = None
    language: Mapping[str, LanguageLevel] | None = None
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
    """On the day someone would start. Criteria of another track are left out."""
    return tuple(_judge(criterion, facts, on) for criterion in criteria if criterion.track in (None, track))


def age_on(birth_date: date, on: date) -> int:
    """Whole years; someone born on 29 February turns a year older on 1 March in years without that day."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def _judge(criterion: Criterion, facts: EntryFacts, on: date) -> Judgement:
    if criterion.code in (facts.judged or {}):
        return _outcome(criterion, (facts.judged or {})[criterion.code], judged_by=criterion.judged_by)
    match criterion.kind:
        case CriterionKind.AGE:
            return _age(criterion, facts.birth_date, on)
        case CriterionKind.LANGUAGE:
            return _language(criterion, facts.language or {})
        case CriterionKind.EDUCATION_AT_LEAST | CriterionKind.EDUCATION_AT_MOST:
            return _education(criterion, facts.education)
        case CriterionKind.TEXT:
            return _outcome(criterion, None, judged_by=criterion.judged_by)


def _age(criterion: Criterion, birth_date: date | None, on: date) -> Judgement:
    bounds = {"minimum": criterion.minimum_age, "maximum": criterion.maximum_age, "on": on}
    if birth_date is None:
        return _outcome(criterion, None, **bounds)
    age = age_on(birth_date, on)
    old_enough = criterion.minimum_age is None or age >= criterion.minimum_age
    young_enough = criterion.maximum_age is None or age <= criterion.maximum_age
    return _outcome(criterion, old_enough and young_enough, age=age, **bounds)


def _language(criterion: Criterion, levels: Mapping[str, LanguageLevel]) -> Judgement:
    assert criterion.language_level is not None  # noqa: S101 held by checks.py
    if not levels:
        return _outcome(criterion, None, minimum=criterion.language_level)
    order = list(LanguageLevel)
    skill = min(levels, key=lambda name: (order.index(levels[name]), name))
    met = order.index(levels[skill]) >= order.index(criterion.language_level)
    return _outcome(criterion, met, skill=skill, level=levels[skill], minimum=criterion.language_level)


def _education(criterion: Criterion, level: EducationLevel | None) -> Judgement:
    assert criterion.education_level is not None  # noqa: S101 held by checks.py
    if level is None:
        return _outcome(criterion, None, bound=criterion.education_level)
    order = list(EducationLevel)
    distance = order.index(level) - order.index(criterion.education_level)
    met = distance >= 0 if criterion.kind is CriterionKind.EDUCATION_AT_LEAST else distance <= 0
    return _outcome(criterion, met, level=level, bound=criterion.education_level)


def _outcome(criterion: Criterion, met: bool | None, **params: Any) -> Judgement:
    outcome = Outcome.UNKNOWN if met is None else Outcome.MET if met else Outcome.NOT_MET
    reason = Reason(f"criterion_{criterion.kind.value}", params, criterion.source or "")
    return Judgement(criterion.code, outcome, reason)
