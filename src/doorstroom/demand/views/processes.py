"""What employers ask people to learn, and the parts of a qualification."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.accounts.pages import staff_page
from doorstroom.demand.forms import AskedForm, ProcessesForm
from doorstroom.demand.models import WorkProcess
from doorstroom.demand.services import ask_processes, write_processes
from doorstroom.demand.views.staff import RECORDERS
from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def employer_asks(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(Organisation, pk=pk, kind=OrganisationKind.EMPLOYER)
    form = AskedForm(request.POST or None, initial={"processes": employer.asked_processes.values_list("process")})
    if request.method == "POST" and form.is_valid():
        ask_processes(actor=request.actor, employer=employer, on=request.today, **form.cleaned_data)
        messages.success(request, _("Saved: what this employer asks people to learn."))
        return redirect("employer_detail", pk=pk)
    context = {"form": form, "employer": employer, "title": _("What should people learn?")}
    return render(request, "demand/contact_form.html", context)


@staff_page(Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER, Role.FUNCTIONAL_ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def process_list(request: HttpRequest) -> HttpResponse:
    """The parts of all qualifications, and a field to write down more."""
    form = ProcessesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = write_processes(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error("text", sentence(error))
        else:
            said = ngettext("Saved: %(number)s work process.", "Saved: %(number)s work processes.", number)
            messages.success(request, said % {"number": number})
            return redirect("process_list")
    return render(request, "demand/process_list.html", {"form": form, "processes": WorkProcess.objects.all()})
