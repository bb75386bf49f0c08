"""Files outside one's view: ask, open in an emergency, answer and judge. No page here names the person."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.oversight.access import ASKERS, REVIEWERS, may_answer, may_ask, may_judge
from doorstroom.oversight.forms import AnswerForm, EmergencyForm, KnownForm
from doorstroom.oversight.models import FileRequest
from doorstroom.oversight.selectors.file_requests import SHOWN, leads_to_one, requests_of, to_act_on
from doorstroom.oversight.services import answer_request, ask_for_file, judge_emergency, open_in_emergency
from doorstroom.oversight.wording import EMERGENCY_VERDICTS, refusal


@staff_page(*ASKERS, *REVIEWERS)
@require_GET
def file_requests(request: HttpRequest) -> HttpResponse:
    """What one asked; for the privacy officer what waits first."""
    found = list(requests_of(request.actor)[:SHOWN])
    waiting = to_act_on(request.actor, found)
    context = {"waiting": waiting, "rest": [each for each in found if each not in waiting]}
    return render(request, "oversight/file_requests.html", {**context, "may_ask": may_ask(request.actor)})


@staff_page(*ASKERS)
@require_http_methods(["GET", "POST"])
def file_ask(request: HttpRequest) -> HttpResponse:
    form = KnownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_file(actor=request.actor, known=form.known(), reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, _("Your request is with the privacy officer. You hear what was decided here."))
            return redirect("file_requests")
    return render(request, "oversight/file_ask.html", {"form": form, "kind": "ask"})


@staff_page(*ASKERS)
@require_http_methods(["GET", "POST"])
def file_emergency(request: HttpRequest) -> HttpResponse:
    form = KnownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_in_emergency(actor=request.actor, known=form.known(), reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, refusal(error))
        else:
            if made.person_id:
                messages.success(
                    request, _("Open to you until the end of today. The person and the privacy officer can see this.")
                )
                return redirect("person", made.person_id)
            form.add_error(None, _("Nobody was found with exactly these names and this date of birth."))
    return render(request, "oversight/file_ask.html", {"form": form, "kind": "emergency"})


@staff_page(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def file_request(request: HttpRequest, file_request: int) -> HttpResponse:
    """One request to answer, or one emergency to judge."""
    found = requests_of(request.actor).filter(pk=file_request).first()
    if found is None:
        raise Http404
    form = _form(request, found)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            act = answer_request if isinstance(form, AnswerForm) else judge_emergency
            act(actor=request.actor, request_id=found.pk, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("file_requests")
    context = {
        "found": found, "form": form, "answering": isinstance(form, AnswerForm),
        "one": leads_to_one(request.actor, found), "verdict": EMERGENCY_VERDICTS.get(found.verdict, ""),
    }  # fmt: skip
    return render(request, "oversight/file_request.html", context)


def _form(request: HttpRequest, found: FileRequest) -> forms.Form | None:
    if may_answer(request.actor, found) and found.outcome == FileRequest.Outcome.WAITING:
        return AnswerForm(request.POST or None)
    if may_judge(request.actor, found) and found.outcome == FileRequest.Outcome.OPENED and not found.verdict:
        return EmergencyForm(request.POST or None)
    return None
