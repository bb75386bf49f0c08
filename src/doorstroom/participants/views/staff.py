"""Doubles: the steward compares two files and joins them or not; the privacy officer says who is steward."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import has_mandate, own_mandates
from doorstroom.participants.forms import MandateForm
from doorstroom.participants.models import DuplicateQuestion, PersonMerge
from doorstroom.participants.selectors import double_of, stewards_desk
from doorstroom.participants.services import answer_question, end_mandate, give_mandate, look_for_doubles, undo_merge
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted

STEWARDS = (Role.FUNCTIONAL_ADMINISTRATOR,)
OFFICERS = (Role.PRIVACY_OFFICER,)


@staff_page(*STEWARDS, *OFFICERS)
@require_GET
def doubles(request: HttpRequest) -> HttpResponse:
    return _list(request, MandateForm(organisation_id=request.actor.organisation_id))


def _list(request: HttpRequest, form: MandateForm) -> HttpResponse:
    mandated, officer = has_mandate(request.actor), request.actor.role in OFFICERS
    doubles, merges = stewards_desk(request.actor) if mandated else ([], [])
    return render(request, "participants/doubles.html", {
        "mandated": mandated, "officer": officer, "form": form, "doubles": doubles, "merges": merges,
        "mandates": own_mandates(request.actor) if officer else [],
    })  # fmt: skip


@staff_page(*STEWARDS)
@require_POST
def doubles_search(request: HttpRequest) -> HttpResponse:
    act = partial(look_for_doubles, actor=request.actor, on=request.today)
    acted(request, act, lambda new: _("New questions: %(number)s.") % {"number": new})
    return redirect("duplicate_list")


@staff_page(*STEWARDS)
@require_http_methods(["GET", "POST"])
def double(request: HttpRequest, question: int) -> HttpResponse:
    found = double_of(request.actor, question) if has_mandate(request.actor) else None
    if found is None:
        raise Http404
    if request.method == "POST":
        same = request.POST.get("antwoord") == "een"
        asked = DuplicateQuestion(pk=question)
        try:
            answer_question(actor=request.actor, question=asked, same=same, reason=request.POST.get("reden", "")[:200])
        except DomainError as error:
            messages.error(request, sentence(error))
        else:
            said = (
                _("The files are one now. You can take that back below.") if same else _("Kept: these are two people.")
            )
            messages.success(request, said)
        return redirect("duplicate_list")
    return render(request, "participants/double.html", {"double": found})


@staff_page(*STEWARDS)
@require_POST
def merge_undo(request: HttpRequest, merge: int) -> HttpResponse:
    found = PersonMerge.objects.filter(pk=merge).first() if has_mandate(request.actor) else None
    if found is None:
        raise Http404
    act = partial(undo_merge, actor=request.actor, merge=found)
    acted(request, act, _("Taken back: there are two files again, each with its own."))
    return redirect("duplicate_list")


@staff_page(*OFFICERS)
@require_POST
def mandate_give(request: HttpRequest) -> HttpResponse:
    form = MandateForm(request.POST, organisation_id=request.actor.organisation_id)
    if not form.is_valid():
        return _list(request, form)
    try:
        give_mandate(actor=request.actor, on=request.today, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, sentence(error))
        return _list(request, form)
    messages.success(request, _("The mandate holds from today."))
    return redirect("duplicate_list")


@staff_page(*OFFICERS)
@require_POST
def mandate_end(request: HttpRequest, mandate: int) -> HttpResponse:
    end_mandate(
        actor=request.actor, mandate=get_object_or_404(own_mandates(request.actor), pk=mandate), on=request.today
    )
    messages.success(request, _("The mandate ended today."))
    return redirect("duplicate_list")
