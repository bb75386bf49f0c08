"""An employer's visit: the code is asked once, then this browser may read and answer for half an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstroom.accounts.access import network_of
from doorstroom.accounts.pages import link_page
from doorstroom.database.scope import scope
from doorstroom.placements.access import employer_actor
from doorstroom.placements.models import EmployerLink
from doorstroom.placements.selectors import usable_link

KEY = "employer_visit"
LASTS = timedelta(minutes=30)
View = Callable[..., HttpResponse]


def begin(request: HttpRequest, link: EmployerLink) -> None:
    request.session.cycle_key()
    request.session[KEY] = {"link": link.pk, "ends": (request.now + LASTS).isoformat()}


def end(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def employer_page(view: View) -> View:
    """A page of the contact behind the visit; `request.employer` acts, within what its placements open."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = request.session.get(KEY)
        if not visit or datetime.fromisoformat(visit["ends"]) <= request.now:
            return closed(request)
        link = usable_link(visit["link"], at=request.now)
        if link is None:
            return closed(request)
        request.employer_link = link
        request.employer = employer_actor(link, at=request.now, network=network_of(request))
        with scope(request.employer, nested=True):
            return view(request, *args, **kwargs)

    return link_page("employer")(guarded)


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "portals/employer/closed.html", status=404)
