"""Says of every page for whom it is. A page that says nothing fails the access test.

What somebody may not see does not exist: a wrong role gets the same 404 as a wrong address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import gettext as _

from doorstroom.accounts.models import Role
from doorstroom.accounts.sign_in import ask_again, is_proven

View = Callable[..., HttpResponse]
EVERYONE = frozenset(Role) - {Role.HELPDESK}
"""Every professional; who solves problems with the system is none and opens what names that role alone."""


@dataclass(frozen=True)
class Audience:
    """`kind` is public, staff, participant or employer; of staff only these `roles`."""

    kind: str
    roles: frozenset[str] = frozenset()
    data_leave: bool = False


def public_page(view: View) -> View:
    """Anyone may open it, signed in or not."""
    return _marked(view, Audience("public"))


def staff_page(*roles: Role, data_leave: bool = False) -> Callable[[View], View]:
    """Only people who act in one of these roles (none given: every professional). Visitors are asked to sign in.

    `data_leave` marks a page from which data about people can be taken along, or go over to another organisation: it
    asks once more who is there.
    """
    audience = Audience("staff", frozenset(roles) or EVERYONE, data_leave)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not is_proven(request):
                messages.info(request, _("Set up a second step first: an app or a passkey. Then the pages open."))
                return redirect("mfa_index")
            if request.actor is None or request.actor.role not in audience.roles:
                raise Http404
            if data_leave and (asked := ask_again(request)):
                return asked
            return view(request, *args, **kwargs)

        return _marked(guarded, audience)

    return decorate


def link_page(kind: str) -> Callable[[View], View]:
    """A page behind a link and a code ("participant" or "employer"); the view itself checks the link."""

    def decorate(view: View) -> View:
        return _marked(view, Audience(kind))

    return decorate


def opens_to(role: str, url: str) -> bool:
    """Is the page at this address for people who act in this role?"""
    return role in _view_at(url).audience.roles


@dataclass(frozen=True)
class Opens:
    """For templates: `opens.round_partners` says whether the pages of that name are for people who act in this role."""

    role: str

    def __getitem__(self, name: str) -> bool:
        return self.role in _audiences()[name].roles


@cache
def _audiences() -> dict[str, Audience]:
    named = ((each.name, each.callback) for each in _pages(get_resolver()) if each.name)
    return {name: view.audience for name, view in named if hasattr(view, "audience")}


def _pages(at: URLResolver) -> Iterator[URLPattern]:
    for each in at.url_patterns:
        if isinstance(each, URLResolver):
            yield from _pages(each)
        else:
            yield each


@lru_cache(maxsize=512)
def _view_at(url: str) -> View:
    """Every page asks this for each entry of its menu, and looking through all addresses takes a millisecond."""
    return resolve(url).func


def _marked(view: View, audience: Audience) -> View:
    view.audience = audience
    return view
