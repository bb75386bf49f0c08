"""Signing in and choosing in which role one acts."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
