"""Publishing results: the look beforehand, and the page that anybody may read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import public_page, staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.errors import DomainError
from doorstroom.monitoring.access import open_programmes
from doorstroom.monitoring.selectors.publication import PrintedTable, printed, proposal_of, public_results
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.selectors.visit import visit_blocks
from doorstroom.monitoring.services.publication import publish_table
from doorstroom.monitoring.views.report import as_pdf
from doorstroom.monitoring.wording import SITUATIONS, WHAT_IS_COUNTED, how_printed, obstacles_in_words
from doorstroom.stories.models import Story
from doorstroom.stories.selectors import readable
from doorstroom.ui.wording import sentence


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def publication(request: HttpRequest, programme: int) -> HttpResponse:
    """What everybody would read, and why it may not be opened yet."""
    found = results_of(request.actor, request.today, programme, parts=False)
    if not found:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            publish_table(actor=request.actor, programme=found[0].programme)
        except DomainError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Everybody can read this now."))
            return redirect("public_results")
    proposal = proposal_of(found[0])
    context = {
        "programme": proposal.programme,
        "proposal": proposal,
        "small": len(proposal.protected.primary),
        "obstacles": obstacles_in_words(proposal.obstacles),
        "refusal": refusal,
        "today": request.today,
        **_shown(printed(proposal.release)),
    }
    return render(request, "monitoring/publication.html", context)


@staff_page(Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER, Role.BOARD_MEMBER)
@require_GET
def visit_kit(request: HttpRequest, programme: int) -> HttpResponse:
    """What a visitor takes home, made anew each time: a story whose yes was taken back is not in it."""
    found = get_object_or_404(open_programmes(request.actor), pk=programme)
    with scope(system_actor(at=request.now, purpose="visit_kit"), nested=True):
        blocks = visit_blocks(found, request.membership, request.today)
    log(request.actor, Logged("export", "visit_kit", found.pk))
    return as_pdf(request, found.name, blocks)


@public_page
@require_GET
def outcomes(request: HttpRequest) -> HttpResponse:
    """Results for everybody, without signing in: only tables that were published, as they were printed."""
    with scope(system_actor(at=request.now, purpose="public_stories"), nested=True):
        told = readable(Story.Where.PUBLIC, request.today)
    found = [
        {"row": each.row, "stories": [story for story in told if story.programme_id == each.row.programme_id],
         **_shown(each.table)}
        for each in public_results()
    ]  # fmt: skip
    return render(request, "monitoring/public_results.html", {"tables": found, "counted": WHAT_IS_COUNTED})


def _shown(table: PrintedTable) -> dict[str, Any]:
    names = [SITUATIONS[situation] for situation in table.situations]
    rows = [(row, list(zip(names, row.cells, strict=True))) for row in table.rows]
    how = how_printed(table.withheld, table.release.threshold, table.release.base)
    return {"table": table, "names": names, "rows": rows, "how": how}
