"""Correcting name and contact of one person; two who do so at once see both values and choose."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.participants.domain.editing import Clash
from doorstroom.participants.forms import DetailsForm
from doorstroom.participants.models import Person
from doorstroom.participants.services import correct_details, details_of

RECORDERS = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
SEEN = "seen_"


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def person_details(request: HttpRequest, person: UUID) -> HttpResponse:
    """Each field travels with the value that was seen; after a clash that is the colleague's."""
    about = visible_people(request.actor, Category.CONTACT).filter(pk=person).first()
    if about is None:
        raise Http404
    now = details_of(about)
    if request.method == "GET":
        categories = [Category.CORE.value, Category.CONTACT.value]
        log(request.actor, Logged("read", "person", person, person, categories, purpose_of(request.actor, person)))
        return _page(request, about, DetailsForm(initial=now), now)
    seen = {name: request.POST.get(SEEN + name, text) for name, text in now.items()}
    form = DetailsForm(request.POST)
    for name in request.POST.getlist("asked"):
        if name in form.fields and name not in request.POST:
            form.add_error(name, _("Choose one of the two."))
    if not form.is_valid():
        return _page(request, about, form, seen)
    result = correct_details(actor=request.actor, person_id=person, seen=seen, mine=form.texts())
    if result.clashes:
        return _page(request, about, form, details_of(about), result.clashes)
    messages.success(request, _("The details are kept."))
    return redirect("person", person)


def _page(
    request: HttpRequest, person: Person, form: DetailsForm, seen: dict[str, str], clashes: tuple[Clash, ...] = ()
) -> HttpResponse:
    """A field in which two wrote shows both values to choose from; the other fields stay as they were typed."""
    asked = {clash.field: clash for clash in clashes}
    rows = [(field, asked.get(field.name)) for field in form]
    context = {"person": person, "form": form, "rows": rows, "seen": seen.items(), "clashes": clashes}
    return render(request, "participants/details.html", context)
