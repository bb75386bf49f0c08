"""The list of people: whom one may see, where each stands, and who holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Window, prefetch_related_objects
from django.utils.translation import get_language

from doorstroom.agreements.models import Category
from doorstroom.database.arrays import any_of
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.period import week_number
from doorstroom.participants.access import everybody_visible, visible_people, visible_to
from doorstroom.participants.domain.names import folded
from doorstroom.participants.models import Person
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.models import Round
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import HolderTerm, PhaseEpisode, TeamMember, Trajectory, TrajectoryState
from doorstroom.trajectories.selectors.positions import approach_of

PAGE_SIZE = 50


@dataclass(frozen=True)
class Filters:
    """`scope` is mine (I hold or help) or all that I may see."""

    search: str = ""
    scope: str = "all"
    state: str = ""
    round_id: int | None = None


@dataclass(frozen=True)
class PersonRow:
    person_id: UUID
    name: str
    programme: str
    where: str
    state: str
    state_label: str
    holder: str
    mine: bool


@dataclass(frozen=True)
class PeopleList:
    rows: Sequence[PersonRow]
    page: Page[Person]
    rounds: Sequence[Round]


LONGEST_NUMBER = 6
"""Digits of a page's number; nobody turns a million pages."""


def people_list(actor: Actor, filters: Filters, *, page: str | int | None = 1) -> PeopleList:
    """In five queries, whatever the number of people."""
    trajectories = (
        visible_trajectories(actor)
        .select_related("programme", "round__programme", "model")
        .prefetch_related(
            Prefetch("phases", PhaseEpisode.objects.filter(ended_on=None).order_by("id"), to_attr="stays"),
            Prefetch("holder_terms", HolderTerm.objects.filter(ended_at=None).select_related("member__user"), "held"),
        )
        .defer("model__definition")  # read once per checksum, not with every row
        .order_by("-registered_on", "-id")
    )
    found = _page_of(_people(actor, filters).order_by("sort_name", "id"), page)
    shown = list(found.object_list)
    prefetch_related_objects(shown, Prefetch("trajectories", trajectories, to_attr="seen"))
    return PeopleList(
        rows=[_row(person, actor) for person in shown],
        page=found,
        rounds=list(visible_rounds(actor).select_related("programme").order_by("-starts_on", "name")),
    )


def _page_of(people: QuerySet[Person], page: str | int | None) -> Page[Person]:
    """Counted with the page itself: counting apart would ask the guards of everybody once more."""
    asked = str(page)[:LONGEST_NUMBER]
    number = max(1, int(asked)) if asked.isdecimal() else 1
    start = (number - 1) * PAGE_SIZE
    shown = list(people.annotate(everybody=Window(Count("*")))[start : start + PAGE_SIZE])
    pages = Paginator(people, PAGE_SIZE)
    if not shown and start:
        return pages.get_page(page)
    pages.count = shown[0].everybody if shown else 0
    return Page(shown, number, pages)


def current_of(trajectories: Sequence[Trajectory]) -> Trajectory | None:
    """The trajectory that is going on, else the latest; they come newest first."""
    going_on = (each for each in trajectories if each.state != TrajectoryState.EXITED)
    return next(going_on, trajectories[0] if trajectories else None)


def whereabouts(trajectory: Trajectory, phases: Sequence[PhaseEpisode], on: date) -> str:
    """ "Toeleiding, week 3": the open phases in the model's words, each with its own week."""
    if trajectory.model is None:
        return ""
    model, language = approach_of(trajectory.model), get_language() or "nl"
    texts = []
    for stay in phases:
        name = next((phase.name.text(language) for phase in model.phases if phase.code == stay.phase), stay.phase)
        texts.append(f"{name}, week {week_number(start=stay.started_on, on=on)}")
    return " · ".join(texts)


def _people(actor: Actor, filters: Filters) -> QuerySet[Person]:
    """All filters speak of one and the same trajectory."""
    wanted = Q()
    if filters.scope == "mine":
        wanted &= _mine(actor)
    if filters.state:
        wanted &= Q(state=filters.state)
    if filters.round_id:
        wanted &= Q(round=filters.round_id)
    words = folded(filters.search).split()
    if not (wanted or words):
        return everybody_visible(actor)
    people = visible_people(actor)
    for word in words:
        people = people.filter(search_name__icontains=word)
    trajectories = visible_trajectories(actor).filter(wanted, person=OuterRef("pk"))
    return people.filter(Exists(trajectories)) if wanted else people


def _mine(actor: Actor) -> Q:
    """As keys, which the database reads once, not once for each person."""
    held = HolderTerm.objects.filter(member=actor.membership_id, ended_at=None).order_by()
    helped = TeamMember.objects.filter(member=actor.membership_id, valid_until=None).order_by()
    return Q(any_of("pk", held.values("trajectory").union(helped.values("trajectory"))))


def _row(person: Person, actor: Actor) -> PersonRow:
    trajectory: Any = current_of(person.seen)  # type: ignore[attr-defined]
    if trajectory is None:
        return PersonRow(person.pk, person.full_name, "", "", "", "", "", mine=False)
    term = next(iter(trajectory.held), None)
    return PersonRow(
        person_id=person.pk,
        name=person.full_name,
        programme=str(trajectory.round) if trajectory.round else trajectory.programme.name,
        where=whereabouts(trajectory, trajectory.stays, actor.on),
        state=trajectory.state,
        state_label=str(trajectory.get_state_display()),
        holder=term.member.user.name if term else "",
        mine=term is not None and term.member_id == actor.membership_id,
    )


def named_people(actor: Actor, name: str) -> QuerySet[Person]:
    """People whose notes one may write, by (part of) a name; for the note that is written from anywhere."""
    people = visible_to(Person.objects.all(), actor, Category.NOTES, person="id")
    for word in folded(name).split():
        people = people.filter(search_name__icontains=word)
    return people.order_by("sort_name", "id")
