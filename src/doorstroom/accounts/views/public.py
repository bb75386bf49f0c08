"""Signing in through a broker: to it, and back."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from doorstroom.accounts.broker import begin, broker_named, finish
from doorstroom.accounts.domain.broker import Broker, Vouched
from doorstroom.accounts.domain.errors import SignInRefused
from doorstroom.accounts.middleware import WITHIN_KEY
from doorstroom.accounts.models import User
from doorstroom.accounts.pages import public_page
from doorstroom.accounts.services import account_by_broker
from doorstroom.accounts.sign_in import note_refusal, visitor
from doorstroom.accounts.wording import REFUSALS


@public_page
@require_GET
def broker_start(request: HttpRequest, broker: str) -> HttpResponse:
    """Sends the browser to the broker. A link and no form: leaving by a form is what the page's policy forbids."""
    found = _broker(broker)
    onward = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    try:
        address = begin(request, found, again="opnieuw" in request.GET, onward=onward if safe else "")
    except SignInRefused as refused:
        return _refused(request, found, refused)
    return redirect(address)


@public_page
@require_GET
def broker_return(request: HttpRequest, broker: str) -> HttpResponse:
    found = _broker(broker)
    try:
        vouched, onward = finish(request, found)
        user, within = account_by_broker(actor=visitor(request), broker=found, vouched=vouched)
    except SignInRefused as refused:
        return _refused(request, found, refused)
    _open_session(request, user, found, vouched, within)
    return redirect(onward or settings.LOGIN_REDIRECT_URL)


def _open_session(request: HttpRequest, user: User, broker: Broker, vouched: Vouched, within: list[int] | None) -> None:
    record_authentication(
        request, user, "broker", type=broker.key, level=vouched.level, proven_at=request.now.timestamp()
    )
    get_adapter(request).login(request, user)
    request.session[WITHIN_KEY] = within
    user_logged_in.send(sender=User, request=request, response=None, user=user)


def _broker(key: str) -> Broker:
    found = broker_named(key)
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, broker: Broker, refused: SignInRefused) -> HttpResponse:
    note_refusal(request, broker.key)
    context = {"broker": broker, "why": REFUSALS[refused.code]}
    return render(request, "accounts/broker_refused.html", context, status=403)
