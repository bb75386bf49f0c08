"""The helpdesk asks to look into one file; the functional administrator answers. No page here names the person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.oversight.access import may_answer_helpdesk, may_end_helpdesk, supported, visible_helpdesk
from doorstroom.oversight.domain.helpdesk import HelpdeskState
from doorstroom.oversight.forms import HelpdeskForm
from doorstroom.oversight.selectors.helpdesk import helpdesk_rows
from doorstroom.oversight.services import answer_helpdesk, ask_helpdesk_access, end_helpdesk
from doorstroom.oversight.wording import HELPDESK_STATES, refusal
from doorstroom.ui.writing import page_of, saved


@staff_page(Role.HELPDESK, Role.FUNCTIONAL_ADMINISTRATOR)
@require_GET
def helpdesk(request: HttpRequest) -> HttpResponse:
    """What was asked, the newest first, with what one may do about it now."""
    page = page_of(request, helpdesk_rows(request.actor))
    rows = [
        {
            "access": each,
            "state": HELPDESK_STATES[state := each.state(request.now)],
            "answers": state == HelpdeskState.WAITING and may_answer_helpdesk(request.actor, each),
            "ends": state == HelpdeskState.OPEN and may_end_helpdesk(request.actor, each),
            "opens": state == HelpdeskState.OPEN and each.member_id == request.actor.membership_id,
        }
        for each in page
    ]
    return render(request, "oversight/helpdesk.html", {"page": page, "rows": rows})


@staff_page(Role.HELPDESK)
@require_http_methods(["GET", "POST"])
def helpdesk_ask(request: HttpRequest) -> HttpResponse:
    form = HelpdeskForm(request.POST or None, organisations=supported(request.actor))
    if saved(request, form, ask_helpdesk_access, _("Your question is with the functional administrator.")):
        return redirect("helpdesk")
    return render(request, "oversight/helpdesk_ask.html", {"form": form})


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR)
@require_POST
def helpdesk_answer(request: HttpRequest, access: int) -> HttpResponse:
    agreed = request.POST.get("answer") == "yes"
    return _act(request, access, partial(answer_helpdesk, agreed=agreed), _("Open now.") if agreed else _("Declined."))


@staff_page(Role.HELPDESK, Role.FUNCTIONAL_ADMINISTRATOR)
@require_POST
def helpdesk_end(request: HttpRequest, access: int) -> HttpResponse:
    return _act(request, access, end_helpdesk, _("Closed."))


def _act(request: HttpRequest, access: int, act: Callable[..., object], told: str) -> HttpResponse:
    if not visible_helpdesk(request.actor).filter(pk=access).exists():
        raise Http404
    try:
        act(actor=request.actor, access_id=access)
    except DomainError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, told)
    return redirect("helpdesk")
