"""Reads of warm handovers: what waits, for whom, by when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.agreements.models import AgreementStatus, DataLine, Purpose
from doorstroom.database.ready import ReadyQuery
from doorstroom.intake.access import side_of, visible_referrals
from doorstroom.intake.domain.referral import OPEN, Due, Referral, Side, State, Terms, expires_on, next_due
from doorstroom.intake.models import Referral as ReferralRow
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import marked, values_of
from doorstroom.participants.models import OwnGoal
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import public_holidays
from doorstroom.trajectories.access import RECORDING_ROLES
from doorstroom.trajectories.models import Trajectory

SHOWN_AFTER_END = timedelta(days=30)
RELATED = (
    "programme__referral_terms", "sender__user", "receiver__user", "sender_organisation", "receiver_organisation",
)  # fmt: skip
COPIED = [each.name for each in fields(Referral) if each.name not in ("sender", "receiver", "state")]


@dataclass(frozen=True)
class ReferralLine:
    """One handover as its side sees it. `due` None: it is over; `mine`: the actor's side has the next step."""

    row: ReferralRow
    side: Side | None
    due: Due | None
    expires_on: date | None
    overdue: bool

    @property
    def mine(self) -> bool:
        return self.due is not None and self.due.side is self.side


def facts_of(row: ReferralRow) -> Referral:
    """The row as the rules read it."""
    copied = {name: getattr(row, name) for name in COPIED}
    return Referral(
        sender=row.sender_organisation_id, receiver=row.receiver_organisation_id, state=State(row.state), **copied
    )


def terms_of(programme: Programme) -> Terms:
    """The clocks of this programme, or those that are usual in the field."""
    stored = getattr(programme, "referral_terms", None)
    return Terms(**{each.name: getattr(stored, each.name) for each in fields(Terms)}) if stored else Terms()


def days_off(on: date) -> Collection[date]:
    return public_holidays((on.year - 1, on.year, on.year + 1))


def reached(organisation_id: int, on: date) -> QuerySet[Membership]:
    """Who works with participants there today."""
    found = Membership.objects.valid(on).filter(organisation=organisation_id, role__in=RECORDING_ROLES)
    return found.select_related("user").order_by("id")


def receivers_for(sender_organisation_id: int, on: date) -> dict[int, str]:
    """Organisations to which an agreement in force opens data for guidance, with the legal basis it names."""
    staff = Membership.objects.valid(on).filter(organisation=OuterRef("recipient"), role__in=RECORDING_ROLES)
    lines = DataLine.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=on),
        Exists(staff), purpose=Purpose.LEARN_WORK, approved_on__lte=on, recipient__merged_into=None,
        agreement__status=AgreementStatus.IN_FORCE, agreement__valid_from__lte=on,
    )  # fmt: skip
    others = lines.exclude(recipient=sender_organisation_id).order_by("-id")
    return dict(others.values_list("recipient_id", "legal_basis"))


def receiving_organisations(trajectory: Trajectory, on: date) -> QuerySet[Organisation]:
    """Where the one who coordinates this trajectory may hand it to."""
    term = trajectory.holder_terms.filter(ended_at=None).select_related("member").first()
    keys = receivers_for(term.member.organisation_id, on) if term else {}
    return Organisation.objects.filter(pk__in=keys).order_by("name")


def own_words(trajectory: Trajectory) -> str:
    """What the person wants, as she last said it herself."""
    found = OwnGoal.objects.filter(person=trajectory.person_id).order_by("-recorded_on", "-id")
    return found.values_list("text", flat=True).first() or ""


def referral_or_none(actor: Actor, pk: int) -> ReferralLine | None:
    row = visible_referrals(actor).filter(pk=pk).select_related(*RELATED).first()
    return line_of(actor, row) if row else None


def open_referrals(actor: Actor) -> tuple[list[ReferralLine], list[ReferralLine]]:
    """(what came to us, what we sent), what is due first on top; those that lately ended stand below. One query."""
    found = _open(actor.role).rows(values_of(actor, SHOWN_AFTER_END))
    lines = sorted((line_of(actor, row) for row in found), key=_order)
    received = [line for line in lines if line.side is Side.RECEIVER]
    return received, [line for line in lines if line.side is Side.SENDER]


@cache
def _open(role: str) -> ReadyQuery:
    actor = marked(role)
    lately = Q(ended_on__gte=actor.on - SHOWN_AFTER_END)
    found = visible_referrals(actor).filter(lately | Q(state__in=[state.value for state in OPEN]))
    return ReadyQuery(found.select_related(*RELATED))


def line_of(actor: Actor, row: ReferralRow) -> ReferralLine:
    facts, terms, free = facts_of(row), terms_of(row.programme), days_off(actor.on)
    due = next_due(facts, terms, free)
    late = due is not None and due.on < actor.on
    return ReferralLine(row, side_of(actor, row), due, expires_on(facts, terms, free), late)


def _order(line: ReferralLine) -> tuple[date, int]:
    return (line.due.on if line.due else date.max, line.row.pk)
