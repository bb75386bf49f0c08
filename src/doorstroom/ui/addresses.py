"""What stands in the address of a page, read with care: anybody may have typed it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

FROM_TODAY = "van=vandaag"
YEARS = range(1900, 2200)
"""Beside every day of these years the calendar has weeks and months to turn to."""


def day_in_address(request: HttpRequest, name: str) -> date | None:
    """The day under this name; a broken or a far one is as good as none."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if day.year in YEARS else None


def from_today(address: str) -> str:
    """The address of a page from which one comes back to the list of the day."""
    return f"{address}{'&' if '?' in address else '?'}{FROM_TODAY}"


def back(request: HttpRequest, address: str) -> HttpResponse:
    """After an act: to the list of the day for who came from there, else to this address."""
    return redirect("today" if request.GET.get("van") == "vandaag" else address)
