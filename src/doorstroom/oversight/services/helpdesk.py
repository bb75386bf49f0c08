"""Opens one file to one member of the helpdesk for some hours, after the organisation whose data it is said yes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.notifications.services import notify
from doorstroom.oversight.access import (
    may_answer_helpdesk,
    may_ask_helpdesk,
    may_end_helpdesk,
    supported,
    visible_helpdesk,
)
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.helpdesk import HelpdeskState, check_question, closes_at
from doorstroom.oversight.models import HelpdeskAccess
from doorstroom.oversight.selectors.helpdesk import administrators_of
from doorstroom.participants.models import PersonRelation
from doorstroom.participants.services import RelationSpec, close_relations, open_relation


@transaction.atomic
def ask_helpdesk_access(
    *, actor: Actor, organisation: int, file: UUID, case: str, reason: str, hours: int
) -> HelpdeskAccess:
    """Ask an organisation to open one of its files; the answer is the same whether there is such a file or not."""
    if not may_ask_helpdesk(actor) or not supported(actor).filter(pk=organisation).exists():
        raise ReviewRefused("no_line_for_helpdesk")
    check_question(case=case, reason=reason, hours=hours)
    access = HelpdeskAccess(
        member_id=actor.membership_id or 0, organisation_id=organisation, case=case.strip(), reason=reason.strip(),
        hours=hours, asked_at=actor.at,
    )  # fmt: skip
    with scope(system_actor(at=actor.at, purpose=Purpose.HELPDESK), nested=True):
        ours = PersonRelation.objects.filter(organisation=organisation, person=file).exclude(role=Role.HELPDESK)
        access.person_id = file if ours.exists() else None
        access.save()
    log(actor, Logged("create", "helpdesk_access", access.pk, access.person_id, ["case", "reason", "hours"]))
    told = administrators_of(organisation, actor)
    notify(members=told, template="oversight:helpdesk_asks", at=actor.at, path=reverse("helpdesk"), case=access.case)
    return access


@transaction.atomic
def answer_helpdesk(*, actor: Actor, access_id: int, agreed: bool) -> HelpdeskAccess:
    """Say yes or no; yes opens the file to who asked, for the hours that were asked, from now."""
    access = _locked(actor, access_id)
    if not may_answer_helpdesk(actor, access) or access.state(actor.at) != HelpdeskState.WAITING:
        raise ReviewRefused("no_such_helpdesk")
    access.agreed, access.answered_by_id, access.answered_at = agreed, actor.membership_id, actor.at
    if agreed:
        access.until = closes_at(actor.at, access.hours)
        _open(actor, access)
    access.save()
    log(actor, Logged("change", "helpdesk_access", access.pk, access.person_id, ["agreed", "until"], Purpose.HELPDESK))
    return access


@transaction.atomic
def end_helpdesk(*, actor: Actor, access_id: int) -> HelpdeskAccess:
    """Close what is open now; the next page of who looked does not exist for her any more."""
    access = _locked(actor, access_id)
    if not may_end_helpdesk(actor, access) or access.state(actor.at) != HelpdeskState.OPEN:
        raise ReviewRefused("no_such_helpdesk")
    access.until = actor.at
    access.save()
    with scope(system_actor(at=actor.at, purpose=Purpose.HELPDESK), nested=True):
        close_relations(actor=actor, source=access.source, on=actor.on)
    log(actor, Logged("change", "helpdesk_access", access.pk, access.person_id, ["until"], Purpose.HELPDESK))
    return access


def _open(actor: Actor, access: HelpdeskAccess) -> None:
    """Made in a system scope: the administrator herself sees no participants."""
    if access.person_id is None or access.until is None:
        raise ReviewRefused("helpdesk_of_no_file")
    asker = access.member
    spec = RelationSpec(
        organisation_id=asker.organisation_id, member_id=asker.pk, role=Role.HELPDESK, purpose=Purpose.HELPDESK,
        basis=f"{access.case}: {access.reason}"[:200], source=access.source, closes_at=access.until,
    )  # fmt: skip
    day_after = timezone.localtime(access.until).date() + timedelta(days=1)
    with scope(system_actor(at=actor.at, purpose=Purpose.HELPDESK), nested=True):
        open_relation(actor=actor, person_id=access.person_id, spec=spec, on=actor.on, until=day_after)


def _locked(actor: Actor, access_id: int) -> HelpdeskAccess:
    found = (
        visible_helpdesk(actor).select_related("member").select_for_update(of=("self",)).filter(pk=access_id).first()
    )
    if found is None:
        raise ReviewRefused("no_such_helpdesk")
    return found
