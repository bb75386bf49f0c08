"""Reads of arrangements: of one person, and of a programme."""

from doorstroom.arrangements.selectors.lists import Filters, TypeRow, arrangements, by_type, counted
from doorstroom.arrangements.selectors.person import arrangements_of, birth_date_of, judged_for, offered_to

__all__ = [
    "Filters",
    "TypeRow",
    "arrangements",
    "arrangements_of",
    "birth_date_of",
    "by_type",
    "counted",
    "judged_for",
    "offered_to",
]
