"""Everything the rules ask about a caseload, in one query.

Each list of facts hangs on its trajectory as a JSON array, so that the number of queries stays the same for one
person and for a hundred. What is closed to the reader comes out empty: the database asks its guards of every table,
and which categories are open is asked here once a person instead of once a table.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject

from doorstroom.agreements.models import Category
from doorstroom.database.arrays import any_of
from doorstroom.database.ready import KEYS, ReadyQuery
from doorstroom.followup.models import Observation
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Appointment, ProgressTalk
from doorstroom.participants.access import categories_open, marked, values_of
from doorstroom.participants.models import IncomeSituation, PersonContact
from doorstroom.placements.models import InstrumentTerm, OfferSide, Placement
from doorstroom.signals.access import asked_instead, caseload
from doorstroom.signals.models import Snooze, WeeklySignal
from doorstroom.signals.selectors.promises import in_force
from doorstroom.trajectories.access import AWAY_FOR, STANDING_IN
from doorstroom.trajectories.models import (
    ChecklistTick,
    GuardPass,
    HolderTerm,
    Note,
    PhaseEpisode,
    Task,
    TeamMember,
    Trajectory,
)

BY_CATEGORY = {
    Category.CONTACT: ("phone",),
    Category.NOTES: ("contacts", "steps", "last_step_on", "last_talk_on"),
    Category.INCOME: ("income",),
    Category.PLACEMENT: ("placed", "instruments"),
}
"""Facts beyond progress, which opens the trajectory itself."""

LISTS = frozenset({"contacts", "steps", "placed", "instruments"})
OWN = {"trajectory": OuterRef("pk")}
SAME_PERSON = {"person": OuterRef("person")}


def rows(found: QuerySet[Any], **fields: str | Combinable) -> ArraySubquery:
    return ArraySubquery(found.values(json=JSONObject(**fields)))


def with_facts(trajectories: QuerySet[Trajectory], actor: Actor) -> list[Trajectory]:
    """These trajectories with their person, model and facts; one query."""
    return [_within(each) for each in _asked(trajectories, actor)]


def caseload_with_facts(actor: Actor) -> list[Trajectory]:
    """Everybody in this member's care; one query."""
    asked = _of_caseload(actor.role).rows(values_of(actor, AWAY_FOR))
    return [_within(each) for each in asked]


def some_with_facts(keys: Collection[int], actor: Actor, *, closed: Collection[str] = ()) -> list[Trajectory]:
    """Trajectories of these keys; one query, or none for no keys. What is `closed` of everybody is not asked."""
    if not keys:
        return []
    asked = _of_keys(actor.role, frozenset(closed)).rows(values_of(actor) | {KEYS: list(keys)})
    return [_within(each) for each in asked]


@cache
def _of_caseload(role: str) -> ReadyQuery:
    return ReadyQuery(_asked(caseload(marked(role)), marked(role)))


@cache
def _of_keys(role: str, closed: Collection[str]) -> ReadyQuery:
    return ReadyQuery(_asked(Trajectory.objects.filter(any_of("pk", Value(KEYS))), marked(role), closed))


def _asked(trajectories: QuerySet[Trajectory], actor: Actor, closed: Collection[str] = ()) -> QuerySet[Trajectory]:
    """The lists come as one object, because reading it once takes a fifth of reading them one by one."""
    unasked = {name for category in closed for name in BY_CATEGORY.get(Category(category), ())}
    if actor.role not in STANDING_IN:
        unasked.add("stands_in")
    asked = _course(actor) | _agreed(actor) | _spoken(actor) | _afterwards(actor)
    known = {name: nested for name, nested in asked.items() if name not in unasked}
    lists = {name: known.pop(name) for name in (*known,) if isinstance(known[name], ArraySubquery | Exists)}
    found = trajectories.select_related("person", "programme", "round__programme", "model").annotate(
        opened=categories_open(actor), promised=in_force(actor.on), lists=JSONObject(**lists), **known
    )
    weekly = ArraySubquery(WeeklySignal.objects.values("code"))
    return found.annotate(weekly=weekly).defer("model__definition").order_by("person__sort_name", "pk")


def _within(trajectory: Any) -> Trajectory:
    """Lays out the lists, and empties what belongs to a category that is closed to the reader."""
    trajectory.__dict__.update(trajectory.lists)
    for category, names in BY_CATEGORY.items():
        if category not in trajectory.opened:
            trajectory.__dict__.update({name: [] if name in LISTS else None for name in names})
    trajectory.notes_open = Category.NOTES in trajectory.opened
    trajectory.income_open = Category.INCOME in trajectory.opened
    trajectory.placements_open = Category.PLACEMENT in trajectory.opened
    found: Trajectory = trajectory
    return found


def open_phases() -> ArraySubquery:
    return rows(PhaseEpisode.objects.filter(**OWN, ended_on=None).order_by("pk"), phase="phase", since="started_on")


def ticked() -> ArraySubquery:
    return rows(ChecklistTick.objects.filter(**OWN), checklist="checklist", item="item")


