"""The answer when something breaks: 503 when the database or the disk will be back by itself, else 500.

What somebody sent is kept on the page, so that it can be sent once more without typing it again, with or without
scripts. A press that was saved after all has no second effect (drafts.middleware).
"""

from __future__ import annotations

import errno
import sys

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.views.defaults import server_error

RETRY_SECONDS = 10
LONG_TEXT = 20
"""Characters from which a text is shown again: what nobody likes to type twice."""
NO_ECHO = "/inloggen/"  # passwords and codes are never sent back


def failed(request: HttpRequest) -> HttpResponse:
    """What Django asks when an answer broke off; the error is the one being handled."""
    if comes_back(sys.exception()):
        return unable(request)
    return server_error(request)


def comes_back(error: BaseException | None) -> bool:
    """Is the database away, busy or out of room, or the disk full?"""
    if isinstance(error, OSError):
        return error.errno == errno.ENOSPC
    return isinstance(error, OperationalError | InterfaceError)


def unable(request: HttpRequest, *, room: bool = False) -> HttpResponse:
    """503, with what was sent; `room` when writing is refused because the disk is nearly full."""
    fields = sent(request)
    typed = [value for name, value in fields if len(value) >= LONG_TEXT and name != "csrfmiddlewaretoken"]
    context = {"room": room, "fields": fields, "typed": typed, "address": request.get_full_path()}
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "private, no-store"
    return response


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that can be sent once more; none of a form with files, which a page cannot hold."""
    if request.method != "POST" or request.path.startswith(NO_ECHO):
        return []
    try:
        if request.FILES:
            return []
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []
