"""What stands in the address of a page, read with care: anybody may have typed it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

YEARS = range(1900, 2200)
"""Beside every day of these years the calendar has weeks and months to turn to."""


def day_in_address(request: HttpRequest, name: str) -> date | None:
    """The day under this name; a broken or a far one is as good as none."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if day.year in YEARS else None
