"""Who knows whom, the pulse of the partnership, and how fast partners answer each other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.accounts.pages import staff_page
from doorstroom.cooperation.domain.pulse import half_year
from doorstroom.cooperation.forms import PulseForm, TieForm
from doorstroom.cooperation.models import Tie
from doorstroom.cooperation.selectors.memory import (
    answer_times,
    answered_so_far,
    asleep,
    half_years_over,
    has_answered,
    tie_row,
    ties,
)
from doorstroom.cooperation.services import answer_pulse, keep_tie, note_tie
from doorstroom.cooperation.wording import PULSE
from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import page_of, saved


@staff_page()
@require_GET
def tie_list(request: HttpRequest) -> HttpResponse:
    """The right person for a question; and with “slapend” the ties of one's own organisation that nobody keeps up."""
    search, dormant = request.GET.get("vraag", "").strip(), "slapend" in request.GET
    page = page_of(request, asleep(request.actor) if dormant else ties(search=search))
    context = {
        "rows": [tie_row(each, request.today) for each in page],
        "page": page,
        "search": search,
        "dormant": dormant,
        "asleep": page.paginator.count if dormant else asleep(request.actor).order_by().count(),
        "own": request.actor.organisation_id,
        "query": f"{urlencode({'vraag': search})}&" if search else "slapend=1&" if dormant else "",
    }
    return render(request, "cooperation/tie_list.html", context)


@staff_page()
@require_http_methods(["GET", "POST"])
def tie_new(request: HttpRequest) -> HttpResponse:
    form = TieForm(request.POST or None, initial={"last_contact_on": request.today})
    if saved(request, form, note_tie, _("Kept. Your colleagues find it too, also later.")):
        return redirect("tie_list")
    return render(request, "cooperation/form.html", {"form": form, "title": _("Whom do you know?")})


@staff_page()
@require_POST
def tie_keep(request: HttpRequest, pk: int) -> HttpResponse:
    tie = get_object_or_404(Tie, pk=pk, organisation=request.actor.organisation_id)
    keep_tie(actor=request.actor, tie=tie, on=request.today)
    messages.success(request, _("Written down: you had contact today, and you keep this up."))
    return redirect("tie_list")


@staff_page()
@require_http_methods(["GET", "POST"])
def pulse(request: HttpRequest) -> HttpResponse:
    """Five questions, once each half year; results of half years that are over."""
    form = PulseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_pulse(actor=request.actor, values=form.answers, on=request.today)
        except DomainError as error:
            messages.warning(request, sentence(error))
        else:
            messages.success(request, _("Thank you. Nobody can see what you answered."))
        return redirect("pulse")
    kinds = dict(OrganisationKind.choices)
    results = [
        (
            half,
            [
                (
                    kinds[line.kind],
                    line,
                    [(words, line.means[name]) for name, words in PULSE.items()] if line.means else [],
                )
                for line in half.lines
            ],
        )
        for half in half_years_over(request.today)
    ]
    context = {
        "form": None if has_answered(request.actor) else form,
        "questions": PULSE.values(),
        "results": results,
        "since": half_year(request.today),
        "answered": answered_so_far(request.today),
    }
    return render(request, "cooperation/pulse.html", context)


@staff_page(Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)
@require_GET
def answering(request: HttpRequest) -> HttpResponse:
    return render(request, "cooperation/answering.html", {"rows": answer_times(request.today)})
