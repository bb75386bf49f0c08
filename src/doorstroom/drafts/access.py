"""A draft is its writer's: a member's in the membership in which she typed it, while its person is open to her; a
participant's own behind her link."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.drafts.models import Draft
from doorstroom.kernel.actor import PARTICIPANT, Actor
from doorstroom.participants.access import visible_people


def own_drafts(actor: Actor) -> QuerySet[Draft]:
    if actor.role == PARTICIPANT:
        return Draft.objects.filter(member=None, person=actor.person_id)
    own = Draft.objects.filter(member_id=actor.membership_id or 0)
    return own.filter(Q(person=None) | Exists(visible_people(actor).filter(pk=OuterRef("person_id"))))
