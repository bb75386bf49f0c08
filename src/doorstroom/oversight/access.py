"""Who reviews the log: the privacy officer of the organisation whose staff looked."""

from __future__ import annotations

from django.db.models import QuerySet

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.models import Review

REVIEWERS = (Role.PRIVACY_OFFICER,)


def may_review(actor: Actor) -> bool:
    return has_role(actor, *REVIEWERS)


def visible_reviews(actor: Actor) -> QuerySet[Review]:
    """Reviews of one's own organisation, newest month first."""
    if not may_review(actor) or actor.organisation_id is None:
        return Review.objects.none()
    return Review.objects.filter(organisation_id=actor.organisation_id).order_by("-month")
