"""Signing in and choosing in which role one acts."""

from django.urls import include, path

from doorstroom.accounts.views.staff import roles

urlpatterns = [path("rollen/", roles, name="roles"), path("", include("allauth.urls"))]
