"""A double click, a retry and a press after “Back” have one effect.

Django masks the form token anew for every page, so token, address and fields together name one press. The row that
claims it is part of the transaction of the act: both are there, or neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from doorstroom.database.scope import scope
from doorstroom.drafts.services import claim_press, drop_draft, settle_press

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 the name of a field
LONGEST_ADDRESS = 500


class OnceMiddleware:
    """Stands below the middleware that opens the transaction, and asks after the form token was checked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        claimed = getattr(request, "claimed_press", None)
        if claimed and response.status_code < 500:  # what failed is undone as a whole, its claim too
            led_to = response.headers.get("Location", "") if 300 <= response.status_code < 400 else ""
            settle_press(fingerprint=claimed, led_to=led_to[:LONGEST_ADDRESS])
            writer = getattr(request, "participant", None) or request.actor  # type: ignore[attr-defined]
            if led_to and writer and (key := request.POST.get("draft_key")):
                with scope(writer, nested=True):
                    drop_draft(actor=writer, key=key)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or not hasattr(view, "audience") or not request.POST.get(TOKEN):
            return None
        fingerprint = press_of(request)
        led_to = claim_press(fingerprint=fingerprint, at=request.now)  # type: ignore[attr-defined]
        if led_to is None:
            request.claimed_press = fingerprint  # type: ignore[attr-defined]
            return None
        messages.info(
            request,
            _("This was saved the first time; nothing was done twice."),
            extra_tags=request.POST.get("draft_key", ""),
        )
        return HttpResponseRedirect(led_to)


def press_of(request: HttpRequest) -> str:
    """Who pressed what with which fields; the token in it is random, so that nothing can be read back."""
    digest = hashlib.sha256()
    user = request.user.pk if request.user.is_authenticated else ""
    for part in (str(user), request.get_full_path()):
        digest.update(f"{part}\x1e".encode())
    for name, values in sorted(request.POST.lists()):
        digest.update(f"{name}\x1f{chr(31).join(values)}\x1e".encode(errors="surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(f"{name}\x1f{file.name}\x1e".encode(errors="surrogatepass"))
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
