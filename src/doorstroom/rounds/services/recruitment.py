"""Puts people forward for a round, and lets the partners of the round see who they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person
from doorstroom.participants.services import RelationSpec, open_relations
from doorstroom.rounds.access import may_nominate, recruitment_partners, visible_nominations
from doorstroom.rounds.domain.course import TAKES_PEOPLE
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import Nomination, ReferrerRequest, Round


@dataclass(frozen=True)
class Nominee:
    """Somebody put forward; without a referrer she came by herself."""

    person_id: UUID
    referrer_id: int | None
    contact_id: int | None = None


def source_of(nomination: Nomination) -> str:
    """The name under which this nomination opened relations."""
    return f"nomination:{nomination.pk}"


def nominate(
    *, actor: Actor, round: Round, person: Person, on: date, referrer: Organisation | None = None,
    contact: Membership | None = None,
) -> Nomination:  # fmt: skip
    """Put somebody forward on behalf of the own organisation; partners of the round see her from this day.

    Only the system (an import, the demo) names another referrer.
    """
    referrer_id = referrer.pk if referrer else actor.organisation_id
    contact_id = contact.pk if contact else actor.membership_id
    return bulk_nominate(actor=actor, round=round, nominees=[Nominee(person.pk, referrer_id, contact_id)], on=on)[0]


def nominate_self(*, actor: Actor, round: Round, person: Person, on: date) -> Nomination:
    """Keep that somebody came by herself. The caller registers her and acts as the system."""
    return bulk_nominate(actor=actor, round=round, nominees=[Nominee(person.pk, None)], on=on)[0]


@transaction.atomic
def bulk_nominate(*, actor: Actor, round: Round, nominees: Iterable[Nominee], on: date) -> list[Nomination]:
    """As `nominate`, for many at once and in a fixed number of queries; all or nobody."""
    wanted = list(nominees)
    round = Round.objects.select_for_update().get(pk=round.pk)
    _authorise(actor, round, wanted)
    if round.state not in TAKES_PEOPLE:
        raise RoundError("round_takes_nobody", round=round.name, state=round.get_state_display())
    _check_not_nominated(round, wanted)
    nominations = Nomination.objects.bulk_create(
        [
            Nomination(
                round=round, person_id=n.person_id, referrer_id=n.referrer_id, referrer_contact_id=n.contact_id,
                source=Nomination.Source.REFERRER if n.referrer_id else Nomination.Source.SELF, nominated_on=on,
            )
            for n in wanted
        ],
        batch_size=500,
    )  # fmt: skip
    _open_to_partners(actor, round, nominations, on)
    log_many(actor, (Logged("create", "nomination", n.pk, n.person_id, ["round", "referrer"]) for n in nominations))
    emit(Event("nominated", actor, {"round": round, "nominations": nominations, "on": on}))
    return nominations


@transaction.atomic
def record_came(*, actor: Actor, nominations: Iterable[Nomination], on: date) -> int:
    """Keep the first day on which these people came to a meeting; the caller has authorised it."""
    people = {n.pk: n.person_id for n in nominations}
    came = visible_nominations(actor).filter(pk__in=people, came_on=None)
    changed = list(came.values_list("pk", flat=True))
    Nomination.objects.filter(pk__in=changed).update(came_on=on)
    log_many(actor, (Logged("change", "nomination", pk, people[pk], ["came_on"]) for pk in changed))
    return len(changed)


def _authorise(actor: Actor, round: Round, wanted: Sequence[Nominee]) -> None:
    """Own people, for the own organisation, and only when the round asked it for people."""
    if not may_nominate(actor, round):
        raise RoundError("may_not_nominate")
    if is_system(actor):
        referrers = {n.referrer_id for n in wanted if n.referrer_id}
        asked = ReferrerRequest.objects.filter(round=round, organisation_id__in=referrers)
        if asked.count() < len(referrers):
            raise RoundError("referrer_not_asked", round=round.name)
        return
    if any(n.referrer_id != actor.organisation_id for n in wanted):
        raise RoundError("may_not_nominate")
    people = {n.person_id for n in wanted}
    if visible_people(actor, Category.PROGRESS).filter(pk__in=people).count() < len(people):
        raise RoundError("person_not_yours")


def _check_not_nominated(round: Round, wanted: Sequence[Nominee]) -> None:
    people = [n.person_id for n in wanted]
    if len(set(people)) < len(people) or Nomination.objects.filter(round=round, person_id__in=people).exists():
        raise RoundError("nominated_already", round=round.name)


def _open_to_partners(actor: Actor, round: Round, nominations: Sequence[Nomination], on: date) -> None:
    partners = recruitment_partners(round, on)
    open_relations(
        actor=actor,
        opened=[
            (
                nomination.person_id,
                RelationSpec(
                    organisation_id=partner.organisation_id, role=partner.role, purpose=Purpose.RECRUITMENT,
                    basis=partner.basis, source=source_of(nomination),
                ),
            )
            for nomination in nominations
            for partner in partners
        ],
        on=on,
    )  # fmt: skip
