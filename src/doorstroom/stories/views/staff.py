"""Stories as staff work on them: written with who tells, read back, shown with every yes."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.participants.models import Person
from doorstroom.placements.access import visible_placements
from doorstroom.programmes.models import Programme
from doorstroom.stories.access import WRITERS, programmes_here
from doorstroom.stories.domain.consent import Side
from doorstroom.stories.forms import ConsentForm, StoryForm
from doorstroom.stories.selectors import Shown, shown, stories
from doorstroom.stories.services import change_story, record_consent, withdraw_consent, write_story
from doorstroom.stories.wording import in_words
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.ui.writing import page_of, saved

FORM = ["GET", "POST"]


@staff_page(*WRITERS)
@require_GET
def story_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, stories(request.actor))
    rows = [shown(each, request.today) for each in page]
    log(request.actor, Logged("read", "story", fields=["list"]))
    return render(request, "stories/story_list.html", {"rows": rows, "page": page})


@staff_page(*WRITERS)
@require_http_methods(FORM)
def story_new(request: HttpRequest, person: UUID) -> HttpResponse:
    teller = get_object_or_404(visible_people(request.actor, Category.CONTACT), pk=person)
    under_way = visible_trajectories(request.actor).filter(person=teller, programme=OuterRef("pk"))
    programmes = Programme.objects.filter(Exists(under_way)).order_by("name")
    form = StoryForm(request.POST or None, programmes=programmes, employers=_employers_of(request, teller))
    log(request.actor, Logged("read", "person", teller.pk, teller.pk, ["core"], purpose_of(request.actor, teller.pk)))
    return _written(request, form, partial(write_story, person=teller), teller)


@staff_page(*WRITERS)
@require_http_methods(FORM)
def employer_story_new(request: HttpRequest) -> HttpResponse:
    form = StoryForm(request.POST or None, programmes=programmes_here(request.actor), employers=_employers())
    form.fields["employer"].required = True
    return _written(request, form, write_story)


@staff_page(*WRITERS)
@require_http_methods(FORM)
def story_change(request: HttpRequest, story: int) -> HttpResponse:
    found = _story_or_404(request, story).story
    employers = _employers_of(request, found.person) if found.person else _employers()
    names = ("title", "text", "first_name", "employer", "places", "until")
    initial = {name: getattr(found, name) for name in names}
    form = StoryForm(request.POST or None, programmes=None, employers=employers, initial=initial)
    return _written(request, form, partial(change_story, story=found), found.person)


@staff_page(*WRITERS)
@require_http_methods(FORM)
def story_detail(request: HttpRequest, story: int) -> HttpResponse:
    found = _story_or_404(request, story)
    missing = {each.side.value for each in found.asked if each.consent is None}
    form = ConsentForm(request.POST or None, asked=missing, initial={"given_on": request.today})
    if saved(request, form, partial(record_consent, story=found.story), _("The yes is kept.")):
        return redirect("story", story)
    context = {"found": found, "reasons": in_words(found.reasons), "form": form if missing else None}
    return render(request, "stories/story.html", context)


@staff_page(*WRITERS)
@require_POST
def story_withdraw(request: HttpRequest, story: int, side: str) -> HttpResponse:
    found = _story_or_404(request, story)
    if side not in tuple(Side):
        raise Http404
    withdraw_consent(actor=request.actor, story=found.story, side=side)
    messages.success(request, _("Taken back. Nobody can read the story any more."))
    return redirect("story", story)


def _story_or_404(request: HttpRequest, story: int) -> Shown:
    """The newest version; an older one leads nowhere."""
    found = get_object_or_404(stories(request.actor), pk=story)
    person = found.person_id
    purpose = purpose_of(request.actor, person) if person else ""
    log(request.actor, Logged("read", "story", found.pk, person, ["text"], purpose))
    return shown(found, request.today)


def _written(request: HttpRequest, form: StoryForm, act: Any, person: Person | None = None) -> HttpResponse:
    told = _("Kept. Read it back now: without a yes nobody can read it.")
    if story := saved(request, form, act, told):
        return redirect("story", story.pk)
    return render(request, "stories/story_form.html", {"form": form, "person": person})


def _employers_of(request: HttpRequest, person: Person) -> QuerySet[Organisation]:
    placed = visible_placements(request.actor).filter(person=person, site__organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(placed)).order_by("name")


def _employers() -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind=OrganisationKind.EMPLOYER, merged_into=None).order_by("name")
