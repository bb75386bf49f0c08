"""How long a story stays that nobody may read any more: three months, to show that it was taken down in time."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.norms import add_months
from doorstroom.stories.models import Story, StoryConsent

MONTHS_KEPT = 3


def stories_past_term(*, on: date) -> QuerySet[Story]:
    """Whose last day, or a yes that was taken back and not given again, is so long ago; needs a system scope."""
    past = add_months(on, -MONTHS_KEPT)
    again = StoryConsent.objects.filter(story=OuterRef("story"), side=OuterRef("side"), withdrawn_at=None)
    taken_back = StoryConsent.objects.filter(~Exists(again), story=OuterRef("pk"), withdrawn_at__date__lte=past)
    return Story.objects.filter(Q(until__lte=past) | Exists(taken_back))


@transaction.atomic
def let_go_of_stories(*, actor: Actor, on: date) -> int:
    """Erase them with every yes; returns how many. A story of a participant goes with her file in any case."""
    late = dict(stories_past_term(on=on).values_list("pk", "person_id"))
    Story.objects.filter(pk__in=late).delete()
    log_many(actor, (Logged("delete", "story", pk, person) for pk, person in late.items()))
    return len(late)
