"""Addresses of this app."""

from django.urls import path

from doorstroom.followup.views import staff

urlpatterns = [
    path("nazorg/", staff.follow_up, name="follow_up"),
    path("deelnemers/<uuid:person_id>/nazorg/<int:observation_id>/", staff.observation, name="observation"),
]
