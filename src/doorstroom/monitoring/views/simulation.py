"""How many must start to reach the goal, and what if."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.monitoring.domain.proportions import whole_percent
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.selectors.simulation import rates_of, simulation_of, wishes_of
from doorstroom.monitoring.views.simulation_form import SimulationForm


@staff_page(Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER, Role.RESEARCHER)
@require_GET
def simulation(request: HttpRequest, programme: int) -> HttpResponse:
    found = results_of(request.actor, request.today, programme)
    if not found:
        raise Http404
    results = found[0]
    usual = wishes_of(results)
    asked = request.GET if request.GET else {"doel": usual.target, "op": usual.deadline, "weken": usual.every_weeks}
    form = SimulationForm(asked, today=request.today)
    rates, answer = rates_of(results), None
    if rates and form.is_valid():
        answer = simulation_of(results, rates, form.wishes())
    needed = [(whole_percent(chance), plan) for chance, plan in answer.needed.items()] if answer else []
    context = {
        "results": results,
        "form": form,
        "rates": rates,
        "found_percent": whole_percent(float(rates.found[-1])) if rates else None,
        "kept_percent": whole_percent(rates.kept) if rates else None,
        "answer": answer,
        "needed": needed,
        "no_norm": bool(answer and _limited(form) and not answer.scenario.capacity.limits),
        "possible_percent": whole_percent(answer.possible.chance) if answer and answer.possible else None,
    }
    return render(request, "monitoring/simulation.html", context)


def _limited(form: SimulationForm) -> bool:
    return any(form.cleaned_data.get(name) for name in ("coaches", "plekken"))
