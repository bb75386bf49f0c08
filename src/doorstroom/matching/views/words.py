"""Yes and no to one place, and the words that a participant approves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.kernel.errors import DomainError
from doorstroom.matching.access import GUIDES, MATCHERS, guides
from doorstroom.matching.forms import WordForm, WordingsForm
from doorstroom.matching.models import Willingness
from doorstroom.matching.selectors import places_of_person
from doorstroom.matching.selectors import words as selectors
from doorstroom.matching.selectors.words import agreed, own_words, words_about
from doorstroom.matching.services import approve_wordings, record_answer, say_word
from doorstroom.matching.views.staff import read_of, said_of
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.placements.access import may_arrange
from doorstroom.ui.wording import sentence

Side = Willingness.Side
PER_PAGE = 50


@staff_page(*MATCHERS)
@require_http_methods(["GET", "POST"])
def place_word(request: HttpRequest, person: UUID, pk: int) -> HttpResponse:
    """One person and one place: the reasons, what was said, and one's own word."""
    found = places_of_person(request.actor, person, place_id=pk)
    if found is None or not found.found:
        raise Http404
    ((place, assessment),) = found.found
    sides = [Side.PERSON, Side.CASEWORKER] if guides(request.actor) else [Side.ACCOUNT_MANAGER]
    form, refusal = WordForm(request.POST or None, sides=sides, initial={"side": sides[-1]}), ""
    if request.method == "POST" and form.is_valid():
        try:
            say_word(actor=request.actor, person_id=person, place_id=pk, at=request.now, **form.cleaned_data)
        except DomainError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("It is written down."), extra_tags=f"word-{person}-{pk}")
            return redirect("place_word", person=person, pk=pk)
    log(request.actor, read_of(found.person, found.reader))
    record_answer(actor=request.actor, question=found.question, found=[assessment], subject=person)
    context = {
        "person": found.person,
        "place": place,
        "group": assessment.group.name.lower(),
        "reasons": said_of(assessment, found.person, found.reader, found.words),
        "said": words_about(request.actor, person_id=person, place_id=pk),
        "both": agreed(place),
        "may_arrange": may_arrange(request.actor),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "matching/place_word.html", context, status=409 if refusal else 200)


@staff_page(*MATCHERS)
@require_GET
def introductions(request: HttpRequest) -> HttpResponse:
    """Who may meet which employer, and, for who guides, whose yes is still waited for."""
    page = Paginator(selectors.introductions(request.actor, on=request.today), PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    people = {each.person.pk for each in page.object_list}
    log_many(request.actor, (Logged("read", "person", pk, pk, ["core", "placement"]) for pk in sorted(people)))
    context = {"page": page, "may_arrange": may_arrange(request.actor), "guides": guides(request.actor)}
    return render(request, "matching/introductions.html", context)


@staff_page(*GUIDES)
@require_http_methods(["GET", "POST"])
def person_wordings(request: HttpRequest, person: UUID) -> HttpResponse:
    """What an account manager may read, in words that the participant approved with the one who guides her."""
    shown = get_object_or_404(visible_people(request.actor, Category.PROFILE), pk=person)
    form = WordingsForm(request.POST or None, words=own_words(request.actor, person))
    if request.method == "POST" and form.is_valid():
        approve_wordings(actor=request.actor, person_id=person, texts=form.cleaned_data, on=request.today)
        messages.success(request, _("The approved words are kept."), extra_tags=f"wordings-{person}")
        return redirect("person_wordings", person=person)
    purpose = purpose_of(request.actor, person)
    log(request.actor, Logged("read", "person", person, person, ["core", "profile"], purpose))
    return render(request, "matching/person_wordings.html", {"person": shown, "form": form})
