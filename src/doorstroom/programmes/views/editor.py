"""Writing an approach in the browser, page by page; comparing versions and bringing one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.programmes.access import MODEL_WRITERS
from doorstroom.programmes.domain.draft import PAGES, Page, fingerprint, page
from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.domain.versions import diff
from doorstroom.programmes.forms.editor import (
    CompareForm,
    DraftStartForm,
    RowForm,
    StartDateForm,
    asks_facts,
    filled_rows,
    row_forms,
)
from doorstroom.programmes.models import ModelDraft, RouteModel
from doorstroom.programmes.selectors import approach_of
from doorstroom.programmes.selectors.drafts import Known, known_to, preview, shown_pages
from doorstroom.programmes.selectors.texts import languages_shown
from doorstroom.programmes.services import drop_draft, publish_draft, restore_model, save_draft_page, start_draft
from doorstroom.programmes.views.differences import in_words
from doorstroom.programmes.wording import SECTIONS
from doorstroom.ui.wording import sentence


@staff_page(*MODEL_WRITERS)
@require_http_methods(["GET", "POST"])
def draft_new(request: HttpRequest) -> HttpResponse:
    form = DraftStartForm(request.POST or None, initial={"programme": request.GET.get("programma")})
    if request.method == "POST" and form.is_valid():
        try:
            draft = start_draft(actor=request.actor, **form.cleaned_data, on=request.today)
        except DomainError as refusal:
            form.add_error("name", sentence(refusal))
        else:
            return redirect("draft_page", draft=draft.pk, part=PAGES[0].code)
    return render(request, "programmes/draft_new.html", {"form": form})


@staff_page(*MODEL_WRITERS)
@require_POST
def model_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the next version, filled with this one."""
    draft = start_draft(actor=request.actor, model=get_object_or_404(RouteModel, pk=pk), on=request.today)
    return redirect("draft_detail", draft=draft.pk)


@staff_page(*MODEL_WRITERS)
@require_GET
def draft_detail(request: HttpRequest, draft: int) -> HttpResponse:
    found = draft_or_404(draft)
    if found.published_id:
        return redirect("model_detail", pk=found.published_id)
    return _draft_page(request, found)


def draft_or_404(pk: int) -> ModelDraft:
    return get_object_or_404(ModelDraft.objects.select_related("source", "published"), pk=pk)


def _draft_page(request: HttpRequest, draft: ModelDraft, status: int = 200) -> HttpResponse:
    dates = StartDateForm(request.GET if "start" in request.GET else None, initial={"start": request.today})
    start = dates.cleaned_data["start"] if dates.is_valid() else request.today
    pages = shown_pages(draft)
    context = {
        "draft": draft,
        "pages": pages,
        "left": sum(len(each.problems) for each in pages),
        "dates": dates,
        "start": start,
        "preview": preview(draft, start),
        "languages": languages_shown(draft),
    }
    return render(request, "programmes/draft_detail.html", context, status=status)


@staff_page(*MODEL_WRITERS)
@require_http_methods(["GET", "POST"])
def draft_page(request: HttpRequest, draft: int, part: str) -> HttpResponse:
    found, shown = draft_or_404(draft), page(part)
    if shown is None or found.published_id:
        raise Http404
    data = found.definition
    known = known_to(found)
    bound = [row_forms(section, data, request.POST or None, known) for section in shown.sections]
    refusal = ""
    if request.method == "POST" and all(each.is_valid() for each in bound):
        sections = [filled_rows(each) for each in bound]
        try:
            save_draft_page(
                actor=request.actor, draft=found, page=shown, sections=sections, seen=request.POST.get("seen", "")
            )
        except DomainError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("This page is saved."))
            more = "more" in request.POST
            return redirect("draft_page", draft=draft, part=part) if more else _next(found, shown)
    return _form_page(request, found, shown, bound, refusal, known)


def _next(draft: ModelDraft, shown: Page) -> HttpResponse:
    place = PAGES.index(shown) + 1
    if place == len(PAGES):
        return redirect("draft_detail", draft=draft.pk)
    return redirect("draft_page", draft=draft.pk, part=PAGES[place].code)


def _form_page(
    request: HttpRequest, draft: ModelDraft, shown: Page, bound: list[Any], refusal: str, known: Known
) -> HttpResponse:  # fmt: skip
    pages = shown_pages(draft)
    place = PAGES.index(shown)
    errors = any(not each.is_valid() for each in bound) if request.method == "POST" else False
    context = {
        "draft": draft,
        "page": pages[place],
        "number": place + 1,
        "pages": pages,
        "sections": [
            {"title": SECTIONS[section.code], "forms": [each] if isinstance(each, RowForm) else each,
             "management": None if isinstance(each, RowForm) else each.management_form}
            for section, each in zip(shown.sections, bound, strict=True)
        ],
        "seen": fingerprint(draft.definition, shown),
        "facts": sorted(known.facts.values()) if asks_facts(shown) else [],
        "errors": errors,
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "programmes/draft_page.html", context, status=409 if refusal else 200)


@staff_page(*MODEL_WRITERS)
@require_POST
def draft_publish(request: HttpRequest, draft: int) -> HttpResponse:
    found = draft_or_404(draft)
    try:
        model = publish_draft(actor=request.actor, draft=found, on=request.today)
    except ModelError:
        messages.error(request, _("Not published yet: the pages below say what does not fit."))
        return _draft_page(request, found, status=409)
    messages.success(request, _("%(model)s is published. New rounds can be planned on it.") % {"model": model})
    return redirect("model_detail", pk=model.pk)


@staff_page(*MODEL_WRITERS)
@require_POST
def draft_drop(request: HttpRequest, draft: int) -> HttpResponse:
    found = draft_or_404(draft)
    if found.published_id:
        raise Http404
    drop_draft(actor=request.actor, draft=found)
    messages.success(request, _("The draft of %(name)s is thrown away.") % {"name": found.name})
    return redirect("cooperation")


@staff_page()
@require_GET
def model_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions of an approach side by side, in words."""
    model = get_object_or_404(RouteModel.objects.select_related("derived_from"), pk=pk)
    form = CompareForm(request.GET if "other" in request.GET else None, model=model)
    other = form.cleaned_data["other"] if form.is_valid() else model.derived_from
    context: dict[str, Any] = {"model": model, "other": other, "form": form}
    if other:
        form.initial["other"] = other.pk
        older, newer = approach_of(other), approach_of(model)
        context["differences"] = in_words(diff(older, newer), older, newer)
    return render(request, "programmes/model_compare.html", context)


@staff_page(*MODEL_WRITERS)
@require_POST
def model_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """An older version comes back as the newest; rounds that run stay on theirs."""
    restored = restore_model(actor=request.actor, model=get_object_or_404(RouteModel, pk=pk), on=request.today)
    messages.success(request, _("%(model)s is now the newest version.") % {"model": restored})
    return redirect("model_detail", pk=restored.pk)
