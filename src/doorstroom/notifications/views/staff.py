"""One's own news, how it comes, and one's calendar."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.notifications.forms import CalendarForm, DeliveryForm
from doorstroom.notifications.selectors import calendar_link, chosen_kinds, inbox
from doorstroom.notifications.services import choose_delivery, issue_calendar_link, mark_read, revoke_calendar_link


@staff_page()
@require_GET
def news(request: HttpRequest) -> HttpResponse:
    return render(request, "notifications/news.html", {"news": inbox(request.actor)})


@staff_page()
@require_POST
def news_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one message off the list; somebody else's stays where it is."""
    mark_read(membership=request.membership, message_id=pk, at=request.now)
    return redirect("news")


@staff_page()
@require_http_methods(["GET", "POST"])
def news_choice(request: HttpRequest) -> HttpResponse:
    """How each kind comes; a functional administrator also chooses for the organisation."""
    kinds = chosen_kinds(request.actor)
    administers = request.actor.role == Role.FUNCTIONAL_ADMINISTRATOR
    shared = administers and request.POST.get("for") == "organisation"
    own = DeliveryForm(None if shared else request.POST or None, kinds=kinds, for_organisation=False)
    organisation = DeliveryForm(request.POST if shared else None, kinds=kinds, for_organisation=True)
    form = organisation if shared else own
    if request.method == "POST" and form.is_valid():
        choose_delivery(actor=request.actor, choices=form.cleaned_data, for_organisation=shared)
        messages.success(request, _("Saved: this is how messages come from now on."))
        return redirect("news_choice")
    context = {"own": own, "organisation": organisation if administers else None}
    return render(request, "notifications/choice.html", context)


@staff_page()
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Make or revoke the secret address of one's calendar; it is shown once, when it is made."""
    form, address = CalendarForm(request.POST or None), ""
    if request.method == "POST" and request.POST.get("act") == "revoke":
        revoke_calendar_link(actor=request.actor)
        messages.success(request, _("The address of your calendar has stopped."))
        return redirect("calendar")
    if request.method == "POST" and form.is_valid():
        token = issue_calendar_link(actor=request.actor, with_names=form.cleaned_data["with_names"])
        address = f"{settings.BASE_URL.rstrip('/')}{reverse('calendar_file', args=[token])}"
    context = {"form": form, "address": address, "link": calendar_link(request.actor)}
    return render(request, "notifications/calendar.html", context)
