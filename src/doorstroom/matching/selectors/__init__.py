"""Reads of matching: the facts of both sides, the pages, and what other apps ask."""

from doorstroom.matching.selectors.facts import people_facts, places_facts
from doorstroom.matching.selectors.pages import people_of_place, places_of_person
from doorstroom.matching.selectors.travel import TravelSummary, travel_summary

__all__ = [
    "TravelSummary",
    "people_facts",
    "people_of_place",
    "places_facts",
    "places_of_person",
    "travel_summary",
]
