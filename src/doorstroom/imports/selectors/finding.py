"""Partners, rounds, deliveries and people by the words that somebody types at the command line."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db.models import Case, Q, When

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.imports.access import IMPORTERS, may_import
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.models import Batch
from doorstroom.placements.models import SendingList
from doorstroom.rounds.models import ReferrerRequest, Round, RoundPartner


def find_partner(name: str, *, needed: bool) -> Organisation | None:
    found = Organisation.objects.filter(name__iexact=name, merged_into=None).first() if name else None
    if name and needed and found is None:
        raise ImportsError("partner_not_found", partner=name)
    return found


def find_round(name: str, *, needed: bool) -> Round | None:
    """By its name, or by the number in its name; the latest where programmes share a name."""
    named = Q(name__iexact=name) | Q(name__iendswith=f" {name}")
    rounds = Round.objects.select_related("model", "programme").order_by("-starts_on")
    found = rounds.filter(named).first() if name else None
    if name and needed and found is None:
        raise ImportsError("round_not_found", round=name, rounds=", ".join(map(str, rounds[:20])) or "–")
    return found


def find_list(number: str) -> SendingList | None:
    found = SendingList.objects.filter(pk=number).first() if number.isdecimal() else None
    if number and found is None:
        raise ImportsError("list_not_found", number=number)
    return found


def find_batch(number: str) -> Batch:
    known = Batch.objects.select_related("partner", "round", "created_by__user")
    found = known.filter(pk=number).first() if number.isdigit() else None
    if found is None:
        raise ImportsError("batch_not_found", batch=number)
    return found


def applied_before(
    content: bytes, kind: str, partner: Organisation, round: Round | None, sending: SendingList | None
) -> Batch | None:
    """The delivery that applied this very file, so that whoever was interrupted may begin again."""
    digest = hashlib.sha256(content).hexdigest()
    same = Batch.objects.filter(kind=kind, partner=partner, round=round, sending=sending, sha256=digest)
    return same.filter(state=Batch.State.APPLIED).order_by("-pk").first()


def find_member(user: str, kind: str, partner: Organisation, round: Round | None, now: datetime) -> Membership:
    """Who acts: the one with this e-mail address, else who is known at the partner."""
    found = importer(user, kind, partner, round, now) if user else None
    member = found or (None if user else coordinator(kind, partner, round, now.date()))
    if member is None:
        raise ImportsError("user_not_found" if user else "user_needed", user=user, partner=partner.name)
    return member


def importer(email: str, kind: str, partner: Organisation, round: Round | None, at: datetime) -> Membership | None:
    """The membership in which this user may bring in this kind of file for this partner."""
    members = Membership.objects.valid(at.date()).filter(user__email__iexact=email).select_related("user")
    return next((m for m in members.order_by("id") if may_import(actor_of(m, at=at), kind, partner, round)), None)


def coordinator(kind: str, partner: Organisation, round: Round | None, on: date) -> Membership | None:
    """Who is known at the partner for this round, else its first member with a role that brings in such files."""
    members = Membership.objects.valid(on).filter(organisation=partner, role__in=IMPORTERS[Batch.Kind(kind)])
    named = Q(pk__in=ReferrerRequest.objects.filter(round=round).values("contact"))
    named |= Q(pk__in=RoundPartner.objects.filter(round=round).values("contact"))
    return (
        members.select_related("user")
        .annotate(known=Case(When(named, then=0), default=1))
        .order_by("known", "id")
        .first()
    )
