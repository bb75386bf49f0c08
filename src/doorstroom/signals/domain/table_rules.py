"""Signals about the partnership itself: what partners promised each other, and what the figures and the log ask.

The same law as for people: a recorded fact against a plain threshold that says where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from doorstroom.agreements.domain.commitments import NEEDS_TALK, Standing, expected, standing
from doorstroom.agreements.domain.course import ends_soon
from doorstroom.cooperation.domain import memory
from doorstroom.cooperation.domain.board import action_late
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.signal import Addressee, Signal, Subject, SubjectKind
from doorstroom.signals.domain.table_facts import ProgrammeFact, TableSituation

FEWEST_COMPARED = 20
"""Below twenty people on either side a difference in points says nothing (domain rule, not a setting)."""


def commitment_behind(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.commitments:
        now = standing(each.promise, measure.today)
        if now in NEEDS_TALK:
            yield Signal(
                f"commitment_{now.value}",
                Subject(SubjectKind.COMMITMENT, each.id),
                Addressee.PARTNER,
                each.promise.due_on,
                "write_progress" if now is Standing.UNKNOWN else "talk_at_table",
                {
                    "owner": each.owner, "target": each.promise.target, "value": each.promise.value,
                    "by_now": expected(each.promise, measure.today), "day": each.promise.due_on,
                },
                informed=(Addressee.PROGRAMME_MANAGER, Addressee.BOARD),
            )  # fmt: skip


def agreement_ending(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.agreements:
        if each.valid_until and ends_soon(each.valid_until, measure.today):
            yield Signal(
                "agreement_ending", Subject(SubjectKind.AGREEMENT, each.id), Addressee.PROGRAMME_MANAGER,
                each.valid_until, "see_agreement", {"days": (each.valid_until - measure.today).days},
                informed=(Addressee.BOARD, Addressee.PRIVACY_OFFICER),
            )  # fmt: skip


def annex_waiting(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.agreements:
        if each.waiting:
            yield Signal(
                "annex_waiting", Subject(SubjectKind.AGREEMENT, each.id), Addressee.PRIVACY_OFFICER,
                measure.today, "judge_annex", {"lines": each.waiting},
            )  # fmt: skip


def issue_one_owner(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    days = measure.promises.second_owner_days
    for each in table.issues if days is not None else ():
        if len(each.owners) < 2:
            alone = "issue_owner_alone" if each.people_short is None else "issue_one_owner"
            yield Signal(
                alone if each.owners else "issue_no_owner", Subject(SubjectKind.ISSUE, each.id), Addressee.BOARD,
                each.signalled_on + timedelta(days=days or 0), "find_owner",
                {"owner": each.owners[:1], "short": each.people_short, "days": days},
                informed=(Addressee.PROGRAMME_MANAGER, Addressee.ACCOUNT_MANAGER),
            )  # fmt: skip


def action_overdue(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.actions:
        if action_late(each.due_on, None, measure.today):
            yield Signal(
                "action_overdue", Subject(SubjectKind.ACTION, each.id), Addressee.PARTNER, each.due_on, "write_result",
                {"day": each.due_on}, informed=(Addressee.PROGRAMME_MANAGER, Addressee.BOARD),
            )  # fmt: skip


def tie_dormant(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.ties:
        if memory.state(memory.Known(each.last_on, left=False), measure.today) is memory.Tie.DORMANT:
            yield Signal(
                "tie_dormant", Subject(SubjectKind.TIE, each.id), Addressee.PARTNER,
                each.last_on + timedelta(days=memory.DORMANT_AFTER_DAYS), "make_contact",
                {"topic": each.topic, "day": each.last_on}, informed=(Addressee.PROGRAMME_MANAGER, Addressee.BOARD),
            )  # fmt: skip


def place_otherwise(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.otherwise:
        yield Signal(
            "place_otherwise", Subject(SubjectKind.VACANCY, each.id), Addressee.ACCOUNT_MANAGER, measure.today,
            "compare_place", {"employer": each.employer, "day": each.since},
        )  # fmt: skip


def group_drift(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    """The group far from work is clearly smaller among who was selected than among who was referred."""
    limit = measure.promises.drift_points
    for each in table.programmes if limit is not None else ():
        fewer = points_fewer(each)
        if fewer is not None and fewer >= (limit or 0):
            yield Signal(
                "group_drift", Subject(SubjectKind.PROGRAMME, each.id), Addressee.PROGRAMME_MANAGER, measure.today,
                "review_criteria",
                {"before": each.before, "far_before": each.far_before, "after": each.after,
                 "far_after": each.far_after, "points": limit},
                informed=(Addressee.BOARD,),
            )  # fmt: skip


def points_fewer(programme: ProgrammeFact) -> float | None:
    """How many points smaller the far group became; None while either side is too small to say."""
    if min(programme.before, programme.after) < FEWEST_COMPARED:
        return None
    return 100 * (programme.far_before / programme.before - programme.far_after / programme.after)


def outcome_unknown(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    days = measure.promises.unknown_days
    for each in table.programmes if days is not None else ():
        if each.unknown and each.unknown_since:
            yield Signal(
                "outcome_unknown", Subject(SubjectKind.PROGRAMME, each.id), Addressee.PROGRAMME_MANAGER,
                each.unknown_since + timedelta(days=days or 0), "find_outcomes",
                {"people": each.unknown, "days": days}, informed=(Addressee.RESEARCHER,),
            )  # fmt: skip


def evidence_missing(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.projects:
        if each.since and each.starts + each.leavings:
            yield Signal(
                "evidence_missing", Subject(SubjectKind.PROJECT, each.id), Addressee.CONTROLLER, each.since,
                "record_evidence", {"starts": each.starts, "leavings": each.leavings},
                informed=(Addressee.PROGRAMME_MANAGER,),
            )  # fmt: skip


def odd_access(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.log_reviews:
        if each.open:
            yield Signal(
                "odd_access", Subject(SubjectKind.LOG_REVIEW, each.id), Addressee.PRIVACY_OFFICER, each.due_on,
                "judge_log", {"open": each.open, "odd": each.odd, "month": each.month},
            )  # fmt: skip


def file_request(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    for each in table.file_requests:
        yield Signal(
            "file_emergency" if each.emergency else "file_asked", Subject(SubjectKind.FILE_REQUEST, each.id),
            Addressee.PRIVACY_OFFICER, each.due_on, "answer_file", {"who": each.who, "opened": each.opened},
        )  # fmt: skip


def doubles_waiting(table: TableSituation, measure: Measure) -> Iterator[Signal]:
    days, found = measure.promises.double_days, table.doubles
    if found and days is not None:
        yield Signal(
            "doubles_waiting", Subject(SubjectKind.DOUBLES, "all"), Addressee.ADMINISTRATOR,
            found.first_asked_on + timedelta(days=days), "compare_files", {"pairs": found.pairs, "days": days},
        )  # fmt: skip


TABLE_RULES: tuple[Callable[[TableSituation, Measure], Iterator[Signal]], ...] = (
    commitment_behind,
    agreement_ending,
    annex_waiting,
    issue_one_owner,
    action_overdue,
    tie_dormant,
    place_otherwise,
    group_drift,
    outcome_unknown,
    evidence_missing,
    odd_access,
    file_request,
    doubles_waiting,
)


def table_signals(table: TableSituation, measure: Measure) -> tuple[Signal, ...]:
    return tuple(signal for rule in TABLE_RULES for signal in rule(table, measure))
