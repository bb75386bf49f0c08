"""The gallery: every component on one page, for whoever builds a page and for the accessibility tests."""

from __future__ import annotations

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstroom.ui import gallery as samples


def gallery(request: HttpRequest) -> HttpResponse:
    submitted = samples.ContactForm(request.GET) if "errors" in request.GET else samples.ContactForm()
    return render(request, "ui/gallery.html", {**samples.CONTEXT, "form": submitted})


# What `accounts.pages.public_page` writes; that app stands above this one.
gallery.audience = SimpleNamespace(kind="public", roles=frozenset())
