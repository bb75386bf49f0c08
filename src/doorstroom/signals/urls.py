"""Addresses of this app. Today's list stands with `portals`, because it shows more than one app."""

from django.urls import path

from doorstroom.signals.views import staff

urlpatterns = [
    path("vandaag/later/<uuid:person>/<slug:code>/", staff.signal_later, name="signal_later"),
]
