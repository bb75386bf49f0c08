"""Places for a person, and people for a place."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.demand.models import Place
from doorstroom.matching.access import MATCHERS, Reader
from doorstroom.matching.domain.assessment import Assessment, Group
from doorstroom.matching.selectors import people_of_place, places_of_person
from doorstroom.matching.wording import Said, reasons
from doorstroom.participants.models import Person

PAGE_SIZE = 15
SEED = "people for a place"


@dataclass(frozen=True)
class Card:
    """One place or one person with its reasons; `heads` is the name of its group where a group begins."""

    group: str
    heads: bool
    thing: Place | Person
    reasons: list[Said]


@staff_page(*MATCHERS)
@require_GET
def person_places(request: HttpRequest, person: UUID) -> HttpResponse:
    found = places_of_person(request.actor, person)
    if found is None:
        raise Http404
    log(request.actor, _read(found.person, found.reader))
    page = _page(request, found.found)
    cards = _cards(page, found.reader.audience, found.words)
    counts = {group.name.lower(): sum(a.group is group for _, a in found.found) for group in Group}
    context = {"person": found.person, "page": page, "cards": cards, "counts": counts}
    return render(request, "matching/person_places.html", context)


@staff_page(*MATCHERS)
@require_GET
def place_people(request: HttpRequest, pk: int) -> HttpResponse:
    found = people_of_place(request.actor, pk, seed=SEED)
    if found is None:
        raise Http404
    groups = found.groups
    in_order = [(found.people[a.person_id], a) for a in (*groups.fits, *groups.nearly, *groups.not_yet)]
    page = _page(request, in_order)
    log_many(request.actor, (_read(each, found.reader) for each, _ in page.object_list))
    counts = {"fits": len(groups.fits), "nearly": len(groups.nearly), "not_yet": len(groups.not_yet)}
    cards = _cards(page, found.reader.audience, found.words)
    context = {"place": found.place, "page": page, "cards": cards, "counts": counts, "reader": found.reader}
    return render(request, "matching/place_people.html", context)


def _read(person: Person, reader: Reader) -> Logged:
    """Of an address only the postcode area was used, which is contact data all the same."""
    categories = ["core", "profile", "contact", *["adjustments"] * reader.knows_adjustments]
    return Logged("read", "person", person.pk, person.pk, categories, person.seen_for)


def _page(request: HttpRequest, rows: list[tuple[Place | Person, Assessment]]) -> Page:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))


def _cards(page: Page, audience: str, words: dict[str, str]) -> list[Card]:
    cards: list[Card] = []
    for thing, each in page.object_list:
        group = each.group.name.lower()
        heads = not cards or cards[-1].group != group
        cards.append(Card(group, heads, thing, reasons(each, audience, words)))
    return cards
