"""ESF+: the projects of a programme for who accounts for them, and the observations of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.monitoring.access import (
    ESF_KEEPERS,
    ESF_RECORDERS,
    kept_operations,
    open_programmes,
    recordable_trajectories,
)
from doorstroom.monitoring.domain.esf import Entry, Gender, Later, Leaving
from doorstroom.monitoring.domain.esf_tables import OUTPUTS, RESULTS, TOTAL, Indicators, aggregate_csv, participants_csv
from doorstroom.monitoring.models import EsfEntry, EsfResult
from doorstroom.monitoring.selectors.esf import known_at_start, known_on_leaving, operation_of, operation_state, placed
from doorstroom.monitoring.services.esf import (
    open_esf_operation,
    record_esf_entry,
    record_esf_result,
    state_esf_figure,
)
from doorstroom.monitoring.views.esf_form import (
    EsfEntryForm,
    EsfLaterForm,
    EsfLeavingForm,
    EsfOperationForm,
    EsfStatementForm,
)
from doorstroom.monitoring.wording import ESF_GENDERS, ESF_INDICATORS, ESF_STATED, ESF_TO_DO
from doorstroom.participants.access import purpose_of
from doorstroom.trajectories.models import Trajectory
from doorstroom.ui.wording import sentence

SHOWN = 50


@staff_page(*ESF_KEEPERS)
@require_http_methods(["GET", "POST"])
def operations(request: HttpRequest) -> HttpResponse:
    """The projects that one accounts for, and a new one."""
    form = EsfOperationForm(request.POST or None, programmes=open_programmes(request.actor))
    if request.method == "POST" and form.is_valid():
        made = open_esf_operation(actor=request.actor, **form.cleaned_data)
        return redirect("esf_operation", made.pk)
    return render(
        request, "monitoring/esf_operations.html", {"operations": kept_operations(request.actor), "form": form}
    )


@staff_page(*ESF_KEEPERS)
@require_http_methods(["GET", "POST"])
def operation(request: HttpRequest, operation: int) -> HttpResponse:
    found = get_object_or_404(kept_operations(request.actor), pk=operation)
    form = EsfStatementForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(request, form, state_esf_figure, operation=found, **form.cleaned_data)
    ):
        return redirect("esf_operation", found.pk)
    state = operation_state(request.actor, found, request.today)
    context = {
        "operation": found,
        "state": state,
        "outputs": [(code, ESF_INDICATORS[code], _by_gender(state.found, code)) for code in OUTPUTS],
        "results": [(code, ESF_INDICATORS[code], state.found.outcomes.get((TOTAL, code))) for code in RESULTS],
        "stated": [(each.indicator, ESF_STATED[each.indicator], each) for each in state.found.estimates],
        "genders": [ESF_GENDERS[gender] for gender in (*Gender, TOTAL)],
        "wrong": [(each, ESF_GENDERS[each.gender]) for each in state.wrong],
        "waiting": [(each, ESF_TO_DO[each.what], trajectory) for each, trajectory in state.waiting[:SHOWN]],
        "form": form,
    }
    return render(request, "monitoring/esf_operation.html", context)


def _by_gender(found: Indicators, code: str) -> list[tuple[Any, int]]:
    return [(ESF_GENDERS[gender], found.value(code, gender)) for gender in (*Gender, TOTAL)]


@staff_page(*ESF_KEEPERS, data_leave=True)
@require_GET
def operation_file(request: HttpRequest, operation: int, kind: str) -> HttpResponse:
    """The two files of a project; what leaves is logged."""
    found = get_object_or_404(kept_operations(request.actor), pk=operation)
    state = operation_state(request.actor, found, request.today)
    if kind == "deelnemers":
        text = participants_csv(state.records, on=request.today)
    elif kind == "totalen":
        text = aggregate_csv(placed(found), state.found)
    else:
        raise Http404
    log(request.actor, Logged("export", "esf_operation", found.pk, fields=[kind]))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="esf-{found.pk}-{kind}-{request.today}.csv"'
    return response


@staff_page(*ESF_RECORDERS)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, person_id: UUID, trajectory: int) -> HttpResponse:
    """The observations of one person: at the start, on leaving, six months later."""
    found = get_object_or_404(recordable_trajectories(request.actor), pk=trajectory, person_id=person_id)
    entry = EsfEntry.objects.filter(trajectory=found).prefetch_related("results").first()
    step = _step(request, found, entry)
    form = _form(request, found, step) if step else None
    shown = [Category.PROFILE, *([Category.CONTACT] if form and "birth_date" in form.initial else [])]
    log(request.actor, Logged("read", "person", person_id, person_id, shown, purpose_of(request.actor, person_id)))
    if request.method == "POST" and form is not None and form.is_valid() and _recorded(request, found, step, form):
        messages.success(request, _("Saved."))
        return redirect("esf_person", person_id, found.pk)
    context = {"trajectory": found, "operation": operation_of(found), "entry": entry, "form": form, "step": step}
    return render(request, "monitoring/esf_person.html", context)


def _step(request: HttpRequest, trajectory: Trajectory, entry: EsfEntry | None) -> str:
    """What is asked now: the start first, then leaving, then later; empty when nothing is to be asked."""
    if operation_of(trajectory) is None:
        return ""
    if entry is None:
        return "entry"
    left = trajectory.exited_on
    if left is None or left > request.today:
        return ""
    known = {r.moment for r in entry.results.all() if r.left_on == left}
    wanted = request.GET.get("moment", "")
    if wanted in EsfResult.Moment.values:
        return wanted
    return next((moment for moment in EsfResult.Moment.values if moment not in known), "")


FORMS: dict[str, type[forms.Form]] = {"entry": EsfEntryForm, "leaving": EsfLeavingForm, "later": EsfLaterForm}


def _form(request: HttpRequest, trajectory: Trajectory, step: str) -> forms.Form:
    """With what the product knows already; the person who records looks it over."""
    at_start = step == "entry"
    known = (
        known_at_start(request.actor, trajectory.person_id) if at_start else known_on_leaving(request.actor, trajectory)
    )
    return FORMS[step](request.POST or None, initial={"observed_on": request.today, **known})


def _recorded(request: HttpRequest, trajectory: Trajectory, step: str, form: forms.Form) -> bool:
    if step == "entry":
        return _done(request, form, record_esf_entry, trajectory=trajectory, state=Entry(**form.cleaned_data))
    state = (Leaving if step == EsfResult.Moment.LEAVING else Later)(**form.cleaned_data)
    return _done(request, form, record_esf_result, trajectory=trajectory, state=state)


def _done(request: HttpRequest, form: forms.Form, service: Any, **given: Any) -> bool:
    """Call the service; what it refuses stands above the form, with the text kept."""
    try:
        service(actor=request.actor, **given)
    except DomainError as error:
        form.add_error(None, sentence(error))
        return False
    return True
