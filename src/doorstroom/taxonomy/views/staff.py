"""What do these words mean: five suggestions, one choice, and back to where one came from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.taxonomy.access import LINKERS
from doorstroom.taxonomy.forms import LinkForm, LookUpForm
from doorstroom.taxonomy.selectors import suggestions
from doorstroom.taxonomy.services import confirm_link
from doorstroom.ui.wording import sentence

LANGUAGE = "nl"


@staff_page(*LINKERS)
@require_http_methods(["GET", "POST"])
def link_words(request: HttpRequest) -> HttpResponse:
    """`?tekst=…&soort=beroep|vaardigheid&terug=/…/`; without words the page asks for them."""
    asked = LookUpForm(request.GET or None)
    found = asked.is_valid()
    text = asked.cleaned_data["tekst"] if found else ""
    offered = suggestions(text, kind=asked.kind, language=LANGUAGE) if found else ()
    form = LinkForm(request.POST or None, offered=offered)
    refusal = ""
    if request.method == "POST" and found and form.is_valid():
        try:
            confirm_link(
                actor=request.actor, text=text, kind=asked.kind, language=LANGUAGE, concept=form.chosen,
                refused=() if form.chosen else form.offered.values(),
            )  # fmt: skip
        except DomainError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _told(form, text))
            back = asked.cleaned_data["terug"]
            return redirect(back if url_has_allowed_host_and_scheme(back, None) else request.get_full_path())
    context = {"form": form, "asked": asked, "text": text, "offered": offered, "refusal": refusal}
    return render(request, "taxonomy/link_words.html", context)


def _told(form: LinkForm, text: str) -> str:
    if form.chosen:
        return _("Written down what “%(text)s” means. It counts from now on.") % {"text": text}
    return _("Written down that “%(text)s” means none of these. It stays unknown.") % {"text": text}
