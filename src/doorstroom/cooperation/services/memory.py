"""Keeps who knows whom, and hands it on when somebody leaves."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.models import Tie
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import Contact


@transaction.atomic
def note_tie(
    *, actor: Actor, organisation: Organisation, name: str, topic: str, last_contact_on: date, function: str = "",
    phone: str = "",
) -> Tie:  # fmt: skip
    """Write down whom one knows at an organisation and about what; the contact is kept once for all partners."""
    if last_contact_on > actor.on:
        raise CooperationError("contact_after_today", day=last_contact_on)
    contact = Contact.objects.filter(organisation=organisation, name__iexact=name.strip()).first()
    if contact is None:
        contact = Contact.objects.create(
            organisation=organisation, name=name.strip(), function=function.strip(), phone=phone.strip()
        )
    member = actor.membership_id or 0
    tie, _ = Tie.objects.update_or_create(
        organisation_id=actor.organisation_id or 0, contact=contact, topic=topic.strip(),
        defaults={"member_id": member, "last_contact_on": last_contact_on},
        create_defaults={
            "member_id": member, "last_contact_on": last_contact_on, "since": last_contact_on,
        },
    )  # fmt: skip
    log(actor, Logged("create", "tie", tie.pk, fields=["contact", "topic"]))
    return tie


@transaction.atomic
def keep_tie(*, actor: Actor, tie: Tie, on: date) -> Tie:
    """There was contact today. Who says so keeps the tie from now on, also for a colleague who left."""
    tie = Tie.objects.select_for_update().get(pk=tie.pk)
    if tie.organisation_id != actor.organisation_id:
        raise CooperationError("tie_of_others")
    if tie.member_id != actor.membership_id:
        tie.taken_over_from_id, tie.member_id = tie.member_id, actor.membership_id or 0
    tie.last_contact_on = max(tie.last_contact_on, on)
    tie.save(update_fields=["member", "taken_over_from", "last_contact_on"])
    log(actor, Logged("change", "tie", tie.pk, fields=["member", "last_contact_on"]))
    return tie
