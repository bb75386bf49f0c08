"""Gives each request its moment, its actor and its database scope, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from doorstroom.accounts.access import actor_of, network_of
from doorstroom.accounts.selectors import acting_membership
from doorstroom.accounts.sign_in import is_proven, stayed_away
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope

MEMBERSHIP_KEY = "membership"
WITHIN_KEY = "memberships"  # what a broker said that she may act in; absent: everything she has


class ActorMiddleware:
    """One request is one transaction: what fails is undone as a whole, and the scope ends with it.

    `request.now` and `request.today` are the only clock that views use. `request.actor` is None for visitors
    and for who gave a password only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = settings.CLOCK.now()  # type: ignore[attr-defined]
        request.today = request.now.date()  # type: ignore[attr-defined]
        request.actor = request.membership = None  # type: ignore[attr-defined]
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        with transaction.atomic():
            if request.user.is_authenticated and stayed_away(request):
                logout(request)
                messages.info(request, _("You were away for a while, so you were signed out. What you typed is kept."))
            if request.user.is_authenticated and is_proven(request):
                chosen, within = request.session.get(MEMBERSHIP_KEY), request.session.get(WITHIN_KEY)
                request.membership = acting_membership(request.user, chosen=chosen, on=request.today, within=within)  # type: ignore[attr-defined]
            if request.membership:  # type: ignore[attr-defined]
                request.actor = actor_of(request.membership, at=request.now, network=network_of(request))  # type: ignore[attr-defined]
                with scope(request.actor):  # type: ignore[attr-defined]
                    return self._answer(request)
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code == 404 and request.actor and match and match.kwargs:  # type: ignore[attr-defined]
            # Trying addresses shows in the log, whether or not anything stands behind them.
            tried = str(next(iter(match.kwargs.values())))[:40]
            log(request.actor, Logged("read", str(match.url_name)[:60], tried, result="refused"))  # type: ignore[attr-defined]
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"  # a shared computer keeps no page about anybody
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response
