"""Reads for the helpdesk: which files were asked for, and which are open to whom now."""

from __future__ import annotations

from django.db.models import F, QuerySet

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Membership, Role
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import visible_helpdesk
from doorstroom.oversight.models import HelpdeskAccess


def helpdesk_rows(actor: Actor) -> QuerySet[HelpdeskAccess]:
    """Newest first; no row joins the person."""
    return visible_helpdesk(actor).select_related(
        "member__user", "member__organisation", "organisation", "answered_by__user"
    )


def open_now(actor: Actor) -> list[HelpdeskAccess]:
    """What is open to the acting member of the helpdesk at this moment; nothing is asked for other roles."""
    if not has_role(actor, Role.HELPDESK):
        return []
    return list(visible_helpdesk(actor).filter(until__gt=actor.at).order_by(F("until").asc()))


def administrators_of(organisation_id: int, actor: Actor) -> QuerySet[Membership]:
    """Who answers for this organisation today."""
    found = Membership.objects.valid(actor.on).filter(organisation=organisation_id, user__is_active=True)
    return found.filter(role=Role.FUNCTIONAL_ADMINISTRATOR).select_related("user")
