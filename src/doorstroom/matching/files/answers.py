"""One row of OUT.csv: the group, what failed, what carries over, what is to be learned and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doorstroom.matching.domain.assessment import Assessment
from doorstroom.matching.domain.engine.encode import Constraint
from doorstroom.matching.domain.facts import Kind
from doorstroom.matching.domain.reasons import MatchReason
from doorstroom.matching.domain.skills import SkillFit

COLUMNS = ("person_id", "place_id", "position", "group", "failed", "score", "carries_over", "to_learn", "unknown")


@dataclass(frozen=True)
class Answer:
    """`opens` is, per single constraint, how many places the person would gain if it were met.

    `position` is None from place to people, where nothing is said from which an order of people could be made.
    """

    found: Assessment
    skills: SkillFit
    position: int | None
    opens: Mapping[Constraint, int]

    def points(self, number: int) -> tuple[int, ...]:
        return () if self.position is None else (number,)


def row_of(answer: Answer, *, reasons: bool) -> dict[str, object]:
    """With `reasons` each entry has its share and source behind semicolons."""
    found, skills = answer.found, answer.skills
    failed = {(each.kind, each.code): _failed(each, answer.opens, reasons=reasons) for each in found.refusal}
    return {
        "person_id": found.person_id,
        "place_id": found.place_id,
        "position": answer.position,
        "group": found.group.name.lower(),
        "failed": "|".join(failed.values()),
        "score": skills.score,
        "carries_over": " ".join(
            _entry(
                each.concept,
                each.level.name.lower(),
                *answer.points(each.points),
                ",".join(each.source),
                details=reasons,
            )
            for each in skills.carries_over
        ),
        "to_learn": " ".join(
            _entry(each.skill, *answer.points(each.points), details=reasons) for each in skills.to_learn
        ),
        "unknown": " ".join(_unknown(answer, details=reasons)),
    }


def _entry(first: str, *more: object, details: bool) -> str:
    return ";".join([first, *map(str, more)]) if details else first


def _name(reason: MatchReason) -> str:
    return f"{reason.kind}:{reason.code}" if reason.code else str(reason.kind)


def _failed(reason: MatchReason, opens: Mapping[Constraint, int], *, reasons: bool) -> str:
    opened = opens.get((reason.kind, reason.code))
    return f"{_name(reason)};opens {opened}" if reasons and opened else _name(reason)


def _unknown(answer: Answer, *, details: bool) -> Iterable[str]:
    """Constraints nobody knows with who is asked, then skills asked of which nobody knows whether they are there."""
    for reason in answer.found.questions:
        if reason.kind is not Kind.SKILL or not reason.code:
            asked = ",".join(repair.code.removeprefix("ask_") for repair in reason.repairs)
            yield _entry(_name(reason), asked, details=details)
    for gap in answer.skills.unknown:
        yield _entry(gap.skill, *answer.points(gap.points), "person", details=details)
