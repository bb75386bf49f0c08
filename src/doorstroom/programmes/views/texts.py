"""Writing the texts of an approach in another language, beside the Dutch ones."""

from __future__ import annotations

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.programmes.access import MODEL_WRITERS
from doorstroom.programmes.domain.texts import texts_fingerprint, texts_of
from doorstroom.programmes.forms.texts import TextFilterForm, TextsForm
from doorstroom.programmes.selectors.texts import language_name, missing
from doorstroom.programmes.services import save_draft_texts
from doorstroom.programmes.views.editor import draft_or_404
from doorstroom.ui.writing import saved

PER_PAGE = 25


@staff_page(*MODEL_WRITERS)
@require_http_methods(["GET", "POST"])
def draft_texts(request: HttpRequest, draft: int) -> HttpResponse:
    found = draft_or_404(draft)
    if found.published_id:
        raise Http404
    texts = texts_of(found.definition)
    asked = TextFilterForm(request.GET, texts)
    chosen = [text for text in texts if asked.part in ("", text.page)]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("pagina"))
    form = TextsForm(
        request.POST or None, texts=page.object_list, language=asked.language, definition=found.definition
    )  # fmt: skip
    act = partial(save_draft_texts, draft=found, language=asked.language, seen=request.POST.get("seen", ""))
    key = f"texts-{found.pk}-{asked.language}-{asked.part}-{page.number}"
    if saved(request, form, act, _("These texts are saved."), tags=key):
        address = request.GET.copy()
        address["pagina"] = str(min(page.number + 1, page.paginator.num_pages))
        return redirect(f"{request.path}?{address.urlencode()}")
    context = {
        "draft": found, "asked": asked, "page": page, "form": form, "key": key,
        "in_language": language_name(asked.language), "missing": missing(texts, asked.language), "number": len(texts),
        "seen": texts_fingerprint(page.object_list),
    }  # fmt: skip
    return render(request, "programmes/draft_texts.html", context, status=409 if form.non_field_errors() else 200)
