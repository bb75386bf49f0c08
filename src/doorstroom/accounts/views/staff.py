"""In which role does one act?"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.middleware import MEMBERSHIP_KEY, WITHIN_KEY
from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import EVERYONE, staff_page
from doorstroom.accounts.selectors import memberships_of


@staff_page(*EVERYONE, Role.HELPDESK)
@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Shows the roles one has, and changes to another."""
    memberships = memberships_of(request.user, on=request.today, within=request.session.get(WITHIN_KEY))
    if request.method == "POST":
        chosen = memberships.filter(pk=request.POST.get("membership", "0")).first()
        if chosen is None:
            raise Http404
        request.session[MEMBERSHIP_KEY] = chosen.pk
        return redirect("home")
    return render(request, "accounts/roles.html", {"memberships": memberships})
