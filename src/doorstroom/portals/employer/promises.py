"""What was promised on both sides, behind the employer's link: read, confirm, and look back at week four."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from doorstroom.agreements.models import Purpose
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.placements.forms import ReviewForm
from doorstroom.placements.models import OfferSide
from doorstroom.placements.selectors import placements_behind, sheet_of
from doorstroom.placements.services import confirm_offer, review_offer
from doorstroom.portals.employer.visit import employer_page
from doorstroom.ui.wording import sentence

SIDE = OfferSide.Side.EMPLOYER


@employer_page
def promised(request: HttpRequest, placement_id: int) -> HttpResponse:
    """One button to confirm; from week four one question."""
    actor, link = request.employer, request.employer_link
    placement = placements_behind(link, actor, until=request.today).filter(pk=placement_id).first()
    if placement is None or not placement.has_sheet:
        raise Http404
    about = {"actor": actor, "placement": placement, "side": SIDE, "on": request.today}
    form = ReviewForm(request.POST if "kept" in request.POST or "review" in request.POST else None)
    try:
        if form.is_bound and form.is_valid():
            review_offer(**about, **form.cleaned_data)
        elif request.method == "POST" and not form.is_bound:
            confirm_offer(**about, by=f"{link.contact.name}, {link.organisation.name}"[:150])
        if request.method == "POST" and not form.errors:
            messages.success(request, _("Thank you. Your contact can read it now."))
            return redirect(request.path)
    except DomainError as error:
        form.add_error(None, sentence(error)) if form.is_bound else messages.error(request, sentence(error))
    log(actor, Logged("read", "person", placement.person_id, placement.person_id, ["placement"], Purpose.PLACEMENT))
    sheet = sheet_of(placement, on=request.today)
    own = sheet.side(SIDE)
    context = {"placement": placement, "sheet": sheet, "own": own, "form": form, "link": link}
    return render(request, "portals/employer/promised.html", context)
