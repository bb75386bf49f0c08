"""A form, one service, and the refusal in the form: what most pages of staff that write do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence

PER_PAGE = 20


Told = str | Callable[[Any], str]
"""What to say when it is done: as it stands, or made from what the act gave back."""


def saved(request: HttpRequest, form: forms.Form, act: Callable[..., Any], told: Told, *, tags: str = "") -> Any:
    """What the act gave back when the form was sent and accepted (True where that is nothing); else None, with the
    refusal in the form. The act is given the form's `values()` where it has these. `tags` go with the message."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        given = form.values() if hasattr(form, "values") else form.cleaned_data
        return _told(request, act(actor=request.actor, **given), told, tags)
    except DomainError as error:
        form.add_error(None, sentence(error))
        return None


def acted(request: HttpRequest, act: Callable[[], Any], told: Told) -> Any:
    """The same for a button: a refusal is said on the page that follows."""
    try:
        return _told(request, act(), told)
    except DomainError as error:
        messages.error(request, sentence(error))
        return None


def _told(request: HttpRequest, result: Any, told: Told, tags: str = "") -> Any:
    messages.success(request, told(result) if callable(told) else told, extra_tags=tags)
    return True if result is None else result


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
