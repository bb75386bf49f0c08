"""Agreements of one's organisation: the list, one of them, its signatures, data annex and promises."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.access import (
    SIGNATORIES,
    WRITERS,
    may_approve,
    may_draft,
    may_record,
    may_sign,
    may_write,
    visible_agreements,
)
from doorstroom.agreements.domain.course import TABLE
from doorstroom.agreements.forms import ProgressForm, ReasonForm, SignatureForm
from doorstroom.agreements.models import Agreement, AgreementParty, AgreementStatus
from doorstroom.agreements.selectors.agreements import (
    PARTIES,
    agreement_row,
    agreements,
    commitment_row,
    commitments,
    versions_of,
)
from doorstroom.agreements.selectors.annex import annex, annex_counts, lines_like, shown
from doorstroom.agreements.services import (
    approve_lines,
    move_agreement,
    record_progress,
    sign_agreement,
    withdraw_lines,
)
from doorstroom.agreements.wording import MOVES, STATES
from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import saved

PER_PAGE = 20
LINE = ("draft", "review", "signing", "in_force", "evaluating")


def the_agreement(request: HttpRequest, pk: int) -> Agreement:
    return get_object_or_404(agreements(request.actor).prefetch_related(PARTIES), pk=pk)


@staff_page()
@require_GET
def agreement_list(request: HttpRequest) -> HttpResponse:
    """What the partners agreed, the first to end first."""
    page = Paginator(agreements(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [agreement_row(each, request.today) for each in page]
    context = {
        "rows": rows,
        "page": page,
        "ending": sum(row.days_left is not None for row in rows),
        "to_talk_about": sum(row.to_talk_about for row in rows if row.state in ("in_force", "evaluating")),
        "may_draft": may_draft(request.actor),
    }
    return render(request, "agreements/list.html", context)


@staff_page()
@require_GET
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return detail_page(request, the_agreement(request, pk))


def detail_page(request: HttpRequest, agreement: Agreement, *, refusal: str = "") -> HttpResponse:
    """The agreement with every act that its state and the reader's role allow."""
    row = agreement_row(agreement, request.today)
    parties = list(agreement.parties.all())
    writes = may_write(request.actor, agreement)
    waiting = [party for party in parties if party.signed_on is None]
    context = {
        "row": row,
        "agreement": agreement,
        "steps": _steps(row.state),
        "parties": _by_capacity(parties),
        "versions": versions_of(agreement, request.actor),
        "annex": annex_counts(agreement, request.today),
        "may_write": writes,
        "may_sign": agreement.status in (AgreementStatus.SIGNING, AgreementStatus.IN_FORCE)
        and (any(may_sign(request.actor, party) for party in waiting) or (writes and bool(waiting))),
        "may_approve": may_approve(request.actor, agreement),
        "moves": _moves(row.state) if writes else [],
        "refusal": refusal,
    }
    return render(request, "agreements/detail.html", context, status=409 if refusal else 200)


def _steps(state: str) -> list[dict[str, str]]:
    """The usual line of an agreement; one that left it shows where it ended."""
    line = LINE if state in LINE else (*LINE[:4], state)
    place = line.index(state)
    return [
        {"label": str(STATES[each]), "state": "now" if n == place else "done" if n < place else ""}
        for n, each in enumerate(line)
    ]


def _moves(state: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": label, "needs_reason": TABLE[name].needs_reason}
        for name, label in MOVES.items()
        if state in TABLE[name].sources
    ]


def _by_capacity(parties: list[AgreementParty]) -> list[dict[str, Any]]:
    order = [AgreementParty.Capacity.IMPLEMENTER, AgreementParty.Capacity.PAYER, AgreementParty.Capacity.SUPPORTER]
    groups = [(capacity, [party for party in parties if party.capacity == capacity]) for capacity in order]
    return [
        {"capacity": capacity.label, "parties": there, "signed": sum(p.signed_on is not None for p in there)}
        for capacity, there in groups
        if there
    ]


