"""How somebody proved who she is, and the log of signing in.

A password alone opens no page about people: the session must have seen a second step (an app, a passkey, a recovery
code), or a broker that vouches at a level of assurance the configuration accepts.
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from doorstroom.accounts.access import network_of
from doorstroom.accounts.models import User
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor


def is_proven(request: HttpRequest) -> bool:
    """Did this session see more than a password?"""
    if not settings.STRONG_SIGN_IN:
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def ask_again(request: HttpRequest) -> None:
    """Before data leave: have her prove again who she is, unless she did so in the last five minutes."""
    if settings.STRONG_SIGN_IN:
        raise_if_reauthentication_required(request, app="doorstroom")


@receiver(authenticator_added)
def _adding_proves(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who sets up an app or a passkey shows that she holds it; codes on paper are only printed."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=authenticator.type)
    _note(request, user, "change", "second_factor", authenticator.type)


@receiver(authenticator_removed)
def _note_removal(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    _note(request, user, "delete", "second_factor", authenticator.type)


@receiver(user_logged_in)
def _note_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
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
    pk = user.pk if user else None
    actor = Actor(at=request.now, role="", user_id=pk, network=network_of(request))
    log(actor, Logged(action, subject, pk or "", fields=fields, purpose="sign_in", result=result))
