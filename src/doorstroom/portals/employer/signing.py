"""The workplace supervisor says what somebody can do now, behind the employer's link.

What the person learns is part of a trajectory, which an employer does not see: it is read and signed for this one
placement, and only the names of the parts leave this module.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from doorstroom.accounts.access import system_actor
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.demand.models import WorkProcess
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.errors import DomainError
from doorstroom.learning.models import SignOff
from doorstroom.learning.selectors import Cell, lines, processes_of
from doorstroom.learning.services import sign_off
from doorstroom.placements.models import EmployerLink, Placement
from doorstroom.placements.selectors import placements_behind
from doorstroom.portals.employer.visit import employer_page
from doorstroom.ui.wording import sentence

PURPOSE = "employer_page"
SIDE = SignOff.Side.WORKPLACE


class ByName(forms.ModelMultipleChoiceField):
    """An employer knows what somebody does, not the code of it in a qualification."""

    def label_from_instance(self, process: Any) -> str:
        return str(process.name)


class SigningForm(forms.Form):
    processes = ByName(
        label=_("What goes well without help?"), queryset=WorkProcess.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("What did you see?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences: what did the person do, and when?"),
    )  # fmt: skip


@employer_page
def sign_work(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Parts of the trade that the supervisor has not signed yet, and what stands signed."""
    actor, link = request.employer, request.employer_link
    placement = placements_behind(link, actor, until=request.today).filter(pk=placement_id).first()
    if placement is None or placement.trajectory_id is None:
        raise Http404
    cells = _cells(actor, placement)
    to_sign = [cell.process.pk for cell in cells if SIDE not in {row.side for row in cell.sign_offs}]
    form = SigningForm(request.POST or None)
    form.fields["processes"].queryset = WorkProcess.objects.filter(pk__in=to_sign)
    if request.method == "POST" and form.is_valid():
        try:
            new = _sign(actor, link, placement, form)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            said = ngettext("Thank you. %(number)s part is signed.", "Thank you. %(number)s parts are signed.", new)
            messages.success(request, said % {"number": new})
            return redirect(request.path)
    log(actor, Logged("read", "sign_off", placement.trajectory_id, placement.person_id, ["placement"]))
    signed = [cell.process for cell in cells if cell.process.pk not in to_sign]
    context = {"placement": placement, "form": form if to_sign else None, "signed": signed, "link": link}
    return render(request, "portals/employer/sign_work.html", context)


def _cells(actor: Actor, placement: Placement) -> list[Cell]:
    with scope(system_actor(at=actor.at, purpose=PURPOSE), nested=True):
        trajectory = placement.trajectory
        assert trajectory is not None  # noqa: S101 asked by the view
        (line,) = lines([trajectory], processes_of(trajectory))
    return list(line.cells)


def _sign(actor: Actor, link: EmployerLink, placement: Placement, form: SigningForm) -> int:
    system = system_actor(at=actor.at, purpose=PURPOSE)
    with scope(system, nested=True):
        return sign_off(
            actor=system, trajectory=placement.trajectory, side=SIDE, on=actor.on,
            signed_by=f"{link.contact.name}, {link.organisation.name}"[:150], **form.cleaned_data,
        )  # fmt: skip
