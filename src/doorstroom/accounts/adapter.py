"""How sign-in differs from the library's defaults: nobody signs up alone, and secrets are kept sealed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.core.context import request_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import translation

from doorstroom.accounts.models import User
from doorstroom.kernel.sealing import seal, unseal

SEALED_FOR = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Who never had a password is welcomed, instead of told that she forgot it."""
        if user.has_usable_password() or user.last_login:
            super().send_password_reset_mail(user, email, context)
        else:
            self.send_mail("account/email/welcome", email, context)


def invite(request: HttpRequest, user: User) -> None:
    """Mail a new colleague where she sets her own password, once her account is kept. Who missed it asks for it again
    as for a forgotten one."""

    def send() -> None:
        with request_context(request), translation.override(settings.LANGUAGE_CODE):
            request_password_reset(request, user.email, [user], None)

    transaction.on_commit(send, robust=True)


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return b64encode(seal(text, keys=settings.IDENTITY_KEYS, context=SEALED_FOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(b64decode(encrypted_text), keys=settings.IDENTITY_KEYS, context=SEALED_FOR)
