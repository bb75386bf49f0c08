"""Who may change issues, programmes and approaches. Programmes hold no personal data: every professional of a
partner may read them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Issue, Programme, ProgrammePartner

PROGRAMME_LEADERS = (Role.PROGRAMME_MANAGER, Role.FUNCTIONAL_ADMINISTRATOR)
MODEL_WRITERS = (*PROGRAMME_LEADERS, Role.DESIGNER)


def may_signal_issue(actor: Actor) -> bool:
    return is_system(actor) or has_role(
        actor, Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.EMPLOYER, Role.BOARD_MEMBER
    )


def may_own_issue(actor: Actor, issue: Issue) -> bool:
    """Who works on an issue: its first signaller's role, or a programme manager."""
    return is_system(actor) or has_role(actor, Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)


def may_adopt_issue(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, Role.BOARD_MEMBER, Role.PROGRAMME_MANAGER)


def may_change_models(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *MODEL_WRITERS)


def may_lead_programmes(actor: Actor) -> bool:
    """Who starts a programme and sets its goal: a designer writes how it is done, and does not lead it."""
    return is_system(actor) or has_role(actor, *PROGRAMME_LEADERS)


def works_in(actor: Actor, programme: str = "") -> Q:
    """Programmes in which the own organisation works or that it receives for; `programme` leads there from the row."""
    own = actor.organisation_id or 0
    partner = ProgrammePartner.objects.filter(organisation=own).values("programme")
    return Q(**{f"{programme}receiving_desk": own}) | Q(**{f"{programme}pk__in": partner})


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """Programmes under way in which the own organisation works or that it receives for."""
    return Programme.objects.filter(works_in(actor), closed_on=None).order_by("name")


def own_parts(actor: Actor) -> QuerySet[ProgrammePartner]:
    """What the own organisation does in programmes in the role in which one acts; its results open with it."""
    return ProgrammePartner.objects.filter(organisation_id=actor.organisation_id or 0, role=actor.role)
