"""Refusals to review, one at a time: who does it sees the requirement and the task, and no name."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import log
from doorstroom.kernel.errors import DomainError
from doorstroom.matching.access import GUIDES, reader_of
from doorstroom.matching.forms import FindingForm
from doorstroom.matching.selectors.reviews import Refusal, findings, refusals_to_review
from doorstroom.matching.services import review_refusal
from doorstroom.matching.views.staff import read_of
from doorstroom.matching.wording import requirements
from doorstroom.ui.wording import sentence


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
    context = {"waiting": len(waiting), "findings": findings(request.actor), "refused": refused}
    if waiting:
        first = waiting[0]
        log(request.actor, read_of(first.person, reader_of(request.actor), second=False))
        context |= {"refusal": first, "reasons": requirements(first.reasons), "form": _form(first, sent)}
        context["tasks"] = ", ".join(sorted({task for each in first.reasons for task in each.params.get("tasks", ())}))
    return render(request, "matching/criteria_review.html", context)


def _form(refusal: Refusal, sent: FindingForm) -> FindingForm:
    """A form that was sent and not accepted comes back with what was typed."""
    pair = {"person": str(refusal.person.pk), "place": str(refusal.place.pk)}
    mine = sent.is_bound and all(sent.data.get(name) == value for name, value in pair.items())
    return sent if mine else FindingForm(initial=pair)
