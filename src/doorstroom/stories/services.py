"""The only writes of stories and of every yes to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Organisation
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import may_see
from doorstroom.participants.models import Person
from doorstroom.programmes.models import Programme
from doorstroom.stories.access import may_write, programmes_here, visible_stories
from doorstroom.stories.domain.consent import Side, check_term, sides_needed
from doorstroom.stories.domain.errors import StoryError
from doorstroom.stories.domain.words import gives_away
from doorstroom.stories.models import Story, StoryConsent
from doorstroom.stories.selectors import known_of, told_of, with_facts


@dataclass(frozen=True, kw_only=True)
class Text:
    """What somebody tells, where it may stand and until when; a `first_name` only if she wants one there."""

    title: str
    text: str
    places: Sequence[str]
    until: date
    first_name: str = ""
    employer: Organisation | None = None


@transaction.atomic
def write_story(*, actor: Actor, programme: Programme, text: Text, person: Person | None = None) -> Story:
    """Write down what a person tells, or without one an employer; it is shown to nobody before every yes."""
    may = may_see(actor, person.pk, Category.CONTACT) if person else programmes_here(actor).contains(programme)
    if not may_write(actor) or actor.membership_id is None or not may:
        raise StoryError("may_not_write")
    return _kept(actor, Story(programme=programme, person=person), text)


@transaction.atomic
def change_story(*, actor: Actor, story: Story, text: Text) -> Story:
    """Write a next version. The one before is shown no more, and every yes is asked anew."""
    former = _own(actor, story)
    next_one = Story(programme=former.programme, person=former.person, replaces=former, version=former.version + 1)
    return _kept(actor, next_one, text)


@transaction.atomic
def record_consent(
    *, actor: Actor, story: Story, side: str, given_on: date, given_by: str = ""
) -> StoryConsent:  # fmt: skip
    """Keep that this side said yes to this version after it was read back; the person may say it herself."""
    locked = _own(actor, story, themselves=side == Side.PERSON)
    if side not in sides_needed(told_of(locked), actor.on):
        raise StoryError("yes_not_asked")
    if not locked.written_on <= given_on <= actor.on:
        raise StoryError("read_back_out_of_range", first=locked.written_on, last=actor.on)
    if side != Side.PERSON and not given_by.strip():
        raise StoryError("who_said_yes")
    consent, new = StoryConsent.objects.get_or_create(
        story=locked, side=side, withdrawn_at=None,
        defaults={
            "person_id": locked.person_id, "given_on": given_on, "given_by": given_by.strip(),
            "recorded_by_id": actor.membership_id,
        },
    )  # fmt: skip
    if new:
        log(actor, Logged("create", "story_consent", consent.pk, locked.person_id, [side]))
    return consent


@transaction.atomic
def withdraw_consent(*, actor: Actor, story: Story, side: str) -> None:
    """Take a yes back: from the next request on nobody reads the story. No reason is asked."""
    locked = _own(actor, story, themselves=side == Side.PERSON)
    for consent in locked.consents.filter(side=side, withdrawn_at=None):
        consent.withdrawn_at, consent.withdrawn_by_id = actor.at, actor.membership_id
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        log(actor, Logged("change", "story_consent", consent.pk, locked.person_id, ["withdrawn_at"]))


def _own(actor: Actor, story: Story, *, themselves: bool = False) -> Any:
    """This version, locked, for who works on it or, where it is about her own yes, tells it."""
    if not (may_write(actor) or (themselves and actor.person_id)) or not visible_stories(actor).contains(story):
        raise StoryError("may_not_write")
    Story.objects.select_for_update().get(pk=story.pk)
    found = with_facts(Story.objects.filter(pk=story.pk), actor.on).get()
    if hasattr(found, "replaced_by"):
        raise StoryError("changed_meanwhile")
    return found


def _kept(actor: Actor, story: Story, text: Text) -> Story:
    if story.person is None and text.employer is None:
        raise StoryError("nobody_tells")
    check_term(text.until, actor.on)
    story.title, story.text, story.first_name = text.title.strip(), text.text.strip(), text.first_name.strip()
    story.places, story.until, story.employer = list(text.places), text.until, text.employer
    with scope(system_actor(at=actor.at, purpose="story"), nested=True):
        known = known_of(story)
    if words := gives_away("\n".join((story.title, story.text, story.first_name)), known):
        raise StoryError("gives_away", words=", ".join(f"“{each}”" for each in words))
    story.written_by_id, story.written_on = actor.membership_id or 0, actor.on
    story.save()
    log(actor, Logged("create", "story", story.pk, story.person_id, ["title", "text", "places", "until"]))
    return story
