"""The only writes of documents."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.documents.access import may_add, may_take_away, visible_documents
from doorstroom.documents.domain.errors import DocumentError
from doorstroom.documents.domain.files import receive
from doorstroom.documents.models import Document, DocumentContent
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import Person
from doorstroom.trajectories.models import Note


@transaction.atomic
def add_document(
    *,
    actor: Actor,
    person: Person,
    name: str,
    content: bytes,
    title: str = "",
    visibility: str = Note.Visibility.TEAM,
    letter: str = "",
    on: date,
) -> tuple[Document, bool]:
    """Keep a file with the person; the same file twice is kept once. Returns it, and whether it is new."""
    if not may_add(actor, person):
        raise DocumentError("not_visible")
    if actor.membership_id is None or actor.organisation_id is None:
        raise DocumentError("needs_member")
    received = receive(name, content)
    digest = hashlib.sha256(received.content).hexdigest()
    document, new = Document.objects.get_or_create(
        person=person, organisation_id=actor.organisation_id, digest=digest,
        defaults={
            "title": title.strip() or received.name.rsplit(".", 1)[0], "name": received.name, "kind": received.kind,
            "size": len(received.content), "visibility": visibility, "author_id": actor.membership_id, "added_on": on,
            "letter": letter,
        },
    )  # fmt: skip
    if new:
        DocumentContent.objects.create(document=document, data=received.content)
        log(actor, Logged("create", "document", document.pk, person.pk, [received.kind]))
    return document, new


@transaction.atomic
def take_away_document(*, actor: Actor, document: Document) -> None:
    """Erase a file; only the organisation that added it."""
    if not may_take_away(actor, document) or not visible_documents(actor).filter(pk=document.pk).exists():
        raise DocumentError("not_yours")
    log(actor, Logged("delete", "document", document.pk, document.person_id, [document.kind]))
    document.delete()