@staff_page(*WRITERS)
@require_POST
def agreement_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    agreement = the_agreement(request, pk)
    if verb not in MOVES or not may_write(request.actor, agreement):
        raise Http404
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        moved = move_agreement(actor=request.actor, agreement=agreement, move=verb, reason=reason, on=request.today)
    except DomainError as error:
        return detail_page(request, agreement, refusal=sentence(error))
    messages.success(request, _("The agreement is now: %(state)s.") % {"state": STATES[moved.status]})
    return redirect("agreement_detail", pk)


@staff_page(*{*SIGNATORIES, *WRITERS})
@require_http_methods(["GET", "POST"])
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = the_agreement(request, pk)
    own = agreement.parties.filter(organisation_id=request.actor.organisation_id).first()
    if not may_write(request.actor, agreement) and (own is None or not may_sign(request.actor, own)):
        raise Http404
    initial = {"organisation": request.actor.organisation_id, "signed_by": request.actor.name}
    form = SignatureForm(request.POST or None, agreement=agreement, initial=initial)
    act = partial(sign_agreement, agreement=agreement, on=request.today)
    told = _("Signed. The agreement is now: %(state)s.")
    if saved(request, form, act, lambda signed: told % {"state": STATES[signed.status]}):
        return redirect("agreement_detail", pk)
    return render(request, "agreements/form.html", {"agreement": agreement, "form": form, "kind": "sign"})


@staff_page()
@require_GET
def agreement_annex(request: HttpRequest, pk: int) -> HttpResponse:
    """Who receives which data for what by which law; a signature opens none of it."""
    agreement = get_object_or_404(visible_agreements(request.actor).prefetch_related(PARTIES), pk=pk)
    page = Paginator(annex(agreement), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "agreement": agreement,
        "rows": [shown(row) for row in page],
        "page": page,
        "counts": annex_counts(agreement, request.today),
        "may_approve": may_approve(request.actor, agreement),
        "may_drop": agreement.status == AgreementStatus.DRAFT and may_write(request.actor, agreement),
    }
    return render(request, "agreements/annex.html", context)


@staff_page(Role.PRIVACY_OFFICER)
@require_POST
def agreement_judge(request: HttpRequest, pk: int, data_line: int) -> HttpResponse:
    """Approve or withdraw one row of the annex."""
    agreement = the_agreement(request, pk)
    lines = lines_like(agreement, data_line)
    if not lines or not may_approve(request.actor, agreement):
        raise Http404
    if request.POST.get("decision") == "withdraw":
        withdraw_lines(actor=request.actor, agreement=agreement, lines=lines, on=request.today)
        messages.success(request, _("Withdrawn. What these lines opened is closed."))
    else:
        approve_lines(actor=request.actor, agreement=agreement, approver=request.user, lines=lines, on=request.today)
        messages.success(
            request, _("Approved. It opens data while the agreement is in force, to whoever has a relation.")
        )
    return redirect("agreement_annex", pk)


@staff_page()
@require_http_methods(["GET", "POST"])
def commitment(request: HttpRequest, commitment: int) -> HttpResponse:
    """One promise: what was written down of it, and a new line."""
    found = get_object_or_404(commitments(request.actor), pk=commitment)
    records = may_record(request.actor, found)
    if request.method == "POST" and not records:
        raise Http404
    form = ProgressForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            record_progress(actor=request.actor, commitment=found, **form.cleaned_data)
        except DomainError as error:
            form.add_error("on", sentence(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("commitment", commitment)
    drafted = found.agreement.status == AgreementStatus.DRAFT and may_write(request.actor, found.agreement)
    context = {
        "row": commitment_row(found, request.today), "form": form, "may_record": records, "may_drop": drafted,
    }  # fmt: skip
    return render(request, "agreements/commitment.html", context)
