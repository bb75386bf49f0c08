"""Documents of one person: the list with its form, a download, and taking away."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.documents.domain.files import MIME
from doorstroom.documents.forms import DocumentForm
from doorstroom.documents.models import Document, DocumentContent
from doorstroom.documents.selectors import documents_of
from doorstroom.documents.services import add_document, take_away_document
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.participants.models import Person
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted

RECORDERS = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
PAGE = 30


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, person: UUID) -> HttpResponse:
    about = _person_or_404(request, person)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(request, about, form):
        return redirect("documents", about.pk)
    purpose = purpose_of(request.actor, about.pk)
    log(request.actor, Logged("read", "person", about.pk, about.pk, [Category.NOTES.value], purpose))
    page = Paginator(documents_of(request.actor, about.pk), PAGE).get_page(request.GET.get("pagina"))
    context = {"person": about, "form": form, "page": page, "own": request.actor.organisation_id}
    return render(request, "documents/documents.html", context)


def _added(request: HttpRequest, person: Person, form: DocumentForm) -> bool:
    file, given = form.cleaned_data["file"], form.cleaned_data
    try:
        _document, new = add_document(
            actor=request.actor, person=person, name=file.name, content=file.read(), title=given["title"],
            visibility=given["visibility"], on=request.today,
        )  # fmt: skip
    except DomainError as error:
        form.add_error("file", sentence(error))
        return False
    messages.success(request, _("The document is kept.") if new else _("This document was here already."))
    return True


@staff_page(*RECORDERS, data_leave=True)
@require_GET
def document(request: HttpRequest, person: UUID, document: int) -> HttpResponseBase:
    """A download, never a page: nothing in it is run or shown here."""
    found = _document_or_404(request, person, document)
    data = bytes(DocumentContent.objects.values_list("data", flat=True).get(pk=found.pk))
    log(request.actor, Logged("read", "document", found.pk, person, [found.kind], purpose_of(request.actor, person)))
    answer = FileResponse(BytesIO(data), as_attachment=True, filename=found.name, content_type=MIME[found.kind])
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@staff_page(*RECORDERS)
@require_POST
def document_take_away(request: HttpRequest, person: UUID, document: int) -> HttpResponse:
    act = partial(take_away_document, actor=request.actor, document=_document_or_404(request, person, document))
    acted(request, act, _("The document is gone."))
    return redirect("documents", person)


def _person_or_404(request: HttpRequest, person: UUID) -> Person:
    found = visible_people(request.actor, Category.NOTES).filter(pk=person).first()
    if found is None:
        raise Http404
    return found


def _document_or_404(request: HttpRequest, person: UUID, document: int) -> Document:
    found = documents_of(request.actor, person).filter(pk=document).first()
    if found is None:
        raise Http404
    return found
