"""When the choice about one person is made well.

Each criterion of the playbook is judged: met, not met or not known yet. Met needs no words; the other two say
why, so that a choice that departs from the playbook can be understood later. The employer has met the person
where the playbook asks for it, before she is selected or put on the reserve list. As many different people as
the playbook says choose the same outcome; one person in two roles is one person. Who is not chosen now hears
the reason in words meant for her, and what is offered instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from doorstroom.kernel.errors import Reason
from doorstroom.programmes.domain.route_model import Playbook, RouteModel
from doorstroom.programmes.domain.vocabulary import DecisionSubject

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
SELECTED, RESERVE, NOT_NOW = "selected", "reserve", "not_now"
OUTCOMES = (SELECTED, RESERVE, NOT_NOW)


@dataclass(frozen=True)
class Verdict:
    value: str
    reason: str = ""


@dataclass(frozen=True)
class Voice:
    """One person who decides; `person` is the same in whatever role she acts."""

    person: int
    role: str
    outcome: str


@dataclass(frozen=True)
class Table:
    """Everything that lies on the table when somebody chooses."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    employer_met: bool = False
    reason_for_person: str = ""
    alternative: str = ""


@dataclass(frozen=True)
class Standing:
    """Where the choice stands: an outcome when enough people chose the same one, else who is still needed."""

    outcome: str | None
    missing: int
    disagree: bool


def deciding_roles(model: RouteModel) -> frozenset[str]:
    """Roles that choose, by the model; empty means that every partner of the round may."""
    rights = (right.roles for right in model.participation.decisions if right.subject is DecisionSubject.SELECTION)
    return frozenset(role for roles in rights for role in roles)


def verdict_faults(playbook: Playbook, verdicts: Mapping[str, Verdict]) -> tuple[Reason, ...]:
    """What is wrong with verdicts as they are written down; criteria without one may follow later."""
    return tuple(_verdict_faults(playbook, verdicts))


def choice_faults(playbook: Playbook, roles: Collection[str], table: Table, voice: Voice) -> tuple[Reason, ...]:
    """Everything that keeps this person from choosing this outcome now, so that it can be repaired in one go."""
    return tuple(_choice_faults(playbook, roles, table, voice))


def standing(playbook: Playbook, voices: Sequence[Voice]) -> Standing:
    """Two people in agreement decide where the playbook asks for two; one in two roles counts once."""
    people = {voice.person: voice.outcome for voice in voices}
    outcomes = set(people.values())
    missing = max(0, playbook.deciders - len(people))
    agreed = len(outcomes) == 1 and missing == 0
    return Standing(outcomes.pop() if agreed else None, missing, len(outcomes) > 1)


def _verdict_faults(playbook: Playbook, verdicts: Mapping[str, Verdict]) -> Iterator[Reason]:
    names = {criterion.code: criterion.name.text() for criterion in playbook.criteria}
    for code, verdict in verdicts.items():
        if code not in names:
            yield Reason("criterion_not_in_model", {"criterion": code})
        elif verdict.value not in (MET, NOT_MET, UNKNOWN):
            yield Reason("verdict_not_in_list", {"criterion": names[code]})
        elif verdict.value != MET and not verdict.reason.strip():
            yield Reason("verdict_needs_reason", {"criterion": names[code]})


def _choice_faults(playbook: Playbook, roles: Collection[str], table: Table, voice: Voice) -> Iterator[Reason]:
    if voice.outcome not in OUTCOMES:
        yield Reason("outcome_not_in_list")
    if roles and voice.role not in roles:
        yield Reason("role_does_not_decide", {"roles": tuple(sorted(roles))})
    open_criteria = [c.name.text() for c in playbook.criteria if c.code not in table.verdicts]
    if open_criteria:
        yield Reason("criteria_open", {"criteria": "; ".join(open_criteria)})
    yield from _verdict_faults(playbook, table.verdicts)
    if playbook.employer_has_met and voice.outcome in (SELECTED, RESERVE) and not table.employer_met:
        yield Reason("employer_has_not_met")
    if voice.outcome == NOT_NOW:
        if not table.reason_for_person.strip():
            yield Reason("not_now_needs_reason")
        if not table.alternative.strip():
            yield Reason("not_now_needs_alternative")
