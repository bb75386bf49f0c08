"""Reads: which stories stand, what of them is shown where, and why another is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from doorstroom.kernel.actor import Actor
from doorstroom.kernel.errors import Reason
from doorstroom.participants.access import restrictions_in_force
from doorstroom.placements.models import Placement
from doorstroom.rounds.models import Round
from doorstroom.stories.access import visible_stories
from doorstroom.stories.domain.consent import Side, Told, sides_needed, why_hidden
from doorstroom.stories.domain.words import Known
from doorstroom.stories.models import SIDES, Story, StoryConsent


@dataclass(frozen=True)
class Yes:
    """Of one side that is asked: the yes that stands, or None."""

    side: Side
    consent: StoryConsent | None

    @property
    def label(self) -> str:
        return str(dict(SIDES)[self.side])


@dataclass(frozen=True)
class Shown:
    """A story with every yes that it needs; without `reasons` it can be read."""

    story: Story
    asked: Sequence[Yes]
    reasons: Sequence[Reason]

    @property
    def own_yes(self) -> bool:
        """Whether a participant said yes to her own story."""
        return any(each.side is Side.PERSON and each.consent for each in self.asked)


def stories(actor: Actor) -> QuerySet[Story]:
    """The newest version of each, with what decides whether it is shown."""
    return with_facts(visible_stories(actor).filter(replaced_by=None), actor.on)


def with_facts(found: QuerySet[Story], on: date) -> QuerySet[Story]:
    """Two statements: the stories, and every yes to them."""
    shut = restrictions_in_force(on).filter(person=OuterRef("person"))
    known = found.select_related("person__contact", "employer", "programme", "written_by__user", "replaced_by")
    return known.annotate(restricted=Exists(shut)).prefetch_related("consents")


def shown(story: Any, on: date) -> Shown:
    """`story` comes from `with_facts`."""
    stands = {each.side: each for each in story.consents.all() if each.withdrawn_at is None}
    told = told_of(story)
    asked = [Yes(side, stands.get(side)) for side in sides_needed(told, on)]
    return Shown(story, asked, tuple(why_hidden(told, stands, on)))


def told_of(story: Any) -> Told:
    contact = getattr(story.person, "contact", None)
    return Told(
        of_person=story.person_id is not None, employer=story.employer_id is not None, until=story.until,
        born_on=contact.birth_date if contact else None, replaced=hasattr(story, "replaced_by"),
        restricted=story.restricted,
    )  # fmt: skip


def readable(where: str, on: date) -> list[Story]:
    """What may be read at this place today; needs a system scope, since the reader is anybody."""
    open_ones = Story.objects.filter(replaced_by=None, until__gt=on, places__contains=[where])
    return [story for story in with_facts(open_ones, on) if not shown(story, on).reasons]


def known_of(story: Story) -> Known:
    """What would say of whom this story is; needs a system scope, so that nothing is overlooked."""
    placed = Placement.objects.filter(person=story.person_id).exclude(site__organisation=story.employer_id)
    return Known(
        surnames=(story.person.family_name,) if story.person else (),
        rounds=tuple(Round.objects.filter(programme=story.programme_id).values_list("name", flat=True)),
        employers=tuple(placed.values_list("site__organisation__name", flat=True).distinct()),
    )
