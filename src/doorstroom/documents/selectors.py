"""Reads of documents."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from doorstroom.documents.access import visible_documents
from doorstroom.documents.models import Document
from doorstroom.kernel.actor import Actor


def documents_of(actor: Actor, person_id: UUID) -> QuerySet[Document]:
    """The newest first, without their bytes."""
    documents = visible_documents(actor).filter(person_id=person_id)
    return documents.select_related("author__user", "organisation").order_by("-added_on", "-pk")
