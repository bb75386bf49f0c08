"""Arrangements of programmes: three counts, planned beside given, and the types."""

from __future__ import annotations

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.arrangements import services
from doorstroom.arrangements.access import READERS, TYPE_KEEPERS, may_keep_types, types_open_to
from doorstroom.arrangements.forms import PlanForm, TypeForm
from doorstroom.arrangements.selectors import Filters, TypeRow, arrangements, by_type, counted
from doorstroom.arrangements.wording import AGES, FIGURES, STANDINGS
from doorstroom.programmes.access import programmes_of
from doorstroom.ui.writing import PER_PAGE, saved


@staff_page(*READERS)
@require_GET
def arrangement_list(request: HttpRequest) -> HttpResponse:
    """Arrangements, people and employers each counted once; by type what was planned and given."""
    filters, on = _filters(request), request.today
    known = list(types_open_to(request.actor))
    rows = arrangements(request.actor, filters, on=on)
    counts, found = counted(rows, on=on)
    paginator = Paginator(rows, PER_PAGE)
    paginator.count = found
    page = paginator.get_page(request.GET.get("page"))
    types, everybody = by_type([each for each in known if filters.programme in (None, each.programme_id)], on=on)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page, "rows": [(each, STANDINGS[each.standing(on)]) for each in page], "counts": counts,
        "types": [(each.type, _cells(each)) for each in types], "figures": FIGURES.values(), "known": known,
        "everybody": everybody.counts, "all_cells": _cells(everybody), "filters": filters, "query": query.urlencode(),
        "programmes": sorted({each.programme for each in known}, key=str), "standings": STANDINGS.items(),
        "ages": AGES.items(), "may_keep": may_keep_types(request.actor),
        "narrowed": filters != Filters(programme=filters.programme),
        "filtered": filters != Filters(employer=filters.employer),
    }  # fmt: skip
    return render(request, "arrangements/list.html", context)


@staff_page(*TYPE_KEEPERS)
@require_http_methods(["GET", "POST"])
def arrangement_type_new(request: HttpRequest) -> HttpResponse:
    programmes = programmes_of(request.actor)
    form = TypeForm(request.POST or None, programmes=programmes, initial={"valid_from": request.today})
    if saved(request, form, services.set_up_type, _("It can be given from that day.")):
        return redirect("arrangement_list")
    return render(request, "arrangements/type_form.html", {"form": form, "title": _("What a programme gives")})


@staff_page(*TYPE_KEEPERS)
@require_http_methods(["GET", "POST"])
def arrangement_type(request: HttpRequest, type: int) -> HttpResponse:
    """Another number, or a last day; its conditions stay as they are."""
    found = get_object_or_404(types_open_to(request.actor), pk=type)
    form = PlanForm(request.POST or None, initial={"planned": found.planned, "valid_until": found.valid_until})
    if saved(request, form, partial(services.change_type, type=found), _("It is changed.")):
        return redirect("arrangement_list")
    return render(request, "arrangements/type_form.html", {"form": form, "title": found.name, "type": found})


def _cells(row: TypeRow) -> list[tuple[str, int]]:
    """Each figure under its name."""
    return [
        (str(label), row.planned if name == "planned" else getattr(row.counts, name)) for name, label in FIGURES.items()
    ]


def _filters(request: HttpRequest) -> Filters:
    """What stands in the address; what is no choice there is as good as none."""

    def number(name: str) -> int | None:
        text = request.GET.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 10 else None

    standing, age = request.GET.get("staat", ""), request.GET.get("leeftijd", "")
    return Filters(
        programme=number("programma"), type=number("soort"),
        employer=request.GET.get("werkgever", "").replace("\x00", "")[:100].strip(),
        standing=standing if standing in STANDINGS else "", age=age if age in AGES else "",
    )  # fmt: skip
