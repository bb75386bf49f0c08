"""Who is meant by what somebody knows; and requests as a page shows them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from doorstroom.accounts.access import system_actor
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import may_answer, may_judge, visible_requests
from doorstroom.oversight.domain.file_requests import Known
from doorstroom.oversight.models import FileRequest
from doorstroom.participants.access import restrictions_in_force
from doorstroom.participants.models import Person

SHOWN = 50


def person_meant(known: Known, *, open_on: date | None = None) -> UUID | None:
    """The one person with these names and this date of birth; None when there is nobody or more than one.

    Needs a system scope: who asks may not see her. With `open_on` a file restricted on that day is nobody.
    """
    found = Person.objects.filter(
        merged_into=None, given_name__iexact=known.given_name.strip(),
        family_name__iexact=known.family_name.strip(), contact__birth_date=known.birth_date,
    ).values_list("pk", flat=True)[:2]  # fmt: skip
    if len(found) != 1 or (open_on and restrictions_in_force(open_on).filter(person=found[0]).exists()):
        return None
    return found[0]


def requests_of(actor: Actor) -> QuerySet[FileRequest]:
    """What one asked, and what waits for the privacy officer; the newest first. No row joins the person."""
    return visible_requests(actor).select_related(
        "member__user", "organisation", "answered_by__user", "judged_by__user"
    )


def met_nobody_since(actor: Actor, since: datetime) -> int:
    """How often this member met nobody lately."""
    tried = FileRequest.objects.filter(member_id=actor.membership_id, outcome=FileRequest.Outcome.NOBODY)
    return tried.filter(asked_at__gt=since).count()


def leads_to_one(actor: Actor, request: FileRequest) -> bool:
    """For the privacy officer who decides: whether what was typed leads to one person."""
    if not may_answer(actor, request) or request.birth_date is None:
        return False
    known = Known(request.given_name, request.family_name, request.birth_date)
    with scope(system_actor(at=actor.at, purpose="file_request"), nested=True):
        return person_meant(known, open_on=actor.on) is not None


def to_act_on(actor: Actor, requests: list[FileRequest]) -> list[FileRequest]:
    """Of these the ones that wait for this privacy officer: to answer, or to judge."""
    return [
        each
        for each in requests
        if (may_answer(actor, each) and each.outcome == FileRequest.Outcome.WAITING)
        or (may_judge(actor, each) and each.outcome == FileRequest.Outcome.OPENED and not each.verdict)
    ]
