"""Where somebody who found a leak can tell it (RFC 9116)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import public_page

VALID = timedelta(days=90)


@public_page
@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(request.now + VALID).isoformat(timespec='seconds')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
