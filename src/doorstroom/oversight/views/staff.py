"""Pages of the privacy officer: the months, and one month to judge and sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.oversight.access import REVIEWERS
from doorstroom.oversight.forms import SignForm, VerdictForm, WorksCouncilForm
from doorstroom.oversight.models import Review
from doorstroom.oversight.selectors import item_rows, next_open, reviews, shown_item, works_council
from doorstroom.oversight.services import judge, record_works_council, sign
from doorstroom.oversight.wording import refusal


@staff_page(*REVIEWERS)
@require_GET
def log_reviews(request: HttpRequest) -> HttpResponse:
    context = {"reviews": reviews(request.actor), "council": works_council(request.actor.organisation_id)}
    return render(request, "oversight/reviews.html", context)


def _review(request: HttpRequest, pk: int) -> Review:
    found = reviews(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@staff_page(*REVIEWERS)
@require_GET
def log_review(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _review(request, pk), SignForm())


def _page(request: HttpRequest, review: Review, form: SignForm) -> HttpResponse:
    context = {"review": review, "rows": item_rows(review), "form": form}
    return render(request, "oversight/review.html", context, status=400 if form.is_bound else 200)


@staff_page(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def log_review_judge(request: HttpRequest, pk: int, look: int) -> HttpResponse:
    review = _review(request, pk)
    shown = shown_item(review, look)
    if shown is None:
        raise Http404
    form = VerdictForm(request.POST or None, initial={"verdict": shown.item.verdict, "reason": shown.item.reason})
    if request.method == "POST" and form.is_valid():
        try:
            judge(actor=request.actor, item_id=look, **form.cleaned_data)
        except DomainError as error:
            form.add_error("reason" if error.code == "reason_needed" else None, refusal(error))
        else:
            messages.success(request, _("Written down."))
            waiting = next_open(review)
            return redirect("log_review_judge", pk, waiting) if waiting else redirect("log_review", pk)
    if request.method == "GET":
        log(request.actor, Logged("read", "log_review_item", look, fields=["entries"], purpose="oversight"))
    return render(request, "oversight/judge.html", {"review": review, "shown": shown, "form": form})


@staff_page(*REVIEWERS)
@require_POST
def log_review_sign(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(request, pk)
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            sign(actor=request.actor, review_id=pk, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, _("Signed. What was judged stays as it is."))
            return redirect("log_review", pk)
    return _page(request, review, form)


@staff_page(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def works_council_decision(request: HttpRequest) -> HttpResponse:
    form = WorksCouncilForm(request.POST or None, instance=works_council(request.actor.organisation_id))
    if request.method == "POST" and form.is_valid():
        record_works_council(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Written down."))
        return redirect("log_reviews")
    return render(request, "oversight/works_council.html", {"form": form})
