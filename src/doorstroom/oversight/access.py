"""Who reviews the log: the privacy officer of the organisation whose staff looked."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.models import FileRequest, Review

REVIEWERS = (Role.PRIVACY_OFFICER,)
ASKERS = (Role.CASEWORKER, Role.JOB_COACH)


def may_review(actor: Actor) -> bool:
    return has_role(actor, *REVIEWERS)


def visible_reviews(actor: Actor) -> QuerySet[Review]:
    """Reviews of one's own organisation, newest month first."""
    if not may_review(actor) or actor.organisation_id is None:
        return Review.objects.none()
    return Review.objects.filter(organisation_id=actor.organisation_id).order_by("-month")


def may_ask(actor: Actor) -> bool:
    return has_role(actor, *ASKERS) and actor.membership_id is not None


def visible_requests(actor: Actor) -> QuerySet[FileRequest]:
    """One's own; the privacy officer sees those of colleagues and those put to her organisation."""
    own = Q(member_id=actor.membership_id or 0)
    if may_review(actor) and actor.organisation_id is not None:
        own |= Q(organisation_id=actor.organisation_id) | Q(steward_id=actor.organisation_id)
    return FileRequest.objects.filter(own)


def may_answer(actor: Actor, request: FileRequest) -> bool:
    """The privacy officer of the lead partner decides on what was asked."""
    return may_review(actor) and request.steward_id == actor.organisation_id and request.kind == "asked"


def may_judge(actor: Actor, request: FileRequest) -> bool:
    """The privacy officer of the colleague's own organisation judges an emergency."""
    return may_review(actor) and request.organisation_id == actor.organisation_id and request.kind == "emergency"
