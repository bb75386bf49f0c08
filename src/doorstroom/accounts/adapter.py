"""How sign-in differs from the library's defaults: nobody signs up alone, and secrets are kept sealed."""

from __future__ import annotations

from base64 import b64decode, b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from doorstroom.kernel.sealing import seal, unseal

SEALED_FOR = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return b64encode(seal(text, keys=settings.IDENTITY_KEYS, context=SEALED_FOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(b64decode(encrypted_text), keys=settings.IDENTITY_KEYS, context=SEALED_FOR)
