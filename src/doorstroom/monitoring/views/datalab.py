"""The data lab: did it bring something about? On files without names, and nothing of them is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.monitoring.domain.cost import cost_per_additional_job
from doorstroom.monitoring.domain.impact.gate import FEWEST_TREATED, Verdict
from doorstroom.monitoring.domain.impact.refusals import Unfit, said
from doorstroom.monitoring.domain.impact.sentences import WORDS, verdict_text
from doorstroom.monitoring.domain.impact.study import Evaluation, evaluate
from doorstroom.monitoring.files.cohort import LeftOut, study
from doorstroom.monitoring.files.refusals import BadFile
from doorstroom.monitoring.files.report import asked_text, charts, e_value_text, gate_rows, who_rows
from doorstroom.monitoring.selectors import results_of
from doorstroom.monitoring.views.datalab_form import EvaluationForm


@staff_page(Role.RESEARCHER, Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def datalab(request: HttpRequest) -> HttpResponse:
    """The answer is the page itself: files and result live no longer than the request."""
    language = get_language() or "nl"
    form = EvaluationForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "programmes": _own_programmes(request, language)}
    if request.method == "POST" and form.is_valid():
        try:
            data, left = study(form.question(), form.cleaned_data["cohort"], form.cleaned_data["comparison"])
            found = evaluate(data)
        except BadFile as refusal:
            form.add_error(None, refusal.said(language))
        except Unfit as refusal:
            form.add_error(None, said(refusal, language))
        else:
            context |= _shown(form, found, left, language)
            log(request.actor, Logged("read", "data_lab", fields=[form.cleaned_data["outcome"]]))
    return render(request, "monitoring/datalab.html", context)


def _shown(form: EvaluationForm, found: Evaluation, left: tuple[LeftOut, ...], language: str) -> dict[str, Any]:
    return {
        "found": found,
        "verdict": verdict_text(found, language),
        "gate": gate_rows(found, language),
        "charts": charts(found, language),
        "who": who_rows(found, left, language),
        "asked": asked_text(form.question(), language),
        "e_value": e_value_text(found, language),
        "additional": _additional(form.cleaned_data["euros"], found),
    }


def _additional(euros: int | None, found: Evaluation) -> str:
    """What an additional job cost; only behind the gate, and only where the effect is a number of jobs."""
    if not euros:
        return ""
    if not found.shares or found.verdict is not Verdict.EFFECT or found.adjusted is None:
        return _(
            "What an additional job cost cannot be said: that takes an effect on jobs for which every check holds."
        )
    effect = found.adjusted
    cost = cost_per_additional_job(100 * euros, found.total_treated, effect.estimate, effect.interval)
    if cost.per_job is None or cost.interval is None:
        return _("There were fewer jobs than without the programme, so none is additional.")
    amounts = {"per_job": cost.per_job, "low": cost.interval.low, "high": cost.interval.high}
    return _("An additional job cost € %(per_job)s (between € %(low)s and € %(high)s).") % {
        name: number_format(round(cents / 100), 0, force_grouping=True) for name, cents in amounts.items()
    }


def _own_programmes(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """Of each programme whether its people are enough for any statement; the other checks need a comparison group."""
    rows = []
    for each in results_of(request.actor, request.today):
        few = each.started < FEWEST_TREATED
        refused = WORDS["too_few_started"][language].format(value=each.started, limit=FEWEST_TREATED) if few else ""
        rows.append({"programme": each.programme, "people": each.started, "refused": refused})
    return rows
