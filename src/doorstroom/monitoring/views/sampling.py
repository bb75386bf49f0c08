"""A sample of those who left: drawn here, asked at the desk for follow-up, and weighed to everybody."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.pages import opens_to, staff_page
from doorstroom.followup.access import DRAWERS
from doorstroom.followup.services import draw_sample
from doorstroom.monitoring.domain.proportions import whole_percent
from doorstroom.monitoring.selectors.dictionary import definition
from doorstroom.monitoring.selectors.results import Results
from doorstroom.monitoring.selectors.sampling import SampleResult, samples_of
from doorstroom.monitoring.views.evidence import opened
from doorstroom.monitoring.views.sampling_form import SampleForm
from doorstroom.monitoring.wording import CLOCKS
from doorstroom.participants.models import EducationLevel
from doorstroom.programmes.selectors import approach_of
from doorstroom.ui.writing import saved


def moments_of(results: Results) -> list[tuple[str, str]]:
    """The looks back that the approaches name, in their words."""
    language = get_language() or "nl"
    asked = {each.code: each for model in results.models for each in approach_of(model).observations}
    return [(code, each.name.text(language)) for code, each in asked.items()]


@staff_page()
@require_http_methods(["GET", "POST"])
def sample(request: HttpRequest, programme: int) -> HttpResponse:
    page = opened(request, programme)
    moments = moments_of(page.results)
    may_draw = request.actor.role in DRAWERS and bool(moments)
    form = SampleForm(request.POST or None, moments=moments) if may_draw else None
    act = partial(draw_sample, programme=page.results.programme)
    if form and saved(request, form, act, _("Drawn. Who is to be asked stands at the desk for follow-up.")):
        return redirect("result_sample", programme)
    desk = reverse("follow_up")
    context = page.context(
        found=[_in_words(each) for each in samples_of(page.results)], draw=form, sentence=definition("looked_back/1"),
        clock=CLOCKS["exited"], desk=desk if opens_to(request.actor.role, desk) else "",
    )  # fmt: skip
    return render(request, "monitoring/sample.html", context, status=400 if form and form.errors else 200)


def _in_words(each: SampleResult) -> dict[str, Any]:
    found = each.sampled
    return {
        "sample": each.sample, "everybody": each.everybody, "told": _weighed(each), "sampled": found,
        "missing": found.drawn - found.answered, "silent": ", ".join(map(_education, found.silent)),
        "strata": [(_education(row.name), row) for row in found.strata],
    }  # fmt: skip


def _weighed(each: SampleResult) -> list[str]:
    """No percentage below ten answers; the ends alone where more than a fifth did not answer."""
    found = each.sampled
    counts = {"yes": found.yes, "answered": found.answered}
    if found.share is None or found.interval is None or found.bounds is None or not found.shown:
        return [_("%(yes)s of %(answered)s: too few answers for a percentage.") % counts]
    low, high = found.bounds.percents()
    silence = _("If nobody of those who did not answer worked it would be %(low)s%%, if all did %(high)s%%.") % {
        "low": low, "high": high,
    }  # fmt: skip
    if found.mostly_bounds:
        told = _("%(yes)s of %(answered)s; more than a fifth did not answer, so only the ends are a result.") % counts
        return [told, silence]
    low, high = found.interval.percents()
    told = _("%(yes)s of %(answered)s (%(percent)s%%, between %(low)s and %(high)s%%), weighed to everybody.") % {
        **counts, "percent": whole_percent(found.share), "low": low, "high": high,
    }  # fmt: skip
    return [told, silence] if found.drawn > found.answered else [told]


def _education(code: str) -> str:
    return str(EducationLevel(code or EducationLevel.UNKNOWN).label)
