"""Reads about rounds. Totals come from the database's own counts, so every partner reads the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Q, Sum

from doorstroom.accounts.models import Membership, Organisation, Role, User
from doorstroom.demand.selectors import SMALL_EMPLOYER_UNDER
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import AccountManagement
from doorstroom.programmes.domain.calendar import RoundCalendar
from doorstroom.programmes.selectors import approach_of, calendar_for
from doorstroom.rounds.access import visible_nominations, visible_rounds
from doorstroom.rounds.domain.backing import Caller, Hint, Seats, Shortfall, shortfall
from doorstroom.rounds.domain.funnel import Counted, Funnel, Steps, funnel
from doorstroom.rounds.models import Backing, Nomination, ReferrerRequest, Round


def funnel_of(round: Round) -> Funnel:
    """From asked to started; two queries. Equal for every organisation that may open the round."""
    asked = dict(ReferrerRequest.objects.filter(round=round).values_list("organisation_id", "asked"))
    return funnel(asked, _counted([round.pk])[round.pk])


def _counted(rounds: list[int]) -> dict[int, list[Counted]]:
    counted: dict[int, list[Counted]] = {pk: [] for pk in rounds}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id, c.referrer_id, c.outcome, c.came, c.started, c.people FROM unnest(%s::bigint[]) AS r (id)"
            " CROSS JOIN LATERAL doorstroom_round_counts(r.id) c",
            [rounds],
        )
        for round_id, *row in cursor.fetchall():
            counted[round_id].append(Counted(*row))
    return counted


@dataclass(frozen=True)
class RoundRow:
    """A round as it stands in a list."""

    round: Round
    funnel: Funnel
    seats: Seats


def round_list(actor: Actor, *, running: bool | None = None) -> list[RoundRow]:
    """Rounds that the actor's organisation works in, those that are yet to start first; three queries."""
    done = Q(state__in=["finishing", "evaluated", "cancelled"])
    rounds = visible_rounds(actor).select_related("programme", "model")
    if running is not None:
        rounds = rounds.exclude(done) if running else rounds.filter(done)
    rounds = rounds.annotate(
        signed=Sum("backings__seats", filter=Q(backings__status=Backing.Status.SIGNED)),
        promised=Sum("backings__seats", filter=Q(backings__status=Backing.Status.PROMISED)),
    ).order_by("-starts_on", "name")
    found = list(rounds)
    asked: dict[int, dict[int, int]] = {}
    for pk, organisation, number in ReferrerRequest.objects.filter(round__in=found).values_list(
        "round_id", "organisation_id", "asked"
    ):
        asked.setdefault(pk, {})[organisation] = number
    counted = _counted([r.pk for r in found])
    return [
        RoundRow(r, funnel(asked.get(r.pk, {}), counted[r.pk]), Seats(r.seats, r.signed or 0, r.promised or 0))
        for r in found
    ]


def seats_of(round: Round) -> Seats:
    """Seats against signed and promised places; one query."""
    backed = dict(
        Backing.objects.filter(round=round).values("status").annotate(n=Sum("seats")).values_list("status", "n")
    )
    return Seats(round.seats, backed.get(Backing.Status.SIGNED, 0), backed.get(Backing.Status.PROMISED, 0))


@dataclass(frozen=True)
class Employers:
    """The employers under a round, and how many of them are small; the size of some may be unknown."""

    employers: int
    small: int
    size_unknown: int


def employers_of(round: Round) -> Employers:
    counts = Organisation.objects.filter(sites__places__backings__round=round).aggregate(
        all=Count("id", distinct=True),
        small=Count("id", distinct=True, filter=Q(employees__lt=SMALL_EMPLOYER_UNDER)),
        unknown=Count("id", distinct=True, filter=Q(employees=None)),
    )
    return Employers(counts["all"], counts["small"], counts["unknown"])


def shortfall_of(round: Round, seats: Seats | None = None) -> Shortfall | None:
    """What is short, what employers hinted at and whom to call; one query when nothing is short, else three."""
    seats = seats or seats_of(round)
    if seats.to_find == 0:
        return None
    hints = list(round.hints.select_related("employer"))
    managers = {
        managed.employer_id: managed.member.user
        for managed in AccountManagement.objects.filter(
            valid_until=None, employer__in=[hint.employer_id for hint in hints]
        ).select_related("member__user")
    }
    known = [Hint(h.employer.name, h.seats, h.said_on, _caller(managers.get(h.employer_id))) for h in hints]
    return shortfall(seats, known, _account_managers(round))


def _caller(user: User | None) -> Caller | None:
    return Caller(user.name, user.phone) if user else None


def _account_managers(round: Round) -> list[Caller]:
    """The account managers of the round by name; where a partner named nobody, the organisation itself."""
    partners = round.partners.filter(role=Role.ACCOUNT_MANAGER).select_related("contact__user", "organisation")
    return [
        _caller(p.contact.user if p.contact else None) or Caller(p.organisation.name, p.organisation.phone)
        for p in partners.order_by("contact", "id")
    ]


def calendar_of(round: Round) -> RoundCalendar:
    """The days of the round, without public holidays and the school holidays of its region; one query."""
    return calendar_for(approach_of(round.model), round.starts_on, region=round.holiday_region)


@dataclass(frozen=True)
class ReferrerRow:
    """A referrer, what it was asked, and what came of it; `organisation` None: people who came by themselves."""

    organisation: Organisation | None
    request: ReferrerRequest | None
    steps: Steps
    own: bool


def referrers_of(actor: Actor, round: Round, counts: Funnel) -> list[ReferrerRow]:
    """One row per referrer, in the order of the funnel; one query."""
    requests = {
        request.organisation_id: request
        for request in ReferrerRequest.objects.filter(round=round).select_related("organisation", "contact__user")
    }
    rows = []
    for line in counts.lines:
        request = requests.get(line.referrer) if line.referrer else None
        organisation = request.organisation if request else None
        rows.append(ReferrerRow(organisation, request, line.steps, line.referrer == actor.organisation_id))
    return rows


def own_nominations(actor: Actor, round: Round) -> list[Nomination]:
    """The people of this round whom the actor may see, by name; one query."""
    rows = visible_nominations(actor).filter(round=round).select_related("person", "referrer")
    return list(rows.order_by("person__sort_name", "pk"))


def nominees_in(actor: Actor, round: Round, outcome: str | None = None) -> list[Nomination]:
    rows = own_nominations(actor, round)
    return [n for n in rows if outcome in (None, n.outcome)]


def contacts_of(organisation: Organisation, role: Role, on: date) -> list[Membership]:
    return list(Membership.objects.valid(on).filter(organisation=organisation, role=role).select_related("user"))
