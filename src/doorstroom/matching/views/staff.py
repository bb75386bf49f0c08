"""Places for a person, and people for a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.matching.access import MATCHERS, Reader
from doorstroom.matching.domain.assessment import Assessment
from doorstroom.matching.selectors import people_of_place, places_of_person
from doorstroom.matching.selectors.words import agreed, approved_texts
from doorstroom.matching.services import record_answer
from doorstroom.matching.services.answers import counts_of
from doorstroom.matching.wording import Said, approved, asked, reasons

PAGE_SIZE = 12


@dataclass(frozen=True)
class Card:
    """One place or one person with its reasons; `heads` is the name of its group where a group begins."""

    group: str
    heads: bool
    thing: Any
    reasons: list[Said]
    agreed: bool


@staff_page(*MATCHERS)
@require_GET
def person_places(request: HttpRequest, person: UUID) -> HttpResponse:
    found = places_of_person(request.actor, person)
    if found is None:
        raise Http404
    log(request.actor, read_of(found.person, found.reader))
    assessments = [each for _, each in found.found]
    record_answer(actor=request.actor, question=found.question, found=assessments, subject=person)
    page = _page(request, found.found)
    rows = [(place, found.person, each) for place, each in page.object_list]
    context = {
        "person": found.person,
        "page": page,
        "cards": _cards(rows, found.reader, found.words),
        "counts": counts_of(assessments),
        "reader": found.reader,
    }
    return render(request, "matching/person_places.html", context)


@staff_page(*MATCHERS)
@require_GET
def place_people(request: HttpRequest, pk: int) -> HttpResponse:
    found = people_of_place(request.actor, pk)
    if found is None:
        raise Http404
    record_answer(actor=request.actor, question=found.question, found=found.found, subject=pk)
    page = _page(request, [(found.people[each.person_id], each) for each in found.found])
    second = found.question.agreed
    log_many(request.actor, (read_of(p, found.reader, second=str(p.pk) in second) for p, _ in page.object_list))
    rows = [(person, person, each) for person, each in page.object_list]
    context = {
        "place": found.place,
        "page": page,
        "cards": _cards(rows, found.reader, found.words),
        "counts": counts_of(found.found),
        "reader": found.reader,
        "asked": [asked(each, found.place) for each in found.exclusions],
    }
    return render(request, "matching/place_people.html", context)


def read_of(person: Any, reader: Reader, *, second: bool = True) -> Logged:
    """Of an address only the postcode area was used, which is contact data all the same."""
    categories = ["core", "profile", "contact", *["adjustments"] * (reader.knows_adjustments and second)]
    return Logged("read", "person", person.pk, person.pk, categories, person.seen_for)


def said_of(assessment: Assessment, person: Any, reader: Reader, words: Any) -> list[Said]:
    """The reasons in the words that are for this reader."""
    if reader.knows_all:
        return reasons(assessment, reader.audience, words)
    return approved(assessment, approved_texts(person.approved), words)


def _page(request: HttpRequest, rows: Any) -> Page:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))


def _cards(rows: list[tuple[Any, Any, Assessment]], reader: Reader, words: Any) -> list[Card]:
    """`rows` are what the card is about, the person in it, and how both suit each other."""
    cards: list[Card] = []
    for thing, person, each in rows:
        group = each.group.name.lower()
        heads = not cards or cards[-1].group != group
        cards.append(Card(group, heads, thing, said_of(each, person, reader, words), agreed(thing)))
    return cards
