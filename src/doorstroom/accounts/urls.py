"""Signing in and choosing in which role one acts."""

from django.urls import include, path

from doorstroom.accounts.views.public import broker_return, broker_start
from doorstroom.accounts.views.staff import roles

urlpatterns = [
    path("rollen/", roles, name="roles"),
    path("via/<slug:broker>/", broker_start, name="broker_start"),
    path("via/<slug:broker>/terug/", broker_return, name="broker_return"),
    path("", include("allauth.urls")),
]
