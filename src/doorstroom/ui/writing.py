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


def saved(request: HttpRequest, form: forms.Form, act: Callable[..., Any], told: str) -> Any:
    """What the act gave back when the form was sent and accepted; else None, with the refusal in the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        result = act(actor=request.actor, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, sentence(error))
        return None
    messages.success(request, told)
    return result


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
