"""Putting a signal aside for a while, with the reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import purpose_of
from doorstroom.signals.access import AT_THE_TABLE, MAY_SNOOZE
from doorstroom.signals.domain.messages import SIGNALS
from doorstroom.signals.domain.signal import SubjectKind
from doorstroom.signals.forms import PutAsideForm
from doorstroom.signals.selectors import snoozable
from doorstroom.signals.selectors.table import stands_on_table
from doorstroom.signals.services import put_aside, put_table_aside
from doorstroom.signals.wording import refusal, title_of


@staff_page(*MAY_SNOOZE)
@require_http_methods(["GET", "POST"])
def signal_later(request: HttpRequest, person: UUID, code: str) -> HttpResponse:
    found = snoozable(request.actor, person, code) if code in SIGNALS else None
    if found is None:
        raise Http404
    form = PutAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            put_aside(actor=request.actor, person_id=person, code=code, on=request.today, **form.cleaned_data)
        except DomainError as error:
            form.add_error("reason" if error.code == "reason_needed" else "until", refusal(error))
        else:
            messages.success(
                request, _("Put aside. It comes back on your list on that day."), extra_tags=f"later-{person}"
            )
            return redirect("today")
    if request.method == "GET":
        log(request.actor, Logged("read", "person", person, person, ["core"], purpose_of(request.actor, person)))
    return render(request, "signals/later.html", {"form": form, "person": found.person})


@staff_page(*AT_THE_TABLE)
@require_http_methods(["GET", "POST"])
def table_later(request: HttpRequest, kind: str, subject: str, code: str) -> HttpResponse:
    found = stands_on_table(request.actor, SubjectKind(kind), subject, code) if kind in set(SubjectKind) else None
    if found is None:
        raise Http404
    form = PutAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            put_table_aside(
                actor=request.actor, kind=found.kind, subject=subject, code=code, on=request.today, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error("reason" if error.code == "reason_needed" else "until", refusal(error))
        else:
            messages.success(request, _("Put aside. It comes back on your list on that day."))
            return redirect("today")
    context = {"form": form, "found": found, "title": title_of(found.kind, found.title)}
    return render(request, "signals/table_later.html", context)
