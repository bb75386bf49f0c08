"""Each role opens on what it needs first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import public_page

FIRST_PAGE = {
    Role.PROGRAMME_MANAGER: "round_list",
    Role.SCHOOL_COORDINATOR: "round_list",
    Role.PROJECT_CONTROLLER: "results",
    Role.RESEARCHER: "results",
    Role.HELPDESK: "helpdesk",
    Role.DESIGNER: "cooperation",
}


@public_page
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    if request.actor is None:
        return redirect("roles")  # says what is missing: a second step, or a role
    return redirect(FIRST_PAGE.get(request.actor.role, "today"))
