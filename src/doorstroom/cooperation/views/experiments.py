"""Trials: what is tried, how one sees it, and when somebody decides."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.access import visible_agreements
from doorstroom.cooperation.access import BOARD_ROLES, may_work_on_board
from doorstroom.cooperation.forms import ExperimentDecisionForm, ExperimentForm
from doorstroom.cooperation.selectors.experiments import experiment_row, experiments
from doorstroom.cooperation.services import decide_experiment, start_experiment
from doorstroom.ui.writing import page_of, saved


@staff_page()
@require_GET
def experiment_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, experiments())
    rows = [experiment_row(each, request.today) for each in page]
    context = {
        "rows": rows,
        "page": page,
        "due": sum(row.due for row in rows),
        "may_work": may_work_on_board(request.actor),
    }
    return render(request, "cooperation/experiment_list.html", context)


@staff_page(*BOARD_ROLES)
@require_http_methods(["GET", "POST"])
def experiment_new(request: HttpRequest) -> HttpResponse:
    initial = {"owner": request.actor.organisation_id, "issue": request.GET.get("vraagstuk")}
    form = ExperimentForm(request.POST or None, actor=request.actor, initial=initial)
    made = saved(request, form, start_experiment, _("Written down. On the day itself it asks for your decision."))
    if made:
        return redirect("experiment", made.pk)
    return render(request, "cooperation/form.html", {"form": form, "title": _("Try something")})


@staff_page()
@require_http_methods(["GET", "POST"])
def experiment(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(experiments(), pk=pk)
    may_work = may_work_on_board(request.actor)
    if request.method == "POST" and not may_work:
        raise Http404
    form = ExperimentDecisionForm(request.POST or None)
    if saved(
        request,
        form,
        partial(decide_experiment, experiment=found, on=request.today),
        _("The decision is written down."),
    ):
        return redirect("experiment", pk)
    context = {
        "row": experiment_row(found, request.today),
        "agreement": visible_agreements(request.actor).filter(pk=found.agreement_id or 0).first(),
        "form": form,
        "may_work": may_work,
    }
    return render(request, "cooperation/experiment.html", context)
