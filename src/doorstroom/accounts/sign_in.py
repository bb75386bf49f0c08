"""How somebody proved who she is, and the log of signing in.

A password alone opens no page about people: the session must have seen a second step (an app, a passkey, a recovery
code), or a broker that vouches at a level of assurance the configuration accepts.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from doorstroom.accounts.access import network_of
from doorstroom.accounts.broker import broker_named
from doorstroom.accounts.models import User
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor

SEEN_KEY = "seen"
NOTED_EVERY = 60  # seconds; each time is one write


def is_proven(request: HttpRequest) -> bool:
    """Did this session see more than a password?"""
    if not settings.STRONG_SIGN_IN:
        return True
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" or _level_counts(record) for record in records)


def _level_counts(record: dict[str, Any]) -> bool:
    """Was this a broker that is still configured, at a level that is enough today?"""
    broker = broker_named(record.get("type", "")) if record["method"] == "broker" else None
    return broker is not None and record["level"] in broker.levels


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """Before data leave: have her prove again who she is, unless she did so in the last five minutes.

    Who came through a broker goes there again: the account library would let her pass, since nothing here can ask her.
    """
    if not settings.STRONG_SIGN_IN:
        return None
    records = [each for each in get_authentication_records(request, request.user) if _level_counts(each)]
    if not records:
        raise_if_reauthentication_required(request, app="doorstroom")
    elif request.now.timestamp() - records[-1]["proven_at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        back = urlencode({"opnieuw": "1", "next": request.get_full_path()})
        return redirect(f"{reverse('broker_start', args=[records[-1]['type']])}?{back}")
    return None


@receiver(authenticator_added)
def _adding_proves(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who sets up an app or a passkey shows that she holds it; codes on paper are only printed."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=authenticator.type)
    _note(request, user, "change", "second_factor", authenticator.type)


@receiver(authenticator_removed)
def _note_removal(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    _note(request, user, "delete", "second_factor", authenticator.type)


def stayed_away(request: HttpRequest) -> bool:
    """Did nothing happen in this session for longer than is allowed? Says once a minute that something did."""
    now = request.now.timestamp()
    seen = request.session.get(SEEN_KEY, now)
    if now - seen > settings.IDLE_MINUTES * 60:
        return True
    if SEEN_KEY not in request.session or now - seen > NOTED_EVERY:
        request.session[SEEN_KEY] = now
    return False


@receiver(user_logged_in)
def _note_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    request.session[SEEN_KEY] = settings.CLOCK.now().timestamp()
    methods = {str(record.get("type", record["method"])) for record in get_authentication_records(request, user)}
    _note(request, user, "sign_in", "account", *sorted(methods))


@receiver(user_logged_out)
def _note_sign_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _note(request, user, "sign_out", "account")


@receiver(user_login_failed)
def _note_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """What was typed is not kept, only of which account, if there is one."""
    if request is not None and hasattr(request, "now"):
        typed = str(credentials.get("email") or credentials.get("username") or "").lower()
        _note(request, User.objects.filter(email=typed).first(), "sign_in", "account", result="refused")


def _note(request: HttpRequest, user: User | None, action: str, subject: str, *fields: str, result: str = "done"):
    if not hasattr(request, "now"):
        return  # a test or a command that opens a session without a request
    entry = Logged(action, subject, user.pk if user else "", fields=fields, purpose="sign_in", result=result)
    log(visitor(request, user), entry)


def visitor(request: HttpRequest, user: User | None = None) -> Actor:
    """Who is about to be somebody here: she acts in no role yet."""
    return Actor(
        at=request.now, role="", user_id=user.pk if user else None, network=network_of(request), purpose="sign_in"
    )


def note_refusal(request: HttpRequest, broker: str) -> None:
    _note(request, None, "sign_in", "account", broker, result="refused")
