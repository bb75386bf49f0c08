"""Who signs in through a broker."""

from __future__ import annotations

from django.db import transaction

from doorstroom.accounts.domain.broker import Broker, Place, Vouched
from doorstroom.accounts.domain.errors import SignInRefused
from doorstroom.accounts.models import BrokerAccount, Membership, Organisation, User
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor


@transaction.atomic
def account_by_broker(*, actor: Actor, broker: Broker, vouched: Vouched) -> tuple[User, list[int] | None]:
    """Who this is here, and in which memberships the session may act (None: all she has).

    The first time the mail address says who it is, and ties the broker's own number to the account; afterwards only
    that number counts, so that an address given to somebody else opens nothing. Raises SignInRefused.
    """
    tied = BrokerAccount.objects.filter(issuer=vouched.issuer, subject=vouched.subject).select_related("user").first()
    user = tied.user if tied else _by_address(actor, broker, vouched)
    if not user.is_active:
        raise SignInRefused("account_unknown")
    if not broker.places:
        return user, None
    found = [_membership(actor, user, place, broker) for place in vouched.places]
    allowed = [each for each in found if each is not None]
    if not allowed:
        raise SignInRefused("no_place_here")
    return user, allowed


def _by_address(actor: Actor, broker: Broker, vouched: Vouched) -> User:
    user = User.objects.filter(email=vouched.email).first()
    if user is None:
        if not broker.creates:
            raise SignInRefused("account_unknown")
        user = User.objects.create_user(vouched.email, vouched.name)
        log(actor, Logged("create", "account", user.pk, fields=["email", "name"]))
    if BrokerAccount.objects.filter(user=user, issuer=vouched.issuer).exists():
        raise SignInRefused("address_of_another")
    BrokerAccount.objects.create(user=user, issuer=vouched.issuer, subject=vouched.subject)
    log(actor, Logged("create", "broker_account", user.pk, fields=["issuer", "subject"]))
    return user


def _membership(actor: Actor, user: User, place: Place, broker: Broker) -> int | None:
    held = user.memberships.valid(actor.on).filter(
        organisation__registration_number=place.organisation, role=place.role
    )
    found: int | None = held.values_list("pk", flat=True).first()
    if found is not None or not broker.creates:
        return found
    organisation = Organisation.objects.filter(registration_number=place.organisation, merged_into=None).first()
    if organisation is None:
        return None
    made = Membership.objects.create(user=user, organisation=organisation, role=place.role, valid_from=actor.on)
    log(actor, Logged("create", "membership", made.pk, fields=["organisation", "role"]))
    return made.pk


@transaction.atomic
def untie_from_brokers(*, actor: Actor, email: str) -> int:
    """Forget which broker's number belongs to this account, so that the next sign-in ties it anew; returns how many."""
    ties = BrokerAccount.objects.filter(user__email=email.lower())
    for tie in ties:
        log(actor, Logged("delete", "broker_account", tie.user_id, fields=["issuer", "subject"]))
    return ties.delete()[0]
