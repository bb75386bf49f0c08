"""What the partnership itself asks of one member: every fact from the own row, whatever the role.

Only doubles are asked apart, because a steward counts them by mandate and not by relation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Role
from doorstroom.agreements.domain.commitments import Promise
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import has_mandate
from doorstroom.participants.models import DuplicateQuestion
from doorstroom.programmes.domain.route_model import Thresholds
from doorstroom.programmes.models import IssueState
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.signal import STANDARD, Promises, Signal, Subject, SubjectKind
from doorstroom.signals.domain.table_facts import (
    ActionFact,
    AgreementFact,
    CommitmentFact,
    DoublesFact,
    FileRequestFact,
    IssueFact,
    LogReviewFact,
    OtherwiseFact,
    ProgrammeFact,
    ProjectFact,
    TableSituation,
    TieFact,
)
from doorstroom.signals.domain.table_rules import table_signals
from doorstroom.signals.domain.today import todays_rows
from doorstroom.signals.selectors.own_row import own_row
from doorstroom.signals.selectors.promises import read
from doorstroom.signals.selectors.rounds import AnswerAsked, PromisedPlace, asked_of, promised_of
from doorstroom.signals.selectors.situations import day

PARTNERS = (Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR)
"""Roles that read of the table what their own organisation promised and what they keep up themselves."""


@dataclass(frozen=True)
class TableRow:
    """One thing and what is to be done about it; `title` names it."""

    kind: SubjectKind
    id: str
    title: str
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Table:
    """`issues` are all of them, so that the board reads what stands well too; `asked` and `promised` is what waits
    with employers, for who finds places."""

    rows: tuple[TableRow, ...] = ()
    put_aside: int = 0
    issues: tuple[IssueFact, ...] = ()
    promises: Promises = STANDARD
    asked: tuple[AnswerAsked, ...] = ()
    promised: tuple[PromisedPlace, ...] = ()


def todays_table(actor: Actor, member: Any = None) -> Table:
    """`member` is the own row of who has read it already, else one query; for a steward of doubles two more and the
    change of scope."""
    member = member or own_row(actor)
    if member is None:
        return Table()
    promises = read(member.promised)
    situation = _situation(member, _doubles(actor))
    found = [
        each for each in table_signals(situation, Measure(actor.at, Thresholds(), promises)) if _told_to(actor, each)
    ]
    aside = {(each["kind"], each["subject"], each["code"]) for each in member.aside}
    shown = [each for each in found if (each.subject.kind.value, each.subject.id, each.code) not in aside]
    titles = _titles(situation)
    rows = [
        TableRow(row.subject.kind, row.subject.id, titles.get(row.subject, ""), row.signals)
        for row in todays_rows(shown, lambda about: titles.get(about, ""))
    ]
    return Table(
        tuple(rows), len(found) - len(shown), situation.issues, promises,
        asked=asked_of(getattr(member, "answers", ()), actor, promises=promises),
        promised=promised_of(getattr(member, "places", ())),
    )  # fmt: skip


def stands_on_table(actor: Actor, kind: SubjectKind, subject: str, code: str) -> TableRow | None:
    """The row with this signal as it stands on the member's page now."""
    for row in todays_table(actor).rows:
        if (row.kind, row.id) == (kind, subject) and any(each.code == code for each in row.signals):
            return row
    return None


def _told_to(actor: Actor, signal: Signal) -> bool:
    """A partner reads its own promises only, so what a role may read at all is what is told to it."""
    own = signal.owner_role == "partner" and actor.role in PARTNERS
    return own or actor.role in (signal.owner_role, *signal.informed)


def _doubles(actor: Actor) -> DoublesFact | None:
    if actor.role != Role.FUNCTIONAL_ADMINISTRATOR or not has_mandate(actor):
        return None
    with scope(system_actor(at=actor.at, purpose="stewardship"), nested=True):
        asked = DuplicateQuestion.objects.filter(answer=DuplicateQuestion.Answer.OPEN)
        days = list(asked.order_by("asked_on").values_list("asked_on", flat=True))
    return DoublesFact(len(days), days[0]) if days else None


def _situation(member: Any, doubles: DoublesFact | None) -> TableSituation:
    def read(name: str, make: Callable[[Mapping[str, Any]], Any]) -> tuple[Any, ...]:
        return tuple(make(each) for each in getattr(member, name, ()))

    return TableSituation(
        commitments=read("commitments", _commitment),
        agreements=read("agreements", lambda e: AgreementFact(e["id"], e["title"], day(e["until"]), e["waiting"])),
        issues=read("issues", _issue),
        actions=read("actions", lambda e: ActionFact(e["id"], e["text"], _day(e["due_on"]))),
        ties=read("own_ties", _tie),
        otherwise=read("otherwise", lambda e: OtherwiseFact(e["id"], e["work"], e["employer"], _day(e["since"]))),
        programmes=read("programmes", _programme),
        projects=read("projects", _project),
        log_reviews=read(
            "log_reviews", lambda e: LogReviewFact(e["id"], _day(e["month"]), _day(e["due_on"]), e["open"], e["odd"])
        ),
        file_requests=read(
            "file_requests",
            lambda e: FileRequestFact(e["id"], e["who"], _day(e["on"]), _day(e["due_on"]), e["kind"] == "emergency"),
        ),
        doubles=doubles,
    )


def _commitment(row: Mapping[str, Any]) -> CommitmentFact:
    promise = Promise(row["target"], _day(row["starts_on"]), _day(row["due_on"]), row["value"])
    return CommitmentFact(row["id"], row["text"], row["owner"], promise)


def _issue(row: Mapping[str, Any]) -> IssueFact:
    state = str(IssueState(row["state"]).label)
    return IssueFact(row["id"], row["title"], tuple(row["owners"]), _day(row["on"]), row["short"], state)


def _tie(row: Mapping[str, Any]) -> TieFact:
    return TieFact(row["id"], row["contact"], row["organisation"], row["topic"], _day(row["last_on"]))


def _programme(row: Mapping[str, Any]) -> ProgrammeFact:
    return ProgrammeFact(
        row["id"], row["name"], row["before"], row["far_before"], row["after"], row["far_after"], row["unknown"],
        day(row["since"]),
    )  # fmt: skip


def _project(row: Mapping[str, Any]) -> ProjectFact:
    since = [each for each in (day(row["starts_since"]), day(row["leavings_since"])) if each]
    return ProjectFact(row["id"], row["name"], row["starts"], row["leavings"], min(since, default=None))


def _day(text: str) -> date:
    """Of a timestamp its day."""
    return date.fromisoformat(text[:10])


def _titles(table: TableSituation) -> dict[Subject, str]:
    return {
        **{Subject(SubjectKind.COMMITMENT, each.id): each.text for each in table.commitments},
        **{Subject(SubjectKind.AGREEMENT, each.id): each.title for each in table.agreements},
        **{Subject(SubjectKind.ISSUE, each.id): each.title for each in table.issues},
        **{Subject(SubjectKind.ACTION, each.id): each.text for each in table.actions},
        **{Subject(SubjectKind.TIE, each.id): f"{each.contact}, {each.organisation}" for each in table.ties},
        **{Subject(SubjectKind.VACANCY, each.id): capfirst(each.work) for each in table.otherwise},
        **{Subject(SubjectKind.PROGRAMME, each.id): each.name for each in table.programmes},
        **{Subject(SubjectKind.PROJECT, each.id): each.name for each in table.projects},
    }
