"""Days at a placement before which a subsidy, a coach or a grant is asked for or accounted for."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.participants.access import visible_to
from doorstroom.placements import services
from doorstroom.placements.access import RECORDERS, visible_placements
from doorstroom.placements.forms import InstrumentForm, SettleForm
from doorstroom.placements.models import InstrumentTerm
from doorstroom.ui.writing import saved


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def term_new(request: HttpRequest, placement_id: int) -> HttpResponse:
    found = get_object_or_404(visible_placements(request.actor).select_related("person"), pk=placement_id)
    form = InstrumentForm(request.POST or None)
    if saved(request, form, partial(services.note_instrument_term, placement=found), _("Saved: this day is kept.")):
        return redirect("placement", found.pk)
    context = {"person": found.person, "form": form, "title": _("A day for a subsidy, a job coach or a grant")}
    return render(request, "placements/form.html", context)


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def term_done(request: HttpRequest, placement_id: int, term: int) -> HttpResponse:
    seen = visible_to(InstrumentTerm.objects.filter(placement=placement_id), request.actor, Category.PLACEMENT)
    found = get_object_or_404(seen.select_related("placement__person"), pk=term)
    form = SettleForm(request.POST or None)
    act = partial(services.settle_instrument_term, term=found, on=request.today)
    if saved(request, form, act, _("Saved: this was done.")):
        return redirect("placement", placement_id)
    title = f"{found.get_kind_display()}: {found.get_act_display()}"
    return render(request, "placements/form.html", {"person": found.person, "form": form, "title": title})
