"""The calendar file behind a secret address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doorstroom.accounts.access import actor_of, network_of
from doorstroom.accounts.pages import public_page
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.notifications.domain.ics import calendar_file as written
from doorstroom.notifications.selectors import link_behind
from doorstroom.signals.selectors.calendar import calendar_entries


@public_page
@require_GET
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """What the member behind the address may see now, and nothing after it is revoked or she has left."""
    link = link_behind(token, at=request.now)
    if link is None:
        raise Http404
    actor = actor_of(link.membership, at=request.now, network=network_of(request))
    with scope(actor, nested=True):
        entries = calendar_entries(actor, with_names=link.with_names)
        log(actor, Logged("read", "calendar_link", link.pk, fields=["names"] if link.with_names else []))
    text = written(_("Appointments"), entries, at=request.now)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="doorstroom.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
