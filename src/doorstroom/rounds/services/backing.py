"""Puts places of employers under the seats of a round."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.demand.models import Place
from doorstroom.demand.services import withdraw_places
from doorstroom.kernel.actor import Actor
from doorstroom.rounds.access import may_back
from doorstroom.rounds.domain.course import MAY_CHANGE_SEATS, OVER, State
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import Backing, EmployerHint, Round
from doorstroom.rounds.selectors import shortfall_of


@transaction.atomic
def back_places(
    *,
    actor: Actor,
    round: Round,
    place: Place,
    seats: int,
    status: Backing.Status,
    given_by: str,
    given_on: date,
) -> Backing:
    """Let so many seats of the round stand on this place: signed, or promised by somebody with a name on a day."""
    round = _open(actor, round)
    place = Place.objects.select_for_update().get(pk=place.pk)
    if not given_by.strip():
        raise RoundError("backing_needs_a_name")
    if given_on > actor.on:
        raise RoundError("given_in_the_future", given_on=given_on)
    _check_room(round, place, seats, given_on)
    backing, made = Backing.objects.get_or_create(
        round=round, place=place, status=status,
        defaults={"seats": seats, "given_by": given_by.strip(), "given_on": given_on},
    )  # fmt: skip
    if not made:
        backing.seats, backing.given_by, backing.given_on = backing.seats + seats, given_by.strip(), given_on
        backing.save(update_fields=["seats", "given_by", "given_on"])
    log(actor, Logged("change", "backing", backing.pk, fields=["seats", "status", "given_by"]))
    return backing


@transaction.atomic
def sign_promise(*, actor: Actor, backing: Backing, signed_by: str, on: date) -> Backing:
    """Turn a promise into a signature; seats that this place signed for before are added up."""
    round = _open(actor, backing.round)
    backing = Backing.objects.select_for_update().get(pk=backing.pk)
    if backing.status == Backing.Status.SIGNED:
        raise RoundError("signed_already")
    if not signed_by.strip():
        raise RoundError("backing_needs_a_name")
    earlier = Backing.objects.filter(round=round, place=backing.place, status=Backing.Status.SIGNED).first()
    if earlier:
        backing.seats += earlier.seats
        earlier.delete()
    backing.status, backing.given_by, backing.given_on = Backing.Status.SIGNED, signed_by.strip(), on
    backing.save(update_fields=["status", "seats", "given_by", "given_on"])
    log(actor, Logged("change", "backing", backing.pk, fields=["status", "given_by"]))
    return backing


@transaction.atomic
def withdraw_backing(*, actor: Actor, backing: Backing) -> None:
    """Take a place away from under the round; refused when a confirmed round would then stand on too few."""
    round = _open(actor, backing.round)
    Backing.objects.filter(pk=backing.pk).delete()
    if round.state == State.CONFIRMED:
        require_backing(round)
    log(actor, Logged("delete", "backing", backing.pk, fields=["seats"]))


@transaction.atomic
def note_hint(*, actor: Actor, round: Round, employer: Organisation, seats: int, said_on: date) -> EmployerHint:
    """Remember that an employer thought of more places; it backs nothing, it says whom to call first."""
    round = _open(actor, round)
    if seats < 1:
        raise RoundError("backs_nothing", seats=seats)
    hint = EmployerHint.objects.create(round=round, employer=employer, seats=seats, said_on=said_on)
    log(actor, Logged("create", "employer_hint", hint.pk, fields=["employer", "seats"]))
    return hint


def release_places(*, actor: Actor, round: Round, on: date) -> None:
    """Places that backed this round alone are withdrawn: they were offered for its weeks, and those are over."""
    others = Backing.objects.filter(place=OuterRef("pk")).exclude(round__state__in=OVER)
    backed = Place.objects.filter(Exists(round.backings.filter(place=OuterRef("pk"))), withdrawn_on=None)
    withdraw_places(actor=actor, places=backed.exclude(Exists(others)).order_by("pk"), on=on)


def require_backing(round: Round) -> None:
    """Refuse with what is short and whom to call, when the round has more seats than places."""
    short = shortfall_of(round)
    if short is not None:
        raise RoundError(
            "places_short",
            short=short.short,
            seats=short.seats.seats,
            backed=short.seats.backed,
            call=" ".join(filter(None, [short.call.name, short.call.phone])) if short.call else "-",
        )


def _open(actor: Actor, round: Round) -> Round:
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not may_back(actor, round):
        raise RoundError("may_not_back")
    if round.state not in MAY_CHANGE_SEATS:
        raise RoundError("seats_stand_fast", round=round.name, state=round.get_state_display())
    return round


def _check_room(round: Round, place: Place, seats: int, on: date) -> None:
    if seats < 1:
        raise RoundError("backs_nothing", seats=seats)
    if place.withdrawn_on and place.withdrawn_on <= on:
        raise RoundError("place_withdrawn", withdrawn_on=place.withdrawn_on)
    used = Backing.objects.filter(round=round, place=place).aggregate(used=Sum("seats"))["used"] or 0
    if used + seats > place.number:
        raise RoundError("place_offers_fewer", number=place.number, used=used, seats=seats)
