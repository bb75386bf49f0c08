"""What a start and a lasting job cost, per cohort; each amount with its source."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.pages import opens_to, staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.monitoring.access import COST_KEEPERS
from doorstroom.monitoring.domain.cost import PerJob
from doorstroom.monitoring.selectors.costs import CohortCosts, costs_of
from doorstroom.monitoring.selectors.dictionary import definition
from doorstroom.monitoring.selectors.results import Results
from doorstroom.monitoring.services.costs import drop_cost, record_cost
from doorstroom.monitoring.views.cost_form import CostForm
from doorstroom.monitoring.views.evidence import opened
from doorstroom.monitoring.views.question import KNOWN_THEN
from doorstroom.ui.wording import sentence


@staff_page()
@require_http_methods(["GET", "POST"])
def costs(request: HttpRequest, programme: int) -> HttpResponse:
    page = opened(request, programme, KNOWN_THEN)
    results = page.results
    form = CostForm(request.POST or None, initial={"kind": "cost", "spent_until": request.today})
    if request.method == "POST" and _written(request, results, form):
        return redirect("result_cost", programme)
    lab = reverse("datalab")
    context = page.context(
        cohorts=[_shown(each) for each in costs_of(results)], sentence=definition("sustained/1"),
        amount=form if request.actor.role in COST_KEEPERS else None,
        datalab=lab if opens_to(request.actor.role, lab) else "",
    )  # fmt: skip
    return render(request, "monitoring/cost.html", context, status=400 if form.errors else 200)


def _written(request: HttpRequest, results: Results, form: CostForm) -> bool:
    """One amount taken away or written down; what is refused stands above the form."""
    dropped = request.POST.get("drop", "")
    if not dropped and not form.is_valid():
        return False
    try:
        if dropped.isdecimal():
            drop_cost(actor=request.actor, programme=results.programme, cost=int(dropped))
        else:
            record_cost(actor=request.actor, programme=results.programme, cost=form.cost())
    except DomainError as error:
        form.add_error(None, sentence(error))
        return False
    messages.success(request, _("Saved."))
    return True


def _shown(each: CohortCosts) -> dict[str, Any]:
    return {
        "cohort": each,
        "rows": [(row, _euros(row.cents)) for row in each.rows],
        "sums": [(_("In all"), _euros(each.spent.gross)), (_("Less subsidies"), _euros(each.spent.net))],
        "payers": [(payer, _euros(cents)) for payer, cents in each.spent.by_payer.items()],
        "employers": _euros(each.spent.employers) if each.spent.employers else "",
        "per_start": _euros(each.per_start),
        "per_job": [
            (label, _euros(found.cents), *_ends(found))
            for label, found in ((_("In all"), each.gross_per_job), (_("Less subsidies"), each.net_per_job))
            if found
        ],
    }


def _ends(found: PerJob) -> tuple[str, str]:
    return _euros(round(found.interval.low)), _euros(round(found.interval.high))


def _euros(cents: int | None) -> str:
    """Whole euros: an amount is never surer than that."""
    return _("not known") if cents is None else "€ " + number_format(round(cents / 100), 0, force_grouping=True)
