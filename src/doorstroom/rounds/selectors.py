"""Reads about rounds. Totals come from the database's own counts, so every partner reads the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from doorstroom.accounts.models import Membership, Organisation, OrganisationKind, Role, User
from doorstroom.agreements.models import Category
from doorstroom.database.ready import ReadyQuery
from doorstroom.demand.models import Place
from doorstroom.demand.selectors import SMALL_EMPLOYER_UNDER, places_on_offer
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import marked, values_of, visible_people
from doorstroom.participants.domain.names import search_name
from doorstroom.participants.models import Person
from doorstroom.partners.models import AccountManagement
from doorstroom.programmes.domain.calendar import RoundCalendar
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import ShownPlan, approach_of, calendar_for, shown_plan
from doorstroom.rounds.access import REFERRING, visible_nominations, visible_rounds
from doorstroom.rounds.domain.backing import Caller, Hint, Seats, Shortfall, shortfall
from doorstroom.rounds.domain.course import CO_SIGNING, MAY_CHANGE_SEATS
from doorstroom.rounds.domain.funnel import Counted, Funnel, Steps, funnel
from doorstroom.rounds.models import (
    Backing,
    Nomination,
    ReferrerRequest,
    Round,
    RoundPartner,
    RoundSignature,
    RoundState,
)


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
class Request:
    """So many people were asked of this referrer, before this day."""

    id: int
    organisation_id: int
    organisation: str
    asked: int
    due_on: date


@dataclass(frozen=True)
class RoundRow:
    """A round as it stands in a list."""

    round: Round
    funnel: Funnel
    seats: Seats
    requests: Sequence[Request]

    @property
    def short(self) -> int:
        """Places still to find while the round may yet be confirmed."""
        return self.seats.to_find if self.round.state in MAY_CHANGE_SEATS else 0


DONE = frozenset({RoundState.FINISHING, RoundState.EVALUATED, RoundState.CANCELLED})


def rounds_running(actor: Actor, *, running: bool) -> list[RoundRow]:
    """Rounds that go on or are to come, or those that are over; two queries."""
    return _rounds_in(actor, frozenset(RoundState) - DONE if running else DONE)


def rounds_to_start(actor: Actor) -> list[RoundRow]:
    """Rounds that people and places are still sought for; two queries."""
    return _rounds_in(actor, frozenset(MAY_CHANGE_SEATS))


def _rounds_in(actor: Actor, states: frozenset[str]) -> list[RoundRow]:
    """Those that are yet to start first."""
    found = _asked(actor.role, states).rows(values_of(actor))
    counted = _counted([r.pk for r in found])
    return [
        RoundRow(
            r,
            funnel({each["organisation_id"]: each["asked"] for each in r.asked}, counted[r.pk]),
            Seats(r.seats, r.signed or 0, r.promised or 0),
            [Request(**{**each, "due_on": date.fromisoformat(each["due_on"])}) for each in r.asked],
        )
        for r in found
    ]


@cache
def _asked(role: str, states: frozenset[str]) -> ReadyQuery:
    """With seats by how they are backed, and how many people each referrer was asked for."""
    backed = (
        Backing.objects.filter(round=OuterRef("pk")).order_by().values("round").annotate(n=Sum("seats")).values("n")
    )
    named = {name: name for name in ("id", "organisation_id", "asked", "due_on")}
    requests = JSONObject(**named, organisation="organisation__name")
    found = (
        visible_rounds(marked(role))
        .filter(state__in=states)
        .annotate(
            signed=Subquery(backed.filter(status=Backing.Status.SIGNED)),
            promised=Subquery(backed.filter(status=Backing.Status.PROMISED)),
            asked=ArraySubquery(ReferrerRequest.objects.filter(round=OuterRef("pk")).values(json=requests)),
        )
    )
    shown = found.select_related("programme", "model").defer("model__definition")
    return ReadyQuery(shown.order_by("-starts_on", "name"))


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


def weeks_of(round: Round) -> ShownPlan:
    """The weeks of the round as overlapping lanes, in the language of the page; one query."""
    return shown_plan(approach_of(round.model), calendar_of(round))


@dataclass(frozen=True)
class ReferrerRow:
    """A referrer, what it was asked, and what came of it; `organisation` None: people who came by themselves."""

    organisation: Organisation | None
    request: ReferrerRequest | None
    steps: Steps
    own: bool


def referrers_of(actor: Actor, round: Round) -> tuple[Funnel, list[ReferrerRow]]:
    """The funnel and its line for each referrer, in the same order; two queries."""
    found = ReferrerRequest.objects.filter(round=round).select_related("organisation", "contact__user")
    requests = {request.organisation_id: request for request in found}
    counts = funnel({pk: request.asked for pk, request in requests.items()}, _counted([round.pk])[round.pk])
    rows = []
    for line in counts.lines:
        request = requests.get(line.referrer) if line.referrer else None
        organisation = request.organisation if request else None
        rows.append(ReferrerRow(organisation, request, line.steps, line.referrer == actor.organisation_id))
    return counts, rows


def own_nominations(actor: Actor, round: Round) -> list[Nomination]:
    """The people of this round whom the actor may see, by name; one query."""
    rows = visible_nominations(actor).filter(round=round).select_related("person", "referrer")
    return list(rows.order_by("person__sort_name", "pk"))


@dataclass(frozen=True)
class RoundPage:
    """The round on one page. Every organisation in the round reads the same totals."""

    round: Round
    funnel: Funnel
    referrers: list[ReferrerRow]
    seats: Seats
    employers: Employers
    shortfall: Shortfall | None
    plan: ShownPlan
    partners: list[Organisation]


def round_page(actor: Actor, round: Round) -> RoundPage:
    (counts, referrers), seats = referrers_of(actor, round), seats_of(round)
    partners = Organisation.objects.filter(Q(round_partners__round=round) | Q(round_requests__round=round)).distinct()
    return RoundPage(
        round=round,
        funnel=counts,
        referrers=referrers,
        seats=seats,
        employers=employers_of(round),
        shortfall=shortfall_of(round, seats),
        plan=weeks_of(round),
        partners=list(partners.order_by("id")),
    )


def round_places(round: Round) -> list[Backing]:
    """Which places carry the round, by employer; one query."""
    return list(
        round.backings.select_related("place__site__organisation").order_by(
            "status", "place__site__organisation__name", "id"
        )
    )


def places_to_back(round: Round, on: date) -> QuerySet[Place]:
    """Places on offer that have room for more seats of this round (`free`)."""
    used = Sum("backings__seats", filter=Q(backings__round=round), default=0)
    return places_on_offer(on=on).annotate(free=F("number") - used).filter(free__gt=0)


def referrers_to_ask(round: Round) -> QuerySet[Organisation]:
    """Organisations that can know people: those that refer, partners of the programme first."""
    kinds = (
        OrganisationKind.MUNICIPALITY, OrganisationKind.PES, OrganisationKind.WORK_COMPANY,
        OrganisationKind.SOCIAL_ORGANISATION, OrganisationKind.UNION,
    )  # fmt: skip
    return Organisation.objects.filter(kind__in=kinds, merged_into=None).order_by("name")


def people_to_nominate(actor: Actor, round: Round, search: str = "") -> QuerySet[Person]:
    """People whose file is open to the actor and who are not put forward for this round yet, by name."""
    people = visible_people(actor, Category.PROGRESS).exclude(
        pk__in=Nomination.objects.filter(round=round).values("person")
    )
    if search.strip():
        people = people.filter(search_name__icontains=search_name(search, "", ""))
    return people.order_by("sort_name", "id")


def referring_members(organisations: Iterable[int], on: date) -> dict[int, list[Membership]]:
    """Who hears news about people of a referrer when nobody in particular nominated them; one query."""
    found: dict[int, list[Membership]] = {organisation: [] for organisation in organisations}
    members = Membership.objects.valid(on).filter(organisation__in=found, role__in=REFERRING)
    for member in members.select_related("user").order_by("id"):
        found[member.organisation_id].append(member)
    return found


def partners_of(round: Round) -> list[RoundPartner]:
    """Who works in the round, with the day on which a partner said yes to the seats there are now; one query."""
    signed = RoundSignature.objects.filter(
        round=OuterRef("round"), organisation=OuterRef("organisation"), role=OuterRef("role"), seats=round.seats
    )
    found = round.partners.select_related("organisation", "contact__user")
    return list(
        found.annotate(signed_on=Subquery(signed.values("signed_on")[:1])).order_by("organisation__name", "role")
    )


def payers_of(round: Round) -> list[Organisation]:
    """Organisations that pay in this round without referring; one query."""
    return list(Organisation.objects.filter(round_partners__round=round, round_partners__pays=True).order_by("name"))


def to_be_paid(actor: Actor, round: Round) -> QuerySet[Nomination]:
    """Who was put forward, is not out of it, and may be seen."""
    over = (Nomination.Outcome.WITHDRAWN, Nomination.Outcome.NOT_NOW)
    found = visible_nominations(actor).filter(round=round).exclude(outcome__in=over)
    return found.select_related("person", "referrer").order_by("person__sort_name", "pk")


def signatures_missing(round: Round) -> list[RoundPartner]:
    """The partners whose yes the round still needs before it is confirmed; one query."""
    return [each for each in partners_of(round) if each.role in CO_SIGNING and each.signed_on is None]  # type: ignore[attr-defined]


def usual_partners(programme: Programme) -> list[tuple[Organisation, Role, Membership | None]]:
    """Who works in a new round: the partners of the programme's latest round, or else of the programme itself.

    Who paid for some people of that round is asked anew.
    """
    latest = Round.objects.filter(programme=programme).order_by("-starts_on", "-pk").first()
    if latest is not None:
        partners = latest.partners.filter(pays=False).select_related("organisation", "contact")
        return [(each.organisation, Role(each.role), each.contact) for each in partners]
    return [(each.organisation, Role(each.role), None) for each in programme.partners.select_related("organisation")]
