"""Opens a file outside one's view: at once in an emergency, or after the privacy officer of the lead partner agreed.

Only the relation is made; what it opens still follows from the agreement in force and its approved lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership
from doorstroom.agreements.access import open_lines, stewards
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import may_answer, may_ask, may_judge, visible_requests
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.file_requests import DAYS_WAITING, Known, check_emergency, judge_by, open_until
from doorstroom.oversight.domain.review import Verdict, check_verdict
from doorstroom.oversight.models import FileRequest
from doorstroom.oversight.selectors.file_requests import met_nobody_since, person_meant
from doorstroom.participants.services import RelationSpec, close_relations, open_relation

Kind, Outcome = FileRequest.Kind, FileRequest.Outcome


@transaction.atomic
def open_in_emergency(*, actor: Actor, known: Known, reason: str) -> FileRequest:
    """Open the file of whoever this is to the actor alone, until the end of the day; a review stands ready.

    Meeting nobody is an answer as well, and counts as a try.
    """
    request = _new(actor, Kind.EMERGENCY, reason)
    check_emergency(reason=reason, tries=met_nobody_since(actor, actor.at - timedelta(days=1)))
    request.due_on = judge_by(actor.on)
    with _looking(actor, "file_in_emergency"):
        request.person_id = person_meant(known, open_on=actor.on)
    if request.person_id is None:
        request.outcome = Outcome.NOBODY
        request.save()
        log(actor, Logged("create", "file_request", request.pk, fields=["reason"], result="refused"))
        return request
    request.outcome, request.until = Outcome.OPENED, open_until(actor.on, 1)
    request.save()
    _open(actor, request, request.person_id)
    return request


@transaction.atomic
def ask_for_file(*, actor: Actor, known: Known, reason: str) -> FileRequest:
    """Put a request to the privacy officer of the lead partner; whether somebody is known is not told."""
    request = _new(actor, Kind.ASKED, reason)
    request.given_name, request.family_name, request.birth_date = known.given_name, known.family_name, known.birth_date
    request.due_on = actor.on + timedelta(days=DAYS_WAITING)
    request.save()
    log(actor, Logged("create", "file_request", request.pk, fields=["given_name", "family_name", "birth_date"]))
    return request


@transaction.atomic
def answer_request(*, actor: Actor, request_id: int, agreed: bool, basis: str, days: int = 1) -> FileRequest:
    """Agree or decline with the ground; agreed, the file is open for so many days. What was typed is forgotten."""
    request = _locked(actor, request_id)
    if not may_answer(actor, request) or request.outcome != Outcome.WAITING:
        raise ReviewRefused("no_such_request")
    if not basis.strip():
        raise ReviewRefused("basis_needed")
    until = open_until(actor.on, days)
    with _looking(actor, "file_request"):
        person = person_meant(_known(request), open_on=actor.on) if agreed else None
    request.given_name, request.family_name, request.birth_date = "", "", None
    request.basis, request.answered_by_id, request.person_id = basis.strip(), actor.membership_id, person
    request.outcome = Outcome.OPENED if person else Outcome.NOBODY if agreed else Outcome.DECLINED
    request.until = until if person else None
    request.save()
    if person:
        _open(actor, request, person)
    else:
        log(actor, Logged("change", "file_request", request.pk, fields=["outcome", "basis"]))
    return request


@transaction.atomic
def judge_emergency(*, actor: Actor, request_id: int, verdict: str, judgement: str) -> FileRequest:
    """Write down whether the emergency was one; unlawful, the file closes at once."""
    request = _locked(actor, request_id)
    if not may_judge(actor, request) or request.verdict:
        raise ReviewRefused("no_such_request")
    check_verdict(Verdict(verdict), judgement)
    request.verdict, request.judgement, request.judged_by_id = verdict, judgement.strip(), actor.membership_id
    if verdict == Verdict.UNLAWFUL and request.person_id:
        with _looking(actor, "file_request"):
            close_relations(actor=actor, source=request.source, on=actor.on)
        request.until = min(request.until or actor.on, actor.on)
    request.save()
    log(actor, Logged("change", "file_request", request.pk, request.person_id, ["verdict", "judgement"]))
    return request


def _purpose(actor: Actor) -> Purpose:
    """The first purpose for which an agreement lets the actor's organisation see anybody. Raises ReviewRefused."""
    if not may_ask(actor):
        raise ReviewRefused("may_not_ask")
    found = open_lines(actor, Category.CORE).order_by("purpose").values_list("purpose", flat=True).first()
    if found is None:
        raise ReviewRefused("no_line_for_files")
    return Purpose(found)


def _new(actor: Actor, kind: str, reason: str) -> FileRequest:
    purpose = _purpose(actor)
    if not reason.strip():
        raise ReviewRefused("reason_needed")
    member = Membership.objects.get(pk=actor.membership_id or 0)
    return FileRequest(
        kind=kind, member=member, organisation_id=member.organisation_id, reason=reason.strip(), purpose=purpose,
        steward=stewards(actor).first() or member.organisation, asked_at=actor.at,
    )  # fmt: skip


def _open(actor: Actor, request: FileRequest, person_id: UUID) -> None:
    """A relation for the one who asked. It is made in a system scope: the actor does not see the person yet."""
    spec = RelationSpec(
        organisation_id=request.organisation_id, member_id=request.member_id, role=request.member.role,
        purpose=Purpose(request.purpose), basis=request.basis or request.reason[:200], source=request.source,
    )  # fmt: skip
    with _looking(actor, "file_request"):
        open_relation(actor=actor, person_id=person_id, spec=spec, on=actor.on, until=request.until)
    log(actor, Logged("create", "file_request", request.pk, request.person_id, ["reason", "until"], request.purpose))


@contextmanager
def _looking(actor: Actor, purpose: str) -> Iterator[None]:
    with scope(system_actor(at=actor.at, purpose=purpose), nested=True):
        yield


def _known(request: FileRequest) -> Known:
    if request.birth_date is None:
        raise ReviewRefused("no_such_request")
    return Known(request.given_name, request.family_name, request.birth_date)


def _locked(actor: Actor, request_id: int) -> FileRequest:
    request = visible_requests(actor).select_for_update(of=("self",)).filter(pk=request_id).first()
    if request is None:
        raise ReviewRefused("no_such_request")
    return request
