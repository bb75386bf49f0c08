"""The only writes of letters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from doorstroom.accounts.models import Membership
from doorstroom.audit.services import Logged, log
from doorstroom.documents.models import Document
from doorstroom.documents.services import add_document
from doorstroom.kernel.actor import Actor
from doorstroom.letters.access import may_change_texts
from doorstroom.letters.domain.errors import LetterError
from doorstroom.letters.domain.letter import Block, Facts, Kind, Paragraph, check_text, compose, fill
from doorstroom.letters.models import LetterText
from doorstroom.letters.selectors import facts_of, text_of
from doorstroom.letters.selectors.facts import LANGUAGE
from doorstroom.trajectories.selectors.person import PersonPage
from doorstroom.ui.pdf import Sheet, pdf_of


def drawn_up(*, actor: Actor, kind: Kind, page: PersonPage, writer: Membership, own_words: str = "") -> Sheet:
    """The letter as it would be; nothing is kept. Raises LetterError with what has to be recorded first."""
    facts, wording = facts_of(actor, kind, page, writer), text_of(actor, kind)
    blocks = _with_own_words(compose(wording.text, facts), own_words)
    return Sheet(
        title=fill(wording.subject, facts.words), language=LANGUAGE, sender=writer.organisation.name,
        to=_addressed(page, facts) if kind in TO_THE_PERSON else (), date=facts.words["date"], blocks=blocks,
    )  # fmt: skip


@transaction.atomic
def write_letter(
    *, actor: Actor, kind: Kind, page: PersonPage, writer: Membership, own_words: str = ""
) -> tuple[Document, bool]:
    """Keep the letter as a tagged PDF in the person's file. Returns it, and whether it is new."""
    sheet = drawn_up(actor=actor, kind=kind, page=page, writer=writer, own_words=own_words)
    return add_document(
        actor=actor, person=page.person, name=f"{sheet.title}.pdf", content=pdf_of(sheet), title=sheet.title,
        letter=kind, on=actor.on,
    )  # fmt: skip


@transaction.atomic
def change_text(*, actor: Actor, kind: Kind, subject: str, text: str, at: datetime) -> LetterText:
    """From now on the own organisation writes this letter in these words; the version before stays readable."""
    if not may_change_texts(actor) or actor.membership_id is None or actor.organisation_id is None:
        raise LetterError("may_not_change_texts")
    check_text(kind, subject, text)
    saved = LetterText.objects.create(
        organisation_id=actor.organisation_id, letter=kind, subject=subject.strip(), text=text.strip(),
        written_by_id=actor.membership_id, written_at=at,
    )  # fmt: skip
    log(actor, Logged("create", "letter_text", saved.pk, fields=["subject", "text"]))
    return saved


TO_THE_PERSON = (Kind.INVITATION, Kind.SELECTION_OUTCOME)


def _addressed(page: PersonPage, facts: Facts) -> tuple[str, ...]:
    """Name, street and place, as far as contact data are open to who writes and were recorded."""
    contact = getattr(page.person, "contact", None) if "contact" in page.categories else None
    street, town = (contact.street, f"{contact.postcode} {contact.place}".strip()) if contact else ("", "")
    return tuple(line for line in (facts.words["name"], street, town) if line)


def _with_own_words(blocks: tuple[Block, ...], own_words: str) -> tuple[Block, ...]:
    """What the professional adds stands before the last paragraph, the greeting."""
    said = own_words.strip()
    return (*blocks[:-1], Paragraph(said), blocks[-1]) if said else blocks
