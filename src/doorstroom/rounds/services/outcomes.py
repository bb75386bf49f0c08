"""What becomes of a nomination, and that each referrer hears it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.models import Membership
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.notifications.services import notify
from doorstroom.participants.services import close_relations
from doorstroom.rounds.access import may_nominate, may_recruit, visible_nominations
from doorstroom.rounds.domain.course import CHOOSES_PEOPLE, TAKES_PEOPLE
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import Nomination, Round
from doorstroom.rounds.selectors import funnel_of, referring_members
from doorstroom.rounds.services.payers import payer_source
from doorstroom.rounds.services.recruitment import source_of

FINAL = (Nomination.Outcome.SELECTED, Nomination.Outcome.RESERVE, Nomination.Outcome.NOT_NOW)


@dataclass(frozen=True)
class Outcome:
    nomination_id: int
    outcome: Nomination.Outcome


@transaction.atomic
def decide_nominations(*, actor: Actor, round: Round, outcomes: Iterable[Outcome], on: date) -> None:
    """Write what was decided, tell the referrers, and close what the nomination opened for who is not selected.

    The rules of the decision are the caller's (`intake`); here stand the seats and who hears about it.
    """
    decided = {each.nomination_id: each.outcome for each in outcomes}
    round = Round.objects.select_for_update().get(pk=round.pk)
    if round.state not in CHOOSES_PEOPLE:
        raise RoundError("round_chooses_nobody", round=round.name, state=round.get_state_display())
    nominations = _locked(actor, round, decided)
    _check_seats(round, nominations, decided)
    for nomination in nominations:
        nomination.outcome, nomination.decided_on = decided[nomination.pk], on
    Nomination.objects.bulk_update(nominations, ["outcome", "decided_on"], batch_size=500)
    log_many(actor, (Logged("change", "nomination", n.pk, n.person_id, ["outcome"]) for n in nominations))
    _tell_referrers(actor, round, nominations)
    emit(Event("nominations_decided", actor, {"round": round, "nominations": nominations, "on": on}))
    for nomination in nominations:  # last: from here on the actor may no longer see them either
        if nomination.outcome == Nomination.Outcome.NOT_NOW:
            _close(actor, nomination, on)


@transaction.atomic
def withdraw(*, actor: Actor, nomination: Nomination, why: str, on: date) -> None:
    """Somebody no longer wants this, or cannot: partners of the round stop seeing her, the referrer keeps his own.

    Why is kept with the nomination. Who was never decided about is let go after the start as well.
    """
    nomination = visible_nominations(actor).select_for_update(of=("self",)).get(pk=nomination.pk)
    round = nomination.round
    own = may_nominate(actor, round) and nomination.referrer_id == actor.organisation_id
    if not (own or may_recruit(actor, round)):
        raise RoundError("may_not_withdraw")
    if nomination.outcome in (Nomination.Outcome.WITHDRAWN, Nomination.Outcome.NOT_NOW):
        raise RoundError("decided_already", outcome=nomination.get_outcome_display())
    undecided = nomination.outcome == Nomination.Outcome.OPEN
    if nomination.started_on or (round.state not in TAKES_PEOPLE and not undecided):
        raise RoundError("started_already")
    if not why.strip():
        raise RoundError("why_needed")
    nomination.outcome, nomination.decided_on = Nomination.Outcome.WITHDRAWN, on
    nomination.withdrawn_because = why.strip()
    nomination.save(update_fields=["outcome", "decided_on", "withdrawn_because"])
    log(actor, Logged("change", "nomination", nomination.pk, nomination.person_id, ["outcome"]))
    if not own:
        _tell_referrers(actor, round, [nomination])
    emit(Event("nomination_withdrawn", actor, {"round": round, "nomination": nomination, "on": on}))
    _close(actor, nomination, on)


def _close(actor: Actor, nomination: Nomination, on: date) -> None:
    """Partners of the round and who would have paid no longer see her."""
    for source in (source_of(nomination), payer_source(nomination)):
        close_relations(actor=actor, source=source, on=on)


@transaction.atomic
def record_starts(*, actor: Actor, round: Round, person_ids: Iterable[UUID], on: date) -> int:
    """Keep that these people started in the round; called by whoever starts their trajectories."""
    started = Nomination.objects.filter(round=round, person_id__in=list(person_ids), started_on=None)
    people = dict(started.filter(outcome=Nomination.Outcome.SELECTED).values_list("pk", "person_id"))
    Nomination.objects.filter(pk__in=people).update(started_on=on)
    log_many(actor, (Logged("change", "nomination", pk, person, ["started_on"]) for pk, person in people.items()))
    return len(people)


def note_started(event: Event) -> None:
    """Effect of "trajectory_started": the nomination that led to it shows the start."""
    trajectory = event.about["trajectory"]
    if trajectory.round is not None:
        record_starts(
            actor=event.actor, round=trajectory.round, person_ids=[trajectory.person_id], on=trajectory.started_on
        )


def _locked(actor: Actor, round: Round, decided: Mapping[int, Nomination.Outcome]) -> list[Nomination]:
    rows = visible_nominations(actor).filter(round=round, pk__in=decided).select_related("referrer_contact__user")
    nominations = list(rows.select_for_update(of=("self",)).order_by("id"))
    if len(nominations) < len(decided):
        raise RoundError("nomination_not_found")
    for nomination in nominations:
        if nomination.outcome in (Nomination.Outcome.NOT_NOW, Nomination.Outcome.WITHDRAWN) or nomination.started_on:
            raise RoundError("decided_already", outcome=nomination.get_outcome_display())
        if decided[nomination.pk] not in FINAL:
            raise RoundError("no_outcome_chosen")
    return nominations


def _check_seats(round: Round, nominations: list[Nomination], decided: Mapping[int, Nomination.Outcome]) -> None:
    selected = Nomination.Outcome.SELECTED
    before = sum(n.outcome == selected for n in nominations)
    after = funnel_of(round).total.selected - before + sum(outcome == selected for outcome in decided.values())
    if after > round.seats:
        raise RoundError("more_selected_than_seats", seats=round.seats, selected=after)


def _tell_referrers(actor: Actor, round: Round, nominations: Sequence[Nomination]) -> None:
    """One message to each contact with how many outcomes there are; who it is about stands on the page.

    Where nobody in particular nominated, everyone who refers at that organisation hears it.
    """
    without_contact = {n.referrer_id for n in nominations if n.referrer_id and not n.referrer_contact}
    members = referring_members(without_contact, actor.on)
    counts: defaultdict[Membership, int] = defaultdict(int)
    for nomination in nominations:
        contact = nomination.referrer_contact
        for member in [contact] if contact else members.get(nomination.referrer_id or 0, []):
            counts[member] += 1
    for member, people in counts.items():
        notify(
            members=[member], template="rounds:outcomes_known", at=actor.at, path=f"/rondes/{round.pk}/werving/",
            round=str(round), people=people,
        )  # fmt: skip