def _course(actor: Actor) -> dict[str, Any]:
    """Where somebody stands and who helps: open phases, papers, holder and team, and who is asked instead."""
    today = Q(valid_until=None) | Q(valid_until__gt=actor.on)
    return {
        "open_phases": open_phases(),
        "ticked": ticked(),
        "held_by": rows(
            HolderTerm.objects.filter(**OWN, ended_at=None),
            member="member_id", role="member__role", absent_from="member__absent_from",
            absent_until="member__absent_until", left_on="member__valid_until",
        ),
        "stands_in": Exists(asked_instead(actor, OuterRef("pk"), OuterRef("person"))),
        "helped_by": rows(
            TeamMember.objects.filter(today, **OWN, valid_from__lte=actor.on), member="member_id", role="role"
        ),
    }  # fmt: skip


def _agreed(actor: Actor) -> dict[str, Any]:
    """What was let pass for now, what was put aside, and how the person can be called."""
    phone = PersonContact.objects.filter(**SAME_PERSON)
    snoozed = Snooze.objects.filter(**SAME_PERSON, member=actor.membership_id, until__gt=actor.on)
    return {
        "let_pass": rows(
            GuardPass.objects.filter(**OWN, resolved_on=None).order_by("expires_on", "pk"),
            guard="guard", confirmed_by="confirmed_by", reason="reason", expires_on="expires_on",
            passed_on="passed_on",
        ),
        "snoozed": ArraySubquery(snoozed.values("code")),
        "phone": Subquery(phone.values("phone")[:1]),
    }  # fmt: skip


def _spoken(actor: Actor) -> dict[str, Any]:
    """Contacts, next steps and appointments. Notes may be closed: then nothing is said about contact."""
    contacts = Note.objects.filter(**SAME_PERSON).exclude(channel=Note.Channel.REMARK).order_by()
    tasks = Task.objects.filter(**SAME_PERSON)
    planned = Appointment.objects.filter(**OWN, cancelled_at=None, starts_at__gte=actor.at)
    own = Appointment.objects.filter(
        **OWN, cancelled_at=None, member=actor.membership_id, starts_at__date=actor.on
    )  # fmt: skip
    by_role = contacts.values("author__role").annotate(last=Max("occurred_on"))
    return {
        "contacts": ArraySubquery(by_role.values(json=JSONObject(role="author__role", on="last"))),
        "steps": rows(
            tasks.filter(done_on=None).order_by("due_on", "pk"), text="text", due_on="due_on", owner="owner_id"
        ),
        "last_step_on": Subquery(
            tasks.exclude(done_on=None).order_by().values("person").annotate(last=Max("done_on")).values("last")
        ),
        "last_talk_on": Subquery(
            ProgressTalk.objects.filter(**OWN)
            .order_by()
            .values("trajectory")
            .annotate(last=Max("held_on"))
            .values("last")
        ),
        "next_appointment_at": Subquery(
            planned.order_by().values("trajectory").annotate(first=Min("starts_at")).values("first")
        ),
        "own_appointments": rows(own.order_by("starts_at", "pk"), at="starts_at", location="location"),
    }


def _afterwards(actor: Actor) -> dict[str, Any]:
    """What somebody lives on, places with an employer, and moments at which somebody asks how things stand."""
    current = IncomeSituation.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=actor.on), **SAME_PERSON, valid_from__lte=actor.on
    ).order_by("pk")
    shown = JSONObject(source="source", decision="benefit_kept_decision", kept_from="benefit_kept_from")
    asked = Observation.objects.filter(
        **OWN, due_on__lte=actor.on, status__in=[Observation.Status.DUE, Observation.Status.UNKNOWN]
    )
    live = ["proposed", "introduced", "agreed", "active"]
    to_review = (
        OfferSide.objects.filter(placement=OuterRef("pk"))
        .order_by()
        .values("placement")
        .annotate(
            last=Max("confirmed_on"),
            both=Count("confirmed_on"),
            done=Count("reviewed_on", filter=Q(side=OfferSide.Side.PARTNERS)),
        )
        .filter(both=2, done=0)
    )
    return {
        "income": Subquery(current.values(json=shown)[:1]),
        "placed": rows(
            Placement.objects.filter(**SAME_PERSON, state__in=live).order_by("starts_on", "pk"),
            id="pk", trajectory="trajectory_id", kind="kind", state="state", starts_on="starts_on", ends_on="ends_on",
            introduced_on="introduced_on", person_agreed_on="person_agreed_on",
            employer_agreed_on="employer_agreed_on", employer="site__organisation__name", next_path="next_path__path",
            both_confirmed=Subquery(to_review.values("last")),
        ),
        "instruments": rows(
            InstrumentTerm.objects.filter(**SAME_PERSON, done_on=None).order_by("due_on", "pk"),
            placement="placement_id", employer="placement__site__organisation__name", kind="kind", act="act",
            due_on="due_on",
        ),
        "to_ask": rows(
            asked.order_by("due_on", "pk"),
            id="pk", point="point", name="name", status="status", due_on="due_on", attempts="attempts",
            owner=F("owner_id"), absent_from="owner__absent_from", absent_until="owner__absent_until",
            left_on="owner__valid_until",
        ),
    }  # fmt: skip


CONTRACTS = frozenset({Placement.Kind.JOB, Placement.Kind.APPRENTICESHIP, Placement.Kind.TRIAL})
"""Kinds whose end asks what comes next. A learning place within a route ends with its phase: its papers ask that."""
