"""The list of refusals to review: who does it sees the requirement and the reasons, and no name."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import log_many
from doorstroom.kernel.errors import DomainError
from doorstroom.matching.access import GUIDES, reader_of
from doorstroom.matching.domain.reasons import Outcome
from doorstroom.matching.forms import FindingForm
from doorstroom.matching.selectors.reviews import Refusal, findings, refusals_to_review
from doorstroom.matching.services import review_refusal
from doorstroom.matching.views.staff import read_of
from doorstroom.matching.wording import Said, reasons
from doorstroom.ui.wording import sentence

SHOWN = 10


@dataclass(frozen=True)
class ToReview:
    refusal: Refusal
    reasons: list[Said]
    tasks: str
    form: FindingForm


@staff_page(*GUIDES)
@require_http_methods(["GET", "POST"])
def criteria_review(request: HttpRequest) -> HttpResponse:
    sent, refused = FindingForm(request.POST or None), ""
    if request.method == "POST" and sent.is_valid():
        values = sent.cleaned_data
        try:
            review_refusal(
                actor=request.actor, person_id=values["person"], place_id=values["place"],
                finding=values["finding"], remark=values["remark"], on=request.today,
            )  # fmt: skip
        except DomainError as error:
            refused = sentence(error)
        else:
            messages.success(request, _("Your finding is kept."))
            return redirect("criteria_review")
    waiting = refusals_to_review(request.actor)
    reader = reader_of(request.actor)
    log_many(request.actor, (read_of(each.person, reader, second=False) for each in waiting[:SHOWN]))
    rows = [_row(each, sent) for each in waiting[:SHOWN]]
    context = {"rows": rows, "waiting": len(waiting), "findings": findings(request.actor), "refused": refused}
    return render(request, "matching/criteria_review.html", context)


def _row(refusal: Refusal, sent: FindingForm) -> ToReview:
    """The failed constraints alone; a form that was sent and not accepted comes back with what was typed."""
    said = [each for each in reasons(refusal.assessment, "caseworker", {}) if each.outcome == Outcome.FAILED]
    tasks = sorted({task for each in refusal.assessment.refusal for task in each.params.get("tasks", ())})
    pair = {"person": str(refusal.person.pk), "place": str(refusal.place.pk)}
    mine = sent.is_bound and all(sent.data.get(name) == value for name, value in pair.items())
    form = (
        sent if mine else FindingForm(initial=pair, prefix=None, auto_id=f"id-{refusal.place.pk}-%s-{pair['person']}")
    )
    return ToReview(refusal, said, ", ".join(tasks), form)
