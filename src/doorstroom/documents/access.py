"""A document is as visible as a note."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from doorstroom.accounts.access import is_system
from doorstroom.agreements.models import Category
from doorstroom.documents.models import Document
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import may_see, visible_to
from doorstroom.participants.models import Person
from doorstroom.trajectories.access import may_record
from doorstroom.trajectories.models import Note


def visible_documents(actor: Actor) -> QuerySet[Document]:
    documents = visible_to(Document.objects.all(), actor, Category.NOTES)
    if is_system(actor):
        return documents
    return documents.filter(~Q(visibility=Note.Visibility.ORGANISATION) | Q(organisation=actor.organisation_id or 0))


def may_add(actor: Actor, person: Person) -> bool:
    return may_record(actor) and may_see(actor, person.pk, Category.NOTES)


def may_take_away(actor: Actor, document: Document) -> bool:
    return is_system(actor) or (may_record(actor) and document.organisation_id == actor.organisation_id)
