"""A visit without an account: the code is asked once, then this browser may read for half an hour.

Whatever is wrong (another person's code, an old link, no link at all), the answer is one and the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstroom.accounts.access import network_of
from doorstroom.accounts.pages import link_page
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, participant_actor
from doorstroom.participants.models import PersonLink

KEY = "participant_visit"
LASTS = timedelta(minutes=30)
View = Callable[..., HttpResponse]


def begin(request: HttpRequest, link: PersonLink) -> None:
    """Remember the visit in a new session key."""
    request.session.cycle_key()
    ends = request.now + LASTS
    request.session[KEY] = {"link": link.pk, "person": str(link.person_id), "ends": ends.isoformat()}


def end(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def participant_page(view: View) -> View:
    """A page of the person behind the visit; `request.participant` is she, and only her rows are in scope."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = _visitor(request.session.get(KEY), request.now, network_of(request))
        if actor is None:
            return closed(request)
        with scope(actor, nested=True):
            usable = PersonLink.objects.filter(
                pk=request.session[KEY]["link"], revoked_at=None, expires_at__gt=request.now
            )
            if not usable.exists():
                return closed(request)
            request.participant = actor
            return view(request, *args, **kwargs)

    return link_page("participant")(guarded)


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "portals/participant/closed.html", status=404)


def _visitor(visit: dict[str, Any] | None, now: datetime, network: str) -> Actor | None:
    if not visit or datetime.fromisoformat(visit["ends"]) <= now:
        return None
    return participant_actor(at=now, person_id=UUID(visit["person"]), network=network)
