"""Writing an agreement: a draft, its parties, promises and data lines; and the next version."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.access import WRITERS, may_write
from doorstroom.agreements.forms import AgreementForm, CommitmentForm, LineForm, PartyForm, TermForm
from doorstroom.agreements.models import Agreement, AgreementParty, Category, LegalGround, Purpose
from doorstroom.agreements.selectors.agreements import commitments
from doorstroom.agreements.selectors.annex import lines_like
from doorstroom.agreements.services import (
    Line,
    Promised,
    add_commitment,
    add_lines,
    add_party,
    amend_agreement,
    draft_agreement,
    drop_commitment,
    drop_lines,
)
from doorstroom.agreements.views.staff import the_agreement
from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted, saved


@staff_page(*WRITERS)
@require_http_methods(["GET", "POST"])
def agreement_new(request: HttpRequest) -> HttpResponse:
    """A draft of which one's own organisation is the first party and keeps the text."""
    form = AgreementForm(request.POST or None, initial={"valid_from": request.today})
    if request.method == "POST" and form.is_valid():
        own = request.membership.organisation
        try:
            agreement = draft_agreement(
                actor=request.actor, parties=[(own, AgreementParty.Capacity.IMPLEMENTER)], lead=own, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error("valid_until", sentence(error))
        else:
            messages.success(request, _("The draft is there. Add the parties, what they promise and the data."))
            return redirect("agreement_detail", agreement.pk)
    return render(request, "agreements/form.html", {"form": form, "kind": "new"})


@staff_page(*WRITERS)
@require_http_methods(["GET", "POST"])
def agreement_party(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _written(request, pk)
    form = PartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _write(request, agreement, form, "party", add_party, **form.cleaned_data)
    return _form(request, agreement, form, "party")


@staff_page(*WRITERS)
@require_http_methods(["GET", "POST"])
def agreement_promise(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _written(request, pk)
    initial = {"starts_on": agreement.valid_from, "due_on": agreement.valid_until}
    form = CommitmentForm(request.POST or None, agreement=agreement, initial=initial)
    if request.method == "POST" and form.is_valid():
        promised = Promised(**form.cleaned_data)
        return _write(request, agreement, form, "promise", add_commitment, promised=promised)
    return _form(request, agreement, form, "promise")


@staff_page(*WRITERS)
@require_http_methods(["GET", "POST"])
def agreement_line(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _written(request, pk)
    form = LineForm(request.POST or None, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        line = Line(
            values["controller"], values["recipient"], Purpose(values["purpose"]),
            tuple(Category(each) for each in values["categories"]), values["legal_basis"],
            LegalGround(values["ground"]), values["secrecy_exception"],
        )  # fmt: skip
        return _write(request, agreement, form, "line", add_lines, line=line)
    return _form(request, agreement, form, "line")


@staff_page(*WRITERS)
@require_POST
def agreement_line_drop(request: HttpRequest, pk: int, data_line: int) -> HttpResponse:
    """Take a row of the annex out of a draft."""
    agreement = _written(request, pk)
    lines = lines_like(agreement, data_line)
    if not lines:
        raise Http404
    act = partial(drop_lines, actor=request.actor, agreement=agreement, lines=lines)
    acted(request, act, _("Taken out of the draft."))
    return redirect("agreement_annex", pk)


@staff_page(*WRITERS)
@require_POST
def commitment_drop(request: HttpRequest, commitment: int) -> HttpResponse:
    """Take a promise out of a draft."""
    found = get_object_or_404(commitments(request.actor), pk=commitment)
    agreement = _written(request, found.agreement_id)
    acted(request, partial(drop_commitment, actor=request.actor, commitment=found), _("Taken out of the draft."))
    return redirect("agreement_detail", agreement.pk)


@staff_page(*WRITERS)
@require_http_methods(["GET", "POST"])
def agreement_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version as a draft; the present one holds until that is signed."""
    agreement = _written(request, pk)
    form = TermForm(request.POST or None, initial={"valid_from": agreement.valid_until})
    act = partial(amend_agreement, agreement=agreement)
    told = _("The next version is a draft. The present one holds until it is signed.")
    if following := saved(request, form, act, told):
        return redirect("agreement_detail", following.pk)
    return _form(request, agreement, form, "amend")


def _written(request: HttpRequest, pk: int) -> Agreement:
    """The agreement, for whoever keeps its text; to others this page does not exist."""
    agreement = the_agreement(request, pk)
    if not may_write(request.actor, agreement):
        raise Http404
    return agreement


def _write(
    request: HttpRequest, agreement: Agreement, form: forms.Form, kind: str, service: Any, **values: Any
) -> HttpResponse:
    try:
        service(actor=request.actor, agreement=agreement, **values)
    except DomainError as error:
        form.add_error(None, sentence(error))
        return _form(request, agreement, form, kind)
    messages.success(request, _("Written down."))
    return redirect("agreement_detail", agreement.pk)


def _form(request: HttpRequest, agreement: Agreement, form: forms.Form, kind: str) -> HttpResponse:
    return render(request, "agreements/form.html", {"agreement": agreement, "form": form, "kind": kind})
