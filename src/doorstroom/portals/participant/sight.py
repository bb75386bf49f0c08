"""Who may see the participant, and who looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.agreements.models import AgreementStatus, DataLine, Purpose
from doorstroom.audit.models import Entry
from doorstroom.audit.selectors import entries_about
from doorstroom.kernel.actor import PARTICIPANT, SYSTEM
from doorstroom.participants.access import restrictions_in_force
from doorstroom.participants.models import PersonRelation
from doorstroom.portals.participant.week import first_name

LOOKS_SHOWN = 50
WHY = {
    Purpose.GUIDANCE: gettext_lazy("to help you find work"),
    Purpose.RECRUITMENT: gettext_lazy("to choose who can join the group"),
    Purpose.LEARN_WORK: gettext_lazy("to help you with learning and working"),
    Purpose.PLACEMENT: gettext_lazy("because you work there"),
    Purpose.EVALUATION: gettext_lazy("to see how the programme works"),
    Purpose.HELPDESK: gettext_lazy("to repair a mistake in this system"),
}


@dataclass(frozen=True)
class Viewer:
    name: str
    organisation: str
    role: str
    why: str


@dataclass(frozen=True)
class Circle:
    """The people of one organisation who see her in one role, for one reason; an employer has no names here."""

    organisation: str
    role: str
    why: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    at: datetime
    viewer: Viewer


def who_may_see(person_id: UUID, at: datetime) -> list[Viewer]:
    """Each person once, with why; who works with her in person before those who may because of their role.

    A relation that no agreement opens shows nothing, so it does not count; nor does one that a restriction shuts.
    """
    on = at.date()
    own_first = F("member").asc(nulls_last=True)
    relations = list(_open(person_id, at).select_related("organisation", "member__user").order_by(own_first, "id"))
    shared = {(each.organisation_id, each.role) for each in relations if each.member_id is None}
    members = Membership.objects.valid(on).filter(
        organisation__in={organisation for organisation, _role in shared}, user__is_active=True
    )
    colleagues: dict[tuple[int, str], list[Membership]] = {}
    for member in members.select_related("user").order_by("user__name", "id") if shared else ():
        colleagues.setdefault((member.organisation_id, member.role), []).append(member)
    admitted = relations[0].admitted if relations else None
    found: dict[tuple[str, int], Viewer] = {}
    for each in relations:
        key = (each.organisation_id, each.role)
        people = [each.member] if each.member else colleagues.get(key, [])
        people = [member for member in people if admitted is None or member.pk in admitted]
        for member in people:
            found.setdefault(("user", member.user_id), _viewer(member.user.name, each))
        if not people and each.role == Role.EMPLOYER and admitted is None:
            found.setdefault(("organisation", each.organisation_id), _viewer("", each))
    return list(found.values())


def circles(viewers: Sequence[Viewer]) -> list[Circle]:
    """The same people by organisation, role and reason, in the order in which they come."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for each in viewers:
        found.setdefault((each.organisation, each.role, each.why), []).append(each.name)
    return [Circle(*key, tuple(filter(None, names))) for key, names in found.items()]


def who_looked(person_id: UUID) -> list[Look]:
    """Reads by others, the latest first; somebody who looked more often on a day counts once for each reason.

    A look for which no reason was kept is not told beside one of the same day that has a reason.
    """
    reads = entries_about(person_id, action="read").exclude(role__in=[PARTICIPANT, SYSTEM])[: LOOKS_SHOWN * 4]
    latest: dict[tuple[object, ...], Entry] = {}
    for read in reads:
        purpose = read.purpose if read.purpose in Purpose.values else ""
        latest.setdefault((timezone.localtime(read.at).date(), read.membership_id, read.organisation_id, purpose), read)
    explained = {key[:-1] for key in latest if key[-1]}
    shown = [read for key, read in latest.items() if key[-1] or key[:-1] not in explained][:LOOKS_SHOWN]
    members = Membership.objects.select_related("user").in_bulk({read.membership_id for read in shown} - {None})
    organisations = Organisation.objects.in_bulk({read.organisation_id for read in shown} - {None})
    roles = dict(Role.choices)
    return [
        Look(
            read.at,
            Viewer(
                members[read.membership_id].user.name if read.membership_id in members else "",
                organisations[read.organisation_id].name if read.organisation_id in organisations else "",
                str(roles.get(read.role, read.role)),
                str(WHY[Purpose(read.purpose)]) if read.purpose in Purpose.values else "",
            ),
        )
        for read in shown
    ]


def last_look(looks: Sequence[Look], today: date) -> str:
    """One sentence: when somebody looked last, and who."""
    if not looks:
        return _("Nobody has looked yet.")
    day, name = timezone.localtime(looks[0].at).date(), first_name(looks[0].viewer.name) or looks[0].viewer.organisation
    if day == today:
        return _("Today %(name)s looked.") % {"name": name}
    if day == today - timedelta(days=1):
        return _("Yesterday %(name)s looked.") % {"name": name}
    return _("On %(day)s %(name)s looked.") % {"day": date_format(day, "j F"), "name": name}


def _open(person_id: UUID, at: datetime) -> QuerySet[PersonRelation]:
    on = at.date()
    lines = DataLine.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=on),
        recipient=OuterRef("organisation"),
        purpose=OuterRef("purpose"),
        approved_on__lte=on,
        agreement__status=AgreementStatus.IN_FORCE,
        agreement__valid_from__lte=on,
    )
    current = PersonRelation.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on), Q(closes_at=None) | Q(closes_at__gt=at), valid_from__lte=on
    )
    shut = restrictions_in_force(on).filter(person=OuterRef("person"))
    return current.filter(Exists(lines), person_id=person_id).annotate(admitted=Subquery(shut.values("admitted")[:1]))


def _viewer(name: str, relation: PersonRelation) -> Viewer:
    why = str(WHY[Purpose(relation.purpose)])
    return Viewer(name, relation.organisation.name, str(Role(relation.role).label), why)
