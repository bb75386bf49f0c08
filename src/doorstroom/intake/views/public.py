""" "Meedoen": somebody registers herself, without an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.access import address_of, system_actor
from doorstroom.accounts.pages import public_page
from doorstroom.database.scope import scope
from doorstroom.intake.forms import JoinForm
from doorstroom.intake.selectors import Choice, choices_to_join
from doorstroom.intake.services import Registration, count_try, register_oneself
from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence

TRIES_PER_HOUR = 30  # per address; a library or a school is one address for many people
FIELDS = ("given_name", "family_name", "birth_date", "phone", "email", "language")


@public_page
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """A filled-in hidden field is a machine: it hears that all went well, and nothing happens."""
    choices = choices_to_join(request.today)
    form = JoinForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        if _too_often(request):
            form.add_error(None, _("Many people signed up from this place in the last hour. Please call us instead."))
        elif form.cleaned_data["website"] or _registered(request, form, choices):
            return redirect("join_done")
    chosen = choices[0].programme.receiving_desk if choices else None
    return render(request, "intake/join.html", {"form": form, "choices": choices, "desk": chosen})


@public_page
@require_GET
def join_done(request: HttpRequest) -> HttpResponse:
    return render(request, "intake/join_done.html")


def _registered(request: HttpRequest, form: JoinForm, choices: list[Choice]) -> bool:
    choice = next(choice for choice in choices if choice.key == form.cleaned_data["choice"])
    registration = Registration(**{name: form.cleaned_data[name] for name in FIELDS})
    actor = system_actor(at=request.now, purpose="meedoen")
    try:
        with scope(actor, nested=True):
            register_oneself(
                actor=actor, programme=choice.programme, round=choice.round, registration=registration,
                on=request.today,
            )  # fmt: skip
    except DomainError as error:
        form.add_error(None, sentence(error))
        return False
    return True


def _too_often(request: HttpRequest) -> bool:
    return count_try(address=address_of(request), at=request.now) > TRIES_PER_HOUR
