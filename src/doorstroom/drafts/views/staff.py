"""Keeps and gives back what is in a form. Only scripts ask; every form works without."""

from __future__ import annotations

import json
import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import EVERYONE, staff_page
from doorstroom.drafts.services import Fields, drop_draft, keep_draft, kept_draft
from doorstroom.kernel.actor import Actor

LONGEST_KEY = 200
_PERSON = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@staff_page(*EVERYONE, Role.HELPDESK)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    return answer(request, request.actor)


def answer(request: HttpRequest, actor: Actor) -> HttpResponse:
    """204 when there is nothing, or when it is done."""
    if request.method == "GET":
        kept = kept_draft(actor=actor, key=request.GET.get("key", "")[:LONGEST_KEY])
        if kept is None:
            return HttpResponse(status=204)
        return JsonResponse({"fields": kept.fields, "at": int(kept.saved_at.timestamp() * 1000)})
    key, fields = request.POST.get("key", "")[:LONGEST_KEY], _fields(request.POST.get("fields", "[]"))
    if not key or fields is None:
        return HttpResponse(status=400)
    if not fields:
        drop_draft(actor=actor, key=key)
    elif not keep_draft(actor=actor, key=key, fields=fields, person_id=_about(key, request.POST.get("path", ""))):
        return HttpResponse(status=400)
    return HttpResponse(status=204)


def _about(*texts: str) -> UUID | None:
    """The person in the form's name or in the address of its page: only people have such identifiers."""
    found = next((match for text in texts if (match := _PERSON.search(text))), None)
    return UUID(found[0]) if found else None


def _fields(text: str) -> Fields | None:
    """Pairs of name and value; None for anything else."""
    try:
        pairs = json.loads(text)
    except ValueError:
        return None
    well_formed = isinstance(pairs, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in pairs
    )
    return pairs if well_formed else None
