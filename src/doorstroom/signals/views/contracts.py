"""Contracts that end: by weeks, what follows, and how often people went straight on."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import opens_to, staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.participants.access import purpose_of
from doorstroom.placements.access import RECORDERS
from doorstroom.placements.services import agree_next_path
from doorstroom.signals.forms import NextPathForm
from doorstroom.signals.selectors.contract_ends import ending, step_of, straight_on
from doorstroom.ui.paging import KeyPaginator
from doorstroom.ui.writing import saved

PER_PAGE = 40
COUNTED = gettext_lazy(
    "Contracts that ended in the year before the last 31 days, and of those the ones after which other work began"
    " within 31 days. Nothing is known of somebody without later work here and without an answer since."
)
CLOCK = gettext_lazy("The last day of the contract.")


@staff_page(*RECORDERS)
@require_GET
def contracts(request: HttpRequest) -> HttpResponse:
    page = KeyPaginator(ending(request.actor), PER_PAGE).get_page(request.GET.get("p"))
    lines = [(each, step_of(each.ends_on, request.today)) for each in page.object_list if each.ends_on]
    return render(request, "signals/contracts.html", {"page": page, "lines": lines})


@staff_page(*RECORDERS)
@require_GET
def contracts_followed(request: HttpRequest) -> HttpResponse:
    """A page of its own: it looks back at every contract of a year."""
    context = {"shares": straight_on(request.actor), "counted": COUNTED, "clock": CLOCK}
    return render(request, "signals/contracts_followed.html", context)


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def contract_next(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Say what comes after this contract."""
    found = ending(request.actor).filter(pk=placement_id).first()
    if found is None:
        raise Http404
    said = getattr(found, "next_path", None)
    form = NextPathForm(request.POST or None, initial={"path": said.path, "note": said.note} if said else None)
    act = partial(agree_next_path, placement=found, on=request.today)
    if saved(request, form, act, _("Saved: what comes next for %(name)s.") % {"name": found.person.full_name}):
        return redirect("contracts")
    if request.method == "GET":
        person = found.person_id
        log(request.actor, Logged("read", "person", person, person, ["placement"], purpose_of(request.actor, person)))
    places = opens_to(request.actor.role, reverse("person_places", args=[found.person_id]))
    context = {"form": form, "placement": found, "person": found.person, "places": places}
    return render(request, "signals/contract_next.html", context)
