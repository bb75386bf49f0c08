"""For whom a type of arrangement is: yes, no, or not known with the fact that is missing (S2.5).

Age is compared with the birth date on the first day. What only people can tell (works in the paper sector, comes
straight from school) is asked condition by condition. What is missing is named and never taken for a no.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from doorstroom.programmes.domain.entry import EntryFacts, Judgement, Outcome, age_on, judge
from doorstroom.programmes.domain.fields import Names
from doorstroom.programmes.domain.route_model import Criterion
from doorstroom.programmes.domain.vocabulary import CriterionKind

AGE = "age"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Terms:
    """Ages in whole years, both ends included; who is younger than `young_below` counts as young."""

    minimum_age: int | None
    maximum_age: int | None
    conditions: tuple[str, ...]
    young_below: int

    @property
    def open_to_all(self) -> bool:
        return self.minimum_age is None and self.maximum_age is None and not self.conditions


@dataclass(frozen=True)
class Eligibility:
    judgements: tuple[Judgement, ...]

    @property
    def answer(self) -> Answer:
        outcomes = {each.outcome for each in self.judgements}
        if Outcome.NOT_MET in outcomes:
            return Answer.NO
        return Answer.UNKNOWN if Outcome.UNKNOWN in outcomes else Answer.YES

    def those(self, outcome: Outcome) -> tuple[Judgement, ...]:
        return tuple(each for each in self.judgements if each.outcome is outcome)


def eligibility(terms: Terms, *, birth_date: date | None, said: tuple[bool | None, ...], on: date) -> Eligibility:
    """`said` answers the conditions in their order; one that is left out is not known."""
    judged = {f"condition_{place}": answer for place, answer in enumerate(said) if answer is not None}
    return Eligibility(judge(_criteria(terms), EntryFacts(birth_date=birth_date, judged=judged), on))


def is_young(terms: Terms, birth_date: date | None, on: date) -> bool | None:
    return None if birth_date is None else age_on(birth_date, on) < terms.young_below


def _criteria(terms: Terms) -> list[Criterion]:
    of_age = [] if terms.minimum_age is None and terms.maximum_age is None else [
        Criterion(
            AGE, CriterionKind.AGE, Names((("nl", AGE),)), (),
            minimum_age=terms.minimum_age, maximum_age=terms.maximum_age,
        )
    ]  # fmt: skip
    told = [
        Criterion(f"condition_{place}", CriterionKind.TEXT, Names((("nl", text),)), ())
        for place, text in enumerate(terms.conditions)
    ]
    return [*of_age, *told]
