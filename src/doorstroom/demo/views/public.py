"""Lets a visitor of the demo choose who to be. These addresses exist only where the demo runs."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.middleware import MEMBERSHIP_KEY
from doorstroom.accounts.pages import public_page
from doorstroom.demo.personas import persona_cards, sign_in_as, ways_in


@public_page
@require_http_methods(["GET", "POST"])
def personas(request: HttpRequest) -> HttpResponse:
    """The people of the demo, each with what she does."""
    if request.method == "POST":
        membership = sign_in_as(request.POST.get("persona", ""), on=request.today)
        if membership is None:
            raise Http404
        login(request, membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        request.session[MEMBERSHIP_KEY] = membership.pk
        return redirect("home")
    return render(request, "demo/personas.html", {"cards": persona_cards(on=request.today), "links": ways_in()})
