"""Reads of oversight."""

from doorstroom.oversight.selectors.reviews import (
    Shown,
    item_rows,
    looks_of,
    next_open,
    reviewed_organisations,
    reviews,
    shown_item,
    works_council,
)

__all__ = [
    "Shown",
    "item_rows",
    "looks_of",
    "next_open",
    "reviewed_organisations",
    "reviews",
    "shown_item",
    "works_council",
]
