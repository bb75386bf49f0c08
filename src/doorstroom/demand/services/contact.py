"""One contact and one plan for an employer, shared by all partners."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.audit.services import Logged, log
from doorstroom.demand.access import may_record_places, may_talk_with_employers
from doorstroom.demand.domain.contact import DAYS
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.models import EmployerPlan, EmployerTalk
from doorstroom.demand.selectors import pressure_on
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import AccountManagement


@transaction.atomic
def note_talk(
    *, actor: Actor, employer: Organisation, about: str, on: date, manner: EmployerTalk.Manner | str = "phone",
    asked_for: bool = False, because: str = "",
) -> EmployerTalk:  # fmt: skip
    """Note a contact with an employer. After several of all partners together it asks why; `asked_for` by the
    employer itself is always welcome."""
    if not may_talk_with_employers(actor):
        raise DemandError("may_not_talk")
    Organisation.objects.select_for_update().get(pk=employer.pk)
    lately = pressure_on(employer, on=on)
    if lately.asks_reason and not asked_for and not because.strip():
        raise DemandError("talked_too_often", names=lately.names, days=DAYS)
    talk = EmployerTalk.objects.create(
        employer=employer, member_id=actor.membership_id, on=on, manner=manner, asked_for=asked_for,
        about=about.strip(), because=because.strip(),
    )  # fmt: skip
    log(actor, Logged("create", "employer_talk", talk.pk, fields=["about"]))
    return talk


@transaction.atomic
def write_plan(*, actor: Actor, employer: Organisation, text: str, on: date) -> EmployerPlan:
    """Write what all partners together do with this employer; it replaces the plan that stood."""
    if not may_record_places(actor):
        raise DemandError("may_not_record_places")
    plan, _ = EmployerPlan.objects.update_or_create(
        employer=employer, defaults={"text": text.strip(), "agreed_on": on, "written_by_id": actor.membership_id}
    )
    log(actor, Logged("change", "employer_plan", plan.pk, fields=["text"]))
    return plan


@transaction.atomic
def name_account_manager(*, actor: Actor, employer: Organisation, member: Membership, on: date) -> AccountManagement:
    """Make one account manager the contact for all partners; who was it until now, no longer is."""
    if not may_record_places(actor):
        raise DemandError("may_not_record_places")
    if not Membership.objects.valid(on).filter(pk=member.pk, role=Role.ACCOUNT_MANAGER).exists():
        raise DemandError("not_an_account_manager")
    Organisation.objects.select_for_update().get(pk=employer.pk)
    standing = AccountManagement.objects.filter(employer=employer, valid_until=None).first()
    if standing and standing.member_id == member.pk:
        return standing
    if standing:
        standing.valid_until = on
        standing.save(update_fields=["valid_until"])
    named = AccountManagement.objects.create(employer=employer, member=member, valid_from=on)
    log(actor, Logged("change", "account_management", named.pk, fields=["member"]))
    return named
