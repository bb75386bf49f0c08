"""What the partnership promises: what holds, what held, and from which day it changes."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.signals.forms import PromisesForm
from doorstroom.signals.selectors.promises import promises_on, versions
from doorstroom.signals.services import set_promises
from doorstroom.signals.wording import PROMISED, refusal

PER_PAGE = 10


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)
@require_http_methods(["GET", "POST"])
def promises(request: HttpRequest) -> HttpResponse:
    """Everybody who leads reads them; the functional administrator sets them."""
    may_set, now = request.actor.role == Role.FUNCTIONAL_ADMINISTRATOR, asdict(promises_on(request.today))
    if request.method == "POST" and not may_set:
        raise Http404
    form = PromisesForm(request.POST or None, initial={**now, "valid_from": request.today}) if may_set else None
    if form and request.method == "POST" and form.is_valid() and _saved(request, form):
        return redirect("promises")
    context = {
        "now": [(label, now[name]) for name, (label, _least, _most) in PROMISED.items()], "form": form,
        "page": Paginator(versions(), PER_PAGE).get_page(request.GET.get("pagina")), "names": list(PROMISED),
    }  # fmt: skip
    return render(request, "signals/promises.html", context)


def _saved(request: HttpRequest, form: PromisesForm) -> bool:
    given = form.cleaned_data
    try:
        set_promises(
            actor=request.actor, promises=form.promises(), valid_from=given["valid_from"], because=given["because"],
            on=request.today,
        )  # fmt: skip
    except DomainError as error:
        form.add_error("valid_from", refusal(error))
        return False
    messages.success(request, _("Saved. From that day on everybody's list follows this."))
    return True
