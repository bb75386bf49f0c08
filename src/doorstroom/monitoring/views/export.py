"""A file for research, and the wish not to be in it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.monitoring.models import ResearchObjection
from doorstroom.monitoring.selectors.export import has_ground, order_of
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.services.export import EXPORTERS, make_export, object_to_research
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.ui.wording import sentence


@staff_page(*EXPORTERS, data_leave=True)
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, programme: int) -> HttpResponse:
    """What is in the file, and the file itself."""
    found = results_of(request.actor, request.today, programme, parts=False)
    if not found:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            made = make_export(actor=request.actor, results=found[0])
        except DomainError as error:
            refusal = sentence(error)
        else:
            response = HttpResponse(made.archive(), content_type="application/zip")
            response["Content-Disposition"] = f'attachment; filename="onderzoek-{programme}-{request.today}.zip"'
            return response
    context = {
        "results": found[0],
        "order": order_of(found[0]),
        "ground": has_ground(request.actor),
        "refusal": refusal,
    }
    return render(request, "monitoring/export.html", context)


@staff_page(Role.CASEWORKER, Role.JOB_COACH, Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Somebody does not want her record used for research."""
    person = get_object_or_404(visible_people(request.actor, Category.PROGRESS), pk=person_id)
    if request.method == "POST":
        objects = request.POST.get("objects") == "yes"
        object_to_research(actor=request.actor, person_id=person_id, objects=objects)
        messages.success(request, _("Saved."))
        return redirect("research_objection", person_id)
    log(request.actor, Logged("read", "person", person_id, person_id, [Category.PROGRESS],
                              purpose_of(request.actor, person_id)))  # fmt: skip
    stands = ResearchObjection.objects.filter(person=person).first()
    return render(request, "monitoring/research_objection.html", {"person": person, "stands": stands})
