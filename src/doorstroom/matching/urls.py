"""Addresses of this app."""

from django.urls import path

from doorstroom.matching.views import staff

urlpatterns = [
    path("deelnemers/<uuid:person>/plekken/", staff.person_places, name="person_places"),
    path("plekken/<int:pk>/mensen/", staff.place_people, name="place_people"),
]
