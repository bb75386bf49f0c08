"""The offer sheet of a placement, for staff: write, confirm, and review at week four."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import purpose_of
from doorstroom.placements import services
from doorstroom.placements.access import ARRANGERS, visible_placements
from doorstroom.placements.forms import ReviewForm, SheetForm
from doorstroom.placements.models import OfferSide, Placement
from doorstroom.placements.selectors import SHOWN, sheet_of
from doorstroom.placements.services.offer_sheet import CLOSED
from doorstroom.placements.wording import offered_there
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted, saved

KEEPERS = (*ARRANGERS, Role.CASEWORKER)
Side = OfferSide.Side


@staff_page(*KEEPERS)
@require_GET
def offer_sheet(request: HttpRequest, placement_id: int) -> HttpResponse:
    found = _placement(request, placement_id)
    purpose = purpose_of(request.actor, found.person_id)
    log(request.actor, Logged("read", "person", found.person_id, found.person_id, ["placement"], purpose))
    context = {
        "placement": found, "sheet": sheet_of(found, on=request.today), "lasts": found.state not in CLOSED,
    }  # fmt: skip
    return render(request, "placements/offer_sheet.html", context)


@staff_page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def offer_sheet_write(request: HttpRequest, placement_id: int) -> HttpResponse:
    found = _placement(request, placement_id)
    sides = {row.side: row.gives for row in found.offer_sides.all()} or {Side.EMPLOYER: offered_there(found)}
    form = SheetForm(
        request.POST or None,
        initial={"employer_gives": sides.get(Side.EMPLOYER, ""), "partners_give": sides.get(Side.PARTNERS, "")},
    )
    act = partial(services.write_offer_sheet, placement=found, on=request.today)
    if saved(request, form, act, _("Saved. Both sides confirm it now.")):
        return redirect("offer_sheet", found.pk)
    return render(request, "placements/offer_sheet_form.html", {"form": form, "placement": found})


@staff_page(*KEEPERS)
@require_POST
def offer_sheet_confirm(request: HttpRequest, placement_id: int) -> HttpResponse:
    """For the partners in one's own name; for the employer with the name of who said so."""
    found = _placement(request, placement_id)
    theirs = request.POST.get("side") == Side.EMPLOYER
    by = request.POST.get("by", "")[:150] if theirs else request.actor.name
    side = Side.EMPLOYER if theirs else Side.PARTNERS
    act = partial(services.confirm_offer, actor=request.actor, placement=found, side=side, by=by, on=request.today)
    acted(request, act, _("Confirmed."))
    return redirect("offer_sheet", found.pk)


@staff_page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def offer_sheet_review(request: HttpRequest, placement_id: int) -> HttpResponse:
    found = _placement(request, placement_id)
    form = ReviewForm(request.POST or None)
    act = partial(services.review_offer, actor=request.actor, placement=found, side=Side.PARTNERS, on=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Saved: how it went in the first weeks."))
            return redirect("offer_sheet", found.pk)
    return render(request, "placements/offer_sheet_form.html", {"form": form, "placement": found, "reviews": True})


def _placement(request: HttpRequest, pk: int) -> Placement:
    return get_object_or_404(visible_placements(request.actor).select_related(*SHOWN), pk=pk)
