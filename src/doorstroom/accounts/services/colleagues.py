"""Who comes, who is away, and who leaves: the days that signals, stand-ins and access read."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction

from doorstroom.accounts.access import GIVEN, administered_members, has_role, is_system
from doorstroom.accounts.domain.errors import ColleagueRefused
from doorstroom.accounts.models import Membership, Organisation, Role, User
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor


@transaction.atomic
def add_colleague(*, actor: Actor, name: str, email: str, role: str, valid_from: date) -> Membership:
    """Let somebody work here in a role from this day, with an account without password where she has none yet.

    Nobody does it for herself: an administrator would open to herself what her own role keeps closed.
    """
    if not has_role(actor, Role.FUNCTIONAL_ADMINISTRATOR):
        raise ColleagueRefused("colleague_not_administered")
    if role not in GIVEN:
        raise ColleagueRefused("role_not_given")
    user = _account(actor, email, name)
    if user.pk == actor.user_id:
        raise ColleagueRefused("not_for_yourself")
    held = user.memberships.filter(organisation=actor.organisation_id, role=role)
    if held.exclude(valid_until__lte=valid_from, valid_from__lt=valid_from).exists():
        raise ColleagueRefused("has_this_role")
    return _given(actor, user, actor.organisation_id or 0, role, valid_from)


@transaction.atomic
def add_first_administrator(*, actor: Actor, organisation: Organisation, name: str, email: str) -> Membership:
    """Let somebody look after the roles of an organisation, which begins here when it is new.

    By whoever runs the installation, while nobody does: from then on it is hers to give roles.
    """
    if not is_system(actor):
        raise ColleagueRefused("colleague_not_administered")
    if organisation.pk is None:
        organisation.save()
        log(actor, Logged("create", "organisation", organisation.pk, fields=["name", "kind"]))
    others = Membership.objects.exclude(valid_until__lte=actor.on).select_related("user")
    there = others.filter(organisation=organisation, role=Role.FUNCTIONAL_ADMINISTRATOR).first()
    if there:
        raise ColleagueRefused("has_administrator", organisation=organisation.name, name=there.user.name)
    return _given(actor, _account(actor, email, name), organisation.pk, Role.FUNCTIONAL_ADMINISTRATOR, actor.on)


def _given(actor: Actor, user: User, organisation: int, role: str, valid_from: date) -> Membership:
    made = Membership.objects.create(user=user, organisation_id=organisation, role=role, valid_from=valid_from)
    log(actor, Logged("create", "membership", made.pk, fields=["organisation", "role", "valid_from"]))
    return made


def _account(actor: Actor, email: str, name: str) -> User:
    user = User.objects.select_for_update().filter(email=email.lower()).first() or _new_user(actor, email, name)
    if not user.is_active:
        raise ColleagueRefused("account_closed")
    return user


def _new_user(actor: Actor, email: str, name: str) -> User:
    user = User.objects.create_user(email, name)
    log(actor, Logged("create", "account", user.pk, fields=["email", "name"]))
    return user


@transaction.atomic
def record_absence(
    *, actor: Actor, member: Membership, absent_from: date | None, absent_until: date | None
) -> list[Membership]:
    """Say from which day somebody is away, and on which she is back (None: not known); no day at all: she is there.

    It is the person who is away, so it holds for all her roles at this organisation. Returns these.
    """
    if member.user_id != actor.user_id:
        _require_administered(actor, member)
    if absent_until is not None and (absent_from is None or absent_until <= absent_from):
        raise ColleagueRefused("back_before_away")
    locked = Membership.objects.select_for_update().filter(user=member.user_id, organisation=member.organisation_id)
    together = list(locked.order_by("pk"))
    for each in together:
        each.absent_from, each.absent_until = absent_from, absent_until
        each.save(update_fields=["absent_from", "absent_until"])
        log(actor, Logged("change", "membership", each.pk, fields=["absent_from", "absent_until"]))
    return together


@transaction.atomic
def record_leaving(*, actor: Actor, member: Membership, last_day: date) -> Membership:
    """Let somebody stop in this role after this day; who has no role left is signed out everywhere.

    Nobody does it for herself, so that no organisation is left without whoever looks after its roles by one press.
    """
    _require_administered(actor, member)
    if member.user_id == actor.user_id:
        raise ColleagueRefused("not_for_yourself")
    locked = Membership.objects.select_for_update(of=("self", "user")).select_related("user").get(pk=member.pk)
    if locked.valid_until is not None and locked.valid_until <= actor.on:
        raise ColleagueRefused("left_before", last_day=locked.last_day)
    if last_day < locked.valid_from:
        raise ColleagueRefused("leaves_before_start", valid_from=locked.valid_from)
    later = locked.user.memberships.filter(organisation=locked.organisation_id, role=locked.role)
    if again := later.filter(valid_from__gt=locked.valid_from, valid_from__lte=last_day).order_by("valid_from").first():
        raise ColleagueRefused("has_role_again", valid_from=again.valid_from)
    locked.valid_until = last_day + timedelta(days=1)
    locked.save(update_fields=["valid_until"])
    log(actor, Logged("change", "membership", locked.pk, fields=["valid_until"]))
    if not Membership.objects.valid(actor.on).filter(user=locked.user_id).exists():
        _sign_out(actor, locked.user)
    return locked


def _sign_out(actor: Actor, user: User) -> None:
    """A later last day needs none: without a role that is valid, a session opens nothing."""
    for session in UserSession.objects.filter(user=user):
        session.end()
    log(actor, Logged("sign_out", "account", user.pk))


def _require_administered(actor: Actor, member: Membership) -> None:
    if not administered_members(actor).filter(pk=member.pk).exists():
        raise ColleagueRefused("colleague_not_administered")
