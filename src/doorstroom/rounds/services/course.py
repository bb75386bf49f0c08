"""Moves a round along its course, and makes it larger or smaller."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.rounds.access import may_lead
from doorstroom.rounds.domain.course import MAY_CHANGE_SEATS, MoveName, State, cancelling_leaves, move
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import Round
from doorstroom.rounds.selectors import funnel_of, signatures_missing
from doorstroom.rounds.services.backing import release_places, require_backing


def open_recruiting(*, actor: Actor, round: Round, on: date) -> Round:
    """From now on referrers can nominate."""
    return _moved(actor, round, MoveName.OPEN_RECRUITING, on)


def begin_selecting(*, actor: Actor, round: Round, on: date) -> Round:
    """Recruiting slows down; the choice is made now. People may still be nominated."""
    return _moved(actor, round, MoveName.BEGIN_SELECTING, on)


@transaction.atomic
def confirm_round(*, actor: Actor, round: Round, on: date) -> Round:
    """Tell everybody that the round goes on. Refused while a seat stands on no place; the database refuses too.

    School and account manager sign first. The system, which writes down rounds of the past, needs no signatures.
    """
    round = _moved(actor, round, MoveName.CONFIRM, on)
    require_backing(round)
    missing = [] if is_system(actor) else signatures_missing(round)
    if missing:
        raise RoundError("signatures_missing", partners=", ".join(str(each.organisation) for each in missing))
    round.confirmed_on = on
    round.save(update_fields=["confirmed_on"])
    return round


@transaction.atomic
def start_round(*, actor: Actor, round: Round, on: date) -> Round:
    """The round runs. Each person starts by a service of trajectories, which asks what the model asks."""
    if on < round.starts_on:
        raise RoundError("starts_later", starts_on=round.starts_on)
    return _moved(actor, round, MoveName.START, on)


@transaction.atomic
def finish_round(*, actor: Actor, round: Round, on: date) -> Round:
    """The common weeks are over; aftercare and observations go on. What employers offered for it is no longer
    offered, unless another round stands on it."""
    round = _moved(actor, round, MoveName.FINISH, on)
    release_places(actor=actor, round=round, on=on)
    return round


def evaluate_round(*, actor: Actor, round: Round, on: date) -> Round:
    """The round has been looked back on."""
    return _moved(actor, round, MoveName.EVALUATE, on)


@transaction.atomic
def cancel_round(*, actor: Actor, round: Round, why: str, on: date) -> Round:
    """Cancel a round that nobody waits for any more, and keep why."""
    round = _moved(actor, round, MoveName.CANCEL, on)
    if not why.strip():
        raise RoundError("why_needed")
    round.cancelled_because = why.strip()
    round.save(update_fields=["cancelled_because"])
    steps = funnel_of(round).total
    if reason := cancelling_leaves(steps.waiting + steps.selected + steps.reserve):
        raise RoundError(reason.code, **reason.params)
    return round


@transaction.atomic
def change_seats(*, actor: Actor, round: Round, seats: int) -> Round:
    """Make the round larger or smaller: not below its minimum, and a confirmed one not beyond its places."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not may_lead(actor, round):
        raise RoundError("may_not_lead")
    if round.state not in MAY_CHANGE_SEATS:
        raise RoundError("seats_stand_fast", round=round.name, state=round.get_state_display())
    if seats < max(1, round.minimum_seats):
        raise RoundError("seats_below_minimum", seats=seats, minimum=max(1, round.minimum_seats))
    chosen = funnel_of(round).total.selected
    if seats < chosen:
        raise RoundError("more_selected_than_seats", seats=seats, selected=chosen)
    round.seats = seats
    round.save(update_fields=["seats"])
    if round.state == State.CONFIRMED:
        require_backing(round)
    log(actor, Logged("change", "round", round.pk, fields=["seats"]))
    return round


@transaction.atomic
def _moved(actor: Actor, round: Round, name: MoveName, on: date) -> Round:
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not may_lead(actor, round):
        raise RoundError("may_not_lead")
    round.state = move(name, round.state, on=on)
    round.save(update_fields=["state"])
    log(actor, Logged("change", "round", round.pk, fields=["state", name]))
    emit(Event(f"round_{round.state}", actor, {"round": round, "on": on}))
    return round
