"""The letters of one person: which can be written, and one as it would be, to read, complete and keep."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.documents.models import Document
from doorstroom.documents.selectors import documents_of
from doorstroom.kernel.errors import DomainError
from doorstroom.letters.access import WRITERS
from doorstroom.letters.domain.letter import Kind
from doorstroom.letters.forms import OwnWordsForm
from doorstroom.letters.selectors import facts_of
from doorstroom.letters.services import drawn_up, write_letter
from doorstroom.letters.wording import MEANINGS
from doorstroom.participants.access import purpose_of
from doorstroom.trajectories.selectors import person_page
from doorstroom.trajectories.selectors.person import PersonPage
from doorstroom.ui.wording import sentence

SHOWN = 10
"""Letters already written; the page of documents has them all."""


@staff_page(*WRITERS)
@require_GET
def letters(request: HttpRequest, person: UUID) -> HttpResponse:
    page = _page_or_404(request, person)
    _note_look(request, page)
    kept = documents_of(request.actor, person).exclude(letter="")[:SHOWN]
    context = {"person": page.person, "lines": [_line(request, page, kind) for kind in Kind], "kept": kept}
    return render(request, "letters/letters.html", context)


@staff_page(*WRITERS)
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, person: UUID, letter: str) -> HttpResponse:
    """Read it first; “look again” shows it with the own words, the other button keeps it."""
    page, wanted = _page_or_404(request, person), kind_or_404(letter)
    form = OwnWordsForm(request.POST or None)
    said = form.cleaned_data["own_words"] if form.is_bound and form.is_valid() else ""
    try:
        sheet = drawn_up(actor=request.actor, kind=wanted, page=page, writer=request.membership, own_words=said)
        if form.is_bound and form.is_valid() and "look" not in request.POST:
            return _kept(request, wanted, page, said)
    except DomainError as error:
        messages.error(request, sentence(error))
        return redirect("letters", person)
    _note_look(request, page)
    context = {"person": page.person, "sheet": sheet, "form": form, "title": Document.Letter(wanted).label}
    return render(request, "letters/letter.html", context)


def kind_or_404(kind: str) -> Kind:
    if kind not in tuple(Kind):
        raise Http404
    return Kind(kind)


def _kept(request: HttpRequest, kind: Kind, page: PersonPage, said: str) -> HttpResponse:
    _document, new = write_letter(actor=request.actor, kind=kind, page=page, writer=request.membership, own_words=said)
    told = (
        _("The letter stands in the file; open it to print or send it.") if new else _("This letter was here already.")
    )
    messages.success(request, told)
    return redirect("letters", page.person.pk)


def _line(request: HttpRequest, page: PersonPage, kind: Kind) -> dict[str, object]:
    """What misses stands beside a letter that cannot be written yet."""
    line = {"kind": kind, "label": Document.Letter(kind).label, "meaning": MEANINGS[kind], "missing": ""}
    try:
        facts_of(request.actor, kind, page, request.membership)
    except DomainError as error:
        line["missing"] = sentence(error)
    return line


def _page_or_404(request: HttpRequest, person: UUID) -> PersonPage:
    """A letter is kept as a document, so it is open to who reads notes."""
    page = person_page(request.actor, person)
    if page is None or Category.NOTES not in page.categories:
        raise Http404
    return page


def _note_look(request: HttpRequest, page: PersonPage) -> None:
    shown, person = sorted(page.categories - {Category.IDENTITY.value}), page.person.pk
    log(request.actor, Logged("read", "person", person, person, shown, purpose_of(request.actor, person)))
